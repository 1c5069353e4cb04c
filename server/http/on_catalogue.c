/* The catalogue: the closed lists and rules a screen needs before it can show anything. */
#include "base/clock.h"
#include "domain/country.h"
#include "domain/day.h"
#include "domain/money.h"
#include "domain/pledge_words.h"
#include "domain/strength.h"
#include "domain/vocabulary.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_people.h"
#include "schedule/agenda.h"

#include <stdio.h>

static void write_words(struct jsonw *w, const char *name, const char *const words[VOCABULARY_LANGUAGES])
{
	jsonw_object(w, name);
	for (size_t i = 0; i < VOCABULARY_LANGUAGES; i++)
		if (words[i])
			jsonw_text(w, lang_key((enum lang)i), words[i]);
	jsonw_object_end(w);
}

static void write_keyed(struct jsonw *w, const char *name, const struct word *words, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", words[i].key);
		write_words(w, "words", words[i].words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_focus_areas(struct jsonw *w)
{
	jsonw_array(w, "focus_areas");
	for (size_t i = 0; i < FOCUS_AREAS_N; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", FOCUS_AREAS[i].key);
		jsonw_text(w, "letter", FOCUS_AREAS[i].letter);
		write_words(w, "short", FOCUS_AREAS[i].short_words);
		write_words(w, "long", FOCUS_AREAS[i].long_words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static enum err write_categories(struct request *request, struct jsonw *w)
{
	struct category *categories;
	size_t n;
	enum err err = category_list(request->db, request->arena, &categories, &n);
	if (err)
		return err;
	jsonw_array(w, "categories");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "code", categories[i].code);
		jsonw_text(w, "letter", categories[i].letter);
		view_category_words(w, "words", &categories[i]);
		view_colour(w, "colour", categories[i].rgb);
		jsonw_bool(w, "vip", categories[i].vip);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	return OK;
}

static void write_currencies(struct jsonw *w)
{
	size_t n;
	const struct currency *all = currency_all(&n);
	jsonw_array(w, "currencies");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "code", all[i].code);
		jsonw_int(w, "digits", all[i].digits);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_groups(struct jsonw *w, const struct country *country, const char *date)
{
	jsonw_array(w, "groups");
	for (size_t i = 0; i < COUNTRY_GROUPS_N; i++)
		if (country_in_group(country, COUNTRY_GROUPS[i], date))
			jsonw_text(w, NULL, COUNTRY_GROUPS[i]);
	jsonw_array_end(w);
}

static void write_countries(struct jsonw *w, int64_t now)
{
	size_t n;
	char date[CLOCK_DATE_LEN + 1];
	const struct country *all = country_all(&n);
	clock_date(now, date);
	jsonw_array(w, "countries");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "code", all[i].alpha3);
		jsonw_text(w, "alpha2", all[i].alpha2);
		jsonw_text(w, "region", all[i].region);
		write_groups(w, &all[i], date);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

/* Names that differ from what a browser knows by itself are few; all are sent, so that every screen says the same. */
static void write_country_names(struct jsonw *w)
{
	size_t n;
	const struct country *all = country_all(&n);
	jsonw_object(w, "country_names");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, all[i].alpha3);
		for (size_t k = 0; k < VOCABULARY_LANGUAGES; k++)
			jsonw_text(w, lang_key((enum lang)k), country_name(&all[i], lang_key((enum lang)k)));
		jsonw_object_end(w);
	}
	jsonw_object_end(w);
}

static enum err write_day(struct request *request, struct jsonw *w)
{
	struct day day;
	enum err err = day_get(request->db, request->arena, &day);
	if (err)
		return err;
	jsonw_object(w, "day");
	view_texts(w, "title", &day.title);
	jsonw_text(w, "acronym", day.acronym);
	jsonw_text(w, "place", day.place);
	jsonw_text(w, "dates", day.dates);
	jsonw_text(w, "zone", clock_zone());
	jsonw_time(w, "starts_at", day.starts_at);
	jsonw_time(w, "ends_at", day.ends_at);
	jsonw_object_end(w);
	return OK;
}

/* What a field of a pledge may say, by its name. */
static void write_pledge_words(struct jsonw *w)
{
	jsonw_object(w, "pledge_choices");
	for (enum pledge_word word = 0; word < PLEDGE_WORD_MAX; word++)
		if (*pledge_word_choices(word))
			view_words(w, pledge_word_name(word), pledge_word_choices(word));
	jsonw_object_end(w);
}

static void write_initiatives(struct jsonw *w)
{
	jsonw_array(w, "regional_initiatives");
	for (size_t i = 0; i < INITIATIVE_REGIONS_N; i++)
		for (int number = 1; number <= INITIATIVES_OF_REGION; number++) {
			char code[8];
			snprintf(code, sizeof code, "%s%d", INITIATIVE_REGIONS[i].code, number);
			jsonw_object(w, NULL);
			jsonw_text(w, "code", code);
			jsonw_text(w, "region", INITIATIVE_REGIONS[i].region);
			view_words(w, "periods", pledge_word_choices(PLEDGE_INITIATIVE_PERIOD));
			jsonw_object_end(w);
		}
	jsonw_array_end(w);
}

/* The rule by which a page shows the same gaps while somebody types. */
static void write_strength(struct jsonw *w)
{
	jsonw_array(w, "strength");
	for (size_t i = 0; i < STRENGTH_N; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "key", STRENGTH[i].key);
		jsonw_int(w, "points", STRENGTH[i].points);
		jsonw_array(w, "needs");
		for (size_t k = 0; k < STRENGTH_NEEDS_MAX && STRENGTH[i].needs[k]; k++)
			jsonw_text(w, NULL, STRENGTH[i].needs[k]);
		jsonw_array_end(w);
		jsonw_int(w, "least", STRENGTH[i].least);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

enum err on_catalogue(struct request *request, struct reply *reply)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "version", P2C_VERSION);
	enum err err = write_day(request, &w);
	jsonw_array(&w, "languages");
	for (size_t i = 0; i < VOCABULARY_LANGUAGES; i++)
		jsonw_text(&w, NULL, lang_key((enum lang)i));
	jsonw_array_end(&w);
	write_focus_areas(&w);
	if (!err)
		err = write_categories(request, &w);
	write_keyed(&w, "entity_types", ENTITY_TYPES, ENTITY_TYPES_N);
	jsonw_array(&w, "pledge_types");
	for (size_t i = 0; i < PLEDGE_TYPES_N; i++)
		jsonw_text(&w, NULL, PLEDGE_TYPES[i].key);
	jsonw_array_end(&w);
	write_currencies(&w);
	write_countries(&w, request->now);
	write_country_names(&w);
	write_pledge_words(&w);
	write_initiatives(&w);
	write_strength(&w);
	jsonw_raw(&w, "points", "[{\"key\":\"main\"}]");
	jsonw_object_end(&w);
	return err;
}
