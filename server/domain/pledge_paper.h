/* Pledges on paper: the rows behind the printed list, in the words of one language. Not for drawing (badges/). */
#ifndef P2C_DOMAIN_PLEDGE_PAPER_H
#define P2C_DOMAIN_PLEDGE_PAPER_H

#include "badges/pledge_list.h"
#include "base/arena.h"

struct db;

/* Every pledge of a session ("" for all) by number, with its sums: confirmed and heard apart, submitted and withdrawn
 * in neither. Text in the arena; `language` may be NULL for English. ERR_NOT_FOUND for an unknown session. */
enum err pledge_paper(struct db *db, struct arena *arena, const char *session_id, const char *language, int64_t now,
    struct pledge_list_data *out_data);

#endif
