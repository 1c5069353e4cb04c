/* Pure decisions about pledges: the life cycle as a table of allowed steps.
 * submitted → heard → confirmed → (signed) → published; withdrawn from anywhere before publication, with a reason. */
#ifndef P2C_DOMAIN_PLEDGE_RULES_H
#define P2C_DOMAIN_PLEDGE_RULES_H

#include "base/err.h"

#include <stdbool.h>

enum pledge_state {
	PLEDGE_SUBMITTED,
	PLEDGE_HEARD,
	PLEDGE_CONFIRMED,
	PLEDGE_SIGNED,
	PLEDGE_PUBLISHED,
	PLEDGE_WITHDRAWN,
	PLEDGE_STATE_MAX
};
enum pledge_step { STEP_ANNOUNCE, STEP_CONFIRM, STEP_SIGN, STEP_PUBLISH, STEP_WITHDRAW, PLEDGE_STEP_MAX };

/* Names as on the wire and in the database: "submitted", "announce". */
const char *pledge_state_name(enum pledge_state state);
const char *pledge_step_name(enum pledge_step step);
/* PLEDGE_STATE_MAX, PLEDGE_STEP_MAX when unknown. */
enum pledge_state pledge_state_find(const char *name);
enum pledge_step pledge_step_find(const char *name);
/* Where a step leads; ERR_STEP when the table does not allow it from there. */
enum err pledge_rules_step(enum pledge_state from, enum pledge_step step, enum pledge_state *out_to);
/* Does a total count it as confirmed, or as heard only? Submitted and withdrawn pledges count as neither. */
bool pledge_is_confirmed(enum pledge_state state);
bool pledge_is_heard(enum pledge_state state);

#endif
