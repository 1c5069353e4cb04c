/* The data folder of one event: its database, its one writer thread and its readers.
 * The writer takes what is queued (up to a batch), runs it and commits once; only when that commit is durable do the
 * answers go (group commit). Not for rows and questions: those are write.h and read.h. */
#ifndef P2C_STORE_STORE_H
#define P2C_STORE_STORE_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct store;
struct tx;

struct store_config {
	const char *folder;        /* p2c.db, keys/, backups/ stand in it */
	const struct clock *clock; /* borrowed */
	bool create;               /* make the folder and an empty database when there is none */
	bool read_only;            /* no writer: for commands beside a running server */
	bool restoring;            /* the rest of a restore: its folder may still be marked (backup.h) */
	/* On the writing thread, after a commit that the disk does not have yet: readers see it, so what will be
	 * shown of it may be made ready, but nobody may be told before on_commit says as much. May be NULL. */
	void (*on_ahead)(void *ctx, int64_t last_seq, unsigned topics);
	/* On the settling thread, after commits became durable and before their `done` calls: the journal grew to
	 * last_seq by entries of these topics (bits, topic.h). May be NULL. */
	void (*on_commit)(void *ctx, int64_t last_seq, unsigned topics);
	/* On the settling thread, after the last `done` of a batch: the answers may be carried out together. May be
	 * NULL. */
	void (*on_settled)(void *ctx);
	/* On the writer thread, once: the disk can no longer be trusted; nothing is acknowledged from now on. May be
	 * NULL. */
	void (*on_broken)(void *ctx, const struct fault *fault);
	void *ctx;
};

/* Opens (or makes) the folder, checks that nobody else writes to it (a lock file), brings the schema up to date.
 * ERR_IN_USE, ERR_NEWER_DATABASE, ERR_NOT_FOUND (no database and not `create`), ERR_DISK_FULL, ERR_BROKEN. */
enum err store_open(const struct store_config *config, struct store **out_store, struct fault *out_fault);
/* Runs what is queued, checkpoints, closes. store_close(NULL) is fine. */
void store_close(struct store *store);

/* One change. `run` is called on the writing thread, inside a transaction: an error undoes all of it. It is called a
 * second time when another change of its batch had to be undone: what it keeps elsewhere, it overwrites. `done` is
 * called once, on the settling thread (the writing one, or one beside it; never both at a time), when the commit is
 * durable: err is run's answer, or why it could not be saved. */
struct change {
	struct change *next; /* the queue's own */
	enum err (*run)(struct change *change, struct tx *tx);
	void (*done)(struct change *change, enum err err);
	enum err outcome;   /* the writer's own: what run answered */
	struct fault fault; /* set before done: why, when err is not OK */
};

/* Starts the writer thread. Before that (and in commands without a server) only store_apply works. */
void store_start(struct store *store);
/* Queues a change; any thread. ERR_BUSY when 4,096 are waiting, ERR_NOT_SAVED after on_broken: `done` is then not
 * called. */
enum err store_submit(struct store *store, struct change *change);
/* Runs one change, once, and commits it on the calling thread; only without a writer thread. Calls run, not done;
 * gives the outcome. */
enum err store_apply(struct store *store, struct change *change);
/* Changes waiting now. */
size_t store_waiting(struct store *store);

/* A read-only connection for one thread; close it with db_close through store_reader_close. */
enum err store_reader_open(struct store *store, struct db **out_db);
void store_reader_close(struct db *db);
/* One consistent view for several questions; pairs. The long one is for drawing and for reading everybody: see
 * store_watch. */
enum err store_read_begin(struct db *db);
enum err store_read_begin_long(struct db *db);
void store_read_end(struct db *db);

struct store_state {
	int64_t wal_bytes;   /* the length of the WAL's file */
	int64_t wal_held;    /* what it holds since it began anew last */
	int64_t read_oldest; /* ms: the oldest view that a reader holds */
	int64_t reads_ended; /* views that were interrupted, since the start */
	int64_t busy;        /* times the database was found locked, since the start */
};
/* How it is just now; and once the WAL holds 16 MB, views that are older than a second (a long one: 30 s) are
 * interrupted, because no page of it can be used again as long as they are held: their reader gets ERR_BUSY. At 48 MB
 * the writer itself ends those older than 250 ms (db_checkpoint). To be called once a second; any thread. */
void store_watch(struct store *store, struct store_state *out_state);

const char *store_folder(const struct store *store);
const struct clock *store_clock(const struct store *store);

#endif
