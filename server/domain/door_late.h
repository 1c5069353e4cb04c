/* What doors did while the server could not be asked, when they tell it: acts arrive late and out of order, and some
 * do not fit. What was done is taken as done; what does not fit is noted for a person. Private to door.c and its
 * tests. */
#ifndef P2C_DOMAIN_DOOR_LATE_H
#define P2C_DOMAIN_DOOR_LATE_H

#include "domain/door_facts.h"
#include "store/tx.h"

struct door_late {
	const struct door_bearer *bearer;
	const struct point *point;
	const struct presence *presence; /* as the point knows it before */
	enum door_rule rule;             /* what the rules would have said */
	const char *reason;              /* in a sentence */
	int64_t at;                      /* when it was done */
	enum door_result did;
	bool leaving;
};

/* A badge that was revoked after the scan was good then, and an earlier entry is a double one and no repeat: the
 * facts as they were for the door. */
void door_late_facts(const struct door_bearer *bearer, int64_t at, struct door_facts *facts);
/* Notes the one conflict that weighs most, if there is one: unknown code, revoked badge, double entry, not allowed.
 */
enum err door_late_note(struct tx *tx, const struct door_late *late, const char **out_id);
/* The presence after it: the latest word counts, what came before it is history. */
void door_late_apply(const struct door_late *late, struct presence *presence, const char *actor);
/* The light that the door showed for that result. */
enum door_light door_late_light(enum door_result did);

#endif
