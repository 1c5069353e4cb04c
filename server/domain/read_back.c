/* See read_back.h. */
#include "domain/read_back.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "store/record.h"

#include <string.h>

enum { HOUR_MS = 3600 * 1000 };

static const char *text(const char *said)
{
	return said ? said : "";
}

static bool is_one_of(const char *word, const char *one, const char *other)
{
	return strcmp(text(word), one) == 0 || strcmp(text(word), other) == 0;
}

/* Names are sealed with a key of the round's own, so that whoever answered can be forgotten. */
static enum err note(struct tx *tx, const char *action, const struct read_back *b, int64_t version)
{
	struct buf facts = { 0 }, personal = { 0 };
	struct jsonw w = jsonw_start(&facts), p = jsonw_start(&personal);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "read_back", b->id);
	jsonw_int(&w, "round", b->round);
	jsonw_text(&w, "means", b->means);
	jsonw_text(&w, "answer", b->answer);
	jsonw_text(&w, "device", b->device);
	jsonw_object_end(&w);
	jsonw_object(&p, NULL);
	jsonw_text(&p, "name", b->name);
	jsonw_text(&p, "remark", b->remark);
	jsonw_object_end(&p);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "pledges",
					  .action = action,
					  .subject = b->pledge_id,
					  .version = version,
					  .data = buf_text(&facts),
					  .person = b->id,
					  .personal = buf_text(&personal) });
	buf_finish(&facts);
	buf_finish(&personal);
	return err;
}

static enum err check_said(struct tx *tx, const char *name, const char *remark)
{
	if (strlen(text(name)) > READ_BACK_NAME_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "name", "The name is too long.");
	if (strlen(text(remark)) > READ_BACK_REMARK_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "remark", "The remark is too long (at most %d bytes).",
		    READ_BACK_REMARK_MAX);
	return OK;
}

/* A row of the next round. */
static enum err next_round(
    struct tx *tx, const char *pledge_id, const char *means, const char *name, struct read_back *out)
{
	struct read_back last;
	struct id id = id_new(tx_now(tx));
	enum err err = read_back_last(tx_db(tx), tx_arena(tx), pledge_id, &last);
	if (err && err != ERR_NOT_FOUND)
		return err;
	*out = (struct read_back){ .id = arena_dup(tx_arena(tx), id.text),
		.pledge_id = pledge_id,
		.round = err ? 1 : last.round + 1,
		.means = means,
		.asked_by = arena_dup(tx_arena(tx), tx_actor(tx)),
		.asked_at = tx_now(tx),
		.answer = "",
		.name = text(name),
		.remark = "",
		.device = "" };
	return OK;
}

/* ---- asking ---- */

static enum err check_form(struct tx *tx, const struct read_back_form *form)
{
	if (!is_one_of(form->means, "tablet", "link"))
		return fault_set(tx_fault(tx), ERR_INVALID, "means", "A read-back goes by tablet or by link.");
	if (form->hours < 0 || form->hours > READ_BACK_HOURS_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "hours", "A link is good for 1 to %d hours.", READ_BACK_HOURS_MAX);
	return check_said(tx, form->name, NULL);
}

/* The name says in the journal who answered: the delegate of that pledge. */
static enum err make_code(
    struct tx *tx, const struct pledge *g, const struct read_back *b, char out_code[ACCESS_TOKEN_LEN + 1])
{
	struct login grants = { .name = arena_printf(tx_arena(tx), "delegate %s", pledge_number(tx_arena(tx), g)),
		.roles = "delegate",
		.scope = b->id,
		.expires_at = b->expires_at };
	return access_make_scoped_code(tx, &grants, out_code);
}

enum err read_back_ask(struct tx *tx, const char *pledge_id, const struct read_back_form *form,
    char out_code[ACCESS_TOKEN_LEN + 1], struct read_back *out_read_back)
{
	struct pledge g;
	struct read_back b;
	enum err err = check_form(tx, form);
	if (!err)
		err = pledge_get(tx_db(tx), tx_arena(tx), pledge_id, &g);
	if (!err && !pledge_is_heard(pledge_state_find(g.state)))
		return fault_set(
		    tx_fault(tx), ERR_STEP, "state", "The pledge is %s: there is nothing to read back.", g.state);
	if (!err)
		err = next_round(tx, g.id, form->means, form->name, &b);
	if (err)
		return err;
	b.expires_at = tx_now(tx) + (form->hours ? form->hours : READ_BACK_HOURS) * HOUR_MS;
	err = read_back_add(tx_db(tx), &b);
	if (!err)
		err = make_code(tx, &g, &b, out_code);
	if (!err)
		err = note(tx, "read_back.ask", &b, g.version);
	if (!err)
		*out_read_back = b;
	return err;
}

/* ---- answering ---- */

enum err read_back_find(
    struct db *db, struct arena *arena, const char *id, struct read_back *out_read_back, struct pledge *out_pledge)
{
	enum err err = read_back_get(db, arena, id, out_read_back);
	return err ? err : pledge_get(db, arena, out_read_back->pledge_id, out_pledge);
}

/* May this round still be answered? */
static enum err check_open(struct tx *tx, const struct read_back *b, const struct pledge *g)
{
	if (b->answered_at)
		return fault_set(tx_fault(tx), ERR_CONFLICT, NULL, "This was answered already.");
	if (tx_now(tx) >= b->expires_at)
		return fault_set(tx_fault(tx), ERR_CODE_USED, NULL, NULL);
	if (g->record.read_back.round != b->round)
		return fault_set(tx_fault(tx), ERR_CONFLICT, NULL, "A newer link was made; this one does not count.");
	if (!pledge_is_heard(pledge_state_find(g->state)))
		return fault_set(tx_fault(tx), ERR_STEP, "state", "The pledge is %s by now.", g->state);
	return OK;
}

static enum err check_answer(struct tx *tx, const struct read_back_said *said)
{
	if (!is_one_of(said->answer, "confirmed", "differs"))
		return fault_set(tx_fault(tx), ERR_INVALID, "answer", "The answer is confirmed or differs.");
	if (!*text(said->name))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", "Say who answers.");
	return check_said(tx, said->name, said->remark);
}

static void take_said(struct tx *tx, struct read_back *b, const struct read_back_said *said)
{
	b->answer = said->answer;
	b->name = text(said->name);
	b->remark = text(said->remark);
	b->device = text(said->device);
	b->answered_at = tx_now(tx);
}

enum err read_back_answer(
    struct tx *tx, const char *id, int64_t version, const struct read_back_said *said, struct pledge *out_pledge)
{
	struct read_back b;
	struct pledge g;
	enum err err = check_answer(tx, said);
	if (!err)
		err = read_back_find(tx_db(tx), tx_arena(tx), id, &b, &g);
	if (!err)
		err = check_open(tx, &b, &g);
	if (!err)
		err = pledge_expect(tx, g.id, version, &g);
	if (err == ERR_STALE)
		*out_pledge = g;
	if (err)
		return err;
	take_said(tx, &b, said);
	err = read_back_put_answer(tx_db(tx), &b);
	if (!err)
		err = note(tx, "read_back.answer", &b, g.version);
	if (!err && strcmp(said->answer, "confirmed") == 0)
		err = pledge_step(tx, g.id, version, STEP_CONFIRM, NULL, NULL, &g);
	if (!err)
		err = access_end_scope(tx, b.id, tx_now(tx) + READ_BACK_AFTER_MS);
	if (!err)
		err = pledge_get(tx_db(tx), tx_arena(tx), g.id, out_pledge);
	return err;
}

enum err read_back_confirm(struct tx *tx, const char *pledge_id, int64_t version, const struct pledge_form *form,
    const struct read_back_said *said, struct pledge *out_pledge)
{
	struct read_back b;
	struct read_back_said confirmed = *said;
	const char *means = said->means ? said->means : "person";
	confirmed.answer = "confirmed";
	if (!is_one_of(means, "text", "person"))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "means", "A pledge is confirmed by its text or in person.");
	enum err err = check_said(tx, said->name, said->remark);
	if (!err)
		err = pledge_step(tx, pledge_id, version, STEP_CONFIRM, form, said->reason, out_pledge);
	if (!err)
		err = next_round(tx, out_pledge->id, means, said->name, &b);
	if (err)
		return err;
	take_said(tx, &b, &confirmed);
	err = read_back_add(tx_db(tx), &b);
	if (!err)
		err = note(tx, "read_back.confirm", &b, out_pledge->version);
	if (!err)
		out_pledge->record.read_back = b;
	return err;
}
