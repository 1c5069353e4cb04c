/* See job.h. */
#include "http/job.h"

#include "badges/press.h"
#include "base/clock.h"
#include "base/mem.h"
#include "domain/act.h"
#include "http/etag.h"
#include "http/body.h"
#include "http/files_range.h"
#include "http/guard.h"
#include "http/gzip.h"
#include "http/problem.h"
#include "store/journal.h"
#include "store/tx.h"

#include <stdlib.h>
#include <string.h>

enum { DEVICE_MAX = 200, ASKED_MAX = 3 };

struct job *job_create(const struct wire_request *wire, const struct route *route, const char *const *params)
{
	struct job *job = mem_alloc(sizeof *job);
	struct request *r = &job->request;
	r->arena = arena_create();
	r->route = route;
	for (size_t i = 0; i < REQUEST_PARAMS_MAX; i++)
		r->params[i] = arena_dup(r->arena, params[i]);
	r->body = wire->body;
	r->body_len = wire->body_len;
	r->fault = &job->fault;
	r->login = (struct login){ .name = "", .roles = "", .scope = "" };
	job->change.run = job_change;
	return job;
}

void job_destroy(struct job *job)
{
	if (!job)
		return;
	buf_finish(&job->reply.body);
	file_send_destroy(job->reply.file);
	body_release(job->packed);
	body_release(job->kept);
	arena_destroy(job->request.arena);
	free(job);
}

static const char *device_of(struct arena *arena, const struct wire_request *wire)
{
	const char *said = wire_header(wire, "user-agent");
	char *device = arena_copy(arena, said ? said : "", said ? strnlen(said, DEVICE_MAX) : 0);
	for (char *at = device; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	return device;
}

enum err job_take_headers(struct job *job, const struct wire_request *wire)
{
	struct request *r = &job->request;
	char token[GUARD_TOKEN_MAX + 1];
	enum err err = wire_query(wire, r->arena, &r->query, &r->n_query, &job->fault);
	for (size_t i = 0; !err && i < r->n_query; i++)
		if (!route_takes(r->route, r->query[i].name))
			err = fault_set(&job->fault, ERR_QUERY, r->query[i].name,
			    "There is no parameter \"%.40s\" here.", r->query[i].name);
	if (!err)
		err = guard_version(wire, &r->if_match, &job->fault);
	r->key = wire_known(wire, WIRE_IDEMPOTENCY_KEY);
	r->if_none_match = wire_known(wire, WIRE_IF_NONE_MATCH);
	r->range = wire_known(wire, WIRE_RANGE);
	r->if_range = wire_known(wire, WIRE_IF_RANGE);
	r->last_event_id = wire_known(wire, WIRE_LAST_EVENT_ID);
	r->takes_gzip = gzip_is_taken(wire_known(wire, WIRE_ACCEPT_ENCODING));
	r->token = arena_dup(r->arena, guard_token(wire, r->is_secure, token));
	r->device = device_of(r->arena, wire);
	return err;
}

enum err job_authorise(struct job *job, struct db *db)
{
	struct request *r = &job->request;
	if (r->is_local) {
		r->login = (struct login){ .name = "operator", .roles = "admin", .scope = "" };
		r->roles = ~0u;
		return OK;
	}
	r->login = (struct login){ .name = "", .roles = "", .scope = "" };
	r->roles = 0;
	enum err err = r->token ? access_who(db, r->arena, r->token, r->now, &r->login) : ERR_LOGIN_NEEDED;
	if (!err)
		r->roles = roles_parse(r->login.roles);
	if (r->route->roles & ROLE_ANYONE)
		return err == ERR_LOGIN_NEEDED ? OK : err;
	if (err)
		return err;
	return r->roles & r->route->roles ? OK : ERR_FORBIDDEN;
}

/* A failed press is no reason to stop serving: the drawing is refused with the reason, everything else goes on. */
static enum err need_press(struct job *job, struct worker *worker)
{
	enum err err = worker->press ? OK : badge_press_create(&worker->press, &job->fault);
	job->request.press = worker->press;
	return err;
}

static enum err see(struct job *job, struct db *db)
{
	struct journal_head head;
	enum err err = journal_head(db, &head);
	if (!err)
		job->seen = head.seq;
	return err;
}

/* What a run before this one left in the reply is forgotten: the writer may run a change again (store.h), and a
 * question whose view was ended is asked again. */
static void begin_anew(struct job *job)
{
	struct buf body = job->reply.body;
	body.len = 0;
	file_send_destroy(job->reply.file);
	job->reply = (struct reply){ .body = body };
	job->fault = (struct fault){ 0 };
	job->replayed = false;
}

static void ask(struct job *job, struct worker *worker)
{
	job->request.db = worker->db;
	bool draws = job->request.route->kind == ROUTE_DRAW;
	job->err = draws ? store_read_begin_long(worker->db) : store_read_begin(worker->db);
	if (job->err)
		return;
	job->err = job_authorise(job, worker->db);
	if (!job->err && draws)
		job->err = need_press(job, worker);
	if (!job->err)
		job->err = job->request.route->run(&job->request, &job->reply);
	if (!job->err && job->view)
		job->err = see(job, worker->db);
	store_read_end(worker->db);
}

void job_ask(struct job *job, struct worker *worker)
{
	ask(job, worker);
	for (int i = 1; i < ASKED_MAX && job->err == ERR_BUSY; i++) {
		begin_anew(job);
		ask(job, worker);
	}
	if (!job->err && job->reply.is_big && job->request.takes_gzip)
		job->packed = gzip_body(job->reply.body.bytes, job->reply.body.len);
}

void job_prepare(struct job *job, struct worker *worker)
{
	job->request.db = worker->db;
	job->err = store_read_begin(worker->db);
	if (job->err)
		return;
	job->err = job_authorise(job, worker->db);
	store_read_end(worker->db); /* what follows may take long */
	if (!job->err)
		job->err = job->request.route->prepare(&job->request, &job->reply);
}

/* ---- a change ---- */

static struct act act_of(const struct job *job)
{
	const struct request *r = &job->request;
	const char *route = arena_printf(r->arena, "%s %s %s %s", wire_method_name(r->route->method), r->route->path,
	    r->params[0] ? r->params[0] : "", r->params[1] ? r->params[1] : "");
	for (size_t i = 0; i < r->n_query; i++)
		route = arena_printf(r->arena, "%s %s=%s", route, r->query[i].name, r->query[i].value);
	return (struct act){
		.key = r->key, .actor = r->login.name, .route = route, .body = r->body, .body_len = r->body_len
	};
}

/* The answer that was kept for this key, if there is one. */
static enum err replay(struct job *job, struct tx *tx, const struct act *act)
{
	int64_t status;
	const char *answer;
	enum err err = act_replay(tx, act, &status, &answer);
	if (!err && status) {
		job->replayed = true;
		job->reply.status = (int)status;
		buf_add_text(&job->reply.body, answer);
	}
	return err;
}

/* What carries a secret is not kept: not the answer, and not the fast hash of a body with a password either. */
static bool is_kept(const struct job *job)
{
	return !job->reply.secret && !job->reply.undo && job->request.key;
}

static enum err run_once(struct job *job, struct tx *tx)
{
	struct act act = act_of(job);
	enum err err = replay(job, tx, &act);
	if (err || job->replayed)
		return err;
	err = job->request.route->run(&job->request, &job->reply);
	if (!err && is_kept(job))
		err = act_keep(tx, &act, job->reply.status ? job->reply.status : 200, buf_text(&job->reply.body));
	return err;
}

enum err job_change(struct change *change, struct tx *tx)
{
	struct job *job = JOB_OF(change, change);
	struct request *r = &job->request;
	begin_anew(job);
	r->tx = tx;
	r->db = tx_db(tx);
	r->fault = tx_fault(tx);
	enum err err = job_authorise(job, r->db);
	if (!err) {
		tx_act_as(tx, *r->login.name ? r->login.name : "guest");
		tx_act_by(tx, r->key);
		err = run_once(job, tx);
	}
	job->err = err;
	return !err && job->reply.undo ? ERR_CONFLICT : err;
}

/* ---- the answer ---- */

static void answer_problem(struct job *job, struct buf *out)
{
	struct buf *shown = &job->reply.body;
	bool shows = job->err == ERR_STALE || job->err == ERR_SLIP_KEYED || job->err == ERR_FILE_FORMAT ||
		     job->err == ERR_CLASH;
	bool has_body = shows && shown->len;
	if (job->fault.err != job->err)
		fault_set(&job->fault, job->err, NULL, NULL);
	problem_write(out, &job->fault, has_body ? buf_text(shown) : NULL);
}

/* What has a tag may be kept by the browser that asked, and by nobody on the way; it asks again each time. */
static void answer_etag(struct job *job, struct answer *answer)
{
	if (job->err || !job->reply.etag)
		return;
	answer->etag = job->reply.etag;
	answer->cache = "private, no-cache";
	if (etag_weak_match(job->request.if_none_match, job->reply.etag))
		answer->status = 304;
}

/* A file is sent as far as it is asked for (RFC 9110 §14.2), and only to who does not hold it already. */
static void answer_file(struct job *job, struct answer *answer)
{
	const struct request *r = &job->request;
	size_t total = (size_t)file_send_left(job->reply.file), len = total, first = 0;
	answer_add(answer, "Accept-Ranges", "bytes");
	if (r->range && answer->status == 200 && (!r->if_range || strcmp(r->if_range, answer->etag) == 0))
		first = files_range_answer(r->range, total, answer, &len);
	file_send_narrow(job->reply.file, (int64_t)first, (int64_t)len);
	answer->file = job->reply.file;
	job->reply.file = NULL;
}

void job_answer(struct job *job, struct answer *out_answer)
{
	struct reply *reply = &job->reply;
	struct answer answer = { .status = reply->status ? reply->status : 200 };
	if (job->err) {
		struct buf problem = { 0 };
		answer_problem(job, &problem);
		answer.status = problem_status(job->err);
		answer.content_type = "application/problem+json";
		answer.body = body_steal(&problem);
	} else {
		answer.content_type = reply->content_type ? reply->content_type : "application/json";
		answer.body = job->packed ? body_ref(job->packed) : body_steal(&reply->body);
		if (job->packed)
			answer_add(&answer, "Content-Encoding", "gzip");
		if (reply->is_big)
			answer_add(&answer, "Vary", "Accept-Encoding");
	}
	answer_etag(job, &answer);
	if (!job->err && reply->file)
		answer_file(job, &answer);
	if (answer.status == 401) /* RFC 9110 §11.6.1 */
		answer_add(&answer, "WWW-Authenticate", "Bearer");
	if (answer.status == 429 && reply->retry_after)
		answer_add(&answer, "Retry-After", arena_printf(job->request.arena, "%d", reply->retry_after));
	if (!job->err && reply->clear)
		answer_add(&answer, "Clear-Site-Data", reply->clear);
	if (!job->err && reply->cookie)
		answer_add(&answer, "Set-Cookie", reply->cookie);
	if (!job->err && reply->file_name)
		answer_add(&answer, "Content-Disposition",
		    arena_printf(job->request.arena, "attachment; filename=\"%s\"", reply->file_name));
	if (job->replayed)
		answer_add(&answer, "Idempotent-Replayed", "true");
	*out_answer = answer;
}
