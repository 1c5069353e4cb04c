/* Erasing a person on request. What the tables hold of them goes or is blanked (privacy.def says of each), their key
 * is destroyed, so that nobody can open what the journal sealed, and answers that were kept for repeated requests say
 * no more than that they were erased. The journal's chain covers sealed bytes only and still holds. What stays is the
 * public record: a pledge with its entity and amount, a statement with its times, a signature in force with the name
 * under it. Where a name stood, ERASED_NAME stands. Not for what goes by time (retention.h). */
#ifndef P2C_DOMAIN_ERASURE_H
#define P2C_DOMAIN_ERASURE_H

#include "store/tx.h"

#include <stdbool.h>

#define ERASED_NAME "[erased]"
enum { ERASURE_ROWS_MAX = 16 }; /* registrations that were merged into one person */

struct erasure_form {
	const char *reason;      /* who asked, and how; must not name the person */
	const char *const *keep; /* records that stay on another ground that was decided; see erasure_may_keep */
	size_t n_keep;
};
struct erasure {
	const char *ids[ERASURE_ROWS_MAX]; /* all registrations of the person */
	size_t n_ids;
	int64_t rows;       /* that were deleted or blanked */
	int64_t seq;        /* the journal's entry; copies of the database from before it hold the person */
	int64_t signatures; /* in force, kept with their names */
};
/* Erases the person of this registration, with all that were merged with it. ERR_NOT_FOUND, ERR_ERASED when it was
 * done, ERR_STEP while the person has the floor, ERR_FIELD_MISSING and ERR_INVALID at "reason" and "keep",
 * ERR_CONFLICT for more than ERASURE_ROWS_MAX registrations. */
enum err person_erase(
    struct tx *tx, const char *person_id, const struct erasure_form *form, struct erasure *out_erasure);
/* May records of this kind be kept by a decision? */
bool erasure_may_keep(const char *record);
/* Was this registration ID erased before? An old list does not bring somebody back. */
enum err erasure_knows(struct db *db, struct arena *arena, const char *registration_id, bool *out_known);

#endif
