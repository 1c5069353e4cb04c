/* The signing ceremony: declarations, their members and the list of those who are to sign. Signatures are
 * on_signing.c's. */
#include "domain/ceremony.h"

#include "base/id.h"
#include "domain/signing.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view_ceremony.h"

#include <string.h>

/* ---- what is shown ---- */

static enum err write_declaration(struct request *request, struct jsonw *w, const struct declaration *d)
{
	struct texts title = { 0 }, body = { 0 };
	enum err err = ceremony_text(request->db, request->arena, d->id, d->number, &title, &body);
	if (!err || err == ERR_NOT_FOUND)
		view_declaration(w, NULL, d, &title, &body);
	return err == ERR_NOT_FOUND ? OK : err;
}

/* Whoever works here: drafts, and texts that were changed before anybody heard them, are nobody else's business. A
 * delegate who came to answer a read-back is no more than the public. */
static bool is_inside(const struct request *request)
{
	return request->roles & ~(unsigned)ROLE_DELEGATE;
}

static bool is_visible(const struct request *request, const struct declaration *d)
{
	return strcmp(d->state, "draft") != 0 || is_inside(request);
}

/* The declaration of the address, if whoever asks may know of it. */
static enum err find_visible(struct request *request, struct declaration *out_declaration)
{
	enum err err = declaration_get(request->db, request->arena, request->params[0], out_declaration);
	return err ? err : is_visible(request, out_declaration) ? OK : ERR_NOT_FOUND;
}

enum err on_declarations(struct request *request, struct reply *reply)
{
	struct declaration *declarations;
	size_t n;
	enum err err = declaration_all(request->db, request->arena, &declarations, &n);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "declarations");
	for (size_t i = 0; !err && i < n; i++)
		if (is_visible(request, &declarations[i]))
			err = write_declaration(request, &w, &declarations[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return err;
}

enum err on_declaration(struct request *request, struct reply *reply)
{
	struct declaration d;
	struct jsonw w = reply_json(reply);
	enum err err = find_visible(request, &d);
	return err ? err : write_declaration(request, &w, &d);
}

enum err on_declaration_text(struct request *request, struct reply *reply)
{
	struct declaration d;
	struct texts title, body;
	int64_t number = 0;
	enum err err = find_visible(request, &d);
	if (!err)
		err = request_query_int(
		    request, "number", is_inside(request) ? 1 : d.number, d.number, d.number, &number);
	if (!err)
		err = ceremony_text(request->db, request->arena, d.id, number, &title, &body);
	if (err)
		return err;
	reply->content_type = "text/plain; charset=utf-8";
	ceremony_text_write(&title, &body, &reply->body);
	return OK;
}

enum err on_members(struct request *request, struct reply *reply)
{
	struct declaration d;
	struct signature *members;
	size_t n;
	enum err err = find_visible(request, &d);
	if (!err)
		err = signing_members(request->db, request->arena, d.id, &members, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "members");
	for (size_t i = 0; i < n; i++)
		view_member(&w, NULL, &members[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

/* A tablet and the moderator's page show who signs; by which badge and machine somebody did, and who looked at the
 * letters, is protocol's. `now` and `next` point into the list. */
static void keep_to_protocol(struct ceremony *ceremony, unsigned roles)
{
	if (roles & (ROLE_RAPPORTEUR | ROLE_PROTOCOL | ROLE_ADMIN))
		return;
	for (size_t i = 0; i < ceremony->n; i++) {
		struct signatory *signatory = &ceremony->signatories[i];
		signatory->authority_by = "";
		signatory->signature.device = "";
		signatory->signature.badge = "";
	}
}

static enum err write_list(struct request *request, const char *declaration_id, struct reply *reply)
{
	struct ceremony ceremony;
	struct texts title = { 0 }, body = { 0 };
	enum err err = ceremony_get(request->db, request->arena, declaration_id, &ceremony);
	if (err)
		return err;
	err = ceremony_text(request->db, request->arena, declaration_id, ceremony.declaration.number, &title, &body);
	if (err && err != ERR_NOT_FOUND) /* a draft may have no text yet */
		return err;
	keep_to_protocol(&ceremony, request->roles);
	struct jsonw w = reply_json(reply);
	view_ceremony(&w, NULL, &ceremony, &title, &body);
	return OK;
}

enum err on_signatories(struct request *request, struct reply *reply)
{
	return write_list(request, request->params[0], reply);
}

/* ---- declarations ---- */

#define TEXT_FIELDS(name, member)                                                                                    \
	FIELD(struct declaration_form, name ".en", TEXT, member.in[LANG_EN]),                                        \
	    FIELD(struct declaration_form, name ".fr", TEXT, member.in[LANG_FR]),                                    \
	    FIELD(struct declaration_form, name ".es", TEXT, member.in[LANG_ES]),                                    \
	    FIELD(struct declaration_form, name ".ar", TEXT, member.in[LANG_AR]),                                    \
	    FIELD(struct declaration_form, name ".ru", TEXT, member.in[LANG_RU]),                                    \
	    FIELD(struct declaration_form, name ".zh", TEXT, member.in[LANG_ZH])

static const struct field DECLARATION[] = {
	FIELD(struct declaration_form, "coalition", TEXT, coalition),
	FIELD(struct declaration_form, "order", TEXT, order),
	FIELD(struct declaration_form, "language", TEXT, language),
	FIELD(struct declaration_form, "session", TEXT, session_id),
	TEXT_FIELDS("title", title),
	TEXT_FIELDS("body", body),
	FIELDS_END,
};

enum err on_declaration_add(struct request *request, struct reply *reply)
{
	struct declaration_form form = { 0 };
	struct declaration d;
	struct jsonw w = reply_json(reply);
	enum err err = request_fields(request, DECLARATION, &form);
	if (!err)
		err = ceremony_add(request->tx, &form, &d);
	reply->status = err ? 0 : 201;
	return err ? err : write_declaration(request, &w, &d);
}

enum err on_declaration_edit(struct request *request, struct reply *reply)
{
	struct declaration_form form = { 0 };
	struct declaration d = { .id = "" };
	int64_t version;
	struct jsonw w = reply_json(reply);
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, DECLARATION, &form);
	if (!err)
		err = ceremony_edit(request->tx, request->params[0], version, &form, &d);
	if (err && err != ERR_STALE)
		return err;
	enum err written = write_declaration(request, &w, &d);
	return err ? err : written;
}

enum err on_declaration_step(struct request *request, struct reply *reply)
{
	struct declaration d;
	enum declaration_step step = declaration_step_find(request->params[1]);
	struct jsonw w = reply_json(reply);
	if (step == DECLARATION_STEP_MAX)
		return ERR_NOT_FOUND;
	enum err err = request_no_fields(request);
	if (!err)
		err = ceremony_step(request->tx, request->params[0], step, &d);
	return err ? err : write_declaration(request, &w, &d);
}

/* ---- signatories: every act answers with the whole list ---- */

static const struct field SIGNATORY_NEW[] = {
	FIELD(struct signatory_form, "entity", TEXT, entity_id),
	FIELD(struct signatory_form, "entity_name", TEXT, entity_name),
	FIELD(struct signatory_form, "country", TEXT, country),
	FIELD(struct signatory_form, "person", TEXT, person_id),
	FIELD(struct signatory_form, "capacity", TEXT, capacity),
	FIELDS_END,
};

static const struct field SIGNATORY[] = {
	FIELD(struct signatory_form, "person", TEXT, person_id),
	FIELD(struct signatory_form, "capacity", TEXT, capacity),
	FIELD(struct signatory_form, "authority.state", TEXT, authority),
	FIELD(struct signatory_form, "authority.kind", TEXT, authority_kind),
	FIELDS_END,
};

enum err on_signatory_enter(struct request *request, struct reply *reply)
{
	struct signatory_form form = { 0 };
	struct signatory s;
	enum err err = request_fields(request, SIGNATORY_NEW, &form);
	if (!err && form.entity_id && !id_is_valid(form.entity_id)) {
		form.entity_name = form.entity_id;
		form.entity_id = NULL;
	}
	if (!err)
		err = signatory_enter(request->tx, request->params[0], &form, &s);
	reply->status = err ? 0 : 201;
	return err ? err : write_list(request, s.declaration_id, reply);
}

enum err on_signatory_correct(struct request *request, struct reply *reply)
{
	struct signatory_form form = { 0 };
	struct signatory s = { .declaration_id = "" };
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, SIGNATORY, &form);
	if (!err)
		err = signatory_correct(request->tx, request->params[0], version, &form, &s);
	if (err && err != ERR_STALE)
		return err;
	enum err written = write_list(request, s.declaration_id, reply);
	return err ? err : written;
}

enum err on_signatory_step(struct request *request, struct reply *reply)
{
	struct signatory s;
	enum signatory_step step = signatory_step_find(request->params[1]);
	if (step == SIGNATORY_STEP_MAX)
		return ERR_NOT_FOUND;
	enum err err = request_no_fields(request);
	if (!err)
		err = signatory_take(request->tx, request->params[0], step, &s);
	return err ? err : write_list(request, s.declaration_id, reply);
}

enum err on_signatory_move(struct request *request, struct reply *reply)
{
	const char *before;
	struct signatory s;
	enum err err = request_before(request, &before);
	if (!err)
		err = signatory_move(request->tx, request->params[0], before, &s);
	return err ? err : write_list(request, s.declaration_id, reply);
}
