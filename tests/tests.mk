# The tests and checks of the Makefile. A suite leaves "passed failed skipped" in $(RESULTS)/SUITE, each file its milliseconds in
# $(RESULTS)/milliseconds; `make test` runs the files of all suites from one queue.
RESULTS := $(BUILD)/results
SUITES := unit test-fault test-corpus $(if $(SAN),,test-web) test-http test-torture $(if $(SAN),,test-power test-browser test-day test-chaos)
POWER := $(addprefix $(BUILD)/power/,check recorder.so)
CUTS ?= 2000
TESTS_SETUP := $(call SETUP,build test) tests/node_modules/.package-lock.json kiosk/node_modules/.package-lock.json
export P2C := $(abspath $(BUILD)/p2c)
export LSAN_OPTIONS ?= print_suppressions=0:suppressions=$(CURDIR)/tests/check/lsan.supp
export TSAN_OPTIONS ?= suppressions=$(CURDIR)/tests/check/tsan.supp

.PHONY: test programs $(SUITES)
test: $(call SETUP,build test) ## everything that must hold (SAN=address,undefined or thread for the C and HTTP parts)
	@rm -rf $(RESULTS) && mkdir -p $(RESULTS)
	@$(MAKE) --no-print-directory -j$$(nproc) -k programs >$(RESULTS)/build.log 2>&1 || grep -v '^  ' $(RESULTS)/build.log
	@tests/check/run.sh $(RESULTS) $(foreach s,$(SUITES),-- $(s) $(RUN_$(s)))

# What a suite is: variables of its own, and its files. Whole call stacks through libraries without frame pointers, so that the names
# in the list of leaks are found, take ten times as long: only what draws has them (tests/unit/badges/leaks.h says it for its own).
RUN_unit = $(UNIT_BIN)
RUN_test-fault = $(FAULT_BIN)
RUN_test-corpus = $(FUZZ:%=$(BUILD)/replay/%)
RUN_test-web := tests/web/*.test.mjs
RUN_test-http := ASAN_OPTIONS=$(or $(ASAN_OPTIONS),fast_unwind_on_malloc=0) tests/http/*.test.mjs
RUN_test-torture = P2C_SHALLOW=1 $(TORTURED) tests/torture/*.test.mjs
# Under the address sanitizer each program is also asked what it lost; its own allocator does not fail, and need not: no server goes on.
TORTURED := ASAN_OPTIONS=$(or $(ASAN_OPTIONS),fast_unwind_on_malloc=0:verify_asan_link_order=0) $(if $(SAN),P2C_KINDS=files$(comma)network$(comma)kernel$(comma)halves)
RUN_test-power = CUTS=$(CUTS) tests/power/*.test.mjs
RUN_test-browser := tests/browser/*.test.mjs
RUN_test-day := tests/day/*.test.mjs
RUN_test-chaos := tests/chaos/*.test.mjs
RUN = @tests/check/run.sh $(RESULTS) $@ $(RUN_$@)

# Test programs: X_test.c, what else stands in its folder, and the libraries of the room it is for.
UNIT_BIN := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/$(or $(ROOM),*)/*_test.c))
FAULT_BIN := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/fault/*_test.c))
FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
HELPERS = $(call OBJ,$(filter-out %_test.c,$(wildcard tests/$(1)/*.c)))

define TEST_RULE
$(BUILD)/tests/$(1)/%_test: $(BUILD)/obj/tests/$(1)/%_test.o $(call HELPERS,$(1)) $(call LIB,$(NEEDS_$(2)))
	@mkdir -p $$(@D) && $$(call say,LD,$$@)
	$$(Q)$$(LINK) -lcmocka -o $$@
endef
$(foreach r,$(ROOMS),$(eval $(call TEST_RULE,unit/$(r),$(r))))
$(eval $(call TEST_RULE,fault,store))
$(BUILD)/tests/fault/failing_calls_test: $(call OBJ,tests/torture/faults.c)
$(call OBJ,$(wildcard tests/unit/*/*.c tests/fault/*.c)): | $(call SETUP,test)
.SECONDARY:

# --- the strict core as a filter: what wire.test.mjs and differential.test.mjs hold against others ---
WIRE_PROBE := $(BUILD)/tests/wire_probe
$(WIRE_PROBE): $(BUILD)/obj/tests/http/lib/wire_probe.o $(call LIB,$(NEEDS_http))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) -o $@

programs: $(BUILD)/p2c $(UNIT_BIN) $(FAULT_BIN) $(FUZZ:%=$(BUILD)/replay/%) $(WIRE_PROBE) $(BUILD)/torture/faults.so \
  $(if $(SAN),,$(POWER)) $(TESTS_SETUP)

unit: $(UNIT_BIN) ## the C units [ROOM=badges]
	$(RUN)

.PHONY: memcheck
memcheck: $(UNIT_BIN) $(call SETUP,check) ## the C units under valgrind [ROOM=store]: no error, nothing definitely lost
	@for t in $(filter %_test,$^); do echo "$$t"; $(MEMCHECK) $$t >$$t.memcheck 2>&1 || { cat $$t.memcheck; failed=1; }; done; test -z "$$failed"
MEMCHECK := valgrind --quiet --suppressions=tests/check/memcheck.supp --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite --child-silent-after-fork=yes

.PHONY: golden
golden: $(filter %/badges/golden_test %/badges/pictures_test,$(UNIT_BIN)) $(BUILD)/p2c $(TESTS_SETUP) ## draw tests/golden anew: look at what changed before you keep it
	@for t in $(filter %_test,$^) "node --test tests/browser/golden.test.mjs" "node --test tests/http/fields.test.mjs"; do P2C_GOLDEN=write $$t || exit 1; done

test-fault: $(FAULT_BIN) ## power cuts, full and failing disks
	$(RUN)

test-web: $(TESTS_SETUP) ## the logic of the pages, in node
	$(RUN)

test-http: $(BUILD)/p2c $(WIRE_PROBE) $(TESTS_SETUP) ## the real server over HTTP
	$(RUN)

test-browser: $(BUILD)/p2c $(TESTS_SETUP) ## the pages in Chromium
	$(RUN)

test-day: $(BUILD)/p2c $(TESTS_SETUP) ## a whole plenary and ceremony, acted out against a small model
	$(RUN)

# --- chaos: the same files, short in every test run and long by an argument ---
.PHONY: retried upgrades model soak
test-chaos: $(BUILD)/p2c $(TESTS_SETUP) ## networks, kills, exchanges and a spare, against models (short forms)
	$(RUN)
retried: $(BUILD)/p2c $(TESTS_SETUP) ## ACTS=100000 acts through a network that fails at any byte
	ACTS=$(or $(ACTS),100000) node --test tests/chaos/retried.test.mjs
model: $(BUILD)/p2c $(TESTS_SETUP) ## ROUNDS=50 sequences of COMMANDS=400 against the model of the day [SEED=7]
	ROUNDS=$(or $(ROUNDS),50) COMMANDS=$(or $(COMMANDS),400) node --test tests/chaos/model.test.mjs
soak: $(BUILD)/p2c $(TESTS_SETUP) ## MINUTES=10 of clients, kills, stalls, clocks and spares; every answer accounted for [SEED=1]
	MINUTES=$(or $(MINUTES),10) node --test tests/chaos/soak.test.mjs
upgrades: $(BUILD)/p2c $(TESTS_SETUP) ## EXCHANGES=50 exchanges of the program under load [OLD=path/to/p2c of an older build]
	EXCHANGES=$(or $(EXCHANGES),50) node --test tests/chaos/upgrade.test.mjs
# --- torture: every call that may fail does; `make test` tries some, and other ones each month ---
$(BUILD)/torture/faults.so: tests/torture/faults.c
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -shared -fPIC -o $@ $<
test-torture: $(BUILD)/p2c $(BUILD)/torture/faults.so $(TESTS_SETUP)
	$(RUN)
.PHONY: torture
torture: $(BUILD)/p2c $(BUILD)/torture/faults.so $(TESTS_SETUP) ## fail every call of every scenario [SHALLOW=20: so many a scenario; PLACES=4: one from each place]
	P2C_SHALLOW=$(SHALLOW) P2C_PLACES=$(PLACES) $(TORTURED) node --test tests/torture/*.test.mjs

.PHONY: look
look: $(BUILD)/p2c $(TESTS_SETUP) ## pictures of every page into build/look/
	node tests/browser/look.mjs $(BUILD)/look

# --- power cuts, kills and failing disks under the real server ---
$(BUILD)/power/check: $(call OBJ,$(addprefix tests/power/,check.c examine.c promise.c ruin.c)) $(call LIB,$(NEEDS_domain))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) -o $@
$(BUILD)/power/%.so: tests/power/%.c tests/power/tape.h
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) -std=c17 -D_GNU_SOURCE -I. $(WARN) -O2 -fPIC -shared $< -o $@

test-power: $(BUILD)/p2c $(POWER) $(TESTS_SETUP) ## power cuts, kills and failing disks under the real server (CUTS=10000 ROUNDS=200 is the long form)
	$(RUN)

# --- fuzzing: the corpus is replayed by every test run; `make fuzz` looks for more ---
$(BUILD)/replay/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay.o $(call LIB,$(ROOMS))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) -o $@

test-corpus: $(FUZZ:%=$(BUILD)/replay/%) ## every input the fuzzers start from, once
	$(RUN)

$(BUILD)/fuzzer/%: $(BUILD)/obj/tests/fuzz/%.o $(call LIB,$(ROOMS))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@

.PHONY: fuzz fuzzers
fuzzers: $(FUZZ:%=$(BUILD)/fuzzer/%)

fuzz: $(call SETUP,build fuzz) ## every parser for SECONDS=30 under libFuzzer
	$(Q)$(MAKE) NO_SETUP=1 CC=clang SAN=address,undefined CFLAGS='-g -fsanitize=fuzzer-no-link' BUILD=$(BUILD)/fuzz fuzzers
	@tests/check/fuzz.sh $(SECONDS) $(BUILD)/fuzz

.PHONY: fuzz-coverage replays
replays: $(FUZZ:%=$(BUILD)/replay/%)

fuzz-coverage: $(call SETUP,build) ## how much of each parser its corpus reaches
	$(Q)$(MAKE) NO_SETUP=1 CFLAGS='-g --coverage' LDFLAGS=--coverage OPT=-O0 BUILD=$(BUILD)/reached replays
	@tests/check/fuzz-coverage.sh $(BUILD)/reached

.PHONY: bench
bench: $(BUILD)/p2c $(call SETUP,bench) $(TESTS_SETUP) ## ratios against nginx, PostgreSQL and reportlab
	BUILD=$(BUILD) node tests/bench/run.mjs

# --- make check: the house rules, executed ---
CHECKS := check-format check-layers check-style check-budgets check-shell check-mutants check-types check-gcc check-symbols check-clang \
  check-tidy check-cppcheck
C_FILES := $(shell find server badges schedule tests -name node_modules -prune -o -name '*.[ch]' -print)
C_SRC := $(filter %.c,$(C_FILES))
TIDY_OK := $(patsubst %.c,$(BUILD)/tidy/%.ok,$(C_SRC))

.PHONY: check $(CHECKS) objects tidy
check: $(call SETUP,build test check) ## style, layers, warnings, analyzers, types
	@for c in $(CHECKS); do echo "== $$c"; $(MAKE) --no-print-directory $$c || failed="$$failed $$c"; done; \
	  if [ "$$failed" ]; then echo "not kept:$$failed"; exit 1; fi; echo "all house rules are kept"

.PHONY: format
format: $(call SETUP,check) ## clang-format over every C file
	@clang-format -i $(C_FILES)
check-format: ## clang-format changes nothing
	@clang-format --dry-run -Werror $(C_FILES)
check-layers: ## who may include whom
	@tests/check/layers.sh
check-style: ## banned calls and words, lengths, comments
	@tests/check/style.sh
check-budgets: ## how long functions are
	@tests/check/budgets.sh
check-shell:
	@shellcheck -x .ci/run tests/check/*.sh
check-mutants: ## every seeded fault still applies, and the test that it names is there
	@tests/check/mutants.sh --look
check-types: kiosk/node_modules/.package-lock.json ## TypeScript's checker over the pages
	@cd kiosk && npm run --silent check
check-gcc: ## no warning from gcc
	@$(MAKE) --no-print-directory -j$$(nproc) NO_SETUP=1 WERROR=1 CC=gcc BUILD=$(BUILD)/gcc objects
check-symbols: check-gcc $(BUILD)/p2c ## what the objects call and keep; how the program is guarded
	@tests/check/symbols.sh $(BUILD)/gcc/obj $(BUILD)/p2c
check-clang: ## no warning from clang
	@$(MAKE) --no-print-directory -j$$(nproc) NO_SETUP=1 WERROR=1 CC=clang BUILD=$(BUILD)/clang objects
check-tidy: check-clang ## clang-tidy, as .clang-tidy says
	@$(MAKE) --no-print-directory -k -j$$(nproc) NO_SETUP=1 WERROR=1 CC=clang BUILD=$(BUILD)/clang tidy
check-cppcheck:
	@tests/check/cppcheck.sh $(BUILD)/cppcheck

objects: $(call OBJ,$(C_SRC))
	@:
tidy: $(TIDY_OK)
	@:
# A file is looked at again when its object is older than anything it includes.
$(BUILD)/tidy/%.ok: %.c $(BUILD)/obj/%.o .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D) && $(call say,TDY,$<)
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $< -- $(P2C_CFLAGS) $(PKG_CFLAGS) 2>/dev/null >$@.log || { cat $@.log; exit 1; }
	@touch $@

# --- seeded faults: each one is applied to a copy of the sources, and the test that it names must go red ---
.PHONY: mutants
mutants: $(TESTS_SETUP) ## take out one safety mechanism after the other: does a test notice? [ONLY="name …"]
	@tests/check/mutants.sh $(BUILD) $(ONLY)

.PHONY: testssl
testssl: $(BUILD)/p2c $(call SETUP,check) ## testssl.sh against the certificate of `p2c tls init`: nothing worse than LOW
	@tests/check/testssl.sh $(BUILD)/p2c

.PHONY: coverage
coverage: $(TESTS_SETUP) $(call SETUP,check) ## lines and branches that the tests reach, a room a row, against their bars
	@tests/check/coverage.sh $(BUILD)
