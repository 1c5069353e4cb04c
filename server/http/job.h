/* One request on its way through the threads: loop → worker or writer → loop. A job owns its arena, its request and
 * its reply. Not for choosing the way (dispatch.c) and not for the content (on_*.c). */
#ifndef P2C_HTTP_JOB_H
#define P2C_HTTP_JOB_H

#include "base/mailbox.h"
#include "base/pool.h"
#include "http/answer.h"
#include "http/request.h"
#include "http/route.h"
#include "http/server.h"
#include "http/system.h"
#include "store/store.h"

struct dispatch;
struct exchange;
struct view;

struct job {
	struct change change; /* on the writer */
	struct task task;     /* on a worker */
	struct letter letter; /* back to the loop */
	struct dispatch *dispatch;
	struct exchange *exchange;
	struct view *view;   /* for a view that is being built; there is then no exchange */
	struct body *packed; /* the reply compressed, where that is wanted */
	struct body *kept;   /* of a view: the reply */
	void *extra;         /* LIVE: what the worker found (live_route.c) */
	struct request request;
	struct reply reply;
	struct fault fault;
	int64_t seen;         /* of a view: the last journal entry of the data that it is made of */
	struct system system; /* of NOW and ASK: the loop's numbers, which a worker may read */
	char address[HTTP_ADDRESS_LEN + 1];
	enum err err;
	bool replayed; /* the answer was kept from the same request before */
};

/* What a worker thread owns. */
struct worker {
	struct db *db;
	struct badge_press *press; /* NULL until the first drawing */
};

/* A job for a request; everything it needs is copied or lives as long as the exchange. The request must have found
 * its row and passed the guard. */
struct job *job_create(const struct wire_request *wire, const struct route *route, const char *const *params);
void job_destroy(struct job *job);
/* Reads the query and the headers that handlers see; ERR_QUERY for a parameter the row does not know. */
enum err job_take_headers(struct job *job, const struct wire_request *wire);

/* Runs an ASK or DRAW job on a worker: authorises, asks within one consistent view of the data; again, where that
 * view was ended because the log was full (db_checkpoint). Sets job->err. */
void job_ask(struct job *job, struct worker *worker);
/* Runs the prepare function of a DO on a worker. */
void job_prepare(struct job *job, struct worker *worker);
/* Runs a DO as a change (it is job->change.run). */
enum err job_change(struct change *change, struct tx *tx);
/* Who asks, may they? Fills in login and roles. */
enum err job_authorise(struct job *job, struct db *db);

/* The answer of a finished job; the body's reference is the caller's to release. */
void job_answer(struct job *job, struct answer *out_answer);

#define JOB_OF(member_pointer, member) ((struct job *)(void *)((char *)(member_pointer)-offsetof(struct job, member)))

#endif
