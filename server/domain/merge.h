/* Two registrations of one person become one. The row that is merged away keeps its journal and points to the one
 * that counts; its badge is out of use. */
#ifndef P2C_DOMAIN_MERGE_H
#define P2C_DOMAIN_MERGE_H

#include "domain/desk.h"

struct journalled;

/* Merges `id` into form->into: roles are united, the further of two states counts, presence at doors is copied, and
 * whatever referred to the row (places in sessions, on lists of speakers and signatories, guests) refers to the other
 * one from now on; a signature that was given stays with who gave it. Category and names of the row that counts stay.
 * Gives that row. ERR_INVALID at "into", ERR_FIELD_MISSING without a reason. */
desk_act person_merge;
/* The way back, as a part of desk_undo on the row that was merged away: `data` is what its entry says. ERR_CONFLICT
 * when something was done to the other row since. */
enum err person_unmerge(struct tx *tx, const struct person *merged, const struct journalled *data);

#endif
