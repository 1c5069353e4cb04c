/* See template.h. */
#include "store/template.h"

#include "store/db.h"
#include "store/rows.h"

static struct template_row row_of(const struct db_rows *rows, struct arena *arena)
{
	return (struct template_row){
		.id = row_text(rows, 0, arena), .version = db_int(rows, 1), .json = row_text(rows, 2, arena)
	};
}

enum err template_row_get(struct db *db, struct arena *arena, const char *id, struct template_row *out_row)
{
	struct db_rows rows = db_query(db, SQL_TEMPLATE_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_row = row_of(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err template_row_all(struct db *db, struct arena *arena, struct template_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct template_row) };
	struct db_rows rows = db_query(db, SQL_TEMPLATE_ALL, "");
	while (db_next(&rows))
		*(struct template_row *)row_list_add(&list, arena) = row_of(&rows, arena);
	enum err err = db_end(&rows);
	if (err)
		return err;
	*out_rows = list.items;
	*out_n = list.n;
	return OK;
}

enum err template_row_add(struct db *db, const struct template_row *row, const struct template_said *said)
{
	return db_run(db, SQL_TEMPLATE_ADD, "ttttit", row->id, said->kind, said->name, row->json, said->at, said->by);
}

enum err template_row_edit(struct db *db, const struct template_row *row, const struct template_said *said)
{
	return db_run(
	    db, SQL_TEMPLATE_EDIT, "tttitt", said->kind, said->name, row->json, said->at, said->by, row->id);
}

enum err template_row_remove(struct db *db, const char *id)
{
	return db_run(db, SQL_TEMPLATE_REMOVE, "t", id);
}
