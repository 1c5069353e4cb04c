/* Coming in, as far as the loop has to do with it: who tries or asks too often waits, passwords are hashed a few at a
 * time. Hashing is slow on purpose (domain/access.h), so it never takes all workers: what is beyond HASHING_MOST, or
 * beyond all workers but one, waits here and holds nobody up. Part of dispatch.h. */
#include "http/dispatch_state.h"

#include "http/handlers.h"

#include <assert.h>

enum { HASHING_MOST = 2, HASHING_WAITING_MAX = 256 };

static bool is_own_agenda(handler *run)
{
	return run == on_my_agenda_scan || run == on_my_agenda || run == on_my_agenda_ics;
}

/* Who tries too often at which kind of thing has to wait; wrong badges at a kiosk keep nobody from signing in. */
static struct throttle *throttle_of(struct dispatch *d, handler *run)
{
	if (is_own_agenda(run))
		return &d->guesses;
	return run == on_login || run == on_device_ask || run == on_device_enrol ? &d->sign_ins : NULL;
}

/* A sign-in that failed counts against its address, a badge or link that is nobody's, and every device that asks. */
void sign_in_count(struct job *job, int64_t now_ms)
{
	handler *run = job->request.route->run;
	struct throttle *throttle = throttle_of(job->dispatch, run);
	bool is_guess = is_own_agenda(run) && (job->err == ERR_CODE_UNKNOWN || job->err == ERR_NOT_FOUND);
	bool failed = job->err == ERR_LOGIN_FAILED || job->err == ERR_CODE_USED;
	char source[HTTP_ADDRESS_LEN + 1];
	if (throttle && (failed || run == on_device_ask || is_guess))
		throttle_failed(throttle, exchange_source(job->exchange, source), now_ms);
}

/* Is it a stranger's request that a thread has to work on, and one of too many? What memory answers at once is not
 * counted: all phones of a venue may ask at the same moment, from one address. */
static bool is_one_too_many(struct job *job, const char *source, int64_t now_ms)
{
	assert(job->dispatch);
	struct rate *rate = job->dispatch->rate;
	return job->request.route->kind != ROUTE_NOW && !job->request.is_local &&
	       !rate_knows(rate, job->request.token) && !rate_take(rate, source, now_ms);
}

bool sign_in_may(struct job *job, int64_t now_ms)
{
	char source[HTTP_ADDRESS_LEN + 1];
	const struct throttle *throttle = throttle_of(job->dispatch, job->request.route->run);
	exchange_source(job->exchange, source);
	if (throttle && !throttle_allows(throttle, source, now_ms))
		job->reply.retry_after = THROTTLE_MS / 1000;
	else if (is_one_too_many(job, source, now_ms))
		job->reply.retry_after = 1;
	return job->reply.retry_after == 0;
}

/* ---- hashing ---- */

bool sign_in_is_slow(const struct route *route)
{
	return route->run == on_login || route->run == on_user_put;
}

static size_t most_at_once(const struct dispatch *d)
{
	size_t others = d->config.workers > 1 ? d->config.workers - 1 : 1;
	return others < HASHING_MOST ? others : HASHING_MOST;
}

static void start_next(struct dispatch *d);

static void open_hashed(struct letter *letter)
{
	struct job *job = JOB_OF(letter, letter);
	struct dispatch *d = job->dispatch;
	d->hashing.running--;
	if (!job->err && !d->pool)
		job->err = ERR_BUSY; /* the program ends, and the writer has */
	if (job->err)
		dispatch_finish(job);
	else
		dispatch_change(job);
	start_next(d);
}

static void run_hash(struct task *task, void *context)
{
	struct job *job = JOB_OF(task, task);
	if (context)
		job_prepare(job, context);
	else
		job->err = ERR_BROKEN;
	job->letter.open = open_hashed;
	mailbox_post(job->dispatch->mailbox, &job->letter);
}

static void start_next(struct dispatch *d)
{
	struct hashing *hashing = &d->hashing;
	while (hashing->first && hashing->running < most_at_once(d)) {
		struct job *job = hashing->first;
		hashing->first = job->extra;
		hashing->waiting--;
		job->extra = NULL;
		job->task.run = run_hash;
		hashing->running++;
		enum err err = dispatch_submit(d, &job->task); /* from here on the job is the worker's */
		if (!err)
			continue;
		hashing->running--;
		job->err = err;
		dispatch_finish(job);
	}
}

void sign_in_hash(struct job *job)
{
	struct hashing *hashing = &job->dispatch->hashing;
	struct job **last = &hashing->first;
	if (hashing->waiting == HASHING_WAITING_MAX) {
		job->err = ERR_BUSY;
		dispatch_finish(job);
		return;
	}
	while (*last)
		last = (struct job **)&(*last)->extra;
	*last = job;
	hashing->waiting++;
	start_next(job->dispatch);
}
