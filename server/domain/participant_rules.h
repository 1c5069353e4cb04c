/* What may happen to a person in which state, and what is still missing. Pure tables: no questions to the store. */
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
	PERSON_ERASED, /* on request (erasure.h): the row stays for what refers to it, and says nothing */
	PERSON_STATE_MAX
};
extern const char *const PERSON_STATE_NAMES[PERSON_STATE_MAX];
bool person_is(const struct person *person, enum person_state state);
/* PERSON_STATE_MAX when unknown. */
enum person_state person_state_find(const char *name);

enum person_step {
	PERSON_APPROVE,
	PERSON_CONFIRM,
	PERSON_DECLINE,
	PERSON_CHECK_IN,
	PERSON_BADGE,
	PERSON_COLLECT,
	PERSON_SEE, /* letter, identity */
	PERSON_EDIT,
	PERSON_HELP,
	PERSON_MERGE,
	PERSON_UNDO,
	PERSON_STEP_MAX
};
/* ERR_STEP (ERR_ERASED for who was erased) at "state", with the sentence for the desk, when the table does not allow
 * the act. */
enum err person_may(const struct person *person, enum person_step act, struct fault *out_fault);
/* Was the request granted? Until then there is no arrival and no badge. */
bool person_is_approved(const struct person *person);

/* What somebody at the desk has to look after: approval, confirmation, letter, photo, identity. */
enum { PERSON_MISSING_MAX = 5 };
/* The names of what is missing, in that order; answers how many. */
size_t person_missing(const struct person *person, const char *out_missing[PERSON_MISSING_MAX]);
/* Is it the name of something that can be missing? And is it missing here? */
bool person_missing_is_known(const char *name);
bool person_is_missing(const struct person *person, const char *name);

#endif
