# Everything one types by hand. Each step lives in scripts/, one verb a file.
MAKEFLAGS += --no-print-directory
CANDOR := .venv/app/bin/python -m candor.cli
export RASA_TELEMETRY_ENABLED = false
# Some machines forbid Python to keep what it compiled: each of the hundreds of processes of a test run would do it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup up test quick check pages agree bench mutate train rasa lock clean

help: ## show this list
	@echo "Candor answers customers who have a question about a card bill."
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

setup:
	@scripts/environment app
	@scripts/environment bot

up: setup ## make all that is missing, then run the product (ARGS="--port 8001")
	@$(CANDOR) train --if-needed
	@$(CANDOR) up $(ARGS)

test: ## set up, check, and run every test
	@scripts/test

quick: ## the quicker tests, three to four minutes, for while you work; make test runs all
	@scripts/environment app-dev
	@.venv/app/bin/python -m pytest -q -n logical -m "not stack and not browser and not slow"

check: ## style, types, layers and the Rasa data
	@scripts/environment app-dev
	@scripts/environment bot
	@scripts/check

pages: ## write the reference pages that are made from code and policies
	@scripts/environment app
	@scripts/pages

agree: ## let two computations reach the interest of 1,000 random accounts
	@scripts/environment app-dev
	@CANDOR_TEST_BANKS=1000 .venv/app/bin/python -m pytest -q tests/importing/sample/test_agreement.py tests/billing/lines/test_interest_sums.py

bench: ## measure speed and memory beside the project that `rasa init` makes
	@scripts/environment app-dev
	@scripts/environment bot
	@$(CANDOR) train --if-needed
	@.venv/app/bin/python -m tests.bench $(ARGS)
	@.venv/app/bin/python -m tests.bench.goodwill
	@.venv/app/bin/python -m tests.bench.disputes
	@.venv/app/bin/python -m tests.bench.trust
	@.venv/app/bin/python -m tests.bench.desk
	@.venv/app/bin/python -m tests.bench.understanding
	@.venv/app/bin/python -m tests.bench.studio
	@.venv/app/bin/python -m tests.bench.retraining

mutate: ## change goodwill's code place by place: do the tests notice? (ARGS="decision facts")
	@scripts/environment app-dev
	@scripts/mutate $(ARGS)

train: setup ## train the model anew
	@$(CANDOR) train

rasa: setup ## run Rasa here (ARGS="shell", ARGS="interactive", ARGS="test", ...)
	@scripts/rasa $(ARGS)

lock: ## choose package versions anew within requirements/*.in
	@scripts/lock

clean: ## remove environments, models and caches; the data folder stays
	rm -rf .venv models results build .rasa .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
