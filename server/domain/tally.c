/* See tally.h. */
#include "domain/tally.h"

#include "domain/pledge_rules.h"
#include "domain/vocabulary.h"
#include "store/read.h"

#include <string.h>

static void add(struct tally_group *group, bool confirmed, const struct tally_row *row)
{
	struct tally_sum *sum = confirmed ? &group->confirmed : &group->heard;
	sum->count += row->count;
	sum->usd_minor += row->usd_minor;
}

static void add_row(struct tally *tally, const struct tally_row *row)
{
	enum pledge_state state = pledge_state_find(row->state);
	if (state == PLEDGE_SUBMITTED)
		tally->submitted += row->count;
	if (!pledge_is_confirmed(state) && !pledge_is_heard(state))
		return;
	bool confirmed = pledge_is_confirmed(state);
	add(&tally->all, confirmed, row);
	tally->unrated += row->unrated;
	for (size_t i = 0; i < TALLY_TYPES && i < PLEDGE_TYPES_N; i++)
		if (strcmp(PLEDGE_TYPES[i].key, row->type) == 0)
			add(&tally->by_type[i], confirmed, row);
	for (size_t i = 0; i < TALLY_AREAS; i++)
		if (row->focus_areas & (1 << i))
			add(&tally->by_area[i], confirmed, row);
}

enum err tally_get(struct db *db, struct arena *arena, struct tally *out_tally)
{
	struct tally tally = { 0 };
	struct tally_row *rows;
	size_t n;
	enum err err = tally_rows(db, arena, &rows, &n);
	for (size_t i = 0; !err && i < n; i++)
		add_row(&tally, &rows[i]);
	if (!err)
		*out_tally = tally;
	return err;
}
