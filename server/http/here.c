/* See here.h. */
#include "http/here.h"

#include "badges/press.h"
#include "base/clock.h"
#include "find/keeper.h"
#include "http/guard.h"
#include "http/job.h"
#include "http/problem.h"

static const char *const HOSTS[] = { "localhost" };
static const struct wire_rules RULES = { .hosts = HOSTS, .n_hosts = 1, .body_limit = guard_body_limit };

/* Pages, streams and the server's own numbers come from a server that runs. */
static bool needs_server(const struct route *route)
{
	return route->kind == ROUTE_PAGE || route->kind == ROUTE_LIVE || route->kind == ROUTE_NOW;
}

static void run(struct job *job, struct store *store)
{
	struct worker worker = { 0 };
	job->err = store_reader_open(store, &worker.db);
	if (job->err)
		return;
	const struct route *route = job->request.route;
	if (route->prepare)
		job_prepare(job, &worker);
	job->request.keeper = keeper_create(); /* reads nothing before somebody is looked for */
	if (!job->err && route->kind != ROUTE_DO)
		job_ask(job, &worker);
	keeper_destroy(job->request.keeper);
	job->request.keeper = NULL;
	badge_press_destroy(worker.press);
	store_reader_close(worker.db);
	if (job->err || route->kind != ROUTE_DO)
		return;
	enum err err = store_apply(store, &job->change);
	if (!job->reply.undo || job->err)
		job->err = err;
	job->fault = job->change.fault;
}

static void give(struct job *job, int *out_status, struct buf *out_body)
{
	struct answer answer;
	job_answer(job, &answer);
	*out_status = answer.status;
	buf_add(out_body, body_bytes(answer.body), body_len(answer.body));
	body_release(answer.body);
	job_destroy(job);
}

static struct job *make(const struct wire_request *wire)
{
	static const struct route NO_ROUTE;
	struct arena *arena = arena_create();
	const struct route *route = &NO_ROUTE;
	const char *params[REQUEST_PARAMS_MAX] = { 0 }, *allow;
	enum err err = route_find(wire->method, wire->path, arena, &route, params, &allow);
	struct job *job = job_create(wire, route, params);
	job->err = err;
	if (!err && needs_server(route))
		job->err = ERR_NOT_FOUND;
	if (!job->err)
		job->err = guard_check(wire, route, GUARD_LOCAL, &job->fault);
	if (!job->err)
		job->err = job_take_headers(job, wire);
	arena_destroy(arena);
	return job;
}

enum err here_answer(
    struct store *store, const struct clock *clock, char *bytes, size_t len, int *out_status, struct buf *out_body)
{
	struct wire wire;
	wire_start(&wire, &RULES);
	if (wire_feed(&wire, bytes, len) != WIRE_DONE)
		return ERR_MALFORMED;
	struct job *job = make(&wire.request);
	job->request.is_local = true;
	job->request.now = clock_now(clock);
	if (!job->err)
		run(job, store);
	give(job, out_status, out_body);
	return OK;
}
