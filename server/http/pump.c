/* After a commit: views that it made stale, and the pump that reads the new journal entries and publishes them. One
 * read is under way at a time, and after it a pause that nobody at a screen notices, so a storm of commits costs some
 * reads a second, not one each. At the same pace views are built anew before the first page asks: the wall's beside
 * that read, while streams follow it; the agenda's, while anybody listens, when its notices are out, for thousands of
 * streams come before those who then ask. Part of dispatch.h. */
#include "http/dispatch_state.h"

#include "base/mem.h"
#include "store/topic.h"

#include <event2/event.h>
#include <stdlib.h>

enum { PUMP_MAX = 500, PAUSE_MS = 10 };

static void open_pumped(struct letter *letter);

static void run_pump(struct task *task, void *context)
{
	struct pump *pump = (struct pump *)(void *)((char *)task - offsetof(struct pump, task));
	struct worker *worker = context;
	arena_reset(pump->arena);
	pump->n = 0;
	if (worker &&
	    journal_after(worker->db, pump->arena, pump->published, PUMP_MAX, &pump->entries, &pump->n) != OK)
		pump->n = 0;
	pump->letter.open = open_pumped;
	mailbox_post(pump->dispatch->mailbox, &pump->letter);
}

static void refresh_agenda(struct dispatch *d)
{
	if (live_subscribers(d->live) > 0)
		view_refresh(d->agenda);
}

/* ---- the wall: built while the disk syncs the commit, shown when it has ---- */

/* One that waits to be shown is not overtaken: a slow disk would never let any through. */
static void refresh_wall(struct dispatch *d)
{
	if (live_is_followed(d->live) && !d->pump.held && !event_pending(d->pump.pause, EV_TIMEOUT, NULL))
		view_refresh(d->wall);
}

static void show_wall(struct dispatch *d)
{
	const struct body *json = view_bytes(d->wall);
	live_show(d->live, "wall", body_bytes(json), body_len(json));
	d->pump.held = 0;
}

void pump_wall_built(struct dispatch *d, int64_t seen)
{
	if (seen > d->pump.committed)
		d->pump.held = seen;
	else
		show_wall(d);
}

void pump_answer(struct dispatch *d, struct letter *letter)
{
	if (!d->pump.wall_first) {
		letter->open(letter);
		return;
	}
	letter->next = NULL;
	*d->pump.behind_end = letter;
	d->pump.behind_end = &letter->next;
}

void pump_wall_over(struct dispatch *d)
{
	struct letter *letter = d->pump.behind, *next;
	d->pump.wall_first = false;
	d->pump.behind = NULL;
	d->pump.behind_end = &d->pump.behind;
	for (; letter; letter = next) {
		next = letter->next;
		letter->open(letter);
	}
}

/* ---- all commits ---- */

static void pump_more(struct dispatch *d)
{
	struct pump *pump = &d->pump;
	if (event_pending(pump->pause, EV_TIMEOUT, NULL))
		return;
	refresh_wall(d);
	if (pump->published >= pump->committed)
		refresh_agenda(d);
	if (pump->running || pump->published >= pump->committed)
		return;
	pump->task.run = run_pump;
	pump->running = dispatch_submit(d, &pump->task) == OK;
}

static void open_pumped(struct letter *letter)
{
	struct pump *pump = (struct pump *)(void *)((char *)letter - offsetof(struct pump, letter));
	const struct timeval pause = { .tv_usec = PAUSE_MS * 1000 };
	struct dispatch *d = pump->dispatch;
	pump->running = false;
	event_add(pump->pause, &pause);
	while (pump->n && pump->entries[pump->n - 1].seq > pump->committed)
		pump->n--; /* seen, but not durable yet */
	if (!pump->n)
		return; /* nothing could be read: the tick tries again */
	live_publish(d->live, pump->entries, pump->n);
	pump->published = pump->entries[pump->n - 1].seq;
	refresh_agenda(d);
}

/* The pause is over. Also once a second: a pump that found no place in the queue, or could not read, is tried again
 * though nobody commits. */
static void on_time(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	if (what & EV_TIMEOUT)
		live_watch_tick(ctx);
	pump_more(ctx);
}

struct committed {
	struct letter letter;
	struct dispatch *dispatch;
	int64_t last_seq;
	unsigned topics;
};

static void open_committed(struct letter *letter)
{
	struct committed *c = (struct committed *)(void *)letter;
	struct dispatch *d = c->dispatch;
	d->system.commits++;
	d->pump.committed = c->last_seq;
	if (d->pump.held && d->pump.held <= c->last_seq)
		show_wall(d); /* before the answers, which wait behind this letter */
	views_stale(d->views, c->topics, c->last_seq);
	if (view_is_of(d->wall, c->topics) && view_is_building(d->wall) && live_is_followed(d->live))
		d->pump.wall_first = true;
	if (c->topics & topic_bit(TOPIC_VIDEOS))
		disk_sweep(d);
	if (c->topics & topic_bit(TOPIC_ACCESS))
		live_watch_look(d);
	pump_more(d);
	free(c);
}

static void open_ahead(struct letter *letter)
{
	struct committed *c = (struct committed *)(void *)letter;
	view_stale(c->dispatch->wall, c->topics, c->last_seq);
	refresh_wall(c->dispatch);
	free(c);
}

static struct letter *letter_of(
    struct dispatch *d, int64_t last_seq, unsigned topics, void (*open)(struct letter *letter))
{
	struct committed *c = mem_alloc(sizeof *c);
	*c = (struct committed){ { NULL, open }, d, last_seq, topics };
	return &c->letter;
}

void dispatch_ahead(struct dispatch *d, int64_t last_seq, unsigned topics)
{
	if (view_is_of(d->wall, topics))
		mailbox_post(d->mailbox, letter_of(d, last_seq, topics, open_ahead));
}

void dispatch_committed(struct dispatch *d, int64_t last_seq, unsigned topics)
{
	mailbox_leave(d->mailbox, letter_of(d, last_seq, topics, open_committed));
}

void dispatch_settled(struct dispatch *d)
{
	mailbox_ring(d->mailbox);
}

void pump_start(struct dispatch *d, int64_t journal_seq)
{
	const struct timeval second = { .tv_sec = 1 };
	d->pump.dispatch = d;
	d->pump.arena = arena_create();
	d->pump.behind_end = &d->pump.behind;
	d->pump.published = d->pump.committed = journal_seq;
	d->pump.pause = evtimer_new(d->config.base, on_time, d);
	d->pump.tick = event_new(d->config.base, -1, EV_PERSIST, on_time, d);
	event_add(d->pump.tick, &second);
}

void pump_end(struct dispatch *d)
{
	event_free(d->pump.pause);
	event_free(d->pump.tick);
	arena_destroy(d->pump.arena);
}
