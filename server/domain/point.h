/* Scan points: where badges are read, and the rules of each. `main` is always there. Not for scans (door.h). */
#ifndef P2C_DOMAIN_POINT_H
#define P2C_DOMAIN_POINT_H

#include "store/door.h"
#include "store/tx.h"

/* What may be said about a point; NULL and POINT_UNSAID leave a field as it is (or at its default in a new one). */
enum { POINT_UNSAID = -1 };
struct point_form {
	const char *id; /* only of a new one: 1 to 24 of a-z 0-9 -; NULL makes one */
	const char *name, *room_id /* "" for none */, *state, *unknown_offline;
	const char *categories;                /* separated by spaces, "" for all */
	int64_t capacity;                      /* 0 for none */
	int64_t invitation_minutes;            /* 0 to 240 */
	int exits, by_invitation, takes_cards; /* 0, 1 or POINT_UNSAID */
};
extern const struct point_form POINT_SAYS_NOTHING;

/* ERR_FIELD_MISSING without a name; ERR_INVALID with the field; ERR_CONFLICT for an id that exists. */
enum err point_create(struct tx *tx, const struct point_form *form, struct point *out_point);
/* ERR_NOT_FOUND; ERR_STALE when the row is no longer at `version`, and *out_point is then the row as it is. */
enum err point_change(
    struct tx *tx, const char *id, int64_t version, const struct point_form *form, struct point *out_point);

#endif
