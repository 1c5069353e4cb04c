/* A store with a reader, and rows written one change at a time. Header only, as fixture.h is. */
#ifndef P2C_TESTS_STORE_ROWS_H
#define P2C_TESTS_STORE_ROWS_H

#include "fixture.h"

#include "store/write.h"

static const int64_t NOW = 1654605000000;

struct rows {
	struct fixture *fixture;
	struct store *store;
	struct db *reader;
	struct arena *arena;
};

static inline struct rows rows_open(void **state)
{
	struct rows rows = { .fixture = *state };
	rows.store = fixture_store(rows.fixture);
	rows.reader = fixture_reader(rows.store);
	rows.arena = rows.fixture->arena;
	return rows;
}

static inline void rows_close(struct rows *rows)
{
	store_reader_close(rows->reader);
	store_close(rows->store);
}

struct rows_writing {
	struct change change; /* first */
	enum err (*write)(struct db *db, const void *what);
	const void *what;
};

static inline enum err rows_write(struct change *change, struct tx *tx)
{
	struct rows_writing *writing = (struct rows_writing *)change;
	return writing->write(tx_db(tx), writing->what);
}

static inline enum err rows_apply(
    struct rows *rows, enum err (*write)(struct db *db, const void *what), const void *what)
{
	struct rows_writing writing = { .change = { .run = rows_write }, .write = write, .what = what };
	return store_apply(rows->store, &writing.change);
}

#endif
