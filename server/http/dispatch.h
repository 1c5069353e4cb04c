/* The way of every request: from the connection to its row, through the right thread, and back with the answer.
 *   VIEW, PAGE, NOW   answered on the loop from memory
 *   ASK, DRAW, TELL   a worker with a read-only connection
 *   DO                (prepare on a worker) → the writer → answered after the COMMIT
 *   LIVE              a worker reads what was missed → a stream
 * Loop thread only, but for dispatch_ahead and dispatch_committed. */
#ifndef P2C_HTTP_DISPATCH_H
#define P2C_HTTP_DISPATCH_H

#include "domain/epoch.h"
#include "http/files.h"
#include "http/server.h"
#include "http/system.h"
#include "store/store.h"

struct dispatch;
struct event_base;

struct dispatch_config {
	struct event_base *base;
	struct store *store;
	const struct clock *clock;
	struct files *files;
	struct clock *movable;            /* the same clock where it may be moved (rehearsals); NULL where not */
	_Atomic int64_t *snapshot_at;     /* Unix ms of the last good snapshot; NULL where none are taken */
	const char *boot;                 /* names this run of the server */
	struct epoch epoch;               /* which server of this event this is */
	bool is_fenced;                   /* another took its place already */
	void (*on_superseded)(void *ctx); /* called once, on the loop, when a page shows that another did */
	void *ctx;                        /* its */
	int64_t journal_seq;              /* the journal's last entry at the start: older ones are no news */
	int shelf;                        /* the folder of the videos (store/shelf.h); 0 for none */
	const struct site *site;          /* what this server is at its venue; filled before the first request */
	struct health *health;            /* how the server itself is; borrowed */
	int64_t idle_ms;                  /* after which the office's logins end unused (idle.h); 0 for never */
	unsigned workers;                 /* threads that read and draw */
	unsigned requests_per_address;    /* of strangers, a second (rate.h); 0 for the usual */
};

struct dispatch *dispatch_create(const struct dispatch_config *config);
/* To end, in this order: dispatch_end_workers, store_close (its last answers come back through the mailbox),
 * dispatch_settle (gives those answers), http_server_destroy (ends the streams), dispatch_destroy. Each takes NULL.
 */
void dispatch_end_workers(struct dispatch *dispatch);
void dispatch_settle(struct dispatch *dispatch);
void dispatch_destroy(struct dispatch *dispatch);

/* For http_server_create. */
void dispatch_request(void *dispatch, struct exchange *exchange, const struct wire_request *request);
/* Wording of the core's own refusals, for http_config.refuse. */
void dispatch_refuse(void *dispatch, const struct wire_refusal *why, struct answer *out_answer);
/* Reads pieces of files on the workers, for http_config.read_piece. */
bool dispatch_read_piece(void *dispatch, struct file_piece *piece);
/* For store_config.on_ahead; the writing thread: the wall's view is built while the disk syncs. */
void dispatch_ahead(struct dispatch *dispatch, int64_t last_seq, unsigned topics);
/* For store_config.on_commit and on_settled; any thread. What the first and the changes' `done` leave is taken over
 * at the second. */
void dispatch_committed(struct dispatch *dispatch, int64_t last_seq, unsigned topics);
void dispatch_settled(struct dispatch *dispatch);
/* For /metrics: where the number of connections comes from. */
void dispatch_watch(struct dispatch *dispatch, const struct http_server *server);

#endif
