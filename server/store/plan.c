/* Rows to struct plan and back. See plan.h. */
#include "store/plan.h"

#include "store/db.h"
#include "store/rows.h"

enum err plan_get(struct db *db, struct arena *arena, struct plan *out_plan)
{
	struct db_rows rows = db_query(db, SQL_PLAN_GET, "");
	bool found = db_next(&rows);
	if (found)
		*out_plan = (struct plan){
			.version = db_int(&rows, 0),
			.width = db_int(&rows, 1),
			.height = db_int(&rows, 2),
			.sha256 = row_text(&rows, 3, arena),
		};
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err plan_picture(struct db *db, struct arena *arena, struct plan *out_plan)
{
	struct plan plan;
	enum err err = plan_get(db, arena, &plan);
	if (err)
		return err;
	struct db_rows rows = db_query(db, SQL_PLAN_PICTURE, "");
	if (db_next(&rows)) {
		const void *png = db_bytes(&rows, 0, &plan.len);
		plan.png = arena_copy(arena, png, plan.len);
		*out_plan = plan;
	}
	return db_end(&rows);
}

enum err plan_put(struct db *db, const struct plan *plan)
{
	return db_run(
	    db, SQL_PLAN_PUT, "ibiit", plan->version, plan->png, plan->len, plan->width, plan->height, plan->sha256);
}
