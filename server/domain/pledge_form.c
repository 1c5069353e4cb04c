/* See pledge_form.h. */
#include "domain/pledge_form.h"

#include "base/clock.h"
#include "domain/country.h"
#include "domain/entity.h"
#include "domain/money.h"
#include "domain/participant_find.h"
#include "domain/pledge_words.h"
#include "domain/vocabulary.h"
#include "store/write.h"

#include <string.h>

enum { FOCUS_AREA_BITS = 0xf };

/* The largest estimate, in cents: as many dollars as an amount may have units. So the totals can be summed. */
static const int64_t USD_MINOR_MAX = 100000000000000000;

enum err pledge_form_text(struct tx *tx, const char *field, const char *said, const char **out_text)
{
	if (!said)
		return OK;
	if (strlen(said) > PLEDGE_TEXT_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, field, "The text is too long (at most %d bytes).", PLEDGE_TEXT_MAX);
	*out_text = said;
	return OK;
}

static enum err take_least(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (form->type && !pledge_type_find(form->type))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "type", "A pledge is financial, policy, advocacy or programmatic.");
	if (form->language && *form->language && !language_is_official(form->language))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "language", "The language heard is one of en, fr, es, ar, ru, zh.");
	if (form->has_focus_areas && (form->focus_areas & ~(int64_t)FOCUS_AREA_BITS))
		return fault_set(tx_fault(tx), ERR_INVALID, "focus_areas", "There are four focus areas.");
	if (form->has_focus_areas)
		g->focus_areas = form->focus_areas;
	g->type = form->type ? form->type : g->type;
	g->language = form->language ? form->language : g->language;
	enum err err = pledge_form_text(tx, "title", form->title, &g->title);
	return err ? err : pledge_form_text(tx, "text", form->text, &g->body);
}

/* The dollars of the amount at this rate. Not when it is no rate, or they are more than can be summed. */
static bool take_dollars(struct pledge *g, const char *rate, const char *rate_on)
{
	int digits = currency_find(g->currency)->digits;
	if (money_to_usd(g->amount_minor, digits, rate, &g->usd_minor) || g->usd_minor > USD_MINOR_MAX)
		return false;
	g->rate = rate;
	g->rate_on = rate_on;
	return true;
}

/* The dollar estimate of the amount, frozen at the rate valid on this date. Without a rate the amount stands, the
 * estimate is open and the totals say so. */
static enum err estimate(struct tx *tx, struct pledge *g)
{
	char today[CLOCK_DATE_LEN + 1];
	const char *per_usd = "1", *valid_on = arena_dup(tx_arena(tx), clock_date(tx_now(tx), today));
	enum err err = rate_get(tx_db(tx), tx_arena(tx), g->currency, today, &per_usd, &valid_on);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (err && strcmp(g->currency, "USD") != 0)
		return OK;
	return take_dollars(g, per_usd, valid_on) ? OK : fault_set(tx_fault(tx), ERR_AMOUNT, "amount", NULL);
}

/* An estimate that was frozen before comes with its rate; the dollars follow from it. */
static enum err take_rate(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (!form->rate)
		return estimate(tx, g);
	return take_dollars(g, form->rate, form->rate_on)
		   ? OK
		   : fault_set(tx_fault(tx), ERR_AMOUNT, "rate", "\"%.40s\" is no rate like 610.7.", form->rate);
}

static enum err take_amount(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (!form->clear_amount && !form->amount_value)
		return OK;
	g->amount_minor = g->usd_minor = 0;
	g->currency = g->rate = g->rate_on = "";
	if (!form->amount_value)
		return OK;
	if (!form->amount_currency)
		return fault_set(tx_fault(tx), ERR_CURRENCY, "amount", NULL);
	enum err err = money_parse(form->amount_value, form->amount_currency, &g->amount_minor, tx_fault(tx));
	if (err)
		return err;
	g->currency = form->amount_currency;
	return take_rate(tx, form, g);
}

static enum err take_countries(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (!form->has_countries)
		return OK;
	if (form->n_countries > PLEDGE_COUNTRIES_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "countries", "There are too many countries.");
	const char **countries = arena_array(tx_arena(tx), const char *, form->n_countries + 1);
	size_t n = 0;
	for (size_t i = 0; i < form->n_countries; i++) {
		bool again = false;
		if (!country_find(form->countries[i]))
			return fault_set(tx_fault(tx), ERR_COUNTRY, "countries", "\"%.20s\" is no country code.",
			    form->countries[i]);
		for (size_t k = 0; k < n; k++)
			again = again || strcmp(countries[k], form->countries[i]) == 0;
		if (!again)
			countries[n++] = form->countries[i];
	}
	g->countries = countries;
	g->n_countries = n;
	return OK;
}

static enum err take_pledger(struct tx *tx, const struct pledger_form *form, struct pledger *out)
{
	out->lead = form->lead;
	if (form->entity_id) {
		enum err err = entity_get(tx_db(tx), tx_arena(tx), form->entity_id, &out->entity);
		return err == ERR_NOT_FOUND
			   ? fault_set(tx_fault(tx), ERR_INVALID, "pledgers", "There is no such entity.")
			   : err;
	}
	struct entity_said said = { .name = form->entity_name, .type = form->entity_type, .country = form->country };
	return entity_take(tx, &said, &out->entity);
}

static bool is_pledger(const struct pledger *pledgers, size_t n, const struct entity *entity)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(pledgers[i].entity.id, entity->id) == 0)
			return true;
	return false;
}

static enum err take_pledgers(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (!form->has_pledgers)
		return OK;
	if (!form->n_pledgers || form->n_pledgers > PLEDGE_PLEDGERS_MAX)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "pledgers", "A pledge has 1 to %d pledgers.",
		    PLEDGE_PLEDGERS_MAX);
	struct pledger *pledgers = arena_array(tx_arena(tx), struct pledger, form->n_pledgers);
	size_t leads = 0;
	for (size_t i = 0; i < form->n_pledgers; i++) {
		enum err err = take_pledger(tx, &form->pledgers[i], &pledgers[i]);
		if (err)
			return err;
		leads += pledgers[i].lead;
		if (is_pledger(pledgers, i, &pledgers[i].entity))
			return fault_set(tx_fault(tx), ERR_INVALID, "pledgers",
			    "The same entity stands twice among the pledgers.");
	}
	if (leads > 1)
		return fault_set(tx_fault(tx), ERR_INVALID, "pledgers", "A joint pledge has one lead.");
	if (!leads)
		pledgers[0].lead = true;
	g->pledgers = pledgers;
	g->n_pledgers = form->n_pledgers;
	return OK;
}

/* Where it was said. Whoever spoke in another session did not speak in this one. */
static enum err take_session(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	int64_t version;
	if (!form->session_id)
		return OK;
	enum err err = *form->session_id ? session_version(tx_db(tx), form->session_id, &version) : OK;
	if (err)
		return err == ERR_NOT_FOUND
			   ? fault_set(tx_fault(tx), ERR_INVALID, "session", "There is no such session.")
			   : err;
	if (strcmp(form->session_id, g->session_id) != 0)
		g->speaker_id = "";
	g->session_id = form->session_id;
	return OK;
}

/* Who said it: somebody on the list of that session. */
static enum err take_speaker(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	struct speaker speaker;
	if (!form->speaker_id)
		return OK;
	g->speaker_id = form->speaker_id;
	if (!*form->speaker_id)
		return OK;
	enum err err = speaker_get(tx_db(tx), tx_arena(tx), form->speaker_id, &speaker);
	if (err)
		return err == ERR_NOT_FOUND
			   ? fault_set(tx_fault(tx), ERR_INVALID, "speaker", "There is no such speaker.")
			   : err;
	if (form->session_id && strcmp(form->session_id, speaker.session_id) != 0)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "speaker", "This speaker is on the list of another session.");
	g->session_id = speaker.session_id;
	return OK;
}

/* Whose badge it is. */
static enum err lead_of_badge(struct tx *tx, const char *code, struct entity *out_entity)
{
	struct person person;
	enum err err = participant_of_badge(tx, code, &person);
	if (!err)
		*out_entity = person.entity;
	return err;
}

static enum err lead_of_speaker(struct tx *tx, const char *speaker_id, struct entity *out_entity)
{
	struct speaker speaker;
	enum err err = speaker_get(tx_db(tx), tx_arena(tx), speaker_id, &speaker);
	if (!err)
		*out_entity = speaker.entity;
	return err;
}

/* Who pledges when no pledger is named: whoever showed a badge, else whoever speaks. */
static enum err take_lead(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	struct pledger *lead = arena_new(tx_arena(tx), struct pledger);
	enum err err;
	if (form->badge_code && form->has_pledgers)
		return fault_set(tx_fault(tx), ERR_INVALID, "code", "Name the pledgers or scan a badge, not both.");
	if (form->badge_code)
		err = lead_of_badge(tx, form->badge_code, &lead->entity);
	else if (g->n_pledgers)
		return OK;
	else if (*g->speaker_id)
		err = lead_of_speaker(tx, g->speaker_id, &lead->entity);
	else
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "pledgers", "A pledge needs at least one pledger.");
	lead->lead = true;
	g->pledgers = lead;
	g->n_pledgers = 1;
	return err;
}

static enum err take_sdgs(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	int64_t sdgs = 0;
	for (size_t i = 0; i < form->n_sdgs; i++) {
		if (form->sdgs[i] < 1 || form->sdgs[i] > SDG_GOALS)
			return fault_set(tx_fault(tx), ERR_INVALID, "sdgs",
			    "The Sustainable Development Goals have the numbers 1 to %d.", SDG_GOALS);
		sdgs |= INT64_C(1) << form->sdgs[i];
	}
	if (form->has_sdgs)
		g->sdgs = sdgs;
	return OK;
}

/* All that is said beyond the least. */
static enum err take_words(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	if (form->has_later)
		g->later = form->later;
	if (form->has_open)
		g->open = form->open;
	enum err err = take_sdgs(tx, form, g);
	return err ? err : pledge_words_take(tx_arena(tx), form->words, g->words, tx_fault(tx));
}

enum err pledge_form_fill(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	static enum err (*const PARTS[])(struct tx *, const struct pledge_form *, struct pledge *) = { take_least,
		take_words, take_amount, take_countries, take_pledgers, take_session, take_speaker, take_lead };
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		enum err err = PARTS[i](tx, form, g);
		if (err)
			return err;
	}
	return OK;
}

enum err pledge_form_join(struct tx *tx, const struct pledger_form *form, struct pledge *g)
{
	struct pledger *pledgers = arena_array(tx_arena(tx), struct pledger, g->n_pledgers + 1);
	if (g->n_pledgers >= PLEDGE_PLEDGERS_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "pledgers", "A pledge has 1 to %d pledgers.", PLEDGE_PLEDGERS_MAX);
	memcpy(pledgers, g->pledgers, g->n_pledgers * sizeof *pledgers);
	enum err err = take_pledger(tx, form, &pledgers[g->n_pledgers]);
	if (err)
		return err;
	if (is_pledger(g->pledgers, g->n_pledgers, &pledgers[g->n_pledgers].entity))
		return fault_set(tx_fault(tx), ERR_CONFLICT, "entity", "This entity is one of the pledgers already.");
	pledgers[g->n_pledgers++].lead = false;
	g->pledgers = pledgers;
	return OK;
}
