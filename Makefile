# GNU make. `make help` lists the targets; `make run` and `make test` are the two that matter.
# Layout: one static library a room, one program, one test program a tests/unit/ROOM/X_test.c.
#   BUILD=dir   where results go (default build/, build-SAN/ for sanitizers)
#   SAN=address,undefined | thread   build and run everything under that sanitizer
#   CC=clang    another compiler · V=1 show commands

PREFIX ?= /usr/local
DESTDIR ?=
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
comma := ,
BUILD ?= build$(if $(SAN),-$(subst $(comma),-,$(SAN)))
PKG_CONFIG ?= pkg-config
Q := $(if $(V),,@)

VERSION := 0.1.0
WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
  -Wformat=2 -Wundef -Wcast-qual -Werror=format-security -Werror=implicit-function-declaration $(if $(WERROR),-Werror)
HARDEN := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
OPT := $(if $(SAN),-O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -U_FORTIFY_SOURCE,-O2 $(HARDEN))
CFLAGS ?= -g
P2C_CFLAGS = -std=c17 -D_GNU_SOURCE -I. -Iserver -I$(BUILD)/gen $(WARN) $(OPT) -DP2C_VERSION='"$(VERSION)"' -MMD -MP -pthread
P2C_LDFLAGS = -pthread $(if $(SAN),-fsanitize=$(SAN),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)

# Rooms in link order: whoever needs another room stands before it. The libraries each one may use stand beside it.
ROOMS := http live domain print store schedule badges base
DIR_http := server/http
DIR_live := server/live
DIR_domain := server/domain
DIR_print := server/print
DIR_store := server/store
DIR_schedule := schedule
DIR_badges := badges
DIR_base := server/base
PKGS := libevent_core libevent_pthreads sqlite3 jansson libsodium icu-uc icu-i18n libical libxml-2.0 libqrencode cairo \
  cairo-pdf cairo-svg pangocairo libdeflate
PKG_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(PKGS))
PKG_LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lcsv -linih -lm

rwildcard = $(foreach d,$(wildcard $(1)/*),$(if $(wildcard $(d)/*),$(call rwildcard,$(d),$(2)))$(filter $(subst *,%,$(2)),$(d)))
SRC = $(wildcard $(DIR_$(1))/*.c)
OBJ = $(patsubst %.c,$(BUILD)/obj/%.o,$(call SRC,$(1)))
LIBS := $(foreach r,$(ROOMS),$(if $(call SRC,$(r)),$(BUILD)/lib/$(r).a))
MAIN_SRC := $(wildcard server/*.c)
MAIN_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(MAIN_SRC))

.PHONY: all
all: $(BUILD)/p2c

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(if $(Q),@echo "  CC  $<")
	$(Q)$(CC) $(CFLAGS) $(P2C_CFLAGS) $(PKG_CFLAGS) -c $< -o $@

define ROOM_RULE
$(BUILD)/lib/$(1).a: $(call OBJ,$(1))
	@mkdir -p $$(@D)
	$(Q)rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM_RULE,$(r))))

# The pages: bundled by kiosk/build.mjs into a table and an assembler file that includes the bytes.
KIOSK_SRC := $(shell find kiosk -name node_modules -prune -o -name out -prune -o -type f -print)
ASSETS := $(BUILD)/kiosk/assets.c
ASSETS_OBJ := $(BUILD)/obj/assets.o $(BUILD)/obj/assets_bytes.o

kiosk/node_modules: kiosk/package-lock.json
	cd kiosk && npm ci --no-audit --no-fund --loglevel=error && touch node_modules

$(ASSETS): $(KIOSK_SRC) | kiosk/node_modules
	$(if $(Q),@echo "  JS  $(@D)")
	$(Q)mkdir -p $(@D) && cd kiosk && node build.mjs $(abspath $(@D))

$(BUILD)/obj/assets.o: $(ASSETS)
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) $(P2C_CFLAGS) -c $< -o $@

$(BUILD)/obj/assets_bytes.o: $(ASSETS)
	$(Q)mkdir -p $(@D) && $(CC) -c $(BUILD)/kiosk/assets.S -o $@

# What the assembler includes is no dependency the compiler can see.
$(BUILD)/obj/server/http/embedded.o: server/http/openapi.json
$(BUILD)/obj/server/store/schema.o: $(wildcard server/store/schema/*.sql)
$(BUILD)/obj/server/domain/country.o: $(wildcard server/domain/data/*.csv)

$(BUILD)/p2c: $(MAIN_OBJ) $(LIBS) $(ASSETS_OBJ)
	$(if $(Q),@echo "  LD  $@")
	$(Q)$(CC) $(LDFLAGS) $(P2C_LDFLAGS) $(MAIN_OBJ) $(ASSETS_OBJ) -Wl,--start-group $(LIBS) -Wl,--end-group $(PKG_LIBS) -o $@

# Unit tests: tests/unit/ROOM/X_test.c links against ROOM and the rooms it may use.
NEEDS_base := base
NEEDS_badges := badges base
NEEDS_schedule := schedule base
NEEDS_store := store base
NEEDS_print := print store badges base
NEEDS_domain := domain store schedule badges base
NEEDS_live := live store base
NEEDS_http := http live domain store schedule badges base
UNIT_SRC := $(wildcard tests/unit/*/*_test.c)
UNIT_BIN := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SRC))
ifneq ($(ROOM),)
UNIT_BIN := $(filter $(BUILD)/unit/$(ROOM)/%,$(UNIT_BIN))
endif

define UNIT_RULE
$(BUILD)/unit/$(1)/%_test: $(BUILD)/obj/tests/unit/$(1)/%_test.o $(foreach n,$(NEEDS_$(1)),$(if $(call SRC,$(n)),$(BUILD)/lib/$(n).a))
	@mkdir -p $$(@D)
	$(if $(Q),@echo "  LD  $$@")
	$(Q)$(CC) $(LDFLAGS) $(P2C_LDFLAGS) $$< -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $(PKG_LIBS) -lcmocka -o $$@
endef
$(foreach r,$(ROOMS),$(eval $(call UNIT_RULE,$(r))))
.SECONDARY:

# make unit [ROOM=badges]
.PHONY: unit
unit: $(UNIT_BIN)
	$(Q)set -e; for t in $^; do echo "== $$t"; CMOCKA_MESSAGE_OUTPUT=STDOUT $$t; done

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
