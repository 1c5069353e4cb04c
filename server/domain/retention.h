/* What is taken away by time: records that privacy.def lets go a number of days after the end of the last day, in
 * small steps, each with a journal entry that says how much of what. Which people they were about is not told. Not
 * for erasing one person (erasure.h) nor for when it runs (server/caretaker.h). */
#ifndef P2C_DOMAIN_RETENTION_H
#define P2C_DOMAIN_RETENTION_H

#include "domain/privacy.h"

enum { RETENTION_STEP_ROWS = 200 };

struct retention_record {
	const struct privacy_record *record;
	int64_t days;   /* after the day's end, as set */
	int64_t due_at; /* ms UTC; 0 while there is no session to tell when the day ends */
	int64_t rows;   /* that are due now; 0 before due_at */
};
/* The records that go by time, in the order of privacy.def. `out_day_end` is the local midnight after the last
 * session, 0 without sessions. */
enum err retention_plan(struct db *db, struct arena *arena, int64_t now, struct retention_record **out_records,
    size_t *out_n, int64_t *out_day_end);
/* Takes away at most RETENTION_STEP_ROWS rows of the first record that has some due. *out_done has the record and how
 * many went; record NULL when nothing was due. */
struct retention_done {
	const struct privacy_record *record;
	int64_t rows;
};
enum err retention_take(struct tx *tx, struct retention_done *out_done);

#endif
