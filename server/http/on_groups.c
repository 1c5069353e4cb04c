/* Breakout groups: who is in which, wishes, the assignment, places by hand, rosters. */
#include "domain/breakout.h"
#include "domain/groups_paper.h"
#include "domain/vocabulary.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view_groups.h"

#include <string.h>

static enum err write_breakout(struct reply *reply, const struct breakout *breakout)
{
	struct jsonw w = reply_json(reply);
	view_breakout(&w, NULL, breakout);
	reply->is_big = true;
	return OK;
}

enum err on_groups(struct request *request, struct reply *reply)
{
	struct breakout breakout;
	enum err err = breakout_get(request->db, request->arena, request->params[0], &breakout);
	return err ? err : write_breakout(reply, &breakout);
}

/* ---- groups ---- */

struct group_fields {
	const char *name, *room, *language, *moderator;
	int64_t capacity;
	bool no_room, no_language, no_moderator;
};
static const struct field GROUP[] = {
	FIELD(struct group_fields, "name", TEXT, name),
	FIELD(struct group_fields, "room", TEXT, room),
	FIELD(struct group_fields, "room", NULL, no_room),
	FIELD(struct group_fields, "capacity", INT, capacity),
	FIELD(struct group_fields, "language", TEXT, language),
	FIELD(struct group_fields, "language", NULL, no_language),
	FIELD(struct group_fields, "moderator", TEXT, moderator),
	FIELD(struct group_fields, "moderator", NULL, no_moderator),
	FIELDS_END,
};
static const int64_t UNSAID = INT64_MIN;

static struct group_form form_of(const struct group_fields *in)
{
	return (struct group_form){ .name = in->name,
		.room_id = in->no_room ? "" : in->room,
		.language = in->no_language ? "" : in->language,
		.moderator_id = in->no_moderator ? "" : in->moderator,
		.capacity = in->capacity == UNSAID ? 0 : in->capacity };
}

struct groups_fields {
	struct field_rows groups;
};

enum err on_groups_add(struct request *request, struct reply *reply)
{
	static const struct field GROUPS[] = {
		{ "groups", FIELD_ROWS, offsetof(struct groups_fields, groups), true, GROUP,
		    sizeof(struct group_fields) },
		FIELDS_END,
	};
	struct groups_fields in = { 0 };
	struct breakout breakout;
	enum err err = request_fields(request, GROUPS, &in);
	if (err)
		return err;
	const struct group_fields *rows = in.groups.items;
	struct group_form *forms = arena_array(request->arena, struct group_form, in.groups.n + 1);
	for (size_t i = 0; i < in.groups.n; i++)
		forms[i] = form_of(&rows[i]);
	err = breakout_add_groups(request->tx, request->params[0], forms, in.groups.n, &breakout);
	if (err)
		return err;
	reply->status = 201;
	return write_breakout(reply, &breakout);
}

enum err on_group_edit(struct request *request, struct reply *reply)
{
	struct group_fields in = { .capacity = UNSAID };
	struct group_row group;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, GROUP, &in);
	if (!err && in.capacity == 0)
		err = fault_set(request->fault, ERR_INVALID, "capacity", "A group has 1 place or more.");
	struct group_form form = form_of(&in);
	if (!err)
		err = breakout_edit_group(request->tx, request->params[0], version, &form, &group);
	if (err && err != ERR_STALE)
		return err;
	struct jsonw w = reply_json(reply);
	view_group(&w, NULL, &group);
	return err;
}

enum err on_group_remove(struct request *request, struct reply *reply)
{
	struct breakout breakout;
	enum err err = request_no_fields(request);
	if (!err)
		err = breakout_remove_group(request->tx, request->params[0], &breakout);
	return err ? err : write_breakout(reply, &breakout);
}

/* ---- wishes ---- */

struct wish_fields {
	const char *person;
	struct field_list wishes;
	bool out;
};

/* Wishes of null: they take part no longer. */
enum err on_wish(struct request *request, struct reply *reply)
{
	static const struct field WISH[] = { FIELD_REQUIRED(struct wish_fields, "person", TEXT, person),
		FIELD(struct wish_fields, "wishes", LIST, wishes), FIELD(struct wish_fields, "wishes", NULL, out),
		FIELDS_END };
	struct wish_fields in = { 0 };
	struct breakout_row row;
	const char *session = request->params[0];
	enum err err = request_fields(request, WISH, &in);
	if (!err && !in.wishes.came && !in.out)
		err = fault_set(request->fault, ERR_FIELD_MISSING, "wishes", "Say which groups, or null.");
	if (!err)
		err = in.out ? breakout_forget(request->tx, session, in.person)
			     : breakout_wish(request->tx, session, in.person, in.wishes.items, in.wishes.n);
	if (!err)
		err = breakout_row_get(request->db, session, &row);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", session);
	jsonw_int(&w, "version", row.version);
	jsonw_object_end(&w);
	return OK;
}

/* ---- assigning ---- */

struct assign_fields {
	enum field_said keep_by_hand;
};

enum err on_groups_assign(struct request *request, struct reply *reply)
{
	static const struct field ASSIGN[] = { FIELD(struct assign_fields, "keep_by_hand", SAID, keep_by_hand),
		FIELDS_END };
	struct assign_fields in = { 0 };
	struct breakout breakout;
	enum err err = request_fields(request, ASSIGN, &in);
	if (!err)
		err =
		    breakout_assign_all(request->tx, request->params[0], in.keep_by_hand != FIELD_SAID_NO, &breakout);
	return err ? err : write_breakout(reply, &breakout);
}

struct place_fields {
	const char *person;
};

enum err on_group_place(struct request *request, struct reply *reply)
{
	static const struct field PLACE[] = { FIELD_REQUIRED(struct place_fields, "person", TEXT, person),
		FIELDS_END };
	struct place_fields in = { 0 };
	struct breakout breakout;
	enum err err = request_fields(request, PLACE, &in);
	if (!err)
		err = breakout_place(request->tx, request->params[0], in.person, &breakout);
	return err ? err : write_breakout(reply, &breakout);
}

enum err on_group_take_out(struct request *request, struct reply *reply)
{
	struct breakout breakout;
	enum err err = request_no_fields(request);
	if (!err)
		err = breakout_take_out(request->tx, request->params[0], request->params[1], &breakout);
	return err ? err : write_breakout(reply, &breakout);
}

/* ---- rosters ---- */

enum err on_groups_pdf(struct request *request, struct reply *reply)
{
	struct breakout breakout;
	struct roster_data data;
	const char *language = request_query(request, "lang", NULL);
	if (language && !language_is_official(language))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = breakout_get(request->db, request->arena, request->params[0], &breakout);
	if (!err)
		err = groups_roster(request->db, request->arena, &breakout, language, request->now, &data);
	if (!err)
		err = roster_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "groups.pdf";
	return err;
}
