/* Breakout groups and seats as rows. The rules are read.h's and write.h's. Not for who is placed where
 * (domain/breakout.h, domain/seating.h). */
#ifndef P2C_STORE_GROUPS_H
#define P2C_STORE_GROUPS_H

#include "store/read.h"

/* ---- breakout groups ---- */

struct breakout_row {
	const char *session_id;
	int64_t version, assigned_at; /* both 0: the session has no groups; 0: nobody was assigned yet */
};
/* A version of 0 for a session without groups. */
enum err breakout_row_get(struct db *db, const char *session_id, struct breakout_row *out_row);
enum err breakout_row_put(struct db *db, const struct breakout_row *row);

struct group_row {
	const char *id, *session_id, *name, *language;                 /* language "" for any */
	const char *room_id, *room, *moderator_id, *moderator, *latin; /* "" for none; latin is the moderator's */
	int64_t version, position, capacity;
};
enum err group_get(struct db *db, struct arena *arena, const char *id, struct group_row *out_group);
/* By position. */
enum err group_list(
    struct db *db, struct arena *arena, const char *session_id, struct group_row **out_groups, size_t *out_n);
enum err group_put(struct db *db, const struct group_row *group);
/* Whoever was in it stands outside. */
enum err group_remove(struct db *db, const char *id);

struct group_member {
	struct person person;
	const char *group_id; /* "" for none yet */
	const char *rule;     /* why they are there (schedule/breakout.h); "" outside */
	const char *wishes;   /* ids of groups, the dearest first, separated by spaces */
};
/* Everybody who takes part, by id. */
enum err group_members(
    struct db *db, struct arena *arena, const char *session_id, struct group_member **out_members, size_t *out_n);
/* person.id, group_id, rule and wishes are read. */
enum err group_member_put(struct db *db, const char *session_id, const struct group_member *member);
/* Their wishes and their place are forgotten. */
enum err group_member_drop(struct db *db, const char *session_id, const char *person_id);

/* ---- seats ---- */

struct seating_row {
	const char *session_id, *shape, *order, *whom;
	int64_t version, seats, tables; /* a version of 0: nobody has laid a table yet */
};
enum err seating_row_get(struct db *db, struct arena *arena, const char *session_id, struct seating_row *out_row);
enum err seating_row_put(struct db *db, const struct seating_row *row);

/* A seat that is taken: by a person, or by a delegation when person.id is "". */
struct seat_row {
	int64_t number; /* from 1 */
	struct person person;
	struct entity entity; /* the person's, too */
};
/* By number. */
enum err seat_list(
    struct db *db, struct arena *arena, const char *session_id, struct seat_row **out_seats, size_t *out_n);
/* Replaces all; number, person.id and entity.id are read. */
enum err seat_put_all(struct db *db, const char *session_id, const struct seat_row *seats, size_t n);
/* Whom a seating of this session is for: named, invited, on its list, or seated already; by id. */
enum err seat_crowd(
    struct db *db, struct arena *arena, const char *session_id, struct person **out_persons, size_t *out_n);

/* ---- of one person ---- */

struct person_place {
	const char *session_id;
	const char *group_id, *group, *room_id, *room; /* "" without a group; its own room, which may be none */
	const char *shape;                             /* "" without a seat */
	int64_t seat, seats, tables;
};
enum err person_places(
    struct db *db, struct arena *arena, const char *person_id, struct person_place **out_places, size_t *out_n);

#endif
