/* See participant_rules.h. */
#include "domain/participant_rules.h"

#include <string.h>

const char *const PERSON_STATE_NAMES[PERSON_STATE_MAX] = { "requested", "approved", "confirmed", "arrived",
	"declined", "merged", "erased" };

bool person_is(const struct person *p, enum person_state state)
{
	return strcmp(p->state, PERSON_STATE_NAMES[state]) == 0;
}

enum person_state person_state_find(const char *name)
{
	enum person_state state = 0;
	while (state < PERSON_STATE_MAX && strcmp(PERSON_STATE_NAMES[state], name) != 0)
		state++;
	return state;
}

/* ---- steps ---- */

#define IN(state) (1u << PERSON_##state)
enum { GRANTED = IN(APPROVED) | IN(CONFIRMED) | IN(ARRIVED), LIVING = GRANTED | IN(REQUESTED) | IN(DECLINED) };

/* From which states. */
static const unsigned ALLOWED[PERSON_STEP_MAX] = {
	[PERSON_APPROVE] = IN(REQUESTED) | IN(DECLINED),
	[PERSON_CONFIRM] = IN(APPROVED),
	[PERSON_DECLINE] = IN(REQUESTED) | IN(APPROVED) | IN(CONFIRMED),
	[PERSON_CHECK_IN] = GRANTED,
	[PERSON_BADGE] = GRANTED,
	[PERSON_COLLECT] = GRANTED,
	[PERSON_SEE] = LIVING,
	[PERSON_EDIT] = LIVING,
	[PERSON_HELP] = LIVING,
	[PERSON_MERGE] = LIVING,
	[PERSON_UNDO] = LIVING | IN(MERGED),
};

/* Why not, by the state that stands against it. */
static const char *const WHY_NOT[PERSON_STATE_MAX] = {
	[PERSON_REQUESTED] = "This registration was not approved yet. Send the person to the help desk.",
	[PERSON_APPROVED] = "This registration is approved already.",
	[PERSON_CONFIRMED] = "This registration is confirmed already.",
	[PERSON_ARRIVED] = "This person is here already.",
	[PERSON_DECLINED] = "This registration was declined. Send the person to the help desk.",
	[PERSON_MERGED] = "This is a duplicate that was merged away. Open the registration that counts.",
	[PERSON_ERASED] = "The data of this person were erased.",
};

enum err person_may(const struct person *p, enum person_step act, struct fault *out_fault)
{
	enum person_state state = person_state_find(p->state);
	if (state < PERSON_STATE_MAX && ALLOWED[act] & 1u << state)
		return OK;
	return fault_set(out_fault, state == PERSON_ERASED ? ERR_ERASED : ERR_STEP, "state", "%s",
	    state < PERSON_STATE_MAX ? WHY_NOT[state] : "");
}

bool person_is_approved(const struct person *p)
{
	return person_may(p, PERSON_CHECK_IN, NULL) == OK;
}

/* ---- what is missing ---- */

static bool lacks_approval(const struct person *p)
{
	return person_is(p, PERSON_REQUESTED);
}

/* A walk-in is confirmed by standing here. */
static bool lacks_confirmation(const struct person *p)
{
	return person_is(p, PERSON_APPROVED) && !p->walk_in;
}

static bool lacks_letter(const struct person *p)
{
	return strcmp(p->letter, "unseen") == 0;
}

static bool lacks_photo(const struct person *p)
{
	return p->photo_needed && !p->photo_at && !p->remote;
}

static bool lacks_identity(const struct person *p)
{
	return !p->identity_at && !p->remote && person_is_approved(p);
}

static const struct {
	const char *name;
	bool (*lacks)(const struct person *person);
} RULES[PERSON_MISSING_MAX] = {
	{ "approval", lacks_approval },
	{ "confirmation", lacks_confirmation },
	{ "letter", lacks_letter },
	{ "photo", lacks_photo },
	{ "identity", lacks_identity },
};

size_t person_missing(const struct person *p, const char *out_missing[PERSON_MISSING_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < PERSON_MISSING_MAX && !person_is(p, PERSON_MERGED); i++)
		if (RULES[i].lacks(p))
			out_missing[n++] = RULES[i].name;
	return n;
}

bool person_missing_is_known(const char *name)
{
	bool known = false;
	for (size_t i = 0; i < PERSON_MISSING_MAX; i++)
		known = known || strcmp(RULES[i].name, name) == 0;
	return known;
}

bool person_is_missing(const struct person *p, const char *name)
{
	const char *missing[PERSON_MISSING_MAX];
	size_t n = person_missing(p, missing);
	for (size_t i = 0; i < n; i++)
		if (strcmp(missing[i], name) == 0)
			return true;
	return false;
}
