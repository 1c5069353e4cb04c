/* What a power cut leaves: the files of a tape, as they would be found after a cut before one of its entries. What
 * was synced is there. The rest is lost, kept, kept in part, or torn at 512 bytes; so are names: a file that was
 * made, renamed or removed is known to be so only after a sync of its folder, and names that were not come back in
 * the order in which they were given, up to some point. SQLite's -shm never is. Not modelled: a disk that lies about
 * its syncs, unless it is told to. */
#ifndef P2C_TESTS_POWER_RUIN_H
#define P2C_TESTS_POWER_RUIN_H

#include "tests/power/tape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tape {
	const struct tape_entry **entries;
	size_t n;
};

/* Maps a tape; it stays as long as the process. NULL when the file is none. */
const struct tape *tape_read(const char *path);
static inline const char *tape_bytes(const struct tape_entry *entry)
{
	return (const char *)(entry + 1);
}

/* The disk that a tape is played to. */
struct ruin;

/* `normal`: only those syncs of a write-ahead log count that SQLite makes with synchronous=NORMAL, before a
 * checkpoint and after the log began again. */
struct ruin *ruin_create(const struct tape *tape, bool normal);
void ruin_destroy(struct ruin *ruin);

enum fate { FATE_LOSE, FATE_KEEP, FATE_SOME, FATE_TEAR, FATES };
struct cut {
	size_t at; /* before this entry */
	enum fate fate;
	uint64_t seed; /* decides what is kept */
};
/* Writes into `folder`, which is empty, what the cut leaves. The cuts of one ruin go forward only. */
void ruin_leave(struct ruin *ruin, const struct cut *cut, const char *folder);

/* Where the tape writes to a file of that ending, or gives it a name: entries, ascending; the caller's to free. */
size_t ruin_touches(const struct ruin *ruin, const char *ending, size_t **out_entries);

uint64_t ruin_next(uint64_t *seed);

#endif
