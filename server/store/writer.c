/* Group commit: whatever is waiting becomes one transaction, each change in a savepoint of its own, and answers leave
 * only after the COMMIT. Batches form by themselves: while one is being made durable the next ones queue. Not for
 * opening files or locking the folder: that is store.c. */
#include "store/writer.h"

#include "base/log.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/tx_state.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

/* WAL pages at which a checkpoint pays: when nobody came for a while, and in any case. Under load it stands in
 * everybody's way, and the longer it waits the more pages were changed twice and are moved once. */
enum { BATCH_MAX = 128, WAITING_MAX = 4096, IDLE_MS = 100, IDLE_PAGES = 1000, BUSY_PAGES = 10000 };

struct writer {
	struct store_config config;
	struct db *db;
	struct tx tx;
	bool told_broken; /* writing side only */
	bool started;
	pthread_t thread;

	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t wake;
	struct change *first;
	struct change **end;
	size_t waiting;
	bool stopping;
	bool broken;
};

/* --- one batch ----------------------------------------------------------------------------------------------- */

/* What broke inside a change is said to the operator here: whoever asked for it is told no more than that it did. */
static void run_change(struct writer *writer, struct change *change)
{
	struct tx *tx = &writer->tx;
	struct journal_head before = tx->head;
	unsigned topics = tx->topics;
	arena_reset(tx->arena);
	tx->now = clock_now(writer->config.clock);
	tx->actor = "system";
	tx->fault = &change->fault;
	change->fault = (struct fault){ 0 };
	enum err err = db_savepoint(writer->db);
	if (err == OK) {
		err = change->run(change, tx);
		if (err == OK)
			err = db_release(writer->db);
		if (err != OK) {
			db_rollback_to(writer->db);
			tx->head = before;
			tx->topics = topics;
		}
	}
	if (err == ERR_BROKEN)
		log_fact(LOG_ERROR, "change_broken", "reason", db_reason(writer->db), NULL);
	if (err != OK && change->fault.err == OK)
		change->fault.err = err;
	change->outcome = err;
}

/* Also those that were refused: they may have been judged by rows that are gone now. */
static void fail_batch(struct change *batch, enum err err)
{
	for (struct change *change = batch; change; change = change->next)
		change->outcome = fault_set(&change->fault, err, NULL, NULL);
}

static enum err unsaved(enum err err)
{
	return err == ERR_DISK_FULL ? ERR_DISK_FULL : ERR_NOT_SAVED;
}

static void run_batch(struct writer *writer, struct change *batch)
{
	const struct store_config *config = &writer->config;
	struct journal_head before = writer->tx.head;
	enum err err = db_begin(writer->db);
	writer->tx.topics = 0;
	if (err == OK) {
		for (struct change *change = batch; change; change = change->next)
			run_change(writer, change);
		err = db_commit(writer->db);
	}
	if (err != OK) {
		writer->tx.head = before;
		fail_batch(batch, unsaved(err));
	} else if (writer->tx.head.seq > before.seq && config->on_commit) {
		config->on_commit(config->ctx, writer->tx.head.seq, writer->tx.topics);
	}
}

static void settle(const struct writer *writer, struct change *batch)
{
	for (struct change *change = batch, *next; change; change = next) {
		next = change->next;
		change->done(change, change->outcome);
	}
	if (writer->config.on_settled)
		writer->config.on_settled(writer->config.ctx);
}

/* --- the queue ----------------------------------------------------------------------------------------------- */

/* Cuts at most `most` changes off the front. With the mutex held. */
static struct change *cut(struct writer *writer, size_t most)
{
	struct change *batch = writer->first;
	struct change **end = &writer->first;
	size_t n = 0;
	for (; *end && n < most; n++)
		end = &(*end)->next;
	if (!n)
		return NULL;
	writer->first = *end;
	*end = NULL;
	writer->waiting -= n;
	if (!writer->first)
		writer->end = &writer->first;
	return batch;
}

/* Waits until something is queued, the writer is to stop, or it is time to tidy up. With the mutex held. */
static void await(struct writer *writer)
{
	struct timespec until;
	bool untidy = db_wal_pages(writer->db) >= IDLE_PAGES;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += IDLE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!writer->first && !writer->stopping)
		if (!untidy)
			pthread_cond_wait(&writer->wake, &writer->mutex);
		else if (pthread_cond_timedwait(&writer->wake, &writer->mutex, &until) != 0)
			break;
}

/* The next batch, or NULL when nobody came for a while; false when the writer is to stop and nothing is left. */
static bool take(struct writer *writer, struct change **out_batch)
{
	pthread_mutex_lock(&writer->mutex);
	await(writer);
	*out_batch = cut(writer, BATCH_MAX);
	bool goes_on = *out_batch || !writer->stopping;
	pthread_mutex_unlock(&writer->mutex);
	return goes_on;
}

enum err writer_submit(struct writer *writer, struct change *change)
{
	enum err err = OK;
	change->next = NULL;
	pthread_mutex_lock(&writer->mutex);
	if (writer->broken || writer->stopping || !writer->started)
		err = ERR_NOT_SAVED;
	else if (writer->waiting == WAITING_MAX)
		err = ERR_BUSY;
	if (err == OK) {
		bool asleep = !writer->first;
		*writer->end = change;
		writer->end = &change->next;
		writer->waiting++;
		if (asleep)
			pthread_cond_signal(&writer->wake);
	}
	pthread_mutex_unlock(&writer->mutex);
	return err;
}

size_t writer_waiting(struct writer *writer)
{
	pthread_mutex_lock(&writer->mutex);
	size_t waiting = writer->waiting;
	pthread_mutex_unlock(&writer->mutex);
	return waiting;
}

/* --- between batches ----------------------------------------------------------------------------------------- */

/* Refuses everything from now on and says so once. */
static void give_up(struct writer *writer)
{
	const struct store_config *config = &writer->config;
	struct fault fault;
	pthread_mutex_lock(&writer->mutex);
	writer->broken = true;
	struct change *rest = cut(writer, WAITING_MAX);
	pthread_mutex_unlock(&writer->mutex);
	fail_batch(rest, ERR_NOT_SAVED);
	settle(writer, rest);
	if (!writer->told_broken && config->on_broken) {
		fault_set(&fault, ERR_BROKEN, NULL, "%s", db_reason(writer->db));
		config->on_broken(config->ctx, &fault);
	}
	writer->told_broken = true;
}

/* A checkpoint that fails on a full disk is tried again after the next batch. */
static void tidy(struct writer *writer, bool idle)
{
	int pages = db_wal_pages(writer->db);
	if (pages >= (idle ? IDLE_PAGES : BUSY_PAGES))
		db_checkpoint(writer->db);
	if (db_is_broken(writer->db))
		give_up(writer);
}

static void *writer_main(void *arg)
{
	struct writer *writer = arg;
	for (struct change *batch; take(writer, &batch);) {
		if (batch) {
			run_batch(writer, batch);
			settle(writer, batch);
		}
		tidy(writer, !batch);
	}
	return NULL;
}

enum err writer_apply(struct writer *writer, struct change *change)
{
	assert(!writer->started);
	change->next = NULL;
	run_batch(writer, change);
	enum err err = change->outcome;
	tidy(writer, true);
	return err;
}

/* --- life ---------------------------------------------------------------------------------------------------- */

enum err writer_create(struct db *db, const struct store_config *config, struct writer **out_writer)
{
	struct journal_head head;
	enum err err = journal_head(db, &head);
	if (err != OK)
		return err;
	struct writer *writer = mem_alloc(sizeof *writer);
	writer->config = *config;
	writer->db = db;
	writer->tx = (struct tx){ .db = db, .arena = arena_create(), .head = head };
	writer->end = &writer->first;
	pthread_condattr_t monotonic;
	pthread_mutex_init(&writer->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&writer->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	*out_writer = writer;
	return OK;
}

/* Signals stay with the thread that waits for them. */
void writer_start(struct writer *writer)
{
	sigset_t all, before;
	assert(!writer->started);
	writer->started = true;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&writer->thread, NULL, writer_main, writer) != 0)
		abort();
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_setname_np(writer->thread, "p2c-writer");
}

static void stop(struct writer *writer)
{
	pthread_mutex_lock(&writer->mutex);
	writer->stopping = true;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->mutex);
	pthread_join(writer->thread, NULL);
}

void writer_destroy(struct writer *writer)
{
	if (!writer)
		return;
	if (writer->started)
		stop(writer);
	db_checkpoint(writer->db);
	db_close(writer->db);
	pthread_cond_destroy(&writer->wake);
	pthread_mutex_destroy(&writer->mutex);
	arena_destroy(writer->tx.arena);
	buf_finish(&writer->tx.scratch);
	free(writer);
}
