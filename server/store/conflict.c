/* Conflicts of acts that came late: rows to structs and back. See door.h. */
#include "store/db.h"
#include "store/door.h"
#include "store/rows.h"

static struct conflict conflict_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct conflict){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.kind = row_text(rows, 2, arena),
		.state = row_text(rows, 3, arena),
		.at = db_int(rows, 4),
		.received_at = db_int(rows, 5),
		.by_actor = row_text(rows, 6, arena),
		.desk = row_text(rows, 7, arena),
		.point = row_text(rows, 8, arena),
		.person_id = row_text(rows, 9, arena),
		.display = row_text(rows, 10, arena),
		.category = row_text(rows, 11, arena),
		.card = db_int(rows, 12),
		.code = row_text(rows, 13, arena),
		.words = row_text(rows, 14, arena),
		.taken = row_text(rows, 15, arena),
		.remark = row_text(rows, 16, arena),
		.resolved_by = row_text(rows, 17, arena),
		.resolved_at = db_int(rows, 18),
	};
}

enum err conflict_get(struct db *db, struct arena *arena, const char *id, struct conflict *out_conflict)
{
	struct db_rows rows = db_query(db, SQL_CONFLICT_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_conflict = conflict_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err conflict_list(struct db *db, struct arena *arena, const char *state, bool only_doors, int64_t limit,
    struct conflict **out_conflicts, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct conflict) };
	struct db_rows rows = db_query(db, SQL_CONFLICT_LIST, "tti", state, only_doors ? "point" : "", limit);
	while (db_next(&rows))
		*(struct conflict *)row_list_add(&list, arena) = conflict_row(&rows, arena);
	*out_conflicts = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err conflict_add(struct db *db, const struct conflict *c)
{
	return db_run(db, SQL_CONFLICT_ADD, "ttiittttztt", c->id, c->kind, c->at, c->received_at, c->by_actor,
	    c->desk, c->point, *c->person_id ? c->person_id : NULL, c->card, c->code, c->words);
}

enum err conflict_close(struct db *db, const struct conflict *c)
{
	enum err err =
	    db_run(db, SQL_CONFLICT_RESOLVE, "tttit", c->taken, c->remark, c->resolved_by, c->resolved_at, c->id);
	return !err && !db_changes(db) ? ERR_CONFLICT : err;
}
