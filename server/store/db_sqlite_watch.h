/* The part of a connection that somebody else looks at while its thread works: since when it holds a view, and that
 * it has to let it go. For db_sqlite*.c only: what it promises, db.h says (db_watch). */
#ifndef P2C_STORE_DB_SQLITE_WATCH_H
#define P2C_STORE_DB_SQLITE_WATCH_H

#include "store/db.h"

#include <sqlite3.h>
#include <stdatomic.h>

struct db_watched {
	struct db_watch *watch; /* NULL: nobody looks */
	struct db_watched *prev, *next;
	sqlite3 *handle;
	_Atomic int64_t since; /* monotonic ms; 0 while no view is held */
	_Atomic int64_t ended; /* the `since` of the view that was interrupted last */
	atomic_bool is_long;   /* it may take longer */
};

/* The connection's own thread: a view begins (again is fine) and ends; it met a lock; it is closed. */
void db_sqlite_watch_begin(struct db_watched *watched);
void db_sqlite_watch_end(struct db_watched *watched);
/* Was the view that it holds interrupted? Then it refuses until it is given back. */
bool db_sqlite_watch_is_over(const struct db_watched *watched);
void db_sqlite_watch_busy(struct db_watched *watched);
void db_sqlite_watch_leave(struct db_watched *watched);
void db_sqlite_watch_join(struct db_watch *watch, struct db_watched *watched, sqlite3 *handle);

#endif
