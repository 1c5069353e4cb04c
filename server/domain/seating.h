/* Who sits where in a session: lays a room in a shape (schedule/seating.h) and fills it by order, then moves by hand.
 * In French order chairs and moderators of the session sit at the head and everybody else follows in the official
 * French alphabetical order (protocol_order.h); in order of protocol the highest category sits nearest to the head;
 * in a free order nobody is seated but by hand. In a theatre, chairs, moderators, speakers and panellists are on
 * stage and have no seat in the rows. Journalled under the topic groups, with the session as its subject. */
#ifndef P2C_DOMAIN_SEATING_H
#define P2C_DOMAIN_SEATING_H

#include "schedule/seating.h"
#include "store/groups.h"
#include "store/tx.h"

struct session_seating {
	const char *session_id;
	int64_t version; /* 0: the room is not laid; then only `unseated` says something */
	enum seating_order order;
	bool by_delegation; /* a seat each delegation, not each person */
	struct seating plan;
	size_t tables;             /* as it was laid: tables or rows */
	struct seat_row *seats;    /* plan.n_seats of them by number; person.id and entity.id "" where nobody sits */
	struct seat_row *unseated; /* whom the session names, invites or lists and who has no seat */
	size_t n_unseated;
};
/* ERR_NOT_FOUND for a session that does not exist. */
enum err seating_get(struct db *db, struct arena *arena, const char *session_id, struct session_seating *out_seating);

struct seating_form {
	enum seating_shape shape;
	enum seating_order order;
	size_t seats, tables; /* tables 0: as many as fit */
	bool by_delegation;
};
/* Lays the room and seats everybody anew; in a free order whoever sits on a number that remains stays there.
 * ERR_INVALID with the field. */
enum err seating_lay_session(
    struct tx *tx, const char *session_id, const struct seating_form *form, struct session_seating *out_seating);

/* Seat `number` is for that person, or that entity; with neither it is empty. */
struct seating_move {
	int64_t number;
	const char *person_id, *entity_id; /* NULL or "" for none */
};
/* In order. Whoever comes from another seat changes places with who sat there; otherwise that one has no seat.
 * ERR_STALE gives the seating as it is; ERR_INVALID with the field ("moves[2].number"). */
enum err seating_move(struct tx *tx, const char *session_id, int64_t version, const struct seating_move *moves,
    size_t n, struct session_seating *out_seating);

#endif
