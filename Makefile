# Everything that is done often. `make` alone lists it.
.POSIX:
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help run test shots audit bench admin shell lint format messages lock clean environment dev-environment bench-environment

PYTHON = .venv/bin/python
CODE = manage.py archive stances bench tests

help: ## List these targets
	sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

run: environment ## Start the site; PORT=, DATA_DIR= and DATABASE_URL= as in .env.example
	$(PYTHON) manage.py serve

admin: environment ## Make an editor's account, also while the site runs
	$(PYTHON) manage.py createsuperuser

shell: environment ## A Python prompt with the models loaded
	$(PYTHON) manage.py shell

test: lint ## Lint, then run all tests; POSTGRES=wheel or system chooses the server, ARGS= goes to pytest
	STANCES_POSTGRES="$${POSTGRES:-$$STANCES_POSTGRES}" $(PYTHON) -m pytest --numprocesses 2 $(ARGS)

shots: dev-environment ## Pictures of every page of a running site, URL=, in shots/; needs Chromium
	$(PYTHON) -m tests.shots $(URL)

audit: dev-environment ## Lighthouse and html-validate on a running site, URL=; needs Chromium and npx
	$(PYTHON) -m tests.audit $(URL)

bench: bench-environment ## Measure the site at a million statements and write docs/performance.md; ARGS= as --help says
	$(PYTHON) -m bench $(ARGS)

lint: dev-environment ## Check style and formatting without changing anything
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)
	find templates stances -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +

format: dev-environment ## Format Python and templates
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m ruff format $(CODE)
	find templates stances -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

messages: environment ## Renew what is to be translated in locale/ and compile it (needs gettext)
	$(PYTHON) manage.py makemessages --locale es --no-location --no-obsolete --ignore .venv --ignore bench --ignore tests --ignore docs
	$(PYTHON) manage.py compilemessages --ignore .venv

lock: ## Renew the lock files from pyproject.toml (needs uv)
	set -e; compile() { uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml "$$@"; }; \
	compile -o requirements.lock; \
	compile --group dev --constraint requirements.lock -o requirements-dev.lock; \
	compile --group bench --constraint requirements-dev.lock -o requirements-bench.lock

clean: ## Remove the environment and caches; the database in DATA_DIR is kept
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find archive stances bench tests -name __pycache__ -prune -exec rm -rf {} +
	echo "Removed .venv and caches. The database is kept; remove DATA_DIR (.data) yourself to begin anew."

environment:
	sh .ci/environment requirements.lock

dev-environment:
	sh .ci/environment requirements-dev.lock

bench-environment:
	sh .ci/environment requirements-bench.lock
