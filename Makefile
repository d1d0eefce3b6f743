# Everything sets itself up: a fresh machine needs Python 3.10 or later and make.
PYTHON ?= python3
PORT ?= 8001
FUZZ ?= 600
BIN := .venv/bin
# A test process for each processor; what a module builds for its tests is built once.
SHARED := -n logical --dist loadfile --no-loadscope-reorder

.PHONY: help serve test quick check docs bench fuzz faults soak clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/ready ## Build archive.db from the bundled article and serve it on 127.0.0.1:8001
	@$(BIN)/jiaokan ingest --db archive.db
	@$(BIN)/jiaokan serve --db archive.db --port $(PORT)

test: .venv/ready check node_modules/axe-core ## Run every test
	$(BIN)/python -m pytest -q $(SHARED)

quick: .venv/ready ## Run the tests that take seconds: no browser, no servers, no processes
	$(BIN)/python -m pytest -q $(SHARED) -m "not slow" -x

check: .venv/ready ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/ready ## Write what is generated: docs/cli.md, docs/data-model.md, metadata.yml
	$(BIN)/python docs/reference.py
	$(BIN)/python -m db.metadata > metadata.yml

bench: .venv/ready ## Print every figure with its floor, and what other tools reach
	@$(BIN)/python -m pip install --quiet -e '.[bench]'
	@$(BIN)/python tests/bench.py

# Its corpus and what it finds lie in build/fuzz. The fuzzer has wheels for few versions of Python.
fuzz: build/fuzz/bin/atheris ## Fuzz every target for FUZZ seconds, guided by coverage
	@for target in restoration dissection facts readers queries addresses; do \
		mkdir -p build/fuzz/found/$$target; \
		build/fuzz/bin/python tests/fuzz_targets.py $$target build/fuzz/corpus/$$target \
			-max_total_time=$(FUZZ) -artifact_prefix=build/fuzz/found/$$target/ || exit 1; \
	done

faults: .venv/ready ## Let every kind of fault of the medium meet an ingest at many places
	$(BIN)/python tests/faults.py --points 100

soak: .venv/ready ## A hundred readers for a minute beside an ingest
	@mkdir -p build
	$(BIN)/python tests/bench_soak.py build/soak.db
	$(BIN)/python tests/bench_soak.py build/soak.db --pause 0 --each 3

build/fuzz/bin/atheris:
	$(PYTHON) -m venv build/fuzz
	build/fuzz/bin/python -m pip install --quiet -e '.[test]' atheris
	@touch $@

# Only for the tests in a browser: the accessibility engine.
node_modules/axe-core:
	@npm install --silent --no-save --no-package-lock --no-audit --no-fund axe-core@4.14.1 \
		|| echo "No npm: accessibility cannot be checked." >&2

clean: ## Remove what was built
	rm -rf .venv node_modules build *.egg-info archive.db archive.db-shm archive.db-wal

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[test]'
	@# Compiled once: where Python may keep no bytecode, every start would compile all of it.
	@$(BIN)/python -m compileall -q ingest db
	@touch $@
