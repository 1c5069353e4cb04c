/* See door_late.h. */
#include "domain/door_late.h"

#include "base/clock.h"
#include "domain/conflict.h"

#include <string.h>

void door_late_facts(const struct door_bearer *bearer, int64_t at, struct door_facts *facts)
{
	facts->is_revoked = bearer->revoked_at && bearer->revoked_at <= at;
	facts->is_inside = false;
}

enum door_light door_late_light(enum door_result did)
{
	static const enum door_light LIGHTS[DOOR_RESULT_MAX] = { [DOOR_ADMITTED] = DOOR_GREEN,
		[DOOR_ALREADY] = DOOR_GREEN,
		[DOOR_REVOKED] = DOOR_RED,
		[DOOR_REFUSED] = DOOR_RED,
		[DOOR_UNKNOWN] = DOOR_RED,
		[DOOR_ASK] = DOOR_AMBER,
		[DOOR_LEFT] = DOOR_GREEN,
		[DOOR_REPEAT] = DOOR_GREEN };
	return LIGHTS[did];
}

/* Was somebody with this badge inside at that time, or is now? The very same act told twice is no second entry. */
static bool is_double(const struct door_late *late)
{
	const struct presence *p = late->presence;
	if (!p->at || p->at == late->at)
		return false;
	return !p->left_at || (p->at <= late->at && late->at < p->left_at);
}

static bool is_stranger(const struct door_late *late)
{
	return late->bearer->kind < DOOR_CODE_BADGE;
}

static bool is_revoked(const struct door_late *late)
{
	return late->rule == DOOR_RULE_revoked;
}

static bool is_not_allowed(const struct door_late *late)
{
	enum door_result result = door_rule_result(late->rule);
	return result != DOOR_ADMITTED && result != DOOR_ALREADY;
}

static const char *words_of(struct arena *arena, enum conflict_kind kind, const struct door_late *late)
{
	char since[CLOCK_RFC3339_LEN + 1];
	if (kind == CONFLICT_DOUBLE_ENTRY)
		return arena_printf(arena, "Admitted without network although admitted before, %s by %s.",
		    clock_rfc3339(late->presence->at, since), late->presence->by_actor);
	return arena_printf(arena, "Admitted without network. %s", late->reason);
}

enum err door_late_note(struct tx *tx, const struct door_late *late, const char **out_id)
{
	static const struct {
		enum conflict_kind kind;
		bool (*holds)(const struct door_late *late);
	} KINDS[] = { { CONFLICT_UNKNOWN_CODE, is_stranger }, { CONFLICT_REVOKED_BADGE, is_revoked },
		{ CONFLICT_DOUBLE_ENTRY, is_double }, { CONFLICT_NOT_ALLOWED, is_not_allowed } };
	const size_t n = sizeof KINDS / sizeof *KINDS;
	size_t i = 0;
	while (i < n && !KINDS[i].holds(late))
		i++;
	if (late->did != DOOR_ADMITTED || late->leaving || i == n)
		return OK;
	return conflict_note(tx,
	    &(struct conflict_said){ .kind = KINDS[i].kind,
		.at = late->at,
		.point = late->point->id,
		.person_id = late->bearer->person.id,
		.card = late->bearer->card.serial,
		.code = late->bearer->code,
		.words = words_of(tx_arena(tx), KINDS[i].kind, late) },
	    out_id);
}

void door_late_apply(const struct door_late *late, struct presence *presence, const char *actor)
{
	bool inside = presence_is_inside(presence);
	if (late->leaving || late->did == DOOR_LEFT) {
		if (inside && late->at >= presence->at)
			presence->left_at = late->at;
	} else if (late->did == DOOR_ADMITTED && !inside && late->at > presence->left_at) {
		presence->at = late->at;
		presence->left_at = 0;
		presence->by_actor = actor;
	}
}
