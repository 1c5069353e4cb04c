/* When things will really happen: the plan, plus what was announced and done today. Not for checking plans (rules.h).
 *
 * The rule. Every session has a decided place: its planned room and start, or where it was moved to today. In order
 * of decided start:
 *   - a session that has begun began when it did, to the minute; one that has ended ended when it did; the rest is
 *     foreseen:
 *   - it starts at its decided start plus its own announced delay, but not before its room is free, and not before
 *     the people who speak in it are free: whoever comes from another room needs 5 minutes (or as many as the plan
 *     left them) to walk;
 *   - it keeps its planned length and its announced over-run, so lateness flows on until a gap swallows it;
 *   - a break starts when the room is free and still ends as planned, but lasts at least 5 minutes (or its planned
 *     length, when that is shorter): breaks absorb lateness. Breaks and videos need nobody;
 *   - fixed sessions, ceremonies and sessions of the conference do not move: only their own delay moves them. What
 *     would run into one in the same room ends when it begins; what would begin later than that begins after it;
 *   - a video is shown beside the programme: it waits for the room like a session, but breaks do not hold it up and
 *     nothing waits for it.
 * What the plan lets overlap does not wait for each other; what was moved today waits, and is waited for. Sessions
 * without a room wait for people only. Cancelled sessions keep their decided times and hold nobody up.
 *
 * The order is the plan's, never that of the lateness, so more delay never makes anything earlier. */
#ifndef P2C_SCHEDULE_EXPECTED_H
#define P2C_SCHEDULE_EXPECTED_H

#include "schedule/agenda.h"

enum { EXPECTED_BREAK_MINUTES = 5, EXPECTED_WALK_MINUTES = 5 };

/* Why a session is not expected as planned. */
enum expected_cause {
	EXPECTED_AS_PLANNED,
	EXPECTED_OWN,    /* what was announced or done for itself */
	EXPECTED_ROOM,   /* its room is not free before */
	EXPECTED_PERSON, /* somebody who speaks in it is not free before */
	EXPECTED_BREAK,  /* a break that gives way */
	EXPECTED_FIXED,  /* a fixed session in its room does not give way */
	EXPECTED_CAUSE_MAX
};

struct expected {
	int64_t starts_at; /* ms UTC */
	int64_t ends_at;
	enum expected_cause cause;
	const struct agenda_session *by;    /* which it waits for or gives way to; NULL for itself */
	const struct agenda_person *person; /* whom it waits for, of its own persons; NULL for nobody */
};

/* "own", "room" …; NULL for EXPECTED_AS_PLANNED. */
const char *expected_cause_key(enum expected_cause cause);

/* The expected times of every session, in the order of agenda.sessions, in the arena; NULL for an empty agenda.
 * O(n log n) in sessions and persons. */
struct expected *expected_times(const struct agenda *agenda, struct arena *arena);

/* The start that counts today: where it was moved to, else the planned one. */
int64_t expected_decided_start(const struct agenda_session *session);

struct expected_now_next {
	const struct agenda_session *now;  /* NULL between sessions */
	const struct agenda_session *next; /* NULL after the last one */
};

/* What is on in a room at an instant, and what comes after it. `times` is what expected_times gave for this agenda.
 * Sessions are where the day moved them. A session that is marked as running is on, even past its expected end; else
 * the one whose expected time it is (the later start where two could be). Ended and cancelled sessions are neither.
 */
struct expected_now_next expected_now_next(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now);

#endif
