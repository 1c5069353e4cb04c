/* See extension.h. */
#include "schedule/extension.h"

#include "schedule/room_json.h"
#include "schedule/session_json.h"
#include "schedule/text.h"

#include <jansson.h>

void extension_write_agenda(struct jsonw *w, const char *name, const struct agenda *agenda)
{
	jsonw_object(w, name);
	jsonw_text(w, "acronym", agenda->acronym);
	jsonw_array(w, "rooms");
	for (size_t i = 0; i < agenda->n_rooms; i++)
		room_json_write(w, NULL, &agenda->rooms[i]);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

/* The texts in all languages but the one that the format has written, if it has. */
static void write_other_texts(
    struct jsonw *w, const char *name, const struct texts *texts, enum lang lang, bool is_written)
{
	enum lang written = texts_best_lang(texts, lang);
	jsonw_object(w, name);
	jsonw_text(w, "in", lang_key(written));
	for (enum lang at = 0; at < LANG_MAX; at++)
		if ((at != written || !is_written) && texts->in[at] && *texts->in[at])
			jsonw_text(w, lang_key(at), texts->in[at]);
	jsonw_object_end(w);
}

void extension_write_session(struct jsonw *w, const char *name, const struct agenda *agenda,
    const struct agenda_session *session, enum lang lang, enum extension_said said)
{
	jsonw_object(w, name);
	session_json_write_facts(w, agenda, session);
	write_other_texts(w, "title", &session->title, lang, true);
	write_other_texts(w, "abstract", &session->abstract, lang, said == SAID_TITLE_AND_ABSTRACT);
	jsonw_object_end(w);
}

static const char *member_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
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
		room_json_read(build->arena, from, &build->agenda.rooms[at]);
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

struct extension_langs extension_read_session(
    struct build *build, struct agenda_session *session, const char *json, int line)
{
	struct arena *arena = build->arena;
	struct extension_langs langs = { LANG_EN, LANG_EN };
	json_t *root = load(build, json, line);
	if (!root)
		return langs;
	session_json_read_facts(arena, &build->agenda, root, session);
	langs.title = read_other_texts(arena, json_object_get(root, "title"), &session->title);
	langs.abstract = read_other_texts(arena, json_object_get(root, "abstract"), &session->abstract);
	json_decref(root);
	return langs;
}
