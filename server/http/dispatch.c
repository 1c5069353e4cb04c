/* See dispatch.h. */
#include "http/dispatch_state.h"

#include "badges/press.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "find/keeper.h"
#include "http/guard.h"
#include "http/gzip.h"
#include "http/handlers.h"
#include "http/problem.h"
#include "http/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TASKS_MAX = 4096, LOG_PAUSE_MS = 60000 };

/* ---- answers ---- */

static void count(struct dispatch *d, int status)
{
	int class = status / 100;
	if (class > 0 && class < SYSTEM_STATUS_CLASSES)
		d->system.requests[class]++;
}

int64_t dispatch_ticks(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A disk that is full all day, and everybody who tries again: one line a minute, with how many there were. What broke
 * inside is told apart by its route. */
static void log_failure(struct job *job)
{
	char times[12];
	struct dispatch *d = job->dispatch;
	const struct route *route = job->err == ERR_BROKEN ? job->request.route : NULL;
	size_t slot = ((size_t)job->err + (uintptr_t)route / sizeof *route) % (sizeof d->told / sizeof *d->told);
	struct told *told = &d->told[slot];
	int64_t now = dispatch_ticks();
	if (told->err != job->err || told->route != route)
		*told = (struct told){ .route = route, .err = job->err, .at = now - LOG_PAUSE_MS };
	told->times++;
	if (now - told->at < LOG_PAUSE_MS)
		return;
	snprintf(times, sizeof times, "%u", told->times);
	told->at = now;
	told->times = 0;
	log_fact(LOG_ERROR, "request-failed", "route", job->request.route->path, "code", err_name(job->err), "detail",
	    job->fault.detail, "times", times, NULL);
}

void dispatch_finish(struct job *job)
{
	struct answer answer;
	int64_t now = dispatch_ticks();
	sign_in_count(job, now);
	if (job->request.token && *job->request.login.name)
		rate_know(job->dispatch->rate, job->request.token);
	audit_job(&job->dispatch->audit, job, now);
	idle_used(job->dispatch->idle, &job->request, now);
	job_answer(job, &answer);
	count(job->dispatch, answer.status);
	if (answer.status >= 500)
		log_failure(job);
	exchange_answer(job->exchange, &answer);
	body_release(answer.body);
	job_destroy(job);
}

static void fail(struct job *job, enum err err)
{
	job->err = err;
	dispatch_finish(job);
}

static void open_finished(struct letter *letter)
{
	dispatch_finish(JOB_OF(letter, letter));
}

/* ---- workers ---- */

static void *worker_begin(void *ctx)
{
	struct dispatch *d = ctx;
	struct worker *worker = mem_alloc(sizeof *worker);
	if (store_reader_open(d->config.store, &worker->db) != OK) {
		log_fact(LOG_ERROR, "worker-without-database", NULL);
		free(worker);
		return NULL;
	}
	return worker;
}

static void worker_end(void *context)
{
	struct worker *worker = context;
	if (!worker)
		return;
	badge_press_destroy(worker->press);
	store_reader_close(worker->db);
	free(worker);
}

/* Fonts are checked and one press is warm before the first badge is wanted, and the people are in memory before the
 * first is looked for; the other workers serve meanwhile. */
static void run_warm(struct task *task, void *context)
{
	struct worker *worker = context;
	struct dispatch *d = (struct dispatch *)(void *)((char *)task - offsetof(struct dispatch, warm));
	struct fault fault = { 0 };
	if (!worker)
		return;
	if (!worker->press && badge_press_create(&worker->press, &fault))
		log_fact(LOG_ERROR, "badges-cannot-be-drawn", "detail", fault.detail, NULL);
	if (store_read_begin_long(worker->db) == OK) {
		if (keeper_catch_up(d->keeper, worker->db))
			log_fact(LOG_ERROR, "people-cannot-be-read", NULL);
		store_read_end(worker->db);
	}
}

enum err dispatch_submit(struct dispatch *d, struct task *task)
{
	return d->pool ? pool_submit(d->pool, task) : ERR_BUSY;
}

static void post(struct job *job, void (*open)(struct letter *))
{
	job->letter.open = open;
	mailbox_post(job->dispatch->mailbox, &job->letter);
}

static void run_ask(struct task *task, void *context)
{
	struct job *job = JOB_OF(task, task);
	if (context)
		job_ask(job, context);
	else
		job->err = ERR_BROKEN;
	post(job, open_finished);
}

static void open_changed(struct letter *letter)
{
	letter->open = open_finished;
	pump_answer(JOB_OF(letter, letter)->dispatch, letter);
}

/* Left for the ring that ends the batch. */
static void change_done(struct change *change, enum err err)
{
	struct job *job = JOB_OF(change, change);
	if (!job->reply.undo || job->err || err_kind(err) == KIND_UNAVAILABLE || err_kind(err) == KIND_FULL)
		job->err = err;
	job->fault = change->fault;
	job->letter.open = open_changed;
	mailbox_leave(job->dispatch->mailbox, &job->letter);
}

void dispatch_change(struct job *job)
{
	job->change.done = change_done;
	enum err err = store_submit(job->dispatch->config.store, &job->change);
	if (err) {
		job->err = err;
		post(job, open_finished);
	}
}

static void run_prepare(struct task *task, void *context)
{
	struct job *job = JOB_OF(task, task);
	if (context)
		job_prepare(job, context);
	else
		job->err = ERR_BROKEN;
	if (job->err)
		post(job, open_finished);
	else
		dispatch_change(job);
}

/* ---- views ---- */

static void open_view(struct letter *letter)
{
	struct job *job = JOB_OF(letter, letter);
	struct view *view = job->view;
	if (job->fault.err != job->err)
		fault_set(&job->fault, job->err, NULL, NULL);
	job->dispatch->system.views_built++;
	view_built(view, job->err, &job->fault,
	    job->reply.content_type ? job->reply.content_type : "application/json", job->kept, job->packed);
	job->kept = job->packed = NULL;
	if (view == job->dispatch->wall) {
		if (!job->err)
			pump_wall_built(job->dispatch, job->seen);
		pump_wall_over(job->dispatch);
	}
	job_destroy(job);
}

static void run_view(struct task *task, void *context)
{
	struct job *job = JOB_OF(task, task);
	if (context)
		job_ask(job, context);
	else
		job->err = ERR_BROKEN;
	if (!job->err)
		job->kept = body_seal(&job->reply.body);
	/* The hall waits for the wall's, which streams carry as it is; hardly anybody asks for it. */
	if (!job->err && job->view != job->dispatch->wall)
		job->packed = gzip_body(body_bytes(job->kept), body_len(job->kept));
	post(job, open_view);
}

static enum err build_view(void *ctx, struct view *view, const struct route *route)
{
	struct dispatch *d = ctx;
	static const char *const NO_PARAMS[REQUEST_PARAMS_MAX] = { 0 };
	static const struct wire_request NOTHING;
	struct job *job = job_create(&NOTHING, route, NO_PARAMS);
	job->dispatch = d;
	job->view = view;
	job->request.shelf = d->config.shelf;
	job->request.now = clock_now(d->config.clock);
	job->request.parts = view_parts(view);
	job->task.run = run_view;
	enum err err = dispatch_submit(d, &job->task);
	if (err)
		job_destroy(job);
	return err;
}

/* ---- requests ---- */

static void open_stream(struct letter *letter)
{
	live_route_start(JOB_OF(letter, letter));
}

static void run_live(struct task *task, void *context)
{
	struct job *job = JOB_OF(task, task);
	if (context)
		live_route_read(job, context);
	else
		job->err = ERR_BROKEN;
	post(job, job->err ? open_finished : open_stream);
}

static void answer_file(
    struct dispatch *d, struct exchange *exchange, const struct asset *asset, const struct wire_request *wire)
{
	struct answer answer;
	files_answer(asset, wire, &answer);
	count(d, answer.status);
	exchange_answer(exchange, &answer);
}

static void look_at_system(struct job *job)
{
	struct dispatch *d = job->dispatch;
	d->system.connections = d->server ? http_server_connections(d->server) : 0;
	d->system.snapshot_at = d->config.snapshot_at ? *d->config.snapshot_at : 0;
	d->system.streams = (int64_t)live_subscribers(d->live);
	d->system.notices = live_notices(d->live);
	d->system.writer_waiting = store_waiting(d->config.store);
	d->system.journal_seq = d->pump.committed;
	job->system = d->system;
	job->request.system = &job->system;
}

/* Answered on the loop from memory. */
static void answer_now(struct job *job)
{
	look_at_system(job);
	job->err = job->request.route->run(&job->request, &job->reply);
	dispatch_finish(job);
}

static void hand_over(struct job *job, void (*run)(struct task *, void *))
{
	job->task.run = run;
	enum err err = dispatch_submit(job->dispatch, &job->task);
	if (err)
		fail(job, err);
}

static void start(struct job *job)
{
	switch (job->request.route->kind) {
	case ROUTE_NOW:
		answer_now(job);
		return;
	case ROUTE_DO:
		if (sign_in_is_slow(job->request.route))
			sign_in_hash(job);
		else if (job->request.route->prepare)
			hand_over(job, run_prepare);
		else
			dispatch_change(job);
		return;
	case ROUTE_LIVE:
		hand_over(job, run_live);
		return;
	case ROUTE_PAGE: /* the page was not in files: it is not built in */
		fail(job, ERR_NOT_FOUND);
		return;
	default:
		look_at_system(job);
		hand_over(job, run_ask);
	}
}

/* No row fits: said as a problem, with Allow where only the method is wrong. */
static void answer_no_route(struct dispatch *d, struct exchange *exchange, enum err err, const char *allow)
{
	struct buf problem = { 0 };
	struct fault fault = { .err = err };
	problem_write(&problem, &fault, NULL);
	struct answer answer = { .status = problem_status(err),
		.content_type = "application/problem+json",
		.body = body_steal(&problem) };
	if (allow)
		answer_add(&answer, "Allow", allow);
	count(d, answer.status);
	exchange_answer(exchange, &answer);
	body_release(answer.body);
}

/* A page that has met a server which came after this one says so with its requests; from then on nothing is written
 * here and nothing shown as if it were true. */
static void look_at_epoch(struct dispatch *d, const struct wire_request *wire)
{
	const char *token = d->config.is_fenced ? NULL : wire_header(wire, "x-p2c-epoch");
	if (!token || !epoch_is_superseded_by(&d->config.epoch, token))
		return;
	d->config.is_fenced = true;
	live_watch_end(d);
	if (d->config.on_superseded)
		d->config.on_superseded(d->config.ctx);
}

/* What memory can answer at once: views and files. */
static bool answer_from_memory(struct dispatch *d, struct exchange *exchange, const struct wire_request *wire)
{
	if (wire->method != WIRE_GET && wire->method != WIRE_HEAD)
		return false;
	struct view *view = wire->query_len || d->config.is_fenced ? NULL : views_find(d->views, wire->path);
	if (view && !guard_is_crossing(wire)) {
		count(d, 200);
		view_serve(view, exchange, wire);
		return true;
	}
	const struct asset *asset = view ? NULL : files_find(d->config.files, wire->path);
	if (asset)
		answer_file(d, exchange, asset, wire);
	return asset != NULL;
}

/* A page whose address has a part that stands for something: the file is kept under the row's own path. */
static bool answer_page(
    struct dispatch *d, struct exchange *exchange, const struct route *route, const struct wire_request *wire)
{
	const struct asset *asset = route->kind == ROUTE_PAGE ? files_find(d->config.files, route->path) : NULL;
	if (asset)
		answer_file(d, exchange, asset, wire);
	return asset != NULL;
}

static enum guard_way way_of(const struct exchange *exchange)
{
	if (exchange_is_local(exchange))
		return GUARD_LOCAL;
	return exchange_is_secure(exchange) ? GUARD_SECURE : GUARD_PLAIN;
}

void dispatch_request(void *ctx, struct exchange *exchange, const struct wire_request *wire)
{
	struct dispatch *d = ctx;
	look_at_epoch(d, wire);
	if (answer_from_memory(d, exchange, wire))
		return;
	struct arena *arena = arena_create();
	const struct route *route;
	const char *params[REQUEST_PARAMS_MAX], *allow = NULL;
	enum err err = route_find(wire->method, wire->path, arena, &route, params, &allow);
	if (err) {
		answer_no_route(d, exchange, err, allow);
		arena_destroy(arena);
		return;
	}
	if (answer_page(d, exchange, route, wire)) {
		arena_destroy(arena);
		return;
	}
	struct job *job = job_create(wire, route, params);
	arena_destroy(arena);
	job->dispatch = d;
	job->exchange = exchange;
	job->request.is_local = exchange_is_local(exchange);
	job->request.is_secure = exchange_is_secure(exchange);
	job->request.movable = d->config.movable;
	job->request.keeper = d->keeper;
	job->request.board = d->board;
	job->request.health = d->config.health;
	job->request.patience = d->patience;
	exchange_address(exchange, job->address);
	job->request.address = job->address;
	job->request.ticks = dispatch_ticks();
	job->request.shelf = d->config.shelf;
	job->request.site = d->config.site;
	job->request.now = clock_now(d->config.clock);
	err = guard_check(wire, route, way_of(exchange), &job->fault);
	if (!err)
		err = job_take_headers(job, wire);
	if (!err && !sign_in_may(job, job->request.ticks))
		err = ERR_TOO_MANY;
	if (!err && d->config.is_fenced && route->kind != ROUTE_NOW)
		err = ERR_SUPERSEDED;
	if (err)
		fail(job, err);
	else
		start(job);
}

static enum err code_of(int status)
{
	return status == 413 ? ERR_TOO_BIG : status == 503 ? ERR_BUSY : ERR_MALFORMED;
}

void dispatch_refuse(void *ctx, const struct wire_refusal *why, struct answer *out_answer)
{
	struct dispatch *d = ctx;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "type", "about:blank");
	jsonw_text(&w, "title", answer_words(why->status));
	jsonw_int(&w, "status", why->status);
	jsonw_text(&w, "code", err_name(code_of(why->status)));
	jsonw_null(&w, "field");
	jsonw_text(&w, "detail", why->reason);
	jsonw_object_end(&w);
	count(d, why->status);
	if (why->status == 503)
		log_fact(LOG_ERROR, "answer-late", NULL);
	*out_answer = (struct answer){
		.status = why->status, .content_type = "application/problem+json", .body = body_steal(&out)
	};
}

void dispatch_watch(struct dispatch *d, const struct http_server *server)
{
	d->server = server;
}

struct dispatch *dispatch_create(const struct dispatch_config *config)
{
	struct dispatch *d = mem_alloc(sizeof *d);
	d->config = *config;
	d->system.health = config->health;
	d->mailbox = mailbox_create(config->base);
	d->rate = rate_create(config->requests_per_address);
	d->keeper = keeper_create();
	d->board = screen_board_create();
	d->patience = patience_create();
	d->idle = idle_create(config->store, config->idle_ms);
	struct pool_config pool = { .threads = config->workers,
		.waiting_max = TASKS_MAX,
		.begin = worker_begin,
		.end = worker_end,
		.ctx = d };
	d->pool = pool_create(&pool);
	d->warm.run = run_warm;
	pool_submit(d->pool, &d->warm);
	disk_sweep(d);
	d->views = views_create(build_view, d);
	d->wall = views_find(d->views, "/api/wall");
	d->agenda = views_find(d->views, "/api/agenda");
	struct live_config live = {
		.base = config->base, .clock = config->clock, .boot = config->boot, .epoch = d->epoch_token
	};
	epoch_token(&config->epoch, d->epoch_token);
	d->live = live_create(&live);
	pump_start(d, config->journal_seq);
	d->system.started_at = clock_now(config->clock);
	d->system.started_ticks = dispatch_ticks();
	return d;
}

void dispatch_end_workers(struct dispatch *d)
{
	if (!d)
		return;
	pool_destroy(d->pool);
	d->pool = NULL;
}

void dispatch_settle(struct dispatch *d)
{
	if (!d)
		return;
	mailbox_destroy(d->mailbox);
	d->mailbox = NULL;
}

void dispatch_destroy(struct dispatch *d)
{
	if (!d)
		return;
	pump_end(d);
	live_destroy(d->live);
	views_destroy(d->views);
	keeper_destroy(d->keeper);
	rate_destroy(d->rate);
	screen_board_destroy(d->board);
	patience_destroy(d->patience);
	idle_destroy(d->idle);
	free(d);
}
