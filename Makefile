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

# `make wheel TARGET=aarch64-unknown-linux-gnu` builds for another machine, once
# `rustup target add` has brought its library.
HOST := $(shell rustc -vV 2>/dev/null | sed -n 's/^host: //p')
TARGET ?= $(HOST)
LINUX := $(foreach machine,x86_64 aarch64,$(machine)-unknown-linux-gnu $(machine)-unknown-linux-musl)

# On Linux the compiler of zig links against an old C library, so that one wheel serves every
# distribution with glibc 2.17 or musl 1.2 or newer; elsewhere the system's own linker does.
ifneq ($(findstring linux,$(TARGET)),)
PORTABLE := --zig --compatibility $(if $(findstring musl,$(TARGET)),musllinux_1_2,manylinux_2_17)
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
lint: lint-core lint-py stubs ## formatting, lints, documentation of the core, types, stubs and workflows, changing nothing

# Parts of `lint` that use different programs, so that `make -j2 lint` runs them side by side.
.PHONY: lint-core
lint-core: ## formatting, lints and documentation of the core
	cargo fmt --check
	cargo clippy --quiet --locked --all-targets -- -D warnings
	cargo clippy --quiet --locked --all-targets --features python -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --document-private-items

.PHONY: lint-py
lint-py: ## formatting, lints and types of Python, and workflows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/zizmor --offline --quiet --no-progress .github/workflows

.PHONY: stubs
stubs: ## hold the stub of the core against it
	$(BIN)/python -m mypy.stubtest summitry._core

.PHONY: fuzz
fuzz: ## try bad calls of every public function for an hour, and tell errors that are not ours
	PYTHONIOENCODING=utf-8:backslashreplace $(BIN)/python tests/hostile $(or $(SECONDS),3600) $(or $(FIRST),0)

.PHONY: faults
faults: ## stop long calls, kill writers, fill a disk and call for long: half an hour, as superuser
	$(BIN)/python tests/faults

# The counters that a fuzzer reads; the compiler has them, and needs nothing unstable for them.
COUNTED := --cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module $(addprefix -Cllvm-args=-sanitizer-coverage-,\
	level=4 inline-8bit-counters pc-table trace-compares)

# ON=days SECONDS=3600 make cover: one of those in fuzz/targets. What fails is kept in fuzz/corpus.
.PHONY: cover
cover: ## look for new paths through the core for an hour, by a fuzzer that counts where it has been
	cd fuzz && RUSTFLAGS="$(COUNTED)" cargo build --quiet --release --target $(HOST)
	mkdir -p build/cover/$(ON)
	cd fuzz && TARGET=$(ON) target/$(HOST)/release/cover ../build/cover/$(ON) corpus/$(ON) \
		-max_total_time=$(or $(SECONDS),3600) -artifact_prefix=corpus/$(ON)/

# Of each room a sample: there are some 7,000 places in these rooms of the core, a minute each.
ROOMS ?= measure infer claims
COUNT ?= 40

.PHONY: mutants
mutants: ## change the Python source a little, at random, and tell what no test notices: an hour
	$(BIN)/pip install --quiet "cosmic-ray>=8.7" "pytest-cov>=7"
	$(BIN)/python tests/mutants $(ROOMS) --count $(COUNT)

.PHONY: core-mutants
core-mutants: ## do the same to the core: hours
	for room in $(ROOMS); do \
		all=$$(cargo mutants --list --file "src/$$room/**" | wc -l) && \
		cargo mutants --file "src/$$room/**" --sharding round-robin \
			--shard 0/$$((all / $(COUNT))) --output build/mutants/$$room || [ $$? = 2 ] || exit; \
	done

.PHONY: docs
docs: ## build the manual into docs/_build; a warning, or a cell that fails, ends it
	$(BIN)/sphinx-build -q -W -b html docs docs/_build

.PHONY: pages
pages: ## look at reports and a notebook in a browser, where Chromium is installed
	$(BIN)/pytest -q -n 2 tests/browser

.PHONY: spark
spark: ## count on Spark in local mode, where Java is installed
	$(BIN)/pytest -q tests/test_spark.py

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

# No folder of the builder is in a wheel, and the clock is that of the commit: the same commit
# gives the same bytes.
BUILD_WHEEL := PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" \
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	RUSTFLAGS="--remap-path-prefix=$${CARGO_HOME:-$$HOME/.cargo}=cargo --remap-path-prefix=$(CURDIR)=summitry" \
	maturin build --release --locked --target $(TARGET) $(PORTABLE)

.PHONY: wheel
wheel: $(TOOLS)/ready ## build dist/*.whl for Python 3.11 and newer, check it, and try it in a fresh environment
	rm -f dist/summitry-*.whl
	$(BUILD_WHEEL) --out dist
	$(AUDIT) dist/summitry-*.whl
	$(TOOLS)/bin/twine check --strict dist/summitry-*.whl
	$(PYTHON) .ci/check_wheel.py dist/summitry-*.whl
ifeq ($(TARGET),$(HOST))
	$(PYTHON) -m venv --clear $(TRY)
	$(TRY)/bin/pip install --quiet --only-binary :all: dist/summitry-*.whl
	mkdir $(TRY)/elsewhere
	cd $(TRY)/elsewhere && ../bin/python -I -W error $(CURDIR)/.ci/try_wheel.py
	cd $(TRY)/elsewhere && ../bin/summitry run china-dprk > run.txt && grep -c REPRODUCED run.txt
endif
	@ls -l dist/summitry-*.whl

.PHONY: wheels
wheels: ## build a wheel for Linux on x86-64 and ARM, with glibc and with musl, into dist/all
	rm -rf dist/all && mkdir -p dist/all
	for target in $(LINUX); do \
		rustup target add $$target && $(MAKE) wheel TARGET=$$target && mv dist/*.whl dist/all || exit; \
	done
	@ls -l dist/all

.PHONY: same
same: $(TOOLS)/ready ## build the wheel twice from nothing and compare the bytes
	rm -rf build/same
	for time in 1 2; do \
		CARGO_TARGET_DIR=build/same/target$$time $(BUILD_WHEEL) --out build/same/$$time || exit; \
	done
	sha256sum build/same/?/*.whl
	cmp build/same/1/*.whl build/same/2/*.whl

.PHONY: sdist
sdist: $(TOOLS)/ready ## build the archive of the sources, and the wheel from it alone
	rm -f dist/*.tar.gz
	$(TOOLS)/bin/maturin sdist --out dist
	$(TOOLS)/bin/twine check --strict dist/*.tar.gz
	$(PYTHON) -m venv --clear $(TRY)
	$(TRY)/bin/pip install --quiet dist/*.tar.gz
	mkdir -p $(TRY)/elsewhere
	cd $(TRY)/elsewhere && ../bin/python -I -W error $(CURDIR)/.ci/try_wheel.py

# Installs the versions that a way of resolving gives, and runs every test with them.
define with_versions
	$(PYTHON) -m venv --clear build/$@
	build/$@/bin/pip install --quiet "uv>=0.9" "maturin>=1.16,<2"
	build/$@/bin/uv pip compile --quiet --resolution $(1) --extra test --extra docs \
		--python build/$@/bin/python --output-file build/$@/versions.txt pyproject.toml
	build/$@/bin/uv pip install --quiet --python build/$@/bin/python -r build/$@/versions.txt
	build/$@/bin/pip install --quiet --no-deps -e .
	build/$@/bin/python -m pytest -q -n auto
endef

.PHONY: oldest
oldest: ## run the tests with the oldest versions that are declared
	$(call with_versions,lowest-direct)

.PHONY: newest
newest: ## run the tests with the newest versions that there are
	$(call with_versions,highest)

.PHONY: supply
supply: ## licences, sources and known faults of what the core and the package are built from
	cargo deny check bans licenses sources
	cargo deny check advisories
	$(PYTHON) -m venv --clear build/supply
	build/supply/bin/pip install --quiet "pip-audit>=2.9" .
	build/supply/bin/pip-audit --strict --skip-editable

$(TOOLS)/ready: Makefile
	$(PYTHON) -m venv --clear $(TOOLS)
	$(TOOLS)/bin/pip install --quiet "maturin[zig]>=1.16,<2" "auditwheel>=6" "twine>=6"
	touch $@
