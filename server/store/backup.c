/* See backup.h. */
#include "store/backup.h"

#include "store/db.h"
#include "store/folder.h"
#include "store/migrate.h"
#include "store/seal.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { COPIES_MAX = 3 };

static enum err path_of(const char *folder, const char *name, char out_path[PATH_MAX], struct fault *out_fault)
{
	int len = snprintf(out_path, PATH_MAX, "%s%s", folder, name);
	return len < PATH_MAX ? OK : fault_set(out_fault, ERR_CONFIG, NULL, "the path is too long");
}

static enum err absent(const char *path, struct fault *out_fault)
{
	if (access(path, F_OK) == 0)
		return fault_set(out_fault, ERR_CONFLICT, NULL, "%s exists already; nothing was written", path);
	return OK;
}

static enum err check_all(struct db *db, struct journal_head *out_head, struct fault *out_fault)
{
	size_t version = 0, known;
	schema_files(&known);
	enum err err = migrate_judge(db, known, &version, out_fault);
	if (err == OK && version == 0)
		return fault_set(out_fault, ERR_BROKEN, NULL, "the file is empty");
	if (err == OK)
		err = db_check(db, out_fault);
	if (err == OK)
		err = journal_verify(db, NULL, out_head, out_fault);
	return err;
}

enum err backup_verify(const char *path, struct journal_head *out_head, struct fault *out_fault)
{
	struct db *db;
	seal_init();
	enum err err = db_open(path, DB_READ, &db, out_fault);
	if (err != OK)
		return err;
	err = check_all(db, out_head, out_fault);
	db_close(db);
	return err;
}

/* Verified under its temporary name, then durable under its own: the folder that holds the name is synced after it.
 */
static enum err publish(
    const char *temporary, const char *path, struct journal_head *out_head, struct fault *out_fault)
{
	enum err err = backup_verify(temporary, out_head, out_fault);
	if (err == OK)
		err = folder_sync(temporary, out_fault);
	if (err == OK && rename(temporary, path) != 0)
		err = fault_set(out_fault, ERR_NOT_SAVED, NULL, "%s: %s", path, strerror(errno));
	if (err != OK) {
		unlink(temporary);
		return err;
	}
	err = folder_sync_parent(path, out_fault);
	if (err != OK)
		unlink(path); /* asked again, it is no other file that stands in the way */
	return err;
}

/* A view that stood in the log's way is ended (db_checkpoint); there is room for the next one then. */
static enum err copy(struct db *reader, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx)
{
	enum err err = ERR_BUSY;
	for (int i = 0; i < COPIES_MAX && err == ERR_BUSY; i++)
		err = db_copy(reader, path, progress, ctx);
	return err;
}

enum err backup_make(struct db *reader, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx,
    struct journal_head *out_head, struct fault *out_fault)
{
	char temporary[PATH_MAX];
	enum err err = path_of(path, ".tmp", temporary, out_fault);
	if (err == OK)
		err = absent(path, out_fault);
	if (err != OK)
		return err;
	err = copy(reader, temporary, progress, ctx);
	if (err != OK)
		return fault_set(out_fault, err, NULL, "%s", db_reason(reader));
	return publish(temporary, path, out_head, out_fault);
}

bool backup_is_unfinished(const char *folder)
{
	char mark[PATH_MAX];
	return !path_of(folder, "/" FOLDER_RESTORING, mark, NULL) && access(mark, F_OK) == 0;
}

static enum err begin_restore(const char *folder, struct fault *out_fault)
{
	char mark[PATH_MAX];
	enum err err = path_of(folder, "/" FOLDER_RESTORING, mark, out_fault);
	return err ? err : folder_touch(folder, mark, out_fault);
}

enum err backup_finish(const char *folder, struct fault *out_fault)
{
	char mark[PATH_MAX];
	enum err err = path_of(folder, "/" FOLDER_RESTORING, mark, out_fault);
	if (err == OK && unlink(mark) != 0)
		err = fault_set(out_fault, ERR_NOT_SAVED, NULL, "%s: %s", mark, strerror(errno));
	if (err != OK)
		return err;
	err = folder_sync(folder, out_fault);
	if (err != OK)
		folder_touch(folder, mark, NULL); /* it is not over: asked again, all of it is done again */
	return err;
}

/* A WAL left behind would be read into the restored database, so it counts as one. What a restore that was cut short
 * left is taken away. */
static enum err without_database(const char *folder, struct fault *out_fault)
{
	static const char *const NAMES[] = { "/" FOLDER_DATABASE, "/" FOLDER_DATABASE "-wal",
		"/" FOLDER_DATABASE "-journal" };
	char path[PATH_MAX];
	bool is_ours = backup_is_unfinished(folder);
	enum err err = OK;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && err == OK; i++) {
		err = path_of(folder, NAMES[i], path, out_fault);
		if (err == OK && is_ours)
			unlink(path);
		if (err == OK)
			err = absent(path, out_fault);
	}
	return err;
}

static enum err copy_into(const char *from, const char *folder, void (*progress)(void *ctx, int done, int total),
    void *ctx, struct journal_head *out_head, struct fault *out_fault)
{
	char path[PATH_MAX], temporary[PATH_MAX];
	struct db *db;
	enum err err = path_of(folder, "/" FOLDER_DATABASE, path, out_fault);
	if (err == OK)
		err = path_of(path, ".tmp", temporary, out_fault);
	if (err == OK)
		err = db_open(from, DB_READ, &db, out_fault);
	if (err != OK)
		return err;
	unlink(temporary); /* of a restore that was cut short; the folder is locked */
	err = db_copy(db, temporary, progress, ctx);
	if (err != OK)
		fault_set(out_fault, err, NULL, "%s", db_reason(db));
	db_close(db);
	return err == OK ? publish(temporary, path, out_head, out_fault) : err;
}

enum err backup_restore(const char *path, const char *folder, void (*progress)(void *ctx, int done, int total),
    void *ctx, struct journal_head *out_head, struct fault *out_fault)
{
	int lock = -1;
	struct journal_head head;
	enum err err = backup_verify(path, &head, out_fault);
	if (err == OK)
		err = folder_prepare(folder, true, out_fault);
	if (err == OK)
		err = folder_lock(folder, &lock, out_fault);
	if (err == OK)
		err = without_database(folder, out_fault);
	if (err == OK)
		err = begin_restore(folder, out_fault);
	if (err == OK)
		err = copy_into(path, folder, progress, ctx, out_head, out_fault);
	folder_unlock(lock);
	return err;
}
