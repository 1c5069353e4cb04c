/* See settler.h. */
#include "store/settler.h"

#include "base/fatal.h"
#include "base/mem.h"
#include "store/db.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct settler {
	struct db *db;
	const struct store_config *config;
	void (*on_failed)(void *ctx);
	void *ctx;
	bool told_failed; /* by whoever settles */
	bool started;
	pthread_t thread;

	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t wake;
	struct batch waiting;
	bool busy;
	bool ending;
};

/* --- one batch ----------------------------------------------------------------------------------------------- */

void settler_confirm(struct settler *settler, const struct batch *batch)
{
	const struct store_config *config = settler->config;
	if (db_sync(settler->db) == OK) {
		if (batch->last_seq && config->on_commit)
			config->on_commit(config->ctx, batch->last_seq, batch->topics);
		return;
	}
	for (struct change *change = batch->first; change; change = change->next)
		change->outcome = fault_set(&change->fault, ERR_NOT_SAVED, NULL, NULL);
	if (!settler->told_failed)
		settler->on_failed(settler->ctx);
	settler->told_failed = true;
}

static void settle(struct settler *settler, const struct batch *batch)
{
	settler_confirm(settler, batch);
	for (struct change *change = batch->first, *next; change; change = next) {
		next = change->next;
		change->done(change, change->outcome);
	}
	if (settler->config->on_settled)
		settler->config->on_settled(settler->config->ctx);
}

/* --- the thread ---------------------------------------------------------------------------------------------- */

static void append(struct batch *to, const struct batch *batch)
{
	if (!to->first)
		to->end = &to->first;
	*to->end = batch->first;
	to->end = batch->end;
	if (batch->last_seq)
		to->last_seq = batch->last_seq;
	to->topics |= batch->topics;
}

/* All that was committed meanwhile: one sync makes it durable. False when there is nothing left to come. */
static bool take(struct settler *settler, struct batch *out_batch)
{
	pthread_mutex_lock(&settler->mutex);
	settler->busy = false;
	while (!settler->waiting.first && !settler->ending)
		pthread_cond_wait(&settler->wake, &settler->mutex);
	*out_batch = settler->waiting;
	settler->waiting = (struct batch){ 0 };
	settler->busy = out_batch->first;
	pthread_mutex_unlock(&settler->mutex);
	return out_batch->first;
}

static void *settler_main(void *arg)
{
	struct settler *settler = arg;
	for (struct batch batch; take(settler, &batch);)
		settle(settler, &batch);
	return NULL;
}

void settler_take(struct settler *settler, const struct batch *batch, bool alone)
{
	pthread_mutex_lock(&settler->mutex);
	bool here = !settler->started || (alone && !settler->busy && !settler->waiting.first);
	if (!here) {
		append(&settler->waiting, batch);
		pthread_cond_signal(&settler->wake);
	}
	pthread_mutex_unlock(&settler->mutex);
	if (here)
		settle(settler, batch);
}

/* --- life ---------------------------------------------------------------------------------------------------- */

struct settler *settler_create(
    struct db *db, const struct store_config *config, void (*on_failed)(void *ctx), void *ctx)
{
	struct settler *settler = mem_alloc(sizeof *settler);
	settler->db = db;
	settler->config = config;
	settler->on_failed = on_failed;
	settler->ctx = ctx;
	pthread_mutex_init(&settler->mutex, NULL);
	pthread_cond_init(&settler->wake, NULL);
	return settler;
}

/* Signals stay with the thread that waits for them. */
void settler_start(struct settler *settler)
{
	sigset_t all, before;
	settler->started = true;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&settler->thread, NULL, settler_main, settler) != 0)
		fatal("no thread for the settler");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_setname_np(settler->thread, "p2c-settler");
}

void settler_destroy(struct settler *settler)
{
	if (settler->started) {
		pthread_mutex_lock(&settler->mutex);
		settler->ending = true;
		pthread_cond_signal(&settler->wake);
		pthread_mutex_unlock(&settler->mutex);
		pthread_join(settler->thread, NULL);
	}
	pthread_cond_destroy(&settler->wake);
	pthread_mutex_destroy(&settler->mutex);
	free(settler);
}
