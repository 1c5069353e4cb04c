/* See rules.h. Overlaps are found by one sweep over busy times sorted by who is busy (a room, a person) and start. */
#include "schedule/rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *key;
	enum finding_severity severity;
} KINDS[FINDING_KIND_MAX] = {
	[FINDING_ID_TWICE] = { "id_twice", FINDING_ERROR },
	[FINDING_TIMES] = { "times", FINDING_ERROR },
	[FINDING_TITLE] = { "title", FINDING_ERROR },
	[FINDING_ROOM_UNKNOWN] = { "room_unknown", FINDING_ERROR },
	[FINDING_ROOM_MISSING] = { "room_missing", FINDING_WARNING },
	[FINDING_ROOM_OVERLAP] = { "room_overlap", FINDING_ERROR },
	[FINDING_PERSON_OVERLAP] = { "person_overlap", FINDING_ERROR },
	[FINDING_FOREIGN_PERSON] = { "foreign_person", FINDING_WARNING },
	[FINDING_FOREIGN_PLENARY] = { "foreign_plenary", FINDING_WARNING },
};

/* How sessions share a room or a person: the lane decides what a collision of two of them means. */
enum lane { LANE_MAIN, LANE_BREAK, LANE_VIDEO, LANE_FOREIGN, LANE_MAX };

#define NO_FINDING FINDING_KIND_MAX

static const enum lane LANES[SESSION_KIND_MAX] = {
	[SESSION_BREAK] = LANE_BREAK, [SESSION_VIDEO] = LANE_VIDEO, [SESSION_FOREIGN] = LANE_FOREIGN
};

struct collision_table {
	enum finding_kind kinds[LANE_MAX][LANE_MAX];
};

static const struct collision_table IN_ROOM = { {
    [LANE_MAIN] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP },
    [LANE_BREAK] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, NO_FINDING, FINDING_ROOM_OVERLAP },
    [LANE_VIDEO] = { FINDING_ROOM_OVERLAP, NO_FINDING, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP },
    [LANE_FOREIGN] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, NO_FINDING },
} };

/* Somebody seen in a video is not in the room, and a break binds nobody. */
static const struct collision_table OF_PERSON = { {
    [LANE_MAIN] = { FINDING_PERSON_OVERLAP, NO_FINDING, NO_FINDING, FINDING_FOREIGN_PERSON },
    [LANE_BREAK] = { NO_FINDING, NO_FINDING, NO_FINDING, NO_FINDING },
    [LANE_VIDEO] = { NO_FINDING, NO_FINDING, NO_FINDING, NO_FINDING },
    [LANE_FOREIGN] = { FINDING_FOREIGN_PERSON, NO_FINDING, NO_FINDING, NO_FINDING },
} };

static const char *const PLENARY_WORDS[] = { "plenar", "pl\u00e9ni", "PL\u00c9NI",
	"\u043f\u043b\u0435\u043d\u0430\u0440", "\u041f\u043b\u0435\u043d\u0430\u0440", "\u5168\u4f53\u4f1a",
	"\u0627\u0644\u062c\u0644\u0633\u0629 \u0627\u0644\u0639\u0627\u0645\u0629" };

/* A room or a person is taken by a session. */
struct busy {
	const char *who; /* name for the sentence */
	const char *key; /* what is the same when it is the same room or person */
	const struct agenda_session *session;
};

struct check {
	const struct agenda *agenda;
	struct arena *arena;
	struct findings found;
	size_t cap;
};

const char *finding_kind_key(enum finding_kind kind)
{
	assert((int)kind >= 0 && kind < FINDING_KIND_MAX);
	return KINDS[kind].key;
}

static void report(struct check *check, enum finding_kind kind, const struct agenda_session *session,
    const struct agenda_session *other, const char *sentence)
{
	struct findings *found = &check->found;
	if (found->n == check->cap) {
		check->cap = check->cap ? check->cap * 2 : 16;
		struct finding *grown = arena_array(check->arena, struct finding, check->cap);
		if (found->n)
			memcpy(grown, found->items, found->n * sizeof *grown);
		found->items = grown;
	}
	found->items[found->n++] = (struct finding){
		.severity = KINDS[kind].severity,
		.kind = kind,
		.session = session->id,
		.other = other ? other->id : NULL,
		.sentence = sentence,
	};
	found->n_errors += KINDS[kind].severity == FINDING_ERROR;
}

/* What to call a session in a sentence. */
static const char *called(const struct agenda_session *session)
{
	const char *title = texts_best(&session->title, LANG_EN);
	return *title ? title : session->code ? session->code : session->id;
}

static bool takes_time(const struct agenda_session *session)
{
	return session->state != SESSION_CANCELLED && session->ends_at > session->starts_at;
}

static int compare_ids(const void *a, const void *b)
{
	const struct agenda_session *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static void check_ids(struct check *check)
{
	size_t n = check->agenda->n_sessions;
	const struct agenda_session **sorted = arena_array(check->arena, const struct agenda_session *, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &check->agenda->sessions[i];
	qsort(sorted, n, sizeof(const struct agenda_session *), compare_ids);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(sorted[i - 1]->id, sorted[i]->id))
			report(check, FINDING_ID_TWICE, sorted[i], sorted[i - 1],
			    arena_printf(check->arena, "\"%s\" and \"%s\" have the same id.", called(sorted[i - 1]),
				called(sorted[i])));
}

static void check_times(struct check *check, const struct agenda_session *session)
{
	if (session->ends_at <= session->starts_at)
		report(check, FINDING_TIMES, session, NULL,
		    arena_printf(check->arena, "\"%s\" does not end after it starts.", called(session)));
}

static void check_title(struct check *check, const struct agenda_session *session)
{
	if (session->kind != SESSION_BREAK && !*texts_best(&session->title, LANG_EN))
		report(check, FINDING_TITLE, session, NULL,
		    arena_printf(check->arena, "Session %s has no title.", called(session)));
}

static void check_room(struct check *check, const struct agenda_session *session)
{
	bool none = session->room < 0;
	if (!none && (size_t)session->room >= check->agenda->n_rooms)
		report(check, FINDING_ROOM_UNKNOWN, session, NULL,
		    arena_printf(check->arena, "\"%s\" is in a room that does not exist.", called(session)));
	if (none && session->kind != SESSION_FOREIGN && session->state != SESSION_CANCELLED)
		report(check, FINDING_ROOM_MISSING, session, NULL,
		    arena_printf(check->arena, "\"%s\" has no room yet.", called(session)));
}

static int compare_busy(const void *a, const void *b)
{
	const struct busy *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	if (order)
		return order;
	if (x->session->starts_at != y->session->starts_at)
		return x->session->starts_at < y->session->starts_at ? -1 : 1;
	return strcmp(x->session->id, y->session->id);
}

static void report_overlap(
    struct check *check, enum finding_kind kind, const struct busy *now, const struct agenda_session *before)
{
	const char *more = kind == FINDING_FOREIGN_PERSON ? "; one of them is a session of the conference" : "";
	report(check, kind, now->session, before,
	    arena_printf(check->arena, "\"%s\" and \"%s\" both need %s at the same time%s.", called(before),
		called(now->session), now->who, more));
}

/* Keeps, for one room or person, the session of each lane that runs longest so far. */
static void sweep(struct check *check, struct busy *busy, size_t n, const struct collision_table *table)
{
	const struct agenda_session *longest[LANE_MAX] = { NULL };
	qsort(busy, n, sizeof *busy, compare_busy);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *session = busy[i].session;
		enum lane lane = LANES[session->kind];
		bool same_key = i && !strcmp(busy[i - 1].key, busy[i].key);
		if (!same_key)
			memset(longest, 0, sizeof longest);
		else if (busy[i - 1].session == session)
			continue; /* in two roles of one session */
		for (int other = 0; other < LANE_MAX; other++) {
			enum finding_kind kind = table->kinds[lane][other];
			if (kind != NO_FINDING && longest[other] && longest[other]->ends_at > session->starts_at)
				report_overlap(check, kind, &busy[i], longest[other]);
		}
		if (!longest[lane] || longest[lane]->ends_at < session->ends_at)
			longest[lane] = session;
	}
}

static void check_rooms(struct check *check)
{
	const struct agenda *agenda = check->agenda;
	struct busy *busy = arena_array(check->arena, struct busy, agenda->n_sessions + 1);
	size_t n = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		const struct agenda_room *room = agenda_room_of(agenda, session);
		if (room && takes_time(session))
			busy[n++] = (struct busy){ room->name, room->name, session };
	}
	sweep(check, busy, n, &IN_ROOM);
}

static void check_persons(struct check *check)
{
	const struct agenda *agenda = check->agenda;
	size_t n = 0, most = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++)
		most += agenda->sessions[i].n_persons;
	struct busy *busy = arena_array(check->arena, struct busy, most + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		for (size_t p = 0; takes_time(session) && p < session->n_persons; p++) {
			const struct agenda_person *person = &session->persons[p];
			busy[n++] = (struct busy){ person->name, person->id ? person->id : person->name, session };
		}
	}
	sweep(check, busy, n, &OF_PERSON);
}

static bool is_foreign_plenary(const struct agenda_session *session)
{
	if (session->kind != SESSION_FOREIGN || !takes_time(session))
		return false;
	for (int lang = 0; lang < LANG_MAX; lang++)
		for (size_t i = 0; session->title.in[lang] && i < sizeof PLENARY_WORDS / sizeof *PLENARY_WORDS; i++)
			if (strcasestr(session->title.in[lang], PLENARY_WORDS[i]))
				return true;
	return false;
}

static int compare_starts(const void *a, const void *b)
{
	const struct agenda_session *const *x = a, *const *y = b;
	return ((*x)->starts_at > (*y)->starts_at) - ((*x)->starts_at < (*y)->starts_at);
}

/* The plenaries of the conference by start; [i] is replaced by the one of [0..i] that ends last, at *out_last[i]. */
static size_t collect_plenaries(
    struct check *check, const struct agenda_session ***out_by_start, const struct agenda_session ***out_last)
{
	const struct agenda *agenda = check->agenda;
	const struct agenda_session **by_start, **last;
	by_start = arena_array(check->arena, const struct agenda_session *, agenda->n_sessions + 1);
	last = arena_array(check->arena, const struct agenda_session *, agenda->n_sessions + 1);
	size_t n = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++)
		if (is_foreign_plenary(&agenda->sessions[i]))
			by_start[n++] = &agenda->sessions[i];
	qsort(by_start, n, sizeof(const struct agenda_session *), compare_starts);
	for (size_t i = 0; i < n; i++)
		last[i] = i && last[i - 1]->ends_at >= by_start[i]->ends_at ? last[i - 1] : by_start[i];
	*out_by_start = by_start;
	*out_last = last;
	return n;
}

static void check_plenaries(struct check *check)
{
	const struct agenda_session **by_start, **last;
	size_t n = collect_plenaries(check, &by_start, &last);
	for (size_t i = 0; i < check->agenda->n_sessions; i++) {
		const struct agenda_session *session = &check->agenda->sessions[i];
		if (LANES[session->kind] != LANE_MAIN || !takes_time(session))
			continue;
		size_t from = 0, to = n; /* how many plenaries start before this session ends */
		while (from < to) {
			size_t middle = from + (to - from) / 2;
			if (by_start[middle]->starts_at < session->ends_at)
				from = middle + 1;
			else
				to = middle;
		}
		if (from && last[from - 1]->ends_at > session->starts_at)
			report(check, FINDING_FOREIGN_PLENARY, session, last[from - 1],
			    arena_printf(check->arena, "\"%s\" runs during \"%s\" of the conference.",
				called(session), called(last[from - 1])));
	}
}

struct findings rules_check(const struct agenda *agenda, struct arena *arena)
{
	static void (*const EACH[])(
	    struct check *, const struct agenda_session *) = { check_times, check_title, check_room };
	struct check check = { .agenda = agenda, .arena = arena };
	check_ids(&check);
	for (size_t rule = 0; rule < sizeof EACH / sizeof *EACH; rule++)
		for (size_t i = 0; i < agenda->n_sessions; i++)
			EACH[rule](&check, &agenda->sessions[i]);
	check_rooms(&check);
	check_persons(&check);
	check_plenaries(&check);
	return check.found;
}

/* ---- as JSON ---- */

static bool is_about(const struct finding *finding, const char *session)
{
	return !session || !strcmp(finding->session, session) || (finding->other && !strcmp(finding->other, session));
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
		jsonw_text(w, finding->values[i].key, finding->values[i].value);
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
