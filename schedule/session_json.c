/* See session_json.h. */
#include "schedule/session_json.h"

#include "base/clock.h"
#include "base/id.h"
#include "schedule/text.h"

#include <jansson.h>
#include <stddef.h>
#include <string.h>

enum { MINUTES_MAX = 24 * 60 };

/* Numbers of a session by their names; a set is a number whose bits have keys. */
static const struct {
	const char *name;
	size_t offset;
	int least, most;
} NUMBERS[] = {
	{ "version", offsetof(struct agenda_session, version), 0, INT32_MAX },
	{ "delay_minutes", offsetof(struct agenda_session, delay_minutes), -MINUTES_MAX, MINUTES_MAX },
	{ "overrun_minutes", offsetof(struct agenda_session, overrun_minutes), -MINUTES_MAX, MINUTES_MAX },
	{ "capacity", offsetof(struct agenda_session, capacity), 0, INT32_MAX },
};

static const struct {
	const char *name;
	size_t offset;
} TRUTHS[] = {
	{ "by_invitation", offsetof(struct agenda_session, by_invitation) },
	{ "is_fixed", offsetof(struct agenda_session, is_fixed) },
	{ "needs_high_level", offsetof(struct agenda_session, needs_high_level) },
}, INSTANTS[] = {
	{ "started_at", offsetof(struct agenda_session, started_at) },
	{ "ended_at", offsetof(struct agenda_session, ended_at) },
	{ "moved_starts_at", offsetof(struct agenda_session, moved_starts_at) },
}, WORDS[] = {
	{ "code", offsetof(struct agenda_session, code) },
	{ "language", offsetof(struct agenda_session, language) },
	{ "reason", offsetof(struct agenda_session, reason) },
};

static const char *area_key_at(int at)
{
	return focus_area_key((enum focus_area)at);
}

static const char *equipment_key_at(int at)
{
	return equipment_key((enum equipment)at);
}

static const char *lang_key_at(int at)
{
	return lang_key((enum lang)at);
}

static const struct {
	const char *name;
	size_t offset;
	int n;
	const char *(*key)(int at);
} SETS[] = {
	{ "focus_areas", offsetof(struct agenda_session, focus_areas), FOCUS_AREA_MAX, area_key_at },
	{ "equipment", offsetof(struct agenda_session, equipment), EQUIPMENT_MAX, equipment_key_at },
	{ "interpretation", offsetof(struct agenda_session, interpretation), LANG_MAX, lang_key_at },
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const void *at(const struct agenda_session *session, size_t offset)
{
	return (const char *)session + offset;
}

static void *into(struct agenda_session *session, size_t offset)
{
	return (char *)session + offset;
}

/* ---- writing ---- */

static void write_persons(struct jsonw *w, const struct agenda_session *session)
{
	jsonw_array(w, "persons");
	for (size_t i = 0; i < session->n_persons; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "id", session->persons[i].id);
		jsonw_text(w, "name", session->persons[i].name);
		jsonw_text(w, "role", person_role_key(session->persons[i].role));
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_set(struct jsonw *w, const char *name, unsigned set, int n, const char *(*key)(int at))
{
	if (!set)
		return;
	jsonw_array(w, name);
	for (int i = 0; i < n; i++)
		if (set & 1u << i)
			jsonw_text(w, NULL, key(i));
	jsonw_array_end(w);
}

void session_json_write_facts(struct jsonw *w, const struct agenda *agenda, const struct agenda_session *session)
{
	jsonw_text(w, "kind", session_kind_key(session->kind));
	jsonw_text(w, "state", session_state_key(session->state));
	for (size_t i = 0; i < COUNT(NUMBERS); i++)
		if (*(const int *)at(session, NUMBERS[i].offset))
			jsonw_int(w, NUMBERS[i].name, *(const int *)at(session, NUMBERS[i].offset));
	for (size_t i = 0; i < COUNT(TRUTHS); i++)
		if (*(const bool *)at(session, TRUTHS[i].offset))
			jsonw_bool(w, TRUTHS[i].name, true);
	for (size_t i = 0; i < COUNT(INSTANTS); i++)
		if (*(const int64_t *)at(session, INSTANTS[i].offset))
			jsonw_time(w, INSTANTS[i].name, *(const int64_t *)at(session, INSTANTS[i].offset));
	for (size_t i = 0; i < COUNT(WORDS); i++) {
		const char *text = *(const char *const *)at(session, WORDS[i].offset);
		if (text && *text)
			jsonw_text(w, WORDS[i].name, text);
	}
	for (size_t i = 0; i < COUNT(SETS); i++)
		write_set(w, SETS[i].name, *(const unsigned *)at(session, SETS[i].offset), SETS[i].n, SETS[i].key);
	if (session->moved_room && agenda_room_now(agenda, session))
		jsonw_text(w, "moved_room", agenda_room_now(agenda, session)->name);
	write_persons(w, session);
}

static void write_texts(struct jsonw *w, const char *name, const struct texts *texts)
{
	jsonw_object(w, name);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (texts->in[lang] && *texts->in[lang])
			jsonw_text(w, lang_key(lang), texts->in[lang]);
	jsonw_object_end(w);
}

void session_json_write(
    struct jsonw *w, const char *name, const struct agenda *agenda, const struct agenda_session *session)
{
	const struct agenda_room *room = agenda_room_of(agenda, session);
	jsonw_object(w, name);
	jsonw_text(w, "id", session->id);
	jsonw_text(w, "room", room ? room->id : NULL);
	jsonw_time(w, "starts_at", session->starts_at);
	jsonw_time(w, "ends_at", session->ends_at);
	write_texts(w, "title", &session->title);
	write_texts(w, "text", &session->abstract);
	session_json_write_facts(w, agenda, session);
	jsonw_object_end(w);
}

/* ---- reading ---- */

static const char *member_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* A member that is a UUID; NULL otherwise. */
static const char *member_id(struct arena *arena, const json_t *object, const char *name)
{
	const char *text = member_text(object, name);
	return text && id_is_valid(text) ? arena_dup(arena, text) : NULL;
}

static void read_persons(struct arena *arena, const json_t *from, struct agenda_session *session)
{
	size_t n = json_array_size(from);
	struct agenda_person *persons = arena_array(arena, struct agenda_person, n + 1);
	session->n_persons = 0;
	for (size_t i = 0; i < n; i++) {
		const json_t *person = json_array_get(from, i);
		const char *name = member_text(person, "name");
		struct agenda_person *to = &persons[session->n_persons];
		if (!name)
			continue;
		to->id = member_id(arena, person, "id");
		to->name = text_clean(arena, name);
		person_role_parse(member_text(person, "role"), &to->role);
		session->n_persons++;
	}
	session->persons = persons;
}

static unsigned read_set(const json_t *from, int n, const char *(*key)(int at))
{
	unsigned set = 0;
	for (size_t i = 0; i < json_array_size(from); i++)
		for (int bit = 0; bit < n; bit++)
			if (json_is_string(json_array_get(from, i)) &&
			    !strcmp(json_string_value(json_array_get(from, i)), key(bit)))
				set |= 1u << bit;
	return set;
}

static int room_of_id(const struct agenda *agenda, const char *id)
{
	for (size_t i = 0; id && i < agenda->n_rooms; i++)
		if (agenda->rooms[i].id && !strcmp(agenda->rooms[i].id, id))
			return (int)i;
	return -1;
}

static void read_numbers(const json_t *from, struct agenda_session *session)
{
	for (size_t i = 0; i < COUNT(NUMBERS); i++) {
		const json_t *value = json_object_get(from, NUMBERS[i].name);
		json_int_t number = json_integer_value(value);
		if (json_is_integer(value) && number >= NUMBERS[i].least && number <= NUMBERS[i].most)
			*(int *)into(session, NUMBERS[i].offset) = (int)number;
	}
	for (size_t i = 0; i < COUNT(TRUTHS); i++)
		if (json_is_boolean(json_object_get(from, TRUTHS[i].name)))
			*(bool *)into(session, TRUTHS[i].offset) =
			    json_is_true(json_object_get(from, TRUTHS[i].name));
	for (size_t i = 0; i < COUNT(INSTANTS); i++) {
		const char *text = member_text(from, INSTANTS[i].name);
		if (text)
			clock_parse(text, (int64_t *)into(session, INSTANTS[i].offset));
	}
}

void session_json_read_facts(
    struct arena *arena, const struct agenda *agenda, const struct json_t *from, struct agenda_session *session)
{
	session_kind_parse(member_text(from, "kind"), &session->kind);
	session_state_parse(member_text(from, "state"), &session->state);
	read_numbers(from, session);
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (member_text(from, WORDS[i].name))
			*(const char **)into(session, WORDS[i].offset) =
			    text_clean(arena, member_text(from, WORDS[i].name));
	for (size_t i = 0; i < COUNT(SETS); i++) {
		const json_t *list = json_object_get(from, SETS[i].name);
		if (json_is_array(list))
			*(unsigned *)into(session, SETS[i].offset) = read_set(list, SETS[i].n, SETS[i].key);
	}
	if (member_text(from, "moved_room"))
		session->moved_room = agenda_room_find(agenda, member_text(from, "moved_room")) + 1;
	read_persons(arena, json_object_get(from, "persons"), session);
}

static void read_texts(struct arena *arena, json_t *from, struct texts *texts)
{
	const char *key;
	json_t *value;
	enum lang lang;
	json_object_foreach(from, key, value)
	{
		if (json_is_string(value) && lang_parse(key, &lang))
			texts->in[lang] = arena_dup(arena, json_string_value(value));
	}
}

bool session_json_read(
    struct arena *arena, const struct agenda *agenda, const char *json, struct agenda_session *out_session)
{
	json_t *from = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	struct agenda_session session = { .id = arena_dup(arena, member_text(from, "id")),
		.room = room_of_id(agenda, member_text(from, "room")) };
	const char *starts_at = member_text(from, "starts_at"), *ends_at = member_text(from, "ends_at");
	bool good = session.id && starts_at && ends_at && clock_parse(starts_at, &session.starts_at) == OK &&
		    clock_parse(ends_at, &session.ends_at) == OK;
	if (good) {
		read_texts(arena, json_object_get(from, "title"), &session.title);
		read_texts(arena, json_object_get(from, "text"), &session.abstract);
		session_json_read_facts(arena, agenda, from, &session);
		*out_session = session;
	}
	json_decref(from);
	return good;
}
