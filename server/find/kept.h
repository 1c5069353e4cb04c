/* The rows of people as they were read, packed small: what is found need not be asked of the database again. Whoever
 * keeps them says when they are no longer so (keeper.c); nothing here knows the store, and nothing locks.
 * Kept is only what hangs on one person's own entries in the journal: a row that shows its host's name is not. */
#ifndef P2C_FIND_KEPT_H
#define P2C_FIND_KEPT_H

#include "base/arena.h"
#include "store/read.h"

#include <stdbool.h>
#include <stddef.h>

struct kept;
/* Takes rows until they are `most` bytes; a row is some 300. */
struct kept *kept_create(size_t most);
/* NULL is fine. */
void kept_destroy(struct kept *kept);

bool kept_may(const struct person *person);
/* In place of what was kept of this person; nothing when it may not be kept or there is no room. */
void kept_put(struct kept *kept, const struct person *person);
void kept_drop(struct kept *kept, const char *id);
void kept_clear(struct kept *kept);
/* Of several rows each is asked for before the first is taken (mem_ahead): they are all over memory. */
void kept_ahead(const struct kept *kept, const char *id);
/* A copy in the arena; false when this person is not kept. */
bool kept_get(const struct kept *kept, struct arena *arena, const char *id, struct person *out_person);

#endif
