/* What a server promised, read off its tape: each answer of success to an act with an idempotency key, each login,
 * each notice of the live stream, each command that ended well. A promise counts from the entry in which its first
 * byte left. Not for answers to questions. */
#ifndef P2C_TESTS_POWER_PROMISE_H
#define P2C_TESTS_POWER_PROMISE_H

#include "tests/power/ruin.h"

enum promise_kind {
	PROMISE_ANSWER, /* the act of this key is kept with this answer */
	PROMISE_LOGIN,  /* this token is signed in */
	PROMISE_NOTICE, /* the journal reaches number */
	PROMISE_COMMAND /* this command line has done what it says */
};

struct promise {
	enum promise_kind kind;
	size_t at;                /* entry */
	const char *text;         /* the token, or the command's words divided by NULs up to an empty one */
	const char *key, *answer; /* the body that was said */
	const char *asked;        /* the whole request, as it came */
	int64_t number;           /* its status, or the notice's */
};

/* An act that came in, whether it was answered or not: until its entry nobody can have heard of its key. */
struct asked {
	const char *key;
	size_t at;
};

struct promises {
	struct promise *items; /* by entry */
	size_t n;
	struct asked *asked;
	size_t n_asked;
};

struct promises promises_read(const struct tape *tape);

#endif
