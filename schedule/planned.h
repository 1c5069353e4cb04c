/* What of a session is its plan, field by field: what a draft changes, a release fixes and a roll-back brings back.
 * What the day did (that it runs, its delay, where it was moved to) is none of it, nor are id and version. Two
 * agendas are held against each other in diff.h. */
#ifndef P2C_SCHEDULE_PLANNED_H
#define P2C_SCHEDULE_PLANNED_H

#include "schedule/agenda.h"

/* Start and end are one field, so that two people who move a session at once are told. */
enum planned_field {
	PLANNED_TIMES,
	PLANNED_ROOM,
	PLANNED_CANCELLED,
	PLANNED_KIND,
	PLANNED_CODE, /* no code says nothing: it differs from none */
	PLANNED_PEOPLE,
	PLANNED_FOCUS_AREAS,
	PLANNED_LANGUAGE,
	PLANNED_CAPACITY,
	PLANNED_BY_INVITATION,
	PLANNED_IS_FIXED,
	PLANNED_NEEDS_HIGH_LEVEL,
	PLANNED_EQUIPMENT,
	PLANNED_INTERPRETATION,
	PLANNED_TITLE,                           /* + enum lang */
	PLANNED_TEXT = PLANNED_TITLE + LANG_MAX, /* + enum lang */
	PLANNED_FIELD_MAX = PLANNED_TEXT + LANG_MAX
};

/* The set of all fields; sets are bits 1u << PLANNED_… */
#define PLANNED_ALL ((1u << PLANNED_FIELD_MAX) - 1)

/* The field's name on the wire: "room", "title.fr"; "starts_at" for the times. */
const char *planned_field_key(enum planned_field field);
/* The set of fields in which two sessions differ. Rooms are the same when their names are; people when their names,
 * ids (where both have one) and roles are, in their order. */
unsigned planned_differs(const struct agenda *a_in, const struct agenda_session *a, const struct agenda *b_in,
    const struct agenda_session *b);
/* Copies those fields; rooms are indices, so both must be of agendas with the same rooms. A session that runs or has
 * ended does not become cancelled. */
void planned_take(struct agenda_session *to, const struct agenda_session *from, unsigned fields);
/* The session with nothing but its id and its plan: planned or cancelled, of no version. */
struct agenda_session planned_only(const struct agenda_session *session);
/* What stands in a field, as text: a room's name, "panel", "access adoption", "true", an instant (RFC 3339) for the
 * start; NULL for nothing, and for the people. In the arena. */
const char *planned_field_text(
    struct arena *arena, const struct agenda *agenda, const struct agenda_session *session, enum planned_field field);

#endif
