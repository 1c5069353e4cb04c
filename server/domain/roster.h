/* What a desk holds for the time without network: everybody as far as a desk without it needs them, by columns, so
 * that it packs well. No e-mail, no other people's names, no remarks, no history; codes only as hashes
 * (event_mark.h). */
#ifndef P2C_DOMAIN_ROSTER_H
#define P2C_DOMAIN_ROSTER_H

#include "base/jsonw.h"
#include "domain/event_mark.h"
#include "store/door.h"

struct roster {
	int64_t seq;  /* the journal's number when it was read: ask from there the next time */
	bool is_full; /* everybody; otherwise only who changed since */
	struct event_mark mark;
	struct person *people;
	size_t n;
};
/* `since` 0 asks for everybody, and so does a number that the journal has not reached. */
enum err roster_read(struct db *db, struct arena *arena, int64_t since, struct roster *out_roster);
/* The members `entities` and `columns` of an object that is open. Row i of each column is person i; `entity` is a
 * place in `entities`. Who was merged away or erased since comes with that state, so that a desk drops them. */
void roster_write(struct jsonw *w, const struct roster *roster);

#endif
