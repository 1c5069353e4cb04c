/* What every document on paper says of itself: which day, when it was made, at which head of the journal. The one
 * place that turns rows into struct paper, and a head into text. */
#ifndef P2C_DOMAIN_PAPER_FACTS_H
#define P2C_DOMAIN_PAPER_FACTS_H

#include "badges/paper.h"
#include "store/journal.h"

enum { PAPER_HASH_HEX = 2 * JOURNAL_HASH_LEN };

/* Fills *out_paper with text in the arena; `language` may be NULL for English. */
enum err paper_facts(struct db *db, struct arena *arena, const char *language, int64_t now, struct paper *out_paper);
/* An instant as every language reads it: "2022-06-09 17:42", in the day's zone; "" for 0. */
const char *paper_time(struct arena *arena, int64_t ms);
/* A head's hash in lower case hex. */
const char *paper_hash_hex(struct arena *arena, const struct journal_head *head);

#endif
