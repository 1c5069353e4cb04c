/* Rooms and the co-chairs of the focus areas: what a plan is made with, changed at once and never part of a draft. A
 * room is never deleted, so that no session of an old release loses its own. */
#ifndef P2C_DOMAIN_ROOM_H
#define P2C_DOMAIN_ROOM_H

#include "schedule/agenda.h"
#include "store/tx.h"

#include <stddef.h>

enum { COCHAIRS_MAX = 10 /* of an area */ };

/* Adds a room (room->version 0) or replaces it (the version the change is based on). ERR_STALE, ERR_NOT_FOUND,
 * ERR_FIELD_MISSING for no name, ERR_INVALID with the field, ERR_CONFLICT for a name that is taken. */
enum err room_keep(struct tx *tx, const struct agenda_room *room);

/* Replaces the co-chairs of an area, in that order. `seat` is one of rules_seat_key. ERR_INVALID for somebody unknown
 * or twice, too many, or a seat that does not exist. Whether they are as asked is a finding (schedule/rules.h). */
struct cochair_form {
	const char *person_id, *seat;
};
enum err cochairs_keep(struct tx *tx, enum focus_area area, const struct cochair_form *people, size_t n);

#endif
