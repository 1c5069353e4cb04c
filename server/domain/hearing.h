/* Two ears: a second person logs the same statement without seeing the first one's. What does not agree is laid side
 * by side and settled by a third act; until then the pledge says so. A hearing without a pledge waits for one of its
 * speaker. states: waiting → agrees | differs → settled; back to waiting when its pledge is withdrawn.
 * Title and text are kept but not compared: no two people write the same words. */
#ifndef P2C_DOMAIN_HEARING_H
#define P2C_DOMAIN_HEARING_H

#include "domain/pledge.h"
#include "store/record.h"

/* What a second ear heard; speaker and type are required. It finds a pledge of that speaker that only one ear has
 * heard, the same type first, or waits. ERR_CONFLICT when this actor is the first ear, too. */
enum err hearing_log(struct tx *tx, const struct pledge_form *form, struct hearing *out_hearing);
/* The third act. `take` is "first" (the pledge stands), "second" (what the second ear said) or "mixed" (what the form
 * says). ERR_STALE with the hearing as it is; ERR_STEP when it is not one that differs. */
enum err hearing_settle(struct tx *tx, const char *id, int64_t version, const char *take,
    const struct pledge_form *form, struct hearing *out_hearing);
/* The pledge as the second ear heard it. */
enum err hearing_heard(struct db *db, struct arena *arena, const struct hearing *hearing, struct pledge *out_pledge);

/* ---- for pledge.c and pledge_history.c ---- */

/* A pledge is now as given: hearings of it are compared again, released when it was withdrawn or is another
 * speaker's, and one that waits for it is paired. */
enum err hearing_follow(struct tx *tx, const struct pledge *pledge);
/* A settlement was taken back: the hearing is open again. */
enum err hearing_reopen(struct tx *tx, const struct pledge *pledge);

#endif
