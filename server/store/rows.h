/* Small tools of the row functions in store/: text into an arena, lists that grow, one number. Included only inside
 * store/. */
#ifndef P2C_STORE_ROWS_H
#define P2C_STORE_ROWS_H

#include "base/arena.h"
#include "store/db.h"
#include "store/read.h"

/* A column's text in the arena; SQL NULL becomes "". */
const char *row_text(const struct db_rows *rows, int column, struct arena *arena);
/* The entity whose columns (ENTITY_COLUMNS) start at `column`. */
struct entity entity_row(const struct db_rows *rows, int column, struct arena *arena);
/* The person of a row of PERSON_COLUMNS, which are as many. */
enum { PERSON_WIDTH = 58 };
struct person person_row(const struct db_rows *rows, struct arena *arena);
/* One call a row of PERSON_COLUMNS until `each` answers something other than OK; ends the cursor. */
enum err person_walk(struct db_rows rows, enum err (*each)(void *ctx, const struct person *person), void *ctx);
/* The first column of the first row, 0 when there is none; ends the cursor. */
enum err row_int(struct db_rows rows, int64_t *out_value);

/* An array in an arena that doubles when it is full. */
struct row_list {
	size_t size; /* of one item */
	size_t n, cap;
	void *items;
};
void *row_list_add(struct row_list *list, struct arena *arena);

#endif
