/* Who has a pledge open to edit it: a hint for the others, so that two people do not start the same correction. It
 * locks nothing; what keeps changes from being lost is the version (pledge_correct). It ends by itself when it is not
 * renewed. */
#ifndef P2C_DOMAIN_EDITING_H
#define P2C_DOMAIN_EDITING_H

#include "store/read.h"
#include "store/tx.h"

enum { EDITING_MS = 90 * 1000 };

/* Who edits the pledge now: the name, or NULL when nobody does. */
const char *editing_by(const struct pledge_record *record, int64_t now);
/* The present actor opens or closes the pledge, or says that it is still open. Whoever came first stays shown until
 * they close it or fall silent. Only a new name and an end are journalled, not a renewal. ERR_NOT_FOUND. */
enum err editing_set(struct tx *tx, const char *pledge_id, bool on, struct pledge_record *out_record);

#endif
