/* The desk: people, arrivals, badges. */
#include "domain/arrival.h"
#include "domain/badge_issue.h"
#include "domain/fold.h"
#include "domain/desk_history.h"
#include "domain/participant.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_people.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT_DEFAULT = 20, LIMIT_MAX = 200 };

/* What belongs to one person beside the row. */
struct around {
	struct badge *badges;
	struct journal_entry *entries;
	struct desk_history *acts;
	struct guest *guests;
	size_t n_badges, n_entries, n_guests;
};

static enum err ask_around(struct request *request, const char *id, struct around *out)
{
	struct db *db = request->db;
	struct arena *arena = request->arena;
	enum err err = badge_history(db, arena, id, &out->badges, &out->n_badges);
	if (!err)
		err = journal_of(db, arena, id, &out->entries, &out->n_entries);
	if (!err)
		err = person_guests(db, arena, id, &out->guests, &out->n_guests);
	if (!err)
		err = desk_history(db, arena, out->entries, out->n_entries, out->badges, out->n_badges, &out->acts);
	return err;
}

enum err on_participant(struct request *request, struct reply *reply)
{
	struct person person;
	struct around around;
	enum err err = person_get(request->db, request->arena, request->params[0], &person);
	if (!err)
		err = ask_around(request, person.id, &around);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant_open(&w, NULL, &person, request->roles);
	jsonw_array(&w, "badges");
	for (size_t i = 0; i < around.n_badges; i++)
		view_badge(&w, NULL, &around.badges[i], false);
	jsonw_array_end(&w);
	view_guests(&w, "guests", around.guests, around.n_guests);
	view_desk_acts(&w, "acts", around.acts, around.n_entries);
	view_history(&w, "history", around.entries, around.n_entries);
	jsonw_object_end(&w);
	return OK;
}

/* A person as said, and what is done with a walk-in at once. */
struct person_said {
	struct participant_form form;
	struct check_in_form arrival;
	enum field_said remote;
	bool check_in;
};
#define PERSON_FIELDS                                                                                                \
	FIELD(struct person_said, "registration_id", TEXT, form.registration_id),                                    \
	    FIELD(struct person_said, "name.display", TEXT, form.display),                                           \
	    FIELD(struct person_said, "name.given", TEXT, form.given),                                               \
	    FIELD(struct person_said, "name.family", TEXT, form.family),                                             \
	    FIELD(struct person_said, "name.latin", TEXT, form.latin),                                               \
	    FIELD(struct person_said, "title", TEXT, form.title),                                                    \
	    FIELD(struct person_said, "entity.id", TEXT, form.entity_id),                                            \
	    FIELD(struct person_said, "entity.name", TEXT, form.entity_name),                                        \
	    FIELD(struct person_said, "entity.type", TEXT, form.entity_type),                                        \
	    FIELD(struct person_said, "entity.country", TEXT, form.entity_country),                                  \
	    FIELD(struct person_said, "category", TEXT, form.category),                                              \
	    FIELD(struct person_said, "roles", WORDS, form.roles),                                                   \
	    FIELD(struct person_said, "language", TEXT, form.language),                                              \
	    FIELD(struct person_said, "email", TEXT, form.email),                                                    \
	    FIELD(struct person_said, "gender", TEXT, form.gender),                                                  \
	    FIELD(struct person_said, "collector", TEXT, form.collector),                                            \
	    FIELD(struct person_said, "expected_on", TEXT, form.expected_on),                                        \
	    FIELD(struct person_said, "host", TEXT, form.host_id), FIELD(struct person_said, "remote", SAID, remote)

static const struct field PERSON[] = { PERSON_FIELDS, FIELDS_END };
static const struct field WALK_IN[] = {
	PERSON_FIELDS,
	FIELD(struct person_said, "letter.state", TEXT, form.letter),
	FIELD(struct person_said, "check_in", BOOL, check_in),
	FIELD(struct person_said, "badge", BOOL, arrival.badge),
	FIELD(struct person_said, "desk", TEXT, arrival.said.desk),
	FIELD(struct person_said, "printer", TEXT, arrival.said.printer),
	FIELD(struct person_said, "at", TIME, arrival.said.at),
	FIELD(struct person_said, "offline", BOOL, arrival.said.offline),
	FIELDS_END,
};

enum err on_participant_add(struct request *request, struct reply *reply)
{
	struct person_said said = { .check_in = false };
	struct check_in arrived;
	struct person person;
	enum err err = request_fields(request, WALK_IN, &said);
	said.form.remote = field_truth(said.remote);
	said.form.walk_in = !said.form.registration_id;
	if (!err)
		err = participant_add(request->tx, &said.form, &person);
	if (!err && said.check_in) {
		err = participant_check_in(request->tx, person.id, &said.arrival, &arrived);
		if (!err)
			person = arrived.person;
	}
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant(&w, NULL, &person, request->roles);
	reply->status = 201;
	return OK;
}

enum err on_participant_edit(struct request *request, struct reply *reply)
{
	struct person_said said = { .check_in = false };
	struct person person;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, PERSON, &said);
	said.form.remote = field_truth(said.remote);
	if (!err && said.form.registration_id)
		err = fault_set(
		    request->fault, ERR_FIELD_UNKNOWN, "registration_id", "A registration ID is permanent.");
	if (!err)
		err = participant_edit(request->tx, request->params[0], version, &said.form, &person);
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_participant(&w, NULL, &person, request->roles);
	return err;
}

static const struct field CHECK_IN[] = {
	FIELD(struct check_in_form, "badge", BOOL, badge),
	FIELD(struct check_in_form, "desk", TEXT, said.desk),
	FIELD(struct check_in_form, "printer", TEXT, said.printer),
	FIELD(struct check_in_form, "at", TIME, said.at),
	FIELD(struct check_in_form, "offline", BOOL, said.offline),
	FIELDS_END,
};

enum err on_check_in(struct request *request, struct reply *reply)
{
	struct check_in_form form = { 0 };
	struct check_in c;
	enum err err = request_fields(request, CHECK_IN, &form);
	if (!err)
		err = participant_check_in(request->tx, request->params[0], &form, &c);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_participant_open(&w, NULL, &c.person, request->roles);
	jsonw_bool(&w, "already", c.already);
	view_text(&w, "conflict", c.conflict);
	jsonw_object_end(&w);
	return OK;
}

static const struct field ISSUE[] = {
	FIELD(struct badge_form, "reason", TEXT, reason),
	FIELD(struct badge_form, "desk", TEXT, said.desk),
	FIELD(struct badge_form, "printer", TEXT, said.printer),
	FIELDS_END,
};

enum err on_badge_issue(struct request *request, struct reply *reply)
{
	struct badge_form form = { 0 };
	struct badge badge;
	enum err err = request_fields(request, ISSUE, &form);
	if (!err)
		err = participant_issue_badge(request->tx, request->params[0], &form, &badge);
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
