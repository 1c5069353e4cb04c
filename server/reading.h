/* A data folder that a command only reads, beside a running server or without one. Not for changes: those are asked
 * of the server (operator.h). */
#ifndef P2C_READING_H
#define P2C_READING_H

#include "base/arena.h"
#include "base/err.h"
#include "options.h"

struct clock;
struct db;
struct store;

struct reading {
	struct clock *clock;
	struct store *store;
	struct db *db;
	struct arena *arena;
};

/* Opens the folder of --data. To be closed in any case. */
enum err reading_open(const struct options *options, struct reading *out_reading, struct fault *out_fault);
void reading_close(struct reading *reading);

#endif
