/* People who come together: a whole delegation at one desk, with one batch of badges. */
#ifndef P2C_DOMAIN_DELEGATION_H
#define P2C_DOMAIN_DELEGATION_H

#include "domain/arrival.h"

enum { DELEGATION_MAX = 200 }; /* people in one act */

struct delegation_check_in {
	const char **checked_in, **already; /* ids */
	struct delegation_refusal {
		const char *id, *reason; /* a sentence */
	} * refused;
	int64_t *badges; /* serials that were issued */
	size_t n_checked_in, n_already, n_refused, n_badges;
};
/* Checks in everybody who is named, in one change; whoever cannot be is refused by name and does not stop the others.
 * ERR_NOT_FOUND for the entity, ERR_FIELD_MISSING for nobody, ERR_INVALID for too many. */
enum err delegation_check_in(struct tx *tx, const char *entity_id, const char *const *ids, size_t n,
    const struct check_in_form *form, struct delegation_check_in *out_check_in);

#endif
