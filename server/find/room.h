/* Where a question is worked out: who and what has which value, for a hundred thousand at once, and cleared by
 * looking only at what was set. Kept from one question to the next (directory.h), for one at a time. */
#ifndef P2C_FIND_ROOM_H
#define P2C_FIND_ROOM_H

#include "find/directory_state.h"
#include "find/recall.h"

struct list {
	uint32_t *all;
	uint32_t n, room;
};

/* Numbers with a value each, most without. */
struct values {
	uint16_t *of;
	uint32_t room;
	struct list set; /* those with one */
};

/* What one term fits. */
struct marks {
	uint8_t *of; /* by source: score_mark */
	uint32_t room;
	struct list set;
	struct values groups; /* by organisation: score_value */
	struct values people; /* by person, when is_named */
	uint64_t n_people;    /* how many it may name */
	bool is_named;
};

struct find_room {
	struct marks marks[FIND_TERMS_MAX];
	struct recall recall;
};

/* Room for everything the directory has now; what was there is clear already. */
void room_need(struct marks *marks, const struct directory *directory);
void room_clear(struct marks *marks);

void room_clear_values(struct values *values);

/* Called for everything that fits: what sets is inline, growing is not. */
void room_grow(struct list *list);
static inline void room_note(struct list *list, uint32_t number)
{
	if (list->n == list->room)
		room_grow(list);
	list->all[list->n++] = number;
}
/* The greater value counts. */
static inline void room_raise(struct values *values, uint32_t number, uint16_t value)
{
	if (value <= values->of[number])
		return;
	if (!values->of[number])
		room_note(&values->set, number);
	values->of[number] = value;
}
static inline void room_raise_all(struct values *values, const struct ids *numbers, uint16_t value)
{
	const uint32_t *all = ids_all(numbers);
	for (uint32_t i = 0; i < numbers->n; i++)
		room_raise(values, all[i], value);
}
static inline void room_mark(struct marks *marks, uint32_t source, uint8_t mark)
{
	if (mark <= marks->of[source])
		return;
	if (!marks->of[source])
		room_note(&marks->set, source);
	marks->of[source] = mark;
}

#endif
