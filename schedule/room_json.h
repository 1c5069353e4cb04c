/* One room as JSON without any loss, as the exchange formats carry it (extension.h). Not the JSON of the screens
 * (http/view.h). */
#ifndef P2C_SCHEDULE_ROOM_JSON_H
#define P2C_SCHEDULE_ROOM_JSON_H

#include "base/jsonw.h"
#include "schedule/agenda.h"

struct json_t;

/* Writes everything; zeros and texts that are not there are left out. */
void room_json_write(struct jsonw *w, const char *name, const struct agenda_room *room);
/* Reads such members into the arena; what is missing or has no sense stays as it is in *room, the name always. */
void room_json_read(struct arena *arena, const struct json_t *from, struct agenda_room *room);

#endif
