/* See signing.h. */
#include "domain/signing.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "domain/country.h"
#include "domain/import.h"
#include "domain/participant_find.h"
#include "store/ceremony_write.h"

#include <string.h>

/* Everything one signature is about, collected while it is checked. */
struct act {
	const struct signing_form *form;
	struct declaration declaration;
	struct signatory signatory;
	struct person holder; /* of the badge; id NULL when none was scanned */
	struct signature signature;
	bool is_paper;
};

/* ---- who signs ---- */

static enum err find_declaration(struct tx *tx, const char *id, struct act *act)
{
	struct declaration *d = &act->declaration;
	enum err err = declaration_get(tx_db(tx), tx_arena(tx), id, d);
	if (!err && strcmp(d->state, "open") != 0)
		err = fault_set(
		    tx_fault(tx), ERR_STEP, "state", "The declaration is %s: nobody signs it now.", d->state);
	return err;
}

static enum err find_means(struct tx *tx, struct act *act)
{
	const struct signing_form *form = act->form;
	act->is_paper = form->means && strcmp(form->means, "paper") == 0;
	if (!form->means || (!act->is_paper && strcmp(form->means, "tablet") != 0))
		return fault_set(tx_fault(tx), ERR_INVALID, "means", "One signs on the tablet or on paper.");
	if (act->is_paper && form->strokes)
		return fault_set(tx_fault(tx), ERR_INVALID, "strokes", "What is signed on paper has no strokes.");
	if (act->is_paper && !form->code)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "code",
		    "Scan the badge of the person who signed on paper: it is the evidence of who that was.");
	return act->is_paper ? OK : ceremony_check_strokes(form->strokes ? form->strokes : "", tx_fault(tx));
}

static enum err find_holder(struct tx *tx, struct act *act)
{
	return act->form->code ? participant_of_badge(tx, act->form->code, &act->holder) : OK;
}

/* By the badge: the entity that named its holder, or that he or she belongs to. */
static enum err find_by_holder(struct tx *tx, struct act *act)
{
	struct signatory *rows;
	size_t n, found;
	enum err err = signatory_rows(tx_db(tx), tx_arena(tx), act->declaration.id, &rows, &n);
	found = n;
	for (size_t i = 0; !err && i < n; i++)
		if (strcmp(rows[i].person_id, act->holder.id) == 0 ||
		    (found == n && strcmp(rows[i].entity.id, act->holder.entity.id) == 0))
			found = i;
	if (!err && found == n)
		err = fault_set(tx_fault(tx), ERR_CONFLICT, "code", "%.120s is not on the list of this declaration.",
		    act->holder.entity.name);
	if (!err)
		act->signatory = rows[found];
	return err;
}

static enum err find_signatory(struct tx *tx, struct act *act)
{
	if (!act->form->signatory_id)
		return act->form->code ? find_by_holder(tx, act)
				       : fault_set(tx_fault(tx), ERR_FIELD_MISSING, "signatory", "Say who signs.");
	enum err err = signatory_get(tx_db(tx), tx_arena(tx), act->form->signatory_id, &act->signatory);
	if (err == ERR_NOT_FOUND || (!err && strcmp(act->signatory.declaration_id, act->declaration.id) != 0))
		err = fault_set(
		    tx_fault(tx), ERR_INVALID, "signatory", "There is no such signatory on this declaration's list.");
	return err;
}

/* ---- may they? ---- */

static enum err check_once(struct tx *tx, struct act *act)
{
	const struct signature *before = &act->signatory.signature;
	if (!*before->id)
		return OK;
	return fault_set(tx_fault(tx), ERR_CONFLICT, "signatory", "%.100s has signed already, on %s.",
	    act->signatory.entity.name, ceremony_time(tx_arena(tx), before->signed_at));
}

static enum err check_person(struct tx *tx, struct act *act)
{
	const struct signatory *s = &act->signatory;
	if (!*s->person_id)
		return fault_set(
		    tx_fault(tx), ERR_STEP, "person", "Nobody is named yet to sign for %.100s.", s->entity.name);
	if (!act->holder.id || strcmp(act->holder.id, s->person_id) == 0)
		return OK;
	if (!signatory_may_be(&act->holder, &s->entity))
		return fault_set(tx_fault(tx), ERR_CONFLICT, "code",
		    "This badge belongs to a person of %.80s, who cannot sign for %.80s.", act->holder.entity.name,
		    s->entity.name);
	return fault_set(tx_fault(tx), ERR_CONFLICT, "code",
	    "This badge belongs to another person of the delegation. Name that person for %.100s first.",
	    s->entity.name);
}

static enum err check_authority(struct tx *tx, struct act *act)
{
	if (authority_allows(act->signatory.authority))
		return OK;
	return fault_set(tx_fault(tx), ERR_STEP, "authority",
	    "Nobody has seen yet that this person may sign for %.100s (full powers or mandate).",
	    act->signatory.entity.name);
}

static enum err check_step(struct tx *tx, struct act *act)
{
	enum signatory_step step = act->is_paper ? SIGNATORY_SIGN_PAPER : SIGNATORY_SIGN_TABLET;
	const char *to = signatory_rules_step(act->signatory.state, step);
	if (!to)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "%.100s is %s: \"%s\" is not possible from there.",
		    act->signatory.entity.name, act->signatory.state, signatory_step_name(step));
	act->signatory.state = to;
	return OK;
}

static enum err check_text(struct tx *tx, struct act *act)
{
	if (!act->form->text_sha256)
		return fault_set(
		    tx_fault(tx), ERR_FIELD_MISSING, "text_sha256", "Say which text lay before the signatory.");
	if (strcmp(act->form->text_sha256, act->declaration.sha256) == 0)
		return OK;
	return fault_set(tx_fault(tx), ERR_CONFLICT, "text_sha256",
	    "The text was changed meanwhile: it is number %lld now. Read it again before you sign.",
	    (long long)act->declaration.number);
}

static enum err take_remark(struct tx *tx, const char *field, const char *said, const char **out_text)
{
	*out_text = said ? ceremony_clean(tx_arena(tx), said) : "";
	if (strlen(*out_text) > CEREMONY_REMARK_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, field, "The text is too long (at most %d bytes).",
		    CEREMONY_REMARK_MAX);
	return OK;
}

static enum err check_remarks(struct tx *tx, struct act *act)
{
	enum err err = take_remark(tx, "reservation", act->form->reservation, &act->signature.reservation);
	return err ? err : take_remark(tx, "statement", act->form->statement, &act->signature.statement);
}

/* Signatures have an order. A clock that was set back a little keeps it; one that jumped is a matter for people. */
static enum err check_clock(struct tx *tx, struct act *act)
{
	struct signature last = { 0 };
	int64_t after = act->declaration.opened_at;
	enum err err = signature_last(tx_db(tx), tx_arena(tx), act->declaration.id, &last);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && last.signed_at > after)
		after = last.signed_at;
	if (tx_now(tx) + SIGNING_SLACK_MS < after)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "signed_at",
		    "The server's clock says %s, but the ceremony stood at %s already: one of the two is wrong. Have"
		    " the clock set, or that signature annulled, then sign again.",
		    ceremony_time(tx_arena(tx), tx_now(tx)), ceremony_time(tx_arena(tx), after));
	act->signature.signed_at = tx_now(tx) > after ? tx_now(tx) : after;
	return OK;
}

/* ---- the record ---- */

static void make_record(struct tx *tx, struct act *act)
{
	struct signature *g = &act->signature;
	struct id id = tx_new_id(tx);
	char hash[CEREMONY_HASH_LEN + 1];
	struct buf bytes = { 0 };
	g->id = arena_dup(tx_arena(tx), id.text);
	g->signatory_id = act->signatory.id;
	g->declaration_id = act->declaration.id;
	g->person_id = act->signatory.person_id;
	g->entity = act->signatory.entity;
	g->display = act->signatory.display;
	g->latin = act->signatory.latin;
	g->title = act->signatory.title;
	g->capacity = act->signatory.capacity;
	g->means = act->is_paper ? "paper" : "tablet";
	g->device = arena_dup(tx_arena(tx), tx_actor(tx));
	g->badge = act->holder.id ? act->holder.badge.code : "";
	g->number = act->declaration.number;
	g->text_sha256 = act->declaration.sha256;
	g->strokes = act->is_paper ? "" : act->form->strokes;
	g->accession = act->declaration.reopened;
	g->annulled_by = g->annul_reason = "";
	ceremony_record_write(g, &bytes);
	ceremony_hash(&bytes, hash);
	buf_finish(&bytes);
	g->sha256 = arena_dup(tx_arena(tx), hash);
}

static const char *public_json(struct tx *tx, const struct signature *g)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "declaration", g->declaration_id);
	jsonw_text(&w, "signatory", g->signatory_id);
	jsonw_text(&w, "entity", g->entity.id);
	jsonw_text(&w, "means", g->means);
	jsonw_text(&w, "device", g->device);
	jsonw_int(&w, "signed_at", g->signed_at);
	jsonw_int(&w, "text_number", g->number);
	jsonw_text(&w, "text_sha256", g->text_sha256);
	jsonw_text(&w, "reservation", g->reservation);
	jsonw_text(&w, "statement", g->statement);
	jsonw_bool(&w, "accession", g->accession);
	jsonw_text(&w, "sha256", g->sha256);
	if (g->annulled_at)
		jsonw_text(&w, "annulled", g->annul_reason);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

/* Name, badge and hand are the person's own. */
static const char *personal_json(struct tx *tx, const struct signature *g)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "display", g->display);
	jsonw_text(&w, "title", g->title);
	jsonw_text(&w, "badge", g->badge);
	jsonw_text(&w, "strokes", g->strokes);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

static enum err note(struct tx *tx, const char *action, int64_t version, const struct signature *g)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "ceremony",
				  .action = action,
				  .subject = g->id,
				  .version = version,
				  .data = public_json(tx, g),
				  .person = g->person_id,
				  .personal = personal_json(tx, g) });
}

enum err signing_sign(
    struct tx *tx, const char *declaration_id, const struct signing_form *form, struct signature *out_signature)
{
	static enum err (*const STEPS[])(struct tx *, struct act *) = { find_means, find_holder, find_signatory,
		check_once, check_person, check_authority, check_step, check_text, check_remarks, check_clock };
	struct act act = { .form = form };
	enum err err = find_declaration(tx, declaration_id, &act);
	for (size_t i = 0; !err && i < sizeof STEPS / sizeof *STEPS; i++)
		err = STEPS[i](tx, &act);
	if (err)
		return err;
	make_record(tx, &act);
	err = signature_add(tx_db(tx), &act.signature);
	if (!err)
		err = signatory_edit(tx_db(tx), &act.signatory);
	if (!err)
		err = note(tx, "signature.sign", 1, &act.signature);
	if (!err)
		*out_signature = act.signature;
	return err;
}

enum err signing_annul(struct tx *tx, const char *id, const char *reason, struct signature *out_signature)
{
	struct signature g;
	struct signatory s;
	enum err err = signature_get(tx_db(tx), tx_arena(tx), id, &g);
	if (err)
		return err;
	if (g.annulled_at)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "This signature was annulled already, on %s.",
		    ceremony_time(tx_arena(tx), g.annulled_at));
	err = take_remark(tx, "reason", reason, &g.annul_reason);
	if (!err && !*g.annul_reason)
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason", "Say why the signature is annulled.");
	if (!err)
		err = signatory_get(tx_db(tx), tx_arena(tx), g.signatory_id, &s);
	if (err)
		return err;
	g.annulled_at = tx_now(tx);
	g.annulled_by = arena_dup(tx_arena(tx), tx_actor(tx));
	s.state = signatory_rules_step("signed", SIGNATORY_ANNUL);
	s.called_at = s.photo_at = 0;
	err = signature_annul(tx_db(tx), &g);
	if (!err)
		err = signatory_edit(tx_db(tx), &s);
	if (!err)
		err = note(tx, "signature.annul", 2, &g);
	if (!err)
		*out_signature = g;
	return err;
}

/* ---- what follows ---- */

enum err signing_members(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature **out_members, size_t *out_n)
{
	struct signature *rows;
	size_t n, kept = 0;
	enum err err = signature_list(db, arena, declaration_id, &rows, &n);
	if (err)
		return err;
	for (size_t i = 0; i < n; i++)
		if (!rows[i].annulled_at)
			rows[kept++] = rows[i];
	*out_members = rows;
	*out_n = kept;
	return OK;
}

static enum err write_member(struct db *db, struct arena *arena, const struct signature *g, struct buf *out)
{
	struct declaration d;
	char since[CLOCK_RFC3339_LEN + 1];
	const struct country *country = country_find(g->entity.country);
	enum err err = declaration_get(db, arena, g->declaration_id, &d);
	if (err)
		return err;
	const char *cells[] = { g->entity.name, g->entity.type, g->entity.country,
		country ? country_name(country, "en") : "", clock_rfc3339(g->signed_at, since), d.coalition,
		g->accession ? "yes" : "no", d.id, g->sha256 };
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_cell(out, cells[i], i + 1 == sizeof cells / sizeof *cells);
	return OK;
}

enum err signing_members_csv(struct db *db, struct buf *out)
{
	static const char HEAD[] =
	    "\xef\xbb\xbf"
	    "entity,type,country,country_name,since,coalition,accession,declaration,sha256\r\n";
	struct arena *arena = arena_create();
	struct signature *members;
	size_t n = 0;
	enum err err = signing_members(db, arena, "", &members, &n);
	if (!err)
		buf_add_text(out, HEAD);
	for (size_t i = 0; !err && i < n; i++)
		err = write_member(db, arena, &members[i], out);
	arena_destroy(arena);
	return err;
}

/* The one to show: open before closed, and of those the one opened last. */
static const struct declaration *shown(const struct declaration *declarations, size_t n)
{
	const struct declaration *best = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct declaration *d = &declarations[i];
		bool is_open = strcmp(d->state, "open") == 0;
		if (!d->opened_at)
			continue;
		bool best_is_open = best && strcmp(best->state, "open") == 0;
		if (!best || (is_open && !best_is_open) ||
		    (is_open == best_is_open && d->opened_at >= best->opened_at))
			best = d;
	}
	return best;
}

/* A signature is shown to the room while the room looks at the signing, and not read off the wall afterwards. */
static enum err last_shown(struct db *db, struct arena *arena, const char *declaration_id, struct signature *out_last)
{
	struct wall wall;
	enum err err = signature_last(db, arena, declaration_id, out_last);
	if (!err)
		err = wall_get(db, arena, &wall);
	if (!err && strcmp(wall.scene, "signing") != 0)
		out_last->strokes = "";
	return err;
}

enum err signing_scene_get(struct db *db, struct arena *arena, struct signing_scene *out_scene)
{
	struct declaration *declarations;
	size_t n;
	struct texts body;
	struct signing_scene scene = { .last.id = "" };
	enum err err = declaration_all(db, arena, &declarations, &n);
	if (err)
		return err;
	const struct declaration *d = shown(declarations, n);
	if (d) {
		scene.any = true;
		err = ceremony_get(db, arena, d->id, &scene.ceremony);
		if (!err)
			err = ceremony_text(db, arena, d->id, d->number, &scene.title, &body);
		if (!err)
			err = last_shown(db, arena, d->id, &scene.last);
		if (err == ERR_NOT_FOUND) /* nobody has signed */
			err = OK;
	}
	if (!err)
		*out_scene = scene;
	return err;
}
