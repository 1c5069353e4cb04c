/* See pledge.h. */
#include "domain/pledge.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/fold.h"
#include "domain/hearing.h"
#include "domain/pledge_words.h"
#include "domain/tally.h"
#include "domain/vocabulary.h"
#include "store/record.h"
#include "store/setting.h"
#include "store/write.h"

#include <inttypes.h>
#include <string.h>

/* The row as public JSON: pledges are made in public, so nothing of them is sealed. */
const char *pledge_json(struct tx *tx, const struct pledge *g)
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
	jsonw_int(&w, "heard_at", g->heard_at);
	jsonw_int(&w, "confirmed_at", g->confirmed_at);
	jsonw_array(&w, "pledgers");
	for (size_t i = 0; i < g->n_pledgers; i++)
		jsonw_text(&w, NULL, g->pledgers[i].entity.id);
	jsonw_array_end(&w);
	for (size_t i = 0; i < g->n_pledgers; i++)
		if (g->pledgers[i].lead)
			jsonw_text(&w, "lead", g->pledgers[i].entity.id);
	jsonw_array(&w, "countries");
	for (size_t i = 0; i < g->n_countries; i++)
		jsonw_text(&w, NULL, g->countries[i]);
	jsonw_array_end(&w);
	jsonw_int(&w, "sdgs", g->sdgs);
	jsonw_bool(&w, "later", g->later);
	jsonw_bool(&w, "open", g->open);
	pledge_words_write(&w, g->words);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

static enum err note(struct tx *tx, const char *action, const struct pledge *g)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "pledges",
				  .action = action,
				  .subject = g->id,
				  .version = g->version,
				  .data = pledge_json(tx, g) });
}

/* The folded text that a list of pledges is searched in: number, words and who pledges. */
static const char *search_text(struct tx *tx, const struct pledge *g)
{
	const char **parts = arena_array(tx_arena(tx), const char *, g->n_pledgers + 3);
	size_t n = 0;
	parts[n++] = pledge_number(tx_arena(tx), g);
	parts[n++] = g->title;
	parts[n++] = g->body;
	for (size_t i = 0; i < g->n_pledgers; i++)
		parts[n++] = g->pledgers[i].entity.name;
	return fold_for_search(tx_arena(tx), parts, n);
}

/* ---- use cases ---- */

const char *pledge_number(struct arena *arena, const struct pledge *g)
{
	return arena_printf(arena, "P-%04lld", (long long)g->number);
}

/* A slip of paper is keyed in once, whoever does it: *out_pledge is then the pledge that has it. */
static enum err check_slip(struct tx *tx, const struct pledge *g, struct pledge *out_pledge)
{
	struct pledge other;
	const char *slip = g->words[PLEDGE_SLIP];
	if (!slip || !*slip || pledge_state_find(g->state) == PLEDGE_WITHDRAWN)
		return OK;
	enum err err = pledge_by_slip(tx_db(tx), tx_arena(tx), slip, &other);
	if (err == ERR_NOT_FOUND || (!err && strcmp(other.id, g->id) == 0))
		return OK;
	if (err)
		return err;
	*out_pledge = other;
	return fault_set(tx_fault(tx), ERR_SLIP_KEYED, "slip", "Slip %s was keyed in already: it is %s.", slip,
	    pledge_number(tx_arena(tx), &other));
}

/* What follows from a change: the totals move, a second ear that heard this speaker is held against it, and *after
 * says what now stands beside it. */
static enum err follow(struct tx *tx, const struct pledge *before, struct pledge *after)
{
	enum err err = tally_move(tx, before, after);
	if (!err)
		err = hearing_follow(tx, after);
	return err ? err : pledge_record_get(tx_db(tx), tx_arena(tx), after->id, &after->record);
}

struct pledge pledge_blank(const char *id)
{
	return (struct pledge){ .id = id,
		.state = "",
		.type = "",
		.title = "",
		.body = "",
		.currency = "",
		.rate = "",
		.rate_on = "",
		.language = "",
		.session_id = "",
		.speaker_id = "",
		.by_actor = "",
		.reason = "" };
}

/* A new pledge with what the form says; type and pledger are required. */
static enum err make(
    struct tx *tx, const struct pledge_form *form, enum pledge_state state, struct pledge *out_pledge)
{
	struct id id = tx_new_id(tx);
	*out_pledge = pledge_blank(arena_dup(tx_arena(tx), id.text));
	out_pledge->version = 1;
	out_pledge->state = pledge_state_name(state);
	out_pledge->by_actor = arena_dup(tx_arena(tx), tx_actor(tx));
	out_pledge->heard_at = state == PLEDGE_HEARD ? tx_now(tx) : 0;
	out_pledge->created_at = out_pledge->changed_at = tx_now(tx);
	if (!form->type)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "type", "Say first which of the four types it is.");
	return pledge_form_fill(tx, form, out_pledge);
}

enum err pledge_is_filed(struct tx *tx, const struct pledge_form *form, enum pledge_state state, bool *out_is_filed)
{
	struct pledge g;
	int64_t same = 0;
	enum err err = make(tx, form, state, &g);
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
		err = check_slip(tx, &g, out_pledge);
	if (!err)
		err = counter_next(tx, "pledge", &g.number);
	if (!err)
		err = pledge_add(tx_db(tx), &g, search_text(tx, &g), tx_now(tx));
	if (!err)
		err = note(tx, state == PLEDGE_HEARD ? "pledge.log" : "pledge.submit", &g);
	if (!err)
		err = follow(tx, NULL, &g);
	if (!err)
		*out_pledge = g;
	return err;
}

enum err pledge_expect(struct tx *tx, const char *id, int64_t version, struct pledge *out_pledge)
{
	enum err err = pledge_get(tx_db(tx), tx_arena(tx), id, out_pledge);
	if (!err && version && out_pledge->version != version)
		err = fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	return err;
}

enum err pledge_put(
    struct tx *tx, const struct pledge *before, struct pledge *g, const char *action, struct pledge *out_pledge)
{
	enum err err = check_slip(tx, g, out_pledge);
	if (!err)
		err = pledge_edit(tx_db(tx), g, search_text(tx, g), tx_now(tx));
	g->version++;
	g->changed_at = tx_now(tx);
	if (!err)
		err = note(tx, action, g);
	if (!err)
		err = follow(tx, before, g);
	if (!err)
		*out_pledge = *g;
	return err;
}

enum err pledge_correct(
    struct tx *tx, const char *id, int64_t version, const struct pledge_form *form, struct pledge *out_pledge)
{
	struct pledge g;
	enum err err = pledge_expect(tx, id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	if (pledge_state_find(g.state) == PLEDGE_WITHDRAWN)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "A withdrawn pledge is not changed any more.");
	const struct pledge before = g;
	err = pledge_form_fill(tx, form, &g);
	return err ? err : pledge_put(tx, &before, &g, "pledge.correct", out_pledge);
}

enum err pledge_step(struct tx *tx, const char *id, int64_t version, enum pledge_step step,
    const struct pledge_form *form, const char *reason, struct pledge *out_pledge)
{
	struct pledge g;
	enum pledge_state to;
	enum err err = pledge_expect(tx, id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	if (pledge_rules_step(pledge_state_find(g.state), step, &to))
		return fault_set(tx_fault(tx), ERR_STEP, "state",
		    "The pledge is %s: \"%s\" is not possible from there.", g.state, pledge_step_name(step));
	if (step == STEP_WITHDRAW && (!reason || !*reason))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason", "A withdrawal needs a reason.");
	const struct pledge before = g;
	if (form)
		err = pledge_form_fill(tx, form, &g);
	if (!err)
		err = pledge_form_text(tx, "reason", reason, &g.reason);
	if (!err && step == STEP_PUBLISH && strcmp(g.words[PLEDGE_CONSENT], "no") == 0)
		err = fault_set(tx_fault(tx), ERR_STEP, "consent",
		    "The pledger does not consent to publication. Ask again, or leave it unpublished.");
	if (err)
		return err;
	g.state = pledge_state_name(to);
	if (to == PLEDGE_HEARD)
		g.heard_at = tx_now(tx);
	if (to == PLEDGE_CONFIRMED)
		g.confirmed_at = tx_now(tx);
	return pledge_put(
	    tx, &before, &g, arena_printf(tx_arena(tx), "pledge.%s", pledge_step_name(step)), out_pledge);
}

enum err pledge_join(
    struct tx *tx, const char *id, int64_t version, const struct pledger_form *pledger, struct pledge *out_pledge)
{
	struct pledge g;
	enum err err = pledge_expect(tx, id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	if (!g.open || pledge_state_find(g.state) == PLEDGE_WITHDRAWN)
		return fault_set(
		    tx_fault(tx), ERR_STEP, "open", "This pledge is not open: nobody can join it any more.");
	const struct pledge before = g;
	err = pledge_form_join(tx, pledger, &g);
	return err ? err : pledge_put(tx, &before, &g, "pledge.join", out_pledge);
}

enum err pledge_slips(struct tx *tx, int64_t count, int64_t *out_from)
{
	int64_t last = 0;
	enum err err = OK;
	if (count < 1 || count > PLEDGE_SLIPS_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "count", "Between 1 and %d slips are printed at once.",
		    PLEDGE_SLIPS_MAX);
	for (int64_t i = 0; !err && i < count; i++)
		err = counter_next(tx, "slip", &last);
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "pledges",
					 .action = "slips.number",
					 .subject = "slips",
					 .version = last,
					 .data = arena_printf(tx_arena(tx),
					     "{\"from\":%" PRId64 ",\"to\":%" PRId64 "}", last - count + 1, last) });
	if (!err)
		*out_from = last - count + 1;
	return err;
}
