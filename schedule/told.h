/* What an act of the day changes for others, and who has to be told: two states of one agenda, compared. Screens
 * follow by themselves within a second; people, booths and doors do not. Not for keeping who was told
 * (domain/told.h). */
#ifndef P2C_SCHEDULE_TOLD_H
#define P2C_SCHEDULE_TOLD_H

#include "schedule/expected.h"

/* Where and when a session is expected. */
struct told_place {
	int64_t starts_at, ends_at; /* ms UTC */
	int room;                   /* index into the rooms, -1 for none */
	bool is_off;                /* cancelled */
};

struct told_change {
	size_t session; /* index in both agendas */
	struct told_place was, is;
	const struct expected *why; /* of the state after */
	bool is_far;                /* not within a day from now: only whoever was noted before has to hear of it */
};
struct told_changes {
	struct told_change *items;
	size_t n;
};

/* One state: the agenda and what expected_times gave for it. */
struct told_state {
	const struct agenda *agenda;
	const struct expected *times;
};

/* The sessions that are expected elsewhere, at other times, or no longer (or again), in the order of the agenda. Both
 * states have the same sessions and rooms in the same places. */
struct told_changes told_compare(
    const struct told_state *before, const struct told_state *after, struct arena *arena);

enum told_whom { TOLD_PERSON, TOLD_INTERPRETERS, TOLD_DOOR, TOLD_WHOM_MAX };
const char *told_whom_key(enum told_whom whom);

/* Somebody who counts on where and when a session begins. */
struct told_party {
	enum told_whom whom;
	const struct agenda_person *person; /* only TOLD_PERSON */
};
/* Whom a change concerns: everybody who speaks, once; the interpreters of a session that has some; the door of a
 * session that changes its room, is off or by invitation. Nobody when it has begun, is a break, a video or the
 * conference's, or when only its end moves. In the arena. */
size_t told_parties(const struct agenda *agenda, const struct told_change *change, struct arena *arena,
    struct told_party **out_parties);

enum told_what { TOLD_RETIMED, TOLD_MOVED, TOLD_CANCELLED, TOLD_REINSTATED, TOLD_WHAT_MAX };
const char *told_what_key(enum told_what what);
/* What somebody who knows `was` has to hear of `is`; false when it is what they know. */
bool told_news(const struct told_place *was, const struct told_place *is, enum told_what *out_what);

#endif
