/* What a desk does with people beside registering and checking in, and what it looks at: acts on a registration, the
 * help desk, delegations, arrivals, alerts, categories. */
#include "base/clock.h"
#include "domain/alert.h"
#include "domain/arrival_forecast.h"
#include "domain/category.h"
#include "domain/delegation.h"
#include "domain/desk.h"
#include "domain/fold.h"
#include "domain/help_desk.h"
#include "domain/merge.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/route.h"
#include "http/view.h"
#include "http/view_people.h"

#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 500 };

/* ---- acts on a registration: the last word of the address says which ---- */

#define SAYS(name, TYPE, member) FIELD(struct desk_form, name, TYPE, member)
#define DESK SAYS("desk", TEXT, desk)
#define LATE SAYS("at", TIME, at), SAYS("offline", BOOL, offline)
static const struct field APPROVE[] = { SAYS("by", TEXT, by), DESK, FIELDS_END };
static const struct field CONFIRM[] = { SAYS("registration_id", TEXT, registration_id), DESK, FIELDS_END };
static const struct field REASON[] = { SAYS("reason", TEXT, reason), DESK, FIELDS_END };
static const struct field LETTER[] = { SAYS("state", TEXT, state), SAYS("remark", TEXT, remark), DESK, LATE,
	FIELDS_END };
static const struct field IDENTITY[] = { SAYS("document", TEXT, document), DESK, LATE, FIELDS_END };
static const struct field COLLECT[] = { SAYS("by", TEXT, by), SAYS("identity", BOOL, identity), DESK, LATE,
	FIELDS_END };
static const struct field MERGE[] = { SAYS("into", TEXT, into), SAYS("reason", TEXT, reason), DESK, FIELDS_END };
static const struct field UNDO[] = { DESK, FIELDS_END };
static const struct field HELP[] = { SAYS("reason", TEXT, reason), SAYS("words", TEXT, words), DESK, FIELDS_END };
#undef LATE
#undef DESK
#undef SAYS

static const struct {
	const char *name;
	const struct field *fields;
	desk_act *act;
} ACTS[] = {
	{ "approve", APPROVE, desk_approve },
	{ "confirm", CONFIRM, desk_confirm },
	{ "decline", REASON, desk_decline },
	{ "letter", LETTER, desk_letter },
	{ "identity", IDENTITY, desk_identity },
	{ "collect", COLLECT, desk_collect },
	{ "merge", MERGE, person_merge },
	{ "undo", UNDO, desk_undo },
	{ "help", HELP, help_desk_open },
};

enum err on_desk_act(struct request *request, struct reply *reply)
{
	struct desk_form form = { 0 };
	struct person person;
	const char *name = strrchr(request->route->path, '/') + 1;
	size_t i = 0;
	while (strcmp(ACTS[i].name, name) != 0)
		i++;
	enum err err = request_fields(request, ACTS[i].fields, &form);
	if (!err)
		err = ACTS[i].act(request->tx, request->params[0], &form, &person);
	/* Who accompanies whom and the open case are read with the person. */
	if (!err)
		err = person_get(request->db, request->arena, person.id, &person);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant(&w, NULL, &person, request->roles);
	return OK;
}

/* ---- the help desk ---- */

enum err on_help_desk(struct request *request, struct reply *reply)
{
	struct help_case *cases;
	size_t n;
	int64_t limit;
	const char *state = request_query(request, "state", "open");
	bool closed = strcmp(state, "closed") == 0;
	if (!closed && strcmp(state, "open") != 0)
		return fault_set(request->fault, ERR_QUERY, "state", "The state is open or closed.");
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = help_case_list(request->db, request->arena, closed, limit, &cases, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "cases");
	for (size_t i = 0; i < n; i++)
		view_help_case(&w, NULL, &cases[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static enum err answer_case(const struct help_case *help, struct reply *reply)
{
	struct jsonw w = reply_json(reply);
	view_help_case(&w, NULL, help);
	return OK;
}

enum err on_help_take(struct request *request, struct reply *reply)
{
	struct help_case help;
	enum err err = request_no_fields(request);
	if (!err)
		err = help_desk_take(request->tx, request->params[0], &help);
	return err ? err : answer_case(&help, reply);
}

struct close_form {
	const char *outcome;
};

enum err on_help_close(struct request *request, struct reply *reply)
{
	static const struct field CLOSE[] = { FIELD(struct close_form, "outcome", TEXT, outcome), FIELDS_END };
	struct close_form form = { NULL };
	struct help_case help;
	enum err err = request_fields(request, CLOSE, &form);
	if (!err)
		err = help_desk_close(request->tx, request->params[0], form.outcome, &help);
	return err ? err : answer_case(&help, reply);
}

/* ---- delegations ---- */

enum err on_delegations(struct request *request, struct reply *reply)
{
	struct delegation *delegations;
	size_t n;
	int64_t limit;
	const char *folded = fold_plain(request->arena, request_query(request, "q", ""));
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = delegation_list(request->db, request->arena, folded, limit, &delegations, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "delegations");
	for (size_t i = 0; i < n; i++)
		view_delegation(&w, NULL, &delegations[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_entity_people(struct request *request, struct reply *reply)
{
	struct entity entity;
	struct person *persons;
	size_t n;
	enum err err = entity_get(request->db, request->arena, request->params[0], &entity);
	if (!err)
		err = person_of_entity(request->db, request->arena, entity.id, &persons, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_entity(&w, "entity", &entity);
	jsonw_array(&w, "participants");
	for (size_t i = 0; i < n; i++)
		view_participant(&w, NULL, &persons[i], request->roles);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

struct batch_form {
	struct field_list people;
	struct check_in_form form;
};

static const struct field BATCH[] = {
	FIELD_REQUIRED(struct batch_form, "people", LIST, people),
	FIELD(struct batch_form, "badge", BOOL, form.badge),
	FIELD(struct batch_form, "desk", TEXT, form.said.desk),
	FIELD(struct batch_form, "printer", TEXT, form.said.printer),
	FIELDS_END,
};

static void view_batch(struct jsonw *w, const struct delegation_check_in *all)
{
	jsonw_object(w, NULL);
	view_list(w, "checked_in", all->checked_in, all->n_checked_in);
	view_list(w, "already", all->already, all->n_already);
	jsonw_array(w, "refused");
	for (size_t i = 0; i < all->n_refused; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "id", all->refused[i].id);
		jsonw_text(w, "reason", all->refused[i].reason);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_array(w, "badges");
	for (size_t i = 0; i < all->n_badges; i++)
		view_badge_serial(w, NULL, all->badges[i]);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

enum err on_entity_check_in(struct request *request, struct reply *reply)
{
	struct batch_form batch = { .form = { .badge = false } };
	struct delegation_check_in all;
	enum err err = request_fields(request, BATCH, &batch);
	if (!err)
		err = delegation_check_in(
		    request->tx, request->params[0], batch.people.items, batch.people.n, &batch.form, &all);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_batch(&w, &all);
	return OK;
}

/* ---- arrivals ---- */

static void view_desks(struct jsonw *w, const char *name, const struct arrivals_today *today)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < today->n_desks; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "desk", today->desks[i].desk);
		jsonw_int(w, "count", today->desks[i].count);
		jsonw_int(w, "per_hour", today->desks[i].recent * 60 / ARRIVAL_RECENT_MINUTES);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void view_forecast(struct jsonw *w, const char *name, const struct arrival_facts *facts)
{
	struct arrival_forecast forecast = arrival_forecast(facts);
	jsonw_object(w, name);
	jsonw_int(w, "per_hour", forecast.per_hour);
	jsonw_int(w, "waiting", forecast.waiting);
	jsonw_time(w, "clear_at", forecast.clear_at);
	jsonw_text(w, "words_key", forecast.words_key);
	jsonw_text(w, "rule", ARRIVAL_FORECAST_RULE);
	jsonw_object_end(w);
}

static void view_quarters(struct jsonw *w, const char *name, const struct arrivals *arrivals)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < arrivals->n_quarters; i++) {
		jsonw_object(w, NULL);
		jsonw_time(w, "at", arrivals->quarters[i].at);
		jsonw_int(w, "count", arrivals->quarters[i].count);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

/* Midnight of the day's own zone, that many days from `now`. */
static int64_t midnight(int64_t now, int days)
{
	struct clock_local local = clock_local(now);
	local.hour = local.minute = local.second = 0;
	local.day += days;
	return clock_from_local(&local);
}

enum err on_arrivals(struct request *request, struct reply *reply)
{
	struct arrivals *arrivals = arena_new(request->arena, struct arrivals);
	struct arrivals_today *today = arena_new(request->arena, struct arrivals_today);
	char date[CLOCK_DATE_LEN + 1];
	int64_t now = request->now, recent_after = now - ARRIVAL_RECENT_MINUTES * INT64_C(60000);
	enum err err = arrivals_get(request->db, arrivals);
	if (!err)
		err = arrivals_today_get(
		    request->db, request->arena, midnight(now, 0), clock_date(now, date), recent_after, today);
	if (err)
		return err;
	struct arrival_facts facts = { now, midnight(now, 1), today->recent, today->to_come };
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "arrived", arrivals->arrived);
	jsonw_int(&w, "expected", arrivals->expected);
	jsonw_object(&w, "today");
	jsonw_int(&w, "arrived", today->arrived);
	jsonw_int(&w, "expected", today->arrived + today->to_come);
	jsonw_object_end(&w);
	view_quarters(&w, "by_quarter", arrivals);
	view_desks(&w, "by_desk", today);
	view_forecast(&w, "forecast", &facts);
	jsonw_object_end(&w);
	return OK;
}

/* ---- alerts ---- */

enum err on_alerts(struct request *request, struct reply *reply)
{
	struct alert *alerts;
	size_t n;
	int64_t since = 0;
	const char *said = request_query(request, "since", NULL);
	if (said && clock_parse(said, &since))
		return fault_set(
		    request->fault, ERR_QUERY, "since", "since is a time such as 2022-06-08T15:00:00+02:00.");
	enum err err = alert_list(request->db, request->arena, since, &alerts, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "alerts");
	for (size_t i = 0; i < n; i++)
		view_alert(&w, NULL, &alerts[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_alert_seen(struct request *request, struct reply *reply)
{
	struct alert alert;
	enum err err = request_no_fields(request);
	if (!err)
		err = alert_seen(request->tx, request->params[0], &alert);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_alert(&w, NULL, &alert);
	return OK;
}

/* ---- categories ---- */

enum err on_categories(struct request *request, struct reply *reply)
{
	struct category *categories;
	size_t n;
	enum err err = category_list(request->db, request->arena, &categories, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "categories");
	for (size_t i = 0; i < n; i++)
		view_category(&w, NULL, &categories[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static const int64_t NOT_SAID = INT64_MIN;
struct category_said {
	struct category_form form;
	int64_t position;
	enum field_said vip, letter_needed, photo_needed, transferable;
};
static const struct field CATEGORY[] = {
	FIELD(struct category_said, "code", TEXT, form.code),
	FIELD(struct category_said, "letter", TEXT, form.letter),
	FIELD(struct category_said, "rgb", TEXT, form.rgb),
	FIELD(struct category_said, "words.en", TEXT, form.words[0]),
	FIELD(struct category_said, "words.fr", TEXT, form.words[1]),
	FIELD(struct category_said, "words.es", TEXT, form.words[2]),
	FIELD(struct category_said, "words.ar", TEXT, form.words[3]),
	FIELD(struct category_said, "words.ru", TEXT, form.words[4]),
	FIELD(struct category_said, "words.zh", TEXT, form.words[5]),
	FIELD(struct category_said, "rooms", WORDS, form.rooms),
	FIELD(struct category_said, "position", INT, position),
	FIELD(struct category_said, "vip", SAID, vip),
	FIELD(struct category_said, "letter_needed", SAID, letter_needed),
	FIELD(struct category_said, "photo_needed", SAID, photo_needed),
	FIELD(struct category_said, "transferable", SAID, transferable),
	FIELDS_END,
};

static enum err read_category(struct request *request, struct category_said *said)
{
	said->position = NOT_SAID;
	enum err err = request_fields(request, CATEGORY, said);
	said->form.position = said->position == NOT_SAID ? NULL : &said->position;
	said->form.vip = field_truth(said->vip);
	said->form.letter_needed = field_truth(said->letter_needed);
	said->form.photo_needed = field_truth(said->photo_needed);
	said->form.transferable = field_truth(said->transferable);
	return err;
}

enum err on_category_add(struct request *request, struct reply *reply)
{
	struct category_said said = { .position = 0 };
	struct category category;
	enum err err = read_category(request, &said);
	if (!err)
		err = category_add(request->tx, &said.form, &category);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_category(&w, NULL, &category);
	reply->status = 201;
	return OK;
}

enum err on_category_edit(struct request *request, struct reply *reply)
{
	struct category_said said = { .position = 0 };
	struct category category;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = read_category(request, &said);
	if (!err && said.form.code)
		err = fault_set(request->fault, ERR_FIELD_UNKNOWN, "code", "The code of a category is permanent.");
	if (!err)
		err = category_edit(request->tx, request->params[0], version, &said.form, &category);
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_category(&w, NULL, &category);
	return err;
}
