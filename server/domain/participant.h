/* People on the day: registration at the desk and what is said about them. Arrival is arrival.h, badges are
 * badge_issue.h, scans scan.h, finding participant_find.h. One use case is one function and runs inside a
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
	const char *gender;      /* f, m, x or "": only to suggest a balanced list of speakers */
	const char *state;       /* requested, approved, confirmed or declined; whoever has arrived stays so */
	const char *letter;      /* of accreditation: unseen, seen or not_needed */
	const char *collector;   /* who else may take the badge of a VIP; "" nobody */
	const char *expected_on; /* "2022-06-08" or "" */
	const char *host_id;     /* whom they accompany; "" nobody */
	const bool *remote;      /* takes part from afar */
	bool walk_in;            /* registered at a desk on the day: approved by whoever does it */
};

/* Registers somebody: `approved` unless the form says otherwise; a walk-in of a category that needs a letter of
 * accreditation has not shown it yet. A missing display name is made of given and family, a missing Latin
 * form by transliteration, an entity that does not exist is added. ERR_FIELD_MISSING, ERR_INVALID with the field,
 * ERR_COUNTRY, ERR_CONFLICT for a registration ID that exists. Names and titles: 200 characters, nothing invisible.
 */
enum err participant_add(struct tx *tx, const struct participant_form *form, struct person *out_person);
/* Is it a state of a letter of accreditation? */
bool participant_letter_is_known(const char *letter);
/* Can it be a registration ID? ERR_INVALID. */
enum err participant_registration_check(struct tx *tx, const char *registration_id);
/* Changes what the form names, if the row is still at `version`: ERR_STALE, and *out_person is then the row as it is.
 */
enum err participant_edit(
    struct tx *tx, const char *id, int64_t version, const struct participant_form *form, struct person *out_person);

#endif
