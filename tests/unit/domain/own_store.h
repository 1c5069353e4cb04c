/* A store in a temporary folder of its own, for one test; gone afterwards. */
#ifndef P2C_TESTS_OWN_STORE_H
#define P2C_TESTS_OWN_STORE_H

#include "base/arena.h"
#include "base/clock.h"
#include "store/read.h"
#include "store/store.h"

#include <ftw.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

struct own_store {
	char folder[32];
	struct clock *clock;
	struct store *store;
	struct db *db; /* a reader */
	struct arena *arena;
};

static inline int own_store_remove(const char *path, const struct stat *stat, int type, struct FTW *at)
{
	(void)stat;
	(void)type;
	(void)at;
	return remove(path);
}

static inline struct own_store *own_store_create(void)
{
	struct own_store *own = calloc(1, sizeof *own);
	assert_non_null(own);
	snprintf(own->folder, sizeof own->folder, "/tmp/p2c-test-XXXXXX");
	assert_non_null(mkdtemp(own->folder));
	own->clock = clock_create(0);
	own->arena = arena_create();
	struct store_config config = { .folder = own->folder, .clock = own->clock, .create = true };
	assert_int_equal(store_open(&config, &own->store, NULL), OK);
	assert_int_equal(store_reader_open(own->store, &own->db), OK);
	return own;
}

static inline void own_store_destroy(struct own_store *own)
{
	store_reader_close(own->db);
	store_close(own->store);
	clock_destroy(own->clock);
	arena_destroy(own->arena);
	assert_int_equal(nftw(own->folder, own_store_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(own);
}

#endif
