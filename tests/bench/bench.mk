# The programs that the benches need, on top of the tree's own rules. run.mjs calls it:
#   make -f tests/bench/bench.mk BUILD=dir bench-programs
include Makefile

BENCH_C := spin fdatasync load commit_each badges documents recount start

.PHONY: bench-programs
bench-programs: $(BUILD)/p2c $(BENCH_C:%=$(BUILD)/bench/%) $(BUILD)/bench/slow_disk.so

$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(call LIB,$(NEEDS_domain))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) -o $@

$(BUILD)/bench/slow_disk.so: tests/bench/slow_disk.c
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -fPIC -shared $< -o $@
