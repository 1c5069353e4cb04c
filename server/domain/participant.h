/* People on the day: registration at the desk, arrival, badges, scans. One use case is one function and runs inside a
 * change (store/tx.h): it checks, writes, and journals, or answers an error and leaves nothing behind. */
#ifndef P2C_DOMAIN_PARTICIPANT_H
#define P2C_DOMAIN_PARTICIPANT_H

#include "store/read.h"
#include "store/tx.h"

/* What may be said about a person; NULL leaves a field as it is (or at its default in a new one). */
struct participant_form {
	const char *id;              /* only when made elsewhere (import, demonstration day); NULL makes one */
	const char *registration_id; /* NULL gives the next walk-in number, W-0001 */
	const char *display, *given, *family, *latin, *title;
	const char *entity_id; /* or by name: */
	const char *entity_name, *entity_type, *entity_country;
	const char *category, *roles /* space separated */, *language, *email;
	const char *gender; /* f, m, x or "": only to suggest a balanced list of speakers */
	const char *state;  /* requested, approved or confirmed; whoever has arrived stays so */
};

/* Registers somebody: a walk-in is `approved`. A missing display name is made of given and family, a missing Latin
 * form by transliteration, an entity that does not exist is added. ERR_FIELD_MISSING, ERR_INVALID with the field,
 * ERR_COUNTRY, ERR_CONFLICT for a registration ID that exists. */
enum err participant_add(struct tx *tx, const struct participant_form *form, struct person *out_person);
/* Changes what the form names, if the row is still at `version`: ERR_STALE, and *out_person is then the row as it is.
 */
enum err participant_edit(
    struct tx *tx, const char *id, int64_t version, const struct participant_form *form, struct person *out_person);

/* Sets the arrival (the first time counts; a repeat is OK and tells so) and, when asked and none is active, issues a
 * badge. ERR_STEP for a registration that was not approved. */
struct check_in {
	struct person person;
	bool already;
};
enum err participant_check_in(struct tx *tx, const char *id, bool with_badge, struct check_in *out_check_in);
/* Issues a new badge: new serial, new code, earlier ones are revoked. `reason` may be "". ERR_STEP for a registration
 * that was not approved. */
enum err participant_issue_badge(struct tx *tx, const char *id, const char *reason, struct badge *out_badge);

/* Issues a badge to everybody who may have one and holds none, in one change: packs that are printed before the day.
 */
enum err participant_issue_missing(struct tx *tx, int64_t *out_issued);

/* What a scan at a point says. */
enum scan_result { SCAN_ADMITTED, SCAN_ALREADY, SCAN_REVOKED, SCAN_REFUSED, SCAN_UNKNOWN, SCAN_MAX };
extern const char *const SCAN_RESULT_NAMES[SCAN_MAX];
struct scan {
	enum scan_result result;
	const char *reason;   /* a sentence */
	struct person person; /* id is NULL when unknown */
};
/* Presence is set by the first scan, never toggled; every outcome is a result, not an error. ERR_INVALID for an
 * unknown point. */
enum err participant_scan(struct tx *tx, const char *code, const char *point, struct scan *out_scan);

/* Who wears the badge with this code (as scanned or typed). ERR_CODE_UNKNOWN, ERR_BADGE_REVOKED with the field
 * "code". */
enum err participant_of_badge(struct tx *tx, const char *code, struct person *out_person);

/* Makes the query of what the desk typed: a scanned or typed code becomes the exact person, the rest folded terms. */
enum err participant_find(struct db *db, struct arena *arena, const char *text, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total);

#endif
