# Two commands do all the set-up that they need, system packages included: make demo, make test.

VENV := .venv
BIN := $(VENV)/bin
DEMO := sinodik-demo

.PHONY: help demo test fuzz lint fix screenshots clean
.DEFAULT_GOAL := help

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

demo: $(VENV)/.demo  ## see the whole of it at work on an invented world, in about a minute
	@$(BIN)/sinodik demo $(DEMO)

test: $(VENV)/.test lint  ## check everything: lint, types, import contracts, tests, browser tests, quality floors
	@.ci/pytest

fuzz: $(VENV)/.test  ## look for trouble in each parser of what sites send, 60 s each (SINODIK_FUZZ_SECONDS)
	@SINODIK_FUZZ_SECONDS=$${SINODIK_FUZZ_SECONDS:-60} $(BIN)/pytest -m fuzz tests/crawlers

lint: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

fix: $(VENV)/.test  ## let ruff put right what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: $(VENV)/.test  ## take README's pictures anew, with the browser test
	@SINODIK_SCREENSHOTS=build/screenshots $(BIN)/pytest -q tests/browser -k photographed
	@mkdir -p docs/pictures
	@for theme in light dark; do for page in review candidate; do \
	    cp build/screenshots/$$theme/$$page-1280.png docs/pictures/$$page-$$theme.png; done; done

clean:  ## remove what was made here: the virtual environment and the demo
	rm -rf $(VENV) $(DEMO)

# A stamp is older than what it depends on → the set-up runs again; it installs only what is missing.
$(VENV)/.demo $(VENV)/.test: $(VENV)/.%: .ci/setup pyproject.toml constraints.txt
	@.ci/setup $*
