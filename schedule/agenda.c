/* The tables behind agenda.h. */
#include "schedule/agenda.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const LANG_KEYS[LANG_MAX] = {
	[LANG_EN] = "en", [LANG_FR] = "fr", [LANG_ES] = "es", [LANG_AR] = "ar", [LANG_RU] = "ru", [LANG_ZH] = "zh"
};

static const char *const KIND_KEYS[SESSION_KIND_MAX] = { [SESSION_PANEL] = "panel",
	[SESSION_ROUND_TABLE] = "round_table",
	[SESSION_BREAKOUT] = "breakout",
	[SESSION_PLENARY] = "plenary",
	[SESSION_CEREMONY] = "ceremony",
	[SESSION_BREAK] = "break",
	[SESSION_VIDEO] = "video",
	[SESSION_FOREIGN] = "foreign" };

static const char *const STATE_KEYS[SESSION_STATE_MAX] = { [SESSION_PLANNED] = "planned",
	[SESSION_RUNNING] = "running",
	[SESSION_ENDED] = "ended",
	[SESSION_CANCELLED] = "cancelled" };

static const char *const ROLE_KEYS[PERSON_ROLE_MAX] = { [PERSON_SPEAKER] = "speaker",
	[PERSON_CHAIR] = "chair",
	[PERSON_MODERATOR] = "moderator",
	[PERSON_PANELLIST] = "panellist" };

static const char *const FOCUS_KEYS[FOCUS_AREA_MAX] = { [FOCUS_ACCESS] = "access",
	[FOCUS_ADOPTION] = "adoption",
	[FOCUS_VALUE_CREATION] = "value_creation",
	[FOCUS_ACCELERATE] = "accelerate" };

static const char *const EQUIPMENT_KEYS[EQUIPMENT_MAX] = { [EQUIPMENT_PROJECTOR] = "projector",
	[EQUIPMENT_MICROPHONES] = "microphones",
	[EQUIPMENT_BOOTHS] = "booths",
	[EQUIPMENT_HYBRID] = "hybrid",
	[EQUIPMENT_RECORDING] = "recording",
	[EQUIPMENT_CAPTIONING] = "captioning",
	[EQUIPMENT_WHEELCHAIR] = "wheelchair",
	[EQUIPMENT_SIGNATURE_TABLE] = "signature_table" };

static const char *const FOCUS_NAMES[FOCUS_AREA_MAX] = { [FOCUS_ACCESS] = "ACCESS",
	[FOCUS_ADOPTION] = "ADOPTION",
	[FOCUS_VALUE_CREATION] = "VALUE CREATION",
	[FOCUS_ACCELERATE] = "ACCELERATE" };

static const char *key_of(const char *const keys[], int max, int value)
{
	assert(value >= 0 && value < max);
	return keys[value];
}

/* The place of a key in its table, -1 when it is not there. */
static int key_find(const char *const keys[], int max, const char *text)
{
	for (int i = 0; text && i < max; i++)
		if (!strcmp(keys[i], text))
			return i;
	return -1;
}

const char *lang_key(enum lang lang)
{
	return key_of(LANG_KEYS, LANG_MAX, (int)lang);
}

bool lang_parse(const char *text, enum lang *out)
{
	int at = key_find(LANG_KEYS, LANG_MAX, text);
	if (at >= 0)
		*out = (enum lang)at;
	return at >= 0;
}

const char *session_kind_key(enum session_kind kind)
{
	return key_of(KIND_KEYS, SESSION_KIND_MAX, (int)kind);
}

bool session_kind_parse(const char *text, enum session_kind *out)
{
	int at = key_find(KIND_KEYS, SESSION_KIND_MAX, text);
	if (at >= 0)
		*out = (enum session_kind)at;
	return at >= 0;
}

const char *session_state_key(enum session_state state)
{
	return key_of(STATE_KEYS, SESSION_STATE_MAX, (int)state);
}

bool session_state_parse(const char *text, enum session_state *out)
{
	int at = key_find(STATE_KEYS, SESSION_STATE_MAX, text);
	if (at >= 0)
		*out = (enum session_state)at;
	return at >= 0;
}

const char *person_role_key(enum person_role role)
{
	return key_of(ROLE_KEYS, PERSON_ROLE_MAX, (int)role);
}

bool person_role_parse(const char *text, enum person_role *out)
{
	int at = key_find(ROLE_KEYS, PERSON_ROLE_MAX, text);
	if (at >= 0)
		*out = (enum person_role)at;
	return at >= 0;
}

const char *focus_area_key(enum focus_area area)
{
	return key_of(FOCUS_KEYS, FOCUS_AREA_MAX, (int)area);
}

bool focus_area_parse(const char *text, enum focus_area *out)
{
	int at = key_find(FOCUS_KEYS, FOCUS_AREA_MAX, text);
	if (at >= 0)
		*out = (enum focus_area)at;
	return at >= 0;
}

const char *equipment_key(enum equipment equipment)
{
	return key_of(EQUIPMENT_KEYS, EQUIPMENT_MAX, (int)equipment);
}

bool equipment_parse(const char *text, enum equipment *out)
{
	int at = key_find(EQUIPMENT_KEYS, EQUIPMENT_MAX, text);
	if (at >= 0)
		*out = (enum equipment)at;
	return at >= 0;
}

const char *focus_area_name(enum focus_area area)
{
	return key_of(FOCUS_NAMES, FOCUS_AREA_MAX, (int)area);
}

static bool has_text(const struct texts *texts, enum lang lang)
{
	return texts->in[lang] && *texts->in[lang];
}

enum lang texts_best_lang(const struct texts *texts, enum lang lang)
{
	if (has_text(texts, lang))
		return lang;
	for (int other = LANG_EN; other < LANG_MAX; other++)
		if (has_text(texts, (enum lang)other))
			return (enum lang)other;
	return lang;
}

const char *texts_best(const struct texts *texts, enum lang lang)
{
	const char *text = texts->in[texts_best_lang(texts, lang)];
	return text ? text : "";
}

const struct agenda_session *agenda_session_find(const struct agenda *agenda, const char *id)
{
	for (size_t i = 0; i < agenda->n_sessions; i++)
		if (!strcmp(agenda->sessions[i].id, id))
			return &agenda->sessions[i];
	return NULL;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct agenda_session *)a)->id, ((const struct agenda_session *)b)->id);
}

void agenda_sort_by_id(struct agenda *agenda)
{
	if (agenda->n_sessions)
		qsort(agenda->sessions, agenda->n_sessions, sizeof *agenda->sessions, by_id);
}

struct agenda_session *agenda_session_find_sorted(const struct agenda *agenda, const char *id)
{
	struct agenda_session key = { .id = id };
	return agenda->n_sessions ? bsearch(&key, agenda->sessions, agenda->n_sessions, sizeof key, by_id) : NULL;
}

int agenda_room_find(const struct agenda *agenda, const char *name)
{
	for (size_t i = 0; i < agenda->n_rooms; i++)
		if (!strcmp(agenda->rooms[i].name, name))
			return (int)i;
	return -1;
}

static const struct agenda_room *room_at(const struct agenda *agenda, int room)
{
	return room >= 0 && (size_t)room < agenda->n_rooms ? &agenda->rooms[room] : NULL;
}

const struct agenda_room *agenda_room_of(const struct agenda *agenda, const struct agenda_session *session)
{
	return room_at(agenda, session->room);
}

const struct agenda_room *agenda_room_now(const struct agenda *agenda, const struct agenda_session *session)
{
	return room_at(agenda, agenda_room_index_now(session));
}

int agenda_room_index_now(const struct agenda_session *session)
{
	return session->moved_room > 0 ? session->moved_room - 1 : session->room;
}
