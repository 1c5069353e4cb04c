/* Files from outside, as the command line and the admin page send them; and what goes out whole. */
#include "domain/import.h"

#include "domain/breakout.h"
#include "domain/draft.h"
#include "http/handlers.h"
#include "schedule/diff.h"
#include "schedule/frab_json.h"
#include "schedule/frab_xml.h"
#include "schedule/ics.h"

#include <string.h>

typedef enum err importer(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);

static void write_lines(struct jsonw *w, const struct import_report *report)
{
	jsonw_array(w, "lines");
	for (size_t i = 0; i < report->n_lines; i++) {
		const struct import_line *line = &report->lines[i];
		jsonw_object(w, NULL);
		jsonw_int(w, "line", line->line);
		jsonw_bool(w, "refused", line->refused);
		jsonw_text(w, "field", line->field);
		jsonw_text(w, "words", line->words);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void write_report(struct reply *reply, const struct import_report *report, bool dry_run)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_bool(&w, "dry_run", dry_run);
	jsonw_int(&w, "rows", (int64_t)report->rows);
	jsonw_int(&w, "added", (int64_t)report->added);
	jsonw_int(&w, "changed", (int64_t)report->changed);
	jsonw_int(&w, "same", (int64_t)report->same);
	jsonw_int(&w, "refused", (int64_t)report->refused);
	write_lines(&w, report);
	jsonw_object_end(&w);
}

/* A refused file and a dry run leave nothing behind: both undo the change, and both answer with the report. */
static enum err import_csv(struct request *request, struct reply *reply, importer *import)
{
	struct import_options options = { .dry_run = request_flag(request, "dry_run"),
		.map = request_query(request, "map", NULL),
		.session_id = request_query(request, "session", "") };
	struct import_report report = { 0 };
	enum err err = import(request->tx, request->body, request->body_len, &options, &report);
	if (!err || err == ERR_FILE_FORMAT)
		write_report(reply, &report, options.dry_run);
	reply->undo = options.dry_run;
	return err;
}

enum err on_import_participants(struct request *request, struct reply *reply)
{
	return import_csv(request, reply, import_participants);
}

enum err on_import_pledges(struct request *request, struct reply *reply)
{
	return import_csv(request, reply, import_pledges);
}

enum err on_import_rates(struct request *request, struct reply *reply)
{
	return import_csv(request, reply, import_rates);
}

enum err on_import_wishes(struct request *request, struct reply *reply)
{
	return import_csv(request, reply, breakout_import_wishes);
}

/* ---- agenda ---- */

typedef enum err agenda_reader(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);

static const struct {
	const char *name;
	agenda_reader *read;
} FORMATS[] = { { "xml", frab_xml_read }, { "json", frab_json_read }, { "ics", ics_read } };

enum { FORMATS_N = sizeof FORMATS / sizeof *FORMATS };

/* The format said, or the one its first bytes look like. */
static size_t format_of(const struct request *request)
{
	const char *said = request_query(request, "format", NULL);
	const char *guess = "ics";
	size_t at = 0, found = 0;
	while (at < request->body_len && strchr("\xef\xbb\xbf \t\r\n", request->body[at]))
		at++;
	if (at < request->body_len && request->body[at] == '<')
		guess = "xml";
	else if (at < request->body_len && request->body[at] == '{')
		guess = "json";
	while (found < FORMATS_N && strcmp(FORMATS[found].name, said ? said : guess) != 0)
		found++;
	return found;
}

/* Where a file goes: into what is released, or into the draft of it. */
static enum err plan_of(struct request *request, bool draft, struct agenda *out_agenda)
{
	struct draft now;
	if (!draft)
		return programme_get(request->db, request->arena, out_agenda, NULL);
	enum err err = draft_get(request->db, request->arena, &now);
	if (!err)
		*out_agenda = now.planned;
	return err;
}

struct agenda_import {
	struct agenda file;
	struct read_report read;
	struct programme_import counts;
	struct agenda_changes changes;
};

static enum err take_agenda(struct request *request, bool draft, struct agenda_import *in)
{
	struct agenda before, after;
	enum err err = plan_of(request, draft, &before);
	if (!err)
		err = draft ? draft_import(request->tx, &in->file, &in->counts)
			    : programme_import(request->tx, &in->file, request_flag(request, "force"), &in->counts);
	if (!err)
		err = plan_of(request, draft, &after);
	if (!err)
		in->changes = agenda_diff(&before, &after, DIFF_WHOLE, request->arena);
	return err;
}

static void write_agenda_report(struct reply *reply, const struct agenda_import *in, bool dry_run)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_bool(&w, "dry_run", dry_run);
	jsonw_int(&w, "added", (int64_t)in->counts.added);
	jsonw_int(&w, "changed", (int64_t)in->counts.changed);
	jsonw_int(&w, "same", (int64_t)in->counts.same);
	jsonw_array(&w, "lines");
	for (size_t i = 0; i < in->read.n; i++) {
		jsonw_object(&w, NULL);
		jsonw_int(&w, "line", in->read.items[i].line);
		jsonw_bool(&w, "refused", false);
		jsonw_text(&w, "words", in->read.items[i].sentence);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_int(&w, "lines_left_off", (int64_t)in->read.left_off);
	agenda_changes_write(&w, "changes", &in->changes);
	jsonw_object_end(&w);
}

static enum err read_agenda(struct request *request, struct agenda_import *in)
{
	struct read_options options = { .kind = SESSION_PANEL };
	const char *kind = request_query(request, "kind", NULL);
	size_t format = format_of(request);
	if (format == FORMATS_N)
		return fault_set(request->fault, ERR_QUERY, "format", "The format is xml, json or ics.");
	if (kind && !session_kind_parse(kind, &options.kind))
		return fault_set(request->fault, ERR_QUERY, "kind", "There is no kind of session \"%.30s\".", kind);
	return FORMATS[format].read(
	    request->arena, request->body, request->body_len, &options, &in->file, &in->read, request->fault);
}

enum err on_import_agenda(struct request *request, struct reply *reply)
{
	struct agenda_import in = { 0 };
	enum err err = read_agenda(request, &in);
	if (!err)
		err = take_agenda(request, request_flag(request, "draft"), &in);
	if (err)
		return err;
	reply->undo = request_flag(request, "dry_run");
	write_agenda_report(reply, &in, reply->undo);
	return OK;
}

enum err on_participants_csv(struct request *request, struct reply *reply)
{
	reply->content_type = "text/csv; charset=utf-8";
	reply->file_name = "participants.csv";
	return export_participants_csv(request->db, &reply->body);
}
