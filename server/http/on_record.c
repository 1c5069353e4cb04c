/* The record: history and the way back, who edits, the second ear, read-back. */
#include "domain/editing.h"
#include "domain/read_back.h"
#include "http/handlers.h"
#include "http/pledge_fields.h"
#include "http/view.h"
#include "http/view_record.h"

#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 1000 };

/* ---- history, undo, editing ---- */

enum err on_pledge_history(struct request *request, struct reply *reply)
{
	struct pledge pledge;
	struct pledge_act *acts;
	size_t n;
	enum err err = pledge_get(request->db, request->arena, request->params[0], &pledge);
	if (!err)
		err = pledge_history(request->db, request->arena, pledge.id, &acts, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_acts(&w, "entries", acts, n);
	jsonw_object_end(&w);
	return OK;
}

static const struct field NOTHING_MORE[] = { FIELDS_END };

enum err on_pledge_undo(struct request *request, struct reply *reply)
{
	struct pledge pledge;
	enum err err = request_no_fields(request);
	if (!err)
		err = pledge_undo(request->tx, request->params[0], request->if_match, &pledge);
	return view_pledge_answer(err, request, reply, &pledge);
}

struct editing_fields {
	bool on;
};

enum err on_pledge_editing(struct request *request, struct reply *reply)
{
	static const struct field EDITING[] = { FIELD_REQUIRED(struct editing_fields, "on", BOOL, on), FIELDS_END };
	struct editing_fields in = { 0 };
	struct pledge_record record;
	enum err err = request_fields(request, EDITING, &in);
	if (!err)
		err = editing_set(request->tx, request->params[0], in.on, &record);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_editing(&w, NULL, &record, request->now);
	return OK;
}

/* ---- the second ear ---- */

static enum err write_hearing(
    enum err err, struct request *request, struct reply *reply, const struct hearing *hearing)
{
	struct pledge heard;
	if (err && err != ERR_STALE)
		return err;
	enum err read = hearing_heard(request->db, request->arena, hearing, &heard);
	struct jsonw w = reply_json(reply);
	if (!read)
		view_hearing(&w, NULL, hearing, &heard);
	return read ? read : err;
}

static bool is_hearing_state(const char *state)
{
	return !*state || strcmp(state, "waiting") == 0 || strcmp(state, "agrees") == 0 ||
	       strcmp(state, "differs") == 0 || strcmp(state, "settled") == 0;
}

enum err on_hearings(struct request *request, struct reply *reply)
{
	struct hearing *hearings;
	struct pledge heard;
	size_t n = 0;
	struct hearing_query query = { .state = request_query(request, "state", ""),
		.session_id = request_query(request, "session", "") };
	if (!is_hearing_state(query.state))
		return fault_set(request->fault, ERR_QUERY, "state", "There is no state \"%.20s\".", query.state);
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &query.limit);
	if (!err)
		err = hearing_list(request->db, request->arena, &query, &hearings, &n);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "hearings");
	for (size_t i = 0; !err && i < n; i++) {
		err = hearing_heard(request->db, request->arena, &hearings[i], &heard);
		if (!err)
			view_hearing(&w, NULL, &hearings[i], &heard);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return err;
}

enum err on_hearing_log(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct hearing hearing;
	enum err err = pledge_fields_read(request, NOTHING_MORE, &in);
	if (!err)
		err = hearing_log(request->tx, &in.form, &hearing);
	reply->status = err ? 0 : 201;
	return write_hearing(err, request, reply, &hearing);
}

struct settle_fields {
	struct pledge_fields pledge;
	const char *take;
};

enum err on_hearing_settle(struct request *request, struct reply *reply)
{
	static const struct field SETTLE[] = { FIELD_REQUIRED(struct settle_fields, "take", TEXT, take), FIELDS_END };
	struct settle_fields in = { 0 };
	struct hearing hearing;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = pledge_fields_read(request, SETTLE, &in.pledge);
	if (!err)
		err = hearing_settle(request->tx, request->params[0], version, in.take, &in.pledge.form, &hearing);
	return write_hearing(err, request, reply, &hearing);
}

/* ---- read-back ---- */

struct ask_fields {
	struct read_back_form form;
};

/* The link is said once: its code stands behind the #, so that no server and no log ever sees it. */
enum err on_read_back_ask(struct request *request, struct reply *reply)
{
	static const struct field ASK[] = {
		FIELD_REQUIRED(struct ask_fields, "means", TEXT, form.means),
		FIELD(struct ask_fields, "name", TEXT, form.name),
		FIELD(struct ask_fields, "hours", INT, form.hours),
		FIELDS_END,
	};
	struct ask_fields in = { 0 };
	struct read_back asked;
	char code[ACCESS_TOKEN_LEN + 1];
	enum err err = request_fields(request, ASK, &in);
	if (!err)
		err = read_back_ask(request->tx, request->params[0], &in.form, code, &asked);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "link", arena_printf(request->arena, "/read-back#%s", code));
	jsonw_time(&w, "expires_at", asked.expires_at);
	jsonw_object_end(&w);
	reply->secret = true;
	return OK;
}

/* What the delegate sees: the public pledge and what was asked. */
static void write_read_back(struct reply *reply, const struct read_back *b, const struct pledge *pledge)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_pledge(&w, "pledge", pledge);
	jsonw_time(&w, "asked_at", b->asked_at);
	jsonw_time(&w, "expires_at", b->expires_at);
	view_text(&w, "name", b->name);
	view_text(&w, "answer", b->answer);
	view_text(&w, "remark", b->remark);
	jsonw_object_end(&w);
}

enum err on_read_back(struct request *request, struct reply *reply)
{
	struct read_back b;
	struct pledge pledge;
	enum err err = read_back_find(request->db, request->arena, request->login.scope, &b, &pledge);
	if (!err)
		write_read_back(reply, &b, &pledge);
	return err;
}

enum err on_read_back_answer(struct request *request, struct reply *reply)
{
	static const struct field ANSWER[] = {
		FIELD_REQUIRED(struct read_back_said, "answer", TEXT, answer),
		FIELD_REQUIRED(struct read_back_said, "name", TEXT, name),
		FIELD(struct read_back_said, "remark", TEXT, remark),
		FIELDS_END,
	};
	struct read_back_said said = { 0 };
	struct pledge pledge;
	struct read_back b;
	enum err err = request_fields(request, ANSWER, &said);
	said.device = request->device;
	if (!err)
		err = read_back_answer(request->tx, request->login.scope, request->if_match, &said, &pledge);
	if (err == ERR_STALE) {
		struct jsonw w = reply_json(reply);
		view_pledge(&w, NULL, &pledge);
	}
	if (!err)
		err = read_back_find(request->db, request->arena, request->login.scope, &b, &pledge);
	if (!err)
		write_read_back(reply, &b, &pledge);
	return err;
}

struct confirm_fields {
	struct pledge_fields pledge;
	struct read_back_said said;
};

enum err on_pledge_confirm(struct request *request, struct reply *reply)
{
	static const struct field CONFIRM[] = {
		FIELD(struct confirm_fields, "means", TEXT, said.means),
		FIELD(struct confirm_fields, "name", TEXT, said.name),
		FIELD(struct confirm_fields, "remark", TEXT, said.remark),
		FIELD(struct confirm_fields, "reason", TEXT, said.reason),
		FIELDS_END,
	};
	struct confirm_fields in = { 0 };
	struct pledge pledge;
	enum err err = pledge_fields_read(request, CONFIRM, &in.pledge);
	in.said.device = request->device;
	if (!err)
		err = read_back_confirm(
		    request->tx, request->params[0], request->if_match, &in.pledge.form, &in.said, &pledge);
	return view_pledge_answer(err, request, reply, &pledge);
}
