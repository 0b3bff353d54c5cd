# Every target sets up what it needs in .venv: Python 3.11 or newer and make are enough.
# PYTHON=/path/to/python picks another interpreter for a .venv that is not there yet.

SHELL := /bin/sh
BIN := .venv/bin

# The question reaches the program through the environment and is never read as make's or the shell's own language.
Q ?= What did the spokesman say about moving too soon?
export BRIEFING_QUESTION := $(value Q)
unexport Q

# Settings of pip or Python that would install to another place or refuse the project's own folder.
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_REQUIRE_HASHES PIP_CONSTRAINT PIP_BUILD_CONSTRAINT PIP_NO_DEPS
unexport PYTHONHOME PYTHONPATH

.DEFAULT_GOAL := help
.PHONY: help ask preview serve day test lint coverage knowledge check fix pictures bench lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

ask: .venv/ready ## one question in the terminal: make ask Q="what was said about the budget?"
	@$(BIN)/briefing ask -- "$$BRIEFING_QUESTION" || test $$? -le 2

preview: .venv/ready ## the bot on a page of this machine: no Slack, no tokens
	@$(BIN)/briefing serve --preview

serve: .venv/ready ## the bot in Slack, over Socket Mode
	@$(BIN)/briefing serve --socket

day: .venv/ready-dev ## a newsroom's day, lived through against a stand-in for Slack and told as a dialogue
	@$(BIN)/python -m tests.day

test: .venv/ready-dev ## the tests
	@$(BIN)/pytest

lint: .venv/ready-dev ## format, rules, types, the order of imports
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(call quietly,$(BIN)/lint-imports --no-logo)

coverage: .venv/ready-dev ## the tests, and which lines they never reach
	@$(BIN)/pytest --cov

knowledge: .venv/ready ## is every file of the knowledge folder in order?
	@$(BIN)/briefing check

check: lint knowledge coverage ## everything a change has to pass

fix: .venv/ready-dev ## format and mend what can be mended by itself
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

pictures: .venv/ready-dev ## take README's pictures anew, with Chromium
	@$(BIN)/python -m tests.web.pictures

bench: .venv/ready-dev ## measure everything; write benchmarks/RESULTS.md
	@if [ -f benchmarks/run.py ]; then exec $(BIN)/python -m benchmarks.run; else echo "There is no benchmark yet."; fi

lock: .venv/ready-dev ## bring both lock files up to date with pyproject.toml (UPGRADE=1: and every version)
	@$(call compile,requirements.lock)
	@$(call compile,requirements-dev.lock,--extra dev --constraint requirements.lock)

clean: ## remove .venv and everything that was made
	@rm -rf .venv .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find bot tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml
	@$(call prepare,requirements.lock)
	@touch $@

.venv/ready-dev: requirements-dev.lock requirements.lock pyproject.toml
	@$(call prepare,requirements-dev.lock)
	@touch .venv/ready $@

# Shows what a command printed only if it failed.
quietly = said=$$($(1) 2>&1) || { status=$$?; printf '%s\n' "$$said" >&2; exit $$status; }

compile = CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --all-build-deps \
	--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) $(2) --output-file $(1) pyproject.toml

# .venv/unfinished stands there while packages are being installed: where it is found, the set-up was interrupted and
# what lies there cannot be trusted. The lock holds the build backend too, so nothing else is fetched.
define prepare
set -eu; \
if [ -e .venv/unfinished ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	$(find_python); \
	echo "Setting up .venv (once, about a minute) ..." >&2; \
	rm -rf .venv; mkdir .venv; touch .venv/unfinished; \
	$(call quietly,"$$python" -m venv .venv); \
fi; \
touch .venv/unfinished; \
$(call quietly,$(pip) --require-hashes --requirement $(1)); \
$(call quietly,$(pip) --no-deps --no-build-isolation --editable .); \
rm .venv/unfinished
endef

pip = $(BIN)/python -m pip install --disable-pip-version-check --no-input --no-user

define find_python
python=; \
if [ -n "$${PYTHON:-}" ]; then set -- "$$PYTHON"; \
else set -- python3.14 python3.13 python3.12 python3.11 python3 python; fi; \
for name; do \
	if "$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		python=$$name; break; \
	fi; \
done; \
if [ -z "$$python" ]; then \
	echo "No Python 3.11 or newer with venv was found among: $$*" >&2; \
	echo "Install one (on Debian and Ubuntu: python3 and python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1; \
fi
endef
