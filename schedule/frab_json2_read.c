/* Reads schedule.json version 2; see frab_json2.h. */
#include "schedule/frab_json2.h"

#include "schedule/frab.h"
#include "schedule/frab_json_parts.h"
#include "schedule/frab_words.h"
#include "schedule/text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

bool frab_json2_is(const struct json_t *schedule)
{
	const json_t *days = json_object_get(json_object_get(schedule, "conference"), "days");
	return json_is_array(json_object_get(schedule, "events")) &&
	       !json_object_get(json_array_get(days, 0), "rooms");
}

/* One session of the file, and what its extension says. */
struct source {
	struct build *build;
	const json_t *from, *ours;
	struct frab_entry entry;
};

static const char *text_of(const struct source *source, const char *name)
{
	return frab_json_text(source->build->arena, source->from, name);
}

static const char *our_text(const struct source *source, const char *name)
{
	return json_string_value(json_object_get(source->ours, name));
}

static void take_kind(struct source *source)
{
	const char *word = text_of(source, "type");
	enum session_kind kind = SESSION_PANEL;
	session_kind_parse(our_text(source, "kind"), &kind);
	source->entry.type = frab_words_kind_find(word, kind, &kind) ? session_kind_key(kind) : word;
}

/* The set of the extension stays as long as it begins with the track of the file. */
static void take_track(struct source *source)
{
	struct arena *arena = source->build->arena;
	const char *slug = frab_json_text(arena, json_object_get(source->from, "track"), "slug");
	const json_t *areas = json_object_get(source->ours, "focus_areas");
	unsigned known = 0;
	for (size_t i = 0; i < json_array_size(areas); i++) {
		enum focus_area area;
		if (focus_area_parse(json_string_value(json_array_get(areas, i)), &area))
			known |= 1u << area;
	}
	if (slug && strcmp(slug, frab_words_track(arena, known)) != 0)
		source->entry.track = strcmp(slug, FRAB_WORDS_NO_TRACK) ? slug : "";
}

/* Version 2 knows no language that is not said, and no tags of more than two letters. */
static void take_language(struct source *source)
{
	const char *said = text_of(source, "language"), *tag = our_text(source, "language");
	enum lang title = LANG_EN;
	lang_parse(json_string_value(json_object_get(json_object_get(source->ours, "title"), "in")), &title);
	bool known = source->ours && said && !strcmp(said, frab_words_language(source->build->arena, tag, title));
	source->entry.language = known ? NULL : said;
}

/* A room without a name is looked for by its id among those of the file. */
static void take_room(struct source *source, int number)
{
	struct build *build = source->build;
	const json_t *room = json_object_get(source->from, "room");
	const char *guid = frab_json_text(build->arena, room, "guid");
	source->entry.room = frab_json_text(build->arena, room, "name");
	if (source->entry.room || !guid)
		return;
	for (size_t i = 0; i < build->agenda.n_rooms; i++)
		if (!strcmp(build->agenda.rooms[i].guid, guid))
			source->entry.room = build->agenda.rooms[i].name;
	if (!source->entry.room)
		format_report(&build->report, build->arena, 0, READ_WARNING,
		    "Session %d is in the room %.40s, which the file does not have; it has no room now.", number,
		    guid);
}

/* The role that the extension gives to the same person. */
static enum person_role known_role(const struct source *source, const struct frab_person *person)
{
	enum person_role role = PERSON_SPEAKER;
	const json_t *persons = json_object_get(source->ours, "persons");
	for (size_t i = 0; i < json_array_size(persons); i++) {
		const json_t *other = json_array_get(persons, i);
		const char *id = json_string_value(json_object_get(other, "id"));
		const char *name = json_string_value(json_object_get(other, "name"));
		bool same = id && person->id ? !strcmp(id, person->id) : name && !strcmp(name, person->name);
		if (same && person_role_parse(json_string_value(json_object_get(other, "role")), &role))
			return role;
	}
	return role;
}

static void take_participants(struct source *source)
{
	struct arena *arena = source->build->arena;
	const json_t *list = json_object_get(source->from, "participants");
	size_t n = json_array_size(list);
	struct frab_person *persons = arena_array(arena, struct frab_person, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *from = json_array_get(list, i);
		struct frab_person person = { frab_json_text(arena, from, "guid"),
			frab_json_text(arena, from, "name"), NULL };
		if (!person.name)
			continue;
		enum person_role role = known_role(source, &person);
		if (frab_words_role_find(frab_json_text(arena, from, "role"), role, &role))
			person.role = person_role_key(role);
		persons[source->entry.n_persons++] = person;
	}
	source->entry.persons = persons;
	source->entry.no_persons = !list;
}

/* "PT1H30M" as "01:30:00"; NULL for anything with days or more. */
static const char *clock_duration(struct arena *arena, const char *text)
{
	unsigned hours = 0, minutes = 0, seconds = 0, number;
	char unit;
	int used;
	if (!text || strncmp(text, "PT", 2) != 0)
		return NULL;
	for (text += 2; *text; text += used) {
		if (sscanf(text, "%4u%c%n", &number, &unit, &used) != 2 || !strchr("HMS", unit))
			return NULL;
		*(unit == 'H' ? &hours : unit == 'M' ? &minutes : &seconds) = number;
	}
	minutes += seconds / 60;
	return arena_printf(arena, "%02u:%02u:%02u", hours + minutes / 60, minutes % 60, seconds % 60);
}

/* A text of many languages into the session; one without languages is read by frab_take. */
static void take_texts(struct build *build, json_t *map, struct texts *out_texts)
{
	const char *key;
	json_t *value;
	enum lang lang;
	json_object_foreach(map, key, value)
	{
		if (json_is_string(value) && lang_parse(key, &lang))
			out_texts->in[lang] = text_clean(build->arena, json_string_value(value));
	}
}

static void take_state(const struct source *source, struct agenda_session *session)
{
	static const char *const OFF[] = { "CANCELED", "REJECTED", "WITHDRAWN", "DELETED" };
	const char *said = text_of(source, "state");
	bool off = false;
	for (size_t i = 0; said && i < sizeof OFF / sizeof *OFF; i++)
		off |= !strcmp(OFF[i], said);
	if (off)
		session->state = SESSION_CANCELLED;
	else if (said && session->state == SESSION_CANCELLED)
		session->state = SESSION_PLANNED;
}

static enum err read_session(
    struct build *build, const json_t *schedule, const json_t *from, int number, struct fault *out_fault)
{
	struct source source = { .build = build, .from = from };
	if (!json_is_object(from))
		return build_refuse(out_fault, 0, "Session %d is no object.", number);
	source.entry = (struct frab_entry){
		.guid = text_of(&source, "guid"),
		.code = text_of(&source, "code"),
		.date = text_of(&source, "start"),
		.end = text_of(&source, "end"),
		.duration = clock_duration(build->arena, text_of(&source, "duration")),
		.title = text_of(&source, "title"),
		.abstract = text_of(&source, "abstract"),
		.description = text_of(&source, "description"),
	};
	source.entry.extension = frab_json_session_extension(build, schedule, source.entry.guid);
	json_t *ours = source.entry.extension ? json_loads(source.entry.extension, 0, NULL) : NULL;
	source.ours = ours;
	take_kind(&source);
	take_track(&source);
	take_language(&source);
	take_room(&source, number);
	take_participants(&source);
	struct fault why;
	enum err err = frab_take(build, &source.entry, &why);
	json_decref(ours);
	if (err != OK)
		return build_refuse(out_fault, 0, "Session %d: %s", number, why.detail);
	struct agenda_session *session = &build->agenda.sessions[build->agenda.n_sessions - 1];
	take_texts(build, json_object_get(from, "abstract"), &session->abstract);
	if (!*texts_best(&session->abstract, LANG_EN))
		take_texts(build, json_object_get(from, "description"), &session->abstract);
	take_state(&source, session);
	return OK;
}

enum err frab_json2_read(struct build *build, const struct json_t *schedule, struct fault *out_fault)
{
	const json_t *events = json_object_get(schedule, "events");
	enum err err = OK;
	frab_json_conference(build, schedule);
	for (size_t i = 0; i < json_array_size(events) && err == OK; i++)
		err = read_session(build, schedule, json_array_get(events, i), (int)i + 1, out_fault);
	return err;
}
