/* See session_fields.h. */
#include "http/session_fields.h"

#include "schedule/planned.h"

#include <string.h>

enum { PEOPLE_MAX = 200, CAPACITY_MAX = 1000000, WORD_MAX = 64, TITLE_MAX = 500, TEXT_MAX = 8000 /* bytes */ };

struct person_fields {
	const char *id, *name, *role;
};

static const struct field PERSON[] = {
	FIELD(struct person_fields, "id", TEXT, id),
	FIELD(struct person_fields, "name", TEXT, name),
	FIELD_REQUIRED(struct person_fields, "role", TEXT, role),
	FIELDS_END,
};

#define IN_LANGUAGES(field, member)                                                                                  \
	FIELD(struct session_fields, field ".en", TEXT, member[LANG_EN]),                                            \
	    FIELD(struct session_fields, field ".fr", TEXT, member[LANG_FR]),                                        \
	    FIELD(struct session_fields, field ".es", TEXT, member[LANG_ES]),                                        \
	    FIELD(struct session_fields, field ".ar", TEXT, member[LANG_AR]),                                        \
	    FIELD(struct session_fields, field ".ru", TEXT, member[LANG_RU]),                                        \
	    FIELD(struct session_fields, field ".zh", TEXT, member[LANG_ZH])

const struct field SESSION_FIELDS[] = {
	FIELD(struct session_fields, "kind", TEXT, kind),
	FIELD(struct session_fields, "code", TEXT, code),
	FIELD(struct session_fields, "room", TEXT, room),
	FIELD(struct session_fields, "room", NULL, no_room),
	FIELD(struct session_fields, "state", TEXT, state),
	FIELD(struct session_fields, "cancelled", SAID, cancelled),
	FIELD(struct session_fields, "language", TEXT, language),
	FIELD(struct session_fields, "starts_at", TIME, starts_at),
	FIELD(struct session_fields, "ends_at", TIME, ends_at),
	FIELD(struct session_fields, "focus_areas", LIST, focus_areas),
	FIELD(struct session_fields, "capacity", INT, capacity),
	FIELD(struct session_fields, "by_invitation", SAID, by_invitation),
	FIELD(struct session_fields, "is_fixed", SAID, is_fixed),
	FIELD(struct session_fields, "needs_high_level", SAID, needs_high_level),
	FIELD(struct session_fields, "equipment", LIST, equipment),
	FIELD(struct session_fields, "interpretation", LIST, interpretation),
	FIELD_ROW_LIST(struct session_fields, "people", PERSON, struct person_fields, people),
	IN_LANGUAGES("title", title),
	IN_LANGUAGES("text", text),
	FIELDS_END,
};

enum err session_fields_read(const struct request *request, struct session_fields *out)
{
	*out = (struct session_fields){ .capacity = INT64_MIN };
	return request_fields(request, SESSION_FIELDS, out);
}

enum err session_fields_complete(const struct request *request, const struct session_fields *in)
{
	const char *missing = !in->kind ? "kind" : !in->starts_at ? "starts_at" : !in->ends_at ? "ends_at" : NULL;
	return missing ? fault_set(request->fault, ERR_FIELD_MISSING, missing, NULL) : OK;
}

/* ---- one field after the other ---- */

struct apply {
	const struct request *request;
	const struct session_fields *in;
	const struct agenda *agenda;
	struct agenda_session *session;
	unsigned fields;
};

static enum err apply_kind(struct apply *a)
{
	if (!a->in->kind)
		return OK;
	a->fields |= 1u << PLANNED_KIND;
	return session_kind_parse(a->in->kind, &a->session->kind)
		   ? OK
		   : fault_set(a->request->fault, ERR_INVALID, "kind", "There is no kind of session \"%.30s\".",
			 a->in->kind);
}

/* A state set by hand takes back what the day noted of a later one. */
static void forget_later(struct agenda_session *session)
{
	if (session->state == SESSION_PLANNED)
		session->started_at = 0;
	if (session->state == SESSION_PLANNED || session->state == SESSION_RUNNING)
		session->ended_at = 0;
}

static enum err apply_state(struct apply *a)
{
	if (a->in->state && !session_state_parse(a->in->state, &a->session->state))
		return fault_set(
		    a->request->fault, ERR_INVALID, "state", "There is no state \"%.30s\".", a->in->state);
	if (a->in->state)
		forget_later(a->session);
	if (a->in->cancelled == FIELD_NOT_SAID)
		return OK;
	a->fields |= 1u << PLANNED_CANCELLED;
	a->session->state = a->in->cancelled == FIELD_SAID_YES ? SESSION_CANCELLED : SESSION_PLANNED;
	return OK;
}

static enum err apply_room(struct apply *a)
{
	if (!a->in->room && !a->in->no_room)
		return OK;
	a->fields |= 1u << PLANNED_ROOM;
	a->session->room = -1;
	for (size_t i = 0; a->in->room && i < a->agenda->n_rooms; i++)
		if (!strcmp(a->agenda->rooms[i].id, a->in->room))
			a->session->room = (int)i;
	return a->session->room < 0 && a->in->room && *a->in->room
		   ? fault_set(a->request->fault, ERR_INVALID, "room", "There is no such room.")
		   : OK;
}

static enum err apply_times(struct apply *a)
{
	if (!a->in->starts_at && !a->in->ends_at)
		return OK;
	a->fields |= 1u << PLANNED_TIMES;
	a->session->starts_at = a->in->starts_at ? a->in->starts_at : a->session->starts_at;
	a->session->ends_at = a->in->ends_at ? a->in->ends_at : a->session->ends_at;
	return OK;
}

static enum err apply_word(
    struct apply *a, const char *name, const char *said, size_t most, const char **to, enum planned_field field)
{
	if (!said)
		return OK;
	if (strlen(said) > most)
		return fault_set(a->request->fault, ERR_INVALID, name, "It has at most %zu bytes.", most);
	*to = said;
	a->fields |= 1u << field;
	return OK;
}

static enum err apply_words(struct apply *a)
{
	enum err err = apply_word(a, "code", a->in->code, WORD_MAX, &a->session->code, PLANNED_CODE);
	if (!err)
		err = apply_word(a, "language", a->in->language, WORD_MAX, &a->session->language, PLANNED_LANGUAGE);
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++) {
		err = apply_word(a, planned_field_key(PLANNED_TITLE + lang), a->in->title[lang], TITLE_MAX,
		    &a->session->title.in[lang], PLANNED_TITLE + lang);
		if (!err)
			err = apply_word(a, planned_field_key(PLANNED_TEXT + lang), a->in->text[lang], TEXT_MAX,
			    &a->session->abstract.in[lang], PLANNED_TEXT + lang);
	}
	return err;
}

/* A parser of keys as one that gives their place. */
static bool area_at(const char *key, unsigned *out_at)
{
	enum focus_area area;
	bool good = focus_area_parse(key, &area);
	*out_at = good ? area : 0;
	return good;
}

static bool equipment_at(const char *key, unsigned *out_at)
{
	enum equipment equipment;
	bool good = equipment_parse(key, &equipment);
	*out_at = good ? equipment : 0;
	return good;
}

static bool lang_at(const char *key, unsigned *out_at)
{
	enum lang lang;
	bool good = lang_parse(key, &lang);
	*out_at = good ? lang : 0;
	return good;
}

static enum err read_set(const struct request *request, const char *name, const struct field_list *list,
    bool (*parse)(const char *key, unsigned *out_at), unsigned *out_set)
{
	unsigned set = 0;
	for (size_t i = 0; i < list->n; i++) {
		unsigned at;
		if (!parse(list->items[i], &at))
			return fault_set(
			    request->fault, ERR_INVALID, name, "There is no \"%.30s\" here.", list->items[i]);
		set |= 1u << at;
	}
	*out_set = set;
	return OK;
}

static enum err apply_set(struct apply *a, const char *name, const struct field_list *list,
    bool (*parse)(const char *key, unsigned *out_at), unsigned *to, enum planned_field field)
{
	if (!list->came)
		return OK;
	a->fields |= 1u << field;
	return read_set(a->request, name, list, parse, to);
}

static enum err apply_sets(struct apply *a)
{
	enum err err =
	    apply_set(a, "focus_areas", &a->in->focus_areas, area_at, &a->session->focus_areas, PLANNED_FOCUS_AREAS);
	if (!err)
		err = apply_set(
		    a, "equipment", &a->in->equipment, equipment_at, &a->session->equipment, PLANNED_EQUIPMENT);
	if (!err)
		err = apply_set(a, "interpretation", &a->in->interpretation, lang_at, &a->session->interpretation,
		    PLANNED_INTERPRETATION);
	return err;
}

static void apply_truth(struct apply *a, enum field_said said, bool *to, enum planned_field field)
{
	if (said == FIELD_NOT_SAID)
		return;
	*to = said == FIELD_SAID_YES;
	a->fields |= 1u << field;
}

static enum err apply_asks(struct apply *a)
{
	struct agenda_session *session = a->session;
	apply_truth(a, a->in->by_invitation, &session->by_invitation, PLANNED_BY_INVITATION);
	apply_truth(a, a->in->is_fixed, &session->is_fixed, PLANNED_IS_FIXED);
	apply_truth(a, a->in->needs_high_level, &session->needs_high_level, PLANNED_NEEDS_HIGH_LEVEL);
	if (a->in->capacity == INT64_MIN)
		return OK;
	if (a->in->capacity < 0 || a->in->capacity > CAPACITY_MAX)
		return fault_set(a->request->fault, ERR_INVALID, "capacity", "It is between 0 and %d.", CAPACITY_MAX);
	session->capacity = (int)a->in->capacity;
	a->fields |= 1u << PLANNED_CAPACITY;
	return OK;
}

static enum err apply_people(struct apply *a)
{
	const struct person_fields *rows = a->in->people.items;
	size_t n = a->in->people.n;
	if (!a->in->people.came)
		return OK;
	if (n > PEOPLE_MAX)
		return fault_set(
		    a->request->fault, ERR_INVALID, "people", "A session has at most %d people.", PEOPLE_MAX);
	struct agenda_person *persons = arena_array(a->request->arena, struct agenda_person, n + 1);
	for (size_t i = 0; i < n; i++) {
		persons[i] = (struct agenda_person){ .id = rows[i].id, .name = rows[i].name };
		if (!person_role_parse(rows[i].role, &persons[i].role))
			return fault_set(
			    a->request->fault, ERR_INVALID, "people", "There is no role \"%.30s\".", rows[i].role);
		if (rows[i].name && strlen(rows[i].name) > TITLE_MAX)
			return fault_set(
			    a->request->fault, ERR_INVALID, "people", "A name has at most %d bytes.", TITLE_MAX);
	}
	a->session->persons = persons;
	a->session->n_persons = n;
	a->fields |= 1u << PLANNED_PEOPLE;
	return OK;
}

enum err session_fields_apply(const struct request *request, const struct session_fields *in,
    const struct agenda *agenda, struct agenda_session *session, unsigned *out_fields)
{
	static enum err (*const EACH[])(struct apply * a) = { apply_kind, apply_state, apply_room, apply_times,
		apply_words, apply_sets, apply_asks, apply_people };
	struct apply a = { .request = request, .in = in, .agenda = agenda, .session = session };
	enum err err = OK;
	for (size_t i = 0; !err && i < sizeof EACH / sizeof *EACH; i++)
		err = EACH[i](&a);
	if (!err)
		*out_fields = a.fields;
	return err;
}
