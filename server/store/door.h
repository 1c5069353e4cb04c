/* Doors and rooms as rows: points, who is at them, transferable cards, invitations, conflicts. The rules are those of
 * read.h and write.h: text lives in the arena and is never NULL, 0 stands for an instant that has not come; what
 * changes rows runs only inside a change. Not for deciding who may enter (domain/door_rules.h). */
#ifndef P2C_STORE_DOOR_H
#define P2C_STORE_DOOR_H

#include "store/read.h"

/* ---- points ---- */

struct point {
	const char *id, *name, *room_id;                 /* "" for no room */
	const char *categories;                          /* codes separated by spaces; "" for all */
	const char *unknown_offline, *state;             /* ask, admit or refuse; open or closed */
	int64_t version, capacity /* 0: none */, inside; /* how many are inside now */
	int64_t invitation_minutes;                      /* how long before a session and after it its list counts */
	bool exits, by_invitation, takes_cards;
};
enum err point_get(struct db *db, struct arena *arena, const char *id, struct point *out_point);
/* `main` first, then by name. */
enum err point_all(struct db *db, struct arena *arena, struct point **out_points, size_t *out_n);
enum err point_add(struct db *db, const struct point *point);
enum err point_edit(struct db *db, const struct point *point);
/* Adds `by` to those inside. */
enum err point_move(struct db *db, const char *id, int64_t by);

/* ---- presence ---- */

/* Who is at a point: a person, or a card when `person_id` is NULL. */
struct holder {
	const char *person_id;
	int64_t card;
};
struct presence {
	int64_t at, left_at;          /* this stay; at is 0 for who never came in */
	int64_t seen_at, seen_serial; /* the last scan: when, and of which badge or card */
	const char *by_actor, *seen_rule;
};
/* All zero and "" when the point has never seen them. */
enum err presence_at(
    struct db *db, struct arena *arena, const struct holder *who, const char *point, struct presence *out_presence);
/* A badge by what its QR carries or by its short code, with the person and what the point knows of them. */
struct scanned {
	struct person person;
	int64_t serial, revoked_at; /* of this badge */
	struct presence presence;
};
enum err badge_scanned(
    struct db *db, struct arena *arena, const char *code, const char *point, struct scanned *out_scanned);
enum err presence_put(struct db *db, const struct holder *who, const char *point, const struct presence *presence);
/* Is somebody with such a row inside? */
static inline bool presence_is_inside(const struct presence *presence)
{
	return presence->at && !presence->left_at;
}

/* One who is inside; a card has no person. */
struct inside {
	const char *point, *person_id, *registration_id, *display, *category;
	struct entity entity;
	int64_t since, card;
};
/* At one point, or at all with "": persons by name, then cards. */
enum err inside_list(
    struct db *db, struct arena *arena, const char *point, struct inside **out_inside, size_t *out_n);
/* Persons and cards that are inside anywhere, each once. */
enum err inside_anywhere(struct db *db, int64_t *out_n);
/* The kept head count of each point beside what its rows say. */
struct inside_count {
	const char *point;
	int64_t kept, counted;
};
enum err inside_recount(struct db *db, struct arena *arena, struct inside_count **out_counts, size_t *out_n);

/* ---- transferable cards ---- */

struct card {
	int64_t serial; /* 0: none */
	const char *code, *qr, *points /* "" for all that take cards */, *state, *issued_by, *reason;
	int64_t issued_at, revoked_at;
	struct entity entity;
};
enum err card_get(struct db *db, struct arena *arena, int64_t serial, struct card *out_card);
/* By what the QR carries or by the short code, both normalised. */
enum err card_find(struct db *db, struct arena *arena, const char *code, struct card *out_card);
/* Of one entity, or all with "". */
enum err card_all(struct db *db, struct arena *arena, const char *entity_id, struct card **out_cards, size_t *out_n);
/* ERR_CONFLICT for a code that exists. */
enum err card_add(struct db *db, const struct card *card);
enum err card_revoke(struct db *db, int64_t serial, const char *reason, int64_t now, bool *out_revoked);
/* How many cards of an entity may be inside a point at once (-1: no limit), and how many are. */
struct card_quota {
	int64_t most, inside;
};
enum err card_quota_get(struct db *db, const char *entity_id, const char *point, struct card_quota *out_quota);
/* -1 for no limit; raises the version of the entity. */
enum err card_quota_put(struct db *db, const char *entity_id, int64_t most);

/* ---- invitations ---- */

enum err invitation_add(struct db *db, const char *session_id, const char *person_id);
enum err invitation_remove(struct db *db, const char *session_id, const char *person_id);
enum err invitation_of(
    struct db *db, struct arena *arena, const char *session_id, struct person **out_persons, size_t *out_n);

/* ---- what doors and desks without network hold ---- */

/* Every badge that was ever issued, with its person as that point knows them; one call each, texts valid for it. */
struct listed_badge {
	const char *qr;
	int64_t serial, revoked_at;
	struct person person; /* id, state, category and what follows from it only */
	bool is_inside;
};
enum err listed_badges(
    struct db *db, const char *point, enum err (*each)(void *ctx, const struct listed_badge *badge), void *ctx);
/* Everybody, or with `since` only those whom the journal names after that number; one call each, by id. */
enum err roster_each(
    struct db *db, int64_t since, enum err (*each)(void *ctx, const struct person *person), void *ctx);

/* ---- conflicts ---- */

struct conflict {
	const char *id, *kind, *state, *by_actor, *desk, *point, *person_id /* "" for nobody */, *display, *category;
	const char *code, *words, *taken, *remark, *resolved_by;
	int64_t version, at, received_at, card, resolved_at;
};
enum err conflict_get(struct db *db, struct arena *arena, const char *id, struct conflict *out_conflict);
/* Of one state, or all with ""; of all, or of doors alone; newest first. */
enum err conflict_list(struct db *db, struct arena *arena, const char *state, bool only_doors, int64_t limit,
    struct conflict **out_conflicts, size_t *out_n);
enum err conflict_add(struct db *db, const struct conflict *conflict);
/* taken, remark, resolved_by and resolved_at are read; ERR_CONFLICT when it is resolved already. */
enum err conflict_close(struct db *db, const struct conflict *conflict);

#endif
