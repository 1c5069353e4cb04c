/* See evacuation.h. */
#include "domain/evacuation.h"

#include "base/clock.h"
#include "domain/import.h"

#include <inttypes.h>
#include <string.h>

static void add_line(struct buf *out, struct arena *arena, const char *point, const struct inside *inside)
{
	char since[CLOCK_RFC3339_LEN + 1];
	const char *card = inside->card ? arena_printf(arena, "C-%04" PRId64, inside->card) : "";
	const char *cells[] = { point, inside->registration_id, inside->display, inside->entity.name,
		inside->entity.country, inside->category, card, clock_rfc3339(inside->since, since) };
	const size_t n = sizeof cells / sizeof *cells;
	for (size_t i = 0; i < n; i++)
		csv_cell(out, cells[i], i + 1 == n);
}

static const char *name_of(const struct point *points, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(points[i].id, id) == 0)
			return points[i].name;
	return id;
}

enum err evacuation_csv(struct db *db, struct arena *arena, const char *point, struct buf *out)
{
	struct point one, *points;
	struct inside *inside;
	size_t n, n_points;
	enum err err = *point ? point_get(db, arena, point, &one) : OK;
	if (!err)
		err = point_all(db, arena, &points, &n_points);
	if (!err)
		err = inside_list(db, arena, point, &inside, &n);
	if (err)
		return err;
	buf_add_text(out, "\xef\xbb\xbf"
			  "point,registration_id,name,entity,country,category,card,since\r\n");
	for (size_t i = 0; i < n; i++)
		add_line(out, arena, name_of(points, n_points, inside[i].point), &inside[i]);
	return OK;
}

enum err evacuation_recount(struct db *db, int64_t *out_points, struct fault *out_fault)
{
	struct arena *arena = arena_create();
	struct inside_count *counts;
	size_t n = 0;
	enum err err = inside_recount(db, arena, &counts, &n);
	for (size_t i = 0; !err && i < n; i++)
		if (counts[i].kept != counts[i].counted)
			err = fault_set(out_fault, ERR_BROKEN, NULL,
			    "The head count of %s says %" PRId64 " inside; the rows of presence say %" PRId64 ".",
			    counts[i].point, counts[i].kept, counts[i].counted);
	arena_destroy(arena);
	if (!err)
		*out_points = (int64_t)n;
	return err;
}
