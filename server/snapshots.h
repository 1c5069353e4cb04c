/* A thread that takes a snapshot (store/snapshot.h) every so often while the server runs, so that a spare machine can
 * take over from a minute ago. It reads, never writes; what fails is logged and tried again. */
#ifndef P2C_SNAPSHOTS_H
#define P2C_SNAPSHOTS_H

#include "base/err.h"
#include "credentials.h"

#include <stdatomic.h>
#include <stdint.h>

struct health;
struct store;
struct snapshots;

enum { SNAPSHOTS_LEAST = 3 }; /* kept, at least */

struct snapshots_config {
	struct store *store;
	const char *folder;
	struct credentials credentials; /* copied beside them, so that a spare answers under the same name */
	unsigned seconds;               /* from one to the next */
	unsigned keep;
	struct health *health; /* where it says what a technician should know; borrowed */
	_Atomic int64_t *at;   /* Unix ms of the last good one is left here; 0 until then */
};

/* The first one is taken at once. ERR_BROKEN when the database cannot be read. */
enum err snapshots_start(const struct snapshots_config *config, struct snapshots **out_snapshots);
/* Waits for the one under way; before store_close. NULL is fine. */
void snapshots_stop(struct snapshots *snapshots);

#endif
