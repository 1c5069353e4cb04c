/* What a result code of SQLite means to whoever asked. For db_sqlite.c only. */
#ifndef P2C_STORE_DB_SQLITE_FAILURE_H
#define P2C_STORE_DB_SQLITE_FAILURE_H

#include "base/err.h"

#include <stdbool.h>

struct db_sqlite_failure {
	enum err err;
	bool broken; /* the connection is not to be used any more */
};
/* `cause` is errno as it stood when the call came back. */
struct db_sqlite_failure db_sqlite_failure_of(int code, int cause);

/* May whoever asked a reader try again on a new connection? SQLite says "corrupt" for a read that the disk refused,
 * too: whether a page really is, the check at the start and the writer's own reading tell. */
bool db_sqlite_is_passing(int code);

#endif
