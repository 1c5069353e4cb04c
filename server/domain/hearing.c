/* See hearing.h. */
#include "domain/hearing.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/hearing_compare.h"
#include "domain/pledge_history.h"

#include <string.h>

static const char NO_DIFFERENCES[] = "[]";

/* Who heard what stays in the row and, with the pledge, in public; the entry says how it stands. */
static enum err note(struct tx *tx, const char *action, const struct hearing *h)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "state", h->state);
	jsonw_text(&w, "speaker", h->speaker_id);
	jsonw_text(&w, "pledge", h->pledge_id);
	jsonw_text(&w, "said", h->said);
	jsonw_text(&w, "taken", h->taken);
	jsonw_raw(&w, "heard", h->heard);
	jsonw_raw(&w, "differences", h->differences);
	jsonw_object_end(&w);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "pledges",
					  .action = action,
					  .subject = h->id,
					  .version = h->version,
					  .data = buf_text(&out) });
	buf_finish(&out);
	return err;
}

static enum err save(struct tx *tx, struct hearing *h, const char *action)
{
	enum err err = hearing_edit(tx_db(tx), h);
	h->version++;
	return err ? err : note(tx, action, h);
}

enum err hearing_heard(struct db *db, struct arena *arena, const struct hearing *h, struct pledge *out_pledge)
{
	return pledge_of_entry_whole(db, arena, h->heard, h->at, out_pledge);
}

/* ---- comparing ---- */

/* Holds the hearing against a pledge: it is that pledge's from now on. */
static void judge(struct tx *tx, struct hearing *h, const struct pledge *first, const struct pledge *second)
{
	size_t n;
	h->pledge_id = first->id;
	h->differences = hearing_differences(tx_arena(tx), h->said, first, second, &n);
	h->state = n ? "differs" : "agrees";
	h->taken = h->settled_by = "";
	h->settled_at = 0;
}

static enum err judge_again(struct tx *tx, struct hearing *h, const struct pledge *pledge, const char *action)
{
	struct pledge second;
	const char *before = h->differences, *state = h->state;
	enum err err = hearing_heard(tx_db(tx), tx_arena(tx), h, &second);
	if (err)
		return err;
	judge(tx, h, pledge, &second);
	if (strcmp(before, h->differences) == 0 && strcmp(state, h->state) == 0)
		return OK;
	return save(tx, h, action);
}

/* ---- the second ear ---- */

/* What was heard, as a pledge that is nowhere but here. */
static enum err read_form(struct tx *tx, const struct pledge_form *form, struct pledge *out_heard)
{
	struct pledge heard = pledge_blank("");
	heard.state = pledge_state_name(PLEDGE_HEARD);
	heard.heard_at = tx_now(tx);
	if (!form->speaker_id || !*form->speaker_id)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "speaker", "Say whose statement was heard.");
	if (!form->type)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "type", "Say first which of the four types it is.");
	enum err err = pledge_form_fill(tx, form, &heard);
	if (!err)
		*out_heard = heard;
	return err;
}

/* The pledge it is about, if somebody else has logged one already. */
static enum err find_pledge(struct tx *tx, const struct hearing *h, const char **out_id)
{
	bool own = false;
	*out_id = "";
	enum err err = pledge_unheard(tx_db(tx), tx_arena(tx), h->by_actor, h->speaker_id, h->type, out_id, &own);
	if (!err && own)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "speaker",
		    "You logged this statement yourself; the second ear is somebody else's.");
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err hearing_log(struct tx *tx, const struct pledge_form *form, struct hearing *out_hearing)
{
	struct pledge heard = { 0 }, first;
	const char *pledge_id;
	enum err err = read_form(tx, form, &heard);
	if (err)
		return err;
	struct id id = tx_new_id(tx);
	struct hearing h = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.state = "waiting",
		.speaker_id = heard.speaker_id,
		.session_id = heard.session_id,
		.pledge_id = "",
		.type = heard.type,
		.said = hearing_words(tx_arena(tx), form),
		.heard = pledge_json(tx, &heard),
		.differences = NO_DIFFERENCES,
		.by_actor = arena_dup(tx_arena(tx), tx_actor(tx)),
		.taken = "",
		.settled_by = "",
		.at = tx_now(tx) };
	err = find_pledge(tx, &h, &pledge_id);
	if (!err && *pledge_id) {
		err = pledge_get(tx_db(tx), tx_arena(tx), pledge_id, &first);
		if (!err)
			judge(tx, &h, &first, &heard);
	}
	if (!err)
		err = hearing_add(tx_db(tx), &h);
	if (!err)
		err = note(tx, "hearing.log", &h);
	if (!err)
		*out_hearing = h;
	return err;
}

/* ---- following the pledge ---- */

static enum err follow_one(struct tx *tx, struct hearing *h, const struct pledge *g)
{
	bool gone = pledge_state_find(g->state) == PLEDGE_WITHDRAWN || strcmp(h->speaker_id, g->speaker_id) != 0;
	if (strcmp(h->state, "settled") == 0)
		return OK;
	if (!gone)
		return strcmp(h->state, "differs") == 0 ? judge_again(tx, h, g, "hearing.compare") : OK;
	h->state = "waiting";
	h->pledge_id = "";
	h->differences = NO_DIFFERENCES;
	return save(tx, h, "hearing.release");
}

/* The hearing that waits for this pledge: another's than the first ear, the same type before others. */
static enum err find_waiting(struct tx *tx, const struct pledge *g, struct hearing *out_hearing)
{
	struct hearing *waiting;
	const struct hearing *found = NULL;
	const char *first_ear = "";
	size_t n;
	enum err err = hearing_waiting(tx_db(tx), tx_arena(tx), g->speaker_id, &waiting, &n);
	if (!err && n)
		err = pledge_first_ear(tx_db(tx), tx_arena(tx), g->id, &first_ear);
	for (size_t i = 0; !err && i < n; i++) {
		if (strcmp(waiting[i].by_actor, first_ear) == 0)
			continue;
		bool better = strcmp(waiting[i].type, g->type) == 0;
		if (!found || (better && strcmp(found->type, g->type) != 0))
			found = &waiting[i];
	}
	if (found)
		*out_hearing = *found;
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err hearing_follow(struct tx *tx, const struct pledge *g)
{
	struct hearing *of, h;
	size_t n, left = 0;
	enum err err = hearing_of(tx_db(tx), tx_arena(tx), g->id, &of, &n);
	for (size_t i = 0; !err && i < n; i++) {
		err = follow_one(tx, &of[i], g);
		left += *of[i].pledge_id != '\0';
	}
	if (err || left || !*g->speaker_id || !g->heard_at || pledge_state_find(g->state) == PLEDGE_WITHDRAWN)
		return err;
	err = find_waiting(tx, g, &h);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	return judge_again(tx, &h, g, "hearing.pair");
}

/* ---- the third act ---- */

static enum err right_pledge(
    struct tx *tx, const struct hearing *h, const char *take, const struct pledge_form *form, struct pledge *pledge)
{
	struct pledge second;
	if (strcmp(take, "mixed") == 0)
		return pledge_form_fill(tx, form, pledge);
	if (strcmp(take, "second") != 0)
		return OK;
	enum err err = hearing_heard(tx_db(tx), tx_arena(tx), h, &second);
	if (!err)
		hearing_take(h->said, &second, pledge);
	return err;
}

static enum err expect(struct tx *tx, const char *id, int64_t version, struct hearing *out_hearing)
{
	struct hearing h;
	enum err err = hearing_get(tx_db(tx), tx_arena(tx), id, &h);
	if (err)
		return err;
	*out_hearing = h;
	if (h.version != version)
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	if (strcmp(h.state, "differs") != 0)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "This hearing is %s: there is nothing to settle.",
		    strcmp(h.state, "agrees") == 0 ? "in agreement" : h.state);
	return OK;
}

enum err hearing_settle(struct tx *tx, const char *id, int64_t version, const char *take,
    const struct pledge_form *form, struct hearing *out_hearing)
{
	struct hearing h;
	struct pledge g;
	bool first = strcmp(take, "first") == 0;
	if (!first && strcmp(take, "second") != 0 && strcmp(take, "mixed") != 0)
		return fault_set(tx_fault(tx), ERR_INVALID, "take", "Take the first, the second, or mixed.");
	enum err err = expect(tx, id, version, &h);
	if (err == ERR_STALE)
		*out_hearing = h;
	if (!err)
		err = pledge_get(tx_db(tx), tx_arena(tx), h.pledge_id, &g);
	if (err)
		return err;
	const struct pledge before = g;
	h.state = "settled";
	h.taken = take;
	h.settled_by = arena_dup(tx_arena(tx), tx_actor(tx));
	h.settled_at = tx_now(tx);
	err = right_pledge(tx, &h, take, form, &g);
	if (!err)
		err = save(tx, &h, "hearing.settle");
	if (!err && !first)
		err = pledge_put(tx, &before, &g, "pledge.settle", &g);
	if (!err)
		*out_hearing = h;
	return err;
}

/* A pledge has one second ear at most. */
enum err hearing_reopen(struct tx *tx, const struct pledge *g)
{
	struct hearing *of;
	size_t n;
	enum err err = hearing_of(tx_db(tx), tx_arena(tx), g->id, &of, &n);
	for (size_t i = 0; !err && i < n; i++)
		err = judge_again(tx, &of[i], g, "hearing.reopen");
	return err;
}
