/* The floor plan: taken in on a worker, kept by the writer, shown to everybody. */
#include "domain/venue_plan.h"

#include "badges/venue_plan.h"
#include "http/handlers.h"

static void view_plan(struct request *request, struct jsonw *w, const struct venue_plan *plan)
{
	jsonw_object(w, NULL);
	jsonw_int(w, "version", plan->version);
	if (plan->version)
		jsonw_text(
		    w, "url", arena_printf(request->arena, "/plan.png?version=%lld", (long long)plan->version));
	else
		jsonw_null(w, "url");
	jsonw_int(w, "width", plan->width);
	jsonw_int(w, "height", plan->height);
	jsonw_object_end(w);
}

enum err on_plan(struct request *request, struct reply *reply)
{
	struct venue_plan plan = { 0 };
	enum err err = venue_plan_get(request->db, request->arena, &plan);
	if (err && err != ERR_NOT_FOUND)
		return err;
	struct jsonw w = reply_json(reply);
	view_plan(request, &w, &plan);
	return OK;
}

/* Drawing takes long and may fail: before the writer's turn. */
enum err on_plan_prepare(struct request *request, struct reply *reply)
{
	struct venue_plan_size size;
	struct buf png = { 0 };
	(void)reply;
	enum err err = venue_plan_take(request->body, request->body_len, &png, &size, request->fault);
	if (!err) {
		struct venue_plan *plan = arena_new(request->arena, struct venue_plan);
		*plan = (struct venue_plan){ .len = png.len, .width = size.width, .height = size.height };
		plan->png = buf_keep(&png, request->arena);
		request->prepared = plan;
	}
	buf_finish(&png);
	return err;
}

enum err on_plan_keep(struct request *request, struct reply *reply)
{
	const struct venue_plan *sent = request->prepared;
	struct venue_plan plan;
	enum err err = venue_plan_keep(request->tx, sent->png, sent->len, sent->width, sent->height, &plan);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_plan(request, &w, &plan);
	return OK;
}

enum err on_plan_picture(struct request *request, struct reply *reply)
{
	struct venue_plan plan = { 0 };
	enum err err = venue_plan_picture(request->db, request->arena, &plan);
	if (err)
		return err;
	buf_add(&reply->body, plan.png, plan.len);
	reply->content_type = "image/png";
	reply->etag = arena_printf(request->arena, "\"%.32s\"", plan.sha256);
	return OK;
}
