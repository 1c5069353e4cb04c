/* See view_ceremony.h. */
#include "http/view_ceremony.h"

#include "http/view.h"

#include <string.h>

void view_declaration(struct jsonw *w, const char *name, const struct declaration *d, const struct texts *title,
    const struct texts *body)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", d->id);
	jsonw_int(w, "version", d->version);
	jsonw_text(w, "state", d->state);
	jsonw_text(w, "coalition", d->coalition);
	jsonw_text(w, "order", d->order);
	jsonw_text(w, "language", d->language);
	view_text(w, "session", d->session_id);
	jsonw_object(w, "text");
	jsonw_int(w, "number", d->number);
	jsonw_text(w, "sha256", d->sha256);
	view_texts(w, "title", title);
	view_texts(w, "body", body);
	jsonw_object_end(w);
	jsonw_time(w, "opened_at", d->opened_at);
	jsonw_time(w, "closed_at", d->closed_at);
	jsonw_time(w, "launched_at", d->launched_at);
	jsonw_bool(w, "reopened", d->reopened);
	jsonw_int(w, "signatories", d->signatories);
	jsonw_int(w, "signed", d->n_signed);
	jsonw_object_end(w);
}

static void view_name(struct jsonw *w, const char *display, const char *latin)
{
	jsonw_object(w, "name");
	jsonw_text(w, "display", display);
	jsonw_text(w, "latin", latin);
	jsonw_object_end(w);
}

static void view_annulled(struct jsonw *w, const struct signature *g)
{
	if (!g->annulled_at) {
		jsonw_null(w, "annulled");
		return;
	}
	jsonw_object(w, "annulled");
	jsonw_time(w, "at", g->annulled_at);
	jsonw_text(w, "by", g->annulled_by);
	jsonw_text(w, "reason", g->annul_reason);
	jsonw_object_end(w);
}

/* Strokes were checked when they came, so they go out as they are. */
static void view_strokes(struct jsonw *w, const struct signature *g)
{
	if (*g->strokes)
		jsonw_raw(w, "strokes", g->strokes);
	else
		jsonw_null(w, "strokes");
}

void view_signature(struct jsonw *w, const char *name, const struct signature *g)
{
	if (!*g->id) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "id", g->id);
	jsonw_text(w, "signatory", g->signatory_id);
	view_entity(w, "entity", &g->entity);
	jsonw_object(w, "person");
	jsonw_text(w, "id", g->person_id);
	view_name(w, g->display, g->latin);
	view_text(w, "title", g->title);
	jsonw_object_end(w);
	jsonw_text(w, "means", g->means);
	jsonw_text(w, "device", g->device);
	view_text(w, "badge", g->badge);
	jsonw_time(w, "signed_at", g->signed_at);
	jsonw_int(w, "text_number", g->number);
	jsonw_text(w, "text_sha256", g->text_sha256);
	jsonw_text(w, "sha256", g->sha256);
	view_text(w, "reservation", g->reservation);
	view_text(w, "statement", g->statement);
	jsonw_bool(w, "accession", g->accession);
	view_annulled(w, g);
	view_strokes(w, g);
	jsonw_object_end(w);
}

static void view_person(struct jsonw *w, const struct signatory *s)
{
	if (!*s->person_id) {
		jsonw_null(w, "person");
		return;
	}
	jsonw_object(w, "person");
	jsonw_text(w, "id", s->person_id);
	view_name(w, s->display, s->latin);
	view_text(w, "title", s->title);
	jsonw_text(w, "category", s->category);
	jsonw_object_end(w);
}

static void view_signatory(struct jsonw *w, const char *name, const struct signatory *s, int64_t position)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", s->id);
	jsonw_int(w, "version", s->version);
	view_entity(w, "entity", &s->entity);
	view_person(w, s);
	jsonw_int(w, "position", position);
	jsonw_text(w, "state", s->state);
	jsonw_text(w, "capacity", s->capacity);
	jsonw_object(w, "authority");
	jsonw_text(w, "state", s->authority);
	view_text(w, "kind", s->authority_kind);
	view_text(w, "by", s->authority_by);
	jsonw_time(w, "at", s->authority_at);
	jsonw_object_end(w);
	jsonw_time(w, "called_at", s->called_at);
	jsonw_time(w, "photo_at", s->photo_at);
	view_signature(w, "signature", &s->signature);
	jsonw_object_end(w);
}

static void view_counts(struct jsonw *w, const struct ceremony_counts *c)
{
	jsonw_object(w, "counts");
	jsonw_int(w, "expected", c->expected);
	jsonw_int(w, "called", c->called);
	jsonw_int(w, "signed", c->has_signed);
	jsonw_int(w, "absent", c->absent);
	jsonw_int(w, "late", c->late);
	jsonw_int(w, "declined", c->declined);
	jsonw_object_end(w);
}

static int64_t position_of(const struct ceremony *c, const struct signatory *s)
{
	return s - c->signatories + 1;
}

void view_ceremony(
    struct jsonw *w, const char *name, const struct ceremony *c, const struct texts *title, const struct texts *body)
{
	jsonw_object(w, name);
	view_declaration(w, "declaration", &c->declaration, title, body);
	if (c->now)
		view_signatory(w, "now", c->now, position_of(c, c->now));
	else
		jsonw_null(w, "now");
	jsonw_array(w, "next");
	for (size_t i = 0; i < c->n_next; i++)
		view_signatory(w, NULL, c->next[i], position_of(c, c->next[i]));
	jsonw_array_end(w);
	jsonw_array(w, "signatories");
	for (size_t i = 0; i < c->n; i++)
		view_signatory(w, NULL, &c->signatories[i], (int64_t)i + 1);
	jsonw_array_end(w);
	view_counts(w, &c->counts);
	jsonw_object_end(w);
}

void view_member(struct jsonw *w, const char *name, const struct signature *g)
{
	jsonw_object(w, name);
	view_entity(w, "entity", &g->entity);
	jsonw_time(w, "since", g->signed_at);
	jsonw_text(w, "declaration", g->declaration_id);
	jsonw_bool(w, "accession", g->accession);
	jsonw_object_end(w);
}

/* ---- the wall ---- */

/* A State is known by its country, everybody else by the own name. */
static void view_party(struct jsonw *w, const struct entity *entity, const char *display, const char *latin)
{
	bool is_state = strcmp(entity->type, "government") == 0;
	jsonw_text(w, "entity", entity->name);
	view_text(w, "country", is_state ? entity->country : NULL);
	if (*display)
		view_name(w, display, latin);
	else
		jsonw_null(w, "name");
}

static void view_seat(struct jsonw *w, const char *name, const struct signatory *s)
{
	jsonw_object(w, name);
	view_party(w, &s->entity, s->display, s->latin);
	jsonw_object_end(w);
}

static void view_last(struct jsonw *w, const struct signature *g)
{
	if (!*g->id) {
		jsonw_null(w, "last");
		return;
	}
	jsonw_object(w, "last");
	view_party(w, &g->entity, g->display, g->latin);
	jsonw_time(w, "signed_at", g->signed_at);
	view_strokes(w, g);
	jsonw_object_end(w);
}

void view_signing(struct jsonw *w, const char *name, const struct signing_scene *scene)
{
	const struct ceremony *c = &scene->ceremony;
	if (!scene->any) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "declaration", c->declaration.id);
	jsonw_text(w, "coalition", c->declaration.coalition);
	view_texts(w, "title", &scene->title);
	if (c->now)
		view_seat(w, "now", c->now);
	else
		jsonw_null(w, "now");
	jsonw_array(w, "next");
	for (size_t i = 0; i < c->n_next; i++)
		view_seat(w, NULL, c->next[i]);
	jsonw_array_end(w);
	jsonw_int(w, "signed", c->declaration.n_signed);
	jsonw_int(w, "of", c->declaration.signatories - c->counts.declined);
	view_last(w, &scene->last);
	jsonw_time(w, "launched_at", c->declaration.launched_at);
	jsonw_object_end(w);
}
