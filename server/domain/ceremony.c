/* See ceremony.h. */
#include "domain/ceremony.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/collate.h"
#include "domain/country.h"
#include "domain/vocabulary.h"
#include "store/ceremony_write.h"

#include <string.h>

/* ---- the text ---- */

static void write_texts(struct jsonw *w, const char *name, const struct texts *texts)
{
	jsonw_object(w, name);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (texts->in[lang] && *texts->in[lang])
			jsonw_text(w, lang_key(lang), texts->in[lang]);
	jsonw_object_end(w);
}

/* The row as public JSON; `title` and `body` only where the text is new. */
static enum err note_declaration(struct tx *tx, const char *action, const struct declaration *d,
    const struct texts *title, const struct texts *body)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "state", d->state);
	jsonw_text(&w, "coalition", d->coalition);
	jsonw_text(&w, "order", d->order);
	jsonw_text(&w, "language", d->language);
	jsonw_text(&w, "session", d->session_id);
	jsonw_int(&w, "text_number", d->number);
	jsonw_text(&w, "text_sha256", d->sha256);
	if (title) {
		write_texts(&w, "title", title);
		write_texts(&w, "body", body);
	}
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "ceremony",
				  .action = action,
				  .subject = d->id,
				  .version = d->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

enum err ceremony_text(struct db *db, struct arena *arena, const char *id, int64_t number, struct texts *out_title,
    struct texts *out_body)
{
	struct declaration_text *rows;
	size_t n;
	enum err err = declaration_texts(db, arena, id, number, &rows, &n);
	if (err || !n)
		return err ? err : ERR_NOT_FOUND;
	*out_title = *out_body = (struct texts){ 0 };
	for (size_t i = 0; i < n; i++) {
		enum lang lang;
		if (!lang_parse(rows[i].language, &lang))
			continue;
		out_title->in[lang] = rows[i].title;
		out_body->in[lang] = rows[i].body;
	}
	return OK;
}

/* What was said replaces what was there; all of it cleaned and checked. */
static enum err take_text(struct tx *tx, const struct declaration_form *form, struct texts *title, struct texts *body)
{
	for (enum lang lang = 0; lang < LANG_MAX; lang++) {
		const char **parts[] = { &title->in[lang], &body->in[lang] };
		const char *said[] = { form->title.in[lang], form->body.in[lang] };
		for (size_t i = 0; i < 2; i++)
			*parts[i] = said[i] ? ceremony_clean(tx_arena(tx), said[i]) : *parts[i] ? *parts[i] : "";
		enum err err = ceremony_check_text(lang_key(lang), *parts[0], *parts[1], tx_fault(tx));
		if (err)
			return err;
	}
	return OK;
}

static void hash_text(struct tx *tx, const struct texts *title, const struct texts *body, struct declaration *d)
{
	char hash[CEREMONY_HASH_LEN + 1];
	struct buf bytes = { 0 };
	ceremony_text_write(title, body, &bytes);
	ceremony_hash(&bytes, hash);
	buf_finish(&bytes);
	d->sha256 = arena_dup(tx_arena(tx), hash);
}

static enum err add_text(
    struct tx *tx, const struct declaration *d, const struct texts *title, const struct texts *body)
{
	enum err err = OK;
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++)
		if (*title->in[lang])
			err = declaration_text_add(tx_db(tx), d->id, d->number,
			    &(struct declaration_text){ lang_key(lang), title->in[lang], body->in[lang] });
	return err;
}

/* ---- declarations ---- */

static enum err take_session(struct tx *tx, const struct declaration_form *form, struct declaration *d)
{
	int64_t version;
	if (!form->session_id)
		return OK;
	d->session_id = form->session_id;
	enum err err = *form->session_id ? session_version(tx_db(tx), form->session_id, &version) : OK;
	return err == ERR_NOT_FOUND ? fault_set(tx_fault(tx), ERR_INVALID, "session", "There is no such session.")
				    : err;
}

static enum err take_words(struct tx *tx, const struct declaration_form *form, struct declaration *d)
{
	if (form->order && !order_is_known(form->order))
		return fault_set(tx_fault(tx), ERR_INVALID, "order", "The order is protocol, alphabetical or hand.");
	if (form->language && !language_is_official(form->language))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "language", "The host language is one of en, fr, es, ar, ru, zh.");
	d->order = form->order ? form->order : d->order;
	d->language = form->language ? form->language : d->language;
	d->coalition = form->coalition ? ceremony_clean(tx_arena(tx), form->coalition) : d->coalition;
	if (!*d->coalition)
		return fault_set(
		    tx_fault(tx), ERR_FIELD_MISSING, "coalition", "Say which coalition the declaration launches.");
	if (strlen(d->coalition) > CEREMONY_NAME_MAX || strchr(d->coalition, '\n'))
		return fault_set(tx_fault(tx), ERR_INVALID, "coalition",
		    "The coalition's name is one line of at most %d bytes.", CEREMONY_NAME_MAX);
	return take_session(tx, form, d);
}

enum err ceremony_add(struct tx *tx, const struct declaration_form *form, struct declaration *out_declaration)
{
	struct id id = tx_new_id(tx);
	struct texts title = { 0 }, body = { 0 };
	struct declaration d = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.state = "draft",
		.coalition = "",
		.order = "protocol",
		.language = "fr",
		.session_id = "",
		.number = 1 };
	enum err err = take_words(tx, form, &d);
	if (!err)
		err = take_text(tx, form, &title, &body);
	if (err)
		return err;
	hash_text(tx, &title, &body, &d);
	err = declaration_add(tx_db(tx), &d, tx_now(tx));
	if (!err)
		err = add_text(tx, &d, &title, &body);
	if (!err)
		err = note_declaration(tx, "declaration.add", &d, &title, &body);
	if (!err)
		*out_declaration = d;
	return err;
}

/* What is open to be signed has a text in its host language. */
static enum err check_host_text(
    struct tx *tx, const struct declaration *d, const struct texts *title, const struct texts *body)
{
	enum lang lang = LANG_FR;
	lang_parse(d->language, &lang);
	if (title->in[lang] && body->in[lang] && *title->in[lang] && *body->in[lang])
		return OK;
	return fault_set(tx_fault(tx), ERR_STEP, "body", "The declaration has no text in its host language (%s) yet.",
	    d->language);
}

/* The text as it was, with what the form says; *out_is_new tells whether that is another text. */
static enum err edit_text(struct tx *tx, const struct declaration_form *form, struct declaration *d,
    struct texts *title, struct texts *body, bool *out_is_new)
{
	const char *before = d->sha256;
	enum err err = ceremony_text(tx_db(tx), tx_arena(tx), d->id, d->number, title, body);
	if (!err || err == ERR_NOT_FOUND)
		err = take_text(tx, form, title, body);
	if (err)
		return err;
	hash_text(tx, title, body, d);
	*out_is_new = strcmp(before, d->sha256) != 0;
	if (*out_is_new && d->n_signed)
		return fault_set(tx_fault(tx), ERR_STEP, "body",
		    "The text has been signed %lld times: it is not changed any more.", (long long)d->n_signed);
	d->number += *out_is_new;
	return strcmp(d->state, "draft") == 0 ? OK : check_host_text(tx, d, title, body);
}

enum err ceremony_edit(struct tx *tx, const char *id, int64_t version, const struct declaration_form *form,
    struct declaration *out_declaration)
{
	struct declaration d;
	struct texts title = { 0 }, body = { 0 };
	bool is_new = false;
	enum err err = declaration_get(tx_db(tx), tx_arena(tx), id, &d);
	if (err)
		return err;
	if (d.version != version) {
		*out_declaration = d;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = take_words(tx, form, &d);
	if (!err)
		err = edit_text(tx, form, &d, &title, &body, &is_new);
	if (!err)
		err = declaration_edit(tx_db(tx), &d);
	if (!err && is_new)
		err = add_text(tx, &d, &title, &body);
	d.version++;
	if (!err)
		err = note_declaration(tx, "declaration.correct", &d, is_new ? &title : NULL, is_new ? &body : NULL);
	if (!err)
		*out_declaration = d;
	return err;
}

static enum err expect_text(struct tx *tx, const struct declaration *d)
{
	struct texts title = { 0 }, body = { 0 };
	enum err err = ceremony_text(tx_db(tx), tx_arena(tx), d->id, d->number, &title, &body);
	return err && err != ERR_NOT_FOUND ? err : check_host_text(tx, d, &title, &body);
}

static enum err expect_launchable(struct tx *tx, const struct declaration *d)
{
	if (d->launched_at)
		return fault_set(tx_fault(tx), ERR_STEP, "launched_at", "The coalition was launched already.");
	if (!d->n_signed)
		return fault_set(
		    tx_fault(tx), ERR_STEP, "launched_at", "Nobody has signed yet: there is nothing to launch.");
	return OK;
}

enum err ceremony_step(struct tx *tx, const char *id, enum declaration_step step, struct declaration *out_declaration)
{
	struct declaration d;
	enum err err = declaration_get(tx_db(tx), tx_arena(tx), id, &d);
	if (err)
		return err;
	const char *to = declaration_rules_step(d.state, step);
	if (!to)
		return fault_set(tx_fault(tx), ERR_STEP, "state",
		    "The declaration is %s: \"%s\" is not possible from there.", d.state,
		    declaration_step_name(step));
	if (step == DECLARATION_OPEN)
		err = expect_text(tx, &d);
	if (step == DECLARATION_LAUNCH)
		err = expect_launchable(tx, &d);
	if (err)
		return err;
	int64_t *const marks[DECLARATION_STEP_MAX] = {
		[DECLARATION_OPEN] = &d.opened_at,
		[DECLARATION_CLOSE] = &d.closed_at,
		[DECLARATION_LAUNCH] = &d.launched_at,
	};
	if (marks[step])
		*marks[step] = tx_now(tx);
	d.reopened = d.reopened || step == DECLARATION_REOPEN;
	d.state = to;
	err = declaration_edit(tx_db(tx), &d);
	d.version++;
	if (!err)
		err = note_declaration(
		    tx, arena_printf(tx_arena(tx), "declaration.%s", declaration_step_name(step)), &d, NULL, NULL);
	if (!err)
		*out_declaration = d;
	return err;
}

enum err ceremony_order_by_hand(struct tx *tx, struct declaration *d)
{
	static const char HAND[] = "hand";
	if (strcmp(d->order, HAND) == 0)
		return OK;
	d->order = HAND;
	enum err err = declaration_edit(tx_db(tx), d);
	d->version++;
	return err ? err : note_declaration(tx, "declaration.correct", d, NULL, NULL);
}

/* ---- the list ---- */

static void sort(struct arena *arena, struct ceremony *c)
{
	struct order_entry *entries = arena_array(arena, struct order_entry, c->n + 1);
	const char **names = arena_array(arena, const char *, c->n + 1);
	const char **keys = arena_array(arena, const char *, c->n + 1);
	struct signatory *sorted = arena_array(arena, struct signatory, c->n + 1);
	for (size_t i = 0; i < c->n; i++) {
		const struct entity *entity = &c->signatories[i].entity;
		const struct country *country = country_find(entity->country);
		bool is_state = country && strcmp(entity->type, "government") == 0;
		names[i] = is_state ? country_name(country, c->declaration.language) : entity->name;
		entries[i] = (struct order_entry){ .category = c->signatories[i].category,
			.hand = c->signatories[i].hand,
			.is_state = is_state,
			.index = i };
	}
	collate_keys(arena, c->declaration.language, names, c->n, keys);
	for (size_t i = 0; i < c->n; i++)
		entries[i].key = keys[i];
	order_sort(c->declaration.order, entries, c->n);
	for (size_t i = 0; i < c->n; i++)
		sorted[i] = c->signatories[entries[i].index];
	c->signatories = sorted;
}

static void count(struct ceremony *c)
{
	const struct {
		const char *state;
		int64_t *count;
	} counted[] = { { "expected", &c->counts.expected }, { "called", &c->counts.called },
		{ "signed", &c->counts.has_signed }, { "absent", &c->counts.absent }, { "late", &c->counts.late },
		{ "declined", &c->counts.declined } };
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < sizeof counted / sizeof *counted; k++)
			*counted[k].count += strcmp(c->signatories[i].state, counted[k].state) == 0;
}

static void find_next(struct ceremony *c)
{
	static const char *const WAITING[] = { "expected", "late" };
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->signatories[i].state, "called") == 0)
			c->now = &c->signatories[i];
	for (size_t k = 0; k < sizeof WAITING / sizeof *WAITING; k++)
		for (size_t i = 0; i < c->n && c->n_next < CEREMONY_NEXT; i++)
			if (strcmp(c->signatories[i].state, WAITING[k]) == 0)
				c->next[c->n_next++] = &c->signatories[i];
}

enum err ceremony_get(struct db *db, struct arena *arena, const char *id, struct ceremony *out_ceremony)
{
	struct ceremony c = { 0 };
	enum err err = declaration_get(db, arena, id, &c.declaration);
	if (!err)
		err = signatory_rows(db, arena, id, &c.signatories, &c.n);
	if (err)
		return err;
	sort(arena, &c);
	count(&c);
	find_next(&c);
	*out_ceremony = c;
	return OK;
}
