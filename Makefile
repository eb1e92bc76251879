# Two commands for everybody: `make build` makes the PDFs, `make test` proves them. Both set up what they need.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

QUICK := tests/content tests/languages tests/documents tests/test_characters.py tests/test_documentation.py tests/test_house.py tests/test_schema.py

.PHONY: build check test test-all conformance fuzz bench words lint reference lock clean
.DELETE_ON_ERROR:

build: $(VENV)/runtime
	$(BIN)/python -m factsheet_builder build

# Lint, types and the tests that render nothing.
check: lint
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow" $(QUICK)

test: $(VENV)/development
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: $(VENV)/development
	PYTHON="$(PYTHON)" .ci/prepare $(VENV) requirements-dev.txt test-all
	$(BIN)/python -m pytest

# What every kind of deliverable claims, validated by veraPDF (a part of `make test`).
conformance: $(VENV)/development
	$(BIN)/python -m pytest tests/conformance -m "not slow"

# How damaged inputs of all kinds are received; FUZZ="--kind pdf --seed 1035 --count 1" repeats one.
fuzz: $(VENV)/development
	$(BIN)/python -m tests.fuzz $(FUZZ)

# How fast the build is beside other programs; BENCH="--parties 48 --repeats 5" measures more (--help lists the sizes).
bench: $(VENV)/development
	$(BIN)/python -m tests.benchmarks $(BENCH)

# How many words of the general factsheets other programs take out rightly.
words: build $(VENV)/development
	$(BIN)/python -m tests.benchmarks.extraction out/*/*.pdf

lint: $(VENV)/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the command says of itself, as a page.
reference: $(VENV)/development
	$(BIN)/python -m tests.reference > .github/reference.md

# The environment: pinned packages with hashes, and the system libraries that they load.
$(VENV)/runtime: requirements.txt .ci/prepare
	PYTHON="$(PYTHON)" .ci/prepare $(VENV) requirements.txt build
	printf '#!%s\nimport sys\nsys.path.insert(0, "%s")\nfrom factsheet_builder.__main__ import main\nmain()\n' "$(CURDIR)/$(BIN)/python" "$(CURDIR)" > $(BIN)/factsheet
	chmod +x $(BIN)/factsheet
	touch $@

$(VENV)/development: requirements-dev.txt pyproject.toml .ci/prepare
	PYTHON="$(PYTHON)" .ci/prepare $(VENV) requirements-dev.txt test
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	touch $@ $(VENV)/runtime

# For maintainers, with uv installed: pin what pyproject.toml asks for; UPGRADE=--upgrade takes newer versions.
lock:
	uv pip compile --quiet pyproject.toml --extra studio --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE) -o requirements.txt
	uv pip compile --quiet pyproject.toml --extra studio --group dev -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE) -o requirements-dev.txt

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
