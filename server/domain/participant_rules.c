/* See participant_rules.h. */
#include "domain/participant_rules.h"

#include <string.h>

const char *const PERSON_STATE_NAMES[PERSON_STATE_MAX] = { "requested", "approved", "confirmed", "arrived",
	"declined", "merged" };

bool person_is_approved(const struct person *p)
{
	return strcmp(p->state, "requested") != 0;
}

enum err person_refuse_requested(struct fault *out_fault)
{
	return fault_set(out_fault, ERR_STEP, "state",
	    "This registration was not approved yet. Send the person to the help desk.");
}
