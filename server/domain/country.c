/* Four tables made once from the embedded files and from ICU, and never changed after that. Codes and groups are
 * there at once; the names take ICU a while, so they are made when the first is asked for. */
#include "domain/country.h"

#include "base/embed.h"
#include "base/mem.h"
#include "domain/fold.h"
#include "schedule/agenda.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/ustring.h>

EMBED(country_codes_csv, "server/domain/data/countries.csv");
EMBED(country_groups_csv, "server/domain/data/country-groups.csv");
EMBED(country_names_csv, "server/domain/data/country-names.csv");

enum { COUNTRIES_MAX = 260, MEMBERSHIPS_MAX = 400, KEYS_MAX = COUNTRIES_MAX * 16, CELLS = 7, NAME_MAX_UNITS = 128 };

/* Dates as text, "" is open: ISO dates compare as text. */
struct membership {
	char group[8], alpha3[4], from[11], until[11];
};
/* A folded name and whose it is. */
struct key {
	const char *folded;
	const struct country *country;
};

static struct {
	struct country countries[COUNTRIES_MAX];
	const char *names[COUNTRIES_MAX][LANG_MAX];
	struct membership memberships[MEMBERSHIPS_MAX];
	struct key keys[KEYS_MAX];
	size_t n, n_memberships, n_keys;
	struct arena *arena; /* for the folded names */
} table;
static pthread_once_t codes_once = PTHREAD_ONCE_INIT, names_once = PTHREAD_ONCE_INIT;

/* Names that people write and neither the UN nor ICU does. */
static const struct {
	const char *name, *alpha3;
} ALIASES[] = { { "UK", "GBR" }, { "Great Britain", "GBR" }, { "Ivory Coast", "CIV" }, { "South Korea", "KOR" },
	{ "Korea (Rep. of)", "KOR" }, { "DR Congo", "COD" }, { "Dem. Rep. of the Congo", "COD" }, { "DRC", "COD" },
	{ "RDC", "COD" }, { "Congo (Rep. of the)", "COG" }, { "Swaziland", "SWZ" }, { "Czech Republic", "CZE" },
	{ "Macedonia", "MKD" }, { "Turkiye", "TUR" }, { "Burma", "MMR" }, { "Holland", "NLD" }, { "UAE", "ARE" },
	{ "Lao P.D.R.", "LAO" }, { "The Gambia", "GMB" }, { "The Bahamas", "BHS" }, { "Palestine", "PSE" },
	{ "Vatican", "VAT" }, { "Timor Leste", "TLS" }, { "East Timor", "TLS" }, { "États-Unis", "USA" } };

/* Calls `row` for each line behind the header, cut at its commas; the files are ours and have no quotes. */
static void csv_walk(const char *start, const char *end, void (*row)(char *cells[CELLS]))
{
	char *copy = mem_alloc((size_t)(end - start) + 1), *rest = copy;
	memcpy(copy, start, (size_t)(end - start));
	strsep(&rest, "\n");
	for (char *line; (line = strsep(&rest, "\n"));) {
		char empty[] = "", *cells[CELLS];
		for (size_t i = 0; i < CELLS; i++) {
			char *cell = strsep(&line, ",\r");
			cells[i] = cell ? cell : empty;
		}
		if (*cells[0])
			row(cells);
	}
	free(copy);
}

const struct country_region COUNTRY_REGIONS[COUNTRY_REGIONS_N] = {
	{ "Africa", "africa" },
	{ "Americas", "americas" },
	{ "Arab States", "arab_states" },
	{ "Asia and the Pacific", "asia_pacific" },
	{ "CIS", "cis" },
	{ "Europe", "europe" },
};
const char *const COUNTRY_GROUPS[COUNTRY_GROUPS_N] = { "LDC", "LLDC", "SIDS" };

static const char *region_of(const char *text)
{
	for (size_t i = 0; i < COUNTRY_REGIONS_N; i++)
		if (!strcmp(COUNTRY_REGIONS[i].name, text))
			return COUNTRY_REGIONS[i].name;
	return "";
}

static void add_country(char *cells[CELLS])
{
	if (table.n == COUNTRIES_MAX)
		return;
	struct country *country = &table.countries[table.n++];
	stpncpy(country->alpha3, cells[0], sizeof country->alpha3 - 1);
	stpncpy(country->alpha2, cells[1], sizeof country->alpha2 - 1);
	country->region = region_of(cells[2]);
}

static void add_membership(char *cells[CELLS])
{
	if (table.n_memberships == MEMBERSHIPS_MAX)
		return;
	struct membership *membership = &table.memberships[table.n_memberships++];
	stpncpy(membership->group, cells[0], sizeof membership->group - 1);
	stpncpy(membership->alpha3, cells[1], sizeof membership->alpha3 - 1);
	stpncpy(membership->from, cells[2], sizeof membership->from - 1);
	stpncpy(membership->until, cells[3], sizeof membership->until - 1);
}

static int by_alpha3(const void *a, const void *b)
{
	return strcmp(((const struct country *)a)->alpha3, ((const struct country *)b)->alpha3);
}

static int by_folded(const void *a, const void *b)
{
	const struct key *one = a, *other = b;
	int order = strcmp(one->folded, other->folded);
	/* The same word for two countries: the code order decides, so that the answer never depends on qsort. */
	return order ? order : strcmp(one->country->alpha3, other->country->alpha3);
}

static struct country *find(const char *alpha3)
{
	struct country key = { 0 };
	if (!alpha3 || strlen(alpha3) != 3)
		return NULL;
	stpncpy(key.alpha3, alpha3, sizeof key.alpha3 - 1);
	return bsearch(&key, table.countries, table.n, sizeof key, by_alpha3);
}

static void add_key(const char *name, const struct country *country)
{
	const char *folded[] = { fold_plain(table.arena, name), fold_latin(table.arena, name) };
	for (size_t i = 0; i < 2; i++)
		if (*folded[i] && table.n_keys < KEYS_MAX && (!i || strcmp(folded[0], folded[1]) != 0))
			table.keys[table.n_keys++] = (struct key){ folded[i], country };
}

static void add_un_names(char *cells[CELLS])
{
	const struct country *country = find(cells[0]);
	for (int lang = 0; country && lang < LANG_MAX; lang++) {
		const char *name = cells[lang + 1];
		if (!*name)
			continue;
		table.names[country - table.countries][lang] = arena_dup(table.arena, name);
		add_key(name, country);
	}
}

static void add_icu_names(enum lang lang)
{
	UErrorCode error = U_ZERO_ERROR;
	ULocaleDisplayNames *names = uldn_open(lang_key(lang), ULDN_STANDARD_NAMES, &error);
	for (size_t i = 0; i < table.n; i++) {
		UChar wide[NAME_MAX_UNITS];
		char name[NAME_MAX_UNITS * 3 + 1];
		error = U_ZERO_ERROR;
		int32_t n = uldn_regionDisplayName(names, table.countries[i].alpha2, wide, NAME_MAX_UNITS, &error);
		u_strToUTF8(name, sizeof name, NULL, wide, n, &error);
		if (U_FAILURE(error))
			continue;
		if (!table.names[i][lang])
			table.names[i][lang] = arena_dup(table.arena, name);
		add_key(name, &table.countries[i]);
	}
	uldn_close(names);
}

static void add_other_keys(void)
{
	for (size_t i = 0; i < table.n; i++) {
		add_key(table.countries[i].alpha2, &table.countries[i]);
		add_key(table.countries[i].alpha3, &table.countries[i]);
		for (int lang = 0; lang < LANG_MAX; lang++)
			if (!table.names[i][lang])
				table.names[i][lang] = table.countries[i].alpha3;
	}
	for (size_t i = 0; i < sizeof ALIASES / sizeof *ALIASES; i++)
		if (find(ALIASES[i].alpha3))
			add_key(ALIASES[i].name, find(ALIASES[i].alpha3));
}

static void make_codes(void)
{
	csv_walk(country_codes_csv, country_codes_csv_end, add_country);
	qsort(table.countries, table.n, sizeof *table.countries, by_alpha3);
	csv_walk(country_groups_csv, country_groups_csv_end, add_membership);
}

static void make_names(void)
{
	pthread_once(&codes_once, make_codes);
	table.arena = arena_create();
	csv_walk(country_names_csv, country_names_csv_end, add_un_names);
	for (int lang = 0; lang < LANG_MAX; lang++)
		add_icu_names((enum lang)lang);
	add_other_keys();
	qsort(table.keys, table.n_keys, sizeof *table.keys, by_folded);
}

const struct country *country_all(size_t *out_n)
{
	pthread_once(&codes_once, make_codes);
	*out_n = table.n;
	return table.countries;
}

const struct country *country_find(const char *alpha3)
{
	pthread_once(&codes_once, make_codes);
	return find(alpha3);
}

const struct country *country_guess(const char *text)
{
	pthread_once(&names_once, make_names);
	if (!text)
		return NULL;
	struct arena *arena = arena_create();
	struct key key = { .folded = fold_plain(arena, text), .country = &(struct country){ .alpha3 = "" } };
	size_t low = 0, high = table.n_keys;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (by_folded(&table.keys[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < table.n_keys && !strcmp(table.keys[low].folded, key.folded);
	arena_destroy(arena);
	return found ? table.keys[low].country : NULL;
}

const char *country_name(const struct country *country, const char *language)
{
	pthread_once(&names_once, make_names);
	enum lang lang = LANG_EN;
	lang_parse(language, &lang);
	return table.names[country - table.countries][lang];
}

const char *country_region_key(const struct country *country)
{
	for (size_t i = 0; i < COUNTRY_REGIONS_N; i++)
		if (COUNTRY_REGIONS[i].name == country->region)
			return COUNTRY_REGIONS[i].key;
	return "";
}

bool country_in_group(const struct country *country, const char *group, const char *date)
{
	pthread_once(&codes_once, make_codes);
	for (size_t i = 0; i < table.n_memberships; i++) {
		const struct membership *row = &table.memberships[i];
		if (!strcmp(row->alpha3, country->alpha3) && !strcmp(row->group, group))
			return strcmp(row->from, date) <= 0 && (!*row->until || strcmp(date, row->until) < 0);
	}
	return false;
}
