/* Rows of privacy: what the tables hold of one person, what an erasure takes away, what the retention job takes away,
 * and what was done so far. Each is a table of statements (privacy_export.def, privacy_erase.def,
 * privacy_retain.def); here they are only run. Not for why and when: that is domain/privacy.h, erasure.h and
 * retention.h. */
#ifndef P2C_STORE_PRIVACY_H
#define P2C_STORE_PRIVACY_H

#include "store/journal.h"

#include <stdbool.h>

/* ---- what is held ---- */

enum { PRIVACY_COLUMNS_MAX = 32 };
enum privacy_kind { PRIVACY_TEXT, PRIVACY_NUMBER, PRIVACY_INSTANT, PRIVACY_BYTES, PRIVACY_LONG };

struct privacy_cell {
	enum privacy_kind kind;
	bool is_null;
	const char *text; /* TEXT and LONG */
	int64_t number;   /* NUMBER, and INSTANT in ms UTC */
	const void *bytes;
	size_t len;
};
struct privacy_section {
	const char *record, *table;
	const char *names[PRIVACY_COLUMNS_MAX];
	size_t n_columns;
	struct privacy_cell *cells; /* row by row */
	size_t n_rows;
};
/* Every section of privacy_export.def, also the empty ones, in the arena. OK or ERR_BROKEN. */
enum err privacy_held(
    struct db *db, struct arena *arena, const char *person_id, struct privacy_section **out_sections, size_t *out_n);
/* The ids of the rows that were merged into this one. */
enum err privacy_merged(
    struct db *db, struct arena *arena, const char *person_id, const char ***out_ids, size_t *out_n);
/* The ids of those whose row or badge names somebody, "" host_id: by name alone. */
struct privacy_named {
	const char *person_id, *host_id, *display, *latin;
};
enum err privacy_naming(
    struct db *db, struct arena *arena, const struct privacy_named *named, const char ***out_ids, size_t *out_n);

/* ---- erasing ---- */

/* One text a letter of privacy_erase.def; NULL is "". */
struct privacy_values {
	const char *of[128];
};
size_t privacy_erase_steps(void);
/* The table that a step is about. */
const char *privacy_erase_table(size_t step);
/* Its letters. */
const char *privacy_erase_values(size_t step);
/* Runs one step; *out_rows is how many it changed. ERR_CONFLICT, ERR_DISK_FULL, ERR_BROKEN. */
enum err privacy_erase_run(struct db *db, size_t step, const struct privacy_values *values, int64_t *out_rows);

struct erasure_row {
	const char *person_id, *by, *reason, *mark; /* mark: the keyed hash of the registration ID */
	int64_t at, seq;
};
enum err erasure_add(struct db *db, const struct erasure_row *row);
enum err erasure_marked(struct db *db, const char *mark, bool *out_is);
/* Newest first. */
enum err erasure_list(
    struct db *db, struct arena *arena, int64_t limit, struct erasure_row **out_rows, size_t *out_n);

/* ---- retention ---- */

struct retention_step {
	const char *record, *table; /* table "" for what only goes along */
};
size_t retention_steps(void);
struct retention_step retention_step(size_t step);
/* How many rows this step would take in the end: those that have an instant are of `before` or earlier. */
enum err retention_due(struct db *db, size_t step, int64_t before, int64_t *out_rows);
/* Takes at most `most` of them. */
enum err retention_run(struct db *db, size_t step, int64_t before, int64_t most, int64_t *out_rows);

struct retention_row {
	const char *record, *by;
	int64_t at, removed, seq;
};
enum err retention_add(struct db *db, const struct retention_row *row);
/* By day (UTC), newest first. */
enum err retention_list(
    struct db *db, struct arena *arena, int64_t limit, struct retention_row **out_rows, size_t *out_n);

/* Copies of the database from before this journal entry hold what is not to be there any more; 0 when nothing went.
 */
enum err privacy_line(struct db *db, int64_t *out_seq);
/* When the last session ends, ms UTC; 0 without sessions. */
enum err privacy_day_ends(struct db *db, int64_t *out_at);

#endif
