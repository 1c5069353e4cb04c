/* What is known while a question is answered: shared by directory_ask.c, who fits, and directory_why.c, in which
 * order they are shown and why. */
#ifndef P2C_FIND_ASKING_H
#define P2C_FIND_ASKING_H

#include "find/best.h"
#include "find/room.h"
#include "find/terms.h"

enum {
	ASKING_POINTS_AT = 8, /* bits of a rank below the points: */
	ASKING_FIRST = 1 << 7 /* who comes first, then how much of the words was typed */
};

struct asking {
	const struct directory *directory;
	struct find_room *room;
	const struct find_question *question;
	const struct term *terms;
	size_t n_terms;
	struct best best;
	int64_t total;
};

/* What a term is worth to a person, by the words that the person owns; *out_word is where the best of them is (the
 * number of words when it is the organisation's). */
uint16_t directory_value(const struct asking *ask, uint32_t human, size_t term, size_t *out_word);
/* The best of `ask`, looked at once more, as hits in the arena. */
void directory_arrange(struct asking *ask, struct arena *arena, struct find_answer *out_answer);

#endif
