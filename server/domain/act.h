/* One act of one person: the same idempotency key gets the same answer again, and never acts twice. The kept answer
 * is written in the same transaction as the effect. Refused acts are not kept: a corrected form may use its key
 * again. */
#ifndef P2C_DOMAIN_ACT_H
#define P2C_DOMAIN_ACT_H

#include "store/tx.h"

#include <stdbool.h>
#include <stddef.h>

/* ACT_ERASED: the status of an answer that an erasure or the retention job took away. */
enum { ACT_KEY_MAX = 64, ACT_ERASED = 410 };

struct act {
	const char *key;   /* Idempotency-Key: 8 to 64 visible ASCII characters */
	const char *actor; /* who: the login's name */
	const char *route; /* "POST /api/pledges" */
	const void *body;
	size_t body_len;
};
/* Finds a kept answer: *out_status 0 when there is none. ERR_KEY_REUSED when the key came with another body, route or
 * actor, ERR_ERASED when the answer was taken away. */
enum err act_replay(struct tx *tx, const struct act *act, int64_t *out_status, const char **out_answer);
/* Keeps the answer of an act that succeeded. */
enum err act_keep(struct tx *tx, const struct act *act, int64_t status, const char *answer);
/* Is it usable as a key? */
bool act_key_is_valid(const char *key);

#endif
