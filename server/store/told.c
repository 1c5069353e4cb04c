/* See told.h. */
#include "store/told.h"

#include "store/db.h"
#include "store/rows.h"

static struct tell tell_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct tell){ .id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.session_id = row_text(rows, 2, arena),
		.whom = row_text(rows, 3, arena),
		.who = row_text(rows, 4, arena),
		.person_id = row_text(rows, 5, arena),
		.name = row_text(rows, 6, arena),
		.role = row_text(rows, 7, arena),
		.what = row_text(rows, 8, arena),
		.from = { db_int(rows, 9), row_text(rows, 10, arena) },
		.to = { db_int(rows, 11), row_text(rows, 12, arena) },
		.made_at = db_int(rows, 13),
		.done_at = db_int(rows, 14),
		.done_by = row_text(rows, 15, arena) };
}

static enum err one_tell(struct db_rows rows, struct arena *arena, struct tell *out_tell)
{
	bool found = db_next(&rows);
	if (found)
		*out_tell = tell_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err tell_get(struct db *db, struct arena *arena, const char *id, struct tell *out_tell)
{
	return one_tell(db_query(db, SQL_TOLD_GET, "t", id), arena, out_tell);
}

enum err tell_find(struct db *db, struct arena *arena, const char *session_id, const char *whom, const char *who,
    struct tell *out_tell)
{
	return one_tell(db_query(db, SQL_TOLD_FIND, "ttt", session_id, whom, who), arena, out_tell);
}

enum err tell_list(
    struct db *db, struct arena *arena, bool open, int64_t limit, struct tell **out_tells, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct tell) };
	struct db_rows rows = db_query(db, open ? SQL_TOLD_OPEN : SQL_TOLD_ALL, "i", limit);
	while (db_next(&rows))
		*(struct tell *)row_list_add(&list, arena) = tell_row(&rows, arena);
	*out_tells = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err tell_put(struct db *db, const struct tell *t)
{
	return db_run(db, SQL_TOLD_PUT, "tittttttztztizt", t->id, t->version, t->session_id, t->whom, t->who,
	    *t->person_id ? t->person_id : NULL, t->role, t->what, t->from.at, t->from.room, t->to.at, t->to.room,
	    t->made_at, t->done_at, t->done_by);
}

enum err tell_drop(struct db *db, const char *id)
{
	return db_run(db, SQL_TOLD_DROP, "t", id);
}

enum err tell_close(struct db *db, const char *session_id)
{
	return db_run(db, SQL_TOLD_CLOSE, "t", session_id);
}

enum err concern_list(struct db *db, struct arena *arena, enum concern concern, const char *person_id,
    const char ***out_sessions, size_t *out_n)
{
	static const enum sql STATEMENTS[CONCERN_MAX] = {
		[CONCERN_INVITED] = SQL_INVITED_TO, [CONCERN_LISTED] = SQL_LISTED_IN, [CONCERN_SIGNS] = SQL_SIGNS_AT
	};
	struct row_list list = { .size = sizeof(const char *) };
	struct db_rows rows = db_query(db, STATEMENTS[concern], "t", person_id);
	while (db_next(&rows))
		*(const char **)row_list_add(&list, arena) = row_text(&rows, 0, arena);
	*out_sessions = list.items;
	*out_n = list.n;
	return db_end(&rows);
}
