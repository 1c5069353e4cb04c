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

#endif
