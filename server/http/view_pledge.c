/* A pledge as everybody may see it, with what is derived from it: estimate, reach and strength. What the house notes
 * beside it (who logged it, why it was withdrawn, its read-back) is view_record.c's. See view.h. */
#include "domain/money.h"
#include "domain/pledge_reach.h"
#include "domain/pledge_words.h"
#include "domain/strength.h"
#include "domain/vocabulary.h"
#include "http/view.h"

#include <stdio.h>

void view_amount(struct jsonw *w, const char *name, const struct pledge *g)
{
	const struct currency *currency = currency_find(g->currency);
	char value[MONEY_LEN];
	if (!g->amount_minor || !currency) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "value", money_format(g->amount_minor, currency->digits, value));
	jsonw_text(w, "currency", g->currency);
	jsonw_object_end(w);
}

/* The amount in dollars, and by which rate; open where no rate was known. */
static void view_estimate(struct jsonw *w, const struct pledge *g)
{
	if (!g->amount_minor || !*g->rate) {
		jsonw_null(w, "usd");
		jsonw_null(w, "rate");
		return;
	}
	view_usd(w, "usd", g->usd_minor);
	jsonw_object(w, "rate");
	jsonw_text(w, "value", g->rate);
	jsonw_text(w, "date", g->rate_on);
	jsonw_object_end(w);
}

static void view_pledgers(struct jsonw *w, const struct pledge *g)
{
	jsonw_array(w, "pledgers");
	for (size_t i = 0; i < g->n_pledgers; i++) {
		const struct entity *entity = &g->pledgers[i].entity;
		jsonw_object(w, NULL);
		view_entity(w, "entity", entity);
		view_text(w, "country", entity->country);
		jsonw_bool(w, "lead", g->pledgers[i].lead);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void view_sdgs(struct jsonw *w, const struct pledge *g)
{
	jsonw_array(w, "sdgs");
	for (int goal = 1; goal <= SDG_GOALS; goal++)
		if (g->sdgs & (INT64_C(1) << goal))
			jsonw_int(w, NULL, goal);
	jsonw_array_end(w);
}

void view_list(struct jsonw *w, const char *name, const char *const *texts, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++)
		jsonw_text(w, NULL, texts[i]);
	jsonw_array_end(w);
}

/* What follows from the countries. */
static void view_reach(struct jsonw *w, const struct pledge *g)
{
	const char *regions[COUNTRY_REGIONS_N], *groups[COUNTRY_GROUPS_N];
	size_t n_regions = pledge_regions(g, regions), n_groups = pledge_groups(g, groups);
	view_list(w, "regions", regions, n_regions);
	view_list(w, "groups", groups, n_groups);
}

static void view_criteria(struct jsonw *w, const char *name, const struct strength *strength, bool met)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < STRENGTH_N; i++)
		if (strength->met[i] == met)
			jsonw_text(w, NULL, STRENGTH[i].key);
	jsonw_array_end(w);
}

static void view_strength(struct jsonw *w, const struct pledge *g)
{
	struct strength strength = strength_of(g);
	jsonw_object(w, "strength");
	jsonw_int(w, "score", strength.score);
	view_criteria(w, "met", &strength, true);
	view_criteria(w, "gaps", &strength, false);
	jsonw_object_end(w);
}

void view_pledge_open(struct jsonw *w, const char *name, const struct pledge *g)
{
	char number[24];
	snprintf(number, sizeof number, "P-%04lld", (long long)g->number);
	jsonw_object(w, name);
	jsonw_text(w, "id", g->id);
	jsonw_int(w, "version", g->version);
	jsonw_text(w, "number", number);
	jsonw_text(w, "state", g->state);
	jsonw_text(w, "type", g->type);
	jsonw_text(w, "title", g->title);
	jsonw_text(w, "text", g->body);
	view_focus_areas(w, "focus_areas", g->focus_areas);
	view_pledgers(w, g);
	view_amount(w, "amount", g);
	view_estimate(w, g);
	view_list(w, "countries", g->countries, g->n_countries);
	view_text(w, "language", g->language);
	view_text(w, "session", g->session_id);
	view_text(w, "speaker", g->speaker_id);
	jsonw_time(w, "heard_at", g->heard_at);
	jsonw_time(w, "confirmed_at", g->confirmed_at);
	jsonw_time(w, "changed_at", g->changed_at);
	pledge_words_write(w, g->words);
	view_sdgs(w, g);
	jsonw_bool(w, "later", g->later);
	jsonw_bool(w, "open", g->open);
	view_reach(w, g);
	view_strength(w, g);
}

void view_pledge(struct jsonw *w, const char *name, const struct pledge *g)
{
	view_pledge_open(w, name, g);
	jsonw_object_end(w);
}
