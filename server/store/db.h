/* The driver seam: everything a database must do for us, in the words of this project. db_sqlite.c is the embedded
 * driver; a second one (libpq) fits behind the same functions. Included only inside store/. Not for SQL text:
 * statements live in sql.def and are named by enum sql. A connection belongs to one thread at a time. */
#ifndef P2C_STORE_DB_H
#define P2C_STORE_DB_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

/* Every statement of the project, prepared once a connection at first use. */
enum sql {
#define SQL(name, text) SQL_##name,
#include "store/sql.def"
#undef SQL
	SQL_MAX
};

enum db_mode {
	DB_WRITE, /* the one writing connection: WAL, synchronous=FULL, the only one that checkpoints; settings are
		     read back */
	DB_READ,  /* read-only, never checkpoints */
};

/* Opens a database file. ERR_NOT_FOUND, ERR_BROKEN (with the reason in the fault), ERR_NEWER_DATABASE is judged by
 * migrate.h. */
enum err db_open(const char *path, enum db_mode mode, struct db **out_db, struct fault *out_fault);
void db_close(struct db *db);

/* Runs a statement that gives no rows. `types` has one letter an argument: t text (const char *, NULL is SQL NULL), i
 * int64_t, z int64_t where 0 becomes NULL, b bytes (const void *, size_t; NULL pointer is NULL). ERR_CONFLICT when a
 * constraint is violated, ERR_DISK_FULL, ERR_BUSY, ERR_BROKEN. */
enum err db_run(struct db *db, enum sql sql, const char *types, ...);
/* Rows that the last db_run changed. */
int64_t db_changes(const struct db *db);

/* Rows that this connection has written since it was opened; one that grew shows that something was. */
int64_t db_written(const struct db *db);

/* Is there no table in it yet? */
enum err db_is_empty(struct db *db, bool *out_empty);

/* A cursor: `struct db_rows rows = db_query(db, SQL_X, "t", id); while (db_next(&rows)) …; err = db_end(&rows);`
 * Errors stick in it until db_end, so that no call between needs a check. Arguments are not copied: they stay valid
 * until db_end. A statement has one open cursor at a time (ERR_BROKEN otherwise). */
struct db_rows {
	struct db *db;
	void *statement;
	enum err err;
};
struct db_rows db_query(struct db *db, enum sql sql, const char *types, ...);
bool db_next(struct db_rows *rows);
enum err db_end(struct db_rows *rows);
/* Columns of the present row, from 0. Text and bytes are valid until the next db_next or db_end; NULL is NULL and 0.
 */
int64_t db_int(const struct db_rows *rows, int column);
const char *db_text(const struct db_rows *rows, int column);
const void *db_bytes(const struct db_rows *rows, int column, size_t *out_len);

/* Transactions (BEGIN IMMEDIATE) and one level of savepoint inside. A failure after which the database has already
 * rolled back on its own (a full disk) sticks: everything up to db_commit answers it, and db_commit too. */
enum err db_begin(struct db *db);
enum err db_commit(struct db *db);
/* Commits without waiting for the disk: other connections see it at once, but nobody may be told before a db_sync
 * that began later has answered OK. DB_WRITE only. */
enum err db_commit_ahead(struct db *db);
/* Makes every commit before this call durable. The one function that another thread may call while the connection is
 * in use, once it has committed ahead. ERR_BROKEN: nothing since the last OK can be trusted, and nothing is committed
 * or checkpointed any more. */
enum err db_sync(struct db *db);
/* Undoes the open transaction; the answer is the failure that had stuck, OK when there was none. */
enum err db_rollback(struct db *db);
enum err db_savepoint(struct db *db);
enum err db_release(struct db *db);
void db_rollback_to(struct db *db);

/* A read transaction for several questions that must agree with each other; end it with db_commit. A DB_READ
 * connection that could not read (ERR_BUSY: ask again) is opened anew here. */
enum err db_begin_read(struct db *db);

/* Connections that are looked after from another thread. As long as anybody holds a view of the database the WAL
 * cannot begin anew, so a view must end. */
struct db_watch;
struct db_watch *db_watch_create(void);
/* Connections that are still open stay so, and nobody looks after them; NULL is fine. */
void db_watch_destroy(struct db_watch *watch);
/* Right after db_open; until db_close. */
void db_watch_add(struct db_watch *watch, struct db *db);
/* The views of this connection may take long from now on, or not: drawing, copying, reading everybody. */
void db_watch_allow_long(struct db *db, bool on);
struct db_watch_state {
	int64_t busy;      /* times a connection found the database locked by somebody else, since the start */
	int64_t ended;     /* views that were interrupted, since the start */
	int64_t oldest_ms; /* of the views that are held now */
};
/* Looks at all of them. A view older than most_ms (most_long_ms where long is allowed) is interrupted: its statement
 * ends, and it answers ERR_BUSY until its transaction has ended. 0 ends none. */
struct db_watch_state db_watch_look(struct db_watch *watch, int most_ms, int most_long_ms);

/* Runs the text of a schema file (several statements) inside the open transaction; the only unnamed SQL. */
enum err db_script(struct db *db, const char *text, struct fault *out_fault);
/* Moves WAL pages into the database without waiting for readers; above 48 MB of WAL it waits for them so that the WAL
 * can start again from its beginning: what is not over after 250 ms is interrupted (db_watch_look), and after a
 * second in vain somebody reads whom we cannot end, which is no reason to hold everybody up: then it waits 200 ms
 * every 5 s. Only on the DB_WRITE connection, outside a transaction. */
enum err db_checkpoint(struct db *db);
/* Is the WAL above 48 MB, and would db_checkpoint wait for readers now? */
bool db_wal_is_full(const struct db *db);
/* Gives the room of a WAL that grew beyond 48 MB back to the disk, unless somebody reads just now. Where
 * db_checkpoint may be called. */
void db_wal_trim(struct db *db);
/* Would that give something back? */
bool db_wal_is_long(const struct db *db);
/* The same for all of it, and the WAL becomes a file without a byte; *out_is_empty is false when a reader still
 * needed it. What was deleted is then nowhere in the two files: deleted content is overwritten by zeros
 * (secure_delete). */
enum err db_empty_wal(struct db *db, bool *out_is_empty);
/* Pages committed to the WAL that no checkpoint has moved yet; DB_WRITE only. */
int db_wal_pages(const struct db *db);
/* Bytes that the WAL holds since it began anew; DB_WRITE only, any thread. */
int64_t db_wal_held(const struct db *db);
/* Writes a consistent copy to `path` while others read and write: one plain file, mode 0600, not yet synced to the
 * disk. The view ends when all pages were read, before they are on the disk. ERR_CONFLICT when `path` exists,
 * ERR_BUSY when the view was interrupted; what was begun is removed on failure. Progress in pages may be NULL. */
enum err db_copy(struct db *db, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx);
/* The database's own check of its pages; ERR_BROKEN with the first complaint in the fault. */
enum err db_check(struct db *db, struct fault *out_fault);
/* After a failed fsync or a corrupt page nothing more may be acknowledged (reliability: the writer ends the process).
 */
bool db_is_broken(const struct db *db);
/* The driver's own words for its last failure, for the operator; empty when there was none. */
const char *db_reason(const struct db *db);

/* The names and texts behind enum sql, for tests and for the second driver. */
const char *sql_name(enum sql sql);
const char *sql_text(enum sql sql);

#endif
