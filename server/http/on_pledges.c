/* Pledges and their totals. */
#include "domain/pledge.h"

#include "domain/fold.h"
#include "domain/import.h"
#include "http/handlers.h"
#include "http/pledge_fields.h"
#include "http/view.h"
#include "http/view_record.h"

#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 1000, SEARCH_MAX = 200 };

static void write_list(const struct request *request, struct reply *reply, const struct pledge *pledges, size_t n)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "pledges");
	for (size_t i = 0; i < n; i++)
		view_pledge_inside(&w, NULL, &pledges[i], request->now);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
}

/* The words of a search, folded as the searched text is; a number as it is printed ("P-0007") is two of them. */
static enum err read_terms(struct request *request, const char *terms[PLEDGE_TERMS])
{
	const char *q = request_query(request, "q", "");
	char *rest = NULL;
	size_t n = 0;
	if (strlen(q) > SEARCH_MAX)
		return fault_set(request->fault, ERR_QUERY, "q", "The search text is too long.");
	for (char *term = strtok_r(fold_plain(request->arena, q), " ", &rest); term && n < PLEDGE_TERMS;
	     term = strtok_r(NULL, " ", &rest))
		terms[n++] = term;
	return OK;
}

enum err on_pledges(struct request *request, struct reply *reply)
{
	struct pledge *pledges;
	size_t n;
	struct pledge_query query = { .state = request_query(request, "state", ""),
		.session_id = request_query(request, "session", ""),
		.entity_id = request_query(request, "entity", "") };
	if (*query.state && pledge_state_find(query.state) == PLEDGE_STATE_MAX)
		return fault_set(request->fault, ERR_QUERY, "state", "There is no state \"%.20s\".", query.state);
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &query.limit);
	if (!err)
		err = read_terms(request, query.terms);
	if (!err)
		err = pledge_list(request->db, request->arena, &query, &pledges, &n);
	if (!err)
		write_list(request, reply, pledges, n);
	return err;
}

enum err on_pledges_json(struct request *request, struct reply *reply)
{
	struct pledge *pledges;
	size_t n;
	enum err err = pledge_all(request->db, request->arena, &pledges, &n);
	if (!err)
		write_list(request, reply, pledges, n);
	reply->file_name = "pledges.json";
	return err;
}

enum err on_pledges_csv(struct request *request, struct reply *reply)
{
	reply->content_type = "text/csv; charset=utf-8";
	reply->file_name = "pledges.csv";
	return export_pledges_csv(request->db, &reply->body);
}

enum err on_pledge(struct request *request, struct reply *reply)
{
	struct pledge pledge;
	struct journal_entry *entries;
	size_t n;
	enum err err = pledge_get(request->db, request->arena, request->params[0], &pledge);
	if (!err)
		err = pledge_entries(request->db, request->arena, pledge.id, &entries, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_pledge_open(&w, NULL, &pledge);
	view_pledge_record(&w, &pledge, request->now);
	view_history(&w, "history", entries, n);
	jsonw_object_end(&w);
	return OK;
}

/* ---- acts ---- */

static const struct field NOTHING_MORE[] = { FIELDS_END };
static const struct field NEW[] = { FIELD(struct pledge_fields, "state", TEXT, state),
	FIELD(struct pledge_fields, "code", TEXT, form.badge_code), FIELDS_END };
static const struct field STEP[] = { FIELD(struct pledge_fields, "reason", TEXT, reason), FIELDS_END };

enum err on_pledge_log(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	enum err err = pledge_fields_read(request, NEW, &in);
	if (err)
		return err;
	enum pledge_state state = in.state ? pledge_state_find(in.state) : PLEDGE_HEARD;
	if (state != PLEDGE_HEARD && state != PLEDGE_SUBMITTED)
		return fault_set(request->fault, ERR_INVALID, "state", "A new pledge is heard or submitted.");
	err = pledge_log(request->tx, &in.form, state, &pledge);
	reply->status = err ? 0 : 201;
	return view_pledge_answer(err, request, reply, &pledge);
}

enum err on_pledge_correct(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = pledge_fields_read(request, NOTHING_MORE, &in);
	if (!err)
		err = pledge_correct(request->tx, request->params[0], version, &in.form, &pledge);
	return view_pledge_answer(err, request, reply, &pledge);
}

enum err on_pledge_step(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	enum pledge_step step = pledge_step_find(request->params[1]);
	if (step == PLEDGE_STEP_MAX)
		return ERR_NOT_FOUND;
	enum err err = pledge_fields_read(request, STEP, &in);
	if (!err)
		err = pledge_step(
		    request->tx, request->params[0], request->if_match, step, &in.form, in.reason, &pledge);
	return view_pledge_answer(err, request, reply, &pledge);
}

enum err on_pledge_join(struct request *request, struct reply *reply)
{
	struct pledger_fields in = { 0 };
	struct pledge pledge;
	enum err err = request_fields(request, PLEDGER_FIELDS, &in);
	if (err)
		return err;
	struct pledger_form pledger = pledger_fields_form(&in);
	err = pledge_join(request->tx, request->params[0], request->if_match, &pledger, &pledge);
	return view_pledge_answer(err, request, reply, &pledge);
}

struct slips_fields {
	int64_t count;
};

enum err on_slips(struct request *request, struct reply *reply)
{
	static const struct field SLIPS[] = { FIELD_REQUIRED(struct slips_fields, "count", INT, count), FIELDS_END };
	struct slips_fields in = { 0 };
	int64_t from;
	enum err err = request_fields(request, SLIPS, &in);
	if (!err)
		err = pledge_slips(request->tx, in.count, &from);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "from", from);
	jsonw_int(&w, "to", from + in.count - 1);
	jsonw_object_end(&w);
	reply->status = 201;
	return OK;
}

enum err on_tally(struct request *request, struct reply *reply)
{
	struct tally tally;
	struct tally_country *countries;
	size_t n;
	enum err err = tally_get(request->db, request->arena, &tally);
	if (!err)
		err = tally_countries(request->db, request->arena, &countries, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_tally(&w, NULL, &tally, countries, n, request->now);
	return OK;
}
