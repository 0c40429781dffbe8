# Each target builds the environment first when it is not there. The package index is whatever pip is set up for.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.built-from-lock
RUN := $(VENV)/bin
BENCH_VENV := .venv-bench
BENCH_STAMP := $(BENCH_VENV)/.built-from-lock
CLIENTS_VENV := .venv-clients
CLIENTS_STAMP := $(CLIENTS_VENV)/.built-from-lock
BENCH ?=

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

# Three workers on two processors: one of them mostly waits (tests/conftest.py).
test: lint $(CLIENTS_STAMP)
	$(RUN)/pytest -n 3 --dist loadfile --durations 20

# The oldest DuckDB that must read our files, and DuckDB's command line; nothing of gongkai is in it.
$(CLIENTS_STAMP): requirements-clients.lock
	$(PYTHON) -m venv --clear $(CLIENTS_VENV)
	$(CLIENTS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	  --require-hashes --requirement requirements-clients.lock
	@touch $(CLIENTS_STAMP)

# The same versions as in .venv, and Scrapy and trafilatura beside them.
$(BENCH_STAMP): requirements.lock requirements-bench.lock pyproject.toml
	$(PYTHON) -m venv --clear $(BENCH_VENV)
	for lock in requirements.lock requirements-bench.lock; do \
	  $(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $$lock || exit 1; \
	done
	$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(BENCH_STAMP)

# One table of ratios. BENCH="crawl reading" measures only these; BENCH="scale --rows 10000000" takes five minutes.
bench: $(BENCH_STAMP)
	@$(BENCH_VENV)/bin/python -m tests.bench $(BENCH)

# Kills by the hundred, then every fault: about half an hour. SOAK="--kills 20" or "--only faults" is less.
soak: $(STAMP)
	@$(RUN)/python -m tests.soak $(SOAK)

# Needs uv (a developer's tool, not part of the environment). Versions already locked are kept.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements.lock
	uv pip compile --group bench --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements-bench.lock
	uv pip compile --group clients --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements-clients.lock

clean:
	rm -rf $(VENV) $(BENCH_VENV) $(CLIENTS_VENV)
