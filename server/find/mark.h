/* Which letters of a person's texts a question found: what the desk's page paints. Pure. */
#ifndef P2C_FIND_MARK_H
#define P2C_FIND_MARK_H

#include "find/directory.h"

struct find_range {
	uint32_t from, to; /* UTF-16 units of the text */
};
struct find_mark {
	enum find_field field;
	const char *text, *how; /* exact, prefix, inside, latin, typo, order: the weakest of its terms */
	struct find_range ranges[FIND_TERMS_MAX];
	size_t n;
};
extern const char *const FIND_FIELD_NAMES[FIND_FIELD_MAX];

/* Of one hit of an answer, with the person it names: one mark a text that was fitted; answers how many. */
size_t find_marks(struct arena *arena, const struct find_answer *answer, size_t hit, const struct find_person *person,
    struct find_mark out_marks[FIND_TERMS_MAX]);

#endif
