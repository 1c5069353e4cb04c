/* Rosters of breakout groups for those who moderate them: a page a group, with room, moderator, language, and a row a
 * participant with a box to tick. Not for deciding who is in which group. */
#ifndef P2C_BADGES_ROSTER_H
#define P2C_BADGES_ROSTER_H

#include "badges/paper.h"

struct roster_person {
	const char *name, *latin;     /* in their own script; "" where that can be read without */
	const char *entity, *country; /* display names */
	const char *language;         /* BCP 47; "" when not known */
};
struct roster_group {
	const char *name, *room, *moderator; /* "" for none */
	const char *language;                /* it works in; "" for any */
	int64_t capacity;
	const struct roster_person *people;
	size_t n_people;
};
struct roster_data {
	struct paper paper;
	const char *title, *scope; /* of the session; when it is */
	const struct roster_group *groups;
	size_t n_groups;
};

/* Adds a whole PDF to *out, which is untouched on failure: ERR_INVALID with the field "hash", ERR_BROKEN when cairo
 * fails. */
enum err roster_pdf(
    struct badge_press *press, const struct roster_data *data, struct buf *out, struct fault *out_fault);

#endif
