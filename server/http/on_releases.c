/* Releases of the plan: the list, the log of one, back to one. The public log is a view of the last ten. */
#include "domain/release.h"

#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_release.h"

#include <stdlib.h>

enum { RELEASES_MAX = 1000, PUBLIC_MAX = 10 };

void view_release_open(struct jsonw *w, const char *name, const struct release_row *release)
{
	jsonw_object(w, name);
	jsonw_int(w, "number", release->number);
	jsonw_time(w, "at", release->at);
	jsonw_text(w, "by", release->by);
	jsonw_text(w, "note", release->note);
	jsonw_int(w, "added", release->added);
	jsonw_int(w, "changed", release->changed);
	jsonw_int(w, "removed", release->removed);
	if (release->restored)
		jsonw_int(w, "restored", release->restored);
	else
		jsonw_null(w, "restored");
}

static void view_log(struct jsonw *w, const struct release_row *release)
{
	view_release_open(w, NULL, release);
	jsonw_raw(w, "changes", release->changes);
	jsonw_object_end(w);
}

/* Who released it is the office's business. */
enum err on_agenda_changes(struct request *request, struct reply *reply)
{
	struct release_row *rows;
	size_t n;
	enum err err = release_list(request->db, request->arena, PUBLIC_MAX, &rows, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "releases");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_int(&w, "number", rows[i].number);
		jsonw_time(&w, "at", rows[i].at);
		jsonw_text(&w, "note", rows[i].note);
		/* What the first one brought is the agenda itself. */
		jsonw_raw(&w, "changes", rows[i].number == 1 ? "[]" : rows[i].changes);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_releases(struct request *request, struct reply *reply)
{
	struct release_row *rows;
	size_t n;
	enum err err = release_list(request->db, request->arena, RELEASES_MAX, &rows, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "releases");
	for (size_t i = 0; i < n; i++) {
		view_release_open(&w, NULL, &rows[i]);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

/* The number in the path; 0 for what is none, which no release has. */
static int64_t number_of(const struct request *request)
{
	char *end;
	long long number = strtoll(request->params[0], &end, 10);
	return *end == '\0' && number > 0 ? number : 0;
}

enum err on_release(struct request *request, struct reply *reply)
{
	struct release_row row;
	enum err err = release_get(request->db, request->arena, number_of(request), &row);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	reply->is_big = true;
	view_log(&w, &row);
	return OK;
}

struct note_form {
	const char *note;
};

static const struct field NOTE[] = { FIELD(struct note_form, "note", TEXT, note), FIELDS_END };

enum err on_release_restore(struct request *request, struct reply *reply)
{
	struct note_form form = { 0 };
	struct release_row row;
	enum err err = request_fields(request, NOTE, &form);
	if (!err)
		err = release_restore(request->tx, number_of(request), form.note ? form.note : "", &row);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	reply->status = 201;
	view_log(&w, &row);
	return OK;
}
