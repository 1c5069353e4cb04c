/* The floor: the list of a session, and every act on it. */
#include "domain/floor.h"

#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view.h"
#include "store/journal.h"

#include <string.h>

/* ---- the list ---- */

struct list {
	struct floor floor;
	struct speaker *speakers;
	size_t n;
	struct journal_entry last; /* what an undo takes back; seq 0 for nothing */
};

static enum err list_get(struct request *request, const char *session_id, struct list *list)
{
	struct journal_entry *entries = NULL;
	size_t n = 0;
	enum err err = floor_list_rules(request->db, request->arena, session_id, &list->floor);
	if (!err)
		err = speaker_list(request->db, request->arena, session_id, &list->speakers, &list->n);
	if (!err && list->floor.undo_seq)
		err = journal_after(request->db, request->arena, list->floor.undo_seq - 1, 1, &entries, &n);
	list->last = !err && n ? entries[0] : (struct journal_entry){ .seq = 0 };
	return err;
}

/* Who waits stands first, in order; then the rest. */
static void write_speakers(struct jsonw *w, const struct list *list, int64_t now)
{
	int64_t waiting = 0;
	jsonw_array(w, "speakers");
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < list->n; i++) {
			bool waits = floor_is(&list->speakers[i], FLOOR_WAITING);
			waiting += waits && !pass;
			if (waits == !pass)
				view_speaker(w, NULL, &list->speakers[i], now);
		}
	jsonw_array_end(w);
	jsonw_int(w, "waiting", waiting);
}

static void write_rules(struct jsonw *w, const struct floor *floor)
{
	jsonw_object(w, "rules");
	jsonw_int(w, "version", floor->version);
	view_words(w, "order", floor->order);
	jsonw_bool(w, "one_per_entity", floor->one_per_entity);
	jsonw_int(w, "allotted_seconds", floor->allotted_seconds);
	jsonw_int(w, "amber_seconds", floor->amber_seconds);
	jsonw_int(w, "correction_minutes", floor->correction_minutes);
	jsonw_object_end(w);
}

static void write_suggestion(struct jsonw *w, const struct list *list)
{
	struct floor_suggestion suggestion;
	if (!floor_suggest(list->speakers, list->n, &suggestion)) {
		jsonw_null(w, "suggestion");
		return;
	}
	jsonw_object(w, "suggestion");
	jsonw_text(w, "speaker", suggestion.speaker->id);
	jsonw_array(w, "reasons");
	for (enum floor_reason reason = 0; reason < FLOOR_REASON_MAX; reason++) {
		if (!suggestion.values[reason])
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "key", floor_reason_name(reason));
		jsonw_text(w, "value", suggestion.values[reason]);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

/* The last act; its subject is a speaker unless it was on the list as a whole. */
static void write_undo(struct jsonw *w, const struct list *list)
{
	const struct journal_entry *last = &list->last;
	if (!last->seq) {
		jsonw_null(w, "undo");
		return;
	}
	jsonw_object(w, "undo");
	jsonw_int(w, "seq", last->seq);
	jsonw_text(w, "action", last->action);
	jsonw_time(w, "at", last->at);
	jsonw_text(w, "actor", last->actor);
	jsonw_text(w, "speaker", strcmp(last->subject, list->floor.session_id) == 0 ? NULL : last->subject);
	jsonw_object_end(w);
}

static const struct speaker *find_now(const struct list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (floor_is(&list->speakers[i], FLOOR_SPEAKING))
			return &list->speakers[i];
	return NULL;
}

static enum err write_list(struct request *request, const char *session_id, struct reply *reply)
{
	struct list list;
	int64_t version;
	enum err err = session_version(request->db, session_id, &version);
	if (!err)
		err = list_get(request, session_id, &list);
	if (err)
		return err;
	const struct speaker *now = find_now(&list);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", session_id);
	jsonw_int(&w, "version", version);
	if (now)
		view_speaker(&w, "now", now, request->now);
	else
		jsonw_null(&w, "now");
	write_speakers(&w, &list, request->now);
	write_rules(&w, &list.floor);
	write_suggestion(&w, &list);
	write_undo(&w, &list);
	jsonw_time(&w, "closed_at", list.floor.closed_at);
	jsonw_object_end(&w);
	return OK;
}

enum err on_speakers(struct request *request, struct reply *reply)
{
	return write_list(request, request->params[0], reply);
}

/* ---- asking ---- */

/* Stands for a number that was not said; nobody can mean it. */
static const int64_t NOT_SAID = INT64_MIN;

static const int64_t *said(const int64_t *number)
{
	return *number == NOT_SAID ? NULL : number;
}

struct request_form {
	struct floor_form floor;
	int64_t allotted_seconds;
};

static const struct field FLOOR_REQUEST[] = {
	FIELD(struct request_form, "person", TEXT, floor.person_id),
	FIELD(struct request_form, "code", TEXT, floor.code),
	FIELD(struct request_form, "kind", TEXT, floor.kind),
	FIELD(struct request_form, "speaks_for", TEXT, floor.speaks_for),
	FIELD(struct request_form, "remote", BOOL, floor.remote),
	FIELD(struct request_form, "prior", BOOL, floor.prior),
	FIELD(struct request_form, "allotted_seconds", INT, allotted_seconds),
	FIELDS_END,
};

enum err on_speaker_request(struct request *request, struct reply *reply)
{
	struct request_form form = { .allotted_seconds = NOT_SAID };
	struct speaker speaker;
	enum err err = request_fields(request, FLOOR_REQUEST, &form);
	form.floor.allotted_seconds = said(&form.allotted_seconds);
	if (!err)
		err = floor_request(request->tx, request->params[0], &form.floor, &speaker);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_speaker(&w, NULL, &speaker, request->now);
	reply->status = 201;
	return OK;
}

/* ---- acts; every one answers with the whole list, which it changed ---- */

/* Is this what the row of the table ends with? */
static bool is_named(const struct request *request, const char *act)
{
	return strcmp(strrchr(request->route->path, '/') + 1, act) == 0;
}

enum err on_speaker_act(struct request *request, struct reply *reply)
{
	static const struct {
		const char *name;
		floor_act *act;
	} ACTS[] = { { "call", floor_call }, { "end", floor_end }, { "pause", floor_pause },
		{ "resume", floor_resume }, { "withdraw", floor_withdraw } };
	size_t i = 0;
	struct speaker speaker;
	while (i + 1 < sizeof ACTS / sizeof *ACTS && !is_named(request, ACTS[i].name))
		i++;
	enum err err = request_no_fields(request);
	if (!err)
		err = ACTS[i].act(request->tx, request->params[0], &speaker);
	return err ? err : write_list(request, speaker.session_id, reply);
}

enum err on_speaker_move(struct request *request, struct reply *reply)
{
	const char *before;
	struct speaker speaker;
	enum err err = request_before(request, &before);
	if (!err)
		err = floor_move(request->tx, request->params[0], before, &speaker);
	return err ? err : write_list(request, speaker.session_id, reply);
}

struct undelivered_form {
	const char *statement;
};

static const struct field UNDELIVERED[] = { FIELD(struct undelivered_form, "statement", TEXT, statement),
	FIELDS_END };

enum err on_speaker_undelivered(struct request *request, struct reply *reply)
{
	struct undelivered_form form = { 0 };
	struct speaker speaker;
	enum err err = request_fields(request, UNDELIVERED, &form);
	if (!err)
		err = floor_undelivered(request->tx, request->params[0], form.statement, &speaker);
	return err ? err : write_list(request, speaker.session_id, reply);
}

/* ---- edits, each based on a version ---- */

struct edit_form {
	struct floor_edit edit;
	int64_t allotted_seconds;
	enum field_said remote;
};

static const struct field EDIT[] = {
	FIELD(struct edit_form, "speaks_for", TEXT, edit.speaks_for),
	FIELD(struct edit_form, "language", TEXT, edit.language),
	FIELD(struct edit_form, "statement", TEXT, edit.statement),
	FIELD(struct edit_form, "kind", TEXT, edit.kind),
	FIELD(struct edit_form, "allotted_seconds", INT, allotted_seconds),
	FIELD(struct edit_form, "remote", SAID, remote),
	FIELDS_END,
};

enum err on_speaker_edit(struct request *request, struct reply *reply)
{
	struct edit_form form = { .allotted_seconds = NOT_SAID };
	struct speaker speaker;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, EDIT, &form);
	if (err)
		return err;
	form.edit.allotted_seconds = said(&form.allotted_seconds);
	form.edit.remote = field_truth(form.remote);
	err = floor_edit(request->tx, request->params[0], version, &form.edit, &speaker);
	if (err == ERR_STALE) {
		struct jsonw w = reply_json(reply);
		view_speaker(&w, NULL, &speaker, request->now);
	}
	return err ? err : write_list(request, speaker.session_id, reply);
}

/* What was refused as stale shows the list as it is. */
static enum err answer_list(struct request *request, enum err err, struct reply *reply)
{
	enum err shown = !err || err == ERR_STALE ? write_list(request, request->params[0], reply) : OK;
	return err ? err : shown;
}

struct rules_form {
	const char *order;
	int64_t allotted_seconds, amber_seconds, correction_minutes;
	enum field_said one_per_entity;
};

static const struct field RULES[] = {
	FIELD(struct rules_form, "order", WORDS, order),
	FIELD(struct rules_form, "one_per_entity", SAID, one_per_entity),
	FIELD(struct rules_form, "allotted_seconds", INT, allotted_seconds),
	FIELD(struct rules_form, "amber_seconds", INT, amber_seconds),
	FIELD(struct rules_form, "correction_minutes", INT, correction_minutes),
	FIELDS_END,
};

enum err on_floor_rules(struct request *request, struct reply *reply)
{
	struct rules_form form = { NULL, NOT_SAID, NOT_SAID, NOT_SAID, FIELD_NOT_SAID };
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, RULES, &form);
	if (err)
		return err;
	struct floor_rules_form rules = { .order = form.order,
		.one_per_entity = field_truth(form.one_per_entity),
		.allotted_seconds = said(&form.allotted_seconds),
		.amber_seconds = said(&form.amber_seconds),
		.correction_minutes = said(&form.correction_minutes) };
	err = floor_list_set(request->tx, request->params[0], version, &rules);
	return answer_list(request, err, reply);
}

/* ---- acts on the whole list ---- */

enum err on_floor_act(struct request *request, struct reply *reply)
{
	static const struct {
		const char *name;
		floor_list_act *act;
	} ACTS[] = { { "close", floor_list_close }, { "reopen", floor_list_reopen }, { "sort", floor_list_sort } };
	size_t i = 0;
	while (i + 1 < sizeof ACTS / sizeof *ACTS && !is_named(request, ACTS[i].name))
		i++;
	enum err err = request_no_fields(request);
	if (!err)
		err = ACTS[i].act(request->tx, request->params[0]);
	return answer_list(request, err, reply);
}

struct undo_form {
	int64_t seq;
};

static const struct field UNDO[] = { FIELD(struct undo_form, "seq", INT, seq), FIELDS_END };

enum err on_floor_undo(struct request *request, struct reply *reply)
{
	struct undo_form form = { 0 };
	enum err err = request_fields(request, UNDO, &form);
	if (!err)
		err = floor_list_undo(request->tx, request->params[0], form.seq);
	return answer_list(request, err, reply);
}
