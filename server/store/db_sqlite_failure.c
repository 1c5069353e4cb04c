/* See db_sqlite_failure.h. */
#include "store/db_sqlite_failure.h"

#include <errno.h>
#include <sqlite3.h>
#include <stddef.h>

/* First match wins: extended codes stand before the primary code they belong to. */
static const struct {
	int code, mask;
	struct db_sqlite_failure failure;
} FAILURES[] = {
	{ SQLITE_FULL, 0xff, { ERR_DISK_FULL, false } },
	/* The shared index could not grow; nothing was written. */
	{ SQLITE_IOERR_SHMSIZE, ~0, { ERR_DISK_FULL, false } },
	/* Cut off in mid-write: a writing connection repairs it first. */
	{ SQLITE_READONLY_ROLLBACK, ~0, { ERR_BUSY, false } },
	{ SQLITE_READONLY_RECOVERY, ~0, { ERR_BUSY, false } },
	{ SQLITE_BUSY, 0xff, { ERR_BUSY, false } },
	{ SQLITE_LOCKED, 0xff, { ERR_BUSY, false } },
	{ SQLITE_INTERRUPT, 0xff, { ERR_BUSY, false } },
	{ SQLITE_CONSTRAINT, 0xff, { ERR_CONFLICT, false } },
	{ SQLITE_TOOBIG, 0xff, { ERR_TOO_BIG, false } },
	{ SQLITE_IOERR, 0xff, { ERR_BROKEN, true } },
	{ SQLITE_CORRUPT, 0xff, { ERR_BROKEN, true } },
	{ SQLITE_NOTADB, 0xff, { ERR_BROKEN, true } },
	{ SQLITE_NOMEM, 0xff, { ERR_BROKEN, true } },
};

/* A quota or a file size limit is a full disk too, but SQLite reports it as a failed write (and, for a COMMIT, keeps
 * no sqlite3_system_errno: errno itself still says why). */
static bool is_quota(int code, int cause)
{
	return code == SQLITE_IOERR_WRITE && (cause == EDQUOT || cause == EFBIG || cause == ENOSPC);
}

struct db_sqlite_failure db_sqlite_failure_of(int code, int cause)
{
	if (is_quota(code, cause))
		return (struct db_sqlite_failure){ ERR_DISK_FULL, false };
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
		if ((code & FAILURES[i].mask) == FAILURES[i].code)
			return FAILURES[i].failure;
	return (struct db_sqlite_failure){ ERR_BROKEN, false };
}

bool db_sqlite_is_passing(int code)
{
	static const int PASSING[] = { SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_CANTOPEN, SQLITE_NOMEM };
	for (size_t i = 0; i < sizeof PASSING / sizeof *PASSING; i++)
		if ((code & 0xff) == PASSING[i])
			return true;
	return false;
}
