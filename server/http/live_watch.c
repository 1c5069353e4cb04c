/* A stream ends with its login: when somebody signed out, was shut out, or the login's time is over. After each
 * change of logins a worker asks for the logins of all open streams; what it found is closed on the loop. The page
 * then asks for a new stream and is told to sign in. Part of dispatch.h. */
#include "http/dispatch_state.h"

#include "base/clock.h"
#include "base/mem.h"
#include "domain/access.h"

#include <stdlib.h>
#include <string.h>

/* What a worker is asked about a stream. */
struct watched {
	int64_t serial;
	bool is_over;
	char token[GUARD_TOKEN_MAX + 1];
};

struct listener *listener_open(struct dispatch *d, const struct request *request)
{
	struct listener *listener = mem_alloc(sizeof *listener);
	listener->dispatch = d;
	listener->serial = ++d->watch.last_serial;
	if (*request->login.name && request->token) {
		listener->ends_at = request->login.expires_at;
		memcpy(listener->token, request->token, strlen(request->token) + 1);
	}
	listener->next = d->watch.first;
	if (listener->next)
		listener->next->prev = listener;
	d->watch.first = listener;
	return listener;
}

void listener_forget(struct listener *listener)
{
	if (listener->prev)
		listener->prev->next = listener->next;
	else
		listener->dispatch->watch.first = listener->next;
	if (listener->next)
		listener->next->prev = listener->prev;
	free(listener);
}

static void shut(struct listener *listener)
{
	live_unsubscribe(listener->dispatch->live, listener->subscriber);
	stream_close(listener->stream);
	listener_forget(listener);
}

void live_watch_tick(struct dispatch *d)
{
	int64_t now = clock_now(d->config.clock), ticks = dispatch_ticks();
	struct listener *next;
	for (struct listener *listener = d->watch.first; listener; listener = next) {
		next = listener->next;
		if (listener->ends_at && listener->ends_at <= now)
			shut(listener);
		else if (*listener->token)
			idle_listens(d->idle, listener->token, ticks);
	}
	idle_tick(d->idle, ticks);
}

void live_watch_end(struct dispatch *d)
{
	struct listener *next;
	for (struct listener *listener = d->watch.first; listener; listener = next) {
		next = listener->next;
		shut(listener);
	}
}

/* ---- asking ---- */

static bool is_over(struct worker *worker, struct arena *arena, const char *token, int64_t now)
{
	struct login login;
	return access_who(worker->db, arena, token, now, &login) == ERR_LOGIN_NEEDED;
}

static void open_looked(struct letter *letter)
{
	struct live_watch *watch =
	    (struct live_watch *)(void *)((char *)letter - offsetof(struct live_watch, letter));
	struct listener *next;
	size_t i = 0;
	/* Both lists have the latest first; streams that began since were not asked about. */
	for (struct listener *listener = watch->first; listener; listener = next) {
		next = listener->next;
		while (i < watch->n && watch->asked[i].serial > listener->serial)
			i++;
		if (i < watch->n && watch->asked[i].serial == listener->serial && watch->asked[i].is_over)
			shut(listener);
	}
	free(watch->asked);
	watch->asked = NULL;
	watch->running = false;
	if (watch->again)
		live_watch_look(watch->dispatch);
}

static void run_look(struct task *task, void *context)
{
	struct live_watch *watch = (struct live_watch *)(void *)((char *)task - offsetof(struct live_watch, task));
	struct worker *worker = context;
	struct arena *arena = arena_create();
	int64_t now = clock_now(watch->dispatch->config.clock);
	for (size_t i = 0; worker && i < watch->n; i++)
		watch->asked[i].is_over = is_over(worker, arena, watch->asked[i].token, now);
	arena_destroy(arena);
	watch->letter.open = open_looked;
	mailbox_post(watch->dispatch->mailbox, &watch->letter);
}

static size_t count(const struct live_watch *watch)
{
	size_t n = 0;
	for (const struct listener *listener = watch->first; listener; listener = listener->next)
		n += *listener->token != '\0';
	return n;
}

void live_watch_look(struct dispatch *d)
{
	struct live_watch *watch = &d->watch;
	watch->again = watch->running;
	size_t n = count(watch);
	if (watch->running || n == 0)
		return;
	watch->dispatch = d;
	watch->asked = mem_alloc(n * sizeof *watch->asked);
	watch->n = 0;
	for (struct listener *listener = watch->first; listener; listener = listener->next) {
		struct watched *one = &watch->asked[watch->n];
		if (!*listener->token)
			continue;
		one->serial = listener->serial;
		memcpy(one->token, listener->token, sizeof one->token);
		watch->n++;
	}
	watch->task.run = run_look;
	watch->running = dispatch_submit(d, &watch->task) == OK;
	if (!watch->running)
		free(watch->asked);
}
