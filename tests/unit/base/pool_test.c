/* Workers: every task runs once, each thread has its own context, a full queue says so and takes nothing. */
#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { THREADS = 3, TASKS = 500 };

/* What the threads of one test share. */
struct shared {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int begun, ended, ran, wrong_thread;
	bool gate_open;
};

struct context {
	struct shared *shared;
	pthread_t thread;
};

struct work {
	struct task task; /* first */
	struct shared *shared;
	int times;
};

static void *begin(void *ctx)
{
	struct shared *shared = ctx;
	struct context *context = malloc(sizeof *context);
	*context = (struct context){ shared, pthread_self() };
	pthread_mutex_lock(&shared->lock);
	shared->begun++;
	pthread_mutex_unlock(&shared->lock);
	return context;
}

static void end(void *thread_context)
{
	struct context *context = thread_context;
	struct shared *shared = context->shared;
	pthread_mutex_lock(&shared->lock);
	shared->ended++;
	shared->wrong_thread += !pthread_equal(context->thread, pthread_self());
	pthread_mutex_unlock(&shared->lock);
	free(context);
}

static void run(struct task *task, void *thread_context)
{
	struct work *work = (struct work *)task;
	const struct context *context = thread_context;
	pthread_mutex_lock(&work->shared->lock);
	work->times++;
	work->shared->ran++;
	work->shared->wrong_thread += context && !pthread_equal(context->thread, pthread_self());
	pthread_cond_broadcast(&work->shared->changed);
	pthread_mutex_unlock(&work->shared->lock);
}

/* Runs until the test opens the gate. */
static void run_until_open(struct task *task, void *thread_context)
{
	struct work *work = (struct work *)task;
	run(task, thread_context);
	pthread_mutex_lock(&work->shared->lock);
	while (!work->shared->gate_open)
		pthread_cond_wait(&work->shared->changed, &work->shared->lock);
	pthread_mutex_unlock(&work->shared->lock);
}

static void wait_ran(struct shared *shared, int wanted)
{
	pthread_mutex_lock(&shared->lock);
	while (shared->ran < wanted)
		pthread_cond_wait(&shared->changed, &shared->lock);
	pthread_mutex_unlock(&shared->lock);
}

static void open_gate(struct shared *shared)
{
	pthread_mutex_lock(&shared->lock);
	shared->gate_open = true;
	pthread_cond_broadcast(&shared->changed);
	pthread_mutex_unlock(&shared->lock);
}

static int setup(void **state)
{
	static struct shared shared;
	shared = (struct shared){ .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };
	*state = &shared;
	return 0;
}

static void every_task_runs_once_before_the_pool_is_gone(void **state)
{
	static struct work work[TASKS];
	struct shared *shared = *state;
	struct pool_config config = {
		.threads = THREADS, .waiting_max = TASKS, .begin = begin, .end = end, .ctx = shared
	};
	struct pool *pool = pool_create(&config);
	for (int i = 0; i < TASKS; i++) {
		work[i] = (struct work){ { NULL, run }, shared, 0 };
		assert_int_equal(pool_submit(pool, &work[i].task), OK);
	}
	pool_destroy(pool);
	for (int i = 0; i < TASKS; i++)
		assert_int_equal(work[i].times, 1);
	assert_int_equal(shared->begun, THREADS);
	assert_int_equal(shared->ended, THREADS);
	assert_int_equal(shared->wrong_thread, 0);
}

static void a_full_queue_takes_nothing_more_until_there_is_room(void **state)
{
	struct shared *shared = *state;
	struct pool_config config = { .threads = 1, .waiting_max = 2 };
	struct pool *pool = pool_create(&config);
	struct work held = { { NULL, run_until_open }, shared, 0 };
	struct work first = { { NULL, run }, shared, 0 }, second = first, refused = first;
	assert_int_equal(pool_submit(pool, &held.task), OK);
	wait_ran(shared, 1);
	assert_int_equal(pool_submit(pool, &first.task), OK);
	assert_int_equal(pool_submit(pool, &second.task), OK);
	assert_int_equal(pool_submit(pool, &refused.task), ERR_BUSY);
	open_gate(shared);
	wait_ran(shared, 3);
	assert_int_equal(pool_submit(pool, &refused.task), OK);
	pool_destroy(pool);
	assert_int_equal(refused.times, 1);
	assert_int_equal(shared->ran, 4);
}

static void a_pool_without_contexts_gives_none(void **state)
{
	struct shared *shared = *state;
	struct pool_config config = { .threads = 2, .waiting_max = 10 };
	struct pool *pool = pool_create(&config);
	struct work work = { { NULL, run }, shared, 0 };
	assert_int_equal(pool_submit(pool, &work.task), OK);
	pool_destroy(pool);
	assert_int_equal(work.times, 1);
}

static void a_task_that_has_run_may_be_submitted_again(void **state)
{
	struct shared *shared = *state;
	struct pool_config config = { .threads = 1, .waiting_max = 1 };
	struct pool *pool = pool_create(&config);
	struct work work = { { NULL, run }, shared, 0 };
	for (int i = 1; i <= 50; i++) {
		assert_int_equal(pool_submit(pool, &work.task), OK);
		wait_ran(shared, i);
	}
	pool_destroy(pool);
	assert_int_equal(work.times, 50);
}

static void destroying_nothing_is_fine(void **state)
{
	struct pool_config config = { .threads = 2, .waiting_max = 1 };
	(void)state;
	pool_destroy(NULL);
	pool_destroy(pool_create(&config));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_task_runs_once_before_the_pool_is_gone, setup),
		cmocka_unit_test_setup(a_full_queue_takes_nothing_more_until_there_is_room, setup),
		cmocka_unit_test_setup(a_pool_without_contexts_gives_none, setup),
		cmocka_unit_test_setup(a_task_that_has_run_may_be_submitted_again, setup),
		cmocka_unit_test(destroying_nothing_is_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
