/* GET /api/live: from a request to a stream of notices. A worker checks who asks and reads what was missed; the loop
 * starts the stream and subscribes it. Not for what a notice says: live/live.h. */
#include "http/dispatch_state.h"

#include "base/clock.h"
#include "store/topic.h"

#include <stdlib.h>
#include <string.h>

enum { MISSED_MAX = 1000 };

struct live_request {
	unsigned topics;
	bool follows; /* view=wall */
	struct live_missed missed;
};

static enum err take_view(struct job *job, bool *out_follows)
{
	const char *said = request_query(&job->request, "view", NULL);
	if (said && strcmp(said, "wall") != 0)
		return fault_set(&job->fault, ERR_QUERY, "view", "The one view to follow is \"wall\".");
	*out_follows = said != NULL;
	return OK;
}

/* The topics asked for, if this login may hear them. Who follows a view needs none. */
static enum err take_topics(struct job *job, bool follows, unsigned *out_topics)
{
	struct request *r = &job->request;
	const char *said = request_query(r, "topics", follows ? "" : NULL);
	if (!said || (!*said && !follows))
		return fault_set(
		    &job->fault, ERR_QUERY, "topics", "Say which topics to listen to, separated by commas.");
	char *rest = NULL, *copy = arena_dup(r->arena, said);
	*out_topics = 0;
	for (char *name = strtok_r(copy, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		enum topic topic = topic_find(name);
		if (topic == TOPIC_MAX)
			return fault_set(&job->fault, ERR_QUERY, "topics", "There is no topic \"%.30s\".", name);
		if (!topic_is_public(topic) && !(r->roles & ~(unsigned)ROLE_DELEGATE))
			return fault_set(&job->fault, ERR_LOGIN_NEEDED, "topics", NULL);
		if (topic == TOPIC_ACCESS && !(r->roles & ROLE_ADMIN))
			return fault_set(&job->fault, ERR_FORBIDDEN, "topics", NULL);
		*out_topics |= topic_bit(topic);
	}
	return OK;
}

static enum err read_missed(struct job *job, struct db *db, struct live_missed *out_missed)
{
	struct request *r = &job->request;
	const char *last = r->last_event_id ? r->last_event_id : request_query(r, "last_event_id", "0");
	char *end;
	struct journal_head head;
	struct journal_entry *entries = NULL;
	int64_t after = strtoll(last, &end, 10);
	if (*end || after < 0)
		return fault_set(
		    &job->fault, ERR_QUERY, "Last-Event-ID", "The last event id is a number that this server sent.");
	enum err err = journal_head(db, &head);
	struct live_missed missed = { .after_seq = after, .head_seq = head.seq };
	if (!err && after)
		err = journal_after(db, r->arena, after, MISSED_MAX + 1, &entries, &missed.n);
	missed.too_many = missed.n > MISSED_MAX || after > head.seq;
	missed.entries = entries;
	if (!err)
		*out_missed = missed;
	return err;
}

void live_route_read(struct job *job, struct worker *worker)
{
	struct live_request *wanted = arena_new(job->request.arena, struct live_request);
	job->extra = wanted;
	job->err = store_read_begin(worker->db);
	if (job->err)
		return;
	job->err = job_authorise(job, worker->db);
	if (!job->err)
		job->err = take_view(job, &wanted->follows);
	if (!job->err)
		job->err = take_topics(job, wanted->follows, &wanted->topics);
	if (!job->err)
		job->err = read_missed(job, worker->db, &wanted->missed);
	store_read_end(worker->db);
}

static bool send_to(void *ctx, const char *bytes, size_t len)
{
	return stream_send(ctx, bytes, len);
}

/* Never two views in the queue of a slow stream. */
static bool show_to(void *ctx, const char *bytes, size_t len)
{
	return stream_backlog(ctx) == 0 && stream_send(ctx, bytes, len);
}

static void on_stream_closed(void *ctx, enum stream_end why)
{
	struct listener *listener = ctx;
	(void)why;
	live_unsubscribe(listener->dispatch->live, listener->subscriber);
	listener_forget(listener);
}

/* What is not known to be durable yet comes with the pump, when it is. */
static void cut_missed(struct live_missed *missed, int64_t durable)
{
	while (missed->n && missed->entries[missed->n - 1].seq > durable)
		missed->n--;
	if (missed->head_seq > durable)
		missed->head_seq = durable;
}

void live_route_start(struct job *job)
{
	struct live_request *wanted = job->extra;
	struct listener *listener = listener_open(job->dispatch, &job->request);
	struct answer head = { .status = 200, .content_type = "text/event-stream; charset=utf-8" };
	cut_missed(&wanted->missed, job->dispatch->pump.committed);
	listener->stream = exchange_stream(job->exchange, &head, on_stream_closed, listener);
	const struct live_reach reach = { send_to, wanted->follows ? show_to : NULL, listener->stream };
	if (listener->stream)
		listener->subscriber = live_subscribe(job->dispatch->live, wanted->topics, &wanted->missed, &reach);
	else
		listener_forget(listener);
	job_destroy(job);
}
