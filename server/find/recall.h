/* Answers to the shortest questions: every question begins as one, and a letter or two names the most people. Each is
 * kept for as long as nobody's name changes. One asker's (find_room), so nothing locks. */
#ifndef P2C_FIND_RECALL_H
#define P2C_FIND_RECALL_H

#include "find/directory.h"

enum { RECALL_TEXT = 12 /* bytes of a question, with its NUL */, RECALL_ANSWERS = 512, RECALL_LIMIT = 50 };

struct recall {
	struct recalled *all; /* RECALL_ANSWERS, by the hash of the text; NULL before the first */
};

/* Is a question so short, and asked for so few? */
bool recall_may(const struct find_question *question);
/* A copy in the arena of what was answered at the same count of changes of the same directory; false when it is not
 * kept. */
bool recall_get(const struct recall *recall, const struct find_question *question, uint64_t changes,
    struct arena *arena, struct find_answer *out_answer);
/* Copies the answer to a question that recall_may, in place of an older one. */
void recall_put(
    struct recall *recall, const struct find_question *question, uint64_t changes, const struct find_answer *answer);
void recall_finish(struct recall *recall);

#endif
