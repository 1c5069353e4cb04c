/* See pledge_paper.h. */
#include "domain/pledge_paper.h"

#include "domain/country.h"
#include "domain/money.h"
#include "domain/paper_facts.h"
#include "domain/pledge_rules.h"
#include "domain/programme.h"
#include "store/read.h"

#include <string.h>

static const char *name_of(const char *alpha3, const char *language)
{
	const struct country *country = country_find(alpha3);
	return country ? country_name(country, language) : "";
}

static const char *amount_of(struct arena *arena, const struct pledge *g)
{
	char text[MONEY_LEN];
	const struct currency *currency = currency_find(g->currency);
	return g->amount_minor && currency ? arena_dup(arena, money_format(g->amount_minor, currency->digits, text))
					   : "";
}

/* Whole dollars, rounded as everywhere. */
static int64_t dollars(int64_t usd_minor)
{
	return (usd_minor + 50) / 100;
}

static struct pledge_list_row row_of(struct arena *arena, const struct pledge *g, const char *language)
{
	struct pledge_list_pledger *pledgers = arena_array(arena, struct pledge_list_pledger, g->n_pledgers + 1);
	const char **countries = arena_array(arena, const char *, g->n_countries + 1);
	for (size_t i = 0; i < g->n_pledgers; i++)
		pledgers[i] = (struct pledge_list_pledger){ .name = g->pledgers[i].entity.name,
			.country = name_of(g->pledgers[i].entity.country, language),
			.lead = g->pledgers[i].lead };
	for (size_t i = 0; i < g->n_countries; i++)
		countries[i] = name_of(g->countries[i], language);
	return (struct pledge_list_row){ .number = g->number,
		.state = g->state,
		.type = g->type,
		.focus_areas = (unsigned)g->focus_areas,
		.language = *g->language ? g->language : "en",
		.title = g->title,
		.amount = amount_of(arena, g),
		.currency = g->currency,
		.usd = dollars(g->usd_minor),
		.pledgers = pledgers,
		.n_pledgers = g->n_pledgers,
		.countries = countries,
		.n_countries = g->n_countries };
}

static void add(struct pledge_list_sum *sum, const struct pledge *g)
{
	sum->count++;
	sum->usd += g->usd_minor;
}

/* Cents are added up before they are rounded. */
static void take_rows(struct arena *arena, const struct pledge *pledges, size_t n, const char *session_id,
    struct pledge_list_data *data)
{
	struct pledge_list_row *rows = arena_array(arena, struct pledge_list_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		enum pledge_state state = pledge_state_find(pledges[i].state);
		if (*session_id && strcmp(pledges[i].session_id, session_id) != 0)
			continue;
		rows[data->n_rows++] = row_of(arena, &pledges[i], data->paper.language);
		if (pledge_is_confirmed(state))
			add(&data->confirmed, &pledges[i]);
		else if (pledge_is_heard(state))
			add(&data->heard, &pledges[i]);
	}
	data->rows = rows;
	data->confirmed.usd = dollars(data->confirmed.usd);
	data->heard.usd = dollars(data->heard.usd);
}

static enum err take_scope(struct db *db, struct arena *arena, const char *session_id, struct pledge_list_data *data)
{
	struct agenda agenda;
	enum lang lang = LANG_EN;
	if (!*session_id)
		return OK;
	enum err err = programme_get(db, arena, &agenda, NULL);
	if (err)
		return err;
	const struct agenda_session *session = agenda_session_find(&agenda, session_id);
	lang_parse(data->paper.language, &lang);
	data->scope = session ? texts_best(&session->title, lang) : NULL;
	return session ? OK : ERR_NOT_FOUND;
}

enum err pledge_paper(struct db *db, struct arena *arena, const char *session_id, const char *language, int64_t now,
    struct pledge_list_data *out_data)
{
	struct pledge_list_data data = { 0 };
	struct pledge *pledges;
	size_t n;
	enum err err = paper_facts(db, arena, language, now, &data.paper);
	if (!err)
		err = take_scope(db, arena, session_id, &data);
	if (!err)
		err = pledge_all(db, arena, &pledges, &n);
	if (err)
		return err;
	take_rows(arena, pledges, n, session_id, &data);
	*out_data = data;
	return OK;
}
