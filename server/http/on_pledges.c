/* Pledges and their totals. */
#include "domain/pledge.h"

#include "base/id.h"
#include "domain/import.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"

#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 1000 };

static void write_list(struct reply *reply, const struct pledge *pledges, size_t n)
{
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "pledges");
	for (size_t i = 0; i < n; i++)
		view_pledge(&w, NULL, &pledges[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
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
		err = pledge_list(request->db, request->arena, &query, &pledges, &n);
	if (!err)
		write_list(reply, pledges, n);
	return err;
}

enum err on_pledges_json(struct request *request, struct reply *reply)
{
	struct pledge *pledges;
	size_t n;
	enum err err = pledge_all(request->db, request->arena, &pledges, &n);
	if (!err)
		write_list(reply, pledges, n);
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
		err = journal_of(request->db, request->arena, pledge.id, &entries, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_pledge_open(&w, NULL, &pledge);
	view_history(&w, "history", entries, n);
	jsonw_object_end(&w);
	return OK;
}

/* ---- fields ---- */

struct pledger_fields {
	const char *entity, *entity_name, *country;
	bool lead;
};

struct pledge_fields {
	struct pledge_form form;
	const char *state, *reason;
	struct field_list focus_areas, countries;
	struct field_rows pledgers;
};

static const struct field PLEDGER[] = {
	FIELD(struct pledger_fields, "entity", TEXT, entity),
	FIELD(struct pledger_fields, "entity_name", TEXT, entity_name),
	FIELD(struct pledger_fields, "country", TEXT, country),
	FIELD(struct pledger_fields, "lead", BOOL, lead),
	FIELDS_END,
};

/* What may be said with a correction, and more rows for the first logging and for the steps. */
#define PLEDGE_FIELDS                                                                                                \
	FIELD(struct pledge_fields, "type", TEXT, form.type),                                                        \
	    FIELD(struct pledge_fields, "title", TEXT, form.title),                                                  \
	    FIELD(struct pledge_fields, "text", TEXT, form.text),                                                    \
	    FIELD(struct pledge_fields, "language", TEXT, form.language),                                            \
	    FIELD(struct pledge_fields, "session", TEXT, form.session_id),                                           \
	    FIELD(struct pledge_fields, "speaker", TEXT, form.speaker_id),                                           \
	    FIELD(struct pledge_fields, "amount", NULL, form.clear_amount),                                          \
	    FIELD(struct pledge_fields, "amount.value", TEXT, form.amount_value),                                    \
	    FIELD(struct pledge_fields, "amount.currency", TEXT, form.amount_currency),                              \
	    FIELD(struct pledge_fields, "focus_areas", LIST, focus_areas),                                           \
	    FIELD(struct pledge_fields, "countries", LIST, countries),                                               \
	    FIELD_ROW_LIST(struct pledge_fields, "pledgers", PLEDGER, struct pledger_fields, pledgers)

static const struct field PLEDGE[] = { PLEDGE_FIELDS, FIELDS_END };
static const struct field PLEDGE_NEW[] = { PLEDGE_FIELDS, FIELD(struct pledge_fields, "state", TEXT, state),
	FIELDS_END };
static const struct field PLEDGE_STEP[] = { PLEDGE_FIELDS, FIELD(struct pledge_fields, "reason", TEXT, reason),
	FIELDS_END };

static enum err take_focus_areas(struct request *request, struct pledge_fields *in)
{
	in->form.has_focus_areas = in->focus_areas.came;
	for (size_t i = 0; i < in->focus_areas.n; i++) {
		enum focus_area area;
		if (!focus_area_parse(in->focus_areas.items[i], &area))
			return fault_set(request->fault, ERR_INVALID, "focus_areas",
			    "There is no focus area \"%.30s\".", in->focus_areas.items[i]);
		in->form.focus_areas |= 1 << area;
	}
	return OK;
}

/* An entity is named by its id or by its name. */
static void take_pledgers(struct request *request, struct pledge_fields *in)
{
	struct pledger_form *forms = arena_array(request->arena, struct pledger_form, in->pledgers.n + 1);
	for (size_t i = 0; i < in->pledgers.n; i++) {
		const struct pledger_fields *said = (const struct pledger_fields *)in->pledgers.items + i;
		bool by_id = said->entity && id_is_valid(said->entity);
		forms[i] = (struct pledger_form){ .entity_id = by_id ? said->entity : NULL,
			.entity_name = by_id          ? NULL
				       : said->entity ? said->entity
						      : said->entity_name,
			.country = said->country,
			.lead = said->lead };
	}
	in->form.pledgers = forms;
	in->form.n_pledgers = in->pledgers.n;
	in->form.has_pledgers = in->pledgers.came;
}

static enum err read_fields(struct request *request, const struct field *table, struct pledge_fields *out)
{
	enum err err = fields_read(request->body, request->body_len, table, request->arena, out, request->fault);
	if (!err)
		err = take_focus_areas(request, out);
	if (err)
		return err;
	if (out->form.amount_currency && !out->form.amount_value)
		return fault_set(request->fault, ERR_AMOUNT, "amount", "The amount has a currency but no value.");
	out->form.countries = out->countries.items;
	out->form.n_countries = out->countries.n;
	out->form.has_countries = out->countries.came;
	take_pledgers(request, out);
	return OK;
}

/* ---- acts ---- */

static enum err write_pledge(enum err err, struct reply *reply, const struct pledge *pledge)
{
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_pledge(&w, NULL, pledge);
	return err;
}

enum err on_pledge_log(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	enum err err = read_fields(request, PLEDGE_NEW, &in);
	if (err)
		return err;
	enum pledge_state state = in.state ? pledge_state_find(in.state) : PLEDGE_HEARD;
	if (state != PLEDGE_HEARD && state != PLEDGE_SUBMITTED)
		return fault_set(request->fault, ERR_INVALID, "state", "A new pledge is heard or submitted.");
	err = pledge_log(request->tx, &in.form, state, &pledge);
	reply->status = err ? 0 : 201;
	return write_pledge(err, reply, &pledge);
}

enum err on_pledge_correct(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = read_fields(request, PLEDGE, &in);
	if (!err)
		err = pledge_correct(request->tx, request->params[0], version, &in.form, &pledge);
	return write_pledge(err, reply, &pledge);
}

enum err on_pledge_step(struct request *request, struct reply *reply)
{
	struct pledge_fields in = { 0 };
	struct pledge pledge;
	enum pledge_step step = pledge_step_find(request->params[1]);
	if (step == PLEDGE_STEP_MAX)
		return ERR_NOT_FOUND;
	enum err err = read_fields(request, PLEDGE_STEP, &in);
	if (!err)
		err = pledge_step(
		    request->tx, request->params[0], request->if_match, step, &in.form, in.reason, &pledge);
	return write_pledge(err, reply, &pledge);
}

enum err on_tally(struct request *request, struct reply *reply)
{
	struct tally tally;
	enum err err = tally_get(request->db, request->arena, &tally);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_tally(&w, NULL, &tally, request->now);
	return OK;
}
