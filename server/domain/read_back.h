/* Read-back: the pledger says whether what was heard is what is meant. The delegate answers on a tablet or by a
 * signed link (a one-time code whose login may do nothing else), or a rapporteur confirms from the written text or in
 * person. Each round is a row of its own with who, when and which device; the last round counts. */
#ifndef P2C_DOMAIN_READ_BACK_H
#define P2C_DOMAIN_READ_BACK_H

#include "domain/access.h"
#include "domain/pledge.h"

enum {
	READ_BACK_HOURS = 24, /* a link is good for, unless said otherwise */
	READ_BACK_HOURS_MAX = 168,
	READ_BACK_NAME_MAX = 200,
	READ_BACK_REMARK_MAX = 2000,
	READ_BACK_DEVICE_MAX = 200,
	/* After its answer the delegate's login can only look and have a lost answer repeated, and not for long. */
	READ_BACK_AFTER_MS = 5 * 60 * 1000
};

/* Asks for the read-back of a pledge that was heard. `means` is "tablet" or "link"; `name` (may be NULL) is who is
 * expected to answer; the code is good for `hours` (0: READ_BACK_HOURS) and only in out_code. A new round closes the
 * one before. ERR_STEP when there is nothing to confirm, ERR_INVALID. */
struct read_back_form {
	const char *means, *name;
	int64_t hours;
};
enum err read_back_ask(struct tx *tx, const char *pledge_id, const struct read_back_form *form,
    char out_code[ACCESS_TOKEN_LEN + 1], struct read_back *out_read_back);

/* Who answered or confirmed, and from where. */
struct read_back_said {
	const char *answer; /* "confirmed" or "differs" */
	const char *means;  /* "text" or "person"; only for read_back_confirm */
	const char *reason; /* said with the step, as with every other; only for read_back_confirm */
	const char *name, *remark, *device;
};
/* The delegate's answer. "confirmed" takes the step, "differs" only notes it. `version` is the pledge the delegate
 * saw, 0 for any: ERR_STALE, and *out_pledge is then as it is. ERR_CONFLICT when it was answered before or a newer
 * round was asked for; ERR_CODE_USED when its time is over; ERR_STEP when the pledge was withdrawn. */
enum err read_back_answer(
    struct tx *tx, const char *id, int64_t version, const struct read_back_said *said, struct pledge *out_pledge);
/* The step `confirm` by somebody of the house. Errors as pledge_step. */
enum err read_back_confirm(struct tx *tx, const char *pledge_id, int64_t version, const struct pledge_form *form,
    const struct read_back_said *said, struct pledge *out_pledge);

/* The round of this id with the pledge it is about; ERR_NOT_FOUND. */
enum err read_back_find(
    struct db *db, struct arena *arena, const char *id, struct read_back *out_read_back, struct pledge *out_pledge);

#endif
