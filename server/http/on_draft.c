/* The draft of the plan: what is in it, what is wrong with it, its changes and its release. */
#include "domain/draft.h"

#include "base/id.h"
#include "domain/interpreters.h"
#include "domain/release.h"
#include "http/handlers.h"
#include "http/session_fields.h"
#include "http/view.h"
#include "http/view_release.h"
#include "schedule/diff.h"

#include <string.h>

static const char *const CHANGE_KEYS[] = {
	[DRAFT_ADDED] = "added", [DRAFT_EDITED] = "edited", [DRAFT_REMOVED] = "removed"
};

/* A draft with everything that is said of it. */
struct look {
	struct draft draft;
	struct findings findings;
	struct expected *times; /* of the planned sessions */
};

/* By all rules: the plan of a draft, or what is released. */
static enum err check(
    struct request *request, const struct draft *draft, const struct agenda *agenda, struct findings *out_findings)
{
	struct rules_known known;
	enum err err = rules_known_read(request->db, request->arena, agenda, &draft->rows, &known);
	if (!err)
		*out_findings = rules_check_with(agenda, &known, request->arena);
	return err;
}

static enum err look_at(struct request *request, struct look *out)
{
	struct look look = { 0 };
	enum err err = draft_get(request->db, request->arena, &look.draft);
	if (err)
		return err;
	err = check(request, &look.draft, &look.draft.planned, &look.findings);
	if (err)
		return err;
	look.times = expected_times(&look.draft.planned, request->arena);
	*out = look;
	return OK;
}

/* ---- one session ---- */

static void view_fields(struct jsonw *w, const char *name, unsigned fields)
{
	jsonw_array(w, name);
	for (int field = 0; field < PLANNED_FIELD_MAX; field++)
		if (fields & 1u << field)
			jsonw_text(w, NULL, planned_field_key((enum planned_field)field));
	jsonw_array_end(w);
}

/* The session as it would be; `version` is that of its row in the draft, 0 and no change when it has none. */
static void view_planned_open(struct jsonw *w, const struct look *look, const struct agenda_session *planned,
    const struct draft_session *in_draft)
{
	const struct agenda *agenda = &look->draft.planned;
	struct agenda_session shown = *planned;
	if (!shown.code)
		shown.code = "";
	shown.version = in_draft ? (int)in_draft->row->version : 0;
	view_session_open(w, NULL, agenda, &shown, &look->times[planned - agenda->sessions], NULL);
	jsonw_int(w, "base_version", in_draft ? in_draft->row->base_version : planned->version);
	jsonw_text(w, "change", in_draft ? CHANGE_KEYS[in_draft->change] : NULL);
	jsonw_text(w, "drafted_by", in_draft ? in_draft->row->by : NULL);
	jsonw_time(w, "drafted_at", in_draft ? in_draft->row->at : 0);
	jsonw_bool(w, "conflict", in_draft && in_draft->conflicts);
	view_fields(w, "fields", in_draft && in_draft->change == DRAFT_EDITED ? in_draft->fields : 0);
	view_fields(w, "conflicts", in_draft ? in_draft->conflicts : 0);
}

static enum err write_one(struct request *request, const char *id, struct reply *reply)
{
	struct look look;
	enum err err = look_at(request, &look);
	if (err)
		return err;
	const struct agenda_session *planned = agenda_session_find(&look.draft.planned, id);
	if (!planned)
		return ERR_NOT_FOUND;
	struct jsonw w = reply_json(reply);
	view_planned_open(&w, &look, planned, draft_find(&look.draft, id));
	findings_write(&w, "findings", &look.findings, id);
	jsonw_object_end(&w);
	return OK;
}

/* ---- all of it ---- */

static enum err write_release(struct request *request, struct jsonw *w)
{
	struct release_row *last;
	size_t n;
	enum err err = release_list(request->db, request->arena, 1, &last, &n);
	if (err)
		return err;
	if (!n) {
		jsonw_null(w, "release");
		return OK;
	}
	view_release_open(w, "release", &last[0]);
	jsonw_object_end(w);
	return OK;
}

static enum err write_draft(struct request *request, struct reply *reply)
{
	struct look look;
	enum err err = look_at(request, &look);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	struct agenda_changes changes =
	    agenda_diff(&look.draft.released, &look.draft.planned, DIFF_WHOLE, request->arena);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "version", look.draft.version);
	jsonw_array(&w, "sessions");
	for (size_t i = 0; i < look.draft.n; i++) {
		view_planned_open(&w, &look, look.draft.sessions[i].planned, &look.draft.sessions[i]);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_array(&w, "rooms");
	for (size_t i = 0; i < look.draft.planned.n_rooms; i++)
		view_room(&w, NULL, &look.draft.planned.rooms[i]);
	jsonw_array_end(&w);
	agenda_changes_write(&w, "changes", &changes);
	findings_write(&w, "findings", &look.findings, NULL);
	err = write_release(request, &w);
	jsonw_object_end(&w);
	return err;
}

enum err on_draft(struct request *request, struct reply *reply)
{
	reply->is_big = true;
	return write_draft(request, reply);
}

/* One session with the ids of its people, which the public view has not; in the draft or not. */
enum err on_draft_session(struct request *request, struct reply *reply)
{
	return write_one(request, request->params[0], reply);
}

enum err on_check(struct request *request, struct reply *reply)
{
	struct draft draft;
	bool of_draft = strcmp(request_query(request, "draft", "0"), "1") == 0;
	struct findings findings;
	enum err err = draft_get(request->db, request->arena, &draft);
	if (!err)
		err = check(request, &draft, of_draft ? &draft.planned : &draft.released, &findings);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "errors", (int64_t)findings.n_errors);
	jsonw_int(&w, "warnings", (int64_t)(findings.n - findings.n_errors));
	findings_write(&w, "findings", &findings, NULL);
	jsonw_object_end(&w);
	return OK;
}

/* ---- changes ---- */

enum err on_draft_add(struct request *request, struct reply *reply)
{
	struct session_fields in;
	struct draft draft;
	unsigned said;
	struct id id = tx_new_id(request->tx);
	struct agenda_session session = { .id = id.text, .room = -1 };
	enum err err = session_fields_read(request, &in);
	if (!err)
		err = session_fields_complete(request, &in);
	if (!err)
		err = draft_get(request->db, request->arena, &draft);
	if (!err)
		err = session_fields_apply(request, &in, &draft.planned, &session, &said);
	if (!err)
		err = draft_put(request->tx, &session, PLANNED_ALL, 0);
	reply->status = 201;
	return err ? err : write_one(request, session.id, reply);
}

enum err on_draft_edit(struct request *request, struct reply *reply)
{
	struct session_fields in;
	struct draft draft;
	unsigned said;
	enum err err = session_fields_read(request, &in);
	if (!err)
		err = draft_get(request->db, request->arena, &draft);
	if (err)
		return err;
	const struct agenda_session *planned = agenda_session_find(&draft.planned, request->params[0]);
	if (!planned)
		return ERR_NOT_FOUND;
	struct agenda_session session = *planned;
	err = session_fields_apply(request, &in, &draft.planned, &session, &said);
	if (!err)
		err = draft_put(request->tx, &session, said, request->if_match);
	if (err && err != ERR_STALE)
		return err;
	enum err shown = write_one(request, session.id, reply);
	return err ? err : shown;
}

enum err on_draft_remove(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = draft_remove(request->tx, request->params[0]);
	return err ? err : write_draft(request, reply);
}

enum err on_draft_drop(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = draft_drop(request->tx, request->params[0]);
	return err ? err : write_draft(request, reply);
}

enum err on_draft_discard(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = draft_discard(request->tx);
	return err ? err : write_draft(request, reply);
}

/* ---- release ---- */

struct release_form {
	const char *note;
	bool force;
};

static const struct field RELEASE[] = {
	FIELD(struct release_form, "note", TEXT, note),
	FIELD(struct release_form, "force", BOOL, force),
	FIELDS_END,
};

/* How many people stand in what changed: as many may want to be told. */
static int64_t count_people(const struct agenda_changes *changes)
{
	int64_t n = 0;
	for (size_t i = 0; i < changes->n; i++)
		if (!i || changes->items[i].session != changes->items[i - 1].session)
			n += (int64_t)changes->items[i].session->n_persons;
	return n;
}

enum err on_draft_release(struct request *request, struct reply *reply)
{
	struct release_form form = { 0 };
	struct release_row release;
	struct draft draft;
	enum err err = request_fields(request, RELEASE, &form);
	if (!err)
		err = draft_get(request->db, request->arena, &draft);
	if (err)
		return err;
	struct agenda_changes changes = agenda_diff(&draft.released, &draft.planned, DIFF_WHOLE, request->arena);
	err = release_make(request->tx, form.note ? form.note : "", form.force, &release);
	if (err == ERR_STALE || err == ERR_CLASH) {
		enum err shown = write_draft(request, reply);
		return shown ? shown : err;
	}
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	reply->status = 201;
	view_release_open(&w, NULL, &release);
	jsonw_raw(&w, "changes", release.changes);
	jsonw_int(&w, "told_hint", count_people(&changes));
	jsonw_object_end(&w);
	return OK;
}
