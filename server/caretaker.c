/* See caretaker.h. A tick a second looks at the clock; a change is queued when a day has passed since the last round,
 * or when the round is not at its end. One at a time. */
#include "caretaker.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "domain/retention.h"
#include "fence.h"
#include "store/store.h"

#include <event2/event.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static const int64_t DAY_MS = 86400000;

struct caretaker {
	struct change change; /* first: what the writer hands back is this */
	struct store *store;
	struct event *tick;
	struct retention_done done;
	atomic_bool is_busy;
	_Atomic int64_t last_at; /* when a round found nothing any more; 0 before */
	bool is_failing;         /* said already */
};

static enum err run(struct change *change, struct tx *tx)
{
	struct caretaker *c = (struct caretaker *)change;
	return retention_take(tx, &c->done);
}

static void finished(struct change *change, enum err err)
{
	struct caretaker *c = (struct caretaker *)change;
	char rows[24];
	if (!err && c->done.record) {
		snprintf(rows, sizeof rows, "%" PRId64, c->done.rows);
		log_fact(LOG_INFO, "retention", "record", c->done.record->name, "removed", rows, NULL);
	} else if (!err) {
		c->last_at = clock_now(store_clock(c->store));
	} else if (!c->is_failing) {
		log_fact(LOG_ERROR, "retention-failed", "reason", err_words(err), NULL);
	}
	c->is_failing = err != OK;
	c->is_busy = false;
}

static void on_tick(evutil_socket_t fd, short what, void *ctx)
{
	struct caretaker *c = ctx;
	int64_t now = clock_now(store_clock(c->store)), last = c->last_at;
	(void)fd;
	(void)what;
	if (c->is_busy || (last && now < last + DAY_MS && now >= last) || fence_stands(store_folder(c->store)))
		return;
	c->change.run = run;
	c->change.done = finished;
	c->is_busy = true;
	if (store_submit(c->store, &c->change))
		c->is_busy = false; /* full or ending: the next tick tries again */
}

struct caretaker *caretaker_create(struct event_base *base, struct store *store)
{
	static const struct timeval EVERY = { .tv_sec = 1 };
	struct caretaker *c = mem_alloc(sizeof *c);
	c->store = store;
	c->tick = event_new(base, -1, EV_PERSIST, on_tick, c);
	event_add(c->tick, &EVERY);
	return c;
}

void caretaker_stop(struct caretaker *c)
{
	if (c)
		event_del(c->tick);
}

void caretaker_destroy(struct caretaker *c)
{
	if (!c)
		return;
	event_free(c->tick);
	free(c);
}
