/* See groups.h. */
#include "domain/groups.h"

#include "schedule/seating.h"
#include "store/groups.h"

/* The label of a seat; "" without one, or in a shape that this program does not know. */
static const char *seat_of(struct arena *arena, const struct person_place *place)
{
	char label[SEATING_LABEL_LEN];
	enum seating_shape shape;
	if (!place->seat || !seating_shape_parse(place->shape, &shape))
		return "";
	seating_label(shape, (size_t)place->seats, (size_t)place->tables, (size_t)place->seat, label);
	return arena_dup(arena, label);
}

enum err groups_of_person(
    struct db *db, struct arena *arena, const char *person_id, struct group_of_person **out_places, size_t *out_n)
{
	struct person_place *rows;
	size_t n;
	enum err err = person_places(db, arena, person_id, &rows, &n);
	if (err)
		return err;
	struct group_of_person *places = arena_array(arena, struct group_of_person, n + 1);
	for (size_t i = 0; i < n; i++)
		places[i] = (struct group_of_person){ .session_id = rows[i].session_id,
			.group = { rows[i].group_id, rows[i].group, rows[i].room_id, rows[i].room },
			.seat = seat_of(arena, &rows[i]) };
	*out_places = places;
	*out_n = n;
	return OK;
}
