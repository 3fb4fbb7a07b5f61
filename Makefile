# Every target does its own set-up: a fresh machine needs only Python 3.11 or newer with pip.

SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
unexport PYTHONDONTWRITEBYTECODE  # the tests start hundreds of processes: each would compile all modules anew
.PHONY: help demo test lint coverage mutants soak chance screens pictures bench lock audit clean again

PIP := .venv/bin/python -m pip --disable-pip-version-check

help:  ## What can be made (this list)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: .venv/.demo  ## Kassa on this machine, without Telegram: a chat page in the browser
	@echo "kassa: loading …"
	@exec .venv/bin/kassa demo $(ARGS)

# Three for two cores: a good part of the tests waits, for a browser or for processes that start.
WORKERS = $(shell cores=$$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2); echo $$((cores * 3 / 2 < 4 ? cores * 3 / 2 : 4)))

test: ARGS ?= -n $(WORKERS) --dist worksteal
test: .venv/.dev  ## All tests, on a real PostgreSQL and Valkey; ARGS="-k seats" for some
	@.venv/bin/python -m pytest $(ARGS)

lint: .venv/.dev  ## Style, types and the direction of imports
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

COVERED := tests/core tests/db tests/bot tests/scheduler tests/cli

coverage: ARGS ?= -n 2 --dist worksteal
coverage: .venv/.dev  ## Which branches of core/ and db/ the tests take: under 95 % is a failure
	@.venv/bin/python -m pytest --cov --cov-report=term-missing:skip-covered $(COVERED) $(ARGS)

mutants: .venv/.dev  ## Break the rules of core/domain in a thousand ways: what no test notices is listed (docs/mutants.md)
	@rm -rf mutants
	@.venv/bin/mutmut run $(ARGS)
	@.venv/bin/mutmut results

soak: .venv/.dev  ## An hour of mixed traffic under faults: nothing lost, left over or growing; ARGS="--minutes 10 --publish"
	@.venv/bin/python -m tests.soak $(ARGS)

chance: .venv/.dev  ## About an hour of chance: races, steps in any order, faults under real processes; the books must balance
	@KASSA_RACE_ROUNDS=10000 .venv/bin/python -m pytest tests/core/services/test_races.py -k payment_against_expiry
	@KASSA_MACHINE_EXAMPLES=2000 .venv/bin/python -m pytest tests/core/services/test_state_machine.py -s
	@KASSA_MACHINE_EXAMPLES=300 .venv/bin/python -m pytest tests/core/services/test_waitlist_rules.py
	@KASSA_DOOR_TICKETS=2000 .venv/bin/python -m pytest tests/core/services/test_doors.py
	@KASSA_FAULT_ROUNDS=100 .venv/bin/python -m pytest tests/faults/test_soak.py

screens: .venv/.dev  ## Every page of the chat in every language, as pictures in build/screenshots
	@KASSA_SCREENS=1 .venv/bin/python -m pytest tests/e2e $(ARGS)

pictures: .venv/.dev  ## The pictures of the documents anew, to docs/pictures
	@KASSA_PICTURES=1 .venv/bin/python -m pytest tests/e2e/test_pictures.py $(ARGS)

bench: .venv/.dev  ## What Kassa can do, against baselines of the same run, to docs/performance.md: twelve minutes; ARGS=chat for a part
	@.venv/bin/python -m benchmarks $(ARGS)

lock: .venv/.python  ## Write requirements.lock anew; ARGS=--upgrade takes newer versions
	@$(PIP) install --quiet uv
	@.venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --all-extras \
		--no-emit-index-url --no-annotate --no-header --output-file requirements.lock $(ARGS)
	@! grep -nvE '^[a-z0-9-]+==[^ ]+( ; .*)?$$' requirements.lock || { \
		echo "The lock may hold names and versions only: no host, no place on this machine." >&2; exit 1; }

audit: .venv/.python  ## Known weaknesses of what is installed, by pip-audit: needs the network
	@$(PIP) install --quiet pip-audit
	@.venv/bin/pip-audit --strict --requirement requirements.lock --no-deps --disable-pip --progress-spinner off $(ARGS)

clean:  ## Remove what was installed and made here, the demo's data too
	@rm -rf .venv .demo build dist mutants .coverage* *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +


# --- Set-up. A stamp is written last: what was interrupted is done again, and half an installation is thrown away.

# On a terminal one line shows the package being fetched; elsewhere it would only fill a log.
PROGRESS := if [ -t 1 ]; then \
	awk '{ printf "\r\033[K  %s", substr($$0, 1, 76); fflush() } END { printf "\r\033[K" }'; else cat > /dev/null; fi

.venv/.demo .venv/.dev: .venv/.%: .venv/.python pyproject.toml requirements.lock
	@echo "Installing what the $* needs: up to a minute, once …"
	@touch .venv/.installing
	@set -o pipefail; $(PIP) install --progress-bar off --constraint requirements.lock --editable '.[$*]' \
		2> .venv/install.log | $(PROGRESS) || { cat .venv/install.log >&2; exit 1; }
	@rm .venv/.installing
	@touch $@

# Python can be chosen: make demo PYTHON=/path/to/python3
PYTHON ?= python3 python3.13 python3.12 python3.11 python3.14 python
IS_FIT := import sys, importlib.util as u; \
	sys.exit(sys.version_info < (3, 11) or not (u.find_spec("pip") or u.find_spec("ensurepip")))

ifneq ($(shell [ ! -e .venv/.installing ] && .venv/bin/python -c "print(1)" 2> /dev/null),1)
.venv/.python: again
endif

.venv/.python:
	@for python in $(PYTHON) ""; do "$$python" -c '$(IS_FIT)' 2> /dev/null && break; done; \
	if [ -z "$$python" ]; then \
		echo "Kassa needs Python 3.11 or newer with pip or venv: install it with your package manager." >&2; exit 1; \
	fi; \
	echo "Making a virtual environment in .venv …"; \
	"$$python" -m venv --clear .venv > /dev/null 2>&1 || { \
		"$$python" -m venv --clear --without-pip .venv && \
		"$$python" -m pip --python .venv/bin/python install --quiet pip; }
	@touch $@
