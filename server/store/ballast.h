/* A file in the data folder that only takes room: when the disk is full, the writer gives it back and the day goes on
 * in its place, while the operator is told (server/disk_watch.h). Any thread. Not for who decides that it is time. */
#ifndef P2C_STORE_BALLAST_H
#define P2C_STORE_BALLAST_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define BALLAST_FILE "ballast"

/* Is there one? Its bytes; 0 when there is none. */
int64_t ballast_size(const char *folder);
/* Makes it (0600), of blocks that are really taken; one of that size is left alone. ERR_DISK_FULL, ERR_NOT_SAVED;
 * then there is none. */
enum err ballast_make(const char *folder, int64_t bytes, struct fault *out_fault);
/* Gives its room back; false when there was none. */
bool ballast_give(const char *folder);

#endif
