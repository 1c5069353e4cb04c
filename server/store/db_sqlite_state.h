/* What a connection of the embedded driver is made of. Only for db_sqlite.c, db_sqlite_wal.c and
 * db_sqlite_copy.c. */
#ifndef P2C_STORE_DB_SQLITE_STATE_H
#define P2C_STORE_DB_SQLITE_STATE_H

#include "store/db.h"
#include "store/db_sqlite_watch.h"

#include <sqlite3.h>
#include <stdatomic.h>

struct wal_file;

/* Transaction control, prepared like the named statements but no part of the common language. */
enum control { BEGIN_WRITE, BEGIN_READ, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, ROLLBACK_TO, CONTROL_MAX };

struct db {
	sqlite3 *handle;
	struct wal_file *wal; /* of the writing connection */
	sqlite3_stmt *statements[SQL_MAX];
	sqlite3_stmt *controls[CONTROL_MAX];
	enum db_mode mode;
	bool in_transaction;
	enum err lost; /* why the open transaction was already rolled back by SQLite itself */
	bool is_open;  /* and set up */
	bool is_stale; /* a reader that could not read: opened anew before the next transaction */
	bool broken;
	atomic_int wal_pages; /* in the WAL after the last commit */
	int wal_moved;        /* of these, moved by the last checkpoint */
	int wal_most;         /* pages the WAL has had since it was trimmed */
	int64_t try_at;       /* readers were waited for in vain, and are again at this time: monotonic ms; 0 */
	struct db_watched watched;
	char reason[160];
};

/* Keeps SQLite's words for `code` and says what it means to whoever asked. */
enum err db_sqlite_failed(struct db *db, int code);
/* Counts the pages of the WAL from now on; DB_WRITE only. */
void db_sqlite_wal_count(struct db *db);

#endif
