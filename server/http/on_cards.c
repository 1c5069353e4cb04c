/* Transferable cards and their quota, invitation lists, the evacuation list. */
#include "domain/card.h"
#include "domain/evacuation.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_door.h"

#include <stdlib.h>
#include <string.h>

/* ---- cards ---- */

static void write_cards(struct jsonw *w, const struct card *cards, size_t n)
{
	jsonw_object(w, NULL);
	jsonw_array(w, "cards");
	for (size_t i = 0; i < n; i++)
		view_card(w, NULL, &cards[i], true);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

enum err on_cards(struct request *request, struct reply *reply)
{
	struct card *cards;
	size_t n;
	enum err err = card_all(request->db, request->arena, request_query(request, "entity", ""), &cards, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	write_cards(&w, cards, n);
	return OK;
}

struct card_fields {
	const char *entity, *points;
	int64_t count;
};

enum err on_cards_issue(struct request *request, struct reply *reply)
{
	static const struct field CARDS[] = { FIELD_REQUIRED(struct card_fields, "entity", TEXT, entity),
		FIELD_REQUIRED(struct card_fields, "count", INT, count),
		FIELD(struct card_fields, "points", WORDS, points), FIELDS_END };
	struct card_fields in = { .points = "" };
	struct card *cards;
	enum err err = request_fields(request, CARDS, &in);
	if (!err)
		err = card_issue(request->tx, in.entity, in.count, in.points, &cards);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	write_cards(&w, cards, (size_t)in.count);
	reply->status = 201;
	return OK;
}

struct revoke_fields {
	const char *reason;
};

/* "C-0012" or 12; 0 for what is neither. */
static int64_t serial_of(const char *text)
{
	char *end;
	const char *digits = strncmp(text, "C-", 2) == 0 ? text + 2 : text;
	long long serial = strtoll(digits, &end, 10);
	return *end || serial < 0 ? 0 : serial;
}

enum err on_card_revoke(struct request *request, struct reply *reply)
{
	static const struct field REVOKE[] = { FIELD(struct revoke_fields, "reason", TEXT, reason), FIELDS_END };
	struct revoke_fields in = { .reason = "" };
	struct card card;
	enum err err = request_fields(request, REVOKE, &in);
	if (!err)
		err = card_block(request->tx, serial_of(request->params[0]), in.reason, &card);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_card(&w, NULL, &card, false);
	return OK;
}

/* ---- invitations ---- */

static enum err write_invited(struct request *request, struct reply *reply)
{
	struct person *persons;
	size_t n;
	int64_t version;
	enum err err = session_version(request->db, request->params[0], &version);
	if (!err)
		err = invitation_of(request->db, request->arena, request->params[0], &persons, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", request->params[0]);
	jsonw_array(&w, "people");
	for (size_t i = 0; i < n; i++) {
		jsonw_object(&w, NULL);
		jsonw_text(&w, "id", persons[i].id);
		jsonw_text(&w, "name", persons[i].display);
		jsonw_text(&w, "category", persons[i].category);
		view_entity(&w, "entity", &persons[i].entity);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_invitations(struct request *request, struct reply *reply)
{
	return write_invited(request, reply);
}

struct invite_fields {
	struct field_list people, remove;
};

enum err on_invite(struct request *request, struct reply *reply)
{
	static const struct field INVITE[] = { FIELD(struct invite_fields, "people", LIST, people),
		FIELD(struct invite_fields, "remove", LIST, remove), FIELDS_END };
	struct invite_fields in = { 0 };
	enum err err = request_fields(request, INVITE, &in);
	if (!err && !in.people.came && !in.remove.came)
		err =
		    fault_set(request->fault, ERR_FIELD_MISSING, "people", "Say whom to invite, or whom to remove.");
	if (!err)
		err = invitation_change(
		    request->tx, request->params[0], in.people.items, in.people.n, in.remove.items, in.remove.n);
	return err ? err : write_invited(request, reply);
}

/* ---- evacuation ---- */

enum err on_evacuation(struct request *request, struct reply *reply)
{
	enum err err = evacuation_csv(request->db, request->arena, request_query(request, "point", ""), &reply->body);
	if (err == ERR_NOT_FOUND)
		return fault_set(request->fault, ERR_QUERY, "point", "There is no such scan point.");
	reply->content_type = "text/csv; charset=utf-8";
	reply->file_name = "evacuation.csv";
	return err;
}
