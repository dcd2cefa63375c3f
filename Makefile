# make demo: today's digest of the example vault.   make test: everything that must hold.
# make bench: what commands cost on invented vaults, written to docs/benchmarks.md; PEOPLE="1000 10000" RUNS=5 is quicker.
# All set up .venv by themselves. Another Python: make demo PYTHON=python3.12

PYTHON ?=
PEOPLE ?= 1000 10000 50000
RUNS ?= 15
VENV := .venv
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An environment whose Python is gone, or that was made in another folder, is made anew.
$(shell [ ! -d $(VENV) ] || { [ -x $(VENV)/bin/python ] && grep -qsF '$(CURDIR)/' $(VENV)/bin/prm; } || rm -rf $(VENV))

.PHONY: demo test bench clean

demo: $(VENV)/.ready
	@$(VENV)/bin/prm --vault example-vault --today 2026-01-15 digest

test: $(VENV)/.ready-dev
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --check --quiet . \
	  || { echo 'some files are not formatted; run $(VENV)/bin/ruff format' >&2; exit 1; }
	@$(VENV)/bin/mypy --strict --no-error-summary prm
	@$(VENV)/bin/pytest -q -n auto

bench: $(VENV)/.ready
	@$(VENV)/bin/python -m benchmarks --runs $(RUNS) $(PEOPLE)

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml | $(VENV)/bin/python
	@$(call install,.)

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/bin/python
	@$(call install,'.[dev]')
	@touch $(VENV)/.ready

# The first Python that is new enough and can make an environment; --clear mends one that was left half made.
$(VENV)/bin/python:
	@echo 'setting up…' >&2; \
	fits='import sys; sys.exit(sys.version_info < (3, 11))'; \
	makes='import ensurepip, venv'; \
	message='prm needs Python 3.11 or newer; install one, or name one: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3'; \
	for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  "$$python" -c "$$fits" 2>/dev/null || continue; \
	  if "$$python" -c "$$makes" 2>/dev/null \
	    && "$$python" -m venv --clear $(VENV) >/dev/null 2>&1; then exit 0; fi; \
	  message="$$python cannot make a virtual environment; install its venv package (on Debian and Ubuntu: python3-venv)"; \
	done; \
	rm -rf $(VENV); echo "$$message" >&2; exit 1

# Installs $(1) and marks it done; what pip says is kept in a file and shown only by name.
install = \
  [ ! -e $(VENV)/.ready ] && [ ! -e $(VENV)/.ready-dev ] || echo 'setting up…' >&2; \
  $(VENV)/bin/python -m pip install --quiet --retries 2 --editable $(1) >$(VENV)/pip.log 2>&1 \
  || { echo 'could not install what prm needs; is there a network? pip says why in $(VENV)/pip.log' >&2; exit 1; }; \
  touch $@
