/* Pure decisions about a speakers' list: states and kinds, the rule that orders who waits, the clock of a statement,
 * and whom a balanced list would hear next. No database, no clock, no journal; the acts are floor.h. */
#ifndef P2C_DOMAIN_FLOOR_RULES_H
#define P2C_DOMAIN_FLOOR_RULES_H

#include "store/read.h"

enum floor_state {
	FLOOR_WAITING,
	FLOOR_SPEAKING,
	FLOOR_INTERRUPTED, /* a point of order has the floor; this clock stands */
	FLOOR_DELIVERED,
	FLOOR_WITHDRAWN,
	FLOOR_UNDELIVERED, /* the time ran out; the text is kept */
	FLOOR_STATE_MAX
};
/* In the order in which they stand on a list: a point of order before all, a right of reply after all. */
enum floor_kind { FLOOR_POINT_OF_ORDER, FLOOR_STATEMENT, FLOOR_REPLY, FLOOR_KIND_MAX };

/* Names as on the wire and in the database: "waiting", "point_of_order". */
const char *floor_state_name(enum floor_state state);
const char *floor_kind_name(enum floor_kind kind);
bool floor_is(const struct speaker *speaker, enum floor_state state);
/* Does this row take part still: waiting, speaking or interrupted? */
bool floor_is_open(const struct speaker *speaker);
/* FLOOR_KIND_MAX when unknown. */
enum floor_kind floor_kind_find(const char *name);

/* ---- the rule: which facts come first, the weightiest first ---- */

enum floor_key {
	FLOOR_BY_GROUP,   /* who speaks for a group of countries or entities */
	FLOOR_BY_RANK,    /* protocol: heads of state, ministers … as the categories stand (VIP ones first) */
	FLOOR_BY_PRESENT, /* who is in the room before who is not */
	FLOOR_BY_PRIOR,   /* who was inscribed before the session */
	FLOOR_BY_REQUEST, /* who asked first; always the last word */
	FLOOR_KEY_MAX
};
const char *floor_key_name(enum floor_key key);

struct floor_order {
	enum floor_key keys[FLOOR_KEY_MAX];
	size_t n;
};
/* Reads "group rank request"; false when a word is unknown, stands twice, or there is none. */
bool floor_order_read(const char *words, struct floor_order *out_order);
/* Below 0 when a stands before b, above 0 when after; 0 only for the same row. */
int floor_compare(const struct floor_order *order, const struct speaker *a, const struct speaker *b);

/* The waiting rows in the order of their positions. Each function changes the order of the pointers and then hands
 * the same positions out anew; a row placed by hand is passed by nobody but a point of order. */
struct floor_line {
	struct speaker **rows;
	size_t n;
};
/* The last row is new: it moves up past rows that come after it by the rule, and stops at one placed by hand. */
void floor_line_insert(const struct floor_order *order, struct floor_line *line);
/* Rows placed by hand keep their places; the others stand by the rule in the places that are left. */
void floor_line_sort(const struct floor_order *order, struct floor_line *line);
/* Puts row `from` before row `before` (n: at the end) and marks it as placed by hand. */
void floor_line_move(struct floor_line *line, size_t from, size_t before);

/* ---- the clock of a statement; ms UTC ---- */

/* Starts, holds (no effect when held), lets run again (no effect when running) and stops it. */
void floor_clock_start(struct speaker *speaker, int64_t now);
void floor_clock_hold(struct speaker *speaker, int64_t now);
void floor_clock_resume(struct speaker *speaker, int64_t now);
void floor_clock_stop(struct speaker *speaker, int64_t now);
/* How long the statement has taken without its pauses; 0 before it begins. */
int64_t floor_spoken_ms(const struct speaker *speaker, int64_t now);
/* How much of that was beyond the time given. */
int64_t floor_overtime_ms(const struct speaker *speaker, int64_t now);

/* ---- balance: a suggestion with its reasons, never an order ---- */

enum floor_reason { FLOOR_REGION, FLOOR_GENDER, FLOOR_FIRST_TIME, FLOOR_REASON_MAX };
struct floor_suggestion {
	const struct speaker *speaker;
	const char *values[FLOOR_REASON_MAX]; /* "africa", "f", ""; NULL where this is no reason */
};
const char *floor_reason_name(enum floor_reason reason);
/* Who of those waiting would balance best what was heard on this list (`rows`, by position): a region or gender heard
 * least so far, somebody who never had the floor. False when the next one on the list does as well as anybody. */
bool floor_suggest(const struct speaker *rows, size_t n, struct floor_suggestion *out_suggestion);

#endif
