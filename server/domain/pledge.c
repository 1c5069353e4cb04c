/* See pledge.h. */
#include "domain/pledge.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "domain/country.h"
#include "domain/entity.h"
#include "domain/money.h"
#include "domain/vocabulary.h"
#include "store/setting.h"
#include "store/write.h"

#include <string.h>

enum { FOCUS_AREA_BITS = 0xf };

/* The largest estimate, in cents: as many dollars as an amount may have units. So the totals can be summed. */
static const int64_t USD_MINOR_MAX = 100000000000000000;

/* The row as public JSON: pledges are made in public, so nothing of them is sealed. */
static const char *pledge_json(struct tx *tx, const struct pledge *g)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "number", g->number);
	jsonw_text(&w, "state", g->state);
	jsonw_text(&w, "type", g->type);
	jsonw_text(&w, "title", g->title);
	jsonw_text(&w, "text", g->body);
	jsonw_int(&w, "focus_areas", g->focus_areas);
	jsonw_int(&w, "amount_minor", g->amount_minor);
	jsonw_text(&w, "currency", g->currency);
	jsonw_int(&w, "usd_minor", g->usd_minor);
	jsonw_text(&w, "rate", g->rate);
	jsonw_text(&w, "rate_on", g->rate_on);
	jsonw_text(&w, "language", g->language);
	jsonw_text(&w, "session", g->session_id);
	jsonw_text(&w, "speaker", g->speaker_id);
	jsonw_text(&w, "reason", g->reason);
	jsonw_array(&w, "pledgers");
	for (size_t i = 0; i < g->n_pledgers; i++)
		jsonw_text(&w, NULL, g->pledgers[i].entity.id);
	jsonw_array_end(&w);
	jsonw_array(&w, "countries");
	for (size_t i = 0; i < g->n_countries; i++)
		jsonw_text(&w, NULL, g->countries[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	const char *json = arena_copy(tx_arena(tx), out.bytes, out.len);
	buf_finish(&out);
	return json;
}

static enum err note(struct tx *tx, const char *action, const struct pledge *g)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "pledges",
				  .action = action,
				  .subject = g->id,
				  .version = g->version,
				  .data = pledge_json(tx, g) });
}

/* ---- filling a pledge from a form ---- */

static enum err take_text(struct tx *tx, const char *field, const char *said, const char **out_text)
{
	if (!said)
		return OK;
	if (strlen(said) > PLEDGE_TEXT_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, field, "The text is too long (at most %d bytes).", PLEDGE_TEXT_MAX);
	*out_text = said;
	return OK;
}

static enum err take_words(struct tx *tx, const struct pledge_form *form, struct pledge *g)
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
	enum err err = take_text(tx, "title", form->title, &g->title);
	return err ? err : take_text(tx, "text", form->text, &g->body);
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
	err = money_to_usd(g->amount_minor, currency_find(g->currency)->digits, per_usd, &g->usd_minor);
	if (err || g->usd_minor > USD_MINOR_MAX)
		return fault_set(tx_fault(tx), ERR_AMOUNT, "amount", NULL);
	g->rate = per_usd;
	g->rate_on = valid_on;
	return OK;
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
	return estimate(tx, g);
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
	struct entity_said said = { .name = form->entity_name, .country = form->country };
	return entity_take(tx, &said, &out->entity);
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
		for (size_t k = 0; k < i; k++)
			if (strcmp(pledgers[k].entity.id, pledgers[i].entity.id) == 0)
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

static enum err fill(struct tx *tx, const struct pledge_form *form, struct pledge *g)
{
	static enum err (*const PARTS[])(struct tx *, const struct pledge_form *, struct pledge *) = { take_words,
		take_amount, take_countries, take_pledgers, take_session, take_speaker };
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		enum err err = PARTS[i](tx, form, g);
		if (err)
			return err;
	}
	return OK;
}

/* ---- use cases ---- */

/* A new pledge with what the form says; type and pledger are required. */
static enum err make(
    struct tx *tx, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge)
{
	struct id id = id_new(tx_now(tx));
	*out_pledge = (struct pledge){ .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.state = pledge_state_name(state),
		.type = "",
		.title = "",
		.body = "",
		.currency = "",
		.rate = "",
		.rate_on = "",
		.language = "",
		.session_id = "",
		.speaker_id = "",
		.reason = "",
		.by_actor = arena_dup(tx_arena(tx), tx_actor(tx)),
		.heard_at = state == PLEDGE_HEARD ? tx_now(tx) : 0,
		.changed_at = tx_now(tx) };
	if (!form->type)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "type", "Say first which of the four types it is.");
	if (!form->has_pledgers)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "pledgers", "A pledge needs at least one pledger.");
	return fill(tx, form, out_pledge);
}

enum err pledge_is_filed(struct tx *tx, const struct pledge_form *form, bool *out_is_filed)
{
	struct pledge g;
	int64_t same = 0;
	enum err err = make(tx, form, PLEDGE_SUBMITTED, &g);
	if (!err)
		err = pledge_count_same(tx_db(tx), &g, &same);
	*out_is_filed = same > 0;
	return err;
}

enum err pledge_log(struct tx *tx, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge)
{
	struct pledge g;
	enum err err = make(tx, form, state, &g);
	if (!err)
		err = counter_next(tx, "pledge", &g.number);
	if (!err)
		err = pledge_add(tx_db(tx), &g, tx_now(tx));
	if (!err)
		err = note(tx, state == PLEDGE_HEARD ? "pledge.log" : "pledge.submit", &g);
	if (!err)
		*out_pledge = g;
	return err;
}

/* Reads the row; a version other than the expected one (0 expects any) is stale, and the caller sees the row as it
 * is. */
static enum err read_expected(struct tx *tx, const char *id, int64_t version, struct pledge *out_pledge)
{
	enum err err = pledge_get(tx_db(tx), tx_arena(tx), id, out_pledge);
	if (!err && version && out_pledge->version != version)
		err = fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	return err;
}

static enum err save(struct tx *tx, struct pledge *g, const char *action, struct pledge *out_pledge)
{
	enum err err = pledge_edit(tx_db(tx), g, tx_now(tx));
	g->version++;
	g->changed_at = tx_now(tx);
	if (!err)
		err = note(tx, action, g);
	if (!err)
		*out_pledge = *g;
	return err;
}

enum err pledge_correct(
    struct tx *tx, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge)
{
	struct pledge g;
	enum err err = read_expected(tx, id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	if (pledge_state_find(g.state) == PLEDGE_WITHDRAWN)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "A withdrawn pledge is not changed any more.");
	err = fill(tx, form, &g);
	return err ? err : save(tx, &g, "pledge.correct", out_pledge);
}

enum err pledge_step(struct tx *tx, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge)
{
	struct pledge g;
	enum pledge_state to;
	enum err err = read_expected(tx, id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	if (pledge_rules_step(pledge_state_find(g.state), step, &to))
		return fault_set(tx_fault(tx), ERR_STEP, "state",
		    "The pledge is %s: \"%s\" is not possible from there.", g.state, pledge_step_name(step));
	if (step == STEP_WITHDRAW && (!reason || !*reason))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason", "A withdrawal needs a reason.");
	if (form)
		err = fill(tx, form, &g);
	if (!err)
		err = take_text(tx, "reason", reason, &g.reason);
	if (err)
		return err;
	g.state = pledge_state_name(to);
	if (to == PLEDGE_HEARD)
		g.heard_at = tx_now(tx);
	if (to == PLEDGE_CONFIRMED)
		g.confirmed_at = tx_now(tx);
	return save(tx, &g, arena_printf(tx_arena(tx), "pledge.%s", pledge_step_name(step)), out_pledge);
}
