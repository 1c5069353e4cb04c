/* See db_sqlite_watch.h. A view that ends while it is looked at may take the interruption with it into the next
 * statement of its thread: that one answers ERR_BUSY, and whoever asked asks again. */
#include "store/db_sqlite_watch.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct db_watch {
	pthread_mutex_t mutex; /* guards the list, and so the handles in it from being closed */
	struct db_watched *first;
	int64_t ended;
	_Atomic int64_t busy;
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct db_watch *db_watch_create(void)
{
	struct db_watch *watch = mem_alloc(sizeof *watch);
	pthread_mutex_init(&watch->mutex, NULL);
	return watch;
}

void db_watch_destroy(struct db_watch *watch)
{
	if (!watch)
		return;
	for (struct db_watched *each = watch->first; each; each = each->next)
		each->watch = NULL;
	pthread_mutex_destroy(&watch->mutex);
	free(watch);
}

void db_sqlite_watch_join(struct db_watch *watch, struct db_watched *watched, sqlite3 *handle)
{
	pthread_mutex_lock(&watch->mutex);
	watched->watch = watch;
	watched->handle = handle;
	watched->next = watch->first;
	if (watch->first)
		watch->first->prev = watched;
	watch->first = watched;
	pthread_mutex_unlock(&watch->mutex);
}

void db_sqlite_watch_leave(struct db_watched *watched)
{
	struct db_watch *watch = watched->watch;
	if (!watch)
		return;
	pthread_mutex_lock(&watch->mutex);
	if (watched->prev)
		watched->prev->next = watched->next;
	else
		watch->first = watched->next;
	if (watched->next)
		watched->next->prev = watched->prev;
	pthread_mutex_unlock(&watch->mutex);
}

void db_sqlite_watch_begin(struct db_watched *watched)
{
	if (watched->watch && !watched->since)
		watched->since = now_ms();
}

void db_sqlite_watch_end(struct db_watched *watched)
{
	watched->since = 0;
}

bool db_sqlite_watch_is_over(const struct db_watched *watched)
{
	int64_t since = watched->since;
	return since && watched->ended == since;
}

void db_sqlite_watch_busy(struct db_watched *watched)
{
	if (watched->watch)
		watched->watch->busy++;
}

struct db_watch_state db_watch_look(struct db_watch *watch, int most_ms, int most_long_ms)
{
	int64_t now = now_ms();
	pthread_mutex_lock(&watch->mutex);
	struct db_watch_state state = { .busy = watch->busy };
	for (struct db_watched *each = watch->first; each; each = each->next) {
		int64_t since = each->since, age = since ? now - since : 0;
		int most = each->is_long ? most_long_ms : most_ms;
		if (age > state.oldest_ms)
			state.oldest_ms = age;
		if (!most || age <= most)
			continue;
		watch->ended += atomic_exchange(&each->ended, since) != since;
		sqlite3_interrupt(each->handle);
	}
	state.ended = watch->ended;
	pthread_mutex_unlock(&watch->mutex);
	return state;
}
