/* See chain.h. */
#include "store/chain.h"

#include <string.h>

struct chain_bytes chain_text(const char *text)
{
	return (struct chain_bytes){ text, text ? strlen(text) : 0 };
}

static void add_number(struct buf *out, uint64_t value)
{
	unsigned char bytes[8];
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (56 - 8 * i));
	buf_add(out, bytes, sizeof bytes);
}

static void add_bytes(struct buf *out, struct chain_bytes bytes)
{
	add_number(out, bytes.len);
	buf_add(out, bytes.at, bytes.len);
}

void chain_link(const unsigned char previous[SEAL_HASH_LEN], const struct chain_row *row, struct buf *scratch,
    unsigned char out_hash[SEAL_HASH_LEN])
{
	scratch->len = 0;
	buf_add(scratch, previous, SEAL_HASH_LEN);
	add_number(scratch, (uint64_t)row->seq);
	add_number(scratch, (uint64_t)row->at);
	add_bytes(scratch, row->actor);
	add_bytes(scratch, row->topic);
	add_bytes(scratch, row->action);
	add_bytes(scratch, row->subject);
	add_number(scratch, (uint64_t)row->version);
	add_bytes(scratch, row->data);
	add_bytes(scratch, row->person);
	add_bytes(scratch, row->sealed);
	seal_hash(scratch->bytes, scratch->len, out_hash);
}
