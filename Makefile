# make run     the demo on http://127.0.0.1:8080
# make check   the quick loop: format, clippy, tests on SQLite
# make test    everything: both databases, PDF validation, browser tests
# make api-check  generated requests against the API, compared with its description
# make bench   speed and size, measured on a release build
# make deny    licences and advisories of all dependencies (cargo-deny)
# make fuzz    coverage-guided fuzzing of the readers, SECONDS=60 each (cargo-fuzz)
# make bless   write the committed guard files anew (permissions, schemas, the API)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.PHONY: run build assets check test bless format e2e api-check bench deny fuzz

# A cargo target folder that several checkouts share: SAMVERK_CACHE=~/.cache/samverk make …
ifdef SAMVERK_CACHE
export CARGO_TARGET_DIR := $(SAMVERK_CACHE)/target
else
export CARGO_TARGET_DIR ?= $(CURDIR)/target
endif
BINARY := $(CARGO_TARGET_DIR)/debug/samverk
ASSETS := crates/web/assets

run: build
	SAMVERK_DEMO=1 $(BINARY) serve

build: assets
	cargo build --locked --bin samverk

assets: $(ASSETS)/dist/app.css

$(ASSETS)/dist/app.css: $(ASSETS)/app.css $(ASSETS)/icon.svg $(ASSETS)/package-lock.json
	tools/need run
	cd $(ASSETS)
	npm ci --no-audit --no-fund
	npm run build

format:
	cargo fmt --all

check: assets
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo test --locked --workspace --quiet -- --skip postgres::

test: assets
	tools/need test
	[ -n "$${SAMVERK_PDF_CHECK:-}" ] || echo 'The PDFs are not validated: SAMVERK_PDF_CHECK names no checker.'
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	tools/with-postgres cargo test --locked --workspace
	$(MAKE) e2e
	$(MAKE) api-check

e2e: build
	cd e2e
	npm ci --no-audit --no-fund
	SAMVERK_BINARY=$(BINARY) node --test --test-concurrency=1 tests/

api-check: build
	tools/check-api $(BINARY)

bless: assets
	SAMVERK_BLESS=1 tools/with-postgres cargo test --locked -p samverk-app --test it guards

bench: assets
	cargo build --locked --release -p samverk-app -p samverk-bench
	tools/with-postgres $(CARGO_TARGET_DIR)/release/samverk-bench $(CARGO_TARGET_DIR)/release/samverk

deny:
	command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny --all-features check licenses bans sources
	cargo deny --all-features check advisories

SECONDS ?= 60
fuzz:
	command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
	export RUSTC_BOOTSTRAP=1
	for target in $$(cargo fuzz list); do cargo fuzz run "$$target" -- -max_total_time=$(SECONDS) -max_len=65536; done
