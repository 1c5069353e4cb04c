/* Privacy, for the administrator: the record of processing, what is held of one person, a copy of it, erasing, and
 * what goes by time. */
#include "badges/person_file.h"
#include "domain/erasure.h"
#include "domain/person_export.h"
#include "domain/retention.h"
#include "domain/vocabulary.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "store/privacy.h"

#include <string.h>

enum { LIST_MAX = 200, STEPS_MOST = 25 };

/* ---- the record of processing ---- */

static void view_tables(struct jsonw *w, const char *record)
{
	size_t n;
	const struct privacy_table *tables = privacy_tables(&n);
	jsonw_array(w, "tables");
	for (size_t i = 0; i < n; i++) {
		if (strcmp(tables[i].record, record) != 0)
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "table", tables[i].name);
		jsonw_text(w, "erasure", privacy_fate_key(tables[i].fate));
		view_words(w, "columns", tables[i].columns);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static const struct retention_record *plan_of(
    const struct retention_record *plan, size_t n, const struct privacy_record *record)
{
	for (size_t i = 0; i < n; i++)
		if (plan[i].record == record)
			return &plan[i];
	return NULL;
}

static void view_record(struct jsonw *w, const struct privacy_record *record, const struct retention_record *plan)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "record", record->name);
	jsonw_text(w, "what", record->what);
	jsonw_text(w, "purpose", record->purpose);
	jsonw_text(w, "basis", privacy_basis_key(record->basis));
	jsonw_text(w, "rule", privacy_rule_key(record->rule));
	if (plan) {
		jsonw_int(w, "days", plan->days);
		jsonw_time(w, "due_at", plan->due_at);
		jsonw_int(w, "due", plan->rows);
	}
	jsonw_bool(w, "may_keep", erasure_may_keep(record->name));
	view_tables(w, record->name);
	jsonw_object_end(w);
}

static enum err view_runs(struct jsonw *w, const struct request *request)
{
	struct retention_row *rows;
	size_t n = 0;
	enum err err = retention_list(request->db, request->arena, LIST_MAX, &rows, &n);
	jsonw_array(w, "runs");
	for (size_t i = 0; !err && i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "record", rows[i].record);
		jsonw_time(w, "at", rows[i].at);
		jsonw_text(w, "by", rows[i].by);
		jsonw_int(w, "removed", rows[i].removed);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	return err;
}

static enum err view_erasures(struct jsonw *w, const struct request *request)
{
	struct erasure_row *rows;
	size_t n = 0;
	enum err err = erasure_list(request->db, request->arena, LIST_MAX, &rows, &n);
	jsonw_array(w, "erasures");
	for (size_t i = 0; !err && i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "person", rows[i].person_id);
		jsonw_time(w, "at", rows[i].at);
		jsonw_text(w, "by", rows[i].by);
		jsonw_text(w, "reason", rows[i].reason);
		jsonw_int(w, "seq", rows[i].seq);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	return err;
}

enum err on_privacy(struct request *request, struct reply *reply)
{
	struct retention_record *plan;
	size_t n_plan, n_records;
	int64_t day_end;
	const struct privacy_record *records = privacy_records(&n_records);
	enum err err = retention_plan(request->db, request->arena, request->now, &plan, &n_plan, &day_end);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "day_ends_at", day_end);
	jsonw_array(&w, "records");
	for (size_t i = 0; i < n_records; i++)
		view_record(&w, &records[i], plan_of(plan, n_plan, &records[i]));
	jsonw_array_end(&w);
	err = view_runs(&w, request);
	if (!err)
		err = view_erasures(&w, request);
	jsonw_object_end(&w);
	return err;
}

/* ---- by time ---- */

struct retention_said {
	const char *record;
	int64_t days;
};

enum err on_retention_set(struct request *request, struct reply *reply)
{
	static const struct field FIELDS[] = { FIELD_REQUIRED(struct retention_said, "record", TEXT, record),
		FIELD_REQUIRED(struct retention_said, "days", INT, days), FIELDS_END };
	struct retention_said said = { 0 };
	enum err err = request_fields(request, FIELDS, &said);
	if (!err)
		err = privacy_days_set(request->tx, said.record, said.days);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "record", said.record);
	jsonw_int(&w, "days", said.days);
	jsonw_object_end(&w);
	return OK;
}

/* A few steps a request, so that nobody waits long behind it; whoever asked asks again while there is more. */
enum err on_retain(struct request *request, struct reply *reply)
{
	struct retention_done done = { NULL, 0 };
	enum err err = request_no_fields(request);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "taken");
	for (int i = 0; !err && i < STEPS_MOST && (!i || done.record); i++) {
		err = retention_take(request->tx, &done);
		if (err || !done.record)
			break;
		jsonw_object(&w, NULL);
		jsonw_text(&w, "record", done.record->name);
		jsonw_int(&w, "removed", done.rows);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_bool(&w, "more", done.record);
	jsonw_object_end(&w);
	return err;
}

/* ---- one person ---- */

enum err on_person_held(struct request *request, struct reply *reply)
{
	struct person_held *held;
	size_t n;
	enum err err = person_held(request->db, request->arena, request->params[0], &held, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "person", request->params[0]);
	jsonw_array(&w, "held");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "record", held[i].record);
		jsonw_text(&w, "table", held[i].table);
		jsonw_text(&w, "erasure", held[i].fate);
		jsonw_int(&w, "rows", held[i].rows);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_person_export_open(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = person_export_open(request->tx, request->params[0]);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "until", request->now + PERSON_EXPORT_MINUTES * 60000);
	jsonw_object_end(&w);
	return OK;
}

static enum err may_export(struct request *request)
{
	return person_export_may(
	    request->db, request->arena, request->params[0], request->login.name, request->now, request->fault);
}

enum err on_person_export_json(struct request *request, struct reply *reply)
{
	enum err err = may_export(request);
	if (!err)
		err = person_export_json(request->db, request->arena, request->params[0], request->now, &reply->body);
	reply->file_name = "person.json";
	return err;
}

enum err on_person_export_pdf(struct request *request, struct reply *reply)
{
	struct person_file_data data;
	const char *lang = request_query(request, "lang", NULL);
	if (lang && !language_is_official(lang))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = may_export(request);
	if (!err)
		err = person_export_file(request->db, request->arena, request->params[0], lang, request->now, &data);
	if (!err)
		err = person_file_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "person.pdf";
	return err;
}

struct erase_said {
	const char *reason;
	struct field_list keep;
};

enum err on_person_erase(struct request *request, struct reply *reply)
{
	static const struct field FIELDS[] = { FIELD(struct erase_said, "reason", TEXT, reason),
		FIELD(struct erase_said, "keep", LIST, keep), FIELDS_END };
	struct erase_said said = { 0 };
	struct erasure erasure;
	enum err err = request_fields(request, FIELDS, &said);
	struct erasure_form form = { said.reason, said.keep.items, said.keep.n };
	if (!err)
		err = person_erase(request->tx, request->params[0], &form, &erasure);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "person", request->params[0]);
	view_list(&w, "registrations", erasure.ids, erasure.n_ids);
	jsonw_int(&w, "rows", erasure.rows);
	jsonw_int(&w, "signatures_kept", erasure.signatures);
	jsonw_int(&w, "seq", erasure.seq);
	jsonw_object_end(&w);
	return OK;
}
