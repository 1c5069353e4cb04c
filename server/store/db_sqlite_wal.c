/* How long the write-ahead log may become, and how it is made short again: db_checkpoint and its kin of db.h. Only
 * the one writing connection comes here: SQLite 3.40 can corrupt a database when two connections checkpoint. */
#include "store/db_sqlite_state.h"

#include <assert.h>

/* 48 MB of pages of 4 KiB: what the last batches add stays below 64 MB. */
enum { WAL_PAGES_LIMIT = 12000, WAL_FRAME_BYTES = 4096 + 24, RESTART_PAUSE_S = 30, BUSY_MS = 2000 };

static int count_pages(void *ctx, sqlite3 *handle, const char *schema, int pages)
{
	struct db *db = ctx;
	(void)handle;
	(void)schema;
	if (pages < db->wal_pages)
		db->wal_moved = 0; /* the WAL started again from its beginning */
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

static time_t now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return now.tv_sec;
}

enum err db_checkpoint(struct db *db)
{
	assert(db->mode == DB_WRITE && !db->in_transaction);
	if (db_is_broken(db))
		return ERR_BROKEN;
	bool waits = db->wal_pages > WAL_PAGES_LIMIT && now_s() >= db->restart_at;
	int how = waits ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, moved = -1;
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, how, NULL, &moved);
	if (moved >= 0)
		db->wal_moved = moved;
	if (code == SQLITE_BUSY) { /* a reader stands in the way; the next time will do */
		code = SQLITE_OK;
		db->restart_at = waits ? now_s() + RESTART_PAUSE_S : db->restart_at;
	}
	return code == SQLITE_OK ? OK : db_sqlite_failed(db, code);
}

/* Into the database with all of it. A stranger that reads is not waited for again and again, either. */
static int empty(struct db *db, bool waits)
{
	sqlite3_busy_timeout(db->handle, waits && now_s() >= db->restart_at ? BUSY_MS : 0);
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	if (code == SQLITE_OK)
		db->wal_pages = db->wal_moved = db->wal_most = 0;
	else if (code == SQLITE_BUSY && waits)
		db->restart_at = now_s() + RESTART_PAUSE_S;
	return code;
}

enum err db_empty_wal(struct db *db, bool *out_is_empty)
{
	assert(db->mode == DB_WRITE && !db->in_transaction);
	*out_is_empty = false;
	if (db_is_broken(db))
		return ERR_BROKEN;
	int code = empty(db, true);
	*out_is_empty = code == SQLITE_OK;
	return code == SQLITE_OK || code == SQLITE_BUSY ? OK : db_sqlite_failed(db, code);
}

void db_wal_trim(struct db *db)
{
	if (db->wal_most > WAL_PAGES_LIMIT && !db_is_broken(db))
		empty(db, false);
}
