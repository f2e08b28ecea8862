# make run     the demo on http://127.0.0.1:8080
# make check   the quick loop: format, clippy, on SQLite the tests of the crates that have been changed
# make test    everything: both databases, PDF validation, browser tests; ends with the time of each part
# make api-check  generated requests against the API, compared with its description: the long run
# make pictures  the README's pictures, by walking its tour
# make bench   speed and size, measured on a release build
# make bench-registry  what a registry's pages cost with 10 000, 100 000 and 1 000 000 cases
# make deny    licences and advisories of all dependencies (cargo-deny)
# make fuzz    coverage-guided fuzzing of the readers, SECONDS=60 each (cargo-fuzz)
# make bless   write the committed guard files anew (permissions, schemas, the API)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.PHONY: run build assets check test bless format e2e pictures api-check bench bench-registry deny fuzz

# A cargo target folder that several checkouts share: SAMVERK_CACHE=~/.cache/samverk make …
ifdef SAMVERK_CACHE
export CARGO_TARGET_DIR := $(SAMVERK_CACHE)/target
else
export CARGO_TARGET_DIR ?= $(CURDIR)/target
endif
BINARY := $(CARGO_TARGET_DIR)/debug/samverk
ASSETS := crates/web/assets

# Clippy's compiler compiles as well as it checks, so code is gone through once and not twice.
LINTED = RUSTC_WORKSPACE_WRAPPER="$$(rustc --print sysroot)/bin/clippy-driver" CLIPPY_ARGS=-Dwarnings

run: build
	SAMVERK_DEMO=1 $(BINARY) serve

build: assets
	cargo build --locked --bin samverk

assets: $(ASSETS)/dist/app.css

$(ASSETS)/dist/app.css: $(ASSETS)/app.css $(wildcard $(ASSETS)/*.js) $(ASSETS)/icon.svg $(ASSETS)/package-lock.json
	tools/need run
	cd $(ASSETS)
	npm ci --no-audit --no-fund
	npm run build

format:
	cargo fmt --all

# All that depends on what has been changed is linted; what has been changed is tested.
check: assets
	tools/need check
	tools/tidy
	$(LINTED) cargo check --locked --workspace
	$(LINTED) cargo test --locked $$(tools/changed) --tests --quiet -- --skip postgres::

# The browser and the API's visitor take the binary that the tests have built; `make api-check` visits longer.
test:
	tools/need test
	phase="tools/phase $$(mktemp)"
	$$phase 'style sheet' $(MAKE) assets
	$$phase 'format and dependencies' tools/tidy
	$$phase 'compiling and clippy' env $(LINTED) cargo test --locked --workspace --tests --no-run
	$$phase 'tests on both databases' tools/with-postgres tools/with-s3 env $(LINTED) cargo test --locked --workspace --tests --quiet
	$$phase 'XLSForm' env $(LINTED) tools/check-xlsform
	$$phase 'calls to meetings' tools/check-invitations $(BINARY)
	$$phase 'registry while the program is killed' tools/check-registry $(BINARY)
	$$phase 'browser' tools/browse $(BINARY)
	$$phase 'API' env SAMVERK_API_SECONDS=30 SAMVERK_API_TOKEN_SECONDS=20 tools/check-api $(BINARY)
	$$phase

e2e: build
	tools/browse $(BINARY)

pictures: build
	tools/browse $(BINARY) node pictures.js

api-check: build
	tools/check-api $(BINARY)

bless: assets
	SAMVERK_BLESS=1 tools/with-postgres cargo test --locked -p samverk-app --test it guards

bench: assets
	cargo build --locked --release -p samverk-app -p samverk-bench
	SAMVERK_DURABLE=1 tools/with-postgres $(CARGO_TARGET_DIR)/release/samverk-bench $(CARGO_TARGET_DIR)/release/samverk

bench-registry: assets
	cargo build --locked --release -p samverk-app -p samverk-bench
	SAMVERK_DURABLE=1 tools/with-postgres $(CARGO_TARGET_DIR)/release/samverk-bench registry $(CARGO_TARGET_DIR)/release/samverk

deny:
	command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny --all-features check licenses bans sources
	cargo deny --all-features check advisories

SECONDS ?= 60
fuzz:
	command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
	export RUSTC_BOOTSTRAP=1
	for target in $$(cargo fuzz list); do cargo fuzz run "$$target" -- -max_total_time=$(SECONDS) -max_len=65536; done
