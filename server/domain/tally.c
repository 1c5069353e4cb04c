/* See tally.h. Slots are numbered once: all, types, areas, regions, groups, countries in the order of country_all. */
#include "domain/tally.h"

#include "domain/pledge_reach.h"
#include "domain/pledge_rules.h"
#include "domain/vocabulary.h"
#include "schedule/agenda.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum {
	TYPES_FROM = 1,
	AREAS_FROM = TYPES_FROM + TALLY_TYPES,
	REGIONS_FROM = AREAS_FROM + TALLY_AREAS,
	GROUPS_FROM = REGIONS_FROM + TALLY_REGIONS,
	COUNTRIES_FROM = GROUPS_FROM + TALLY_GROUPS
};

static const char *const CLASSES[TALLY_CLASSES] = { "confirmed", "heard", "submitted" };

/* ---- slots ---- */

static const char *type_key(size_t i)
{
	return PLEDGE_TYPES[i].key;
}

static const char *area_key(size_t i)
{
	return focus_area_key((enum focus_area)i);
}

const char *tally_region_key(size_t i)
{
	return COUNTRY_REGIONS[i].key;
}

const char *tally_group_key(size_t i)
{
	return COUNTRY_GROUPS[i];
}

static const char *country_key(size_t i)
{
	size_t n;
	const struct country *countries = country_all(&n);
	return i < n ? countries[i].alpha3 : "";
}

static const char *no_key(size_t i)
{
	(void)i;
	return "";
}

static const struct dimension {
	const char *name;
	size_t from, n;
	const char *(*key)(size_t i);
} DIMENSIONS[] = {
	{ "all", 0, 1, no_key },
	{ "type", TYPES_FROM, TALLY_TYPES, type_key },
	{ "area", AREAS_FROM, TALLY_AREAS, area_key },
	{ "region", REGIONS_FROM, TALLY_REGIONS, tally_region_key },
	{ "group", GROUPS_FROM, TALLY_GROUPS, tally_group_key },
	{ "country", COUNTRIES_FROM, TALLY_COUNTRIES_MAX, country_key },
};
enum { DIMENSIONS_N = sizeof DIMENSIONS / sizeof *DIMENSIONS };

void tally_slot_name(size_t slot, const char **out_dimension, const char **out_item)
{
	size_t d = DIMENSIONS_N - 1;
	while (DIMENSIONS[d].from > slot)
		d--;
	*out_dimension = DIMENSIONS[d].name;
	*out_item = DIMENSIONS[d].key(slot - DIMENSIONS[d].from);
}

const char *tally_class_name(enum tally_class tally_class)
{
	return CLASSES[tally_class];
}

/* Where a dimension has this key; its n for nowhere. Countries are many, and the wall waits for all of them. */
static size_t place_of(size_t d, const char *item)
{
	size_t i = 0, n;
	if (DIMENSIONS[d].key == country_key) {
		const struct country *country = country_find(item);
		return country ? (size_t)(country - country_all(&n)) : DIMENSIONS[d].n;
	}
	while (i < DIMENSIONS[d].n && strcmp(DIMENSIONS[d].key(i), item) != 0)
		i++;
	return i;
}

/* The sum a kept row stands for; NULL when it stands for none. */
static struct tally_sum *sum_of(struct tally_sheet *sheet, const struct tally_row *row)
{
	size_t d = 0, c = 0;
	while (d < DIMENSIONS_N && strcmp(DIMENSIONS[d].name, row->dimension) != 0)
		d++;
	while (c < TALLY_CLASSES && strcmp(CLASSES[c], row->class) != 0)
		c++;
	if (d == DIMENSIONS_N || c == TALLY_CLASSES)
		return NULL;
	size_t i = place_of(d, row->item);
	return i < DIMENSIONS[d].n ? &sheet->sums[DIMENSIONS[d].from + i][c] : NULL;
}

/* ---- what a pledge counts for ---- */

struct counting {
	struct tally_sheet *sheet;
	enum tally_class class;
	struct tally_sum each; /* one pledge, with its sign */
	bool fits;
};

static void count_in(struct counting *c, size_t slot)
{
	struct tally_sum *sum = &c->sheet->sums[slot][c->class];
	sum->count += c->each.count;
	sum->unrated += c->each.unrated;
	if (__builtin_add_overflow(sum->usd_minor, c->each.usd_minor, &sum->usd_minor))
		c->fits = false;
}

/* Names come from the lists of country.h themselves. */
static size_t region_place(const char *name)
{
	size_t i = 0;
	while (i + 1 < TALLY_REGIONS && COUNTRY_REGIONS[i].name != name)
		i++;
	return i;
}

static size_t group_place(const char *group)
{
	size_t i = 0;
	while (i + 1 < TALLY_GROUPS && COUNTRY_GROUPS[i] != group)
		i++;
	return i;
}

/* A pledge for ten countries of one region counts once in that region. */
static void count_places(struct counting *c, const struct pledge *g)
{
	const char *regions[COUNTRY_REGIONS_N], *groups[COUNTRY_GROUPS_N];
	size_t n_regions = pledge_regions(g, regions), n_groups = pledge_groups(g, groups), n;
	const struct country *all = country_all(&n);
	for (size_t i = 0; i < n_regions; i++)
		count_in(c, REGIONS_FROM + region_place(regions[i]));
	for (size_t i = 0; i < n_groups; i++)
		count_in(c, GROUPS_FROM + group_place(groups[i]));
	for (size_t i = 0; i < g->n_countries; i++)
		if (country_find(g->countries[i]))
			count_in(c, COUNTRIES_FROM + (size_t)(country_find(g->countries[i]) - all));
}

bool tally_sheet_count(struct tally_sheet *sheet, const struct pledge *g, int sign)
{
	enum pledge_state state = pledge_state_find(g->state);
	struct counting c = { .sheet = sheet, .each.count = sign, .fits = true };
	if (state == PLEDGE_SUBMITTED) { /* how many there are is all that is told of them */
		c.class = TALLY_SUBMITTED;
		count_in(&c, 0);
		return c.fits;
	}
	if (!pledge_is_heard(state) && !pledge_is_confirmed(state))
		return true;
	c.class = pledge_is_heard(state) ? TALLY_HEARD : TALLY_CONFIRMED;
	c.each.usd_minor = sign * g->usd_minor;
	c.each.unrated = g->amount_minor && !*g->rate ? sign : 0;
	count_in(&c, 0);
	for (size_t i = 0; i < TALLY_TYPES; i++)
		if (strcmp(type_key(i), g->type) == 0)
			count_in(&c, TYPES_FROM + i);
	for (size_t i = 0; i < TALLY_AREAS; i++)
		if (g->focus_areas & (1 << i))
			count_in(&c, AREAS_FROM + i);
	count_places(&c, g);
	return c.fits;
}

/* ---- keeping ---- */

enum err tally_sheet_keep(struct tx *tx, const struct tally_sheet *sheet)
{
	for (size_t slot = 0; slot < TALLY_SLOTS; slot++)
		for (size_t c = 0; c < TALLY_CLASSES; c++) {
			const struct tally_sum *sum = &sheet->sums[slot][c];
			bool fits = true;
			if (!sum->count && !sum->usd_minor && !sum->unrated)
				continue;
			struct tally_row row = { .class = CLASSES[c],
				.pledges = sum->count,
				.usd_minor = sum->usd_minor,
				.unrated = sum->unrated };
			tally_slot_name(slot, &row.dimension, &row.item);
			enum err err = tally_add(tx_db(tx), &row, &fits);
			if (err)
				return err;
			if (!fits)
				return fault_set(tx_fault(tx), ERR_AMOUNT, "amount",
				    "With this amount the total would be larger than can be kept.");
		}
	return OK;
}

enum err tally_move(struct tx *tx, const struct pledge *before, const struct pledge *after)
{
	struct tally_sheet *sheet = arena_new(tx_arena(tx), struct tally_sheet);
	if (before)
		tally_sheet_count(sheet, before, -1);
	tally_sheet_count(sheet, after, 1);
	return tally_sheet_keep(tx, sheet);
}

/* ---- reading ---- */

static enum err read_rows(struct db *db, struct arena *arena, bool by_country, struct tally_sheet *sheet)
{
	struct tally_row *rows;
	size_t n;
	enum err err = tally_rows(db, arena, by_country, &rows, &n);
	for (size_t i = 0; !err && i < n; i++) {
		struct tally_sum *sum = sum_of(sheet, &rows[i]);
		if (!sum)
			return ERR_BROKEN;
		*sum = (struct tally_sum){ rows[i].pledges, rows[i].usd_minor, rows[i].unrated };
	}
	return err;
}

enum err tally_sheet_get(struct db *db, struct arena *arena, struct tally_sheet *out_sheet)
{
	*out_sheet = (struct tally_sheet){ 0 };
	enum err err = read_rows(db, arena, false, out_sheet);
	return err ? err : read_rows(db, arena, true, out_sheet);
}

static void take_groups(const struct tally_sheet *sheet, size_t from, size_t n, struct tally_group *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct tally_group){ .confirmed = sheet->sums[from + i][TALLY_CONFIRMED],
			.heard = sheet->sums[from + i][TALLY_HEARD] };
}

enum err tally_get(struct db *db, struct arena *arena, struct tally *out_tally)
{
	struct tally_sheet *sheet = arena_new(arena, struct tally_sheet);
	struct tally tally = { 0 };
	enum err err = read_rows(db, arena, false, sheet);
	take_groups(sheet, 0, 1, &tally.all);
	take_groups(sheet, TYPES_FROM, TALLY_TYPES, tally.by_type);
	take_groups(sheet, AREAS_FROM, TALLY_AREAS, tally.by_area);
	take_groups(sheet, REGIONS_FROM, TALLY_REGIONS, tally.by_region);
	take_groups(sheet, GROUPS_FROM, TALLY_GROUPS, tally.by_group);
	tally.submitted = sheet->sums[0][TALLY_SUBMITTED].count;
	tally.unrated = tally.all.confirmed.unrated + tally.all.heard.unrated;
	if (!err)
		*out_tally = tally;
	return err;
}

static int most_first(const void *a, const void *b)
{
	const struct tally_country *one = a, *other = b;
	int64_t ours = one->sums.confirmed.count + one->sums.heard.count;
	int64_t theirs = other->sums.confirmed.count + other->sums.heard.count;
	return ours != theirs ? (ours < theirs ? 1 : -1) : strcmp(one->country, other->country);
}

enum err tally_countries(struct db *db, struct arena *arena, struct tally_country **out_countries, size_t *out_n)
{
	struct tally_sheet *sheet = arena_new(arena, struct tally_sheet);
	struct tally_country *countries = arena_array(arena, struct tally_country, TALLY_COUNTRIES_MAX);
	size_t n = 0;
	enum err err = read_rows(db, arena, true, sheet);
	for (size_t i = 0; !err && i < TALLY_COUNTRIES_MAX; i++) {
		struct tally_country country = { .country = country_key(i) };
		take_groups(sheet, COUNTRIES_FROM + i, 1, &country.sums);
		if (country.sums.confirmed.count || country.sums.heard.count)
			countries[n++] = country;
	}
	qsort(countries, n, sizeof *countries, most_first);
	*out_countries = countries;
	*out_n = n;
	return err;
}
