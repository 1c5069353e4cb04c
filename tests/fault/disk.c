/* See disk.h. */
#include "disk.h"

#include "base/buf.h"
#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 8, TEAR = 512 };

enum kind { WRITE, TRUNCATE, SYNC, REMOVE, MARK };

struct entry {
	enum kind kind;
	int file;
	int64_t offset; /* or the new size, the mark's number, or where on the tape the sync began */
	size_t len;
	unsigned char *bytes;
};

struct disk {
	sqlite3_vfs vfs; /* first: what SQLite hands back is this */
	sqlite3_vfs *real;
	struct disk_config config;
	pthread_mutex_t mutex; /* guards what follows */
	int64_t limit;
	int64_t syncs, writes;
	char *names[FILES_MAX]; /* last parts of the paths seen */
	struct entry *tape;
	size_t len, room;
};

struct file {
	sqlite3_file base; /* first: what SQLite hands back is this */
	struct disk *disk;
	int number; /* -1: temporary, not on the tape */
	bool is_wal;
	sqlite3_file *real;
};

/* --- the tape -------------------------------------------------------------------------------------------------- */

static void append(struct disk *disk, struct entry entry, const void *bytes)
{
	if (disk->len == disk->room) {
		disk->room = disk->room ? disk->room * 2 : 1024;
		disk->tape = mem_grow(disk->tape, disk->room * sizeof *disk->tape);
	}
	if (bytes) {
		entry.bytes = mem_alloc(entry.len);
		memcpy(entry.bytes, bytes, entry.len);
	}
	disk->tape[disk->len++] = entry;
}

static void record(struct disk *disk, struct entry entry, const void *bytes)
{
	if (entry.file < 0)
		return;
	pthread_mutex_lock(&disk->mutex);
	append(disk, entry, bytes);
	pthread_mutex_unlock(&disk->mutex);
}

/* Files are known by the last part of their path; temporary ones have none. */
static int number_of(struct disk *disk, const char *path)
{
	int number = -1;
	if (!path)
		return -1;
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	pthread_mutex_lock(&disk->mutex);
	for (int i = 0; i < FILES_MAX && number < 0; i++) {
		if (!disk->names[i])
			disk->names[i] = mem_dup(name);
		if (strcmp(disk->names[i], name) == 0)
			number = i;
	}
	pthread_mutex_unlock(&disk->mutex);
	assert(number >= 0);
	return number;
}

static bool is_its_turn(const struct disk *disk, int64_t at, int64_t now)
{
	return at && (now == at || (disk->config.fail_for_ever && now > at));
}

/* --- one file -------------------------------------------------------------------------------------------------- */

static struct file *file_of(sqlite3_file *base)
{
	return (struct file *)(void *)base;
}

static int file_close(sqlite3_file *base)
{
	struct file *file = file_of(base);
	int code = file->real->pMethods->xClose(file->real);
	free(file->real);
	return code;
}

static int file_read(sqlite3_file *base, void *bytes, int len, sqlite3_int64 offset)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xRead(file->real, bytes, len, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int len, sqlite3_int64 offset)
{
	struct file *file = file_of(base);
	struct disk *disk = file->disk;
	pthread_mutex_lock(&disk->mutex);
	bool fails = is_its_turn(disk, disk->config.fail_write_at, ++disk->writes);
	bool full = disk->limit && offset + len > disk->limit;
	pthread_mutex_unlock(&disk->mutex);
	if (full)
		return SQLITE_FULL;
	if (fails) {
		errno = EIO;
		return SQLITE_IOERR_WRITE;
	}
	int code = file->real->pMethods->xWrite(file->real, bytes, len, offset);
	if (code == SQLITE_OK)
		record(disk,
		    (struct entry){ .kind = WRITE, .file = file->number, .offset = offset, .len = (size_t)len },
		    bytes);
	return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	struct file *file = file_of(base);
	record(file->disk, (struct entry){ .kind = TRUNCATE, .file = file->number, .offset = size }, NULL);
	return file->real->pMethods->xTruncate(file->real, size);
}

/* The real sync is left out: the tape is what counts, and tests should not wear the machine's disk. Only what was
 * written before it began is safe after it. */
static int file_sync(sqlite3_file *base, int flags)
{
	struct file *file = file_of(base);
	struct disk *disk = file->disk;
	(void)flags;
	pthread_mutex_lock(&disk->mutex);
	int64_t began = (int64_t)disk->len;
	bool fails = is_its_turn(disk, disk->config.fail_sync_at, ++disk->syncs);
	pthread_mutex_unlock(&disk->mutex);
	if (file->is_wal && disk->config.on_wal_sync)
		fails |= !disk->config.on_wal_sync(disk->config.ctx);
	if (fails) {
		errno = EIO;
		return SQLITE_IOERR_FSYNC;
	}
	if (!(file->is_wal && disk->config.deaf_to_wal_syncs))
		record(disk, (struct entry){ .kind = SYNC, .file = file->number, .offset = began }, NULL);
	return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *out_size)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xFileSize(file->real, out_size);
}

static int file_lock(sqlite3_file *base, int level)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xLock(file->real, level);
}

static int file_unlock(sqlite3_file *base, int level)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xUnlock(file->real, level);
}

static int file_check_lock(sqlite3_file *base, int *out_locked)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xCheckReservedLock(file->real, out_locked);
}

static int file_control(sqlite3_file *base, int operation, void *argument)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int file_sector(sqlite3_file *base)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xSectorSize(file->real);
}

static int file_traits(sqlite3_file *base)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static int file_map(sqlite3_file *base, int page, int size, int extend, void volatile **out_memory)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xShmMap(file->real, page, size, extend, out_memory);
}

static int file_shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xShmLock(file->real, offset, n, flags);
}

static void file_barrier(sqlite3_file *base)
{
	struct file *file = file_of(base);
	file->real->pMethods->xShmBarrier(file->real);
}

static int file_unmap(sqlite3_file *base, int remove)
{
	struct file *file = file_of(base);
	return file->real->pMethods->xShmUnmap(file->real, remove);
}

static const sqlite3_io_methods METHODS = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_barrier,
	.xShmUnmap = file_unmap,
};

/* --- the disk -------------------------------------------------------------------------------------------------- */

static struct disk *disk_of(sqlite3_vfs *vfs)
{
	return (struct disk *)(void *)vfs;
}

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out_flags)
{
	struct disk *disk = disk_of(vfs);
	struct file *file = file_of(base);
	*file =
	    (struct file){ .disk = disk, .number = number_of(disk, name), .is_wal = (flags & SQLITE_OPEN_WAL) != 0 };
	file->real = mem_alloc((size_t)disk->real->szOsFile);
	int code = disk->real->xOpen(disk->real, name, file->real, flags, out_flags);
	if (file->real->pMethods)
		file->base.pMethods = &METHODS;
	else
		free(file->real);
	return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct disk *disk = disk_of(vfs);
	record(disk, (struct entry){ .kind = REMOVE, .file = number_of(disk, name) }, NULL);
	return disk->real->xDelete(disk->real, name, sync);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out_answer)
{
	struct disk *disk = disk_of(vfs);
	return disk->real->xAccess(disk->real, name, flags, out_answer);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out_path)
{
	struct disk *disk = disk_of(vfs);
	return disk->real->xFullPathname(disk->real, name, size, out_path);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is SQLite's. */
static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out_words)
{
	(void)vfs;
	(void)size;
	(void)out_words;
	return errno;
}

struct disk *disk_open(const struct disk_config *config)
{
	struct disk *disk = mem_alloc(sizeof *disk);
	disk->real = sqlite3_vfs_find(NULL);
	disk->vfs = *disk->real;
	disk->vfs.iVersion = 2;
	disk->vfs.zName = "watched";
	disk->vfs.pNext = NULL;
	disk->vfs.szOsFile = sizeof(struct file);
	disk->vfs.xOpen = vfs_open;
	disk->vfs.xDelete = vfs_delete;
	disk->vfs.xAccess = vfs_access;
	disk->vfs.xFullPathname = vfs_full_path;
	disk->vfs.xGetLastError = vfs_last_error;
	disk->config = *config;
	pthread_mutex_init(&disk->mutex, NULL);
	sqlite3_vfs_register(&disk->vfs, 1);
	return disk;
}

void disk_close(struct disk *disk)
{
	sqlite3_vfs_unregister(&disk->vfs);
}

void disk_destroy(struct disk *disk)
{
	if (!disk)
		return;
	for (size_t i = 0; i < disk->len; i++)
		free(disk->tape[i].bytes);
	for (int i = 0; i < FILES_MAX; i++)
		free(disk->names[i]);
	free(disk->tape);
	pthread_mutex_destroy(&disk->mutex);
	free(disk);
}

void disk_limit(struct disk *disk, int64_t bytes)
{
	pthread_mutex_lock(&disk->mutex);
	disk->limit = bytes;
	pthread_mutex_unlock(&disk->mutex);
}

void disk_mark(struct disk *disk, int64_t number)
{
	record(disk, (struct entry){ .kind = MARK, .offset = number }, NULL);
}

size_t disk_len(const struct disk *disk)
{
	return disk->len;
}

int64_t disk_syncs(const struct disk *disk)
{
	return disk->syncs;
}

int64_t disk_writes(const struct disk *disk)
{
	return disk->writes;
}

size_t disk_written(const struct disk *disk, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < disk->len; i++)
		n += disk->tape[i].kind == WRITE && strcmp(disk->names[disk->tape[i].file], name) == 0;
	return n;
}

/* --- the cut --------------------------------------------------------------------------------------------------- */

/* SplitMix64: the same seed cuts the same way. */
static uint64_t draw(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static void resize(struct buf *content, size_t size)
{
	if (size > content->len)
		memset(buf_room(content, size - content->len), 0, size - content->len);
	content->len = size;
}

static void put(struct buf *content, int64_t offset, const unsigned char *bytes, size_t len)
{
	if (len == 0)
		return;
	if ((size_t)offset + len > content->len)
		resize(content, (size_t)offset + len);
	memcpy(content->bytes + offset, bytes, len);
}

static void put_torn(struct buf *content, const struct entry *entry, uint64_t *seed)
{
	for (size_t at = 0; at < entry->len; at += TEAR) {
		size_t len = entry->len - at < TEAR ? entry->len - at : TEAR;
		if (draw(seed) & 1)
			put(content, entry->offset + (int64_t)at, entry->bytes + at, len);
	}
}

static void replay(struct buf *content, const struct entry *entry, bool synced, enum disk_fate fate, uint64_t *seed)
{
	bool kept = synced || fate == DISK_KEEP_ALL || (fate != DISK_LOSE_ALL && draw(seed) & 1);
	if (entry->kind == REMOVE)
		content->len = 0;
	else if (entry->kind == TRUNCATE && kept)
		resize(content, (size_t)entry->offset);
	else if (entry->kind == WRITE && kept)
		put(content, entry->offset, entry->bytes, entry->len);
	else if (entry->kind == WRITE && fate == DISK_TEAR_SOME)
		put_torn(content, entry, seed);
}

static void save(const struct buf *content, const char *folder, const char *name)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert(file);
	size_t written = content->len ? fwrite(content->bytes, 1, content->len, file) : 0;
	assert(written == content->len);
	(void)written;
	fclose(file);
}

void disk_cut(
    const struct disk *disk, size_t at, enum disk_fate fate, uint64_t seed, const char *folder, int64_t *out_highest)
{
	struct buf contents[FILES_MAX] = { 0 };
	size_t synced[FILES_MAX] = { 0 }; /* entries of this file before that index are safe */
	int64_t highest = -1;
	for (size_t i = 0; i < at; i++) {
		const struct entry *entry = &disk->tape[i];
		if (entry->kind == SYNC && (size_t)entry->offset > synced[entry->file])
			synced[entry->file] = (size_t)entry->offset;
		else if (entry->kind == MARK && entry->offset > highest)
			highest = entry->offset;
	}
	for (size_t i = 0; i < at; i++) {
		const struct entry *entry = &disk->tape[i];
		if (entry->kind != SYNC && entry->kind != MARK)
			replay(&contents[entry->file], entry, i < synced[entry->file], fate, &seed);
	}
	for (int i = 0; i < FILES_MAX; i++) {
		if (disk->names[i] && contents[i].len)
			save(&contents[i], folder, disk->names[i]);
		buf_finish(&contents[i]);
	}
	*out_highest = highest;
}
