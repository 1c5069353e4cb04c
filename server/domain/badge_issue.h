/* Badges to people: one active badge a person, with its history. What a badge looks like is badges/. */
#ifndef P2C_DOMAIN_BADGE_ISSUE_H
#define P2C_DOMAIN_BADGE_ISSUE_H

#include "store/read.h"
#include "store/tx.h"

/* Issues a new badge: new serial, new code, earlier ones are revoked. `reason` may be "". ERR_STEP for a registration
 * that was not approved. */
enum err participant_issue_badge(struct tx *tx, const char *id, const char *reason, struct badge *out_badge);

/* Issues a badge to everybody who may have one and holds none, in one change: packs that are printed before the day.
 */
enum err participant_issue_missing(struct tx *tx, int64_t *out_issued);

/* Part of other acts: issues a badge to a person that was read and whose version was raised in this change. */
enum err badge_issue(struct tx *tx, struct person *person, const char *reason);

#endif
