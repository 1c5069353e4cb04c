/* What may happen to a person in which state. Pure: no questions to the store. */
#ifndef P2C_DOMAIN_PARTICIPANT_RULES_H
#define P2C_DOMAIN_PARTICIPANT_RULES_H

#include "store/read.h"

/* How far a registration has come. */
enum person_state {
	PERSON_REQUESTED,
	PERSON_APPROVED,  /* by the focal point of the entity */
	PERSON_CONFIRMED, /* with a registration ID */
	PERSON_ARRIVED,   /* was at a desk */
	PERSON_DECLINED,
	PERSON_MERGED, /* with another row, which counts from then on */
	PERSON_STATE_MAX
};
extern const char *const PERSON_STATE_NAMES[PERSON_STATE_MAX];

/* Was the request granted? Until then there is no arrival and no badge. */
bool person_is_approved(const struct person *person);
/* ERR_STEP with the sentence for the desk, when it was not. */
enum err person_refuse_requested(struct fault *out_fault);

#endif
