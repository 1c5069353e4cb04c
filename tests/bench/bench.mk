# The programs that the benches need, on top of the tree's own rules. run.mjs calls it:
#   make -f tests/bench/bench.mk BUILD=dir bench-programs
include Makefile

BENCH_C := spin fdatasync load commit_each badges documents recount start codes search search_client fan programme drip wire

.PHONY: bench-programs
bench-programs: $(BUILD)/p2c $(BENCH_C:%=$(BUILD)/bench/%) $(BUILD)/bench/slow_disk.so $(BUILD)/bench/p2c_bare

$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(call LIB,$(NEEDS_domain))
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) $(LIBS_$*) -o $@

# The search's crowd is the one of its tests; its client speaks PostgreSQL too.
$(BUILD)/bench/search $(BUILD)/bench/search_client: $(BUILD)/obj/tests/unit/find/crowd.o $(BUILD)/obj/tests/unit/find/town.o \
  $(call LIB,$(NEEDS_find))
# The programme is written as the screens get it.
$(BUILD)/bench/programme: $(call LIB,$(NEEDS_http))
LIBS_search := -lcmocka
LIBS_search_client := -lcmocka -lpq

$(BUILD)/bench/slow_disk.so: tests/bench/slow_disk.c
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -fPIC -shared $< -o $@

# The server without its guards (bare.c says which): the same objects, with the calls into the guards led elsewhere.
UNGUARDED := guard_check guard_is_crossing peers_enter peers_leave sign_in_may sign_in_count rate_know audit_job \
  wire_host_check wire_target_read answer_fix answer_write_head sandbox_enter
$(BUILD)/bench/p2c_bare: $(BUILD)/obj/tests/bench/bare.o $(MAIN_OBJ) $(call LIB,$(ROOMS)) $(ASSETS_OBJ)
	@mkdir -p $(@D) && $(call say,LD,$@)
	$(Q)$(LINK) $(UNGUARDED:%=-Wl$(comma)--wrap=%) -o $@
