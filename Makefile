# Every command a newcomer needs. `make` alone prints this list.

CORPUS ?= corpus
INDEX ?= index
LISTEN ?= 127.0.0.1:8080
CASES ?= 20
KILLS ?= 520
OPERATIONS ?= 5000
SEED ?= 1
MINUTES ?= 10
PUBLISHES ?= 1000
QUERIES ?= tests/relevance/queries.jsonl
SIZES ?= 1000 100000
# Where Snowball's words and stems are, for `make stemmer`.
SNOWBALL ?= /usr/share/snowball/data/swedish
# Another collection and its judged queries, for `make ablation`; none unless named.
OUTSIDE ?=
OUTSIDE_QUERIES ?=
PROGRAM := cargo run --release --quiet --

.DEFAULT_GOAL := help
.PHONY: help run test fmt-check fmt lint unit doc browser browser-tools clients build ingest serve check eval learn quality bench bench-ingest cost stemmer fuzz kill fast-forward load deny deploy-check clean-index ablation

help: ## Prints this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ingest serve ## Builds, ingests corpus/ and serves at http://127.0.0.1:8080

test: fmt-check lint unit doc browser clients ## Runs every test; installs what those of the browser and of other clients lack
	@echo "all tests passed"

build: ## Builds the program for use: target/release/exempelbank
	cargo build --release

ingest: build ## Reads corpus/ and publishes an index of it
	$(PROGRAM) ingest $(CORPUS) --index $(INDEX)

serve: build ## Answers at $(LISTEN) from the index
	$(PROGRAM) serve --index $(INDEX) --listen $(LISTEN) --corpus $(CORPUS)

check: build ## Tells what is wrong with the files in corpus/
	$(PROGRAM) check $(CORPUS)

eval: ingest ## Measures search and similar records against judgements, and the themes against the editors'
	$(PROGRAM) eval --queries $(QUERIES) --index $(INDEX)
	$(PROGRAM) eval --similar --queries tests/relevance/similar.jsonl --index $(INDEX)
	$(PROGRAM) eval --themes --index $(INDEX)

learn: ingest ## Learns anew what words say of themes, from the curated examples
	$(PROGRAM) eval --themes --index $(INDEX) --learn crates/vocabulary/data/theme-weights.tsv
ablation: ingest ## Measures what each stage and boost is worth, and writes the table into ARCHITECTURE.md
	$(PROGRAM) eval --ablation --queries $(QUERIES) --index $(INDEX) > target/ablation.md
	if [ -n "$(OUTSIDE)" ]; then \
		printf '\nThe same over $(notdir $(OUTSIDE)):\n\n' >> target/ablation.md; \
		$(PROGRAM) eval --ablation --queries $(OUTSIDE_QUERIES) --collection $(OUTSIDE) >> target/ablation.md; fi
	grep -v '^| \(half\|double\) ' target/ablation.md > target/ablation-of-stages.md
	awk '/^<!-- ablation -->$$/ {print; print ""; while ((getline line < "target/ablation-of-stages.md") > 0) print line; print ""; skip = 1} \
		/^<!-- end of ablation -->$$/ {skip = 0} !skip && !/^<!-- ablation -->$$/' ARCHITECTURE.md > target/architecture.md
	mv target/architecture.md ARCHITECTURE.md

quality: ## Measures what the ingester finds in documents whose facts are known
	cargo test --package ingest --test quality --test themes -- --nocapture

bench: ## Sets the search beside PostgreSQL, SQLite, Xapian, Sphinx, Groonga and Pagefind: SIZES="1000 100000"
	sh tests/beside/run.sh $(SIZES)

bench-ingest: ## Times the readers beside floors, memory over many documents, and what a whole corpus takes
	cargo bench --package ingest

cost: ingest ## Times each kind of question in process beside the engine alone: SIZES="1000 100000"
	cargo bench --workspace --bench cost -- $(abspath $(INDEX)) $(SIZES)
	cargo bench --workspace --bench cost -- rate 10000

stemmer: ## Compares our stems with Snowball's published list in SNOWBALL (Debian's snowball-data is of 2021, before words in -et had stems)
	cargo build --quiet --package analysis --example stem
	target/debug/examples/stem < $(SNOWBALL)/voc.txt | paste $(SNOWBALL)/voc.txt $(SNOWBALL)/output.txt - | \
		awk -F '\t' '{words++} $$2 == $$3 {same++; next} ++told <= 20 {print $$1 ": " $$2 ", ours " $$3} \
		END {printf "%d of %d words have the published stem (%.3f %%)\n", same, words, 100 * same / words}'

fuzz: ## Fuzzes readers, linker, search and server for ten minutes each
	sh tests/fuzz/run.sh 600

kill: ## Kills ingest at KILLS moments, some of them just behind each of its steps, and says what was left
	KILLS=$(KILLS) cargo test --release --workspace --test integration kill:: -- --nocapture

fast-forward: ## Does OPERATIONS things to a bank, at random from SEED, and compares every answer with a plain list
	OPERATIONS=$(OPERATIONS) SEED=$(SEED) cargo test --release --workspace --test server fast_forward -- --nocapture

load: ## Asks twice what the program can bear for MINUTES from 200 connections, with PUBLISHES new generations meanwhile
	cargo bench --workspace --bench load -- --minutes $(MINUTES) --publishes $(PUBLISHES)

fmt: ## Formats the code
	cargo fmt --all

fmt-check:
	cargo fmt --all --check

lint: ## Runs clippy with every warning an error
	cargo clippy --workspace --all-targets -- --deny warnings

unit: ## Runs the tests that need Rust alone
	cargo test --workspace

doc: ## Builds the documentation of the code, with every warning an error
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --document-private-items

browser: browser-tools ## Runs the tests of the pages in a real browser
	cargo build
	cd tests/browser && node --test --test-reporter=spec

clients: ## Runs clients of several kinds against a running server: CASES of each generated request (1000: some 25,000 in all)
	cargo build
	sh tests/clients/run.sh target/debug/exempelbank $(CASES)

browser-tools:
	sh tests/browser/install.sh

deploy-check: ## Has systemd judge the unit that the server runs as (needs systemd-analyze; no service manager)
	systemd-analyze security --offline=true --no-pager --threshold=15 deploy/exempelbank.service

deny: ## Checks licences and known faults of what we depend on (needs cargo-deny)
	cargo deny check

clean-index: ## Removes the index, which `make ingest` builds anew
	rm -rf $(INDEX)/generations $(INDEX)/parsed $(INDEX)/current $(INDEX)/lock
