/* See expected.h. */
#include "schedule/expected.h"

#include <stdlib.h>

enum { MINUTE_MS = 60000 };

/* When a room is free on its way through the day; INT64_MIN while nothing was there yet. */
struct room_clock {
	int64_t free_at;  /* for the next session */
	int64_t stage_at; /* for the next video: breaks do not count */
};

enum movement { MOVES, ABSORBS, STAYS, BESIDE };

static const enum movement MOVEMENTS[SESSION_KIND_MAX] = {
	[SESSION_BREAK] = ABSORBS, [SESSION_CEREMONY] = STAYS, [SESSION_FOREIGN] = STAYS, [SESSION_VIDEO] = BESIDE
};

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* One step through a room: when this session is on, and when the room is free afterwards. */
static struct expected step(const struct agenda_session *session, struct room_clock *room)
{
	int64_t length = later(0, session->ends_at - session->starts_at);
	int64_t wanted = session->starts_at + (int64_t)session->delay_minutes * MINUTE_MS;
	struct expected at = { wanted, wanted + length };
	switch (MOVEMENTS[session->kind]) {
	case STAYS:
		room->free_at = room->stage_at = at.ends_at;
		break;
	case BESIDE:
		at.starts_at = later(wanted, room->stage_at);
		at.ends_at = at.starts_at + length;
		break;
	case ABSORBS:
		at.starts_at = later(wanted, room->free_at);
		at.ends_at =
		    later(wanted + length, at.starts_at + earlier(length, EXPECTED_BREAK_MINUTES * MINUTE_MS));
		room->free_at = at.ends_at;
		break;
	case MOVES:
		at.starts_at = later(wanted, room->free_at);
		at.ends_at = at.starts_at + length;
		room->free_at = room->stage_at = at.ends_at;
		break;
	}
	return at;
}

static int compare_plan(const void *a, const void *b)
{
	const struct agenda_session *x = *(const struct agenda_session *const *)a;
	const struct agenda_session *y = *(const struct agenda_session *const *)b;
	if (x->room != y->room)
		return x->room < y->room ? -1 : 1;
	if (x->starts_at != y->starts_at)
		return x->starts_at < y->starts_at ? -1 : 1;
	return (x > y) - (x < y);
}

struct expected *expected_times(const struct agenda *agenda, struct arena *arena)
{
	const struct room_clock untouched = { INT64_MIN, INT64_MIN };
	struct room_clock room = untouched;
	size_t n = agenda->n_sessions;
	if (!n)
		return NULL;
	struct expected *times = arena_array(arena, struct expected, n);
	const struct agenda_session **order = arena_array(arena, const struct agenda_session *, n);
	for (size_t i = 0; i < n; i++)
		order[i] = &agenda->sessions[i];
	qsort(order, n, sizeof(const struct agenda_session *), compare_plan);
	for (size_t i = 0; i < n; i++) {
		const struct agenda_session *session = order[i];
		struct expected *at = &times[session - agenda->sessions];
		if (!i || order[i - 1]->room != session->room || session->room < 0)
			room = untouched;
		if (session->state == SESSION_CANCELLED)
			*at = (struct expected){ session->starts_at, session->ends_at };
		else
			*at = step(session, &room);
	}
	return times;
}

static bool is_over(const struct agenda_session *session)
{
	return session->state == SESSION_ENDED || session->state == SESSION_CANCELLED;
}

/* The session that is on: a running one first, then the latest start. */
static const struct agenda_session *on_now(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now)
{
	const struct agenda_session *best = NULL;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool running = session->state == SESSION_RUNNING;
		bool its_time = times[i].starts_at <= now && now < times[i].ends_at;
		if (session->room != room || is_over(session) || !(running || its_time))
			continue;
		bool best_runs = best && best->state == SESSION_RUNNING;
		bool starts_later = best && times[i].starts_at > times[best - agenda->sessions].starts_at;
		if (!best || (running && !best_runs) || (running == best_runs && starts_later))
			best = session;
	}
	return best;
}

struct expected_now_next expected_now_next(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now)
{
	struct expected_now_next found = { .now = on_now(agenda, times, room, now) };
	/* While something runs over its time, what waits for it is next although its own time has come. */
	int64_t after = found.now ? earlier(now, times[found.now - agenda->sessions].ends_at - 1) : now;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool candidate = session->room == room && session != found.now && session->state == SESSION_PLANNED;
		if (!candidate || times[i].starts_at <= after)
			continue;
		if (!found.next || times[i].starts_at < times[found.next - agenda->sessions].starts_at)
			found.next = session;
	}
	return found;
}
