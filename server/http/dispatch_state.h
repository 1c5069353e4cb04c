/* What stands behind a struct dispatch. Only for dispatch.c, pump.c and live_route.c. */
#ifndef P2C_HTTP_DISPATCH_STATE_H
#define P2C_HTTP_DISPATCH_STATE_H

#include "base/mailbox.h"
#include "base/pool.h"
#include "http/dispatch.h"
#include "http/guard.h"
#include "http/idle.h"
#include "http/job.h"
#include "http/audit.h"
#include "http/patience.h"
#include "http/rate.h"
#include "http/throttle.h"
#include "http/views.h"
#include "live/live.h"
#include "live/screen_board.h"

struct dispatch {
	struct dispatch_config config;
	struct mailbox *mailbox;
	struct pool *pool;
	struct task warm;
	struct keeper *keeper;      /* finds people */
	struct screen_board *board; /* what screens said of themselves */
	struct views *views;
	struct view *wall;   /* the one that streams may follow */
	struct view *agenda; /* the one that most of them ask for when they hear that it changed */
	struct live *live;
	struct system system;
	/* What failed last, and when it was logged: the same thing again only after a minute. */
	struct told {
		const struct route *route;
		enum err err;
		int64_t at;
		unsigned times; /* since then */
	} told[16];
	struct throttle sign_ins, guesses; /* of names and codes; of badges and links to somebody's own agenda */
	struct rate *rate;                 /* of requests by strangers */
	struct patience *patience;         /* with wrong passwords of an account */
	struct idle *idle;                 /* logins of the office, and when they were used last */
	struct audit audit;
	struct hashing { /* sign_in.c: passwords that wait for a worker */
		struct job *first;
		size_t running, waiting;
	} hashing;
	const struct http_server *server;
	char epoch_token[EPOCH_TOKEN_LEN + 1];
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
		int64_t held;    /* the wall's view as it was built last waits until this entry is durable; 0 when it
				    need not */
		bool wall_first; /* it is being built with what was committed last: the answers wait for it */
		struct letter *behind, **behind_end;
	} pump;
	struct sweep {
		struct task task;
		struct letter letter;
		struct dispatch *dispatch;
		bool running, again;
	} sweep;
	/* The open streams, and a look at their logins after logins ended; one at a time. */
	struct live_watch {
		struct task task;
		struct letter letter;
		struct dispatch *dispatch;
		struct listener *first;
		struct watched *asked;
		size_t n;
		int64_t last_serial;
		bool running, again;
	} watch;
};

/* disk.c: files of videos without a row go; one sweep at a time. */
void disk_sweep(struct dispatch *dispatch);

/* One open stream. */
struct listener {
	struct dispatch *dispatch;
	struct listener *prev, *next;
	struct stream *stream;
	struct subscriber *subscriber;
	int64_t serial;  /* which of all that ever were */
	int64_t ends_at; /* the end of its login; 0 for nobody's */
	char token[GUARD_TOKEN_MAX + 1];
};

/* Monotonic milliseconds: what waits are counted in. */
int64_t dispatch_ticks(void);
/* Finishes a job on the loop: answers its exchange and frees it. */
void dispatch_finish(struct job *job);

/* Hands a job to the writer. */
void dispatch_change(struct job *job);

/* sign_in.c: may this request be worked on now (tries, requests of strangers), and what a try came to. Monotonic
 * milliseconds. */
bool sign_in_may(struct job *job, int64_t now_ms);
void sign_in_count(struct job *job, int64_t now_ms);
/* Does its prepare step hash a password? Then it is handed over here and finishes like any other. */
bool sign_in_is_slow(const struct route *route);
void sign_in_hash(struct job *job);

/* Hands a task to the workers; ERR_BUSY while the program ends. */
enum err dispatch_submit(struct dispatch *dispatch, struct task *task);

/* pump.c: begins after the journal's last entry of the start; ends with the dispatch. */
void pump_start(struct dispatch *dispatch, int64_t journal_seq);
void pump_end(struct dispatch *dispatch);
/* The wall's view was built of a journal that ends with this entry: whoever follows it is shown it as soon as that is
 * durable. */
void pump_wall_built(struct dispatch *dispatch, int64_t seen);
/* Opens the letter with a change's answer now, or as soon as the wall's view that is being built has left: whoever
 * acted knows already, the room does not, and on one machine the two compete. */
void pump_answer(struct dispatch *dispatch, struct letter *letter);
/* The build has ended, whichever way. */
void pump_wall_over(struct dispatch *dispatch);

/* live_watch.c: a stream ends with its login. */
struct listener *listener_open(struct dispatch *dispatch, const struct request *request);
/* The stream has ended by itself, or was never begun. */
void listener_forget(struct listener *listener);
/* Some login may have ended: asks for all that have a stream. */
void live_watch_look(struct dispatch *dispatch);
/* Closes all of them: this server does not count any more. */
void live_watch_end(struct dispatch *dispatch);
/* Closes the streams whose login is over by the clock; once a second. */
void live_watch_tick(struct dispatch *dispatch);

/* live_route.c: reads what the stream missed, on a worker; then starts the stream, on the loop. */
void live_route_read(struct job *job, struct worker *worker);
void live_route_start(struct job *job);

#endif
