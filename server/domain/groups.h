/* Where one person belongs: in which breakout group and on which seat, session by session. For the personal agenda.
 * Not for making groups (breakout.h) or laying tables (seating.h). */
#ifndef P2C_DOMAIN_GROUPS_H
#define P2C_DOMAIN_GROUPS_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

struct db;

struct group_of_person {
	const char *session_id;
	/* The group; id "" when they have none in this session. Without a room of its own it meets in the session's.
	 */
	struct {
		const char *id, *name, *room_id, *room;
	} group;
	const char *seat; /* as it is written at the place: "7", "3B"; "" for none */
};
/* A row a session, by its id; a group's moderator is in their group. *out_n is 0 for who is nowhere yet. */
enum err groups_of_person(
    struct db *db, struct arena *arena, const char *person_id, struct group_of_person **out_places, size_t *out_n);

#endif
