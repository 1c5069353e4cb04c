/* See wal_vfs.h. A gathered write that fails later fails in the sync, which SQLite takes like a failed write: the
 * transaction is undone and its frames are overwritten by the next one. */
#include "store/wal_vfs.h"

#include "base/mem.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	GATHERED_MAX = 120 * 1024, /* SQLite's own layer cannot write 128 KiB or more at once */
	GROWN_AHEAD = 8,           /* times that, about 1 MB */
	FILE_ROOM = 1024           /* for a file of the layer below, whatever it keeps about it */
};

struct wal_file {
	sqlite3_file base; /* first: what SQLite hands back is this */
	char *bytes;
	size_t len;
	sqlite3_int64 at;                             /* where bytes[0] belongs */
	sqlite3_int64 grown;                          /* how long the file is at least */
	bool ahead;                                   /* commits need not wait for the disk: wal_vfs_ahead */
	atomic_bool owed;                             /* a commit was handed on and not synced yet */
	atomic_bool failed;                           /* a sync failed: there is none after it */
	pthread_mutex_t syncing;                      /* held while the layer below syncs */
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

/* A sync of a file that became longer writes its new length too, which takes as long again: so it grows in steps, by
 * zeros behind the frames, which no reader takes for one. A disk that has no room for them may still have it for the
 * next commit. */
static void grow(struct wal_file *wal, sqlite3_int64 end)
{
	int code = below(wal)->pMethods->xFileSize(below(wal), &wal->grown);
	if (code != SQLITE_OK || wal->grown > end)
		return;
	memset(wal->bytes, 0, GATHERED_MAX);
	for (int i = 0; i < GROWN_AHEAD && code == SQLITE_OK; i++) {
		wal->grown = end + (sqlite3_int64)i * GATHERED_MAX;
		code = below(wal)->pMethods->xWrite(below(wal), wal->bytes, GATHERED_MAX, wal->grown);
	}
}

static int hand_on(struct wal_file *wal)
{
	sqlite3_int64 end = wal->at + (sqlite3_int64)wal->len;
	if (!wal->len)
		return SQLITE_OK;
	int code = below(wal)->pMethods->xWrite(below(wal), wal->bytes, (int)wal->len, wal->at);
	wal->len = 0;
	if (code == SQLITE_OK && end > wal->grown)
		grow(wal, end);
	return code;
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
	wal_of(base)->grown = 0;
	return code == SQLITE_OK ? below(wal_of(base))->pMethods->xTruncate(below(wal_of(base)), size) : code;
}

/* One at a time, and none after one that failed: the kernel tells a failed write only once, and a later sync that
 * succeeds proves nothing. */
static int sync_below(struct wal_file *wal, int flags)
{
	int code = SQLITE_OK;
	pthread_mutex_lock(&wal->syncing);
	if (wal->failed)
		code = SQLITE_IOERR_FSYNC;
	else if (atomic_exchange(&wal->owed, false))
		code = below(wal)->pMethods->xSync(below(wal), flags);
	if (code != SQLITE_OK)
		wal->failed = true;
	pthread_mutex_unlock(&wal->syncing);
	return code;
}

/* What SQLite syncs is a commit, all that a checkpoint is about to move, or the header of a WAL that begins again
 * from its start. Only a commit may be left for later: were the old header still on the disk when frames are written
 * behind it, a power cut could bring a part of the old frames back. */
static int wal_sync(sqlite3_file *base, int flags)
{
	struct wal_file *wal = wal_of(base);
	bool is_header = wal->len && wal->at == 0, is_commit = wal->len && !is_header;
	int code = hand_on(wal);
	if (code != SQLITE_OK)
		return code;
	wal->owed = true;
	return wal->ahead && is_commit && !wal->failed ? SQLITE_OK : sync_below(wal, flags);
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
	pthread_mutex_destroy(&wal->syncing);
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
	pthread_mutex_init(&wal->syncing, NULL);
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

struct wal_file *wal_vfs_of(sqlite3 *handle)
{
	sqlite3_file *base = NULL;
	sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &base);
	return base && base->pMethods == &METHODS ? wal_of(base) : NULL;
}

void wal_vfs_ahead(struct wal_file *wal, bool on)
{
	wal->ahead = on;
}

int wal_vfs_sync(struct wal_file *wal)
{
	return sync_below(wal, SQLITE_SYNC_NORMAL);
}

bool wal_vfs_failed(const struct wal_file *wal)
{
	return wal->failed;
}
