/* See pool.h. */
#include "base/pool.h"

#include "base/fatal.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct pool {
	struct pool_config config;
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct task *first, **last;
	size_t waiting;
	bool ending;
	pthread_t threads[];
};

/* The next task, or NULL when the pool ends and nothing is left. */
static struct task *take(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	while (!pool->first && !pool->ending)
		pthread_cond_wait(&pool->filled, &pool->lock);
	struct task *task = pool->first;
	if (task) {
		pool->first = task->next;
		if (!pool->first)
			pool->last = &pool->first;
		pool->waiting--;
	}
	pthread_mutex_unlock(&pool->lock);
	return task;
}

static void *work(void *arg)
{
	struct pool *pool = arg;
	void *context = pool->config.begin ? pool->config.begin(pool->config.ctx) : NULL;
	for (struct task *task; (task = take(pool));)
		task->run(task, context);
	if (pool->config.end)
		pool->config.end(context);
	return NULL;
}

struct pool *pool_create(const struct pool_config *config)
{
	struct pool *pool = mem_alloc(sizeof *pool + config->threads * sizeof pool->threads[0]);
	pool->config = *config;
	pool->last = &pool->first;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->filled, NULL);
	for (size_t i = 0; i < config->threads; i++)
		if (pthread_create(&pool->threads[i], NULL, work, pool) != 0)
			fatal("no thread for a worker");
	return pool;
}

void pool_destroy(struct pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->ending = true;
	pthread_cond_broadcast(&pool->filled);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->config.threads; i++)
		pthread_join(pool->threads[i], NULL);
	pthread_cond_destroy(&pool->filled);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

enum err pool_submit(struct pool *pool, struct task *task)
{
	pthread_mutex_lock(&pool->lock);
	bool full = pool->waiting >= pool->config.waiting_max;
	if (!full) {
		task->next = NULL;
		*pool->last = task;
		pool->last = &task->next;
		pool->waiting++;
		pthread_cond_signal(&pool->filled);
	}
	pthread_mutex_unlock(&pool->lock);
	return full ? ERR_BUSY : OK;
}
