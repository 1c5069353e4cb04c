/* A thread that looks once a second at what the data folder stands on while the server runs: room on the disk and the
 * reserve for a full one, the write-ahead log and who keeps it from shrinking, and once, at the start, whether the
 * disk keeps what it says. It says what it finds to base/health.h and, when it changes, to the log. */
#ifndef P2C_DISK_WATCH_H
#define P2C_DISK_WATCH_H

#include "base/err.h"

#include <stdbool.h>

struct disk_watch;
struct health;
struct store;

struct disk_watch_config {
	struct store *store;
	struct health *health;
	unsigned ballast_mb;
	bool insists; /* a ballast also in memory, where it is worth nothing: somebody asked for it */
};

/* Looks once before it returns. */
struct disk_watch *disk_watch_start(const struct disk_watch_config *config);
/* Before store_close; NULL is fine. */
void disk_watch_stop(struct disk_watch *watch);

#endif
