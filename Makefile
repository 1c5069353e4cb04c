# GNU make. `make help` lists the targets; `make run` and `make test` are the two that matter.
# Layout: one static library a room, one program, one test program a tests/unit/ROOM/X_test.c.
#   BUILD=dir   where results go (default build/, build-SAN/ for sanitizers)
#   SAN=address,undefined | thread   build and run everything under that sanitizer
#   CC=clang    another compiler · WERROR=1 warnings are errors · V=1 show commands · NO_SETUP=1 install nothing

PREFIX ?= /usr/local
DESTDIR ?=
PORT ?= 8022
SECONDS ?= 30
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
comma := ,
BUILD ?= build$(if $(SAN),-$(subst $(comma),-,$(SAN)))
PKG_CONFIG ?= pkg-config
Q := $(if $(V),,@)
say = $(if $(V),:,printf '  %-3s %s\n' $(1) $(2))

VERSION := 0.1.0
WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
  -Wformat=2 -Wundef -Wcast-qual -Werror=format-security -Werror=implicit-function-declaration $(if $(WERROR),-Werror)
HARDEN := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE \
  $(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
OPT := $(if $(SAN),-O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=all -U_FORTIFY_SOURCE,-O2 $(HARDEN))
CFLAGS ?= -g
P2C_CFLAGS = -std=c17 -D_GNU_SOURCE -I. -Iserver -I$(BUILD)/gen $(WARN) $(OPT) -DP2C_VERSION='"$(VERSION)"' -MMD -MP -pthread
P2C_LDFLAGS = -pthread $(if $(SAN),-fsanitize=$(SAN),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)

# Rooms in link order: whoever needs another room stands before it, and NEEDS says what each one may link.
ROOMS := http live find print domain store schedule badges base
$(foreach r,http live find domain print store base,$(eval DIR_$(r) := server/$(r)))
DIR_schedule := schedule
DIR_badges := badges
NEEDS_base := base
NEEDS_badges := badges base
NEEDS_schedule := schedule base
NEEDS_store := store base
NEEDS_print := print domain store schedule badges base
NEEDS_domain := domain store schedule badges base
NEEDS_live := live store base
NEEDS_find := find domain store schedule badges base
NEEDS_http := http live find domain store schedule badges base

PKGS := libevent_core libevent_pthreads libevent_openssl openssl
PKGS += sqlite3 jansson libsodium libdeflate
PKGS += libseccomp
PKGS += icu-uc icu-i18n
PKGS += libical libxml-2.0 xlsxwriter
PKGS += libqrencode cairo cairo-pdf cairo-svg pangocairo libjpeg libpng
PKGS += librsvg-2.0
# Asked once, when the first recipe needs it: the set-up may have to install pkg-config before.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell $(PKG_CONFIG) --libs $(PKGS)) -lcsv -linih -lcups -lm)$(PKG_LIBS)

SRC = $(wildcard $(DIR_$(1))/*.c)
OBJ = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB = $(foreach r,$(1),$(if $(call SRC,$(r)),$(BUILD)/lib/$(r).a))
LINK = $(CC) $(LDFLAGS) $(P2C_LDFLAGS) $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(PKG_LIBS)
MAIN_OBJ := $(call OBJ,$(wildcard server/*.c))
ASSETS_OBJ := $(BUILD)/obj/assets.o $(BUILD)/obj/assets_bytes.o

.PHONY: all
all: $(BUILD)/p2c ## build the program: build/p2c

# --- set-up: what is missing is installed, once; a stamp a group says that it was looked at ---
SETUP = $(if $(NO_SETUP),,$(1:%=$(BUILD)/setup/%))
$(patsubst %,$(BUILD)/setup/%,build test check fuzz bench): tests/check/setup.sh tests/check/packages.txt
	@tests/check/setup.sh $(@F) && mkdir -p $(@D) && touch $@

%/node_modules/.package-lock.json: %/package-lock.json | $(call SETUP,build)
	@$(call say,NPM,"$* (npm ci)")
	$(Q)cd $* && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json

# --- the program ---
$(BUILD)/obj/%.o: %.c Makefile | $(call SETUP,build)
	@mkdir -p $(@D) && $(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) $(P2C_CFLAGS) $(PKG_CFLAGS) -c $< -o $@

define ROOM_RULE
$(BUILD)/lib/$(1).a: $(call OBJ,$(call SRC,$(1)))
	$$(Q)mkdir -p $$(@D) && rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM_RULE,$(r))))

# The pages: bundled by kiosk/build.mjs into a table and an assembler file that includes the bytes.
KIOSK_SRC := $(shell find kiosk -name node_modules -prune -o -name out -prune -o -name screenshots -prune -o -type f -print)
ASSETS := $(BUILD)/kiosk/assets.c

$(ASSETS): $(KIOSK_SRC) kiosk/node_modules/.package-lock.json
	@$(call say,JS,$(@D))
	$(Q)mkdir -p $(@D) && cd kiosk && node build.mjs $(abspath $(@D))

$(BUILD)/obj/assets.o: $(ASSETS)
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) $(P2C_CFLAGS) -c $< -o $@

$(BUILD)/obj/assets_bytes.o: $(ASSETS)
	$(Q)mkdir -p $(@D) && $(CC) -c $(BUILD)/kiosk/assets.S -o $@

# What the assembler includes is no dependency the compiler can see.
$(BUILD)/obj/server/http/embedded.o: server/http/openapi.json
$(BUILD)/obj/server/store/schema.o: $(wildcard server/store/schema/*.sql)
$(BUILD)/obj/badges/shipped.o: $(wildcard badges/templates/*.json)
$(BUILD)/obj/server/domain/demo_venue.o: server/domain/data/demo_plan.svg
$(BUILD)/obj/server/domain/country.o: $(wildcard server/domain/data/*.csv)
$(BUILD)/obj/server/domain/demo_media.o: $(wildcard server/domain/data/*.webm)

$(BUILD)/p2c: $(MAIN_OBJ) $(call LIB,$(ROOMS)) $(ASSETS_OBJ)
	@$(call say,LD,$@)
	$(Q)$(LINK) -o $@

.PHONY: run install clean help
run: all ## the demonstration day on http://127.0.0.1:8022 (PORT=…)
	$(BUILD)/p2c serve --demo --data $(BUILD)/demo --listen 127.0.0.1:$(PORT)

install: all ## into $(DESTDIR)$(PREFIX)
	install -Dm755 $(BUILD)/p2c $(DESTDIR)$(PREFIX)/bin/p2c
	install -Dm644 -t $(DESTDIR)$(PREFIX)/share/doc/p2c README.md SECURITY.md LICENSE
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -Dm755 kiosk/shell/p2c-kiosk $(DESTDIR)$(PREFIX)/bin/p2c-kiosk
	install -Dm644 kiosk/shell/p2c-kiosk.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/p2c-kiosk.conf
	install -Dm644 kiosk/shell/p2c-kiosk.conf $(DESTDIR)$(PREFIX)/share/doc/p2c/p2c-kiosk.conf
	install -Dm644 server/service/p2c.conf $(DESTDIR)$(PREFIX)/share/doc/p2c/p2c.conf
	for unit in server/service/*.service server/service/*.socket kiosk/shell/p2c-kiosk.service; do sed 's,/usr/local,$(PREFIX),g' $$unit > $(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}; done
	$(foreach m,$(wildcard server/*.1),install -Dm644 $(m) $(DESTDIR)$(PREFIX)/share/man/man1/$(notdir $(m)))

clean: ## remove every result (build/, build-*/)
	rm -rf build build-*/

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' $(MAKEFILE_LIST) | while read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

include tests/tests.mk
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
