/* The pages of an open SQLite database into another file, in steps. For db_sqlite.c only: what a copy is, db.h says.
 */
#ifndef P2C_STORE_DB_SQLITE_COPY_H
#define P2C_STORE_DB_SQLITE_COPY_H

#include <sqlite3.h>

/* Fills the empty file at `path`; the caller holds the view and takes away what a failure leaves. `progress` may be
 * NULL and counts pages. Answers SQLite's code. */
int db_sqlite_copy(sqlite3 *from, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx);

#endif
