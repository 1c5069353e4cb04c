/* What a change sees while it runs: the writing connection, the instant, who acts, and the journal.
 * Made by store.c for each change; passed down through domain/; never kept. */
#ifndef P2C_STORE_TX_H
#define P2C_STORE_TX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

struct db;
struct tx;

/* The connection, for the row functions of write.h and read.h. */
struct db *tx_db(struct tx *tx);
/* The instant of this change, ms UTC: one for all its rows. */
int64_t tx_now(const struct tx *tx);
/* Memory until this change is done. */
struct arena *tx_arena(struct tx *tx);
/* Where the reason of a refusal goes; never NULL. Whoever submitted the change reads it in `done`. */
struct fault *tx_fault(struct tx *tx);
/* Who acts (an account or device name) for the journal; "system" until set. The text is copied. */
void tx_act_as(struct tx *tx, const char *actor);
const char *tx_actor(const struct tx *tx);

/* The key of the act that this change carries out, after tx_act_as; none until set. The text is copied. */
void tx_act_by(struct tx *tx, const char *key);
/* An id for something new. Under a key it follows from the key, the actor and how many ids this change took before:
 * when a spare that never saw the act is told it once more, it makes the same things under the same ids, and what was
 * done to them afterwards still finds them. Not for what is made anew by each answer (logins, codes, links): id_new.
 */
struct id tx_new_id(struct tx *tx);

/* Personal values were taken away: once this is committed the write-ahead log, which holds the pages as they were, is
 * emptied too, as soon as no reader needs it. */
void tx_forget(struct tx *tx);

/* One line of the journal, written with the change it reports. */
struct journal_note {
	const char *topic;   /* agenda, floor, participants … (topic.def): what subscribers listen to */
	const char *action;  /* participant.check_in: what happened, as the command is named */
	const char *subject; /* id of the row */
	int64_t version;     /* its version after the change */
	const char *data;    /* public facts as JSON; NULL is {} */
	const char *person;  /* whose values are sealed; NULL when none are */
	/* Personal values as JSON, sealed with that person's key (made at first need); NULL when there are none. */
	const char *personal;
};
/* Appends to the hash chain (journal.h says over which bytes). Fails like any write. */
enum err tx_journal(struct tx *tx, const struct journal_note *note);

#endif
