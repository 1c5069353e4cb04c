/* The far end of the writer: makes committed batches durable and then lets their answers go, in the order of their
 * commits, while the writer runs the next batch. Syncs and batches so take the time of the longer, not of both.
 *
 * Why nobody is promised too much: a batch that is committed and not yet synced is seen by other connections, so a
 * question may be answered by rows that a power cut within this millisecond would take back. Nothing that lasts can
 * rest on them: whatever a change was judged by stands in the WAL before it, so its answer, a refusal too, comes
 * after a sync that covered both; on_commit, and with it every notice, comes after the sync; and a checkpoint syncs
 * the WAL itself before it moves a page. When a sync fails, that batch and all after it are told ERR_NOT_SAVED and
 * the WAL accepts nothing more. Private to store/. */
#ifndef P2C_STORE_SETTLER_H
#define P2C_STORE_SETTLER_H

#include "store/store.h"

struct settler;

/* What one or more transactions leave to be settled. */
struct batch {
	struct change *first, **end; /* in the order in which they ran; end only while one is collected */
	int64_t last_seq;            /* where the journal's new entries end; 0 when there is none */
	unsigned topics;             /* of these */
};

/* `on_failed` is called once, from the thread that found out, after the first sync that failed. */
struct settler *settler_create(
    struct db *db, const struct store_config *config, void (*on_failed)(void *ctx), void *ctx);
/* Starts its thread; before that every batch is settled by whoever brings it. */
void settler_start(struct settler *settler);
/* Settles what it has and ends. Before the connection is closed. */
void settler_destroy(struct settler *settler);

/* Makes the batch durable and tells on_commit, or fails all of it. Only while there is no thread. */
void settler_confirm(struct settler *settler, const struct batch *batch);
/* Takes a batch to confirm and let go. With `alone`, and when nothing is before it, it is settled here and now: for
 * somebody who works alone that is quicker than waking a thread. */
void settler_take(struct settler *settler, const struct batch *batch, bool alone);

#endif
