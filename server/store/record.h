/* Rows of the record: what a second ear heard, what was read back, who is editing, the kept totals. Questions and
 * changes in one place, since the rules that use them (domain/hearing.h, read_back.h, editing.h, tally.h) need both.
 * Text, times and errors as in read.h and write.h; changes only inside a change that the writer runs. */
#ifndef P2C_STORE_RECORD_H
#define P2C_STORE_RECORD_H

#include "store/read.h"

/* ---- kept totals ---- */

struct tally_row {
	const char *dimension, *item, *class; /* "area", "access", "heard" */
	int64_t pledges, usd_minor, unrated;
};
/* All rows but those by country, or only those, by code. */
enum err tally_rows(struct db *db, struct arena *arena, bool by_country, struct tally_row **out_rows, size_t *out_n);
/* Adds (what is below zero: takes away). *out_fits tells whether the total can still be kept; if not, nothing
 * changed. */
enum err tally_add(struct db *db, const struct tally_row *row, bool *out_fits);

/* The journal's last word on every pledge, oldest first, one call each; text lives during the call. */
enum err journal_pledges_each(
    struct db *db, enum err (*each)(void *ctx, int64_t at, const char *pledge_id, const char *data), void *ctx);

/* ---- the second ear ---- */

struct hearing {
	const char *id, *state, *speaker_id, *session_id, *pledge_id, *type;
	const char *said;        /* names of the fields that were said, separated by spaces */
	const char *heard;       /* the pledge as it was heard, as the journal writes pledges */
	const char *differences; /* JSON: [{field, first, second}] */
	const char *by_actor, *taken, *settled_by;
	int64_t version, at, settled_at;
};
struct hearing_query {
	const char *state, *session_id; /* "" is any */
	int64_t limit;
};
enum err hearing_get(struct db *db, struct arena *arena, const char *id, struct hearing *out_hearing);
/* Newest first. */
enum err hearing_list(struct db *db, struct arena *arena, const struct hearing_query *query,
    struct hearing **out_hearings, size_t *out_n);
/* Those of one pledge, and those that wait for a pledge of this speaker; oldest first. */
enum err hearing_of(
    struct db *db, struct arena *arena, const char *pledge_id, struct hearing **out_hearings, size_t *out_n);
enum err hearing_waiting(
    struct db *db, struct arena *arena, const char *speaker_id, struct hearing **out_hearings, size_t *out_n);
enum err hearing_add(struct db *db, const struct hearing *hearing);
/* Writes state, pledge, differences and how it was settled; its version goes up. */
enum err hearing_edit(struct db *db, const struct hearing *hearing);

/* A pledge of that speaker that no second ear has heard yet: not by this actor if there is one, of this type if there
 * is one. ERR_NOT_FOUND. */
enum err pledge_unheard(struct db *db, struct arena *arena, const char *actor, const char *speaker_id,
    const char *type, const char **out_id, bool *out_is_own);
/* Who heard it first: whoever logged or announced it; "" when it is only filed. */
enum err pledge_first_ear(struct db *db, struct arena *arena, const char *pledge_id, const char **out_actor);

/* ---- read-back and editing ---- */

enum err read_back_get(struct db *db, struct arena *arena, const char *id, struct read_back *out_read_back);
/* The last round of a pledge; ERR_NOT_FOUND when it was never read back. */
enum err read_back_last(struct db *db, struct arena *arena, const char *pledge_id, struct read_back *out_read_back);
enum err read_back_add(struct db *db, const struct read_back *read_back);
/* Writes answer, name, remark, device and instant; ERR_NOT_FOUND when it was answered before. */
enum err read_back_put_answer(struct db *db, const struct read_back *read_back);
enum err editing_put(struct db *db, const char *pledge_id, const char *actor, int64_t since, int64_t until);
enum err editing_end(struct db *db, const char *pledge_id);

/* ---- what the rows of a pledge carry along (read.h's struct pledge_record) ---- */
enum err pledge_record_get(
    struct db *db, struct arena *arena, const char *pledge_id, struct pledge_record *out_record);

#endif
