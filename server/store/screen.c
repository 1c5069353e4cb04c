/* Rows to structs and back. See screen.h. */
#include "store/screen.h"

#include "store/db.h"
#include "store/rows.h"

enum err wording_get(
    struct db *db, struct arena *arena, const char *owner, struct wording **out_wordings, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct wording) };
	struct db_rows rows = db_query(db, SQL_WORDING_GET, "t", owner);
	while (db_next(&rows))
		*(struct wording *)row_list_add(&list, arena) =
		    (struct wording){ owner, row_text(&rows, 0, arena), row_text(&rows, 1, arena) };
	enum err err = db_end(&rows);
	if (!err) {
		*out_wordings = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err wording_all(struct db *db, struct arena *arena, struct wording **out_wordings, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct wording) };
	struct db_rows rows = db_query(db, SQL_WORDING_ALL, "");
	while (db_next(&rows))
		*(struct wording *)row_list_add(&list, arena) = (struct wording){ row_text(&rows, 0, arena),
			row_text(&rows, 1, arena), row_text(&rows, 2, arena) };
	enum err err = db_end(&rows);
	if (!err) {
		*out_wordings = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err wording_put(struct db *db, const char *owner, const struct wording *wordings, size_t n)
{
	enum err err = db_run(db, SQL_WORDING_CLEAR, "t", owner);
	for (size_t i = 0; !err && i < n; i++)
		if (*wordings[i].words)
			err = db_run(db, SQL_WORDING_ADD, "ttt", owner, wordings[i].language, wordings[i].words);
	return err;
}

enum err emergency_row_get(struct db *db, struct arena *arena, struct emergency_row *out_emergency)
{
	struct db_rows rows = db_query(db, SQL_EMERGENCY_GET, "");
	bool found = db_next(&rows);
	if (found)
		*out_emergency = (struct emergency_row){ .version = db_int(&rows, 0),
			.kind = row_text(&rows, 1, arena),
			.since = db_int(&rows, 2),
			.by = row_text(&rows, 3, arena),
			.rooms = row_text(&rows, 4, arena) };
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err emergency_row_put(struct db *db, const struct emergency_row *e)
{
	return db_run(db, SQL_EMERGENCY_PUT, "itztt", e->version, e->kind, e->since, e->by, e->rooms);
}
