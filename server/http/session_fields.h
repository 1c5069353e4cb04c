/* The fields of a session as the agenda's editor sends them: what may be said, and how it becomes a plan. */
#ifndef P2C_HTTP_SESSION_FIELDS_H
#define P2C_HTTP_SESSION_FIELDS_H

#include "http/fields.h"
#include "http/request.h"
#include "schedule/agenda.h"

struct session_fields {
	const char *kind, *code, *room, *language;
	const char *state; /* only of a change that is in force at once */
	const char *title[LANG_MAX], *text[LANG_MAX];
	struct field_list focus_areas, equipment, interpretation;
	struct field_rows people;
	int64_t starts_at, ends_at;
	int64_t capacity; /* INT64_MIN: not said */
	enum field_said by_invitation, is_fixed, needs_high_level, cancelled;
	bool no_room; /* the room came and was null */
};

/* What may stand in the body. */
extern const struct field SESSION_FIELDS[];
/* Reads the body. */
enum err session_fields_read(const struct request *request, struct session_fields *out);
/* ERR_FIELD_MISSING for what a new session cannot be without: kind, starts_at, ends_at. */
enum err session_fields_complete(const struct request *request, const struct session_fields *in);
/* Writes what was said into *session, and the set of planned_field it is; rooms are looked up in the agenda by id.
 * ERR_INVALID with the field. */
enum err session_fields_apply(const struct request *request, const struct session_fields *in,
    const struct agenda *agenda, struct agenda_session *session, unsigned *out_fields);

#endif
