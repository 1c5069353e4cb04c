/* Who stands at a door, and what is known of them there: the facts that the rules decide on. Private to the files of
 * doors in the domain. */
#ifndef P2C_DOMAIN_DOOR_FACTS_H
#define P2C_DOMAIN_DOOR_FACTS_H

#include "domain/door_rules.h"
#include "store/door.h"

/* Who or what a code belongs to. */
struct door_bearer {
	enum door_code kind;
	char code[32];            /* normalised; "" when it is none */
	struct person person;     /* id is NULL for nobody */
	struct card card;         /* serial is 0 for none */
	int64_t serial;           /* of the badge or card */
	int64_t revoked_at;       /* of the badge or card; 0 while it is good */
	struct presence presence; /* as the point knows them */
};
/* Who that is, at that point. */
enum err door_bearer_find(
    struct db *db, struct arena *arena, const char *code, const char *point, struct door_bearer *out_bearer);
/* Whose presence that is. */
struct holder door_bearer_holder(const struct door_bearer *bearer);

/* Everything but the direction and what a person decided; the session and the quota go into *out_values. `at` is the
 * instant that a list of invitations has to cover. */
enum err door_facts_of(struct db *db, struct arena *arena, const struct point *point,
    const struct door_bearer *bearer, int64_t at, struct door_facts *out_facts, struct door_values *out_values);

#endif
