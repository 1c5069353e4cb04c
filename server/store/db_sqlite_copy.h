/* The pages of an open SQLite database into another file. Two parts, because a view must not wait for a disk: while
 * it is held pages go as far as the kernel's memory, and when it has ended they go to the disk. For db_sqlite.c only:
 * what a copy is, db.h says. */
#ifndef P2C_STORE_DB_SQLITE_COPY_H
#define P2C_STORE_DB_SQLITE_COPY_H

#include "store/db_sqlite_watch.h"

struct db_sqlite_copy_how {
	void (*progress)(void *ctx, int done, int total); /* after each step, in pages; may be NULL */
	void *ctx;
	const struct db_watched *view; /* once it is over: SQLITE_INTERRUPT */
};
/* Both answer SQLite's code; the caller takes away what a failure leaves.
 * Fills the empty file at `path`; the caller holds the view. */
int db_sqlite_copy_pages(sqlite3 *from, const char *path, const struct db_sqlite_copy_how *how);
/* Makes a plain database of it, nearly all of which is on the disk then. */
int db_sqlite_copy_settle(const char *path);

#endif
