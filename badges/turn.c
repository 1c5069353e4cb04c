/* See turn.h. */
#include "badges/turn.h"

#include <pthread.h>

/* For the process, as the tables that it guards are. Numbers as at a counter: a mutex alone would let a book of a
 * thousand badges take itself again and again before a desk that waits for one. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	unsigned long given; /* the number that the next who asks is given */
	unsigned long called;
} counter = { .lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER };

static void wait_for_turn(void)
{
	unsigned long mine = counter.given++;
	while (counter.called != mine)
		pthread_cond_wait(&counter.moved, &counter.lock);
}

static void call_next(void)
{
	counter.called++;
	pthread_cond_broadcast(&counter.moved);
}

void turn_take(void)
{
	pthread_mutex_lock(&counter.lock);
	wait_for_turn();
	pthread_mutex_unlock(&counter.lock);
}

void turn_pass(void)
{
	pthread_mutex_lock(&counter.lock);
	if (counter.given - counter.called > 1) {
		call_next();
		wait_for_turn();
	}
	pthread_mutex_unlock(&counter.lock);
}

void turn_give(void)
{
	pthread_mutex_lock(&counter.lock);
	call_next();
	pthread_mutex_unlock(&counter.lock);
}
