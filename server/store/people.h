/* Questions about people beyond one row (read.h): categories, lists for the desk, delegations, the help desk, alerts.
 * The rules of read.h hold: texts live in the arena, "" and 0 are "not said", OK, ERR_NOT_FOUND or ERR_BROKEN. */
#ifndef P2C_STORE_PEOPLE_H
#define P2C_STORE_PEOPLE_H

#include "store/read.h"

enum { CATEGORY_LANGUAGES = 6 }; /* en fr es ar ru zh */

/* What the badge says at a distance, and what follows from it. */
struct category {
	const char *code;   /* "MIN" */
	const char *letter; /* "M" */
	const char *rooms;  /* ids separated by spaces; "" is all of them */
	const char *words[CATEGORY_LANGUAGES];
	int64_t version, position; /* from 1; the first one is the usual one */
	uint32_t rgb;
	bool vip, letter_needed, photo_needed, transferable; /* letter: of accreditation, from a walk-in */
};
enum err category_get(struct db *db, struct arena *arena, const char *code, struct category *out_category);
/* The usual one: first by position. */
enum err category_first(struct db *db, struct arena *arena, struct category *out_category);
/* By position. */
enum err category_list(struct db *db, struct arena *arena, struct category **out_categories, size_t *out_n);
enum err room_exists(struct db *db, const char *id, bool *out_exists);

/* Everybody who fits, by registration ID, one call each, as person_each. "" is any; rows that were merged away come
 * only when that state is asked for. */
struct person_filter {
	const char *state, *category;
	bool uncollected; /* a badge was issued and nobody has taken it yet */
};
enum err person_list(struct db *db, const struct person_filter *filter,
    enum err (*each)(void *ctx, const struct person *person), void *ctx);
/* By Latin name; without those merged away. */
enum err person_of_entity(
    struct db *db, struct arena *arena, const char *entity_id, struct person **out_persons, size_t *out_n);
/* Whom this person brought along. */
struct guest {
	const char *id, *display;
};
enum err person_guests(
    struct db *db, struct arena *arena, const char *host_id, struct guest **out_guests, size_t *out_n);

/* Arrivals of one day. */
struct arrivals_today {
	int64_t arrived, to_come; /* granted and not there: expected today, before, or on no day that was said */
	int64_t recent;           /* of those who arrived, after `recent_after` */
	struct {
		const char *desk; /* or who acted, where no desk was said */
		int64_t count, recent;
	} desks[100];
	size_t n_desks;
};
enum err arrivals_today_get(struct db *db, struct arena *arena, int64_t midnight, const char *date,
    int64_t recent_after, struct arrivals_today *out_today);

/* An entity with how many are registered for it, how many of them have arrived, and how many pledges it has made that
 * were not withdrawn. */
struct entity_count {
	struct entity entity;
	int64_t registered, arrived, pledges;
};
/* All of them by name, those without people too. */
enum err entity_book(
    struct db *db, struct arena *arena, int64_t limit, struct entity_count **out_counts, size_t *out_n);

/* All of one entity whose requests were granted. */
struct delegation {
	struct entity entity;
	int64_t expected, arrived, badges, uncollected;
	const char *head_id, *head_display; /* "" when nobody heads it */
};
/* Entities with people, by name; `folded` is a part of the name. */
enum err delegation_list(struct db *db, struct arena *arena, const char *folded, int64_t limit,
    struct delegation **out_delegations, size_t *out_n);

struct help_case {
	const char *id, *person_id, *display, *category, *entity;
	const char *reason, *words, *state, *by_actor, *desk, *taken_by, *closed_by, *outcome;
	int64_t at, taken_at, closed_at;
};
enum err help_case_get(struct db *db, struct arena *arena, const char *id, struct help_case *out_case);
/* Oldest first while they are open, last closed first otherwise. */
enum err help_case_list(
    struct db *db, struct arena *arena, bool closed, int64_t limit, struct help_case **out_cases, size_t *out_n);

struct alert {
	const char *id, *person_id, *display, *title, *category, *entity, *place;
	int64_t at;
	struct alert_seen_by {
		const char *by;
		int64_t at;
	} * seen;
	size_t n_seen;
};
/* Newest first, of that instant or later; without those taken back. */
enum err alert_list(struct db *db, struct arena *arena, int64_t since, struct alert **out_alerts, size_t *out_n);
enum err alert_get(struct db *db, struct arena *arena, const char *id, struct alert *out_alert);

#endif
