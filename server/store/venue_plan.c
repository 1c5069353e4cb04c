/* Rows to struct venue_plan and back. See venue_plan.h. */
#include "store/venue_plan.h"

#include "store/db.h"
#include "store/rows.h"

enum err venue_plan_get(struct db *db, struct arena *arena, struct venue_plan *out_plan)
{
	struct db_rows rows = db_query(db, SQL_VENUE_PLAN_GET, "");
	bool found = db_next(&rows);
	if (found)
		*out_plan = (struct venue_plan){
			.version = db_int(&rows, 0),
			.width = db_int(&rows, 1),
			.height = db_int(&rows, 2),
			.sha256 = row_text(&rows, 3, arena),
		};
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err venue_plan_picture(struct db *db, struct arena *arena, struct venue_plan *out_plan)
{
	struct venue_plan plan;
	enum err err = venue_plan_get(db, arena, &plan);
	if (err)
		return err;
	struct db_rows rows = db_query(db, SQL_VENUE_PLAN_PICTURE, "");
	if (db_next(&rows)) {
		const void *png = db_bytes(&rows, 0, &plan.len);
		plan.png = arena_copy(arena, png, plan.len);
		*out_plan = plan;
	}
	return db_end(&rows);
}

enum err venue_plan_put(struct db *db, const struct venue_plan *plan)
{
	return db_run(db, SQL_VENUE_PLAN_PUT, "ibiit", plan->version, plan->png, plan->len, plan->width, plan->height,
	    plan->sha256);
}
