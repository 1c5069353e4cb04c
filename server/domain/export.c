/* Tables for other people's spreadsheets: RFC 4180, UTF-8 with a BOM, no cell that a spreadsheet would run. */
#include "domain/import.h"

#include "base/clock.h"
#include "domain/money.h"
#include "domain/participant_rules.h"
#include "domain/pledge_words.h"
#include "domain/vocabulary.h"
#include "schedule/agenda.h"
#include "store/read.h"

#include <string.h>

static const char BOM[] = "\xef\xbb\xbf";

void csv_cell(struct buf *out, const char *text, bool last)
{
	bool runs = *text && strchr("=+-@\t\r", *text);
	size_t len = strlen(text);
	bool quoted = strpbrk(text, "\",;\r\n\t") || (len && (text[0] == ' ' || text[len - 1] == ' '));
	if (quoted)
		buf_add_byte(out, '"');
	if (runs)
		buf_add_byte(out, '\'');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			buf_add_byte(out, '"');
		buf_add_byte(out, *c);
	}
	if (quoted)
		buf_add_byte(out, '"');
	buf_add_text(out, last ? "\r\n" : ",");
}

static void add_row(struct buf *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_cell(out, cells[i], i + 1 == n);
}

static const char *time_text(struct arena *arena, int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	return ms ? arena_dup(arena, clock_rfc3339(ms, text)) : "";
}

static const char *money_text(struct arena *arena, int64_t minor, const char *currency)
{
	char text[MONEY_LEN];
	const struct currency *unit = currency_find(currency);
	return minor && unit ? arena_dup(arena, money_format(minor, unit->digits, text)) : "";
}

/* Adds " | more" or the first of a list. */
static const char *joined(struct arena *arena, const char *list, const char *more)
{
	return *list ? arena_printf(arena, "%s | %s", list, more) : more;
}

static const char *areas_text(struct arena *arena, int64_t areas)
{
	const char *text = "";
	for (int area = 0; area < FOCUS_AREA_MAX; area++)
		if (areas & (1 << area))
			text = joined(arena, text, focus_area_key((enum focus_area)area));
	return text;
}

static const char *sdgs_text(struct arena *arena, int64_t sdgs)
{
	const char *text = "";
	for (int goal = 1; goal <= SDG_GOALS; goal++)
		if (sdgs & (INT64_C(1) << goal))
			text = joined(arena, text, arena_printf(arena, "%d", goal));
	return text;
}

/* The lead first, as the import takes it. */
static const struct entity *pledger_at(const struct pledge *pledge, size_t place)
{
	size_t lead = 0;
	while (lead < pledge->n_pledgers && !pledge->pledgers[lead].lead)
		lead++;
	if (lead == pledge->n_pledgers || place > lead)
		return &pledge->pledgers[place].entity;
	return &pledge->pledgers[place ? place - 1 : lead].entity;
}

static void add_pledge(struct buf *out, struct arena *arena, const struct pledge *pledge)
{
	const char *names = "", *types = "", *from = "", *countries = "";
	for (size_t i = 0; i < pledge->n_pledgers; i++) {
		const struct entity *entity = pledger_at(pledge, i);
		names = joined(arena, names, entity->name);
		types = joined(arena, types, entity->type);
		from = joined(arena, from, *entity->country ? entity->country : "none");
	}
	for (size_t i = 0; i < pledge->n_countries; i++)
		countries = joined(arena, countries, pledge->countries[i]);
	const char *cells[] = { arena_printf(arena, "P-%04lld", (long long)pledge->number), pledge->state,
		pledge->type, pledge->title, pledge->body, names, types, from,
		money_text(arena, pledge->amount_minor, pledge->currency), pledge->currency,
		money_text(arena, pledge->usd_minor, "USD"), pledge->rate, pledge->rate_on,
		areas_text(arena, pledge->focus_areas), countries, pledge->language,
		time_text(arena, pledge->heard_at), time_text(arena, pledge->confirmed_at), pledge->reason,
		sdgs_text(arena, pledge->sdgs), pledge->later ? "yes" : "", pledge->open ? "yes" : "" };
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_cell(out, cells[i], false);
	for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++)
		csv_cell(out, pledge->words[word], word + 1 == PLEDGE_WORD_MAX);
}

enum err export_pledges_csv(struct db *db, struct buf *out)
{
	static const char HEAD[] =
	    "number,state,type,title,text,entity,entity_types,entity_countries,amount,currency,"
	    "usd_estimate,rate,rate_date,focus_areas,countries,language,heard_at,confirmed_at,reason,"
	    "sdgs,later,open";
	struct arena *arena = arena_create();
	struct pledge *pledges;
	size_t n;
	enum err err = pledge_all(db, arena, &pledges, &n);
	if (!err) {
		buf_add_text(out, BOM);
		buf_add_text(out, HEAD);
		for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++)
			buf_printf(out, ",%s", pledge_word_name(word));
		buf_add_text(out, "\r\n");
	}
	for (size_t i = 0; !err && i < n; i++)
		add_pledge(out, arena, &pledges[i]);
	arena_destroy(arena);
	return err;
}

/* Hosts stand above their guests, so that the file can be read again. */
struct people_csv {
	struct buf *out;
	bool guests;
};

static enum err add_person(void *ctx, const struct person *person)
{
	const struct people_csv *csv = ctx;
	if (*person->merged_into || person_is(person, PERSON_ERASED) || (*person->host.id != '\0') != csv->guests)
		return OK;
	char arrived[CLOCK_RFC3339_LEN + 1] = "";
	if (person->arrived_at)
		clock_rfc3339(person->arrived_at, arrived);
	const char *cells[] = { person->registration_id, person->family, person->given, person->display,
		person->latin, person->title, person->entity.name, person->entity.type, person->entity.country,
		person->category, person->roles, person->email, person->language, person->state, arrived,
		person->gender, person->collector, person->letter, person->expected_on, person->host.registration_id,
		person->remote ? "yes" : "" };
	add_row(csv->out, cells, sizeof cells / sizeof *cells);
	return OK;
}

enum err export_participants_csv(struct db *db, struct buf *out)
{
	static const char HEAD[] =
	    "registration_id,family_name,given_name,display,name_latin,title,entity,entity_type,country,"
	    "category,roles,email,language,state,arrived_at,gender,collector,letter,expected_on,host,remote\r\n";
	buf_add_text(out, BOM);
	buf_add_text(out, HEAD);
	struct people_csv hosts = { out, false }, guests = { out, true };
	enum err err = person_each(db, add_person, &hosts);
	return err ? err : person_each(db, add_person, &guests);
}
