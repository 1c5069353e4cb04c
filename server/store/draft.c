/* See draft.h. */
#include "store/draft.h"

#include "store/db.h"
#include "store/rows.h"

enum err draft_rows(struct db *db, struct arena *arena, struct draft_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct draft_row) };
	struct db_rows rows = db_query(db, SQL_DRAFT_ALL, "");
	while (db_next(&rows))
		*(struct draft_row *)row_list_add(&list, arena) =
		    (struct draft_row){ .session_id = row_text(&rows, 0, arena),
			    .version = db_int(&rows, 1),
			    .base_version = db_int(&rows, 2),
			    .removed = db_int(&rows, 3) != 0,
			    .base = row_text(&rows, 4, arena),
			    .document = row_text(&rows, 5, arena),
			    .by = row_text(&rows, 6, arena),
			    .at = db_int(&rows, 7) };
	enum err err = db_end(&rows);
	if (!err) {
		*out_rows = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err draft_row_put(struct db *db, const struct draft_row *r)
{
	return db_run(db, SQL_DRAFT_PUT, "tiiittti", r->session_id, r->version, r->base_version, (int64_t)r->removed,
	    r->base, r->document, r->by, r->at);
}

enum err draft_row_drop(struct db *db, const char *session_id)
{
	return db_run(db, SQL_DRAFT_DROP, "t", session_id);
}

enum err draft_rows_clear(struct db *db)
{
	return db_run(db, SQL_DRAFT_CLEAR, "");
}

static struct release_row read_release(struct db_rows *rows, struct arena *arena)
{
	return (struct release_row){ .number = db_int(rows, 0),
		.at = db_int(rows, 1),
		.by = row_text(rows, 2, arena),
		.note = row_text(rows, 3, arena),
		.added = db_int(rows, 4),
		.changed = db_int(rows, 5),
		.removed = db_int(rows, 6),
		.restored = db_int(rows, 7),
		.changes = row_text(rows, 8, arena) };
}

enum err release_list(struct db *db, struct arena *arena, int64_t most, struct release_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct release_row) };
	struct db_rows rows = db_query(db, SQL_RELEASE_LIST, "i", most);
	while (db_next(&rows))
		*(struct release_row *)row_list_add(&list, arena) = read_release(&rows, arena);
	enum err err = db_end(&rows);
	if (!err) {
		*out_rows = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err release_get(struct db *db, struct arena *arena, int64_t number, struct release_row *out_row)
{
	struct db_rows rows = db_query(db, SQL_RELEASE_GET, "i", number);
	bool found = db_next(&rows);
	struct release_row row = found ? read_release(&rows, arena) : (struct release_row){ 0 };
	enum err err = db_end(&rows);
	if (!err && found)
		*out_row = row;
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err release_last(struct db *db, int64_t *out_number)
{
	return row_int(db_query(db, SQL_RELEASE_LAST, ""), out_number);
}

enum err release_add(struct db *db, const struct release_row *r)
{
	return db_run(db, SQL_RELEASE_ADD, "iittiiiit", r->number, r->at, r->by, r->note, r->added, r->changed,
	    r->removed, r->restored, r->changes);
}

enum err release_sessions(
    struct db *db, struct arena *arena, int64_t number, struct release_session_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct release_session_row) };
	struct db_rows rows = db_query(db, SQL_RELEASE_SESSION_ALL, "i", number);
	while (db_next(&rows))
		*(struct release_session_row *)row_list_add(&list, arena) =
		    (struct release_session_row){ row_text(&rows, 0, arena), row_text(&rows, 1, arena) };
	enum err err = db_end(&rows);
	if (!err) {
		*out_rows = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err release_session_add(struct db *db, int64_t number, const struct release_session_row *row)
{
	return db_run(db, SQL_RELEASE_SESSION_ADD, "tit", row->session_id, number, row->document);
}

enum err session_code_free(struct db *db, const char *session_id)
{
	return db_run(db, SQL_SESSION_CODE_FREE, "t", session_id);
}

enum err interpreters_get(struct db *db, struct arena *arena, struct interpreters_row *out_row)
{
	struct db_rows rows = db_query(db, SQL_INTERPRETERS_GET, "");
	bool found = db_next(&rows);
	struct interpreters_row row = { 0 };
	if (found)
		row = (struct interpreters_row){ .version = db_int(&rows, 0),
			.hours = row_text(&rows, 1, arena),
			.teams = db_int(&rows, 2),
			.longest_minutes = db_int(&rows, 3),
			.rest_minutes = db_int(&rows, 4) };
	enum err err = db_end(&rows);
	if (!err && found)
		*out_row = row;
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err interpreters_put(struct db *db, const struct interpreters_row *r)
{
	return db_run(
	    db, SQL_INTERPRETERS_PUT, "itiii", r->version, r->hours, r->teams, r->longest_minutes, r->rest_minutes);
}
