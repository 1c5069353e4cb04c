/* A badge or a card is scanned at a point: who it is, what the rules say, what follows. Presence is set, never
 * toggled: coming in and leaving are said by whoever scans. Not for the rules themselves (door_rules.h). */
#ifndef P2C_DOMAIN_DOOR_H
#define P2C_DOMAIN_DOOR_H

#include "domain/door_rules.h"
#include "store/door.h"
#include "store/tx.h"

/* The same code at the same point within this time is the scanner reading twice. */
enum { DOOR_REPEAT_MS = 5000 };

struct door_form {
	const char *code, *point;
	bool leaving;
	enum door_decided decided;
	/* What a door did while the server could not be asked: */
	int64_t at;           /* when, ms UTC; 0 for now */
	bool is_late;         /* it was done then, and `did` says what */
	enum door_result did; /* DOOR_RESULT_MAX where nothing was said */
};

struct door_answer {
	enum door_result result;
	enum door_light light;
	enum door_rule rule;
	const char *reason; /* the rule's sentence; "" where none is needed */
	struct door_values values;
	struct person person; /* id is NULL when nobody is known */
	struct card card;     /* serial is 0 when it was none */
	struct point point;   /* with those inside as they are now */
	const char *conflict; /* id of the conflict that was noted; NULL for none */
	int64_t at;
};
/* Every outcome is a result, not an error. A repeat writes nothing; a code that is nobody's leaves no trace. What was
 * done late is taken as it was done: where it does not fit, a conflict is noted (conflict.h). ERR_INVALID for an
 * unknown point, and for a time that has not come or is older than two days. */
enum err door_scan(struct tx *tx, const struct door_form *form, struct door_answer *out_answer);

#endif
