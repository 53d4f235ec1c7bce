# What is built for others. A target says what it does in its own `## comment`, which
# `make help` lists.

PYTHON ?= python3
TOOLS := build/wheel-tools
TRY := build/wheel-try

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
