/* See setting.h. */
#include "store/setting.h"

#include "store/db.h"
#include "store/rows.h"
#include "store/tx.h"

enum err setting_get(struct db *db, struct arena *arena, const char *name, const char **out_value)
{
	const char *value = NULL;
	struct db_rows rows = db_query(db, SQL_SETTING_GET, "t", name);
	if (db_next(&rows))
		value = arena_dup(arena, db_text(&rows, 0));
	enum err err = db_end(&rows);
	if (err == OK)
		*out_value = value;
	return err;
}

enum err setting_put(struct tx *tx, const char *name, const char *value)
{
	return db_run(tx_db(tx), SQL_SETTING_PUT, "tt", name, value);
}

enum err counter_next(struct tx *tx, const char *name, int64_t *out_number)
{
	int64_t number = 0;
	struct db_rows rows = db_query(tx_db(tx), SQL_COUNTER_NEXT, "t", name);
	while (db_next(&rows))
		number = db_int(&rows, 0);
	enum err err = db_end(&rows);
	if (err == OK)
		*out_number = number;
	return err;
}

enum err counter_get(struct db *db, const char *name, int64_t *out_number)
{
	return row_int(db_query(db, SQL_COUNTER_GET, "t", name), out_number);
}
