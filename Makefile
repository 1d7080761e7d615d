# `make build` and `make test` each do all set-up themselves: a Python 3.11 to 3.13 with venv is all they need.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The checkout itself, installed without reaching outside the lock.
INSTALL_SELF := $(PIP) install --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := build
.PHONY: build test lint types pytest scores models picture lock test-lowest test-versions audit release clean

build: $(VENV)/run.stamp  ## set up, read the five pages of seeds/, write output/
	$(BIN)/kg build seeds -o output

test: lint types pytest  ## set up, run every check

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check --quiet .

types: $(VENV)/dev.stamp
	$(BIN)/mypy --no-error-summary

pytest: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q

scores: $(VENV)/dev.stamp  ## renew the scoreboard of tests/gold
	KG_RENEW_SCORES=1 $(BIN)/python -m pytest -q tests/test_scores.py

models: $(VENV)/dev.stamp  ## learn every shipped model anew: make models DATA=folder WORK=folder (docs/model-card.md)
	$(BIN)/python -m kg.shipped_models $(DATA) $(WORK)

picture: $(VENV)/dev.stamp  ## renew the pictures of docs/ from output/graph.html
	$(BIN)/python docs/picture.py output/graph.html docs

lock:  ## renew both locks; needs uv
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --group build \
		--no-annotate --no-header --quiet --upgrade --output-file requirements.lock
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --group dev \
		--no-annotate --no-header --quiet --upgrade --constraints requirements.lock --output-file requirements-dev.lock
	uv pip compile --group pyproject.toml:release --universal --generate-hashes --python-version 3.11 \
		--no-annotate --no-header --quiet --upgrade --output-file requirements-release.lock

test-lowest:  ## the tests with the oldest releases that pyproject.toml allows; needs uv
	uv venv --quiet --clear --python 3.11 .venv-lowest
	uv pip install --quiet --python .venv-lowest --resolution lowest-direct --group dev --editable .
	.venv-lowest/bin/python -m pytest -q

test-versions:  ## the tests with every Python that kg is made for; needs uv, which fetches those that are not there
	for version in 3.11 3.12 3.13; do \
		uv venv --quiet --clear --python $$version .venv-versions && \
		uv pip install --quiet --python .venv-versions --require-hashes --requirement requirements-dev.lock && \
		uv pip install --quiet --python .venv-versions --no-deps --no-build-isolation --editable . && \
		.venv-versions/bin/python -m pytest -q || exit 1; \
	done

audit: .venv-release/stamp  ## look up every pinned package among the known vulnerabilities
	.venv-release/bin/pip-audit --disable-pip --require-hashes \
		--requirement requirements.lock --requirement requirements-dev.lock

release: .venv-release/stamp  ## a dry run: packages, list of parts (SBOM), notes and checksums in dist/; publishes nothing
	test -z "$$(git status --porcelain)" || { echo "there are changes that are not committed" >&2; exit 1; }
	rm -rf dist
	.venv-release/bin/python -m build --quiet --no-isolation --outdir dist .
	.venv-release/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
		--output-file dist/kg.cdx.json
	awk '/^## \[/ {section++} section == 1' CHANGELOG.md > dist/NOTES.md
	cd dist && sha256sum * > SHA256SUMS
	cat dist/SHA256SUMS

clean:
	rm -rf $(VENV) .venv-lowest .venv-versions .venv-release dist

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11, 3.12 or 3.13 with venv: make PYTHON=/path/to/python3" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements.lock
	$(INSTALL_SELF)
	touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements-dev.lock
	touch $@

.venv-release/stamp: requirements-release.lock
	test -n "$(PYTHON)" && $(PYTHON) -m venv .venv-release
	.venv-release/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements-release.lock
	touch $@
