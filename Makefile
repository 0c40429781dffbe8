# Each target builds the environment first when it is not there. The package index is whatever pip is set up for;
# with WHEELS=DIR it is that folder and nothing else, which `make wheels` fills where there is an index.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.built-from-lock
RUN := $(VENV)/bin
WITH_OCR := $(VENV)/.with-ocr
BENCH_VENV := .venv-bench
BENCH_STAMP := $(BENCH_VENV)/.built-from-lock
CLIENTS_VENV := .venv-clients
CLIENTS_STAMP := $(CLIENTS_VENV)/.built-from-lock
BENCH ?=
WHEELS ?=
# Where the extra was asked for once, a rebuilt environment has it again, from a folder if the folder has it.
HAD_OCR := $(and $(wildcard $(WITH_OCR)),$(if $(WHEELS),$(wildcard $(WHEELS)/rapidocr-*),yes))
GATHERED := $(if $(WHEELS),$(WHEELS),wheels)
FOLDER := $(if $(filter wheels,$(MAKECMDGOALS)),,$(WHEELS))
PIP := pip --disable-pip-version-check
# What is imported is kept compiled, whatever the machine's setting: workers and the hundreds of processes that tests
# begin would each compile it anew.
COMPILING := env -u PYTHONDONTWRITEBYTECODE -u PYTHONPYCACHEPREFIX

# $(call install,PYTHON,LOCK): all that a lock names, each file held to the lock's sums.
ifeq ($(FOLDER),)
install = $(1) -m $(PIP) install --quiet --no-deps --require-hashes --requirement $(2)
else
# pip's settings may name an index: neither they nor the environment's are heard. What the folder lacks is said in
# one sentence: pip's own three name neither the folder nor what to do.
GATHER := 请在一台能上网、系统和 Python 版本与本机相同的机器上,在同一版本的程序目录里运行 make wheels,把得到的整个文件夹拷来
MACHINE := import platform, sysconfig; print("Python", platform.python_version(), sysconfig.get_platform())
define install
@PIP_CONFIG_FILE=/dev/null $(1) -m $(PIP) --isolated install --quiet --no-deps --require-hashes --requirement $(2) \
  --no-index --only-binary :all: --find-links "$(FOLDER)" 2>$(@D)/pip.err || { \
    lacks=$$(sed -n 's/^ERROR: No matching distribution found for \([^ ]*\).*/\1/p' $(@D)/pip.err | head -n 1); \
    test -n "$$lacks" || cat $(@D)/pip.err >&2; \
    echo "$(FOLDER) 里没有$${lacks:+ $$lacks }适合本机($$($(1) -c '$(MACHINE)'))的安装包。$(GATHER)" >&2; exit 2; }
endef
endif

.PHONY: env ocr wheels demo test test-all compiled lint bench soak licences lock clean

env: $(STAMP)

# The lock is the whole set, so nothing is resolved here (--no-deps).
# The stamp is written last: an interrupted install is begun again, never half used.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=… names one)"; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(call install,$(RUN)/python,requirements.lock)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	$(if $(HAD_OCR),$(call install,$(RUN)/python,requirements-ocr.lock))
	@$(if $(HAD_OCR),touch $(WITH_OCR))
	@touch $(STAMP)

# All that `make env` and `make test` install, for this machine's Python and platform, each sum as the locks have it;
# with OCR=1 what `make ocr` installs, too.
# pip itself comes with Python (ensurepip); what builds gongkai is in the lock, so that building asks for nothing.
wheels: $(STAMP)
	@mkdir -p "$(GATHERED)"
	for lock in requirements.lock requirements-clients.lock $(if $(OCR),requirements-ocr.lock); do \
	  $(RUN)/python -m $(PIP) download --quiet --no-deps --only-binary :all: --require-hashes \
	    --requirement $$lock --dest "$(GATHERED)" || exit 1; \
	done
	@echo "$(GATHERED): $$(ls "$(GATHERED)" | wc -l) 个安装包。把整个文件夹拷到没有网络的机器,在那里运行 make env WHEELS=文件夹"

demo: $(STAMP)
	@$(RUN)/gongkai demo

lint: $(STAMP)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

# In five minutes, the environments included: of the test files that take long one test each (tests/longer.csv).
# Three workers on two processors: one of them mostly waits (tests/conftest.py).
test: lint $(CLIENTS_STAMP) compiled
	$(COMPILING) $(RUN)/pytest -n 3 --dist loadfile --quick --durations 20

# Every test, in half an hour: before a change is brought in.
test-all: lint $(CLIENTS_STAMP) compiled
	$(COMPILING) $(RUN)/pytest -n 3 --dist loadfile --durations 20

compiled: $(STAMP)
	@$(COMPILING) $(RUN)/python -m compileall -q flows scrapers sql warehouse

# The oldest DuckDB that must read our files, and DuckDB's command line; nothing of gongkai is in it.
$(CLIENTS_STAMP): requirements-clients.lock
	$(PYTHON) -m venv --clear $(CLIENTS_VENV)
	$(call install,$(CLIENTS_VENV)/bin/python,requirements-clients.lock)
	@touch $(CLIENTS_STAMP)

# The extra `ocr` into the same environment: large (a runtime for models), so nobody gets it unasked.
ocr: $(STAMP)
	$(call install,$(RUN)/python,requirements-ocr.lock)
	@touch $(WITH_OCR)

# The same versions as in .venv, and Scrapy and trafilatura beside them.
$(BENCH_STAMP): requirements.lock requirements-bench.lock pyproject.toml
	$(PYTHON) -m venv --clear $(BENCH_VENV)
	for lock in requirements.lock requirements-bench.lock; do \
	  $(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $$lock || exit 1; \
	done
	$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(BENCH_STAMP)

# One table of ratios with their bars, about half an hour; code 1 where a bar is missed. BENCH="crawl reading" measures
# only these; BENCH="scale night --rows 10000000" takes an hour.
bench: $(BENCH_STAMP)
	@$(COMPILING) $(BENCH_VENV)/bin/python -m compileall -q flows scrapers sql warehouse tests
	@$(BENCH_VENV)/bin/python -m tests.bench $(BENCH)

# Kills by the hundred, every fault, histories of thirty nights: about 45 minutes. SOAK="--kills 20" or
# "--only histories --histories 1 --seed 7" is less.
soak: $(STAMP)
	@$(RUN)/python -m tests.soak $(SOAK)

# LICENCES.md: name, version, licence and address of all that the lock names.
licences: $(STAMP)
	$(RUN)/python -m tests.licences

# Needs uv (a developer's tool, not part of the environment). Versions already locked are kept.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --extra ocr --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements-ocr.lock
	uv pip compile --group bench --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements-bench.lock
	uv pip compile --group clients --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements-clients.lock

clean:
	rm -rf $(VENV) $(BENCH_VENV) $(CLIENTS_VENV)
