# The two commands of the README are `make debut PROMPT="..."` and `make test`; the rest serves them.
BUILD  := build
TROUPE := $(BUILD)/bin/troupe
export PROMPT SEED OUT

.DEFAULT_GOAL := help
.PHONY: help debut build test image bars peers soak fuzz sanitize format lint packages test-packages bench-packages web web-types clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

debut: build ## From one sentence to a finished release: make debut PROMPT="..." [SEED=1] [OUT=out]
	@test -n "$$PROMPT" || { echo 'Say what the artist is like: make debut PROMPT="A mysterious electronic music producer"' >&2; exit 2; }
	@$(TROUPE) debut --prompt "$$PROMPT" $${SEED:+--seed "$$SEED"} $${OUT:+--out "$$OUT"}

build: packages web ## The program, at build/bin/troupe
	@test -f $(BUILD)/build.ninja || cmake --preset release -DTROUPE_TESTS=OFF -DTROUPE_BENCHMARKS=OFF
	@cmake --build $(BUILD) --target troupe

test: test-packages web ## Installs what the tests need, builds, and runs them all but that of the image
	@cmake --preset release -DTROUPE_TESTS=ON -DTROUPE_BENCHMARKS=ON
	@cmake --build $(BUILD)
	@ctest --test-dir $(BUILD) --output-on-failure -j3 -LE slow

image: build test-packages ## Builds the container image around that program, without a daemon, and tries it; as root
	@/usr/bin/python3 -B tests/deploy/image_test.py $(TROUPE) $(BUILD)/tests/deploy/image

bars: test-packages bench-packages ## Runs the benchmarks that take under ten minutes: NAME value target ok|short
	@cmake --preset release -DTROUPE_BENCHMARKS=ON
	@cmake --build $(BUILD)
	@scripts/bars.sh $(BUILD)

peers: test-packages bench-packages ## Queues and services of others beside ours, into docs/performance.md; 15 minutes on a quiet machine
	@cmake --preset release -DTROUPE_BENCHMARKS=ON
	@cmake --build $(BUILD) --target troupe queue_peer
	@python3 -B benchmarks/peers/all.py $(TROUPE) $(BUILD)/bin/queue_peer $(BUILD)/peers docs/performance.md

# The shell has a SECONDS of its own: only one that is given to make counts.
fuzz: test-packages ## libFuzzer on each parser of outside data, a minute each: make fuzz [SECONDS=60] [TARGETS="json csv"]
	@scripts/install.sh fuzz
	@cmake --preset fuzz
	@cmake --build build-fuzz --target fuzz_targets
	@scripts/fuzz.sh build-fuzz $(if $(filter command line,$(origin SECONDS)),$(SECONDS),60) $(TARGETS)

soak: test-packages build ## Kills, restores and (after `make fuzz`) fuzzing, in turns: make soak [MINUTES=60]
	@/usr/bin/python3 -B scripts/soak.py $(TROUPE) $(BUILD)/soak $(or $(MINUTES),60) $(if $(wildcard build-fuzz/bin),build-fuzz)

sanitize: test-packages ## The modules' tests under the address, undefined behaviour and thread sanitizers; an hour on two cores
	@scripts/install.sh fuzz
	@for kind in asan tsan; do cmake --preset $$kind && cmake --build build-$$kind --target unit_tests && scripts/sanitize.sh build-$$kind || exit 1; done

format: ## clang-format over src, tests and benchmarks
	@find src tests benchmarks -name '*.?pp' | xargs clang-format -i

web: packages ## The dashboard, as the file that the program holds; left out where there is no npm
	@scripts/web.sh $(BUILD)

web-types: build ## web/src/lib/schema.d.ts anew, after a change of the API
	@scripts/web_types.sh $(BUILD) web/src/lib/schema.d.ts

packages:
	@scripts/install.sh build run

bench-packages:
	@scripts/install.sh bench

test-packages:
	@scripts/install.sh build run test

clean: ## Removes the build folder
	@rm -rf $(BUILD)
