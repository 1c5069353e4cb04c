/* The pages of an open SQLite database into another file, in steps. For db_sqlite.c only: what a copy is, db.h says.
 */
#ifndef P2C_STORE_DB_SQLITE_COPY_H
#define P2C_STORE_DB_SQLITE_COPY_H

#include <sqlite3.h>
#include <stdatomic.h>

struct db_sqlite_copy_how {
	void (*progress)(void *ctx, int done, int total); /* after each step, in pages; may be NULL */
	void *ctx;
	const atomic_bool *is_over; /* the view has to be given back: SQLITE_INTERRUPT */
};
/* Fills the empty file at `path`; the caller holds the view and takes away what a failure leaves. Answers SQLite's
 * code. */
int db_sqlite_copy(sqlite3 *from, const char *path, const struct db_sqlite_copy_how *how);

#endif
