# Everything that one does with Throughline by hand. The work is done by the scripts in tools/.
PORT ?= 8080
DATA ?= data
# What the journey map of the sample company and its questions look at (docs/questions.md).
DIMENSIONS ?= case=property:case,touchpoint=property:touchpoint,region=trait:region,segment=trait:segment

.DEFAULT_GOAL := help
CRASH_POINTS ?= 12000

.PHONY: run build test test-cpp test-web test-crash bench bench-compare fuzz test-sanitize package test-package setup clean help

help:
	@echo 'make run         set up, build, prepare sample data, serve on http://127.0.0.1:$(PORT)   (PORT=, DATA=)'
	@echo 'make build       set up and build; leaves build/throughline'
	@echo 'make test        set up, build and run every test   (test-cpp, test-web: a part of them)'
	@echo 'make test-crash  power losses at 12,000 moments of a day   (CRASH_POINTS=, a number or all)'
	@echo 'make bench       set up, build and run the benchmarks'
	@echo 'make bench-compare  journey questions beside ClickHouse and DuckDB   (CUSTOMERS="100000 1000000")'
	@echo 'make fuzz        run every fuzzer for FUZZ_SECONDS (60)   (test-sanitize: the tests under address, undefined and thread sanitizers)'
	@echo 'make package     set up and build build/throughline_VERSION_ARCH.deb   (test-package: prove it in a bare Debian, as root)'
	@echo 'make setup       install what is missing, nothing else'
	@echo 'make clean       remove what was built; installed packages and data/ stay'

run:
	@tools/setup run
	@tools/build app
	@tools/prepare-sample '$(DATA)'
	@exec build/throughline serve --data '$(DATA)' --port '$(PORT)' --open-link --dimension '$(DIMENSIONS)'

build:
	@tools/setup run
	@tools/build app

test:
	@tools/setup test
	@tools/test all

test-cpp:
	@tools/setup test
	@tools/test cpp

test-web:
	@tools/setup test
	@tools/test web

# The power goes at every write and sync of a scripted day (some minutes).
test-crash:
	@tools/setup test
	@tools/build tests
	@THROUGHLINE_CRASH_POINTS='$(CRASH_POINTS)' build/tests/record_test --gtest_filter='Power.*'

bench:
	@tools/setup test
	@tools/build tests
	@tools/bench

bench-compare:
	@tools/setup compare
	@tools/build tests
	@tools/bench-compare $(CUSTOMERS)

fuzz:
	@tools/setup fuzz
	@tools/fuzz

test-sanitize:
	@tools/setup fuzz
	@tools/sanitize

package:
	@tools/setup run
	@tools/package

test-package:
	@tools/setup run
	@tools/package-test

setup:
	@tools/setup run

clean:
	@if [ -d build ]; then find build -mindepth 1 -maxdepth 1 ! -name deps -exec rm -rf {} +; fi
	@rm -rf web/dist
