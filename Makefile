# Everything lives in .venv. What is installed once is not looked at again until a lock changes.

UV_VERSION = 0.13.9
VENV = .venv
BIN = $(VENV)/bin
UV = $(BIN)/uv
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	2>/dev/null && echo $$name && break; done)

.PHONY: run test lint bench model lock clean
.DELETE_ON_ERROR:

run: $(VENV)/ready  ## the whole club; without CLUB_BOT_TOKEN, the demonstration
	@exec $(BIN)/club run

test: $(VENV)/ready-to-test browser office  ## the whole test suite; two cores hold four, half of them always wait
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/ready-to-test  ## style, types, layers, and whether migrations match the models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m deploy.drift

bench: $(VENV)/ready-to-test  ## benchmarks, one JSON object a line
	@$(BIN)/python -m tests.bench $(ARGS)

model: $(VENV)/ready-to-test  ## learn spam and distress anew, after a corpus was changed
	$(BIN)/python -m moderation.detect.distress.learn
	$(BIN)/python -m moderation.detect.spam.build

lock: $(VENV)/uv-$(UV_VERSION)  ## refresh the pinned versions and their hashes
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev -o requirements-dev.lock

clean:  ## forget the environment; the data in var/ stays
	rm -rf $(VENV)

COMPILE = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate pyproject.toml

$(VENV)/uv-$(UV_VERSION):
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with its venv module is needed; \
	name it: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	touch $@

INSTALL = $(UV) pip install --quiet --python $(BIN)/python --compile-bytecode

$(VENV)/ready: requirements.lock pyproject.toml $(VENV)/uv-$(UV_VERSION)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps -e .
	touch $@

$(VENV)/ready-to-test: requirements-dev.lock $(VENV)/ready
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

.PHONY: browser
browser: $(VENV)/ready-to-test
	@sh tests/support/browser.sh $(BIN)/playwright

.PHONY: office
office:
	@sh tests/support/office.sh
