# The same targets for people and for the build server.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: setup lint types layers test wheel docs site bundle web check bench clean

setup: $(VENV)/.done
$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable ".[test,docs]"
	touch $@

lint: setup
	$(BIN)/ruff check src tests benchmarks docs hatch_build.py
	$(BIN)/ruff format --check src tests benchmarks docs hatch_build.py

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

test: setup
	$(BIN)/python -m pytest -m "not wheel"

wheel: setup
	$(BIN)/python -m pytest -m wheel

docs: site
	$(BIN)/python docs/generate.py --check

# That the generated pages are fresh, the tests see too.
site: setup
	$(BIN)/mkdocs build --strict --quiet

# The explorer's script, which an editable install finds in web/dist; installing makes it too.
bundle: setup
	$(BIN)/python hatch_build.py

web: setup
	$(BIN)/python -m pytest -m web

pictures: setup
	$(BIN)/pip install --quiet pillow
	$(BIN)/python docs/pictures.py

check: lint types layers test wheel docs

bench: setup
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf build dist site .mypy_cache .pytest_cache .ruff_cache
