# Everything sets itself up: a fresh machine needs Python 3.10 or later and make.
PYTHON ?= python3
PORT ?= 8001
BIN := .venv/bin

.PHONY: help serve test quick check docs bench clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/ready ## Build archive.db from the bundled article and serve it on 127.0.0.1:8001
	@$(BIN)/jiaokan ingest --db archive.db
	@$(BIN)/jiaokan serve --db archive.db --port $(PORT)

test: .venv/ready check node_modules/axe-core ## Run every test
	$(BIN)/python -m pytest -q

quick: .venv/ready ## Run the tests that take seconds: no browser, no servers, no processes
	$(BIN)/python -m pytest -q -m "not slow" -x

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
	@touch $@
