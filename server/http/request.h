/* What a handler sees: a request that was matched, parsed and allowed, and the reply it fills. Handlers share nothing
 * else. Not for bytes on the wire (wire.h, server.h) and not for JSON fields (fields.h). */
#ifndef P2C_HTTP_REQUEST_H
#define P2C_HTTP_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/jsonw.h"
#include "store/read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct badge_press;
struct clock;
struct field;
struct file_send;
struct health;
struct keeper;
struct patience;
struct route;
struct screen_board;
struct site;
struct system;
struct tx;

enum { REQUEST_PARAMS_MAX = 2, VIEW_PARTS_MAX = 9 };

/* What the builds of one view leave to each other: JSON of its parts as it was written last, of what (an id, a
 * version), and the topics of all that was committed since. */
struct view_parts {
	unsigned changed;
	struct view_part {
		char of[64]; /* "" for nothing yet */
		struct buf json;
	} part[VIEW_PARTS_MAX];
};

struct request {
	struct arena *arena;
	const struct route *route;
	const char *params[REQUEST_PARAMS_MAX]; /* what stood for {id} in the path */
	const struct wire_pair *query;          /* only names that the route knows */
	size_t n_query;
	const char *body;
	size_t body_len;
	const char *key;             /* Idempotency-Key; NULL when none came */
	int64_t if_match;            /* the version in If-Match, 0 when none came */
	const char *if_none_match;   /* tags that the asker holds; NULL when none came */
	const char *range;           /* what of a file is asked for; NULL when it is all of it */
	const char *if_range;        /* the tag it must still have for that; NULL when none came */
	const char *last_event_id;   /* of a stream that comes back; NULL when none came */
	const char *device;          /* what the browser says of itself, printable ASCII; "" when it says nothing */
	const char *address;         /* where it comes from, as text; NULL for what the program asks itself */
	int64_t ticks;               /* monotonic ms: what waits are counted in */
	struct patience *patience;   /* with wrong passwords (http/patience.h); NULL where there is no server */
	const struct login *started; /* the login that this request began, and its token; NULL for none */
	const char *started_token;
	const char *token;           /* of the login; NULL when none came */
	struct login login;          /* name "" when nobody is signed in */
	unsigned roles;              /* bits of enum role_bit */
	bool is_secure;              /* by TLS */
	bool takes_gzip;             /* the browser said so */
	bool is_local;               /* over the socket in the data folder: the operator */
	struct clock *movable;       /* the clock, where it may be moved; NULL where not */
	int64_t now;                 /* ms UTC */
	struct db *db;               /* to read; in a change the writing connection */
	struct tx *tx;               /* only in a change */
	struct keeper *keeper;       /* finds people (find/keeper.h) */
	int shelf;                   /* the folder of the videos (store/shelf.h) */
	const struct site *site;     /* what this server is at its venue; NULL when none runs */
	struct screen_board *board;  /* what screens said of themselves (live/screen_board.h) */
	struct health *health;       /* how the server itself is; NULL where none runs */
	struct badge_press *press;   /* only where the route draws */
	const struct system *system; /* as it was when it came; only in NOW and ASK routes */
	struct view_parts *parts;    /* only in a VIEW, whose builds follow each other */
	void *prepared;              /* what the route's prepare function found, in the arena */
	struct fault *fault;         /* where to say why not; never NULL */
};

/* With ERR_STALE the body is the row as it is now, with ERR_SLIP_KEYED the pledge that has the slip, with ERR_CLASH
 * the draft with its findings, with
 * ERR_FILE_FORMAT the report; they go into the problem as "current". */
struct reply {
	int status; /* 200 unless set */
	struct buf body;
	struct file_send *file; /* sent in place of the body; it passes to the answer. Only of an ASK with an etag */
	const char *content_type; /* application/json unless set */
	const char *file_name;    /* Content-Disposition: attachment; NULL for none */
	const char *etag;         /* quoted: the asker may keep the answer, and is told when it is still good */
	int retry_after;          /* with ERR_TOO_MANY: seconds to wait; 0 when nobody knows */
	const char *clear;        /* Clear-Site-Data; NULL for nothing */
	const char *cookie;       /* Set-Cookie; NULL for none */
	bool is_big;              /* of an ASK: compressed for whoever takes it */
	bool undo;                /* in a change: answer, but leave nothing behind (a dry run) */
	bool secret;              /* in a change: said or answered a secret, so nothing of it is kept for its key */
};

typedef enum err handler(struct request *request, struct reply *reply);

/* A query parameter, or what it is when it did not come. */
const char *request_query(const struct request *request, const char *name, const char *otherwise);
/* Is it said, as 1 or true? */
bool request_flag(const struct request *request, const char *name);
/* A whole number between least and most; ERR_QUERY with the name otherwise. */
enum err request_query_int(const struct request *request, const char *name, int64_t least, int64_t most,
    int64_t otherwise, int64_t *out_value);
/* The version the change is based on; ERR_VERSION_MISSING when the header did not come. */
enum err request_version(const struct request *request, int64_t *out_version);
/* Reads the body by a table of fields (fields.h). */
enum err request_fields(const struct request *request, const struct field *table, void *out);
/* For acts with which nothing is said: ERR_FIELD_UNKNOWN when something is. */
enum err request_no_fields(const struct request *request);
/* For moves in a list: {"before": id}, or null and nothing for its end, which is NULL here. */
enum err request_before(const struct request *request, const char **out_before);
/* This request began a login: copied, for the log and for when it was used. */
void request_started(struct request *request, const struct login *login, const char *token);
/* A writer at the end of the reply's body. */
struct jsonw reply_json(struct reply *reply);

#endif
