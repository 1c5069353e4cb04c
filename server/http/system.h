/* Numbers about the running server for /metrics (Prometheus text format): counted on the loop thread, read there. */
#ifndef P2C_HTTP_SYSTEM_H
#define P2C_HTTP_SYSTEM_H

#include "base/buf.h"
#include "base/health.h"

#include <stddef.h>
#include <stdint.h>

enum { SYSTEM_STATUS_CLASSES = 6 };

struct system {
	int64_t requests[SYSTEM_STATUS_CLASSES]; /* by status / 100 */
	int64_t commits, notices, streams, views_built;
	int64_t journal_seq, started_at, snapshot_at; /* 0: no snapshot yet, or none are taken */
	int64_t started_ticks;                        /* as request->ticks, which no clock moves */
	unsigned connections;
	size_t writer_waiting;
	struct health *health;
};

/* Everything as text, at the end of *out. */
void system_metrics(const struct system *system, struct buf *out);

#endif
