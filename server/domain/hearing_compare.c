/* See hearing_compare.h. */
#include "domain/hearing_compare.h"

#include "base/jsonw.h"
#include "domain/money.h"
#include "schedule/agenda.h"

#include <string.h>

/* ---- the fields ---- */

static bool say_type(const struct pledge_form *form)
{
	return form->type;
}

static bool same_type(const struct pledge *a, const struct pledge *b)
{
	return strcmp(a->type, b->type) == 0;
}

static void show_type(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_text(w, name, g->type);
}

static void take_type(const struct pledge *from, struct pledge *g)
{
	g->type = from->type;
}

static bool say_amount(const struct pledge_form *form)
{
	return form->amount_value || form->clear_amount;
}

static bool same_amount(const struct pledge *a, const struct pledge *b)
{
	return a->amount_minor == b->amount_minor && strcmp(a->currency, b->currency) == 0;
}

static void show_amount(struct jsonw *w, const char *name, const struct pledge *g)
{
	const struct currency *currency = currency_find(g->currency);
	char value[MONEY_LEN];
	if (!currency) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "value", money_format(g->amount_minor, currency->digits, value));
	jsonw_text(w, "currency", g->currency);
	jsonw_object_end(w);
}

static void take_amount(const struct pledge *from, struct pledge *g)
{
	g->amount_minor = from->amount_minor;
	g->currency = from->currency;
	g->usd_minor = from->usd_minor;
	g->rate = from->rate;
	g->rate_on = from->rate_on;
}

static bool say_focus_areas(const struct pledge_form *form)
{
	return form->has_focus_areas;
}

static bool same_focus_areas(const struct pledge *a, const struct pledge *b)
{
	return a->focus_areas == b->focus_areas;
}

static void show_focus_areas(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_array(w, name);
	for (enum focus_area area = 0; area < FOCUS_AREA_MAX; area++)
		if (g->focus_areas & (1 << area))
			jsonw_text(w, NULL, focus_area_key(area));
	jsonw_array_end(w);
}

static void take_focus_areas(const struct pledge *from, struct pledge *g)
{
	g->focus_areas = from->focus_areas;
}

static bool say_countries(const struct pledge_form *form)
{
	return form->has_countries;
}

/* In any order; a country stands once in a pledge. */
static bool same_countries(const struct pledge *a, const struct pledge *b)
{
	size_t found = 0;
	for (size_t i = 0; i < a->n_countries; i++)
		for (size_t k = 0; k < b->n_countries; k++)
			found += strcmp(a->countries[i], b->countries[k]) == 0;
	return a->n_countries == b->n_countries && found == a->n_countries;
}

static void show_countries(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < g->n_countries; i++)
		jsonw_text(w, NULL, g->countries[i]);
	jsonw_array_end(w);
}

static void take_countries(const struct pledge *from, struct pledge *g)
{
	g->countries = from->countries;
	g->n_countries = from->n_countries;
}

static bool say_pledgers(const struct pledge_form *form)
{
	return form->has_pledgers;
}

static bool same_pledgers(const struct pledge *a, const struct pledge *b)
{
	size_t found = 0;
	for (size_t i = 0; i < a->n_pledgers; i++)
		for (size_t k = 0; k < b->n_pledgers; k++)
			found += strcmp(a->pledgers[i].entity.id, b->pledgers[k].entity.id) == 0;
	return a->n_pledgers == b->n_pledgers && found == a->n_pledgers;
}

static void show_pledgers(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < g->n_pledgers; i++)
		jsonw_text(w, NULL, g->pledgers[i].entity.name);
	jsonw_array_end(w);
}

static void take_pledgers(const struct pledge *from, struct pledge *g)
{
	g->pledgers = from->pledgers;
	g->n_pledgers = from->n_pledgers;
}

static bool say_language(const struct pledge_form *form)
{
	return form->language && *form->language;
}

static bool same_language(const struct pledge *a, const struct pledge *b)
{
	return strcmp(a->language, b->language) == 0;
}

static void show_language(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_text(w, name, *g->language ? g->language : NULL);
}

static void take_language(const struct pledge *from, struct pledge *g)
{
	g->language = from->language;
}

static bool say_title(const struct pledge_form *form)
{
	return form->title && *form->title;
}

static void take_title(const struct pledge *from, struct pledge *g)
{
	g->title = from->title;
}

static bool say_text(const struct pledge_form *form)
{
	return form->text && *form->text;
}

static void take_text(const struct pledge *from, struct pledge *g)
{
	g->body = from->body;
}

/* One row a field, in the order in which they are laid side by side; without `same` it is never compared. */
static const struct {
	const char *name;
	bool (*say)(const struct pledge_form *form);
	bool (*same)(const struct pledge *a, const struct pledge *b);
	void (*show)(struct jsonw *w, const char *name, const struct pledge *pledge);
	void (*take)(const struct pledge *from, struct pledge *pledge);
} FIELDS[] = {
	{ "type", say_type, same_type, show_type, take_type },
	{ "amount", say_amount, same_amount, show_amount, take_amount },
	{ "pledgers", say_pledgers, same_pledgers, show_pledgers, take_pledgers },
	{ "focus_areas", say_focus_areas, same_focus_areas, show_focus_areas, take_focus_areas },
	{ "countries", say_countries, same_countries, show_countries, take_countries },
	{ "language", say_language, same_language, show_language, take_language },
	{ "title", say_title, NULL, NULL, take_title },
	{ "text", say_text, NULL, NULL, take_text },
};
enum { FIELDS_N = sizeof FIELDS / sizeof *FIELDS };

/* ---- all of them ---- */

const char *hearing_words(struct arena *arena, const struct pledge_form *form)
{
	const char *words = "";
	for (size_t i = 0; i < FIELDS_N; i++)
		if (FIELDS[i].say(form))
			words = arena_printf(arena, "%s%s%s", words, *words ? " " : "", FIELDS[i].name);
	return words;
}

bool hearing_words_have(const char *words, const char *field)
{
	size_t len = strlen(field);
	while (*words) {
		size_t word = strcspn(words, " ");
		if (word == len && strncmp(words, field, len) == 0)
			return true;
		words += word + strspn(words + word, " ");
	}
	return false;
}

const char *hearing_differences(
    struct arena *arena, const char *said, const struct pledge *first, const struct pledge *second, size_t *out_n)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	size_t n = 0;
	jsonw_array(&w, NULL);
	for (size_t i = 0; i < FIELDS_N; i++) {
		if (!FIELDS[i].same || !hearing_words_have(said, FIELDS[i].name) || FIELDS[i].same(first, second))
			continue;
		n++;
		jsonw_object(&w, NULL);
		jsonw_text(&w, "field", FIELDS[i].name);
		FIELDS[i].show(&w, "first", first);
		FIELDS[i].show(&w, "second", second);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	*out_n = n;
	return buf_keep(&out, arena);
}

void hearing_take(const char *said, const struct pledge *second, struct pledge *pledge)
{
	for (size_t i = 0; i < FIELDS_N; i++)
		if (hearing_words_have(said, FIELDS[i].name))
			FIELDS[i].take(second, pledge);
}
