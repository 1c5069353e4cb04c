/* Categories: rows to structs and back. See people.h and people_write.h. */
#include "store/db.h"
#include "store/people_write.h"
#include "store/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static struct category category_row(const struct db_rows *rows, struct arena *arena)
{
	struct category category = {
		.code = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.position = db_int(rows, 2),
		.letter = row_text(rows, 3, arena),
		.rgb = (uint32_t)strtoul(row_text(rows, 4, arena) + 1, NULL, 16), /* behind the # */
		.vip = db_int(rows, 5) != 0,
		.letter_needed = db_int(rows, 6) != 0,
		.photo_needed = db_int(rows, 7) != 0,
		.transferable = db_int(rows, 8) != 0,
		.rooms = row_text(rows, 9, arena),
	};
	for (int i = 0; i < CATEGORY_LANGUAGES; i++)
		category.words[i] = row_text(rows, 10 + i, arena);
	return category;
}

static enum err one_category(struct db_rows rows, struct arena *arena, struct category *out_category)
{
	bool found = db_next(&rows);
	if (found)
		*out_category = category_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err category_get(struct db *db, struct arena *arena, const char *code, struct category *out_category)
{
	return one_category(db_query(db, SQL_CATEGORY_GET, "t", code), arena, out_category);
}

enum err category_first(struct db *db, struct arena *arena, struct category *out_category)
{
	return one_category(db_query(db, SQL_CATEGORY_FIRST, ""), arena, out_category);
}

enum err category_list(struct db *db, struct arena *arena, struct category **out_categories, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct category) };
	struct db_rows rows = db_query(db, SQL_CATEGORY_ALL, "");
	while (db_next(&rows))
		*(struct category *)row_list_add(&list, arena) = category_row(&rows, arena);
	*out_categories = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err category_put(struct db *db, const struct category *c)
{
	char rgb[8];
	snprintf(rgb, sizeof rgb, "#%06" PRIX32, c->rgb & 0xFFFFFF);
	return db_run(db, SQL_CATEGORY_PUT, "tiittiiiittttttt", c->code, c->version, c->position, c->letter, rgb,
	    (int64_t)c->vip, (int64_t)c->letter_needed, (int64_t)c->photo_needed, (int64_t)c->transferable, c->rooms,
	    c->words[0], c->words[1], c->words[2], c->words[3], c->words[4], c->words[5]);
}

enum err room_exists(struct db *db, const char *id, bool *out_exists)
{
	int64_t n;
	enum err err = row_int(db_query(db, SQL_ROOM_EXISTS, "t", id), &n);
	if (!err)
		*out_exists = n > 0;
	return err;
}
