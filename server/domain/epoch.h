/* Which server counts. Each restore onto a spare raises the event's epoch by one. Pages carry the highest epoch they
 * have met, and a server that is shown a higher one than its own knows that another took its place: it is fenced,
 * writes nothing any more, and stays so over restarts until the technician says otherwise. What is shown is
 * "EVENT-EPOCH-MAC", made with the event's key: nobody can fence a server with a number thought up, and another event
 * under the same address is another matter. */
#ifndef P2C_DOMAIN_EPOCH_H
#define P2C_DOMAIN_EPOCH_H

#include "domain/event_mark.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { EPOCH_TOKEN_LEN = 8 + 1 + 20 + 1 + 16 };

struct epoch {
	int64_t number; /* from 1 */
	struct event_mark mark;
};

/* As the database has it: 1 until a restore raised it. */
enum err epoch_get(struct db *db, struct arena *arena, struct epoch *out_epoch);
/* What this server shows. */
void epoch_token(const struct epoch *epoch, char out_token[EPOCH_TOKEN_LEN + 1]);
/* Is that another server's of this event, which came after this one? False for everything else. */
bool epoch_is_superseded_by(const struct epoch *epoch, const char *token);

/* One more, with a journal entry: this copy is what counts from now on. No writer thread may run. */
enum err epoch_raise(struct store *store, int64_t *out_number, struct fault *out_fault);

#endif
