# Each target builds the environment first when it is not there. The package index is whatever pip is set up for.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.built-from-lock
RUN := $(VENV)/bin

.PHONY: env demo test lint bench soak lock clean

env: $(STAMP)

# The lock is the whole set, so nothing is resolved here (--no-deps).
# The stamp is written last: an interrupted install is begun again, never half used.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=… names one)"; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(STAMP)

demo: $(STAMP)
	@$(RUN)/gongkai demo

lint: $(STAMP)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

test: lint
	$(RUN)/pytest -n 2 --dist loadgroup

# Needs uv (a developer's tool, not part of the environment). Versions already locked are kept.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV)
