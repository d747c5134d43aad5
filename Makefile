# Two commands do all set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint eval bench train clean

$(BIN)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e . && touch $@

$(BIN)/.installed-dev: $(BIN)/.installed
	$(BIN)/python -m pip install -q -e ".[dev,fast]" && touch $@

demo: $(BIN)/.installed
	$(BIN)/youju demo

test: $(BIN)/.installed-dev lint
	$(BIN)/python -m pytest -n 2

lint: $(BIN)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: $(BIN)/.installed-dev
	$(BIN)/python -m tests.evaluation

bench: $(BIN)/.installed-dev
	$(BIN)/python -m tests.benchmarks

train: $(BIN)/.installed-dev
	$(BIN)/python -m pip install -q -e ".[train]"
	$(BIN)/python -m tests.train

clean:
	rm -rf $(VENV) build dist *.egg-info
