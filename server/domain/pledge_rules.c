/* See pledge_rules.h. */
#include "domain/pledge_rules.h"

#include <stddef.h>
#include <string.h>

static const char *const STATES[PLEDGE_STATE_MAX] = {
	[PLEDGE_SUBMITTED] = "submitted",
	[PLEDGE_HEARD] = "heard",
	[PLEDGE_CONFIRMED] = "confirmed",
	[PLEDGE_SIGNED] = "signed",
	[PLEDGE_PUBLISHED] = "published",
	[PLEDGE_WITHDRAWN] = "withdrawn",
};

#define FROM(state) (1u << PLEDGE_##state)

/* A step, the states it is allowed from, the state it leads to. */
static const struct {
	const char *name;
	unsigned from;
	enum pledge_state to;
} STEPS[PLEDGE_STEP_MAX] = {
	[STEP_ANNOUNCE] = { "announce", FROM(SUBMITTED), PLEDGE_HEARD },
	[STEP_CONFIRM] = { "confirm", FROM(HEARD), PLEDGE_CONFIRMED },
	[STEP_SIGN] = { "sign", FROM(CONFIRMED), PLEDGE_SIGNED },
	[STEP_PUBLISH] = { "publish", FROM(CONFIRMED) | FROM(SIGNED), PLEDGE_PUBLISHED },
	[STEP_WITHDRAW] = { "withdraw", FROM(SUBMITTED) | FROM(HEARD) | FROM(CONFIRMED) | FROM(SIGNED),
	    PLEDGE_WITHDRAWN },
};

const char *pledge_state_name(enum pledge_state state)
{
	return STATES[state];
}

const char *pledge_step_name(enum pledge_step step)
{
	return STEPS[step].name;
}

enum pledge_state pledge_state_find(const char *name)
{
	int i = 0;
	while (i < PLEDGE_STATE_MAX && strcmp(STATES[i], name) != 0)
		i++;
	return (enum pledge_state)i;
}

enum pledge_step pledge_step_find(const char *name)
{
	int i = 0;
	while (i < PLEDGE_STEP_MAX && strcmp(STEPS[i].name, name) != 0)
		i++;
	return (enum pledge_step)i;
}

enum err pledge_rules_step(enum pledge_state from, enum pledge_step step, enum pledge_state *out_to)
{
	if (!(STEPS[step].from & (1u << from)))
		return ERR_STEP;
	*out_to = STEPS[step].to;
	return OK;
}

bool pledge_is_confirmed(enum pledge_state state)
{
	return state == PLEDGE_CONFIRMED || state == PLEDGE_SIGNED || state == PLEDGE_PUBLISHED;
}

bool pledge_is_heard(enum pledge_state state)
{
	return state == PLEDGE_HEARD;
}
