/* Who has come: the check-in at a desk. */
#ifndef P2C_DOMAIN_ARRIVAL_H
#define P2C_DOMAIN_ARRIVAL_H

#include "store/read.h"
#include "store/tx.h"

/* Sets the arrival (the first time counts; a repeat is OK and tells so) and, when asked and none is active, issues a
 * badge. ERR_STEP for a registration that was not approved. */
struct check_in {
	struct person person;
	bool already;
};
enum err participant_check_in(struct tx *tx, const char *id, bool with_badge, struct check_in *out_check_in);

#endif
