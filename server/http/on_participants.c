/* The desk: people, arrivals, badges. */
#include "domain/arrival.h"
#include "domain/badge_issue.h"
#include "domain/fold.h"
#include "domain/participant_find.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT_DEFAULT = 20, LIMIT_MAX = 200 };

enum err on_participant(struct request *request, struct reply *reply)
{
	struct person person;
	struct badge *badges;
	struct journal_entry *entries;
	size_t n_badges, n_entries;
	enum err err = person_get(request->db, request->arena, request->params[0], &person);
	if (!err)
		err = badge_history(request->db, request->arena, person.id, &badges, &n_badges);
	if (!err)
		err = journal_of(request->db, request->arena, person.id, &entries, &n_entries);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant_open(&w, NULL, &person);
	jsonw_array(&w, "badges");
	for (size_t i = 0; i < n_badges; i++)
		view_badge(&w, NULL, &badges[i], false);
	jsonw_array_end(&w);
	view_history(&w, "history", entries, n_entries);
	jsonw_object_end(&w);
	return OK;
}

static const struct field PERSON[] = {
	FIELD(struct participant_form, "registration_id", TEXT, registration_id),
	FIELD(struct participant_form, "name.display", TEXT, display),
	FIELD(struct participant_form, "name.given", TEXT, given),
	FIELD(struct participant_form, "name.family", TEXT, family),
	FIELD(struct participant_form, "name.latin", TEXT, latin),
	FIELD(struct participant_form, "title", TEXT, title),
	FIELD(struct participant_form, "entity.id", TEXT, entity_id),
	FIELD(struct participant_form, "entity.name", TEXT, entity_name),
	FIELD(struct participant_form, "entity.type", TEXT, entity_type),
	FIELD(struct participant_form, "entity.country", TEXT, entity_country),
	FIELD(struct participant_form, "category", TEXT, category),
	FIELD(struct participant_form, "roles", WORDS, roles),
	FIELD(struct participant_form, "language", TEXT, language),
	FIELD(struct participant_form, "email", TEXT, email),
	FIELD(struct participant_form, "gender", TEXT, gender),
	FIELDS_END,
};

enum err on_participant_add(struct request *request, struct reply *reply)
{
	struct participant_form form = { 0 };
	struct person person;
	enum err err = request_fields(request, PERSON, &form);
	if (!err)
		err = participant_add(request->tx, &form, &person);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant(&w, NULL, &person);
	reply->status = 201;
	return OK;
}

enum err on_participant_edit(struct request *request, struct reply *reply)
{
	struct participant_form form = { 0 };
	struct person person;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, PERSON, &form);
	if (!err && form.registration_id)
		err = fault_set(
		    request->fault, ERR_FIELD_UNKNOWN, "registration_id", "A registration ID is permanent.");
	if (!err)
		err = participant_edit(request->tx, request->params[0], version, &form, &person);
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_participant(&w, NULL, &person);
	return err;
}

struct check_in_form {
	bool badge;
};

static const struct field CHECK_IN[] = { FIELD(struct check_in_form, "badge", BOOL, badge), FIELDS_END };

enum err on_check_in(struct request *request, struct reply *reply)
{
	struct check_in_form form = { 0 };
	struct check_in c;
	enum err err = request_fields(request, CHECK_IN, &form);
	if (!err)
		err = participant_check_in(request->tx, request->params[0], form.badge, &c);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant_open(&w, NULL, &c.person);
	jsonw_bool(&w, "already", c.already);
	jsonw_object_end(&w);
	return OK;
}

struct issue_form {
	const char *reason;
};

static const struct field ISSUE[] = { FIELD(struct issue_form, "reason", TEXT, reason), FIELDS_END };

enum err on_badge_issue(struct request *request, struct reply *reply)
{
	struct issue_form form = { 0 };
	struct badge badge;
	enum err err = request_fields(request, ISSUE, &form);
	if (!err)
		err =
		    participant_issue_badge(request->tx, request->params[0], form.reason ? form.reason : "", &badge);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_badge(&w, NULL, &badge, true);
	return OK;
}

enum err on_badges_issue(struct request *request, struct reply *reply)
{
	int64_t issued;
	enum err err = request_no_fields(request);
	if (!err)
		err = participant_issue_missing(request->tx, &issued);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "issued", issued);
	jsonw_object_end(&w);
	return OK;
}

enum err on_arrivals(struct request *request, struct reply *reply)
{
	struct arrivals arrivals;
	enum err err = arrivals_get(request->db, &arrivals);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "arrived", arrivals.arrived);
	jsonw_int(&w, "expected", arrivals.expected);
	jsonw_array(&w, "by_quarter");
	for (size_t i = 0; i < arrivals.n_quarters; i++) {
		jsonw_object(&w, NULL);
		jsonw_time(&w, "at", arrivals.quarters[i].at);
		jsonw_int(&w, "count", arrivals.quarters[i].count);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_entities(struct request *request, struct reply *reply)
{
	struct entity *entities;
	size_t n;
	int64_t limit;
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	const char *folded = fold_plain(request->arena, request_query(request, "q", ""));
	if (!err)
		err = entity_search(request->db, request->arena, folded, limit, &entities, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "entities");
	for (size_t i = 0; i < n; i++)
		view_entity(&w, NULL, &entities[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}
