/* See live.h. The last notices are kept in a ring, so that nothing falls between the reading of the journal for a new
 * subscriber and its first live notice. */
#include "live/live.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "store/topic.h"

#include <event2/event.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { RING = 1024, BEAT_MS = 4000, AHEAD = 4 };

struct subscriber {
	size_t place; /* in live->subscribers */
	int64_t last; /* entry it knows: each one is told once and in order */
	unsigned topics;
	struct live_reach reach;
};

/* One notice, ready to send: the entry's own and, when it moves the totals, the public one beside it. */
struct notice {
	int64_t seq;
	struct buf text[2];
	unsigned heard_by[2]; /* topic bit of each text */
};

struct live {
	struct live_config config;
	struct subscriber **subscribers;
	size_t n, cap, following;
	struct notice ring[RING];
	size_t newest;    /* the notice published last */
	int64_t head_seq; /* the last entry known to be committed: what hello and beat tell */
	int64_t sent;
	struct event *beat;
	struct buf scratch;
};

/* ---- the wire form (WHATWG server-sent events) ---- */

static void write_notice(struct buf *out, const struct journal_entry *e, enum topic topic, bool with_subject)
{
	buf_printf(out, "id: %" PRId64 "\nevent: %s\ndata: ", e->seq, topic_name(topic));
	struct jsonw w = jsonw_start(out);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "seq", e->seq);
	jsonw_time(&w, "at", e->at);
	jsonw_text(&w, "topic", topic_name(topic));
	if (with_subject) {
		jsonw_text(&w, "action", e->action);
		jsonw_text(&w, "subject", e->subject);
		jsonw_int(&w, "version", e->version);
	}
	jsonw_object_end(&w);
	buf_add_text(out, "\n\n");
}

static void write_time(struct live *live, const char *event, struct buf *out)
{
	buf_printf(out, "event: %s\ndata: ", event);
	struct jsonw w = jsonw_start(out);
	jsonw_object(&w, NULL);
	jsonw_time(&w, "now", clock_now(live->config.clock));
	jsonw_int(&w, "seq", live->head_seq);
	jsonw_text(&w, "boot", live->config.boot);
	jsonw_text(&w, "epoch", live->config.epoch);
	jsonw_object_end(&w);
	buf_add_text(out, "\n\n");
}

static void fill_notice(struct notice *notice, const struct journal_entry *e)
{
	enum topic topic = topic_find(e->topic);
	notice->seq = e->seq;
	for (int i = 0; i < 2; i++) {
		notice->text[i].len = 0;
		notice->heard_by[i] = 0;
	}
	if (topic == TOPIC_MAX)
		return;
	write_notice(&notice->text[0], e, topic, true);
	notice->heard_by[0] = topic_bit(topic);
	if (topic == TOPIC_PLEDGES) {
		write_notice(&notice->text[1], e, TOPIC_TALLY, false);
		notice->heard_by[1] = topic_bit(TOPIC_TALLY);
	}
}

/* ---- sending ---- */

static bool send_to(const struct subscriber *s, const char *bytes, size_t len)
{
	return s->reach.send(s->reach.ctx, bytes, len);
}

static void send_reset(const struct subscriber *s)
{
	static const char RESET[] = "event: reset\ndata: {}\n\n";
	send_to(s, RESET, sizeof RESET - 1);
}

static void tell(struct live *live, struct subscriber *s, const struct notice *notice)
{
	if (notice->seq <= s->last)
		return;
	s->last = notice->seq;
	for (int i = 0; i < 2; i++)
		if (notice->heard_by[i] & s->topics) {
			live->sent++;
			if (!send_to(s, notice->text[i].bytes, notice->text[i].len))
				return;
		}
}

/* With thousands of streams every one of them is cold: what the next ones need is fetched while this one is sent. */
static void look_ahead(const struct live *live, size_t k)
{
	if (k + 2 * AHEAD >= live->n)
		return;
	__builtin_prefetch(live->subscribers[k + 2 * AHEAD]);
	__builtin_prefetch(live->subscribers[k + AHEAD]->reach.ctx);
}

void live_publish(struct live *live, const struct journal_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (entries[i].seq <= live->ring[live->newest].seq)
			continue;
		live->newest = (live->newest + 1) % RING;
		struct notice *notice = &live->ring[live->newest];
		fill_notice(notice, &entries[i]);
		if (notice->seq > live->head_seq)
			live->head_seq = notice->seq;
		for (size_t k = 0; k < live->n; k++) {
			look_ahead(live, k);
			tell(live, live->subscribers[k], notice);
		}
	}
}

/* JSON is written on one line, so it is one data line. */
void live_show(struct live *live, const char *name, const char *json, size_t len)
{
	if (!live->following)
		return;
	live->scratch.len = 0;
	buf_printf(&live->scratch, "event: %s\ndata: ", name);
	buf_add(&live->scratch, json, len);
	buf_add_text(&live->scratch, "\n\n");
	for (size_t i = 0; i < live->n; i++) {
		const struct subscriber *s = live->subscribers[i];
		if (!s->reach.show)
			continue;
		live->sent++;
		if (!s->reach.show(s->reach.ctx, live->scratch.bytes, live->scratch.len))
			send_reset(s);
	}
}

bool live_is_followed(const struct live *live)
{
	return live->following > 0;
}

static void on_beat(evutil_socket_t fd, short what, void *ctx)
{
	struct live *live = ctx;
	(void)fd;
	(void)what;
	live->scratch.len = 0;
	write_time(live, "beat", &live->scratch);
	for (size_t i = 0; i < live->n; i++)
		send_to(live->subscribers[i], live->scratch.bytes, live->scratch.len);
}

/* ---- subscribers ---- */

/* Does the ring still hold every notice after this entry? What was published while the journal was being read may
 * have run once around it. */
static bool ring_follows(const struct live *live, int64_t seq)
{
	int64_t oldest = live->ring[(live->newest + 1) % RING].seq;
	return oldest <= seq + 1;
}

static void send_missed(struct live *live, struct subscriber *s, const struct live_missed *missed)
{
	struct notice notice = { 0 };
	for (size_t i = 0; !missed->too_many && i < missed->n; i++) {
		fill_notice(&notice, &missed->entries[i]);
		tell(live, s, &notice);
	}
	for (int i = 0; i < 2; i++)
		buf_finish(&notice.text[i]);
	if (missed->too_many || s->reach.show || !ring_follows(live, missed->head_seq))
		send_reset(s);
	s->last = missed->head_seq;
	for (size_t i = 1; i <= RING; i++)
		tell(live, s, &live->ring[(live->newest + i) % RING]);
}

struct subscriber *live_subscribe(
    struct live *live, unsigned topics, const struct live_missed *missed, const struct live_reach *reach)
{
	if (live->n == live->cap) {
		live->cap = live->cap ? live->cap * 2 : 64;
		live->subscribers = mem_grow(live->subscribers, live->cap * sizeof(struct subscriber *));
	}
	struct subscriber *s = mem_alloc(sizeof *s);
	*s = (struct subscriber){ .place = live->n, .topics = topics, .reach = *reach };
	live->subscribers[live->n++] = s;
	live->following += reach->show != NULL;
	if (missed->head_seq > live->head_seq)
		live->head_seq = missed->head_seq; /* committed, though perhaps not published yet */
	live->scratch.len = 0;
	buf_add_text(&live->scratch, "retry: 1000\n");
	write_time(live, "hello", &live->scratch);
	send_to(s, live->scratch.bytes, live->scratch.len);
	send_missed(live, s, missed);
	return s;
}

void live_unsubscribe(struct live *live, struct subscriber *s)
{
	struct subscriber *last = live->subscribers[--live->n];
	live->following -= s->reach.show != NULL;
	live->subscribers[s->place] = last;
	last->place = s->place;
	free(s);
}

size_t live_subscribers(const struct live *live)
{
	return live->n;
}

int64_t live_notices(const struct live *live)
{
	return live->sent;
}

struct live *live_create(const struct live_config *config)
{
	struct live *live = mem_alloc(sizeof *live);
	live->config = *config;
	unsigned ms = config->beat_ms ? config->beat_ms : BEAT_MS;
	struct timeval every = { .tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000 };
	live->beat = event_new(config->base, -1, EV_PERSIST, on_beat, live);
	event_add(live->beat, &every);
	return live;
}

void live_destroy(struct live *live)
{
	if (!live)
		return;
	event_free(live->beat);
	for (size_t i = 0; i < RING; i++)
		for (int k = 0; k < 2; k++)
			buf_finish(&live->ring[i].text[k]);
	for (size_t i = 0; i < live->n; i++)
		free(live->subscribers[i]);
	free(live->subscribers);
	buf_finish(&live->scratch);
	free(live);
}
