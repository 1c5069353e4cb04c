/* See ids.h. */
#include "find/ids.h"

#include "base/mem.h"

#include <stdlib.h>

enum { ROOM_FIRST = 4 };

void ids_add(struct ids *ids, uint32_t id)
{
	if (!ids->room && ids->n == 0) {
		ids->one = id;
	} else {
		if (!ids->room) {
			uint32_t *many = mem_grow(NULL, ROOM_FIRST * sizeof *many);
			many[0] = ids->one;
			ids->many = many;
			ids->room = ROOM_FIRST;
		} else if (ids->n == ids->room) {
			ids->room += ids->room / 2;
			ids->many = mem_grow(ids->many, ids->room * sizeof *ids->many);
		}
		ids->many[ids->n] = id;
	}
	ids->n++;
}

void ids_drop(struct ids *ids, uint32_t id)
{
	uint32_t *all = ids->room ? ids->many : &ids->one;
	for (uint32_t i = 0; i < ids->n; i++)
		if (all[i] == id) {
			all[i] = all[--ids->n];
			return;
		}
}

bool ids_has(const struct ids *ids, uint32_t id)
{
	const uint32_t *all = ids_all(ids);
	for (uint32_t i = 0; i < ids->n; i++)
		if (all[i] == id)
			return true;
	return false;
}

void ids_finish(struct ids *ids)
{
	if (ids->room)
		free(ids->many);
	*ids = (struct ids){ 0 };
}
