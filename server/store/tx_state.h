/* What stands behind a struct tx. Only for writer.c, which makes it, and tx.c, which answers for it. */
#ifndef P2C_STORE_TX_STATE_H
#define P2C_STORE_TX_STATE_H

#include "base/buf.h"
#include "store/journal.h"
#include "store/tx.h"

struct tx {
	struct db *db;
	struct arena *arena;
	int64_t now;
	const char *actor, *key; /* key: NULL for none */
	unsigned ids;            /* taken from it */
	struct fault *fault;
	struct journal_head head; /* the chain as this transaction sees it */
	unsigned topics;          /* of the entries written in this batch */
	bool forgets;             /* in this batch: tx_forget */
	struct buf scratch;
};

#endif
