/* See views.h. */
#include "http/views.h"

#include "base/mem.h"
#include "http/etag.h"
#include "http/gzip.h"
#include "http/handlers.h"
#include "http/problem.h"
#include "store/topic.h"

#include <stdlib.h>
#include <string.h>

#define BIT(name) (1u << TOPIC_##name)

/* Which topics each view is made of. A view that is not listed never changes while the server runs. */
static const struct {
	handler *run;
	unsigned topics;
} MADE_OF[] = {
	{ on_agenda, BIT(AGENDA) },
	{ on_catalogue, BIT(AGENDA) }, /* categories are configured: an entry of the agenda's topic */
	{ on_agenda_changes, BIT(AGENDA) },
	{ on_agenda_ics, BIT(AGENDA) },
	{ on_agenda_xml, BIT(AGENDA) },
	{ on_agenda_json, BIT(AGENDA) },
	{ on_agenda_json2, BIT(AGENDA) },
	{ on_emergency, BIT(EMERGENCY) },
	{ on_showing, BIT(VIDEOS) | BIT(AGENDA) },
	{ on_plan, BIT(AGENDA) },
	{ on_tally, BIT(PLEDGES) },
	{ on_wall, BIT(PLEDGES) | BIT(FLOOR) | BIT(AGENDA) | BIT(CEREMONY) },
};

struct waiting {
	struct waiting *next;
	struct exchange *exchange;
	const struct wire_request *wire;
};

struct view {
	struct views *views;
	const struct route *route;
	unsigned topics;
	enum {
		VIEW_STALE,
		VIEW_BUILDING,
		VIEW_AGAIN,
		VIEW_FRESH
	} state;          /* AGAIN: it became stale while it was built */
	bool wanted;      /* to be built again though nobody asks */
	int64_t seq;      /* of the journal entry that made it stale last */
	unsigned changed; /* topics since the last build was begun */
	struct view_parts parts;
	struct form {
		struct body *body; /* NULL: not kept in this form */
		char etag[ETAG_LEN + 1];
		struct answer whole, same; /* 200 and 304, with their heads */
		struct buf whole_head, same_head;
	} plain, gzip;
	struct waiting *waiting; /* for the build that runs */
	struct waiting *later;   /* asked after it became stale: for the next one */
};

struct views {
	view_build *build;
	void *ctx;
	size_t n;
	struct view views[];
};

struct views *views_create(view_build *build, void *ctx)
{
	size_t n_routes, n = 0;
	const struct route *routes = route_all(&n_routes);
	struct views *views = mem_alloc(sizeof *views + n_routes * sizeof(struct view));
	views->build = build;
	views->ctx = ctx;
	for (size_t i = 0; i < n_routes; i++) {
		if (routes[i].kind != ROUTE_VIEW)
			continue;
		struct view *view = &views->views[n++];
		view->views = views;
		view->route = &routes[i];
		view->changed = ~0U;
		for (size_t k = 0; k < sizeof MADE_OF / sizeof *MADE_OF; k++)
			if (MADE_OF[k].run == routes[i].run)
				view->topics = MADE_OF[k].topics;
	}
	views->n = n;
	return views;
}

static void forget(struct waiting *waiting)
{
	for (struct waiting *next; waiting; waiting = next) {
		next = waiting->next;
		free(waiting);
	}
}

static void end_form(struct form *form)
{
	body_release(form->body);
	buf_finish(&form->whole_head);
	buf_finish(&form->same_head);
}

void views_destroy(struct views *views)
{
	for (size_t i = 0; views && i < views->n; i++) {
		end_form(&views->views[i].plain);
		end_form(&views->views[i].gzip);
		forget(views->views[i].waiting);
		forget(views->views[i].later);
		for (size_t k = 0; k < VIEW_PARTS_MAX; k++)
			buf_finish(&views->views[i].parts.part[k].json);
	}
	free(views);
}

struct view *views_find(struct views *views, const char *path)
{
	for (size_t i = 0; i < views->n; i++)
		if (strcmp(views->views[i].route->path, path) == 0)
			return &views->views[i];
	return NULL;
}

static void serve_fresh(const struct view *view, struct exchange *exchange, const struct wire_request *wire)
{
	const char *accept = wire_known(wire, WIRE_ACCEPT_ENCODING), *known = wire_known(wire, WIRE_IF_NONE_MATCH);
	const struct form *form = view->gzip.body && gzip_is_taken(accept) ? &view->gzip : &view->plain;
	exchange_answer(exchange, known && etag_weak_match(known, form->etag) ? &form->same : &form->whole);
}

static void serve_error(struct exchange *exchange, const struct fault *fault)
{
	struct buf problem = { 0 };
	problem_write(&problem, fault, NULL);
	struct answer answer = { .status = problem_status(fault->err),
		.content_type = "application/problem+json",
		.body = body_steal(&problem) };
	exchange_answer(exchange, &answer);
	body_release(answer.body);
}

static void build(struct view *view)
{
	view->state = VIEW_BUILDING;
	view->wanted = false;
	view->parts.changed |= view->changed;
	view->changed = 0;
	enum err err = view->views->build(view->views->ctx, view, view->route);
	if (err) {
		struct fault fault = { .err = err };
		view_built(view, err, &fault, NULL, NULL, NULL);
	}
}

void view_serve(struct view *view, struct exchange *exchange, const struct wire_request *wire)
{
	if (view->state == VIEW_FRESH) {
		serve_fresh(view, exchange, wire);
		return;
	}
	struct waiting **list = view->state == VIEW_AGAIN ? &view->later : &view->waiting;
	struct waiting *waiting = mem_alloc(sizeof *waiting);
	*waiting = (struct waiting){ *list, exchange, wire };
	*list = waiting;
	if (view->state == VIEW_STALE)
		build(view);
}

/* Both answers of a form, up to the date. */
static void fix_answers(struct form *form, const char *content_type, const char *encoding)
{
	form->same = (struct answer){ .status = 304, .etag = form->etag, .cache = "no-cache" };
	form->whole = form->same;
	form->whole.status = 200;
	form->whole.content_type = content_type;
	form->whole.body = form->body;
	if (encoding)
		answer_add(&form->whole, "Content-Encoding", encoding);
	answer_add(&form->whole, "Vary", "Accept-Encoding");
	answer_add(&form->same, "Vary", "Accept-Encoding");
	answer_fix(&form->whole_head, &form->whole);
	answer_fix(&form->same_head, &form->same);
	form->whole.fixed = &form->whole_head;
	form->same.fixed = &form->same_head;
}

static void replace(struct view *view, const char *content_type, struct body *plain, struct body *gzip)
{
	body_release(view->plain.body);
	body_release(view->gzip.body);
	view->plain.body = plain;
	view->gzip.body = gzip;
	etag_of(body_bytes(plain), body_len(plain), "", view->plain.etag);
	etag_of(body_bytes(plain), body_len(plain), "-gz", view->gzip.etag);
	fix_answers(&view->plain, content_type, NULL);
	fix_answers(&view->gzip, content_type, "gzip");
}

static void answer_all(struct view *view, struct waiting *waiting, enum err err, const struct fault *fault)
{
	for (struct waiting *next; waiting; waiting = next) {
		next = waiting->next;
		if (err)
			serve_error(waiting->exchange, fault);
		else
			serve_fresh(view, waiting->exchange, waiting->wire);
		free(waiting);
	}
}

/* Whoever asked before the view became stale gets what was built, so that a stream of commits starves nobody; whoever
 * asked after that must see the change. An answer may bring the next request of its connection at once, which may
 * have begun a build already. */
void view_built(struct view *view, enum err err, const struct fault *fault, const char *content_type,
    struct body *plain, struct body *gzip)
{
	struct waiting *waiting = view->waiting;
	bool again = view->state == VIEW_AGAIN;
	view->waiting = view->later;
	view->later = NULL;
	view->state = err || again ? VIEW_STALE : VIEW_FRESH;
	if (!err) {
		replace(view, content_type, plain, gzip);
		view->parts.changed = 0;
	}
	answer_all(view, waiting, err, fault);
	if ((view->waiting || view->wanted) && view->state == VIEW_STALE)
		build(view);
}

void view_refresh(struct view *view)
{
	if (view->state == VIEW_STALE)
		build(view);
	else if (view->state == VIEW_AGAIN)
		view->wanted = true;
}

struct view_parts *view_parts(struct view *view)
{
	return &view->parts;
}

const struct body *view_bytes(const struct view *view)
{
	return view->plain.body;
}

bool view_is_building(const struct view *view)
{
	return view->state == VIEW_BUILDING || view->state == VIEW_AGAIN;
}

bool view_is_of(const struct view *view, unsigned topics)
{
	return view->topics & topics;
}

/* Whatever was begun after it became stale by this entry has it already. */
void view_stale(struct view *view, unsigned topics, int64_t seq)
{
	view->changed |= topics;
	if (!view_is_of(view, topics) || seq <= view->seq)
		return;
	view->seq = seq;
	if (view->state == VIEW_FRESH)
		view->state = VIEW_STALE;
	else if (view->state == VIEW_BUILDING)
		view->state = VIEW_AGAIN;
}

void views_stale(struct views *views, unsigned topics, int64_t seq)
{
	for (size_t i = 0; i < views->n; i++)
		view_stale(&views->views[i], topics, seq);
}
