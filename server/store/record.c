/* See record.h. */
#include "store/record.h"

#include "store/db.h"
#include "store/rows.h"

enum { EDITING_WIDTH = 4 };

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

/* ---- kept totals ---- */

enum err tally_rows(struct db *db, struct arena *arena, bool by_country, struct tally_row **out_rows, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct tally_row) };
	struct db_rows rows = db_query(db, by_country ? SQL_TALLY_COUNTRY : SQL_TALLY_ALL, "");
	while (db_next(&rows))
		*(struct tally_row *)row_list_add(&list, arena) = (struct tally_row){
			.dimension = row_text(&rows, 0, arena),
			.item = row_text(&rows, 1, arena),
			.class = row_text(&rows, 2, arena),
			.pledges = db_int(&rows, 3),
			.usd_minor = db_int(&rows, 4),
			.unrated = db_int(&rows, 5),
		};
	*out_rows = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err tally_add(struct db *db, const struct tally_row *row, bool *out_fits)
{
	enum err err = db_run(db, SQL_TALLY_ADD, "tttiii", row->dimension, row->item, row->class, row->pledges,
	    row->usd_minor, row->unrated);
	if (!err)
		*out_fits = db_changes(db) == 1;
	return err;
}

enum err journal_pledges_each(
    struct db *db, enum err (*each)(void *ctx, int64_t at, const char *pledge_id, const char *data), void *ctx)
{
	enum err told = OK;
	struct db_rows rows = db_query(db, SQL_JOURNAL_PLEDGES, "");
	while (!told && db_next(&rows))
		told = each(ctx, db_int(&rows, 0), db_text(&rows, 1), db_text(&rows, 2));
	enum err err = db_end(&rows);
	return err ? err : told;
}

/* ---- the second ear ---- */

static struct hearing hearing_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct hearing){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.state = row_text(rows, 2, arena),
		.speaker_id = row_text(rows, 3, arena),
		.session_id = row_text(rows, 4, arena),
		.pledge_id = row_text(rows, 5, arena),
		.type = row_text(rows, 6, arena),
		.said = row_text(rows, 7, arena),
		.heard = row_text(rows, 8, arena),
		.differences = row_text(rows, 9, arena),
		.by_actor = row_text(rows, 10, arena),
		.at = db_int(rows, 11),
		.taken = row_text(rows, 12, arena),
		.settled_by = row_text(rows, 13, arena),
		.settled_at = db_int(rows, 14),
	};
}

static enum err many_hearings(struct db_rows rows, struct arena *arena, struct hearing **out_hearings, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct hearing) };
	while (db_next(&rows))
		*(struct hearing *)row_list_add(&list, arena) = hearing_row(&rows, arena);
	*out_hearings = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err hearing_get(struct db *db, struct arena *arena, const char *id, struct hearing *out_hearing)
{
	struct hearing *found;
	size_t n;
	enum err err = many_hearings(db_query(db, SQL_HEARING_GET, "t", id), arena, &found, &n);
	if (!err && !n)
		err = ERR_NOT_FOUND;
	if (!err)
		*out_hearing = *found;
	return err;
}

enum err hearing_list(
    struct db *db, struct arena *arena, const struct hearing_query *q, struct hearing **out_hearings, size_t *out_n)
{
	return many_hearings(
	    db_query(db, SQL_HEARING_LIST, "tti", q->state, q->session_id, q->limit), arena, out_hearings, out_n);
}

enum err hearing_of(
    struct db *db, struct arena *arena, const char *pledge_id, struct hearing **out_hearings, size_t *out_n)
{
	return many_hearings(db_query(db, SQL_HEARING_OF, "t", pledge_id), arena, out_hearings, out_n);
}

enum err hearing_waiting(
    struct db *db, struct arena *arena, const char *speaker_id, struct hearing **out_hearings, size_t *out_n)
{
	return many_hearings(db_query(db, SQL_HEARING_WAITING, "t", speaker_id), arena, out_hearings, out_n);
}

enum err hearing_add(struct db *db, const struct hearing *h)
{
	return db_run(db, SQL_HEARING_ADD, "ttttttttti", h->id, h->state, h->speaker_id, or_null(h->pledge_id),
	    h->type, h->said, h->heard, h->differences, h->by_actor, h->at);
}

enum err hearing_edit(struct db *db, const struct hearing *h)
{
	return db_run(db, SQL_HEARING_EDIT, "tttttzt", h->state, or_null(h->pledge_id), h->differences, h->taken,
	    h->settled_by, h->settled_at, h->id);
}

enum err pledge_unheard(struct db *db, struct arena *arena, const char *actor, const char *speaker_id,
    const char *type, const char **out_id, bool *out_is_own)
{
	struct db_rows rows = db_query(db, SQL_PLEDGE_UNHEARD, "ttt", actor, speaker_id, type);
	bool found = db_next(&rows);
	if (found) {
		*out_id = row_text(&rows, 0, arena);
		*out_is_own = db_int(&rows, 1) != 0;
	}
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err pledge_first_ear(struct db *db, struct arena *arena, const char *pledge_id, const char **out_actor)
{
	struct db_rows rows = db_query(db, SQL_PLEDGE_FIRST_EAR, "t", pledge_id);
	*out_actor = db_next(&rows) ? row_text(&rows, 0, arena) : "";
	return db_end(&rows);
}

/* ---- read-back and editing ---- */

/* Column order of READ_BACK_COLUMNS, from `first` on. */
static struct read_back read_back_row(const struct db_rows *rows, int first, struct arena *arena)
{
	return (struct read_back){
		.id = row_text(rows, first, arena),
		.pledge_id = row_text(rows, first + 1, arena),
		.round = db_int(rows, first + 2),
		.means = row_text(rows, first + 3, arena),
		.asked_by = row_text(rows, first + 4, arena),
		.asked_at = db_int(rows, first + 5),
		.expires_at = db_int(rows, first + 6),
		.answer = row_text(rows, first + 7, arena),
		.name = row_text(rows, first + 8, arena),
		.remark = row_text(rows, first + 9, arena),
		.device = row_text(rows, first + 10, arena),
		.answered_at = db_int(rows, first + 11),
	};
}

static enum err one_read_back(struct db_rows rows, struct arena *arena, struct read_back *out_read_back)
{
	bool found = db_next(&rows);
	if (found)
		*out_read_back = read_back_row(&rows, 0, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err read_back_get(struct db *db, struct arena *arena, const char *id, struct read_back *out_read_back)
{
	return one_read_back(db_query(db, SQL_READ_BACK_GET, "t", id), arena, out_read_back);
}

enum err read_back_last(struct db *db, struct arena *arena, const char *pledge_id, struct read_back *out_read_back)
{
	return one_read_back(db_query(db, SQL_READ_BACK_LAST, "t", pledge_id), arena, out_read_back);
}

enum err read_back_add(struct db *db, const struct read_back *b)
{
	return db_run(db, SQL_READ_BACK_ADD, "ttittizttttz", b->id, b->pledge_id, b->round, b->means, b->asked_by,
	    b->asked_at, b->expires_at, b->answer, b->name, b->remark, b->device, b->answered_at);
}

enum err read_back_put_answer(struct db *db, const struct read_back *b)
{
	return db_run(
	    db, SQL_READ_BACK_ANSWER, "ttttit", b->answer, b->name, b->remark, b->device, b->answered_at, b->id);
}

enum err editing_put(struct db *db, const char *pledge_id, const char *actor, int64_t since, int64_t until)
{
	return db_run(db, SQL_EDITING_PUT, "ttii", pledge_id, actor, since, until);
}

enum err editing_end(struct db *db, const char *pledge_id)
{
	return db_run(db, SQL_EDITING_END, "t", pledge_id);
}

enum err pledge_record_get(
    struct db *db, struct arena *arena, const char *pledge_id, struct pledge_record *out_record)
{
	struct db_rows rows = db_query(db, SQL_PLEDGE_RECORD, "t", pledge_id);
	if (db_next(&rows))
		*out_record = (struct pledge_record){
			.editor = row_text(&rows, 0, arena),
			.editing_since = db_int(&rows, 1),
			.editing_until = db_int(&rows, 2),
			.hearing_differs = db_int(&rows, 3) != 0,
			.read_back = read_back_row(&rows, EDITING_WIDTH, arena),
		};
	return db_end(&rows);
}
