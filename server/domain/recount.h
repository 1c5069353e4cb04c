/* The kept totals against the journal, which is what they follow from. */
#ifndef P2C_DOMAIN_RECOUNT_H
#define P2C_DOMAIN_RECOUNT_H

#include "domain/tally.h"
#include "store/store.h"

/* Counts the last state of every pledge in the journal. ERR_BROKEN when an entry cannot be read. */
enum err recount(struct db *db, struct tally_sheet *out_sheet);
/* Do the kept totals say the same? ERR_BROKEN names the first that does not; *out_pledges is how many pledges count.
 */
enum err recount_check(struct db *db, int64_t *out_pledges, struct fault *out_fault);
/* Fills the kept totals of a book that is older than they are. Called once when a folder is opened to write, after
 * its zone was taken and before the writer's thread, so that no save and no question has to look whether it was done.
 */
enum err recount_open(struct store *store, struct fault *out_fault);

#endif
