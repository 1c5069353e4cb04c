/* See conflict.h. */
#include "domain/conflict.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/plain_text.h"

#include <string.h>

enum { WORDS_MAX = 300 };

/* What each kind is called, and whether a presence can be taken back for it. */
static const struct {
	const char *name;
	bool undoes;
} KINDS[CONFLICT_KIND_MAX] = {
	[CONFLICT_DOUBLE_ARRIVAL] = { "double_arrival", false },
	[CONFLICT_DOUBLE_ENTRY] = { "double_entry", true },
	[CONFLICT_REVOKED_BADGE] = { "revoked_badge", true },
	[CONFLICT_UNKNOWN_CODE] = { "unknown_code", false },
	[CONFLICT_NOT_ALLOWED] = { "not_allowed", true },
	[CONFLICT_STALE_PERSON] = { "stale_person", false },
};

const char *conflict_kind_name(enum conflict_kind kind)
{
	return KINDS[kind].name;
}

static enum conflict_kind kind_find(const char *name)
{
	int i = 0;
	while (i < CONFLICT_KIND_MAX && strcmp(KINDS[i].name, name) != 0)
		i++;
	return (enum conflict_kind)i;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static enum err note(struct tx *tx, const char *action, const struct conflict *c, const char *taken)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "kind", c->kind);
	if (*c->point)
		jsonw_text(&w, "point", c->point);
	if (*c->desk)
		jsonw_text(&w, "desk", c->desk);
	if (*c->person_id)
		jsonw_text(&w, "person", c->person_id);
	if (taken)
		jsonw_text(&w, "take", taken);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "doors",
				  .action = action,
				  .subject = c->id,
				  .version = c->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

enum err conflict_note(struct tx *tx, const struct conflict_said *said, const char **out_id)
{
	struct id id = tx_new_id(tx);
	struct conflict c = {
		.id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.kind = conflict_kind_name(said->kind),
		.at = said->at,
		.received_at = tx_now(tx),
		.by_actor = tx_actor(tx),
		.desk = or_empty(said->desk),
		.point = or_empty(said->point),
		.person_id = or_empty(said->person_id),
		.card = said->card,
		.code = or_empty(said->code),
		.words = said->words,
	};
	enum err err = conflict_add(tx_db(tx), &c);
	if (!err)
		err = note(tx, "conflict.note", &c, NULL);
	if (!err && out_id)
		*out_id = c.id;
	return err;
}

/* The stay that a late scan began ends now, as if it had not been. */
static enum err take_back(struct tx *tx, const struct conflict *c)
{
	struct holder who = { .person_id = *c->person_id ? c->person_id : NULL, .card = c->card };
	struct presence presence;
	enum err err = presence_at(tx_db(tx), tx_arena(tx), &who, c->point, &presence);
	if (err || !presence_is_inside(&presence))
		return err;
	presence.left_at = tx_now(tx);
	err = presence_put(tx_db(tx), &who, c->point, &presence);
	return err ? err : point_move(tx_db(tx), c->point, -1);
}

static enum err check(struct tx *tx, const struct conflict *c, const struct conflict_settling *how)
{
	if (how->only_doors && !*c->point)
		return ERR_NOT_FOUND;
	if (strcmp(c->state, "open") != 0)
		return fault_set(tx_fault(tx), ERR_STEP, NULL, "This was settled already by %.60s.", c->resolved_by);
	enum err err = plain_text_check(tx_fault(tx), "words", how->words, WORDS_MAX);
	if (err)
		return err;
	enum conflict_kind kind = kind_find(c->kind);
	if (how->take == CONFLICT_UNDO && (kind == CONFLICT_KIND_MAX || !KINDS[kind].undoes))
		return fault_set(tx_fault(tx), ERR_STEP, "take",
		    "There is no presence to take back here. Undo it at the desk, then keep this.");
	return OK;
}

enum err conflict_resolve(
    struct tx *tx, const char *id, const struct conflict_settling *how, struct conflict *out_conflict)
{
	static const char *const TAKEN[CONFLICT_TAKE_MAX] = { "keep", "undo" };
	struct conflict c;
	enum err err = conflict_get(tx_db(tx), tx_arena(tx), id, &c);
	if (!err)
		err = check(tx, &c, how);
	if (!err && how->take == CONFLICT_UNDO)
		err = take_back(tx, &c);
	if (err)
		return err;
	c.version++;
	c.state = "resolved";
	c.taken = TAKEN[how->take];
	c.remark = how->words;
	c.resolved_by = arena_dup(tx_arena(tx), tx_actor(tx));
	c.resolved_at = tx_now(tx);
	err = conflict_close(tx_db(tx), &c);
	if (!err)
		err = note(tx, "conflict.resolve", &c, c.taken);
	if (!err)
		*out_conflict = c;
	return err;
}
