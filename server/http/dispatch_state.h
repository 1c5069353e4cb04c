/* What stands behind a struct dispatch. Only for dispatch.c, pump.c and live_route.c. */
#ifndef P2C_HTTP_DISPATCH_STATE_H
#define P2C_HTTP_DISPATCH_STATE_H

#include "base/mailbox.h"
#include "base/pool.h"
#include "http/dispatch.h"
#include "http/job.h"
#include "http/throttle.h"
#include "http/views.h"
#include "live/live.h"

struct dispatch {
	struct dispatch_config config;
	struct mailbox *mailbox;
	struct pool *pool;
	struct task warm;
	struct keeper *keeper; /* finds people */
	struct views *views;
	struct view *wall; /* the one that streams may follow */
	struct live *live;
	struct system system;
	struct throttle throttle;
	const struct http_server *server;
	/* The pump: reads committed entries and publishes them; one at a time. */
	struct pump {
		struct task task;
		struct letter letter;
		struct dispatch *dispatch;
		struct arena *arena;
		struct journal_entry *entries;
		size_t n;
		int64_t published, committed;
		bool running;
		struct event *tick, *pause;
	} pump;
};

/* Finishes a job on the loop: answers its exchange and frees it. */
void dispatch_finish(struct job *job);

/* Hands a task to the workers; ERR_BUSY while the program ends. */
enum err dispatch_submit(struct dispatch *dispatch, struct task *task);

/* pump.c: begins after the journal's last entry of the start; ends with the dispatch. */
void pump_start(struct dispatch *dispatch, int64_t journal_seq);
void pump_end(struct dispatch *dispatch);

/* live_route.c: reads what the stream missed, on a worker; then starts the stream, on the loop. */
void live_route_read(struct job *job, struct worker *worker);
void live_route_start(struct job *job);

#endif
