/* Who sits where in a session: laid by shape and order, moved by hand, drawn. */
#include "domain/groups_paper.h"
#include "domain/seating.h"
#include "domain/vocabulary.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view_groups.h"

#include <string.h>

static enum err write_seating(struct reply *reply, const struct session_seating *seating)
{
	struct jsonw w = reply_json(reply);
	view_seating(&w, NULL, seating);
	reply->is_big = true;
	return OK;
}

enum err on_seating(struct request *request, struct reply *reply)
{
	struct session_seating seating;
	enum err err = seating_get(request->db, request->arena, request->params[0], &seating);
	return err ? err : write_seating(reply, &seating);
}

/* ---- laying ---- */

struct lay_fields {
	const char *shape, *order, *whom;
	int64_t seats, tables;
};

static enum err read_form(struct request *request, struct seating_form *out_form)
{
	static const struct field LAY[] = { FIELD_REQUIRED(struct lay_fields, "shape", TEXT, shape),
		FIELD_REQUIRED(struct lay_fields, "seats", INT, seats),
		FIELD_REQUIRED(struct lay_fields, "order", TEXT, order), FIELD(struct lay_fields, "whom", TEXT, whom),
		FIELD(struct lay_fields, "tables", INT, tables), FIELDS_END };
	struct lay_fields in = { .whom = "people" };
	struct seating_form form = { 0 };
	enum err err = request_fields(request, LAY, &in);
	if (err)
		return err;
	if (!seating_shape_parse(in.shape, &form.shape))
		return fault_set(request->fault, ERR_INVALID, "shape",
		    "The shape is rectangle, hollow_square, u, rounds or theatre.");
	if (!seating_order_parse(in.order, &form.order))
		return fault_set(request->fault, ERR_INVALID, "order", "The order is french, protocol or free.");
	form.by_delegation = strcmp(in.whom, "delegations") == 0;
	if (!form.by_delegation && strcmp(in.whom, "people") != 0)
		return fault_set(request->fault, ERR_INVALID, "whom", "Seats are for people or for delegations.");
	form.seats = in.seats > 0 && in.seats <= SEATING_SEATS_MAX ? (size_t)in.seats : 0;
	form.tables = in.tables > 0 ? (size_t)in.tables : 0;
	*out_form = form;
	return OK;
}

enum err on_seating_lay(struct request *request, struct reply *reply)
{
	struct seating_form form;
	struct session_seating seating;
	enum err err = read_form(request, &form);
	if (!err)
		err = seating_lay_session(request->tx, request->params[0], &form, &seating);
	return err ? err : write_seating(reply, &seating);
}

/* ---- moving ---- */

struct move_fields {
	int64_t number;
	const char *person, *entity;
	bool no_person, no_entity;
};
struct moves_fields {
	struct field_rows moves;
};

enum err on_seating_move(struct request *request, struct reply *reply)
{
	static const struct field MOVE[] = { FIELD_REQUIRED(struct move_fields, "number", INT, number),
		FIELD(struct move_fields, "person", TEXT, person),
		FIELD(struct move_fields, "person", NULL, no_person),
		FIELD(struct move_fields, "entity", TEXT, entity),
		FIELD(struct move_fields, "entity", NULL, no_entity), FIELDS_END };
	static const struct field MOVES[] = {
		{ "moves", FIELD_ROWS, offsetof(struct moves_fields, moves), true, MOVE, sizeof(struct move_fields) },
		FIELDS_END,
	};
	struct moves_fields in = { 0 };
	struct session_seating seating;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, MOVES, &in);
	if (err)
		return err;
	const struct move_fields *rows = in.moves.items;
	struct seating_move *moves = arena_array(request->arena, struct seating_move, in.moves.n + 1);
	for (size_t i = 0; i < in.moves.n; i++)
		moves[i] = (struct seating_move){ rows[i].number, rows[i].person, rows[i].entity };
	err = seating_move(request->tx, request->params[0], version, moves, in.moves.n, &seating);
	if (err && err != ERR_STALE)
		return err;
	write_seating(reply, &seating);
	return err;
}

/* ---- drawing ---- */

typedef enum err drawer(
    struct badge_press *press, const struct seating_plan_data *data, struct buf *out, struct fault *out_fault);

static const struct {
	const char *form, *content_type, *file_name;
	drawer *draw;
} FORMS[] = {
	{ "svg", "image/svg+xml", NULL, seating_plan_svg },
	{ "pdf", "application/pdf", "seating.pdf", seating_plan_pdf },
};
enum { FORMS_N = sizeof FORMS / sizeof *FORMS };

enum err on_seating_picture(struct request *request, struct reply *reply)
{
	struct session_seating seating;
	struct seating_plan_data data;
	size_t form = 0;
	const char *language = request_query(request, "lang", NULL);
	while (form < FORMS_N && strcmp(FORMS[form].form, request->params[1]) != 0)
		form++;
	if (form == FORMS_N)
		return ERR_NOT_FOUND;
	if (language && !language_is_official(language))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = seating_get(request->db, request->arena, request->params[0], &seating);
	if (!err)
		err = groups_seating_plan(
		    request->db, request->arena, &seating, language, request->now, &data, request->fault);
	if (!err)
		err = FORMS[form].draw(request->press, &data, &reply->body, request->fault);
	reply->content_type = FORMS[form].content_type;
	reply->file_name = FORMS[form].file_name;
	return err;
}
