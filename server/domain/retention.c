/* See retention.h. A row goes when its record is due and it is itself as old as that: a session with a wrong date
 * takes nothing away that was written just now. */
#include "domain/retention.h"

#include "base/clock.h"
#include "domain/personal_link.h"
#include "store/journal.h"
#include "store/privacy.h"
#include "store/setting.h"

#include <stdlib.h>
#include <string.h>

static const int64_t DAY_MS = 86400000;
static const char LINKS[] = "links", LINKS_ENDED[] = "retention.links_ended";

static int64_t next_midnight(int64_t ms)
{
	struct clock_local at = clock_local(ms - 1);
	struct clock_local midnight = { .year = at.year, .month = at.month, .day = at.day + 1 };
	return clock_from_local(&midnight);
}

/* Links are no rows: one is due until a new generation of keys was made after that. */
static enum err links_due(struct db *db, struct arena *arena, int64_t due_at, int64_t *out_rows)
{
	const char *ended = NULL;
	enum err err = setting_get(db, arena, LINKS_ENDED, &ended);
	*out_rows = !ended || strtoll(ended, NULL, 10) < due_at;
	return err;
}

static enum err count(struct db *db, struct arena *arena, int64_t now, struct retention_record *r)
{
	if (strcmp(r->record->name, LINKS) == 0)
		return links_due(db, arena, r->due_at, &r->rows);
	enum err err = OK;
	for (size_t step = 0; !err && step < retention_steps(); step++) {
		int64_t rows = 0;
		if (strcmp(retention_step(step).record, r->record->name) != 0)
			continue;
		err = retention_due(db, step, now - r->days * DAY_MS, &rows);
		r->rows += rows;
	}
	return err;
}

enum err retention_plan(struct db *db, struct arena *arena, int64_t now, struct retention_record **out_records,
    size_t *out_n, int64_t *out_day_end)
{
	size_t n_records, n = 0;
	int64_t ends = 0;
	const struct privacy_record *records = privacy_records(&n_records);
	struct retention_record *rows = arena_array(arena, struct retention_record, n_records);
	enum err err = privacy_day_ends(db, &ends);
	int64_t day_end = ends ? next_midnight(ends) : 0;
	for (size_t i = 0; !err && i < n_records; i++) {
		struct retention_record *r = &rows[n];
		if (records[i].rule != PRIVACY_AFTER_DAY)
			continue;
		*r = (struct retention_record){ .record = &records[i] };
		err = privacy_days(db, arena, r->record, &r->days);
		r->due_at = day_end ? day_end + r->days * DAY_MS : 0;
		if (!err && r->due_at && r->due_at <= now)
			err = count(db, arena, now, r);
		n++;
	}
	*out_records = rows;
	*out_n = n;
	*out_day_end = day_end;
	return err;
}

/* ---- taking away ---- */

static enum err end_links(struct tx *tx, int64_t *out_rows)
{
	*out_rows = 1;
	enum err err = personal_links_renew(tx);
	return err ? err : setting_put(tx, LINKS_ENDED, arena_printf(tx_arena(tx), "%lld", (long long)tx_now(tx)));
}

static enum err take_rows(struct tx *tx, const struct retention_record *r, int64_t *out_rows)
{
	enum err err = OK;
	*out_rows = 0;
	if (strcmp(r->record->name, LINKS) == 0)
		return end_links(tx, out_rows);
	for (size_t step = 0; !err && step < retention_steps(); step++) {
		int64_t rows = 0;
		if (strcmp(retention_step(step).record, r->record->name) != 0)
			continue;
		err = retention_run(tx_db(tx), step, tx_now(tx) - r->days * DAY_MS, RETENTION_STEP_ROWS, &rows);
		if (*retention_step(step).table)
			*out_rows += rows;
	}
	return err;
}

static enum err write_down(struct tx *tx, const struct privacy_record *record, int64_t rows)
{
	struct journal_head head;
	const char *data = arena_printf(tx_arena(tx), "{\"removed\":%lld}", (long long)rows);
	enum err err = tx_journal(tx,
	    &(struct journal_note){
		.topic = "access", .action = "retention.take", .subject = record->name, .version = 1, .data = data });
	if (!err)
		err = journal_head(tx_db(tx), &head);
	if (err)
		return err;
	tx_forget(tx);
	return retention_add(tx_db(tx),
	    &(struct retention_row){
		.record = record->name, .by = tx_actor(tx), .at = tx_now(tx), .removed = rows, .seq = head.seq });
}

enum err retention_take(struct tx *tx, struct retention_done *out_done)
{
	struct retention_record *records;
	struct retention_done done = { .record = NULL };
	size_t n = 0;
	int64_t day_end;
	enum err err = retention_plan(tx_db(tx), tx_arena(tx), tx_now(tx), &records, &n, &day_end);
	for (size_t i = 0; !err && i < n && !done.record; i++) {
		if (records[i].rows)
			err = take_rows(tx, &records[i], &done.rows);
		if (!err && done.rows)
			done.record = records[i].record;
	}
	if (!err && done.record)
		err = write_down(tx, done.record, done.rows);
	if (!err)
		*out_done = done;
	return err;
}
