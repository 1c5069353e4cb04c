/* How long the write-ahead log may become, and how it is made short again: db_checkpoint and its kin of db.h. Only
 * the one writing connection comes here: SQLite 3.40 can corrupt a database when two connections checkpoint. */
#include "store/db_sqlite_state.h"

#include <assert.h>
#include <time.h>

/* 48 MB of pages of 4 KiB: what the last batches add stays below 64 MB. */
enum { WAL_PAGES_LIMIT = 12000, WAL_FRAME_BYTES = 4096 + 24, BUSY_MS = 2000, TRY_MS = 1 };
/* From there on the log comes before those who read. Nearly every view ends within GRACE_MS by itself; older ones are
 * ended (db_watch), and are gone soon after. Whoever is there still after WAIT_MS is another program: it cannot be
 * ended, so the day goes on, and every PAUSE_MS the writer looks for a moment in which nobody reads. */
enum { GRACE_MS = 250, WAIT_MS = 1000, SHORT_MS = 200, PAUSE_MS = 5000 };

static int count_pages(void *ctx, sqlite3 *handle, const char *schema, int pages)
{
	struct db *db = ctx;
	(void)handle;
	(void)schema;
	if (pages < db->wal_pages) { /* the WAL started again from its beginning */
		db->wal_moved = 0;
		db->try_at = 0;
	}
	if (pages > db->wal_most)
		db->wal_most = pages;
	db->wal_pages = pages;
	return SQLITE_OK;
}

void db_sqlite_wal_count(struct db *db)
{
	sqlite3_wal_hook(db->handle, count_pages, db);
}

int db_wal_pages(const struct db *db)
{
	return db->wal_pages - db->wal_moved;
}

int64_t db_wal_held(const struct db *db)
{
	return (int64_t)db->wal_pages * WAL_FRAME_BYTES;
}

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A checkpoint that lets the WAL begin anew: tried again until nobody reads from it any more, for `most_ms`. SQLite's
 * own waiting is not used: it waits for one place in its table of readers, into which new readers may step all the
 * time. Between two tries what can be moved is moved, and who comes after that reads from the database and is in
 * nobody's way. */
static int begin_anew(struct db *db, int how, int most_ms, int *out_moved)
{
	int64_t from = now_ms(), waited = 0;
	sqlite3_busy_timeout(db->handle, 0);
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, how, NULL, out_moved);
	while (code == SQLITE_BUSY && waited < most_ms) {
		if (waited >= GRACE_MS && db->watched.watch)
			db_watch_look(db->watched.watch, GRACE_MS, GRACE_MS);
		sqlite3_sleep(TRY_MS);
		code = sqlite3_wal_checkpoint_v2(db->handle, NULL, how, NULL, out_moved);
		waited = now_ms() - from;
	}
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	if (code == SQLITE_BUSY && most_ms)
		db->try_at = now_ms() + PAUSE_MS;
	return code;
}

/* How long readers are waited for just now. */
static int patience(const struct db *db)
{
	if (!db->try_at)
		return WAIT_MS;
	return now_ms() >= db->try_at ? SHORT_MS : 0;
}

bool db_wal_is_full(const struct db *db)
{
	return db->wal_pages > WAL_PAGES_LIMIT && patience(db) > 0;
}

enum err db_checkpoint(struct db *db)
{
	assert(db->mode == DB_WRITE && !db->in_transaction);
	if (db_is_broken(db))
		return ERR_BROKEN;
	int moved = -1, code;
	if (db->wal_pages > WAL_PAGES_LIMIT)
		code = begin_anew(db, SQLITE_CHECKPOINT_RESTART, patience(db), &moved);
	else
		code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, &moved);
	if (moved >= 0)
		db->wal_moved = moved;
	if (code == SQLITE_BUSY) /* a reader stands in the way; the next time will do */
		code = SQLITE_OK;
	return code == SQLITE_OK ? OK : db_sqlite_failed(db, code);
}

static int empty(struct db *db, int most_ms)
{
	int code = begin_anew(db, SQLITE_CHECKPOINT_TRUNCATE, most_ms, NULL);
	if (code == SQLITE_OK) {
		db->wal_pages = db->wal_moved = db->wal_most = 0;
		db->try_at = 0;
	}
	return code;
}

enum err db_empty_wal(struct db *db, bool *out_is_empty)
{
	assert(db->mode == DB_WRITE && !db->in_transaction);
	*out_is_empty = false;
	if (db_is_broken(db))
		return ERR_BROKEN;
	int code = empty(db, patience(db));
	*out_is_empty = code == SQLITE_OK;
	return code == SQLITE_OK || code == SQLITE_BUSY ? OK : db_sqlite_failed(db, code);
}

bool db_wal_is_long(const struct db *db)
{
	return db->wal_most > WAL_PAGES_LIMIT && !db_is_broken(db);
}

void db_wal_trim(struct db *db)
{
	if (db_wal_is_long(db))
		empty(db, 0);
}
