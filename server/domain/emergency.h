/* The message that stands over everything on all screens: one at a time, put up and taken down with one act. Not for
 * the moderator's messages on the plenary's wall (wall.h). */
#ifndef P2C_DOMAIN_EMERGENCY_H
#define P2C_DOMAIN_EMERGENCY_H

#include "domain/wording.h"

enum emergency_kind { EMERGENCY_EVACUATE, EMERGENCY_STAY, EMERGENCY_MEDICAL, EMERGENCY_INFO, EMERGENCY_KIND_MAX };

enum { EMERGENCY_WORDS_MAX = 280 };

struct emergency {
	int64_t version, since; /* since 0: nothing is up */
	const char *kind;       /* "" when nothing is up */
	const char *by;
	struct texts words;
	const char *rooms; /* ids separated by spaces; "" is the whole venue */
};

const char *emergency_kind_key(enum emergency_kind kind);
/* The words that are ready for a kind, in all six languages; none for EMERGENCY_INFO. */
struct texts emergency_stock(enum emergency_kind kind);

enum err emergency_get(struct db *db, struct arena *arena, struct emergency *out_emergency);

struct emergency_form {
	const char *kind;   /* a key of enum emergency_kind */
	struct texts words; /* a language without words of its own gets the stock's */
	const char *rooms;  /* NULL or "": everywhere */
};
/* Puts it up, in place of one that is up. ERR_INVALID for kind, words or rooms, ERR_FIELD_MISSING for an `info` that
 * says nothing. */
enum err emergency_begin(struct tx *tx, const struct emergency_form *form, struct emergency *out_emergency);
/* Takes it down; ERR_STEP when nothing is up. */
enum err emergency_end(struct tx *tx, struct emergency *out_emergency);

#endif
