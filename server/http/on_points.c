/* Scan points, who is inside, transferable cards, invitations, conflicts. Scans themselves are on_door.c. */
#include "domain/access.h"
#include "domain/conflict.h"
#include "domain/point.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_door.h"

#include <string.h>

enum { LIMIT_DEFAULT = 100, LIMIT_MAX = 1000 };

/* ---- points ---- */

enum err on_points(struct request *request, struct reply *reply)
{
	struct point *points;
	size_t n;
	enum err err = point_all(request->db, request->arena, &points, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "points");
	for (size_t i = 0; i < n; i++)
		view_point(&w, NULL, &points[i]);
	jsonw_array_end(&w);
	view_door_rules(&w, "rules");
	jsonw_object_end(&w);
	return OK;
}

struct point_fields {
	const char *id, *name, *room, *state, *unknown_offline;
	struct field_list categories;
	int64_t capacity, minutes;
	enum field_said exits, invitation, transferable;
	bool no_room, no_capacity;
};

static const struct field POINT[] = {
	FIELD(struct point_fields, "id", TEXT, id),
	FIELD(struct point_fields, "name", TEXT, name),
	FIELD(struct point_fields, "room", TEXT, room),
	FIELD(struct point_fields, "room", NULL, no_room),
	FIELD(struct point_fields, "capacity", INT, capacity),
	FIELD(struct point_fields, "capacity", NULL, no_capacity),
	FIELD(struct point_fields, "exits", SAID, exits),
	FIELD(struct point_fields, "rules.categories", LIST, categories),
	FIELD(struct point_fields, "rules.invitation", SAID, invitation),
	FIELD(struct point_fields, "rules.invitation_minutes", INT, minutes),
	FIELD(struct point_fields, "rules.transferable", SAID, transferable),
	FIELD(struct point_fields, "rules.unknown_offline", TEXT, unknown_offline),
	FIELD(struct point_fields, "state", TEXT, state),
	FIELDS_END,
};

static int flag_of(enum field_said said)
{
	return said == FIELD_NOT_SAID ? POINT_UNSAID : said == FIELD_SAID_YES;
}

static const char *joined(struct arena *arena, const struct field_list *list)
{
	const char *words = "";
	for (size_t i = 0; i < list->n; i++)
		words = arena_printf(arena, "%s%s%s", words, i ? " " : "", list->items[i]);
	return words;
}

static enum err point_form_read(const struct request *request, struct point_form *out_form)
{
	struct point_fields in = { .capacity = POINT_UNSAID, .minutes = POINT_UNSAID };
	enum err err = request_fields(request, POINT, &in);
	if (!err && !in.no_capacity && in.capacity != POINT_UNSAID && in.capacity < 1)
		err = fault_set(request->fault, ERR_INVALID, "capacity", "The capacity is 1 or more, or null.");
	if (err)
		return err;
	*out_form = (struct point_form){
		.id = in.id,
		.name = in.name,
		.room_id = in.no_room ? "" : in.room,
		.state = in.state,
		.unknown_offline = in.unknown_offline,
		.categories = in.categories.came ? joined(request->arena, &in.categories) : NULL,
		.capacity = in.no_capacity ? 0 : in.capacity,
		.invitation_minutes = in.minutes,
		.exits = flag_of(in.exits),
		.by_invitation = flag_of(in.invitation),
		.takes_cards = flag_of(in.transferable),
	};
	return OK;
}

enum err on_point_add(struct request *request, struct reply *reply)
{
	struct point_form form;
	struct point point;
	enum err err = point_form_read(request, &form);
	if (!err)
		err = point_create(request->tx, &form, &point);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_point(&w, NULL, &point);
	reply->status = 201;
	return OK;
}

enum err on_point_edit(struct request *request, struct reply *reply)
{
	struct point_form form;
	struct point point;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = point_form_read(request, &form);
	if (!err && form.id)
		err = fault_set(request->fault, ERR_FIELD_UNKNOWN, "id", "The short name of a point is permanent.");
	if (!err)
		err = point_change(request->tx, request->params[0], version, &form, &point);
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE)
		view_point(&w, NULL, &point);
	return err;
}

/* ---- who is inside ---- */

enum err on_inside(struct request *request, struct reply *reply)
{
	struct point point;
	struct inside *inside;
	size_t n, cards = 0;
	enum err err = point_get(request->db, request->arena, request->params[0], &point);
	if (!err)
		err = inside_list(request->db, request->arena, point.id, &inside, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_point(&w, "point", &point);
	jsonw_int(&w, "inside", point.inside);
	jsonw_array(&w, "people");
	for (size_t i = 0; i < n; i++) {
		cards += inside[i].card != 0;
		if (!inside[i].card)
			view_inside(&w, NULL, &inside[i]);
	}
	jsonw_array_end(&w);
	jsonw_array(&w, "cards");
	for (size_t i = n - cards; i < n; i++)
		view_inside(&w, NULL, &inside[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_presence(struct request *request, struct reply *reply)
{
	struct point *points;
	size_t n;
	int64_t total;
	enum err err = point_all(request->db, request->arena, &points, &n);
	if (!err)
		err = inside_anywhere(request->db, &total);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "points");
	for (size_t i = 0; i < n; i++)
		view_point(&w, NULL, &points[i]);
	jsonw_array_end(&w);
	jsonw_int(&w, "total", total);
	jsonw_time(&w, "at", request->now);
	jsonw_object_end(&w);
	return OK;
}

/* ---- conflicts ---- */

/* Whoever has no other role than the doors' sees and settles what doors did. */
static bool is_of_doors(const struct request *request)
{
	return !(request->roles & (ROLE_DESK | ROLE_PROTOCOL | ROLE_ADMIN));
}

enum err on_conflicts(struct request *request, struct reply *reply)
{
	static const char *const STATES[] = { "", "open", "resolved" };
	struct conflict *conflicts;
	size_t n, state = 0;
	int64_t limit;
	const char *said = request_query(request, "state", "");
	while (state < 3 && strcmp(STATES[state], said) != 0)
		state++;
	if (state == 3)
		return fault_set(request->fault, ERR_QUERY, "state", "A conflict is open or resolved.");
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = conflict_list(request->db, request->arena, said, is_of_doors(request), limit, &conflicts, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "conflicts");
	for (size_t i = 0; i < n; i++)
		view_conflict(&w, NULL, &conflicts[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

struct resolve_fields {
	const char *take, *words;
};

enum err on_conflict_resolve(struct request *request, struct reply *reply)
{
	static const struct field RESOLVE[] = { FIELD_REQUIRED(struct resolve_fields, "take", TEXT, take),
		FIELD(struct resolve_fields, "words", TEXT, words), FIELDS_END };
	struct resolve_fields in = { .words = "" };
	struct conflict conflict;
	enum err err = request_fields(request, RESOLVE, &in);
	if (err)
		return err;
	bool undo = strcmp(in.take, "undo") == 0;
	if (!undo && strcmp(in.take, "keep") != 0)
		return fault_set(request->fault, ERR_INVALID, "take", "Keep it or undo it.");
	err = conflict_resolve(request->tx, request->params[0],
	    &(struct conflict_settling){ undo ? CONFLICT_UNDO : CONFLICT_KEEP, in.words, is_of_doors(request) },
	    &conflict);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_conflict(&w, NULL, &conflict);
	return OK;
}
