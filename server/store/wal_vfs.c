/* See wal_vfs.h. A gathered write that fails later fails in the sync, which SQLite takes like a failed write: the
 * transaction is undone and its frames are overwritten by the next one. */
#include "store/wal_vfs.h"

#include "base/mem.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	GATHERED_MAX = 120 * 1024, /* SQLite's own layer cannot write 128 KiB or more at once */
	FILE_ROOM = 1024           /* for a file of the layer below, whatever it keeps about it */
};

struct wal_file {
	sqlite3_file base; /* first: what SQLite hands back is this */
	char *bytes;
	size_t len;
	sqlite3_int64 at;                             /* where bytes[0] belongs */
	alignas(sqlite3_int64) char below[FILE_ROOM]; /* SQLite gives memory that is aligned to 8 bytes */
};

static struct wal_file *wal_of(sqlite3_file *base)
{
	return (struct wal_file *)(void *)base;
}

static sqlite3_file *below(struct wal_file *wal)
{
	return (sqlite3_file *)(void *)wal->below;
}

/* ---- the WAL ---- */

static int hand_on(struct wal_file *wal)
{
	size_t len = wal->len;
	wal->len = 0;
	return len ? below(wal)->pMethods->xWrite(below(wal), wal->bytes, (int)len, wal->at) : SQLITE_OK;
}

static int wal_write(sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
	struct wal_file *wal = wal_of(base);
	size_t len = (size_t)n;
	bool follows = wal->len && at == wal->at + (sqlite3_int64)wal->len && wal->len + len <= GATHERED_MAX;
	int code = follows ? SQLITE_OK : hand_on(wal);
	if (code != SQLITE_OK)
		return code;
	if (len > GATHERED_MAX)
		return below(wal)->pMethods->xWrite(below(wal), bytes, n, at);
	if (!wal->len)
		wal->at = at;
	memcpy(wal->bytes + wal->len, bytes, len);
	wal->len += len;
	return SQLITE_OK;
}

static int wal_read(sqlite3_file *base, void *bytes, int n, sqlite3_int64 at)
{
	int code = hand_on(wal_of(base));
	return code == SQLITE_OK ? below(wal_of(base))->pMethods->xRead(below(wal_of(base)), bytes, n, at) : code;
}

static int wal_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	int code = hand_on(wal_of(base));
	return code == SQLITE_OK ? below(wal_of(base))->pMethods->xTruncate(below(wal_of(base)), size) : code;
}

static int wal_sync(sqlite3_file *base, int flags)
{
	int code = hand_on(wal_of(base));
	return code == SQLITE_OK ? below(wal_of(base))->pMethods->xSync(below(wal_of(base)), flags) : code;
}

static int wal_size(sqlite3_file *base, sqlite3_int64 *out_size)
{
	int code = hand_on(wal_of(base));
	return code == SQLITE_OK ? below(wal_of(base))->pMethods->xFileSize(below(wal_of(base)), out_size) : code;
}

static int wal_close(sqlite3_file *base)
{
	struct wal_file *wal = wal_of(base);
	int handed = hand_on(wal), closed = below(wal)->pMethods->xClose(below(wal));
	free(wal->bytes);
	return handed == SQLITE_OK ? closed : handed;
}

/* ---- what is only passed on ---- */

static int wal_lock(sqlite3_file *base, int level)
{
	return below(wal_of(base))->pMethods->xLock(below(wal_of(base)), level);
}

static int wal_unlock(sqlite3_file *base, int level)
{
	return below(wal_of(base))->pMethods->xUnlock(below(wal_of(base)), level);
}

static int wal_check_lock(sqlite3_file *base, int *out_locked)
{
	return below(wal_of(base))->pMethods->xCheckReservedLock(below(wal_of(base)), out_locked);
}

static int wal_control(sqlite3_file *base, int operation, void *argument)
{
	return below(wal_of(base))->pMethods->xFileControl(below(wal_of(base)), operation, argument);
}

static int wal_sector(sqlite3_file *base)
{
	return below(wal_of(base))->pMethods->xSectorSize(below(wal_of(base)));
}

static int wal_traits(sqlite3_file *base)
{
	return below(wal_of(base))->pMethods->xDeviceCharacteristics(below(wal_of(base)));
}

static const sqlite3_io_methods METHODS = {
	.iVersion = 1,
	.xClose = wal_close,
	.xRead = wal_read,
	.xWrite = wal_write,
	.xTruncate = wal_truncate,
	.xSync = wal_sync,
	.xFileSize = wal_size,
	.xLock = wal_lock,
	.xUnlock = wal_unlock,
	.xCheckReservedLock = wal_check_lock,
	.xFileControl = wal_control,
	.xSectorSize = wal_sector,
	.xDeviceCharacteristics = wal_traits,
};

/* ---- the layer: each call goes to what is SQLite's default now, so that a test can put a disk of its own there ----
 */

static int layer_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out_flags)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	(void)vfs;
	base->pMethods = NULL;
	if (real->szOsFile > FILE_ROOM)
		return SQLITE_CANTOPEN;
	if (!(flags & SQLITE_OPEN_WAL))
		return real->xOpen(real, name, base, flags, out_flags);
	struct wal_file *wal = wal_of(base);
	memset(wal, 0, sizeof *wal);
	int code = real->xOpen(real, name, below(wal), flags, out_flags);
	if (code != SQLITE_OK)
		return code;
	wal->bytes = mem_grow(NULL, GATHERED_MAX);
	base->pMethods = &METHODS;
	return SQLITE_OK;
}

static int layer_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	(void)vfs;
	return real->xDelete(real, name, sync);
}

static int layer_access(sqlite3_vfs *vfs, const char *name, int flags, int *out_answer)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	(void)vfs;
	return real->xAccess(real, name, flags, out_answer);
}

static int layer_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out_path)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	(void)vfs;
	return real->xFullPathname(real, name, size, out_path);
}

static int layer_last_error(sqlite3_vfs *vfs, int size, char *out_words)
{
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);
	(void)vfs;
	return real->xGetLastError(real, size, out_words);
}

static const char NAME[] = "p2c";

/* Randomness, sleep and time stay those of the real layer. The one that followed the default is moved before ours, so
 * that ours never becomes the default when a test takes its disk away. */
static void enter(void)
{
	static sqlite3_vfs layer;
	layer = *sqlite3_vfs_find(NULL);
	layer.iVersion = 2;
	layer.zName = NAME;
	layer.pNext = NULL;
	layer.szOsFile = sizeof(struct wal_file);
	layer.xOpen = layer_open;
	layer.xDelete = layer_delete;
	layer.xAccess = layer_access;
	layer.xFullPathname = layer_full_path;
	layer.xGetLastError = layer_last_error;
	sqlite3_vfs_register(&layer, 0);
	if (layer.pNext)
		sqlite3_vfs_register(layer.pNext, 0);
}

const char *wal_vfs_name(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, enter);
	return NAME;
}
