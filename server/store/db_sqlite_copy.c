/* See db_sqlite_copy.h. */
#include "store/db_sqlite_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_PAGES = 512, PIECE = 2 << 20 };

static int copy_pages(sqlite3 *from, sqlite3 *to, const struct db_sqlite_copy_how *how)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	if (!backup)
		return sqlite3_extended_errcode(to);
	int code;
	do {
		code = sqlite3_backup_step(backup, COPY_PAGES);
		int total = sqlite3_backup_pagecount(backup);
		if (how->progress)
			how->progress(how->ctx, total - sqlite3_backup_remaining(backup), total);
		if (code == SQLITE_OK && db_sqlite_watch_is_over(how->view))
			code = SQLITE_INTERRUPT;
	} while (code == SQLITE_OK);
	sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

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

int db_sqlite_copy_pages(sqlite3 *from, const char *path, const struct db_sqlite_copy_how *how)
{
	sqlite3 *to = NULL;
	int code = open_copy(path, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", &to);
	if (code == SQLITE_OK)
		code = copy_pages(from, to, how);
	sqlite3_close(to);
	return code;
}

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
int db_sqlite_copy_settle(const char *path)
{
	int code = write_out(path);
	return code == SQLITE_OK ? open_copy(path, "PRAGMA journal_mode=DELETE", NULL) : code;
}
