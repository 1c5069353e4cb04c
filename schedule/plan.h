/* What of a session is its plan, field by field: what a draft changes, a release fixes and a roll-back brings back.
 * What the day did (that it runs, its delay, where it was moved to) is none of it, nor are id and version. Two
 * agendas are held against each other in diff.h. */
#ifndef P2C_SCHEDULE_PLAN_H
#define P2C_SCHEDULE_PLAN_H

#include "schedule/agenda.h"

/* Start and end are one field, so that two people who move a session at once are told. */
enum plan_field {
	PLAN_TIMES,
	PLAN_ROOM,
	PLAN_CANCELLED,
	PLAN_KIND,
	PLAN_CODE, /* no code says nothing: it differs from none */
	PLAN_PEOPLE,
	PLAN_FOCUS_AREAS,
	PLAN_LANGUAGE,
	PLAN_CAPACITY,
	PLAN_BY_INVITATION,
	PLAN_IS_FIXED,
	PLAN_NEEDS_HIGH_LEVEL,
	PLAN_EQUIPMENT,
	PLAN_INTERPRETATION,
	PLAN_TITLE,                        /* + enum lang */
	PLAN_TEXT = PLAN_TITLE + LANG_MAX, /* + enum lang */
	PLAN_FIELD_MAX = PLAN_TEXT + LANG_MAX
};

/* The set of all fields; sets are bits 1u << PLAN_… */
#define PLAN_ALL ((1u << PLAN_FIELD_MAX) - 1)

/* The field's name on the wire: "room", "title.fr"; "starts_at" for the times. */
const char *plan_field_key(enum plan_field field);
/* The set of fields in which two sessions differ. Rooms are the same when their names are; people when their names,
 * ids (where both have one) and roles are, in their order. */
unsigned plan_differs(const struct agenda *a_in, const struct agenda_session *a, const struct agenda *b_in,
    const struct agenda_session *b);
/* Copies those fields; rooms are indices, so both must be of agendas with the same rooms. A session that runs or has
 * ended does not become cancelled. */
void plan_take(struct agenda_session *to, const struct agenda_session *from, unsigned fields);
/* What stands in a field, as text: a room's name, "panel", "access adoption", "true", an instant (RFC 3339) for the
 * start; NULL for nothing, and for the people. In the arena. */
const char *plan_field_text(
    struct arena *arena, const struct agenda *agenda, const struct agenda_session *session, enum plan_field field);

#endif
