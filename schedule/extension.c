/* See extension.h. */
#include "schedule/extension.h"

#include "base/id.h"
#include "schedule/text.h"

#include <jansson.h>
#include <string.h>

enum { DELAY_MINUTES_MAX = 24 * 60 };

void extension_write_agenda(struct jsonw *w, const char *name, const struct agenda *agenda)
{
	jsonw_object(w, name);
	jsonw_text(w, "acronym", agenda->acronym);
	jsonw_array(w, "rooms");
	for (size_t i = 0; i < agenda->n_rooms; i++) {
		const struct agenda_room *room = &agenda->rooms[i];
		jsonw_object(w, NULL);
		jsonw_text(w, "name", room->name);
		jsonw_text(w, "id", room->id);
		jsonw_text(w, "guid", room->guid);
		jsonw_int(w, "capacity", room->capacity);
		jsonw_int(w, "position", room->position);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

/* The texts in all languages but the one that the format has written. */
static void write_other_texts(struct jsonw *w, const char *name, const struct texts *texts, enum lang written)
{
	jsonw_object(w, name);
	jsonw_text(w, "in", lang_key(written));
	for (int lang = 0; lang < LANG_MAX; lang++)
		if (lang != (int)written && texts->in[lang] && *texts->in[lang])
			jsonw_text(w, lang_key((enum lang)lang), texts->in[lang]);
	jsonw_object_end(w);
}

void extension_write_session(struct jsonw *w, const char *name, const struct agenda_session *session, enum lang lang)
{
	jsonw_object(w, name);
	jsonw_int(w, "version", session->version);
	jsonw_text(w, "kind", session_kind_key(session->kind));
	jsonw_text(w, "state", session_state_key(session->state));
	if (session->code)
		jsonw_text(w, "code", session->code);
	if (session->delay_minutes)
		jsonw_int(w, "delay_minutes", session->delay_minutes);
	if (session->language)
		jsonw_text(w, "language", session->language);
	write_other_texts(w, "title", &session->title, texts_best_lang(&session->title, lang));
	write_other_texts(w, "abstract", &session->abstract, texts_best_lang(&session->abstract, lang));
	jsonw_array(w, "persons");
	for (size_t i = 0; i < session->n_persons; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "id", session->persons[i].id);
		jsonw_text(w, "name", session->persons[i].name);
		jsonw_text(w, "role", person_role_key(session->persons[i].role));
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

static const char *member_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* An integer member within bounds, else `otherwise`. */
static int member_int(const json_t *object, const char *name, int least, int most, int otherwise)
{
	const json_t *value = json_object_get(object, name);
	json_int_t number = json_integer_value(value);
	return json_is_integer(value) && number >= least && number <= most ? (int)number : otherwise;
}

/* A member that is a UUID; NULL otherwise. */
static const char *member_id(struct arena *arena, const json_t *object, const char *name)
{
	const char *text = member_text(object, name);
	return text && id_is_valid(text) ? arena_dup(arena, text) : NULL;
}

/* The object in the text; NULL (reported) when there is none. */
static json_t *load(struct build *build, const char *json, int line)
{
	json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(root))
		return root;
	json_decref(root);
	format_report(&build->report, build->arena, line, READ_WARNING,
	    "The p2c extension here is not readable and was passed over.");
	return NULL;
}

void extension_read_agenda(struct build *build, const char *json, int line)
{
	json_t *root = load(build, json, line);
	if (!root)
		return;
	const char *acronym = member_text(root, "acronym");
	if (acronym)
		build->agenda.acronym = text_clean(build->arena, acronym);
	const json_t *rooms = json_object_get(root, "rooms");
	for (size_t i = 0; i < json_array_size(rooms); i++) {
		const json_t *from = json_array_get(rooms, i);
		const char *name = member_text(from, "name");
		int at = name ? build_room(build, name, line) : -1;
		if (at < 0)
			continue;
		struct agenda_room *room = &build->agenda.rooms[at];
		const char *id = member_id(build->arena, from, "id"), *guid = member_id(build->arena, from, "guid");
		room->id = id ? id : room->id;
		room->guid = guid ? guid : room->guid;
		room->capacity = member_int(from, "capacity", 0, INT32_MAX, room->capacity);
		room->position = member_int(from, "position", INT32_MIN, INT32_MAX, room->position);
	}
	json_decref(root);
}

static enum lang read_other_texts(struct arena *arena, json_t *from, struct texts *texts)
{
	enum lang written = LANG_EN, lang;
	const char *key;
	json_t *value;
	json_object_foreach(from, key, value)
	{
		if (json_is_string(value) && lang_parse(key, &lang))
			texts->in[lang] = text_clean(arena, json_string_value(value));
	}
	lang_parse(member_text(from, "in"), &written);
	return written;
}

static void read_persons(struct arena *arena, const json_t *from, struct agenda_session *session)
{
	size_t n = json_array_size(from);
	session->persons = arena_array(arena, struct agenda_person, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *person = json_array_get(from, i);
		const char *name = member_text(person, "name");
		struct agenda_person *to = &session->persons[session->n_persons];
		if (!name)
			continue;
		to->id = member_id(arena, person, "id");
		to->name = text_clean(arena, name);
		person_role_parse(member_text(person, "role"), &to->role);
		session->n_persons++;
	}
}

struct extension_langs extension_read_session(
    struct build *build, struct agenda_session *session, const char *json, int line)
{
	struct arena *arena = build->arena;
	struct extension_langs langs = { LANG_EN, LANG_EN };
	json_t *root = load(build, json, line);
	if (!root)
		return langs;
	const char *code = member_text(root, "code"), *language = member_text(root, "language");
	session->version = member_int(root, "version", 0, INT32_MAX, 0);
	session->delay_minutes = member_int(root, "delay_minutes", -DELAY_MINUTES_MAX, DELAY_MINUTES_MAX, 0);
	session_kind_parse(member_text(root, "kind"), &session->kind);
	session_state_parse(member_text(root, "state"), &session->state);
	session->code = code ? text_clean(arena, code) : NULL;
	session->language = language ? text_clean(arena, language) : NULL;
	langs.title = read_other_texts(arena, json_object_get(root, "title"), &session->title);
	langs.abstract = read_other_texts(arena, json_object_get(root, "abstract"), &session->abstract);
	read_persons(arena, json_object_get(root, "persons"), session);
	json_decref(root);
	return langs;
}
