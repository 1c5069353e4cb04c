/* See showing.h. */
#include "domain/showing.h"

#include <stdlib.h>
#include <string.h>

/* From..to, ms. */
struct span {
	int64_t from, to;
	const struct agenda_session *session;
};

struct spans {
	struct span *items;
	size_t n;
};

/* What one room (or the boards) has: when sessions run, and the breaks. */
struct hall {
	const char *id; /* "" for boards */
	struct spans busy, breaks;
};

struct plan {
	const struct agenda *agenda;
	const struct expected *times;
	struct arena *arena;
	int64_t since;
	struct showing *showings;
	size_t n, cap;
};

/* Is the room one of the list "a b c"? An empty list has all. */
static bool is_listed(const char *list, const char *id)
{
	size_t len = strlen(id);
	for (const char *at = list; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");
		if (word == len && memcmp(at, id, len) == 0)
			return true;
		at += word;
	}
	return !*list;
}

static bool is_break(const struct agenda_session *s)
{
	return s->kind == SESSION_BREAK || s->kind == SESSION_VIDEO;
}

/* When the next session that is no break is expected in the room of this one; half a day later when there is none. */
static int64_t next_start(const struct plan *plan, size_t index)
{
	const struct agenda_room *room = agenda_room_now(plan->agenda, &plan->agenda->sessions[index]);
	int64_t from = plan->times[index].starts_at, next = plan->times[index].ends_at + SHOWING_BY_HAND_MS;
	for (size_t i = 0; i < plan->agenda->n_sessions; i++) {
		const struct agenda_session *other = &plan->agenda->sessions[i];
		int64_t at = plan->times[i].starts_at;
		if (at > from && at < next && !is_break(other) && other->state != SESSION_CANCELLED &&
		    agenda_room_now(plan->agenda, other) == room)
			next = at;
	}
	return next;
}

/* One that was started and not ended may go on through the break behind it, whatever was announced. */
static struct span span_of(const struct plan *plan, size_t index)
{
	const struct agenda_session *s = &plan->agenda->sessions[index];
	struct span span = { plan->times[index].starts_at, plan->times[index].ends_at, s };
	int64_t next = !is_break(s) && s->state == SESSION_RUNNING ? next_start(plan, index) : span.to;
	span.to = next > span.to ? next : span.to;
	return span;
}

static int by_start(const void *a, const void *b)
{
	const struct span *one = a, *other = b;
	return (one->from > other->from) - (one->from < other->from);
}

/* Is the session in that room? For the boards (NULL) all of ours are; a break without a room is everybody's. */
static bool is_here(const struct plan *plan, const struct agenda_session *s, const struct agenda_room *room)
{
	const struct agenda_room *where = agenda_room_now(plan->agenda, s);
	return room ? where == room || (!where && is_break(s)) : s->kind != SESSION_FOREIGN;
}

/* Sessions and breaks of a room; of all rooms for NULL, the boards. */
static struct hall look_at(const struct plan *plan, const struct agenda_room *room)
{
	size_t n = plan->agenda->n_sessions;
	struct hall hall = { .id = room ? room->id : "" };
	hall.busy.items = arena_array(plan->arena, struct span, n + 1);
	hall.breaks.items = arena_array(plan->arena, struct span, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *s = &plan->agenda->sessions[i];
		if (!is_here(plan, s, room) || s->state == SESSION_CANCELLED || s->state == SESSION_ENDED)
			continue;
		struct spans *spans = is_break(s) ? &hall.breaks : &hall.busy;
		spans->items[spans->n++] = span_of(plan, i);
	}
	if (hall.busy.n)
		qsort(hall.busy.items, hall.busy.n, sizeof *hall.busy.items, by_start);
	if (hall.breaks.n)
		qsort(hall.breaks.items, hall.breaks.n, sizeof *hall.breaks.items, by_start);
	return hall;
}

static struct showing *add(struct plan *plan, const struct playlist *playlist, struct span span, bool by_hand)
{
	for (size_t i = 0; i < plan->n; i++) {
		struct showing *s = &plan->showings[i];
		if (s->playlist == playlist && s->starts_at == span.from && s->ends_at == span.to &&
		    s->by_hand == by_hand)
			return s;
	}
	if (plan->n == plan->cap) {
		struct showing *more = arena_array(plan->arena, struct showing, 2 * plan->cap + 16);
		if (plan->n)
			memcpy(more, plan->showings, plan->n * sizeof *more);
		plan->cap = 2 * plan->cap + 16;
		plan->showings = more;
	}
	struct showing *s = &plan->showings[plan->n++];
	*s = (struct showing){ playlist, span.from, span.to, by_hand,
		arena_array(plan->arena, const char *, plan->agenda->n_rooms + 1), 0 };
	return s;
}

static void show(struct plan *plan, const struct playlist *playlist, struct span span, bool by_hand, const char *room)
{
	if (span.to - span.from < SHOWING_LEAST_MS || span.to <= plan->since)
		return;
	struct showing *s = add(plan, playlist, span, by_hand);
	for (size_t i = 0; i < s->n_rooms; i++)
		if (s->rooms[i] == room)
			return;
	s->rooms[s->n_rooms++] = room;
}

/* The span less what is busy in it, piece by piece; once through where it does not loop. */
static void show_between(
    struct plan *plan, const struct playlist *playlist, struct span span, int64_t duration, const struct hall *hall)
{
	if (!playlist->loops && span.to > span.from + duration)
		span.to = span.from + duration;
	for (size_t i = 0; i < hall->busy.n && span.from < span.to; i++) {
		const struct span *busy = &hall->busy.items[i];
		if (busy->to <= span.from || busy->from >= span.to)
			continue;
		show(plan, playlist, (struct span){ span.from, busy->from, NULL }, false, hall->id);
		span.from = busy->to;
	}
	show(plan, playlist, span, false, hall->id);
}

static void show_by_hand(
    struct plan *plan, const struct playlist *playlist, int64_t duration, const struct hall *hall)
{
	struct span span = { playlist->started_at, playlist->started_at + SHOWING_BY_HAND_MS, NULL };
	if (!playlist->loops && duration < SHOWING_BY_HAND_MS)
		span.to = span.from + duration;
	for (size_t i = 0; i < hall->busy.n; i++) {
		const struct span *busy = &hall->busy.items[i];
		if (busy->to > span.from && busy->from < span.to)
			span.to = busy->from;
	}
	show(plan, playlist, span, true, hall->id);
}

/* Breaks that touch each other, or videos within a break, are one showing: nothing begins anew in between. */
static void show_in_breaks(
    struct plan *plan, const struct playlist *playlist, int64_t duration, const struct hall *hall)
{
	struct span span = { 0 };
	for (size_t i = 0; i < hall->breaks.n; i++) {
		const struct span *next = &hall->breaks.items[i];
		if (!is_listed(playlist->sessions, next->session->id))
			continue;
		if (next->from > span.to) {
			show_between(plan, playlist, span, duration, hall);
			span = *next;
		}
		span.to = next->to > span.to ? next->to : span.to;
	}
	show_between(plan, playlist, span, duration, hall);
}

static void show_in(struct plan *plan, const struct playlist *playlist, int64_t duration, const struct hall *hall)
{
	bool is_here = *hall->id ? is_listed(playlist->rooms, hall->id) : !*playlist->rooms;
	if (!is_here)
		return;
	show_in_breaks(plan, playlist, duration, hall);
	if (playlist->started_at)
		show_by_hand(plan, playlist, duration, hall);
}

static int by_time(const void *a, const void *b)
{
	const struct showing *one = a, *other = b;
	if (one->starts_at != other->starts_at)
		return one->starts_at < other->starts_at ? -1 : 1;
	if (one->by_hand != other->by_hand)
		return one->by_hand ? -1 : 1;
	return strcmp(one->playlist->name, other->playlist->name);
}

struct showing *showing_plan(const struct agenda *agenda, const struct expected *times,
    const struct playlist *playlists, const int64_t *durations, size_t n_playlists, int64_t since,
    struct arena *arena, size_t *out_n)
{
	struct plan plan = { .agenda = agenda, .times = times, .arena = arena, .since = since };
	for (size_t r = 0; r <= agenda->n_rooms; r++) {
		struct hall hall = look_at(&plan, r < agenda->n_rooms ? &agenda->rooms[r] : NULL);
		for (size_t i = 0; i < n_playlists; i++)
			if (durations[i])
				show_in(&plan, &playlists[i], durations[i], &hall);
	}
	if (plan.n)
		qsort(plan.showings, plan.n, sizeof *plan.showings, by_time);
	*out_n = plan.n;
	return plan.showings;
}
