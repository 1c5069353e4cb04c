/* A few worker threads and one queue: for reading, drawing and password hashing, never for writing (store.h).
 * Each thread has a context of its own (a database connection, a badge press), made and ended on that thread. */
#ifndef P2C_BASE_POOL_H
#define P2C_BASE_POOL_H

#include "base/err.h"

#include <stddef.h>

struct pool;

struct task {
	struct task *next; /* the pool's own */
	void (*run)(struct task *task, void *thread_context);
};

struct pool_config {
	size_t threads;
	size_t waiting_max;            /* tasks in the queue; more are refused */
	void *(*begin)(void *ctx);     /* on each thread at start: its context; may be NULL */
	void (*end)(void *thread_ctx); /* on each thread at the end; may be NULL */
	void *ctx;
};

struct pool *pool_create(const struct pool_config *config);
/* Runs what is queued, then ends the threads. destroy(NULL) is fine. */
void pool_destroy(struct pool *pool);
/* Any thread. ERR_BUSY when too many wait; the task is then not taken. */
enum err pool_submit(struct pool *pool, struct task *task);

#endif
