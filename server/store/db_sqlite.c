/* The embedded driver: SQLite behind db.h. Only db_sqlite*.c and wal_vfs.c know sqlite3.h.
 * Every setting that durability rests on is set and read back: a build or a file that answers otherwise is not
 * opened. Only the writing connection checkpoints: SQLite 3.40 can corrupt a database when two connections do. */
#include "store/db.h"

#include "base/log.h"
#include "base/mem.h"
#include "store/db_sqlite_failure.h"
#include "store/db_sqlite_state.h"
#include "store/wal_vfs.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const CONTROLS[CONTROL_MAX] = {
	[BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[BEGIN_READ] = "BEGIN",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[SAVEPOINT] = "SAVEPOINT change",
	[RELEASE] = "RELEASE change",
	[ROLLBACK_TO] = "ROLLBACK TO change",
};

/* --- settings ------------------------------------------------------------------------------------------------ */

enum { FOR_WRITE = 1, FOR_READ = 2, FOR_BOTH = 3 };
static const struct {
	const char *name, *value, *read_back;
	int modes;
} PRAGMAS[] = {
	{ "busy_timeout", "2000", "2000", FOR_BOTH },
	{ "journal_mode", "WAL", "wal", FOR_WRITE },
	{ "synchronous", "FULL", "2", FOR_BOTH },
	{ "foreign_keys", "ON", "1", FOR_BOTH },
	{ "wal_autocheckpoint", "0", "0", FOR_BOTH },
	{ "journal_size_limit", "-1", "-1", FOR_WRITE },
	{ "cache_size", "-8192", "-8192", FOR_WRITE },
	{ "cache_size", "-2048", "-2048", FOR_READ },
	{ "mmap_size", "0", "0", FOR_BOTH },
	{ "temp_store", "MEMORY", "2", FOR_BOTH },
	{ "secure_delete", "ON", "1", FOR_WRITE },
	{ "trusted_schema", "OFF", "0", FOR_BOTH },
	{ "query_only", "ON", "1", FOR_READ },
};

/* --- failures ------------------------------------------------------------------------------------------------ */

static void keep_reason(struct db *db, int code)
{
	const char *words = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
	snprintf(db->reason, sizeof db->reason, "%s (%d)", words, code);
}

enum err db_sqlite_failed(struct db *db, int code)
{
	struct db_sqlite_failure failure = db_sqlite_failure_of(code, errno);
	keep_reason(db, code);
	if (db->is_open && db->mode == DB_READ && db_sqlite_is_passing(code)) {
		db->is_stale = true;
		log_fact(LOG_ERROR, "read-failed", "reason", db->reason, NULL);
		return ERR_BUSY;
	}
	db->broken |= failure.broken;
	if ((code & 0xff) == SQLITE_BUSY)
		db_sqlite_watch_busy(&db->watched);
	if (db->in_transaction && sqlite3_get_autocommit(db->handle) && db->lost == OK)
		db->lost = failure.err;
	return failure.err;
}

/* May the connection still be used? */
static enum err refusal(const struct db *db)
{
	if (db_is_broken(db))
		return ERR_BROKEN;
	return db->is_stale || db_sqlite_watch_is_over(&db->watched) ? ERR_BUSY : db->lost;
}

static enum err worded(struct db *db, enum err err, struct fault *out_fault)
{
	return err == OK ? OK : fault_set(out_fault, err, NULL, "%s", db->reason);
}

static void view_begins(struct db *db)
{
	if (db->mode == DB_READ)
		db_sqlite_watch_begin(&db->watched);
}

/* A question outside a transaction holds a view, too. */
static void view_ends(struct db *db)
{
	if (!db->in_transaction)
		db_sqlite_watch_end(&db->watched);
}

/* --- statements ---------------------------------------------------------------------------------------------- */

static enum err prepared(struct db *db, sqlite3_stmt **slot, const char *text)
{
	if (*slot)
		return OK;
	int code = sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
	return code == SQLITE_OK ? OK : db_sqlite_failed(db, code);
}

static int bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	return text ? sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC) : sqlite3_bind_null(statement, at);
}

static int bind_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t len)
{
	return bytes ? sqlite3_bind_blob64(statement, at, bytes, len, SQLITE_STATIC)
		     : sqlite3_bind_null(statement, at);
}

static int bind_maybe(sqlite3_stmt *statement, int at, int64_t value)
{
	return value ? sqlite3_bind_int64(statement, at, value) : sqlite3_bind_null(statement, at);
}

/* Nothing is copied: the caller's memory outlives the step. */
static enum err bound(struct db *db, sqlite3_stmt *statement, const char *types, va_list args)
{
	int code = SQLITE_OK;
	assert(sqlite3_bind_parameter_count(statement) == (int)strlen(types));
	for (int at = 1; types[at - 1] && code == SQLITE_OK; at++) {
		switch (types[at - 1]) {
		case 't':
			code = bind_text(statement, at, va_arg(args, const char *));
			break;
		case 'i':
			code = sqlite3_bind_int64(statement, at, va_arg(args, int64_t));
			break;
		case 'z':
			code = bind_maybe(statement, at, va_arg(args, int64_t));
			break;
		case 'b': {
			const void *bytes = va_arg(args, const void *);
			code = bind_bytes(statement, at, bytes, va_arg(args, size_t));
			break;
		}
		default:
			assert(!"a letter that db.h does not list");
		}
	}
	return code == SQLITE_OK ? OK : db_sqlite_failed(db, code);
}

/* The named statement, ready to step. */
static enum err ready(struct db *db, enum sql sql, const char *types, va_list args, sqlite3_stmt **out_statement)
{
	assert(sql < SQL_MAX);
	enum err err = refusal(db);
	if (err == OK)
		err = prepared(db, &db->statements[sql], sql_text(sql));
	if (err != OK)
		return err;
	if (sqlite3_stmt_busy(db->statements[sql])) {
		snprintf(db->reason, sizeof db->reason, "%s is still open", sql_name(sql));
		return ERR_BROKEN;
	}
	view_begins(db);
	err = bound(db, db->statements[sql], types, args);
	if (err == OK)
		*out_statement = db->statements[sql];
	return err;
}

static enum err run_to_end(struct db *db, sqlite3_stmt *statement)
{
	int code;
	do {
		code = sqlite3_step(statement);
	} while (code == SQLITE_ROW);
	enum err err = code == SQLITE_DONE ? OK : db_sqlite_failed(db, code);
	sqlite3_reset(statement);
	view_ends(db);
	return err;
}

enum err db_run(struct db *db, enum sql sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list args;
	va_start(args, types);
	enum err err = ready(db, sql, types, args, &statement);
	va_end(args);
	return err == OK ? run_to_end(db, statement) : err;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t db_written(const struct db *db)
{
	return sqlite3_total_changes64(db->handle);
}

struct db_rows db_query(struct db *db, enum sql sql, const char *types, ...)
{
	struct db_rows rows = { .db = db };
	sqlite3_stmt *statement = NULL;
	va_list args;
	va_start(args, types);
	rows.err = ready(db, sql, types, args, &statement);
	va_end(args);
	rows.statement = statement;
	return rows;
}

bool db_next(struct db_rows *rows)
{
	if (rows->err != OK || !rows->statement)
		return false;
	int code = sqlite3_step(rows->statement);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		rows->err = db_sqlite_failed(rows->db, code);
	sqlite3_reset(rows->statement);
	rows->statement = NULL;
	return false;
}

enum err db_end(struct db_rows *rows)
{
	if (rows->statement)
		sqlite3_reset(rows->statement);
	rows->statement = NULL;
	view_ends(rows->db);
	return rows->err;
}

int64_t db_int(const struct db_rows *rows, int column)
{
	return sqlite3_column_int64(rows->statement, column);
}

const char *db_text(const struct db_rows *rows, int column)
{
	return (const char *)sqlite3_column_text(rows->statement, column);
}

const void *db_bytes(const struct db_rows *rows, int column, size_t *out_len)
{
	const void *bytes = sqlite3_column_blob(rows->statement, column);
	*out_len = (size_t)sqlite3_column_bytes(rows->statement, column);
	return bytes;
}

/* --- transactions -------------------------------------------------------------------------------------------- */

static enum err control(struct db *db, enum control which)
{
	enum err err = prepared(db, &db->controls[which], CONTROLS[which]);
	return err == OK ? run_to_end(db, db->controls[which]) : err;
}

/* Takes the place of a reader that failed; the old one stays when there is no other to be had. */
static void renew(struct db *db)
{
	char *path = mem_dup(sqlite3_db_filename(db->handle, "main"));
	struct db *fresh = NULL;
	struct db_watch *watch = db->watched.watch;
	if (db_open(path, DB_READ, &fresh, NULL) == OK && fresh) {
		db_sqlite_watch_leave(&db->watched);
		db->watched = (struct db_watched){ 0 };
		struct db old = *db;
		*db = *fresh;
		*fresh = old;
		db_close(fresh);
		if (watch)
			db_watch_add(watch, db);
	}
	free(path);
}

static enum err begin(struct db *db, enum control which)
{
	assert(!db->in_transaction);
	if (db->is_stale)
		renew(db);
	enum err err = refusal(db);
	if (err == OK)
		err = control(db, which);
	db->in_transaction = err == OK;
	if (db->in_transaction)
		view_begins(db);
	return err;
}

enum err db_begin(struct db *db)
{
	assert(db->mode == DB_WRITE);
	return begin(db, BEGIN_WRITE);
}

enum err db_begin_read(struct db *db)
{
	return begin(db, BEGIN_READ);
}

enum err db_commit(struct db *db)
{
	assert(db->in_transaction);
	enum err err = refusal(db);
	if (err == OK)
		err = control(db, COMMIT);
	if (err != OK)
		db_rollback(db);
	db->in_transaction = false;
	view_ends(db);
	return err;
}

enum err db_commit_ahead(struct db *db)
{
	wal_vfs_ahead(db->wal, true);
	enum err err = db_commit(db);
	wal_vfs_ahead(db->wal, false);
	return err;
}

enum err db_sync(struct db *db)
{
	return wal_vfs_sync(db->wal) == SQLITE_OK ? OK : ERR_BROKEN;
}

enum err db_rollback(struct db *db)
{
	enum err err = refusal(db);
	if (!sqlite3_get_autocommit(db->handle))
		control(db, ROLLBACK);
	db->in_transaction = false;
	db->lost = OK;
	view_ends(db);
	return err;
}

enum err db_savepoint(struct db *db)
{
	enum err err = refusal(db);
	return err == OK ? control(db, SAVEPOINT) : err;
}

enum err db_release(struct db *db)
{
	enum err err = refusal(db);
	return err == OK ? control(db, RELEASE) : err;
}

/* What cannot be undone must not be committed either: the failure sticks. */
void db_rollback_to(struct db *db)
{
	if (refusal(db) != OK)
		return;
	enum err err = control(db, ROLLBACK_TO);
	if (err == OK)
		err = control(db, RELEASE);
	if (err != OK && db->lost == OK)
		db->lost = err;
}

/* --- opening ------------------------------------------------------------------------------------------------- */

/* Runs one text and keeps the first column of its first row; empty when there is none. */
static enum err ask(struct db *db, const char *text, char *out_answer, size_t size)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db->handle, text, -1, &statement, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	enum err err = code == SQLITE_ROW || code == SQLITE_DONE ? OK : db_sqlite_failed(db, code);
	if (code == SQLITE_ROW) {
		const unsigned char *answer = sqlite3_column_text(statement, 0);
		snprintf(out_answer, size, "%s", answer ? (const char *)answer : "");
	} else if (err == OK) {
		out_answer[0] = '\0';
	}
	sqlite3_finalize(statement);
	return err;
}

static enum err set_pragma(struct db *db, size_t row)
{
	char text[80], answer[40];
	snprintf(text, sizeof text, "PRAGMA %s=%s", PRAGMAS[row].name, PRAGMAS[row].value);
	enum err err = ask(db, text, answer, sizeof answer);
	if (err != OK)
		return err;
	snprintf(text, sizeof text, "PRAGMA %s", PRAGMAS[row].name);
	err = ask(db, text, answer, sizeof answer);
	if (err != OK || strcmp(answer, PRAGMAS[row].read_back) == 0)
		return err;
	snprintf(db->reason, sizeof db->reason, "the database refuses %s=%s: it says \"%s\"", PRAGMAS[row].name,
	    PRAGMAS[row].value, answer);
	return ERR_BROKEN;
}

static enum err set_option(struct db *db, int option)
{
	int now = 0;
	int code = sqlite3_db_config(db->handle, option, 1, &now);
	if (code == SQLITE_OK && now == 1)
		return OK;
	snprintf(db->reason, sizeof db->reason, "the database refuses option %d", option);
	return ERR_BROKEN;
}

/* After a sync that failed while it was switched on, SQLite says "wal" and yet works without one: only a transaction
 * shows it. */
static enum err find_wal(struct db *db)
{
	char answer[24];
	enum err err = ask(db, "SELECT count(*) FROM sqlite_schema", answer, sizeof answer);
	if (err != OK)
		return err;
	db->wal = wal_vfs_of(db->handle);
	if (db->wal)
		return OK;
	snprintf(db->reason, sizeof db->reason, "the database has no write-ahead log");
	return ERR_BROKEN;
}

static enum err set_up(struct db *db)
{
	int mine = db->mode == DB_WRITE ? FOR_WRITE : FOR_READ;
	enum err err = set_option(db, SQLITE_DBCONFIG_DEFENSIVE);
	if (err == OK && db->mode == DB_READ)
		err = set_option(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE);
	for (size_t i = 0; i < sizeof PRAGMAS / sizeof *PRAGMAS && err == OK; i++)
		if (PRAGMAS[i].modes & mine)
			err = set_pragma(db, i);
	if (err == OK && db->mode == DB_WRITE)
		err = find_wal(db);
	if (err == OK && db->mode == DB_WRITE)
		db_sqlite_wal_count(db);
	return err;
}

/* Nobody asks SQLite how much memory it has: without that count no allocation takes a lock that all threads share.
 * Later than the first open of the process it is refused, which does no harm. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err db_open(const char *path, enum db_mode mode, struct db **out_db, struct fault *out_fault)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int how = mode == DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return fault_set(out_fault, ERR_NOT_FOUND, NULL, "there is no database %s", path);
	pthread_once(&once, configure);
	struct db *db = mem_alloc(sizeof *db);
	db->mode = mode;
	int code = sqlite3_open_v2(path, &db->handle, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
	    mode == DB_WRITE ? wal_vfs_name() : NULL);
	enum err err = code == SQLITE_OK ? set_up(db) : db_sqlite_failed(db, code);
	if (err != OK) {
		worded(db, err, out_fault);
		db_close(db);
		return err;
	}
	db->is_open = true;
	*out_db = db;
	return OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_sqlite_watch_leave(&db->watched);
	for (size_t i = 0; i < SQL_MAX; i++)
		sqlite3_finalize(db->statements[i]);
	for (size_t i = 0; i < CONTROL_MAX; i++)
		sqlite3_finalize(db->controls[i]);
	if (db_is_broken(db)) /* leave the files as they are for whoever examines them */
		sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	int code = sqlite3_close(db->handle);
	assert(code == SQLITE_OK);
	(void)code;
	free(db);
}

void db_watch_add(struct db_watch *watch, struct db *db)
{
	db_sqlite_watch_join(watch, &db->watched, db->handle);
}

void db_watch_allow_long(struct db *db, bool on)
{
	db->watched.is_long = on;
}

bool db_is_broken(const struct db *db)
{
	return db->broken || (db->wal && wal_vfs_failed(db->wal));
}

const char *db_reason(const struct db *db)
{
	return db->wal && wal_vfs_failed(db->wal) ? "the disk failed to sync the write-ahead log" : db->reason;
}

/* --- the whole database -------------------------------------------------------------------------------------- */

enum err db_is_empty(struct db *db, bool *out_empty)
{
	char answer[24];
	enum err err = ask(db, "SELECT count(*) FROM sqlite_schema", answer, sizeof answer);
	if (err == OK)
		*out_empty = strcmp(answer, "0") == 0;
	return err;
}

enum err db_script(struct db *db, const char *text, struct fault *out_fault)
{
	assert(db->in_transaction);
	enum err err = refusal(db);
	if (err == OK) {
		int code = sqlite3_exec(db->handle, text, NULL, NULL, NULL);
		if (code != SQLITE_OK)
			err = db_sqlite_failed(db, code);
	}
	return worded(db, err, out_fault);
}

enum err db_check(struct db *db, struct fault *out_fault)
{
	char answer[160];
	enum err err = ask(db, "PRAGMA integrity_check(1)", answer, sizeof answer);
	if (err == OK && strcmp(answer, "ok") != 0)
		return fault_set(out_fault, ERR_BROKEN, NULL, "the database is damaged: %s", answer);
	if (err == OK)
		err = ask(db, "PRAGMA foreign_key_check", answer, sizeof answer);
	if (err == OK && answer[0])
		return fault_set(out_fault, ERR_BROKEN, NULL, "a row of %s belongs to nothing", answer);
	return worded(db, err, out_fault);
}
