/* What the tests of the store share: a folder of their own, a clock that stands where it is put, small changes to
 * run. Header only, so that each test stays one program. */
#ifndef P2C_TESTS_STORE_FIXTURE_H
#define P2C_TESTS_STORE_FIXTURE_H

#include "base/clock.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/store.h"
#include "store/tx.h"

#include <ftw.h>
#include <pthread.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { FIXTURE_PATH = 256 };

struct fixture {
	char folder[FIXTURE_PATH];
	struct clock *clock;
	struct arena *arena;
	const void *asked; /* what the test was given at its start; NULL */
};

static inline int fixture_setup(void **state)
{
	struct fixture *fixture = mem_alloc(sizeof *fixture);
	const char *tmp = getenv("TMPDIR");
	snprintf(fixture->folder, sizeof fixture->folder, "%s/p2c-store-XXXXXX", tmp ? tmp : "/tmp");
	umask(S_IRWXG | S_IRWXO); /* what lies in a data folder is its owner's alone */
	if (!mkdtemp(fixture->folder))
		return -1;
	fixture->clock = clock_create(0);
	fixture->arena = arena_create();
	fixture->asked = *state;
	*state = fixture;
	return 0;
}

static inline int fixture_remove(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;
	nftw(fixture->folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
	clock_destroy(fixture->clock);
	arena_destroy(fixture->arena);
	free(fixture);
	return 0;
}

#define fixture_test(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

/* A path below the folder, in the fixture's arena. */
static inline char *fixture_path(struct fixture *fixture, const char *name)
{
	return arena_printf(fixture->arena, "%s/%s", fixture->folder, name);
}

static inline struct store_config fixture_config(struct fixture *fixture)
{
	return (struct store_config){ .folder = fixture->folder, .clock = fixture->clock, .create = true };
}

static inline struct store *fixture_store(struct fixture *fixture)
{
	struct store_config config = fixture_config(fixture);
	struct store *store = NULL;
	struct fault fault = { 0 };
	enum err err = store_open(&config, &store, &fault);
	if (err != OK)
		print_error("store_open: %s %s\n", err_name(err), fault.detail);
	assert_int_equal(err, OK);
	return store;
}

static inline struct db *fixture_reader(struct store *store)
{
	struct db *db = NULL;
	assert_int_equal(store_reader_open(store, &db), OK);
	return db;
}

/* Runs SQL behind the store's back, as somebody with the file in hands would. */
static inline void fixture_raw(struct fixture *fixture, const char *sql)
{
	sqlite3 *handle = NULL;
	char *why = NULL;
	assert_int_equal(sqlite3_open(fixture_path(fixture, "p2c.db"), &handle), SQLITE_OK);
	sqlite3_exec(handle, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
	if (sqlite3_exec(handle, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

/* The first column of the first row, as a number. */
static inline int64_t fixture_number(struct fixture *fixture, const char *sql)
{
	sqlite3 *handle = NULL;
	sqlite3_stmt *statement = NULL;
	assert_int_equal(sqlite3_open(fixture_path(fixture, "p2c.db"), &handle), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	assert_int_equal(sqlite3_close(handle), SQLITE_OK);
	return number;
}

/* --- changes --------------------------------------------------------------------------------------------------- */

/* Counts down to a moment that a test waits for. */
struct latch {
	pthread_mutex_t mutex;
	pthread_cond_t cond;
	int left;
};

#define LATCH(n)                                                                                                     \
	{                                                                                                            \
		PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (n)                                             \
	}

static inline void latch_down(struct latch *latch)
{
	pthread_mutex_lock(&latch->mutex);
	latch->left--;
	pthread_cond_broadcast(&latch->cond);
	pthread_mutex_unlock(&latch->mutex);
}

static inline void latch_wait(struct latch *latch)
{
	pthread_mutex_lock(&latch->mutex);
	while (latch->left > 0)
		pthread_cond_wait(&latch->cond, &latch->mutex);
	pthread_mutex_unlock(&latch->mutex);
}

/* A change that writes one journal line about `subject` and then answers `answer`. */
struct act {
	struct change change;
	const char *subject, *person, *personal, *data;
	const char *topic; /* NULL is agenda */
	enum err answer;
	enum err told; /* what done was given */
	struct latch *latch;
};

static inline enum err act_run(struct change *change, struct tx *tx)
{
	struct act *act = (struct act *)change;
	struct journal_note note = {
		.topic = act->topic ? act->topic : "agenda",
		.action = "test.act",
		.subject = act->subject,
		.version = 1,
		.data = act->data,
		.person = act->person,
		.personal = act->personal,
	};
	enum err err = tx_journal(tx, &note);
	return err == OK ? act->answer : err;
}

static inline void act_done(struct change *change, enum err err)
{
	struct act *act = (struct act *)change;
	act->told = err;
	if (act->latch)
		latch_down(act->latch);
}

static inline struct act act_about(const char *subject)
{
	return (struct act){ .change = { .run = act_run, .done = act_done }, .subject = subject, .told = ERR_MAX };
}

/* Applies one such change on this thread. */
static inline void fixture_note(struct store *store, const char *subject, const char *person, const char *personal)
{
	struct act act = act_about(subject);
	act.person = person;
	act.personal = personal;
	assert_int_equal(store_apply(store, &act.change), OK);
}

/* A change that holds the writer, so that what a test submits meanwhile becomes one batch (of at most 128). */
struct gate {
	struct change change;
	struct latch entered, opened;
};

static inline enum err gate_run(struct change *change, struct tx *tx)
{
	struct gate *gate = (struct gate *)change;
	(void)tx;
	latch_down(&gate->entered);
	latch_wait(&gate->opened);
	return OK;
}

static inline void gate_done(struct change *change, enum err err)
{
	(void)change;
	assert_int_equal(err, OK);
}

static inline void gate_shut(struct gate *gate, struct store *store)
{
	*gate = (struct gate){
		.change = { .run = gate_run, .done = gate_done }, .entered = LATCH(1), .opened = LATCH(1)
	};
	assert_int_equal(store_submit(store, &gate->change), OK);
	latch_wait(&gate->entered);
}

static inline void gate_open(struct gate *gate)
{
	latch_down(&gate->opened);
}

#endif
