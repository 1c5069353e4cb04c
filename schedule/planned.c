/* See planned.h. One row a field: how it is compared, copied and said. */
#include "schedule/planned.h"

#include "base/clock.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* A session in its agenda. */
struct placed {
	const struct agenda *agenda;
	const struct agenda_session *session;
};

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static const char *some(const char *text)
{
	return text && *text ? text : NULL;
}

static const char *room_name(const struct placed *at)
{
	const struct agenda_room *room = agenda_room_of(at->agenda, at->session);
	return room ? room->name : NULL;
}

/* ---- fields that are more than one value ---- */

static bool same_times(const struct placed *a, const struct placed *b)
{
	return a->session->starts_at == b->session->starts_at && a->session->ends_at == b->session->ends_at;
}

static void take_times(struct agenda_session *to, const struct agenda_session *from)
{
	to->starts_at = from->starts_at;
	to->ends_at = from->ends_at;
}

static const char *say_times(struct arena *arena, const struct placed *at)
{
	char text[CLOCK_RFC3339_LEN + 1];
	return arena_dup(arena, clock_rfc3339(at->session->starts_at, text));
}

static bool same_room(const struct placed *a, const struct placed *b)
{
	if (a->agenda->rooms == b->agenda->rooms)
		return a->session->room == b->session->room;
	return same_text(room_name(a), room_name(b));
}

static void take_room(struct agenda_session *to, const struct agenda_session *from)
{
	to->room = from->room;
}

static const char *say_room(struct arena *arena, const struct placed *at)
{
	(void)arena;
	return room_name(at);
}

static bool same_cancelled(const struct placed *a, const struct placed *b)
{
	return (a->session->state == SESSION_CANCELLED) == (b->session->state == SESSION_CANCELLED);
}

static void take_cancelled(struct agenda_session *to, const struct agenda_session *from)
{
	if (to->state == SESSION_PLANNED && from->state == SESSION_CANCELLED)
		to->state = SESSION_CANCELLED;
	else if (to->state == SESSION_CANCELLED && from->state != SESSION_CANCELLED)
		to->state = SESSION_PLANNED;
}

static const char *say_cancelled(struct arena *arena, const struct placed *at)
{
	(void)arena;
	return session_state_key(at->session->state == SESSION_CANCELLED ? SESSION_CANCELLED : SESSION_PLANNED);
}

static bool same_people(const struct placed *a, const struct placed *b)
{
	const struct agenda_session *x = a->session, *y = b->session;
	if (x->n_persons != y->n_persons)
		return false;
	for (size_t i = 0; i < x->n_persons; i++) {
		const struct agenda_person *p = &x->persons[i], *q = &y->persons[i];
		if (p->role != q->role || !same_text(p->name, q->name) ||
		    (p->id && q->id && strcmp(p->id, q->id) != 0))
			return false;
	}
	return true;
}

static void take_people(struct agenda_session *to, const struct agenda_session *from)
{
	to->persons = from->persons;
	to->n_persons = from->n_persons;
}

static const char *say_people(struct arena *arena, const struct placed *at)
{
	(void)arena;
	(void)at;
	return NULL;
}

/* ---- fields of one value ---- */

static bool same_code(const struct placed *a, const struct placed *b)
{
	const char *x = some(a->session->code), *y = some(b->session->code);
	return !x || !y || strcmp(x, y) == 0;
}

#define SAME_TEXT(member)                                                                                            \
	static bool same_##member(const struct placed *a, const struct placed *b)                                    \
	{                                                                                                            \
		return same_text(a->session->member, b->session->member);                                            \
	}
#define SAME(member)                                                                                                 \
	static bool same_##member(const struct placed *a, const struct placed *b)                                    \
	{                                                                                                            \
		return a->session->member == b->session->member;                                                     \
	}
#define TAKE(member)                                                                                                 \
	static void take_##member(struct agenda_session *to, const struct agenda_session *from)                      \
	{                                                                                                            \
		to->member = from->member;                                                                           \
	}
#define SAY(member, words)                                                                                           \
	static const char *say_##member(struct arena *arena, const struct placed *at)                                \
	{                                                                                                            \
		(void)arena;                                                                                         \
		return words;                                                                                        \
	}

static const char *say_truth(bool truth)
{
	return truth ? "true" : "false";
}

/* A set as its keys, with spaces between them; NULL for the empty one. */
static const char *say_set(struct arena *arena, unsigned set, int n, const char *(*key)(int))
{
	char text[256] = "";
	size_t len = 0;
	for (int i = 0; i < n; i++)
		if (set & 1u << i)
			len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", len ? " " : "", key(i));
	return len ? arena_dup(arena, text) : NULL;
}

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

/* clang-format off */
SAME(kind) TAKE(kind) SAY(kind, session_kind_key(at->session->kind))
TAKE(code) SAY(code, some(at->session->code))
SAME_TEXT(language) TAKE(language) SAY(language, some(at->session->language))
SAME(focus_areas) TAKE(focus_areas) SAY(focus_areas, say_set(arena, at->session->focus_areas, FOCUS_AREA_MAX, area_key_at))
SAME(capacity) TAKE(capacity) SAY(capacity, arena_printf(arena, "%d", at->session->capacity))
SAME(by_invitation) TAKE(by_invitation) SAY(by_invitation, say_truth(at->session->by_invitation))
SAME(is_fixed) TAKE(is_fixed) SAY(is_fixed, say_truth(at->session->is_fixed))
SAME(needs_high_level) TAKE(needs_high_level) SAY(needs_high_level, say_truth(at->session->needs_high_level))
SAME(equipment) TAKE(equipment) SAY(equipment, say_set(arena, at->session->equipment, EQUIPMENT_MAX, equipment_key_at))
SAME(interpretation) TAKE(interpretation) SAY(interpretation, say_set(arena, at->session->interpretation, LANG_MAX, lang_key_at))

static const struct {
	const char *key;
	bool (*same)(const struct placed *a, const struct placed *b);
	void (*take)(struct agenda_session *to, const struct agenda_session *from);
	const char *(*say)(struct arena *arena, const struct placed *at);
} FIELDS[PLANNED_TITLE] = {
#define FIELD(field, name) [field] = { #name, same_##name, take_##name, say_##name }
	[PLANNED_TIMES] = { "starts_at", same_times, take_times, say_times },
	FIELD(PLANNED_ROOM, room),
	FIELD(PLANNED_CANCELLED, cancelled),
	FIELD(PLANNED_KIND, kind),
	FIELD(PLANNED_CODE, code),
	FIELD(PLANNED_PEOPLE, people),
	FIELD(PLANNED_FOCUS_AREAS, focus_areas),
	FIELD(PLANNED_LANGUAGE, language),
	FIELD(PLANNED_CAPACITY, capacity),
	FIELD(PLANNED_BY_INVITATION, by_invitation),
	FIELD(PLANNED_IS_FIXED, is_fixed),
	FIELD(PLANNED_NEEDS_HIGH_LEVEL, needs_high_level),
	FIELD(PLANNED_EQUIPMENT, equipment),
	FIELD(PLANNED_INTERPRETATION, interpretation),
#undef FIELD
};
/* clang-format on */

static const char *const TITLE_KEYS[] = { "title.en", "title.fr", "title.es", "title.ar", "title.ru", "title.zh",
	"text.en", "text.fr", "text.es", "text.ar", "text.ru", "text.zh" };
_Static_assert(
    sizeof TITLE_KEYS / sizeof *TITLE_KEYS == PLANNED_FIELD_MAX - PLANNED_TITLE, "a key for each language");

/* Where a text stands in a session. */
static const char **text_at(struct agenda_session *session, enum planned_field field)
{
	return field < PLANNED_TEXT ? &session->title.in[field - PLANNED_TITLE]
				    : &session->abstract.in[field - PLANNED_TEXT];
}

static const char *text_of(const struct agenda_session *session, enum planned_field field)
{
	return field < PLANNED_TEXT ? session->title.in[field - PLANNED_TITLE]
				    : session->abstract.in[field - PLANNED_TEXT];
}

const char *planned_field_key(enum planned_field field)
{
	assert((int)field >= 0 && field < PLANNED_FIELD_MAX);
	return field < PLANNED_TITLE ? FIELDS[field].key : TITLE_KEYS[field - PLANNED_TITLE];
}

unsigned planned_differs(const struct agenda *a_in, const struct agenda_session *a, const struct agenda *b_in,
    const struct agenda_session *b)
{
	struct placed x = { a_in, a }, y = { b_in, b };
	unsigned differ = 0;
	for (int field = 0; field < PLANNED_TITLE; field++)
		if (!FIELDS[field].same(&x, &y))
			differ |= 1u << field;
	for (int field = PLANNED_TITLE; field < PLANNED_FIELD_MAX; field++)
		if (!same_text(text_of(a, (enum planned_field)field), text_of(b, (enum planned_field)field)))
			differ |= 1u << field;
	return differ;
}

void planned_take(struct agenda_session *to, const struct agenda_session *from, unsigned fields)
{
	for (int field = 0; field < PLANNED_FIELD_MAX; field++)
		if (!(fields & 1u << field))
			continue;
		else if (field < PLANNED_TITLE)
			FIELDS[field].take(to, from);
		else
			*text_at(to, (enum planned_field)field) = text_of(from, (enum planned_field)field);
}

struct agenda_session planned_only(const struct agenda_session *session)
{
	struct agenda_session plan = { .id = session->id };
	planned_take(&plan, session, PLANNED_ALL);
	return plan;
}

const char *planned_field_text(
    struct arena *arena, const struct agenda *agenda, const struct agenda_session *session, enum planned_field field)
{
	struct placed at = { agenda, session };
	return field < PLANNED_TITLE ? FIELDS[field].say(arena, &at) : some(text_of(session, field));
}
