/* Badges to people: one active badge a person, with its history. What a badge looks like is badges/. */
#ifndef P2C_DOMAIN_BADGE_ISSUE_H
#define P2C_DOMAIN_BADGE_ISSUE_H

#include "domain/desk_book.h"

struct badge_form {
	const char *reason; /* lost, damaged, misprint, name_changed or other words; may be "" for a first badge */
	struct desk_said said;
};
/* Issues a new badge: new serial, new code, the earlier one is revoked. ERR_STEP for a registration that was not
 * granted, ERR_FIELD_MISSING when a badge is active and no reason was said. */
enum err participant_issue_badge(
    struct tx *tx, const char *id, const struct badge_form *form, struct badge *out_badge);
/* Issues a badge to everybody who may have one and holds none, in one change: packs that are printed before the day.
 */
enum err participant_issue_missing(struct tx *tx, int64_t *out_issued);

/* Part of other acts: issues a badge to the person of the book. `with` is the act that wrote the person's row in this
 * change already; NULL when none did. */
enum err badge_issue(struct desk_book *book, const char *reason, const char *with);
/* Takes the active badge of the person out of use, with an entry; nothing when there is none. */
enum err badge_withdraw(struct desk_book *book, const char *with);

#endif
