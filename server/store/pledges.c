/* Pledges and rates: rows to structs and back. See read.h and write.h. */
#include "store/db.h"
#include "store/record.h"
#include "store/rows.h"
#include "store/write.h"

#include <string.h>

enum { ENTITY_WIDTH = 5, PLEDGE_WORDS_AT = 25 };

static struct pledge pledge_row(const struct db_rows *rows, struct arena *arena)
{
	struct pledge pledge = {
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.number = db_int(rows, 2),
		.state = row_text(rows, 3, arena),
		.type = row_text(rows, 4, arena),
		.title = row_text(rows, 5, arena),
		.body = row_text(rows, 6, arena),
		.focus_areas = db_int(rows, 7),
		.amount_minor = db_int(rows, 8),
		.currency = row_text(rows, 9, arena),
		.usd_minor = db_int(rows, 10),
		.rate = row_text(rows, 11, arena),
		.rate_on = row_text(rows, 12, arena),
		.language = row_text(rows, 13, arena),
		.session_id = row_text(rows, 14, arena),
		.speaker_id = row_text(rows, 15, arena),
		.heard_at = db_int(rows, 16),
		.confirmed_at = db_int(rows, 17),
		.by_actor = row_text(rows, 18, arena),
		.reason = row_text(rows, 19, arena),
		.changed_at = db_int(rows, 20),
		.created_at = db_int(rows, 21),
		.sdgs = db_int(rows, 22),
		.later = db_int(rows, 23) != 0,
		.open = db_int(rows, 24) != 0,
	};
	for (int i = 0; i < PLEDGE_WORD_MAX; i++)
		pledge.words[i] = row_text(rows, PLEDGE_WORDS_AT + i, arena);
	return pledge;
}

/* Fills in who pledges, for which countries, and what stands beside it. */
static enum err pledge_parts(struct db *db, struct arena *arena, struct pledge *pledge)
{
	struct row_list pledgers = { .size = sizeof(struct pledger) }, countries = { .size = sizeof(const char *) };
	struct db_rows rows = db_query(db, SQL_PLEDGER_OF, "t", pledge->id);
	while (db_next(&rows))
		*(struct pledger *)row_list_add(&pledgers, arena) =
		    (struct pledger){ .entity = entity_row(&rows, 0, arena),
			    .lead = db_int(&rows, ENTITY_WIDTH) != 0 };
	enum err err = db_end(&rows);
	if (err)
		return err;
	rows = db_query(db, SQL_PLEDGE_COUNTRY_OF, "t", pledge->id);
	while (db_next(&rows))
		*(const char **)row_list_add(&countries, arena) = row_text(&rows, 0, arena);
	pledge->pledgers = pledgers.items;
	pledge->n_pledgers = pledgers.n;
	pledge->countries = countries.items;
	pledge->n_countries = countries.n;
	err = db_end(&rows);
	return err ? err : pledge_record_get(db, arena, pledge->id, &pledge->record);
}

static enum err many_pledges(
    struct db *db, struct db_rows rows, struct arena *arena, struct pledge **out_pledges, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct pledge) };
	while (db_next(&rows))
		*(struct pledge *)row_list_add(&list, arena) = pledge_row(&rows, arena);
	enum err err = db_end(&rows);
	for (size_t i = 0; !err && i < list.n; i++)
		err = pledge_parts(db, arena, (struct pledge *)list.items + i);
	*out_pledges = list.items;
	*out_n = list.n;
	return err;
}

static enum err one_pledge(struct db *db, struct db_rows rows, struct arena *arena, struct pledge *out_pledge)
{
	struct pledge *found;
	size_t n;
	enum err err = many_pledges(db, rows, arena, &found, &n);
	if (!err && !n)
		err = ERR_NOT_FOUND;
	if (!err)
		*out_pledge = *found;
	return err;
}

enum err pledge_get(struct db *db, struct arena *arena, const char *id, struct pledge *out_pledge)
{
	return one_pledge(db, db_query(db, SQL_PLEDGE_GET, "t", id), arena, out_pledge);
}

enum err pledge_by_slip(struct db *db, struct arena *arena, const char *slip, struct pledge *out_pledge)
{
	return one_pledge(db, db_query(db, SQL_PLEDGE_BY_SLIP, "t", slip), arena, out_pledge);
}

enum err pledge_list(
    struct db *db, struct arena *arena, const struct pledge_query *q, struct pledge **out_pledges, size_t *out_n)
{
	const char *like[PLEDGE_TERMS];
	for (size_t i = 0; i < PLEDGE_TERMS; i++)
		like[i] = q->terms[i] ? arena_printf(arena, "%% %s%%", q->terms[i]) : "%";
	return many_pledges(db,
	    db_query(db, SQL_PLEDGE_LIST,
		"ttttttt"
		"ti",
		q->state, q->session_id, q->entity_id, like[0], like[1], like[2], like[3], like[4], q->limit),
	    arena, out_pledges, out_n);
}

enum err pledge_on_wall(
    struct db *db, struct arena *arena, int64_t limit, struct pledge_mark **out_marks, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct pledge_mark) };
	struct db_rows rows = db_query(db, SQL_PLEDGE_ON_WALL, "i", limit);
	while (db_next(&rows))
		*(struct pledge_mark *)row_list_add(&list, arena) =
		    (struct pledge_mark){ .id = row_text(&rows, 0, arena), .version = db_int(&rows, 1) };
	*out_marks = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err pledge_all(struct db *db, struct arena *arena, struct pledge **out_pledges, size_t *out_n)
{
	return many_pledges(db, db_query(db, SQL_PLEDGE_ALL, ""), arena, out_pledges, out_n);
}

enum err pledge_count_same(struct db *db, const struct pledge *pledge, int64_t *out_n)
{
	const struct pledger *lead = pledge->pledgers;
	for (size_t i = 0; i < pledge->n_pledgers; i++)
		lead = pledge->pledgers[i].lead ? &pledge->pledgers[i] : lead;
	return row_int(
	    db_query(db, SQL_PLEDGE_COUNT_SAME, "tttttii", lead->entity.id, pledge->type, pledge->title, pledge->body,
		pledge->currency, pledge->amount_minor, (int64_t)(strcmp(pledge->state, "withdrawn") == 0)),
	    out_n);
}

static enum err pledge_parts_put(struct db *db, const struct pledge *pledge)
{
	enum err err = db_run(db, SQL_PLEDGER_CLEAR, "t", pledge->id);
	for (size_t i = 0; !err && i < pledge->n_pledgers; i++)
		err = db_run(db, SQL_PLEDGER_ADD, "titi", pledge->id, (int64_t)i, pledge->pledgers[i].entity.id,
		    (int64_t)pledge->pledgers[i].lead);
	if (!err)
		err = db_run(db, SQL_PLEDGE_COUNTRY_CLEAR, "t", pledge->id);
	for (size_t i = 0; !err && i < pledge->n_countries; i++)
		err = db_run(db, SQL_PLEDGE_COUNTRY_ADD, "tit", pledge->id, (int64_t)i, pledge->countries[i]);
	return err;
}

static const char *said(const char *text)
{
	return text ? text : "";
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

/* What is said beyond the least; every row of the table is one argument. */
static enum err pledge_say(struct db *db, const struct pledge *g, const char *search)
{
	return db_run(db, SQL_PLEDGE_SAY,
#define PLEDGE_WORD(id, name, most, kind, choices) "t"
#include "store/pledge_words.def"
#undef PLEDGE_WORD
	    "iiitt",
#define PLEDGE_WORD(id, name, most, kind, choices) said(g->words[PLEDGE_##id]),
#include "store/pledge_words.def"
#undef PLEDGE_WORD
	    g->sdgs, (int64_t)g->later, (int64_t)g->open, search, g->id);
}

enum err pledge_add(struct db *db, const struct pledge *g, const char *search, int64_t now)
{
	enum err err = db_run(db, SQL_PLEDGE_ADD,
	    "tittttiztzttttt"
	    "zzttii",
	    g->id, g->number, g->state, g->type, g->title, g->body, g->focus_areas, g->amount_minor, g->currency,
	    g->usd_minor, g->rate, g->rate_on, g->language, or_null(g->session_id), or_null(g->speaker_id),
	    g->heard_at, g->confirmed_at, g->by_actor, g->reason, now, now);
	if (!err)
		err = pledge_say(db, g, search);
	return err ? err : pledge_parts_put(db, g);
}

enum err pledge_edit(struct db *db, const struct pledge *g, const char *search, int64_t now)
{
	enum err err = db_run(db, SQL_PLEDGE_EDIT,
	    "ttttiztzttttt"
	    "zzttit",
	    g->state, g->type, g->title, g->body, g->focus_areas, g->amount_minor, g->currency, g->usd_minor, g->rate,
	    g->rate_on, g->language, or_null(g->session_id), or_null(g->speaker_id), g->heard_at, g->confirmed_at,
	    g->by_actor, g->reason, now, g->id);
	if (!err)
		err = pledge_say(db, g, search);
	return err ? err : pledge_parts_put(db, g);
}

enum err rate_get(struct db *db, struct arena *arena, const char *currency, const char *on, const char **out_per_usd,
    const char **out_valid_on)
{
	struct db_rows rows = db_query(db, SQL_RATE_GET, "tt", currency, on);
	bool found = db_next(&rows);
	if (found) {
		*out_per_usd = row_text(&rows, 0, arena);
		*out_valid_on = row_text(&rows, 1, arena);
	}
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err rate_put(struct db *db, const char *currency, const char *valid_on, const char *per_usd)
{
	return db_run(db, SQL_RATE_PUT, "ttt", currency, valid_on, per_usd);
}
