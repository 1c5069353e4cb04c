/* See recount.h. */
#include "domain/recount.h"

#include "domain/pledge_history.h"
#include "store/record.h"

#include <inttypes.h>

struct counting {
	struct arena *arena; /* for one entry */
	struct tally_sheet *sheet;
};

static enum err count_entry(void *ctx, int64_t at, const char *pledge_id, const char *data)
{
	struct counting *counting = ctx;
	struct pledge pledge;
	(void)pledge_id;
	arena_reset(counting->arena);
	enum err err = pledge_counted_of_entry(counting->arena, data, at, &pledge);
	if (!err && !tally_sheet_count(counting->sheet, &pledge, 1))
		err = ERR_BROKEN;
	return err;
}

enum err recount(struct db *db, struct tally_sheet *out_sheet)
{
	struct counting counting = { .arena = arena_create(), .sheet = out_sheet };
	*out_sheet = (struct tally_sheet){ 0 };
	enum err err = journal_pledges_each(db, count_entry, &counting);
	arena_destroy(counting.arena);
	return err;
}

static enum err compare(const struct tally_sheet *kept, const struct tally_sheet *told, struct fault *out_fault)
{
	for (size_t slot = 0; slot < TALLY_SLOTS; slot++)
		for (size_t c = 0; c < TALLY_CLASSES; c++) {
			const struct tally_sum *a = &kept->sums[slot][c], *b = &told->sums[slot][c];
			const char *dimension, *item;
			if (a->count == b->count && a->usd_minor == b->usd_minor && a->unrated == b->unrated)
				continue;
			tally_slot_name(slot, &dimension, &item);
			return fault_set(out_fault, ERR_BROKEN, NULL,
			    "The kept total of %s %s (%s) is %" PRId64 " pledges and %" PRId64
			    " US cents; the journal tells of %" PRId64 " and %" PRId64 ".",
			    dimension, item, tally_class_name((enum tally_class)c), a->count, a->usd_minor, b->count,
			    b->usd_minor);
		}
	return OK;
}

enum err recount_check(struct db *db, int64_t *out_pledges, struct fault *out_fault)
{
	struct arena *arena = arena_create();
	struct tally_sheet *kept = arena_new(arena, struct tally_sheet), *told = arena_new(arena, struct tally_sheet);
	enum err err = tally_sheet_get(db, arena, kept);
	if (!err)
		err = recount(db, told);
	if (err)
		fault_set(out_fault, err, NULL, "The totals could not be counted again.");
	else
		err = compare(kept, told, out_fault);
	if (!err)
		*out_pledges = told->sums[0][TALLY_CONFIRMED].count + told->sums[0][TALLY_HEARD].count;
	arena_destroy(arena);
	return err;
}

/* ---- a book from before ---- */

static enum err is_older(struct db *db, bool *out_older)
{
	static const struct pledge_query ANY = { .state = "", .session_id = "", .entity_id = "", .limit = 1 };
	struct arena *arena = arena_create();
	struct pledge *pledges;
	struct tally_row *rows;
	size_t n_rows = 0, n_pledges = 0;
	enum err err = tally_rows(db, arena, false, &rows, &n_rows);
	if (!err && !n_rows)
		err = pledge_list(db, arena, &ANY, &pledges, &n_pledges);
	arena_destroy(arena);
	*out_older = n_pledges > 0;
	return err;
}

static enum err keep(struct change *change, struct tx *tx)
{
	(void)change;
	struct tally_sheet *sheet = arena_new(tx_arena(tx), struct tally_sheet);
	enum err err = recount(tx_db(tx), sheet);
	return err ? err : tally_sheet_keep(tx, sheet);
}

enum err recount_open(struct store *store, struct fault *out_fault)
{
	struct change change = { .run = keep };
	struct db *db;
	bool older = false;
	enum err err = store_reader_open(store, &db);
	if (err)
		return err;
	err = is_older(db, &older);
	store_reader_close(db);
	if (!err && older)
		err = store_apply(store, &change);
	return err ? fault_set(out_fault, err, NULL, "The totals could not be counted from the journal.") : OK;
}
