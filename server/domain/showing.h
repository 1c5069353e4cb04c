/* What is to be shown where and since when: playlists laid over the breaks as they are really expected. Never over a
 * session that runs:
 *   - by itself, a playlist is shown while a break or a session of videos is on in a room, less every moment in which
 *     another session is expected in that room; one that was started is on until somebody ends it, at most until the
 *     next one is expected there;
 *   - by hand, from the instant it was started until the next session is expected in that room, at most half a day;
 *     not at all where one is on at that instant;
 *   - boards that stand in no room (the room "") show what is for all rooms, while none of our sessions runs
 *     anywhere (those of the conference are elsewhere).
 * Every screen counts from the same starts_at, so all show the same picture: position = (now - starts_at) mod the
 * sum of the durations. Pure: it depends on acts and plans, never on the clock, so it can be kept until one changes.
 */
#ifndef P2C_DOMAIN_SHOWING_H
#define P2C_DOMAIN_SHOWING_H

#include "schedule/agenda.h"
#include "schedule/expected.h"
#include "store/video.h"

enum { SHOWING_LEAST_MS = 10000, SHOWING_BY_HAND_MS = 12 * 3600 * 1000 };

/* One playlist in the rooms that show it at the same time. */
struct showing {
	const struct playlist *playlist;
	int64_t starts_at, ends_at; /* ms UTC */
	bool by_hand;
	const char **rooms; /* ids; "" for boards that stand in no room */
	size_t n_rooms;
};

/* By the start. `durations` are those of the playlists, ms, in their order; one of 0 shows nothing. What was over
 * before `since` is left out. In the arena. */
struct showing *showing_plan(const struct agenda *agenda, const struct expected *times,
    const struct playlist *playlists, const int64_t *durations, size_t n_playlists, int64_t since,
    struct arena *arena, size_t *out_n);

#endif
