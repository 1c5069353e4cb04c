/* Errors as values: one closed list (err.def), worded in one place, carried up unchanged.
 * Not for logging: whoever stands at the edge (reply.c, cli.c) logs and words a fault once. */
#ifndef P2C_BASE_ERR_H
#define P2C_BASE_ERR_H

enum err {
	OK = 0,
#define ERR(name, kind, words) ERR_##name,
#include "base/err.def"
#undef ERR
	ERR_MAX
};

/* What sort of failure it is; the edges map a kind to an HTTP status or an exit code. */
enum err_kind {
	KIND_OK,
	KIND_MALFORMED,       /* 400 */
	KIND_UNAUTHENTICATED, /* 401 */
	KIND_FORBIDDEN,       /* 403 */
	KIND_NOT_FOUND,       /* 404 */
	KIND_METHOD,          /* 405 */
	KIND_CONFLICT,        /* 409 */
	KIND_GONE,            /* 410 */
	KIND_STALE,           /* 412 */
	KIND_TOO_BIG,         /* 413 */
	KIND_UNSUPPORTED,     /* 415 */
	KIND_INVALID,         /* 422 */
	KIND_PRECONDITION,    /* 428 */
	KIND_TOO_MANY,        /* 429 */
	KIND_BROKEN,          /* 500 */
	KIND_UNAVAILABLE,     /* 503 */
	KIND_FULL,            /* 507 */
	KIND_CONFIG,          /* only on the command line: exit 78 */
	KIND_MAX
};

/* A failure with what its reader needs to act on it. */
struct fault {
	enum err err;
	char field[64];   /* the field, column or flag at fault; empty when there is none */
	char detail[256]; /* one more sentence with the facts of this case; empty when there is none */
};

/* The kind of an error. */
enum err_kind err_kind(enum err err);
/* The stable name of an error, upper case ("CURRENCY"): key of the message catalogues. */
const char *err_name(enum err err);
/* The sentence for people, English. */
const char *err_words(enum err err);
/* Fills *out_fault (which may be NULL) and returns err, so that `return fault_set(...)` reads as one act.
 * The detail is printf-like and cut to fit. */
enum err fault_set(struct fault *out_fault, enum err err, const char *field, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

#endif
