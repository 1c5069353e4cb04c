/* Printers and what they are to print. */
#include "domain/print_job.h"
#include "domain/printer.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view_print.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 1000, SERIALS_MAX = 1000 };

/* ---- printers ---- */

enum err on_printers(struct request *request, struct reply *reply)
{
	struct printer_row *printers;
	size_t n;
	enum err err = printer_all(request->db, request->arena, &printers, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "printers");
	for (size_t i = 0; i < n; i++)
		view_printer(&w, NULL, &printers[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

struct printer_fields {
	struct printer_form form;
	enum field_said enabled;
	bool no_desk, no_backup;
};

static const struct field PRINTER[] = {
	FIELD(struct printer_fields, "name", TEXT, form.name),
	FIELD(struct printer_fields, "uri", TEXT, form.uri),
	FIELD(struct printer_fields, "template", TEXT, form.template),
	FIELD(struct printer_fields, "desk", TEXT, form.desk),
	FIELD(struct printer_fields, "desk", NULL, no_desk),
	FIELD(struct printer_fields, "backup", TEXT, form.backup_id),
	FIELD(struct printer_fields, "backup", NULL, no_backup),
	FIELD(struct printer_fields, "enabled", SAID, enabled),
	FIELDS_END,
};

static enum err take_printer(struct request *request, struct printer_form *out_form)
{
	static const bool YES = true, NO = false;
	struct printer_fields fields = { .enabled = FIELD_NOT_SAID };
	enum err err = request_fields(request, PRINTER, &fields);
	if (err)
		return err;
	if (fields.no_desk)
		fields.form.desk = "";
	if (fields.no_backup)
		fields.form.backup_id = "";
	if (fields.enabled != FIELD_NOT_SAID)
		fields.form.enabled = fields.enabled == FIELD_SAID_YES ? &YES : &NO;
	*out_form = fields.form;
	return OK;
}

enum err on_printer_add(struct request *request, struct reply *reply)
{
	struct printer_form form;
	struct printer_row printer;
	enum err err = take_printer(request, &form);
	if (!err)
		err = printer_enter(request->tx, &form, &printer);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_printer(&w, NULL, &printer);
	reply->status = 201;
	return OK;
}

enum err on_printer_edit(struct request *request, struct reply *reply)
{
	struct printer_form form;
	struct printer_row printer;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = take_printer(request, &form);
	if (!err)
		err = printer_change(request->tx, request->params[0], version, &form, &printer);
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_printer(&w, NULL, &printer);
	return err;
}

struct trust {
	const char *certificate;
};

static const struct field TRUST[] = { FIELD_REQUIRED(struct trust, "certificate", TEXT, certificate), FIELDS_END };

enum err on_printer_trust(struct request *request, struct reply *reply)
{
	struct trust form = { 0 };
	struct printer_row printer;
	enum err err = request_fields(request, TRUST, &form);
	if (!err)
		err = printer_trust(request->tx, request->params[0], form.certificate, &printer);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_printer(&w, NULL, &printer);
	return OK;
}

/* ---- jobs ---- */

static enum err write_job(struct request *request, struct reply *reply, const char *id, int status)
{
	struct print_job job;
	enum err err = print_job_get(request->db, request->arena, id, &job);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_print_job(&w, NULL, &job);
	reply->status = status;
	return OK;
}

enum err on_printer_test(struct request *request, struct reply *reply)
{
	const char *id;
	enum err err = request_no_fields(request);
	if (!err)
		err = print_enqueue_test(request->tx, request->params[0], &id);
	return err ? err : write_job(request, reply, id, 201);
}

struct hand_over {
	const char *to;
};

static const struct field HAND_OVER[] = { FIELD(struct hand_over, "to", TEXT, to), FIELDS_END };

enum err on_printer_hand_over(struct request *request, struct reply *reply)
{
	struct hand_over form = { 0 };
	int64_t moved;
	enum err err = request_fields(request, HAND_OVER, &form);
	if (!err)
		err = print_job_hand_over(request->tx, request->params[0], form.to, &moved);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "moved", moved);
	jsonw_object_end(&w);
	return OK;
}

enum err on_print_jobs(struct request *request, struct reply *reply)
{
	struct print_job *jobs;
	size_t n;
	int64_t limit;
	const char *state = request_query(request, "state", "");
	if (*state && print_state_find(state) == PRINT_STATE_MAX)
		return fault_set(request->fault, ERR_QUERY, "state", "There is no such state of a print job.");
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = print_job_list(
		    request->db, request->arena, state, request_query(request, "printer", ""), limit, &jobs, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "jobs");
	for (size_t i = 0; i < n; i++)
		view_print_job(&w, NULL, &jobs[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_print_job(struct request *request, struct reply *reply)
{
	return write_job(request, reply, request->params[0], 200);
}

struct print_form {
	const char *printer, *desk, *serial;
	struct field_list serials;
};

static const struct field PRINT[] = {
	FIELD_REQUIRED(struct print_form, "printer", TEXT, printer),
	FIELD(struct print_form, "desk", TEXT, desk),
	FIELD(struct print_form, "serial", TEXT, serial),
	FIELD(struct print_form, "serials", LIST, serials),
	FIELDS_END,
};

static enum err print_one(struct request *request, const struct print_form *form, const char *text, struct jsonw *w)
{
	struct print_job job;
	const char *id = NULL;
	char *end;
	int64_t serial = strtoll(text, &end, 10);
	if (!*text || *end || serial <= 0)
		return fault_set(request->fault, ERR_INVALID, "serial", "A badge's number is digits alone.");
	enum err err = print_enqueue(request->tx, form->printer, serial, form->desk, &id);
	if (!err)
		err = print_job_get(request->db, request->arena, id, &job);
	if (!err)
		view_print_job(w, NULL, &job);
	return err;
}

enum err on_print(struct request *request, struct reply *reply)
{
	struct print_form form = { 0 };
	enum err err = request_fields(request, PRINT, &form);
	if (err)
		return err;
	const char *const *serials = form.serials.came ? form.serials.items : &form.serial;
	size_t n = form.serials.came ? form.serials.n : 1;
	if ((form.serial != NULL) == form.serials.came || !n || n > SERIALS_MAX)
		return fault_set(request->fault, ERR_FIELD_MISSING, "serial",
		    "Say which badge is to be printed, or up to %d of them as serials.", SERIALS_MAX);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "jobs");
	for (size_t i = 0; !err && i < n; i++)
		err = print_one(request, &form, serials[i], &w);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	reply->status = 201;
	return err;
}

struct answer_form {
	bool printed;
};

static const struct field ANSWER[] = { FIELD_REQUIRED(struct answer_form, "printed", BOOL, printed), FIELDS_END };

enum err on_print_answer(struct request *request, struct reply *reply)
{
	struct answer_form form = { 0 };
	struct print_job job;
	enum err err = request_fields(request, ANSWER, &form);
	if (!err)
		err = print_job_answer(request->tx, request->params[0], form.printed, &job);
	return err ? err : write_job(request, reply, job.id, 200);
}

struct again_form {
	const char *printer;
};

static const struct field AGAIN[] = { FIELD(struct again_form, "printer", TEXT, printer), FIELDS_END };

enum err on_print_again(struct request *request, struct reply *reply)
{
	struct again_form form = { 0 };
	struct print_job job;
	enum err err = request_fields(request, AGAIN, &form);
	if (!err)
		err = print_job_again(request->tx, request->params[0], form.printer, &job);
	return err ? err : write_job(request, reply, job.id, 201);
}

enum err on_print_cancel(struct request *request, struct reply *reply)
{
	struct print_job job;
	enum err err = request_no_fields(request);
	if (!err)
		err = print_job_cancel(request->tx, request->params[0], &job);
	return err ? err : write_job(request, reply, job.id, 200);
}
