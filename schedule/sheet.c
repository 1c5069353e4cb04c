/* See sheet.h. */
#include "schedule/sheet.h"

#include "schedule/expected.h"

#include <stdlib.h>
#include <string.h>

enum column {
#define COLUMN(key, ...) COLUMN_##key,
#define KIND(...)
#define STATE(...)
#define ROLE(...)
#define TRUTH(...)
#include "schedule/sheet_words.def"
#undef COLUMN
	COLUMN_MAX
};

static const char *const KEYS[COLUMN_MAX] = {
#define COLUMN(key, ...) #key,
#include "schedule/sheet_words.def"
#undef COLUMN
};

static const int WIDTHS[COLUMN_MAX] = {
#define COLUMN(key, width, ...) width,
#include "schedule/sheet_words.def"
#undef COLUMN
};

static const char *const TITLES[COLUMN_MAX][LANG_MAX] = {
#define COLUMN(key, width, ...) { __VA_ARGS__ },
#include "schedule/sheet_words.def"
#undef COLUMN
};

#define COLUMN(...)
#undef KIND
static const char *const KINDS[SESSION_KIND_MAX][LANG_MAX] = {
#define KIND(kind, ...) [kind] = { __VA_ARGS__ },
#include "schedule/sheet_words.def"
#undef KIND
#define KIND(...)
};

#undef STATE
static const char *const STATES[SESSION_STATE_MAX][LANG_MAX] = {
#define STATE(state, ...) [state] = { __VA_ARGS__ },
#include "schedule/sheet_words.def"
#undef STATE
#define STATE(...)
};

#undef ROLE
static const char *const ROLES[PERSON_ROLE_MAX][LANG_MAX] = {
#define ROLE(role, ...) [role] = { __VA_ARGS__ },
#include "schedule/sheet_words.def"
#undef ROLE
#define ROLE(...)
};

#undef TRUTH
static const char *const TRUTHS[2][LANG_MAX] = {
#define TRUTH(at, ...) [at] = { __VA_ARGS__ },
#include "schedule/sheet_words.def"
};

/* What every cell is made with. */
struct maker {
	struct arena *arena;
	const struct agenda *agenda;
	const struct expected *times;
	enum lang lang;
	bool people;
};

static const char *word(const struct maker *m, const char *key, const char *const words[LANG_MAX])
{
	return m->people ? words[m->lang] : key;
}

/* "first; more". */
static const char *joined(const struct maker *m, const char *list, const char *more)
{
	return *list ? arena_printf(m->arena, "%s; %s", list, more) : more;
}

static const char *people_of(const struct maker *m, const struct agenda_session *s)
{
	const char *list = "";
	for (size_t i = 0; i < s->n_persons; i++) {
		enum person_role role = s->persons[i].role;
		list = joined(m, list,
		    arena_printf(
			m->arena, "%s: %s", word(m, person_role_key(role), ROLES[role]), s->persons[i].name));
	}
	return list;
}

static const char *equipment_at(int bit)
{
	return equipment_key((enum equipment)bit);
}

static const char *lang_at(int bit)
{
	return lang_key((enum lang)bit);
}

static const char *area_at(int bit)
{
	return focus_area_key((enum focus_area)bit);
}

static const char *set_of(const struct maker *m, unsigned set, int n, const char *(*key)(int bit))
{
	const char *list = "";
	for (int bit = 0; bit < n; bit++)
		if (set & 1u << bit)
			list = joined(m, list, key(bit));
	return list;
}

static const char *areas_of(const struct maker *m, const struct agenda_session *s)
{
	const char *list = "";
	if (!m->people)
		return set_of(m, s->focus_areas, FOCUS_AREA_MAX, area_at);
	for (int bit = 0; bit < FOCUS_AREA_MAX; bit++)
		if (s->focus_areas & 1u << bit)
			list = joined(m, list, focus_area_name((enum focus_area)bit));
	return list;
}

static struct sheet_cell text_cell(const char *text)
{
	return (struct sheet_cell){ .kind = SHEET_TEXT, .text = text ? text : "" };
}

static struct sheet_cell instant_cell(int64_t ms)
{
	return (struct sheet_cell){ .kind = SHEET_INSTANT, .number = ms };
}

static struct sheet_cell room_cell(const struct maker *m, const struct agenda_room *room)
{
	const char *name = room && m->people ? texts_best(&room->names, m->lang) : "";
	return text_cell(*name ? name : room ? room->name : "");
}

static void fill_row(const struct maker *m, const struct agenda_session *s, struct sheet_cell *row)
{
	const struct expected *at = &m->times[s - m->agenda->sessions];
	row[COLUMN_code] = text_cell(s->code);
	row[COLUMN_starts_at] = instant_cell(s->starts_at);
	row[COLUMN_ends_at] = instant_cell(s->ends_at);
	row[COLUMN_expected_starts_at] = instant_cell(at->starts_at);
	row[COLUMN_expected_ends_at] = instant_cell(at->ends_at);
	row[COLUMN_room] = room_cell(m, agenda_room_of(m->agenda, s));
	row[COLUMN_expected_room] = room_cell(m, agenda_room_now(m->agenda, s));
	row[COLUMN_kind] = text_cell(word(m, session_kind_key(s->kind), KINDS[s->kind]));
	row[COLUMN_state] = text_cell(word(m, session_state_key(s->state), STATES[s->state]));
	row[COLUMN_title] = text_cell(texts_best(&s->title, m->lang));
	row[COLUMN_text] = text_cell(texts_best(&s->abstract, m->lang));
	row[COLUMN_focus_areas] = text_cell(areas_of(m, s));
	row[COLUMN_people] = text_cell(people_of(m, s));
	row[COLUMN_language] = text_cell(s->language);
	row[COLUMN_interpretation] = text_cell(set_of(m, s->interpretation, LANG_MAX, lang_at));
	row[COLUMN_capacity] = (struct sheet_cell){ .kind = SHEET_NUMBER, .number = s->capacity };
	row[COLUMN_by_invitation] = text_cell(word(m, s->by_invitation ? "true" : "false", TRUTHS[s->by_invitation]));
	row[COLUMN_equipment] = text_cell(set_of(m, s->equipment, EQUIPMENT_MAX, equipment_at));
	row[COLUMN_id] = text_cell(s->id);
}

static int by_time(const void *a, const void *b)
{
	const struct agenda_session *x = *(const struct agenda_session *const *)a;
	const struct agenda_session *y = *(const struct agenda_session *const *)b;
	if (x->starts_at != y->starts_at)
		return x->starts_at < y->starts_at ? -1 : 1;
	return strcmp(x->id, y->id);
}

struct sheet sheet_of(struct arena *arena, const struct agenda *agenda, enum lang lang, enum sheet_reader reader)
{
	size_t n = agenda->n_sessions;
	const struct maker maker = { arena, agenda, expected_times(agenda, arena), lang, reader == SHEET_FOR_PEOPLE };
	const struct agenda_session **order = arena_array(arena, const struct agenda_session *, n + 1);
	struct sheet_cell *cells = arena_array(arena, struct sheet_cell, n * COLUMN_MAX + 1);
	const char **titles = arena_array(arena, const char *, COLUMN_MAX);
	for (int i = 0; i < COLUMN_MAX; i++)
		titles[i] = word(&maker, KEYS[i], TITLES[i]);
	for (size_t i = 0; i < n; i++)
		order[i] = &agenda->sessions[i];
	qsort(order, n, sizeof(const struct agenda_session *), by_time);
	for (size_t i = 0; i < n; i++)
		fill_row(&maker, order[i], &cells[i * COLUMN_MAX]);
	return (struct sheet){ titles, WIDTHS, COLUMN_MAX, n, cells };
}
