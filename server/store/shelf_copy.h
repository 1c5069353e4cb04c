/* Whole videos from one folder to another: what backups, snapshots and restoring do beside the database. Not for
 * uploads (shelf.h). */
#ifndef P2C_STORE_SHELF_COPY_H
#define P2C_STORE_SHELF_COPY_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Copies what is in `from` and not in `to`, which is made when there is none: a link where both are on one disk (a
 * whole video never changes), else bytes, durably and under their name only when they are all there. `prune` takes
 * away from `to` what `from` has no more. A `from` that is not there has no videos. *out_n is how many were copied.
 */
enum err shelf_copy(const char *from, const char *to, bool prune, size_t *out_n, struct fault *out_fault);

#endif
