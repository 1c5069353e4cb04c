/* What a door says about a scan: facts in, one row of an ordered table out. Pure: no database, no clock. The table is
 * door_rules.def; a door without network holds the same order (GET /api/door-list) and asks the live rows again. */
#ifndef P2C_DOMAIN_DOOR_RULES_H
#define P2C_DOMAIN_DOOR_RULES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* REPEAT is no rule's: the same code again within seconds gets the first answer under this name (door.h). */
enum door_result {
	DOOR_ADMITTED,
	DOOR_ALREADY,
	DOOR_REVOKED,
	DOOR_REFUSED,
	DOOR_UNKNOWN,
	DOOR_ASK,
	DOOR_LEFT,
	DOOR_REPEAT,
	DOOR_RESULT_MAX
};
enum door_light { DOOR_GREEN, DOOR_AMBER, DOOR_RED, DOOR_LIGHT_MAX };
enum door_rule {
#define DOOR_RULE(key, result, light, live, words) DOOR_RULE_##key,
#include "domain/door_rules.def"
#undef DOOR_RULE
	DOOR_RULE_MAX
};

/* What was scanned. */
enum door_code {
	DOOR_CODE_DAMAGED,  /* no code of a badge at all, or one whose check does not fit */
	DOOR_CODE_FOREIGN,  /* a good one without this event's mark that nobody here has */
	DOOR_CODE_UNKNOWN,  /* with this event's mark, or a short one, that nobody here has */
	DOOR_CODE_UNLISTED, /* with this event's mark, on no list: only a door without network says so */
	DOOR_CODE_BADGE,
	DOOR_CODE_CARD
};
/* What a person at the door said of an amber light. */
enum door_decided { DOOR_UNDECIDED, DOOR_DECIDED_ADMIT, DOOR_DECIDED_REFUSE };

struct door_facts {
	enum door_code code;
	enum door_decided decided;
	bool leaving;              /* scanned on the way out */
	bool is_inside;            /* at this point, as far as is known */
	bool is_revoked;           /* the badge or card */
	bool is_approved, is_vip;  /* the person; a card is approved */
	bool is_open, has_exits;   /* the point; people are scanned when they leave */
	bool is_category_of_point; /* true for a card, too */
	bool is_category_of_room;
	bool takes_cards; /* this card, at this point */
	bool by_invitation, has_session, is_invited;
	int64_t capacity /* 0: none */, inside;
	int64_t quota /* -1: none */, quota_used; /* of the card's entity */
};
/* A fact sheet of an approved badge at an open point without rules. */
extern const struct door_facts DOOR_FACTS_PLAIN;

/* The first rule that holds. An amber row is passed when a person decided to admit. */
enum door_rule door_decide(const struct door_facts *facts);

const char *door_rule_key(enum door_rule rule);
/* DOOR_RULE_MAX when unknown. */
enum door_rule door_rule_find(const char *key);
enum door_result door_rule_result(enum door_rule rule);
enum door_light door_rule_light(enum door_rule rule);
bool door_rule_is_live(enum door_rule rule);
const char *door_result_name(enum door_result result);
/* DOOR_RESULT_MAX when unknown. */
enum door_result door_result_find(const char *name);
const char *door_light_name(enum door_light light);

/* What the sentence of a rule is filled with. */
struct door_values {
	int64_t since; /* ms UTC */
	int64_t capacity, quota;
	const char *session, *entity;
};
/* The sentence of a rule, in the arena, times in the zone of the day; "" for those that need none. */
const char *door_rule_words(struct arena *arena, enum door_rule rule, const struct door_values *values);
/* Does the sentence of this rule speak of this value ("since")? */
bool door_rule_says(enum door_rule rule, const char *value);

#endif
