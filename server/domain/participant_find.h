/* Finding people: by what a clerk types, by what a badge says. */
#ifndef P2C_DOMAIN_PARTICIPANT_FIND_H
#define P2C_DOMAIN_PARTICIPANT_FIND_H

#include "store/read.h"
#include "store/tx.h"

/* Who wears the badge with this code (as scanned or typed). ERR_CODE_UNKNOWN, ERR_BADGE_REVOKED with the field
 * "code". */
enum err participant_of_badge(struct tx *tx, const char *code, struct person *out_person);

/* Makes the query of what the desk typed: a scanned or typed code becomes the exact person, the rest folded terms. */
enum err participant_find(struct db *db, struct arena *arena, const char *text, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total);

#endif
