/* The pages of an open database into another file: db_copy of db.h. Two parts, because a view must not wait for a
 * disk: while it is held pages go as far as the kernel's memory, and when it has ended they go to the disk. */
#include "store/db_sqlite_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_PAGES = 512, PIECE = 2 << 20 };

struct progress {
	void (*tell)(void *ctx, int done, int total);
	void *ctx;
};

/* Opens the new file, lets `text` run and hands the connection over (or closes it when out_handle is NULL). */
static int open_copy(const char *path, const char *text, sqlite3 **out_handle)
{
	sqlite3 *handle = NULL;
	int code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(handle, text, NULL, NULL, NULL);
	if (code == SQLITE_OK && out_handle)
		*out_handle = handle;
	else
		sqlite3_close(handle);
	return code;
}

/* --- within the view ----------------------------------------------------------------------------------------- */

static int copy_pages(struct db *from, sqlite3 *to, const struct progress *progress)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from->handle, "main");
	if (!backup)
		return sqlite3_extended_errcode(to);
	int code;
	do {
		code = sqlite3_backup_step(backup, COPY_PAGES);
		int total = sqlite3_backup_pagecount(backup);
		if (progress->tell)
			progress->tell(progress->ctx, total - sqlite3_backup_remaining(backup), total);
		if (code == SQLITE_OK && db_sqlite_watch_is_over(&from->watched))
			code = SQLITE_INTERRUPT;
	} while (code == SQLITE_OK);
	sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int copy_to(struct db *from, const char *path, const struct progress *progress)
{
	sqlite3 *to = NULL;
	int code = open_copy(path, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", &to);
	if (code == SQLITE_OK)
		code = copy_pages(from, to, progress);
	sqlite3_close(to);
	return code;
}

/* --- after it ------------------------------------------------------------------------------------------------ */

/* Piece by piece: all of it at once would stand before every commit of the day. */
static int write_out(const char *path)
{
	struct stat info;
	int file = open(path, O_RDWR | O_CLOEXEC);
	bool done = file >= 0 && fstat(file, &info) == 0;
	for (off_t at = 0; done && at < info.st_size; at += PIECE)
		done = sync_file_range(file, at, PIECE, SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER) == 0;
	int code = done ? SQLITE_OK : errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
	if (file >= 0)
		close(file);
	return code;
}

/* The copied header still says WAL; a copy that travels should be one file. */
static int settle(const char *path)
{
	int code = write_out(path);
	return code == SQLITE_OK ? open_copy(path, "PRAGMA journal_mode=DELETE", NULL) : code;
}

/* --- both ---------------------------------------------------------------------------------------------------- */

static enum err worded(struct db *db, const char *path, int code)
{
	if (code == SQLITE_OK)
		return OK;
	snprintf(db->reason, sizeof db->reason, "%s: %s", path, sqlite3_errstr(code));
	int kind = code & 0xff;
	return kind == SQLITE_FULL ? ERR_DISK_FULL : kind == SQLITE_INTERRUPT ? ERR_BUSY : ERR_NOT_SAVED;
}

/* A view begins with its first question. */
static enum err hold_view(struct db *db)
{
	int code = sqlite3_exec(db->handle, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
	return code == SQLITE_OK ? OK : db_sqlite_failed(db, code);
}

/* One view around all steps: the copy is one instant, however much is written meanwhile. */
static enum err copy_view(struct db *db, const char *path, const struct progress *progress)
{
	bool begins = !db->in_transaction;
	db_watch_allow_long(db, true);
	enum err err = begins ? db_begin_read(db) : OK;
	if (err == OK)
		err = hold_view(db);
	if (err == OK)
		err = worded(db, path, copy_to(db, path, progress));
	if (begins && db->in_transaction)
		db_rollback(db);
	return err;
}

enum err db_copy(struct db *db, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx)
{
	int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0) {
		snprintf(db->reason, sizeof db->reason, "%s: %s", path, strerror(errno));
		return errno == EEXIST ? ERR_CONFLICT : errno == ENOSPC ? ERR_DISK_FULL : ERR_NOT_SAVED;
	}
	close(file);
	enum err err = copy_view(db, path, &(struct progress){ progress, ctx });
	if (err == OK)
		err = worded(db, path, settle(path));
	if (err != OK)
		unlink(path);
	return err;
}
