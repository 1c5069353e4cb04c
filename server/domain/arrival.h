/* Who has come: the check-in at a desk. */
#ifndef P2C_DOMAIN_ARRIVAL_H
#define P2C_DOMAIN_ARRIVAL_H

#include "domain/desk_book.h"

struct check_in_form {
	bool badge; /* issue one, if none is active */
	struct desk_said said;
};
struct check_in {
	struct person person;
	const char *conflict; /* id of what a person has to look at, of an act that came late; "" for none */
	bool already;
};
/* Sets the arrival (the first time counts; a repeat is OK and tells so) and, when asked and none is active, issues a
 * badge. A VIP's arrival is told to protocol. ERR_STEP for a registration that was not granted. What was done offline
 * is not refused for that: it is noted as a conflict, as a second arrival is, and nothing else changes. */
enum err participant_check_in(
    struct tx *tx, const char *id, const struct check_in_form *form, struct check_in *out_check_in);

#endif
