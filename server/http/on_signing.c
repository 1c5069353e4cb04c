/* Signatures, and what follows from them: the register on paper, the table of all members. The list of who is to sign
 * is on_ceremony.c's. */
#include "domain/signing.h"

#include "domain/register_facts.h"
#include "domain/vocabulary.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view_ceremony.h"

#include <string.h>

static const struct field SIGNING[] = {
	FIELD(struct signing_form, "signatory", TEXT, signatory_id),
	FIELD(struct signing_form, "code", TEXT, code),
	FIELD_REQUIRED(struct signing_form, "means", TEXT, means),
	FIELD(struct signing_form, "strokes", NUMBERS, strokes),
	FIELD_REQUIRED(struct signing_form, "text_sha256", TEXT, text_sha256),
	FIELD(struct signing_form, "reservation", TEXT, reservation),
	FIELD(struct signing_form, "statement", TEXT, statement),
	FIELDS_END,
};

/* The tablet takes signatures of whoever was called; that somebody signed on paper is the protocol officer's word. */
static enum err check_role(const struct request *request, const struct signing_form *form)
{
	bool is_officer = request->is_local || (request->roles & (ROLE_PROTOCOL | ROLE_ADMIN));
	if (is_officer || strcmp(form->means, "paper") != 0)
		return OK;
	return fault_set(request->fault, ERR_FORBIDDEN, "means", "A signature on paper is entered by protocol.");
}

enum err on_sign(struct request *request, struct reply *reply)
{
	struct signing_form form = { 0 };
	struct signature signature;
	enum err err = request_fields(request, SIGNING, &form);
	if (!err)
		err = check_role(request, &form);
	if (!err)
		err = signing_sign(request->tx, request->params[0], &form, &signature);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_signature(&w, NULL, &signature);
	reply->status = 201;
	return OK;
}

struct annul_form {
	const char *reason;
};

static const struct field ANNUL[] = { FIELD(struct annul_form, "reason", TEXT, reason), FIELDS_END };

enum err on_signature_annul(struct request *request, struct reply *reply)
{
	struct annul_form form = { 0 };
	struct signature signature;
	enum err err = request_fields(request, ANNUL, &form);
	if (!err)
		err = signing_annul(request->tx, request->params[0], form.reason, &signature);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_signature(&w, NULL, &signature);
	return OK;
}

enum err on_signatures(struct request *request, struct reply *reply)
{
	struct declaration d;
	struct signature *signatures;
	size_t n;
	enum err err = declaration_get(request->db, request->arena, request->params[0], &d);
	if (!err)
		err = signature_list(request->db, request->arena, d.id, &signatures, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "signatures");
	for (size_t i = 0; i < n; i++)
		view_signature(&w, NULL, &signatures[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_signature_text(struct request *request, struct reply *reply)
{
	struct signature signature;
	enum err err = signature_get(request->db, request->arena, request->params[0], &signature);
	if (err)
		return err;
	reply->content_type = "text/plain; charset=utf-8";
	ceremony_record_write(&signature, &reply->body);
	return OK;
}

enum err on_members_csv(struct request *request, struct reply *reply)
{
	reply->content_type = "text/csv; charset=utf-8";
	reply->file_name = "members.csv";
	return signing_members_csv(request->db, &reply->body);
}

enum err on_declaration_pdf(struct request *request, struct reply *reply)
{
	struct register_data data;
	const char *language = request_query(request, "lang", "en");
	if (!language_is_official(language))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = register_facts(
	    request->db, request->arena, request->params[0], language, request->now, &data, request->fault);
	if (!err)
		err = register_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "declaration.pdf";
	return err;
}
