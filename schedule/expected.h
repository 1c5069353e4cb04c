/* When things will really happen: planned times plus what runs late today. Not for checking plans (rules.h).
 *
 * The rule, room by room, over the sessions that are not cancelled, in order of planned start:
 *   - a session starts at its planned start plus its own announced delay, but not before the room is free;
 *   - it keeps its planned length, so lateness flows on until a gap swallows it;
 *   - a break starts when the room is free and still ends as planned, but lasts at least 5 minutes (or its planned
 *     length, when that is shorter): breaks absorb lateness;
 *   - a ceremony and a foreign session are fixed: only their own announced delay moves them, and what follows waits
 * for their end and for nothing before it;
 *   - a video is shown beside the programme: it waits for the room like a session, but breaks do not hold it up and
 *     nothing waits for it.
 * Sessions without a room move by their own delay only. Cancelled sessions keep their planned times. */
#ifndef P2C_SCHEDULE_EXPECTED_H
#define P2C_SCHEDULE_EXPECTED_H

#include "schedule/agenda.h"

enum { EXPECTED_BREAK_MINUTES = 5 };

struct expected {
	int64_t starts_at; /* ms UTC */
	int64_t ends_at;
};

/* The expected times of every session, in the order of agenda.sessions, in the arena; NULL for an empty agenda.
 * O(n log n). */
struct expected *expected_times(const struct agenda *agenda, struct arena *arena);

struct expected_now_next {
	const struct agenda_session *now;  /* NULL between sessions */
	const struct agenda_session *next; /* NULL after the last one */
};

/* What is on in a room at an instant, and what comes after it. `times` is what expected_times gave for this agenda.
 * A session that is marked as running is on, even past its expected end; else the one whose expected time it is
 * (the later start where two could be). Ended and cancelled sessions are neither. */
struct expected_now_next expected_now_next(
    const struct agenda *agenda, const struct expected *times, int room, int64_t now);

#endif
