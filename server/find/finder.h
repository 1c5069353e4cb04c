/* What a clerk types or scans, and who that is: a badge's code is exactly its person, the registration ID of a
 * merged row the person that counts, anything else is asked of the directory, and the rows are read. */
#ifndef P2C_FIND_FINDER_H
#define P2C_FIND_FINDER_H

#include "find/keeper.h"

struct found {
	struct person person;
	struct find_mark marks[FIND_TERMS_MAX]; /* why */
	size_t n_marks;
};
struct find_list {
	struct found *people; /* best first */
	size_t n;
	int64_t total;
};
/* ERR_BROKEN when the store cannot be read. Everything is in the arena. */
enum err finder_find(struct keeper *keeper, struct db *db, struct arena *arena, const struct find_question *question,
    struct find_list *out_list);
/* The date of an instant in the event's zone, as find_question wants it. */
int32_t finder_date(int64_t ms);

#endif
