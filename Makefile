# Every command of this repository, for people and for `.ci/run`. A target says what it does
# in its own `## comment`, which `make help` lists.

PYTHON ?= python3
TOOLS := build/wheel-tools
TRY := build/wheel-try

# The environment that is active, or else .venv, which is made where there is none.
VENV := $(or $(VIRTUAL_ENV),$(CURDIR)/.venv)
BIN := $(VENV)/bin
IN_VENV := VIRTUAL_ENV="$(VENV)" PATH="$(BIN):$$PATH"

# `make build BUILD=` makes a debug build, which compiles sooner and runs slower.
BUILD ?= --release

# Tests that say within seconds whether the house stands: its rooms and names, days, errors,
# claims and study files. The oracles, the random studies and the manual are left to `test`, and
# so is the test that starts an interpreter for each public name.
QUICK := $(addprefix tests/test_,structure.py interface.py dates.py errors.py export.py \
	tallied.py lags.py claims.py study.py)
QUICK += --deselect tests/test_structure.py::test_every_public_name_can_be_the_first_one_used

# On Linux the compiler of zig links against an old glibc, so that one wheel serves every
# distribution that has 2.17 or newer; elsewhere the system's own linker does.
ifeq ($(shell uname -s),Linux)
PORTABLE := --zig --compatibility manylinux_2_17
AUDIT := $(TOOLS)/bin/auditwheel show
else
AUDIT := :
endif

.DEFAULT_GOAL := help

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 12

$(BIN)/maturin:
	$(PYTHON) -m venv "$(VENV)"
	$(BIN)/pip install --quiet -e ".[dev,docs]"

.PHONY: build
build: $(BIN)/maturin ## compile the core and install it into the active environment, or into .venv
	$(IN_VENV) maturin develop --locked $(BUILD)

.PHONY: test
test: ## run every test of both languages
	cargo test --locked
	$(BIN)/pytest -n auto

.PHONY: quick
quick: ## format and lint Python, type-check Rust and run the quick tests: under a minute
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	cargo check --quiet --locked --features python
	$(BIN)/pytest -q -n auto $(QUICK)

.PHONY: fix
fix: ## format both languages and mend what ruff can
	cargo fmt
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Clippy runs without Python first: a file of the core that mentions it does not compile then.
.PHONY: lint
lint: ## formatting, lints, documentation of the core, types and stubs, changing nothing
	cargo fmt --check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	cargo clippy --quiet --locked --all-targets -- -D warnings
	cargo clippy --quiet --locked --all-targets --features python -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --document-private-items
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest summitry._core

.PHONY: docs
docs: ## build the manual into docs/_build; a warning, or a cell that fails, ends it
	$(BIN)/sphinx-build -q -W -b html docs docs/_build

.PHONY: data
data: ## write again what is computed of the bundled tables, from the tables alone
	$(PYTHON) tests/rebuild_data.py

.PHONY: bench
bench: ## time whole calls beside polars, pandas, DuckDB, numba and what else is installed
	$(BIN)/python benches/speed
	$(BIN)/python benches/speed/cold.py
	cargo bench --locked --bench loops

.PHONY: ci
ci: ## every check, in a fresh environment
	.ci/run

.PHONY: wheel
wheel: $(TOOLS)/ready ## build dist/*.whl for Python 3.11 and newer, check it, and try it in a fresh environment
	rm -f dist/summitry-*.whl
	PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" \
	RUSTFLAGS="--remap-path-prefix=$${CARGO_HOME:-$$HOME/.cargo}=cargo" \
	maturin build --release --locked $(PORTABLE) --out dist
	$(AUDIT) dist/summitry-*.whl
	$(TOOLS)/bin/twine check --strict dist/summitry-*.whl
	$(PYTHON) .ci/check_wheel.py dist/summitry-*.whl
	$(PYTHON) -m venv --clear $(TRY)
	$(TRY)/bin/pip install --quiet --only-binary :all: dist/summitry-*.whl
	mkdir $(TRY)/elsewhere
	cd $(TRY)/elsewhere && ../bin/python -I -W error $(CURDIR)/.ci/try_wheel.py
	cd $(TRY)/elsewhere && ../bin/summitry run china-dprk > run.txt && grep -c REPRODUCED run.txt
	@ls -l dist/summitry-*.whl

$(TOOLS)/ready: Makefile
	$(PYTHON) -m venv --clear $(TOOLS)
	$(TOOLS)/bin/pip install --quiet "maturin[zig]>=1.16,<2" "auditwheel>=6" "twine>=6"
	touch $@
