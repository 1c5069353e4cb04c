/* See expected.h. The day is walked moment by moment in the order of the plan: at its decided start a session looks
 * who holds its room and its people; at its decided end it becomes one of those who hold them. */
#include "schedule/expected.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60000 };

enum movement { MOVES, ABSORBS, STAYS, BESIDE };

static const enum movement MOVEMENTS[SESSION_KIND_MAX] = {
	[SESSION_BREAK] = ABSORBS, [SESSION_CEREMONY] = STAYS, [SESSION_FOREIGN] = STAYS, [SESSION_VIDEO] = BESIDE
};

static const char *const CAUSES[EXPECTED_CAUSE_MAX] = { [EXPECTED_OWN] = "own",
	[EXPECTED_ROOM] = "room",
	[EXPECTED_PERSON] = "person",
	[EXPECTED_BREAK] = "break",
	[EXPECTED_FIXED] = "fixed" };

/* Until when something is taken, and by which session; by is NULL when it never was. */
struct hold {
	int64_t until;
	const struct agenda_session *by;
};

struct room_state {
	struct hold free;  /* by sessions that are over, by plan, when the next one starts */
	struct hold stage; /* the same without breaks: for videos */
	struct hold begun; /* by whatever has begun, breaks apart: for what was moved */
	const struct agenda_session *fixed, *moved_fixed; /* the next one that stays, on the way back */
};

struct person_state {
	struct hold free, begun;
	struct hold last; /* the session before, by plan: the way from its room counts */
};

/* A decided start or end. */
struct moment {
	int64_t at;
	bool starts;
	size_t session;
	const char *id;
};

struct walk {
	const struct agenda *agenda;
	struct expected *times;
	struct moment *moments;
	size_t n_moments;
	struct room_state *rooms;
	struct person_state *people;
	size_t *who, *first; /* the persons of session i are who[first[i]] … who[first[i + 1] - 1] */
	const struct agenda_session **fixed; /* which a session must not run into */
	int64_t *limits;                     /* of those: when it or one behind it begins */
};

const char *expected_cause_key(enum expected_cause cause)
{
	return CAUSES[cause];
}

int64_t expected_decided_start(const struct agenda_session *session)
{
	return session->moved_starts_at ? session->moved_starts_at : session->starts_at;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t planned_length(const struct agenda_session *session)
{
	return later(0, session->ends_at - session->starts_at);
}

static enum movement movement_of(const struct agenda_session *session)
{
	return session->is_fixed ? STAYS : MOVEMENTS[session->kind];
}

static bool needs_people(const struct agenda_session *session)
{
	return session->kind != SESSION_BREAK && session->kind != SESSION_VIDEO;
}

static bool is_moved(const struct agenda_session *session)
{
	return session->moved_room || session->moved_starts_at;
}

/* ---- who is who: the same person in all sessions, by id, or by name where there is no id ---- */

struct part {
	const struct agenda_person *person;
	size_t place; /* in who */
};

static int compare_parts(const void *a, const void *b)
{
	const struct agenda_person *x = ((const struct part *)a)->person, *y = ((const struct part *)b)->person;
	if (!x->id != !y->id)
		return x->id ? -1 : 1;
	return x->id ? strcmp(x->id, y->id) : strcmp(x->name ? x->name : "", y->name ? y->name : "");
}

static void number_people(struct walk *w, struct arena *arena)
{
	const struct agenda *agenda = w->agenda;
	size_t n = 0, people = 0;
	w->first = arena_array(arena, size_t, agenda->n_sessions + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		w->first[i] = n;
		n += needs_people(&agenda->sessions[i]) ? agenda->sessions[i].n_persons : 0;
	}
	w->first[agenda->n_sessions] = n;
	struct part *parts = arena_array(arena, struct part, n + 1);
	w->who = arena_array(arena, size_t, n + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		for (size_t p = w->first[i]; p < w->first[i + 1]; p++)
			parts[p] = (struct part){ &agenda->sessions[i].persons[p - w->first[i]], p };
	qsort(parts, n, sizeof *parts, compare_parts);
	for (size_t p = 0; p < n; p++) {
		people += p && compare_parts(&parts[p - 1], &parts[p]) != 0;
		w->who[parts[p].place] = people;
	}
	w->people = arena_array(arena, struct person_state, people + 1);
}

/* ---- the moments ---- */

/* Ends before starts: what follows at once does not overlap. */
static int compare_moments(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->starts != y->starts)
		return x->starts ? 1 : -1;
	return strcmp(x->id, y->id);
}

/* Cancelled sessions have none; what was moved today has no end: everything later waits for it from its start. */
static void list_moments(struct walk *w, struct arena *arena)
{
	const struct agenda *agenda = w->agenda;
	w->moments = arena_array(arena, struct moment, agenda->n_sessions * 2);
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		int64_t start = expected_decided_start(session);
		if (session->state == SESSION_CANCELLED)
			continue;
		w->moments[w->n_moments++] = (struct moment){ start, true, i, session->id };
		if (!is_moved(session))
			w->moments[w->n_moments++] =
			    (struct moment){ start + later(1, planned_length(session)), false, i, session->id };
	}
	qsort(w->moments, w->n_moments, sizeof *w->moments, compare_moments);
}

static struct room_state *room_of(struct walk *w, const struct agenda_session *session)
{
	int room = agenda_room_index_now(session);
	return room >= 0 && (size_t)room < w->agenda->n_rooms ? &w->rooms[room] : NULL;
}

static struct expected *times_of(const struct walk *w, const struct agenda_session *session)
{
	return &w->times[session - w->agenda->sessions];
}

static int64_t *limit_of(const struct walk *w, const struct agenda_session *fixed)
{
	return &w->limits[fixed - w->agenda->sessions];
}

static bool comes_before(const struct agenda_session *a, const struct agenda_session *b)
{
	return expected_decided_start(a) < expected_decided_start(b);
}

/* Backwards, so that each session knows the next one of its room that stays: of those the plan puts after its end,
 * and of those that the day moved to after its start. */
static void find_fixed(struct walk *w)
{
	for (size_t m = w->n_moments; m-- > 0;) {
		size_t i = w->moments[m].session;
		const struct agenda_session *session = &w->agenda->sessions[i];
		struct room_state *room = room_of(w, session);
		bool starts = w->moments[m].starts, stays = movement_of(session) == STAYS;
		if (!room)
			continue;
		if (!starts || is_moved(session) || stays)
			w->fixed[i] = room->fixed;
		if (starts && room->moved_fixed && (!w->fixed[i] || comes_before(room->moved_fixed, w->fixed[i])))
			w->fixed[i] = room->moved_fixed;
		if (!stays || !starts)
			continue;
		w->limits[i] = times_of(w, session)->starts_at;
		if (room->fixed)
			w->limits[i] = earlier(w->limits[i], *limit_of(w, room->fixed));
		room->fixed = session;
		if (is_moved(session))
			room->moved_fixed = session;
	}
}

/* ---- one session ---- */

static void take(struct hold *hold, const struct agenda_session *by, int64_t until)
{
	if (!hold->by || until >= hold->until)
		*hold = (struct hold){ until, by };
}

static bool wait_for(struct expected *at, const struct hold *hold, int64_t more, enum expected_cause cause)
{
	if (!hold->by || hold->until + more <= at->starts_at)
		return false;
	at->starts_at = hold->until + more;
	at->cause = cause;
	at->by = hold->by;
	at->person = NULL;
	return true;
}

static void wait_for_room(struct walk *w, const struct agenda_session *session, struct expected *at)
{
	const struct room_state *room = room_of(w, session);
	if (!room)
		return;
	wait_for(at, movement_of(session) == BESIDE ? &room->stage : &room->free, 0, EXPECTED_ROOM);
	if (is_moved(session))
		wait_for(at, &room->begun, 0, EXPECTED_ROOM);
}

/* The minutes to walk from the session before: not more than the plan gives. */
static int64_t walk_ms(const struct agenda_session *from, const struct agenda_session *to)
{
	int64_t gap = expected_decided_start(to) - expected_decided_start(from) - planned_length(from);
	bool same = agenda_room_index_now(from) == agenda_room_index_now(to);
	return same ? 0 : later(0, earlier(gap, (int64_t)EXPECTED_WALK_MINUTES * MINUTE_MS));
}

static void wait_for_people(struct walk *w, const struct agenda_session *session, struct expected *at)
{
	size_t i = (size_t)(session - w->agenda->sessions);
	for (size_t p = w->first[i]; p < w->first[i + 1]; p++) {
		const struct person_state *person = &w->people[w->who[p]];
		bool waits = wait_for(at, &person->free, 0, EXPECTED_PERSON);
		if (is_moved(session))
			waits |= wait_for(at, &person->begun, 0, EXPECTED_PERSON);
		if (person->last.by)
			waits |= wait_for(at, &person->last, walk_ms(person->last.by, session), EXPECTED_PERSON);
		if (waits)
			at->person = &session->persons[p - w->first[i]];
	}
}

static void give_way(struct expected *at, const struct agenda_session *fixed)
{
	at->cause = EXPECTED_FIXED;
	at->by = fixed;
	at->person = NULL;
}

/* Would a session that begins then come too late to be before this one? The plan's start counts too, so that a fixed
 * session that is late draws nobody forward. */
static bool is_too_late(const struct walk *w, const struct agenda_session *fixed, int64_t starts_at)
{
	return fixed && starts_at >= earlier(expected_decided_start(fixed), times_of(w, fixed)->starts_at);
}

/* Not into a fixed session: after it, when it would begin too late; a break or a video is dropped then. */
static const struct agenda_session *pass_fixed(
    struct walk *w, const struct agenda_session *session, struct expected *at)
{
	const struct agenda_session *fixed = w->fixed[session - w->agenda->sessions];
	for (; is_too_late(w, fixed, at->starts_at); fixed = w->fixed[fixed - w->agenda->sessions]) {
		give_way(at, fixed);
		if (movement_of(session) != MOVES) {
			at->starts_at = earlier(at->starts_at, times_of(w, fixed)->starts_at);
			return fixed;
		}
		at->starts_at = later(at->starts_at, times_of(w, fixed)->ends_at);
	}
	return fixed;
}

static int64_t end_of(const struct agenda_session *session, int64_t starts_at)
{
	int64_t planned = planned_length(session), length = planned + (int64_t)session->overrun_minutes * MINUTE_MS;
	int64_t wanted = expected_decided_start(session) + (int64_t)session->delay_minutes * MINUTE_MS;
	if (movement_of(session) != ABSORBS)
		return starts_at + length;
	return later(wanted + length, starts_at + earlier(planned, (int64_t)EXPECTED_BREAK_MINUTES * MINUTE_MS));
}

/* What began some seconds after the minute makes nobody late. */
static int64_t whole_minute(int64_t ms)
{
	return ms - ms % MINUTE_MS;
}

/* By what was announced and done for it alone. */
static struct expected alone(const struct agenda_session *session)
{
	struct expected at = { .starts_at = expected_decided_start(session) };
	if (session->started_at)
		at.starts_at = whole_minute(session->started_at);
	else if (session->state != SESSION_CANCELLED)
		at.starts_at += (int64_t)session->delay_minutes * MINUTE_MS;
	at.ends_at = session->state == SESSION_CANCELLED ? at.starts_at + planned_length(session)
							 : end_of(session, at.starts_at);
	if (session->ended_at)
		at.ends_at = whole_minute(session->ended_at);
	at.starts_at = earlier(at.starts_at, at.ends_at);
	if (at.starts_at != session->starts_at || at.ends_at != session->ends_at || session->moved_room)
		at.cause = EXPECTED_OWN;
	return at;
}

static void foresee(struct walk *w, const struct agenda_session *session)
{
	struct expected *at = times_of(w, session);
	const struct agenda_session *fixed = NULL;
	bool begun = session->started_at || session->ended_at;
	if (movement_of(session) == STAYS || session->ended_at)
		return;
	if (!begun) {
		wait_for_room(w, session, at);
		if (needs_people(session))
			wait_for_people(w, session, at);
		fixed = pass_fixed(w, session, at);
	} else if (w->fixed[session - w->agenda->sessions]) {
		fixed = w->fixed[session - w->agenda->sessions];
		fixed = at->starts_at < times_of(w, fixed)->starts_at ? fixed : NULL;
	}
	at->ends_at = end_of(session, at->starts_at);
	if (at->cause == EXPECTED_ROOM && movement_of(session) == ABSORBS)
		at->cause = EXPECTED_BREAK;
	if (fixed && at->ends_at > *limit_of(w, fixed)) {
		at->ends_at = later(at->starts_at, *limit_of(w, fixed));
		give_way(at, fixed);
	}
}

/* From here on what starts later has to wait for it. */
static void release(struct walk *w, const struct agenda_session *session)
{
	size_t i = (size_t)(session - w->agenda->sessions);
	struct room_state *room = room_of(w, session);
	int64_t until = w->times[i].ends_at;
	if (movement_of(session) == BESIDE)
		return;
	if (room)
		take(&room->free, session, until);
	if (room && movement_of(session) != ABSORBS)
		take(&room->stage, session, until);
	for (size_t p = w->first[i]; p < w->first[i + 1]; p++) {
		struct person_state *person = &w->people[w->who[p]];
		take(&person->free, session, until);
		person->last = (struct hold){ until, session };
	}
}

static void begin(struct walk *w, const struct agenda_session *session)
{
	size_t i = (size_t)(session - w->agenda->sessions);
	struct room_state *room = room_of(w, session);
	foresee(w, session);
	if (room && (movement_of(session) == MOVES || movement_of(session) == STAYS))
		take(&room->begun, session, w->times[i].ends_at);
	for (size_t p = w->first[i]; p < w->first[i + 1]; p++)
		take(&w->people[w->who[p]].begun, session, w->times[i].ends_at);
	if (is_moved(session))
		release(w, session);
}

struct expected *expected_times(const struct agenda *agenda, struct arena *arena)
{
	struct walk w = { .agenda = agenda };
	size_t n = agenda->n_sessions;
	if (!n)
		return NULL;
	w.times = arena_array(arena, struct expected, n);
	w.rooms = arena_array(arena, struct room_state, agenda->n_rooms + 1);
	w.fixed = arena_array(arena, const struct agenda_session *, n);
	w.limits = arena_array(arena, int64_t, n);
	for (size_t i = 0; i < n; i++)
		w.times[i] = alone(&agenda->sessions[i]);
	number_people(&w, arena);
	list_moments(&w, arena);
	find_fixed(&w);
	for (size_t m = 0; m < w.n_moments; m++) {
		const struct agenda_session *session = &agenda->sessions[w.moments[m].session];
		if (w.moments[m].starts)
			begin(&w, session);
		else
			release(&w, session);
	}
	return w.times;
}
