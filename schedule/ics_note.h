/* What the day changed, as a calendar carries it: the properties' names and the line that people read. Private to
 * ics_write and ics_read. */
#ifndef P2C_SCHEDULE_ICS_NOTE_H
#define P2C_SCHEDULE_ICS_NOTE_H

#include "schedule/agenda.h"

#define ICS_OFFICIAL "X-P2C-OFFICIAL"                   /* start/end as planned, when they are expected otherwise */
#define ICS_EXPECTED "X-P2C-EXPECTED"                   /* start/end as they were written */
#define ICS_OFFICIAL_LOCATION "X-P2C-OFFICIAL-LOCATION" /* the planned room, when it is in another; may be empty */

/* "⏱ Official time: 10:00–11:00, Plenary Hall. The reason." in the arena; `room` may be "". */
const char *ics_note(struct arena *arena, enum lang lang, const struct agenda_session *session, const char *room);
/* The description behind such a note. */
const char *ics_note_skip(const char *description);

#endif
