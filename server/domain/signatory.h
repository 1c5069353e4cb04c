/* Who is to sign a declaration: put on its list, named, called, absent, late, moved; and with which authority. One
 * use case is one function and one change. Not for the list as a whole (ceremony.h) and not for signing (signing.h).
 */
#ifndef P2C_DOMAIN_SIGNATORY_H
#define P2C_DOMAIN_SIGNATORY_H

#include "domain/ceremony.h"

enum { SIGNATORY_MAX = 1000 }; /* of one declaration */

/* NULL leaves a field as it is; an empty person_id takes the person away. */
struct signatory_form {
	const char *entity_id;             /* or by name: */
	const char *entity_name, *country; /* or of the person: */
	const char *person_id;
	const char *capacity;                   /* "on behalf of the Government of …" */
	const char *authority, *authority_kind; /* unseen, seen, not_needed (ceremony_rules.h) */
};
/* Puts an entity on the list, at its end when the order is by hand. ERR_CONFLICT when it stands there, ERR_INVALID
 * for a person of another entity, ERR_STEP when the declaration is closed. */
enum err signatory_enter(
    struct tx *tx, const char *declaration_id, const struct signatory_form *form, struct signatory *out_signatory);
/* Names the person, the capacity, the authority that was seen (the entity stays). Another person's authority is
 * unseen again. ERR_STALE as above; ERR_STEP for somebody who has signed, or authority of nobody. */
enum err signatory_correct(struct tx *tx, const char *id, int64_t version, const struct signatory_form *form,
    struct signatory *out_signatory);
/* Call, absent, late, decline, return, photo. One is called at a time. ERR_STEP with the reason in words. */
enum err signatory_take(struct tx *tx, const char *id, enum signatory_step step, struct signatory *out_signatory);
/* Before another one, or to the end when `before` is NULL or "": the order is by hand from then on. */
enum err signatory_move(struct tx *tx, const char *id, const char *before, struct signatory *out_signatory);

/* May that person sign for this entity: one of its own, or of another body of the same government? */
bool signatory_may_be(const struct person *person, const struct entity *entity);
/* The journal's line about a signatory whose row was just saved; the person's name is sealed. */
enum err signatory_note(struct tx *tx, const char *action, const struct signatory *signatory);

#endif
