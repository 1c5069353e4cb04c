/* See rules.h: the table of kinds, what the rules share, findings as JSON. The rules are in rules_*.c. */
#include "schedule/rules_state.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const KEYS[FINDING_KIND_MAX] = {
	[FINDING_ID_TWICE] = "id_twice",
	[FINDING_TIMES] = "times",
	[FINDING_TITLE] = "title",
	[FINDING_ROOM_UNKNOWN] = "room_unknown",
	[FINDING_ROOM_OVERLAP] = "room_overlap",
	[FINDING_PERSON_OVERLAP] = "person_overlap",
	[FINDING_ROOM_MISSING] = "room_missing",
	[FINDING_ROOM_CAPACITY] = "room_capacity",
	[FINDING_EQUIPMENT] = "equipment",
	[FINDING_TURN_ROUND] = "turn_round",
	[FINDING_ROOM_MOVED_CLASH] = "room_moved_clash",
	[FINDING_INTERPRETATION_ROOM] = "interpretation_room",
	[FINDING_INTERPRETERS_HOURS] = "interpreters_hours",
	[FINDING_INTERPRETERS_REST] = "interpreters_rest",
	[FINDING_INTERPRETERS_TEAMS] = "interpreters_teams",
	[FINDING_FOREIGN_PERSON] = "foreign_person",
	[FINDING_FOREIGN_PLENARY] = "foreign_plenary",
	[FINDING_FOREIGN_MEETING] = "foreign_meeting",
	[FINDING_HIGH_LEVEL] = "high_level",
	[FINDING_COCHAIRS] = "cochairs",
	[FINDING_LANGUAGE_GAP] = "language_gap",
};

static const enum rules_lane LANES[SESSION_KIND_MAX] = {
	[SESSION_BREAK] = LANE_BREAK, [SESSION_VIDEO] = LANE_VIDEO, [SESSION_FOREIGN] = LANE_FOREIGN
};

const char *finding_kind_key(enum finding_kind kind)
{
	assert((int)kind >= 0 && kind < FINDING_KIND_MAX);
	return KEYS[kind];
}

static enum finding_severity severity_of(enum finding_kind kind)
{
	return kind < FINDING_ROOM_MISSING ? FINDING_ERROR : FINDING_WARNING;
}

enum rules_lane rules_lane_of(const struct agenda_session *session)
{
	return LANES[session->kind];
}

const char *rules_called(const struct agenda_session *session)
{
	const char *title = texts_best(&session->title, LANG_EN);
	return *title ? title : session->code ? session->code : session->id;
}

bool rules_takes_time(const struct agenda_session *session)
{
	return session->state != SESSION_CANCELLED && session->ends_at > session->starts_at;
}

struct finding *rules_report(struct rules_check *check, enum finding_kind kind, const struct agenda_session *session,
    const struct agenda_session *other, const char *sentence, ...)
{
	struct findings *found = &check->found;
	char text[512];
	if (found->n == check->cap) {
		check->cap = check->cap ? check->cap * 2 : 16;
		struct finding *grown = arena_array(check->arena, struct finding, check->cap);
		if (found->n)
			memcpy(grown, found->items, found->n * sizeof *grown);
		found->items = grown;
	}
	va_list args;
	va_start(args, sentence);
	vsnprintf(text, sizeof text, sentence, args);
	va_end(args);
	struct finding *finding = &found->items[found->n++];
	*finding = (struct finding){ .severity = severity_of(kind),
		.kind = kind,
		.session = session ? session->id : NULL,
		.other = other ? other->id : NULL,
		.sentence = arena_dup(check->arena, text) };
	found->n_errors += finding->severity == FINDING_ERROR;
	return finding;
}

static void add_value(struct finding *finding, struct finding_value value)
{
	size_t at = 0;
	while (at < FINDING_VALUES_MAX && finding->values[at].key)
		at++;
	assert(at < FINDING_VALUES_MAX);
	finding->values[at] = value;
}

void rules_value(struct finding *finding, const char *key, const char *value)
{
	add_value(finding, (struct finding_value){ .key = key, .text = value });
}

void rules_value_int(struct finding *finding, const char *key, int64_t value)
{
	add_value(finding, (struct finding_value){ .key = key, .number = value });
}

void rules_value_keys(struct finding *finding, const char *key, const char *keys)
{
	add_value(finding, (struct finding_value){ .key = key, .text = keys, .is_list = true });
}

const char *rules_keys(struct rules_check *check, unsigned set, int n, const char *(*key)(int at))
{
	const char *keys = "";
	for (int i = 0; i < n; i++)
		if (set & 1u << i)
			keys = arena_printf(check->arena, "%s%s%s", keys, *keys ? " " : "", key(i));
	return keys;
}

const char *rules_lang_key(int at)
{
	return lang_key((enum lang)at);
}

static int by_start(const void *a, const void *b)
{
	const struct rules_slot *x = a, *y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return strcmp(x->session->id, y->session->id);
}

void rules_sort(struct rules_slot *slots, size_t n)
{
	if (n)
		qsort(slots, n, sizeof *slots, by_start);
}

static void collect_slots(struct rules_check *check)
{
	const struct agenda *agenda = check->agenda;
	check->slots = arena_array(check->arena, struct rules_slot, agenda->n_sessions + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool in_room = session->room >= 0 && (size_t)session->room < agenda->n_rooms;
		if (rules_takes_time(session))
			check->slots[check->n_slots++] = (struct rules_slot){ session, session->starts_at,
				session->ends_at, in_room ? session->room : -1 };
	}
	rules_sort(check->slots, check->n_slots);
}

struct findings rules_check_with(const struct agenda *agenda, const struct rules_known *known, struct arena *arena)
{
	static void (*const RULES[])(struct rules_check * check) = { rules_of_sessions, rules_of_rooms,
		rules_of_persons, rules_of_interpreters, rules_of_foreign, rules_of_cochairs };
	struct rules_check check = { .agenda = agenda, .known = known, .arena = arena };
	collect_slots(&check);
	for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
		RULES[i](&check);
	return check.found;
}

struct findings rules_check(const struct agenda *agenda, struct arena *arena)
{
	static const struct rules_known NOTHING = { 0 };
	return rules_check_with(agenda, &NOTHING, arena);
}

/* ---- as JSON ---- */

static bool is_about(const struct finding *finding, const char *session)
{
	return !session || (finding->session && !strcmp(finding->session, session)) ||
	       (finding->other && !strcmp(finding->other, session));
}

static void write_value(struct jsonw *w, const struct finding_value *value)
{
	if (!value->text) {
		jsonw_int(w, value->key, value->number);
	} else if (!value->is_list) {
		jsonw_text(w, value->key, value->text);
	} else {
		jsonw_array(w, value->key);
		for (const char *at = value->text; *at; at += strspn(at, " ")) {
			jsonw_text_len(w, NULL, at, strcspn(at, " "));
			at += strcspn(at, " ");
		}
		jsonw_array_end(w);
	}
}

static void write_finding(struct jsonw *w, const struct finding *finding)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "severity", finding->severity == FINDING_ERROR ? "error" : "warning");
	jsonw_text(w, "kind", finding_kind_key(finding->kind));
	jsonw_text(w, "session", finding->session);
	jsonw_text(w, "other", finding->other);
	jsonw_text(w, "room", finding->room);
	if (finding->person) {
		jsonw_object(w, "person");
		jsonw_text(w, "id", finding->person->id);
		jsonw_text(w, "name", finding->person->name);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "person");
	}
	jsonw_text(w, "sentence", finding->sentence);
	jsonw_object(w, "values");
	for (size_t i = 0; i < FINDING_VALUES_MAX && finding->values[i].key; i++)
		write_value(w, &finding->values[i]);
	jsonw_object_end(w);
	jsonw_object_end(w);
}

void findings_write(struct jsonw *w, const char *name, const struct findings *findings, const char *session)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < findings->n; i++)
		if (is_about(&findings->items[i], session))
			write_finding(w, &findings->items[i]);
	jsonw_array_end(w);
}
