# `make run` starts Rondo with a sample network; `make test` checks everything; `make help` lists the rest.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test bench lint format types imports check lock clean

VENV := .venv
BIN := $(VENV)/bin

help:
	@echo "make run     Rondo with a sample network, at http://localhost:8000 (another port: make run PORT=9000)"
	@echo "make test    set up what the tests need, and run all of them"
	@echo "make check   lint, types and the import contract"
	@echo "make bench   measure the speed of answers"
	@echo "make format  put the code into its form"
	@echo "make lock    choose the newest versions that pyproject.toml allows, and pin them"
	@echo "make clean   remove $(VENV) and the tools' caches (not the data)"

run: $(VENV)/ready
	@exec $(BIN)/rondo demo

test: $(VENV)/ready-for-tests
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m tests.support.teams_schema
	@exec $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

bench: $(VENV)/ready-for-tests
	@exec $(BIN)/python -m bench $(ARGS)

check: lint types imports

lint: $(VENV)/ready-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/ready-for-tests
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/ready-for-tests
	@$(BIN)/mypy

imports: $(VENV)/ready-for-tests
	@$(BIN)/lint-imports --no-logo

# The tests' lock holds all of the run-time lock, at the same versions.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --upgrade
lock: $(VENV)/ready-for-tests
	@echo "Choosing versions for running..."
	@$(BIN)/$(LOCK) --output-file requirements.txt >/dev/null
	@echo "Choosing versions for testing..."
	@$(BIN)/$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt >/dev/null

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/ready: requirements.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python tools/install_locked.py requirements.txt
	@touch $@

$(VENV)/ready-for-tests: requirements-dev.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python tools/install_locked.py requirements-dev.txt
	@touch $@ $(VENV)/ready

$(BIN)/python:
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11 ""; do \
		$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ -z "$$candidate" ]; then \
		echo "Rondo needs Python 3.11 or newer, and no python3 here is. Install it (Debian, Ubuntu: apt install" \
			"python3 python3-venv; macOS: brew install python), then run the same command again." >&2; exit 1; \
	fi; \
	if ! $$candidate -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "Python's venv module is missing here. Install it (Debian, Ubuntu: apt install python3-venv; Fedora:" \
			"dnf install python3), then run the same command again." >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$candidate --version)."; \
	$$candidate -m venv --clear $(VENV)
