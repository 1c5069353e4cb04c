/* Group commit: whatever is waiting becomes one transaction. Batches form by themselves: while one runs the next ones
 * queue. Not for what follows a commit (durability, answers): that is
 * settler.c. Not for opening files or locking the folder: that is store.c. */
#include "store/writer.h"

#include "base/fatal.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/ballast.h"
#include "store/db.h"
#include "store/settler.h"
#include "store/tx_state.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

/* WAL pages at which a checkpoint pays: when nobody came for a while, and in any case (41 MB). Under load it stands
 * in everybody's way, and the longer it waits the more pages were changed twice and are moved once; but a WAL of 64
 * MB is the most that a start after a power cut should have to read, and readers may keep it from beginning anew for
 * a while. */
enum { BATCH_MAX = 128, WAITING_MAX = 4096, IDLE_MS = 100, IDLE_PAGES = 1000, BUSY_PAGES = 10000 };

struct writer {
	struct store_config config;
	struct db *db;
	struct tx tx;
	struct settler *settler;
	bool told_broken;  /* writing side only */
	bool is_to_forget; /* the WAL is to be emptied; writing side only */
	bool started;
	pthread_t thread;

	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t wake;
	struct change *first;
	struct change **end;
	size_t waiting;
	bool stopping;
	bool broken;
	bool unsynced; /* a sync failed on the settler's side */
};

/* --- one batch ----------------------------------------------------------------------------------------------- */

static enum err run_guarded(struct writer *writer, struct change *change)
{
	enum err err = db_savepoint(writer->db);
	if (err != OK)
		return err;
	err = change->run(change, &writer->tx);
	if (err == OK)
		err = db_release(writer->db);
	if (err != OK)
		db_rollback_to(writer->db);
	return err;
}

/* What broke inside a change is said to the operator here: whoever asked for it is told no more than that it did. */
static void run_change(struct writer *writer, struct change *change, bool guarded)
{
	struct tx *tx = &writer->tx;
	struct journal_head before = tx->head;
	unsigned topics = tx->topics;
	arena_reset(tx->arena);
	tx->now = clock_now(writer->config.clock);
	tx->actor = "system";
	tx->key = NULL;
	tx->fault = &change->fault;
	change->fault = (struct fault){ 0 };
	change->outcome = guarded ? run_guarded(writer, change) : change->run(change, tx);
	if (change->outcome == OK)
		return;
	tx->head = before;
	tx->topics = topics;
	if (change->outcome == ERR_BROKEN)
		log_fact(LOG_ERROR, "change_broken", "reason", db_reason(writer->db), NULL);
	if (change->fault.err == OK)
		change->fault.err = change->outcome;
}

/* False when a change failed after it had written something and nothing guards the others from that. */
static bool run_changes(struct writer *writer, const struct batch *batch, bool guarded)
{
	for (struct change *change = batch->first; change; change = change->next) {
		int64_t written = db_written(writer->db);
		run_change(writer, change, guarded);
		if (!guarded && change->outcome != OK && db_written(writer->db) != written)
			return false;
	}
	return true;
}

/* A savepoint makes SQLite copy every page that its change touches, and nearly every refusal comes before anything
 * was written. So changes run without; when one of several does leave something behind, all are undone and run again,
 * each in a savepoint of its own. */
static enum err run_all(struct writer *writer, const struct batch *batch)
{
	const struct journal_head before = writer->tx.head;
	enum err err = db_begin(writer->db);
	writer->tx.topics = 0;
	if (err != OK || run_changes(writer, batch, false))
		return err == OK ? db_commit_ahead(writer->db) : err;
	err = db_rollback(writer->db);
	writer->tx.head = before;
	writer->tx.topics = 0;
	if (err != OK || !batch->first->next)
		return err;
	err = db_begin(writer->db);
	if (err != OK)
		return err;
	run_changes(writer, batch, true);
	return db_commit_ahead(writer->db);
}

/* Also those that were refused: they may have been judged by rows that are gone now. */
static void fail_batch(struct batch *batch, enum err err)
{
	for (struct change *change = batch->first; change; change = change->next)
		change->outcome = fault_set(&change->fault, err, NULL, NULL);
}

static enum err unsaved(enum err err)
{
	return err == ERR_DISK_FULL ? ERR_DISK_FULL : ERR_NOT_SAVED;
}

/* The disk is full: gives the ballast back and moves the WAL, whose room is then used again. False when the ballast
 * is gone already. */
static bool make_room(struct writer *writer)
{
	if (!ballast_give(writer->config.folder))
		return false;
	log_fact(LOG_ERROR, "disk-full", "advice", "the reserve is in use now; make room on the disk", NULL);
	db_checkpoint(writer->db);
	return true;
}

/* Runs the batch and commits it ahead of the disk; the settler does the rest. */
static void run_batch(struct writer *writer, struct batch *batch)
{
	const struct journal_head before = writer->tx.head;
	enum err err = run_all(writer, batch);
	if (err == ERR_DISK_FULL && make_room(writer)) {
		writer->tx.head = before;
		err = run_all(writer, batch);
	}
	if (err != OK) {
		writer->tx.head = before;
		fail_batch(batch, unsaved(err));
	} else if (writer->tx.head.seq > before.seq) {
		batch->last_seq = writer->tx.head.seq;
		batch->topics = writer->tx.topics;
		if (writer->config.on_ahead)
			writer->config.on_ahead(writer->config.ctx, batch->last_seq, batch->topics);
	}
}

/* --- the queue ----------------------------------------------------------------------------------------------- */

/* Cuts at most `most` changes off the front. With the mutex held. */
static struct batch cut(struct writer *writer, size_t most)
{
	struct batch batch = { .first = writer->first, .end = &batch.first };
	size_t n = 0;
	for (; *batch.end && n < most; n++)
		batch.end = &(*batch.end)->next;
	if (!n)
		return (struct batch){ 0 };
	writer->first = *batch.end;
	*batch.end = NULL;
	writer->waiting -= n;
	if (!writer->first)
		writer->end = &writer->first;
	return batch;
}

/* Waits until something is queued, the writer is to stop, or it is time to tidy up. With the mutex held. */
static void await(struct writer *writer)
{
	struct timespec until;
	bool untidy = db_wal_pages(writer->db) >= IDLE_PAGES || writer->is_to_forget || db_wal_is_long(writer->db);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += IDLE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!writer->first && !writer->stopping && (!writer->unsynced || writer->told_broken))
		if (!untidy)
			pthread_cond_wait(&writer->wake, &writer->mutex);
		else if (pthread_cond_timedwait(&writer->wake, &writer->mutex, &until) != 0)
			break;
}

/* The next batch, empty when nobody came for a while; false when the writer is to stop and nothing is left. */
static bool take(struct writer *writer, struct batch *out_batch)
{
	pthread_mutex_lock(&writer->mutex);
	await(writer);
	*out_batch = cut(writer, BATCH_MAX);
	bool goes_on = out_batch->first || !writer->stopping;
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

int64_t writer_wal_held(const struct writer *writer)
{
	return db_wal_held(writer->db);
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
	struct batch rest = cut(writer, WAITING_MAX);
	pthread_mutex_unlock(&writer->mutex);
	fail_batch(&rest, ERR_NOT_SAVED);
	if (rest.first)
		settler_take(writer->settler, &rest, true);
	if (!writer->told_broken && config->on_broken) {
		fault_set(&fault, ERR_BROKEN, NULL, "%s", db_reason(writer->db));
		config->on_broken(config->ctx, &fault);
	}
	writer->told_broken = true;
}

/* A checkpoint that fails on a full disk is tried again after the next batch; a WAL that a reader still needs is
 * emptied when nobody came for a while. */
static void tidy(struct writer *writer, bool idle)
{
	int pages = db_wal_pages(writer->db);
	bool is_emptied = false;
	if (writer->tx.forgets || (writer->is_to_forget && idle)) {
		writer->tx.forgets = false;
		db_empty_wal(writer->db, &is_emptied);
		writer->is_to_forget = !is_emptied;
	} else if (pages >= (idle ? IDLE_PAGES : BUSY_PAGES) || db_wal_is_full(writer->db)) {
		db_checkpoint(writer->db);
	}
	if (idle)
		db_wal_trim(writer->db);
	if (db_is_broken(writer->db))
		give_up(writer);
}

/* Behind a batch of several, more come while it is synced: they run meanwhile, if the settler's thread syncs. */
static bool is_alone(struct writer *writer, const struct batch *batch)
{
	return !batch->first->next && writer_waiting(writer) == 0;
}

static void *writer_main(void *arg)
{
	struct writer *writer = arg;
	for (struct batch batch; take(writer, &batch);) {
		if (batch.first) {
			run_batch(writer, &batch);
			settler_take(writer->settler, &batch, is_alone(writer, &batch));
		}
		tidy(writer, !batch.first);
	}
	return NULL;
}

enum err writer_apply(struct writer *writer, struct change *change)
{
	assert(!writer->started);
	struct batch batch = { .first = change, .end = &change->next };
	change->next = NULL;
	run_batch(writer, &batch);
	settler_confirm(writer->settler, &batch);
	tidy(writer, true);
	return change->outcome;
}

/* --- life ---------------------------------------------------------------------------------------------------- */

/* Wakes the writer, so that it gives up although nobody comes. */
static void on_failed(void *arg)
{
	struct writer *writer = arg;
	pthread_mutex_lock(&writer->mutex);
	writer->unsynced = true;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->mutex);
}

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
	writer->settler = settler_create(db, &writer->config, on_failed, writer);
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
	settler_start(writer->settler);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&writer->thread, NULL, writer_main, writer) != 0)
		fatal("no thread for the writer");
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
	settler_destroy(writer->settler);
	if (db_checkpoint(writer->db) == ERR_DISK_FULL && make_room(writer))
		db_checkpoint(writer->db);
	db_close(writer->db);
	pthread_cond_destroy(&writer->wake);
	pthread_mutex_destroy(&writer->mutex);
	arena_destroy(writer->tx.arena);
	buf_finish(&writer->tx.scratch);
	free(writer);
}
