/* What we tell at once: subscribers of topics, the notices they get, replay, heartbeat. Runs on the loop thread only.
 * A notice says WHAT changed (id of the journal entry, subject, version), never the content: the page asks again, and
 * what it may see is decided there. One exception: the wall's view is public, small and followed by few, so whoever
 * asked for it gets its bytes as soon as they are new, which saves the hall a question on the way from the act to the
 * screen. Not for sockets: each subscriber brings its send functions (http/live_route.c). */
#ifndef P2C_LIVE_LIVE_H
#define P2C_LIVE_LIVE_H

#include "store/journal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_base;
struct clock;
struct live;
struct subscriber;

struct live_config {
	struct event_base *base;
	const struct clock *clock; /* for the time in hello and beat */
	const char *epoch;         /* which server of the event this is (domain/epoch.h); told in hello */
	const char *boot; /* names this run of the server; a page that sees it change asks for everything again */
	unsigned beat_ms; /* heartbeat; 0 is 4,000 */
};

/* Sends bytes now or queues them; false when the stream is ending. */
typedef bool live_send(void *ctx, const char *bytes, size_t len);

/* How a stream is reached. `show` sends a view; false when the stream still has older bytes to send, or ends. NULL
 * for streams that follow none. */
struct live_reach {
	live_send *send, *show;
	void *ctx;
};

struct live *live_create(const struct live_config *config);
void live_destroy(struct live *live);

/* Entries that were committed, oldest first; each once and in order. Every subscriber of their topics gets a notice.
 */
void live_publish(struct live *live, const struct journal_entry *entries, size_t n);

/* Starts a stream: hello, then what the subscriber missed after `after_seq` (0: nothing), then what comes. `missed`
 * are the entries after after_seq as the journal has them now; when `too_many`, a reset is sent instead of them. A
 * reset (ask for everything again) comes too when more was published since then than the ring keeps, and to who
 * follows the view: what it is now has to be asked for once. */
struct live_missed {
	const struct journal_entry *entries;
	size_t n;
	int64_t after_seq, head_seq; /* head_seq: the journal's last entry when they were read */
	bool too_many;
};
struct subscriber *live_subscribe(
    struct live *live, unsigned topics, const struct live_missed *missed, const struct live_reach *reach);
/* The stream has ended; call once, not from inside send. */
void live_unsubscribe(struct live *live, struct subscriber *subscriber);

/* The view is new: its JSON goes to everybody who follows it, as an event of that name. Only the latest counts: a
 * stream that is behind gets a reset instead. */
void live_show(struct live *live, const char *name, const char *json, size_t len);
bool live_is_followed(const struct live *live);

size_t live_subscribers(const struct live *live);
/* Notices sent since the start, all streams together. */
int64_t live_notices(const struct live *live);

#endif
