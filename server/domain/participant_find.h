/* Finding a person by what a badge says. What a clerk types is find/finder.h's. */
#ifndef P2C_DOMAIN_PARTICIPANT_FIND_H
#define P2C_DOMAIN_PARTICIPANT_FIND_H

#include "store/read.h"
#include "store/tx.h"

/* Who wears the badge with this code (as scanned or typed). ERR_CODE_UNKNOWN, ERR_BADGE_REVOKED with the field
 * "code". */
enum err participant_of_badge(struct tx *tx, const char *code, struct person *out_person);

#endif
