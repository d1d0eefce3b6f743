# Everything sets itself up: a fresh machine needs Python 3.10 or later and make.
PYTHON ?= python3
PORT ?= 8001
BIN := .venv/bin

.PHONY: help serve test check clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/ready ## Build archive.db from the bundled article and serve it on 127.0.0.1:8001
	@$(BIN)/jiaokan ingest --db archive.db
	@$(BIN)/jiaokan serve --db archive.db --port $(PORT)

test: .venv/ready check node_modules/axe-core ## Run every test
	$(BIN)/python -m pytest -q

check: .venv/ready ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

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
