/* See frab_json_parts.h. */
#include "schedule/frab_json_parts.h"

#include "base/clock.h"
#include "schedule/extension.h"
#include "schedule/frab.h"
#include "schedule/text.h"

#include <jansson.h>
#include <stdlib.h>

/* --- writing --- */

void frab_json_head(struct jsonw *w, const char *schema, int64_t stamp_at)
{
	char version[CLOCK_RFC3339_LEN + 1];
	jsonw_object(w, NULL);
	jsonw_text(w, "$schema", schema);
	jsonw_object(w, "generator");
	jsonw_text(w, "name", "p2c");
	jsonw_text(w, "version", P2C_VERSION);
	jsonw_object_end(w);
	jsonw_object(w, "schedule");
	jsonw_text(w, "version", clock_rfc3339(stamp_at, version));
}

void frab_json_extension(struct jsonw *w, const struct agenda *agenda, enum lang lang, bool full_breaks)
{
	jsonw_object(w, "p2c");
	extension_write_agenda(w, "agenda", agenda);
	jsonw_object(w, "sessions");
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool bare = full_breaks && session->kind == SESSION_BREAK;
		extension_write_session(
		    w, session->id, agenda, session, lang, bare ? SAID_TITLE : SAID_TITLE_AND_ABSTRACT);
	}
	jsonw_object_end(w);
	jsonw_object_end(w);
}

/* --- reading --- */

const char *frab_json_text(struct arena *arena, const struct json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	if (json_is_integer(value))
		return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return json_is_string(value) ? text_clean(arena, json_string_value(value)) : NULL;
}

static void read_rooms(struct build *build, const json_t *rooms)
{
	for (size_t i = 0; i < json_array_size(rooms); i++) {
		const json_t *from = json_array_get(rooms, i);
		int at = build_room(build, frab_json_text(build->arena, from, "name"), 0);
		if (at < 0)
			continue;
		struct agenda_room *room = &build->agenda.rooms[at];
		room->guid = frab_guid(build->arena, "room", frab_json_text(build->arena, from, "guid"), room->name);
		json_int_t capacity = json_integer_value(json_object_get(from, "capacity"));
		room->capacity = capacity > 0 && capacity <= INT32_MAX ? (int)capacity : 0;
	}
}

void frab_json_conference(struct build *build, const struct json_t *schedule)
{
	struct arena *arena = build->arena;
	const json_t *conference = json_object_get(schedule, "conference");
	build->agenda.title = text_clean(arena, frab_json_text(arena, conference, "title"));
	build->agenda.acronym = text_clean(arena, frab_json_text(arena, conference, "acronym"));
	build->agenda.zone = text_clean(arena, frab_json_text(arena, conference, "time_zone_name"));
	char *ours = json_dumps(json_object_get(json_object_get(schedule, "p2c"), "agenda"), 0);
	if (ours)
		extension_read_agenda(build, ours, 0);
	free(ours);
	read_rooms(build, json_object_get(conference, "rooms"));
}

const char *frab_json_session_extension(struct build *build, const struct json_t *schedule, const char *guid)
{
	const json_t *sessions = json_object_get(json_object_get(schedule, "p2c"), "sessions");
	const json_t *ours = guid ? json_object_get(sessions, guid) : NULL;
	char *text = ours ? json_dumps(ours, JSON_ENCODE_ANY) : NULL;
	const char *kept = text ? arena_dup(build->arena, text) : NULL;
	free(text);
	return kept;
}
