/* One session as JSON without any loss: what a draft and a release keep of it, and what the exchange formats carry
 * beside their own words (extension.h). Not the JSON of the screens (http/view.h), which says more and in other
 * words. */
#ifndef P2C_SCHEDULE_SESSION_JSON_H
#define P2C_SCHEDULE_SESSION_JSON_H

#include "base/jsonw.h"
#include "schedule/agenda.h"

struct json_t;

/* Writes everything: {"id", "room" (id), "starts_at", "ends_at", "title", "text", and the facts}. */
void session_json_write(
    struct jsonw *w, const char *name, const struct agenda *agenda, const struct agenda_session *session);
/* Reads it into the arena; the room is looked up by id in the agenda, one that is not there any more becomes none.
 * False (and *out_session untouched) for what session_json_write never wrote. */
bool session_json_read(
    struct arena *arena, const struct agenda *agenda, const char *json, struct agenda_session *out_session);

/* The facts that no exchange format has a word for, as members of an object that is open: version, kind, state, code,
 * language, persons, focus areas, capacity and so on, and the day as it runs. Zeros are left out. */
void session_json_write_facts(struct jsonw *w, const struct agenda *agenda, const struct agenda_session *session);
/* Reads such members of the object; what is missing or has no sense stays as it is in *session. */
void session_json_read_facts(
    struct arena *arena, const struct agenda *agenda, const struct json_t *from, struct agenda_session *session);

#endif
