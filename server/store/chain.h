/* How one journal row is bound to the one before it (journal.h says over which bytes): one place for whoever appends
 * and whoever verifies. Pure. Private to store/. */
#ifndef P2C_STORE_CHAIN_H
#define P2C_STORE_CHAIN_H

#include "base/buf.h"
#include "store/seal.h"

#include <stddef.h>
#include <stdint.h>

struct chain_bytes {
	const void *at;
	size_t len;
};

struct chain_row {
	int64_t seq, at, version;
	struct chain_bytes actor, topic, action, subject, data, person, sealed;
};

/* The bytes of a C string; NULL is empty. */
struct chain_bytes chain_text(const char *text);
/* The hash of the row behind `previous`; scratch is reused from row to row. */
void chain_link(const unsigned char previous[SEAL_HASH_LEN], const struct chain_row *row, struct buf *scratch,
    unsigned char out_hash[SEAL_HASH_LEN]);

#endif
