/* See room.h. */
#include "find/room.h"

#include "base/mem.h"

#include <stdlib.h>

enum { ROOM_FIRST = 256 };

struct find_room *find_room_create(void)
{
	return mem_alloc(sizeof(struct find_room));
}

static void values_finish(struct values *values)
{
	free(values->of);
	free(values->set.all);
}

void find_room_destroy(struct find_room *room)
{
	if (!room)
		return;
	for (size_t i = 0; i < FIND_TERMS_MAX; i++) {
		free(room->marks[i].of);
		free(room->marks[i].set.all);
		values_finish(&room->marks[i].groups);
		values_finish(&room->marks[i].people);
	}
	recall_finish(&room->recall);
	free(room);
}

void room_grow(struct list *list)
{
	list->room = list->room ? list->room * 2 : ROOM_FIRST;
	list->all = mem_grow(list->all, list->room * sizeof *list->all);
}

static void values_need(struct values *values, uint32_t n)
{
	if (n <= values->room)
		return;
	free(values->of);
	values->room = n + n / 4;
	values->of = mem_alloc(values->room * sizeof *values->of);
}

void room_need(struct marks *marks, const struct directory *d)
{
	values_need(&marks->groups, d->entities.n);
	values_need(&marks->people, d->n_humans);
	if (d->n_sources <= marks->room)
		return;
	free(marks->of);
	marks->room = d->n_sources + d->n_sources / 4;
	marks->of = mem_alloc(marks->room);
}

void room_clear_values(struct values *values)
{
	for (uint32_t i = 0; i < values->set.n; i++)
		values->of[values->set.all[i]] = 0;
	values->set.n = 0;
}

void room_clear(struct marks *marks)
{
	for (uint32_t i = 0; i < marks->set.n; i++)
		marks->of[marks->set.all[i]] = 0;
	marks->set.n = 0;
	room_clear_values(&marks->groups);
	room_clear_values(&marks->people);
}
