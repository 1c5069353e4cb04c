/* A list of numbers that is most often empty or has one: then it takes no memory of its own. Order does not matter.
 */
#ifndef P2C_FIND_IDS_H
#define P2C_FIND_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ids {
	uint32_t n, room; /* room 0: the one is in place */
	union {
		uint32_t one;
		uint32_t *many;
	};
};

static inline const uint32_t *ids_all(const struct ids *ids)
{
	return ids->room ? ids->many : &ids->one;
}

void ids_add(struct ids *ids, uint32_t id);
/* Takes one occurrence out. */
void ids_drop(struct ids *ids, uint32_t id);
bool ids_has(const struct ids *ids, uint32_t id);
/* Frees and empties. */
void ids_finish(struct ids *ids);

#endif
