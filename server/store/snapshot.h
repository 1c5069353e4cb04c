/* Backups in a row: a folder, best on a second disk, that holds the last of them by the journal's number. Each is
 * verified before an older one goes. Not for when (server/snapshots.h) nor for a single backup (backup.h). */
#ifndef P2C_STORE_SNAPSHOT_H
#define P2C_STORE_SNAPSHOT_H

#include "base/arena.h"
#include "store/backup.h"

#include <stdbool.h>

/* Copies what `reader` sees to p2c-000000001234.db (the journal's number) in the folder, which is made when there is
 * none, verifies it, and takes away all but the newest `keep`, and those that hold somebody who was erased since
 * (privacy.h). `room` is what it will need: the oldest go before it for that. Nothing is copied when the newest one
 * is of this number: *out_made tells. Errors as backup_make; then every earlier one is still there. */
enum err snapshot_take(struct db *reader, const char *folder, unsigned keep, int64_t room,
    struct journal_head *out_head, bool *out_made, struct fault *out_fault);
/* Takes the oldest away until the disk of the folder has `room` bytes free, but never the newest. ERR_DISK_FULL with
 * the numbers when that is not enough; a folder that is not there is made when it is needed, and fine. */
enum err snapshot_make_room(const char *folder, int64_t room, struct fault *out_fault);
/* The paths of all of them, newest first, in the arena; ERR_NOT_FOUND when the folder has none. */
enum err snapshot_list(
    const char *folder, struct arena *arena, const char *const **out_paths, size_t *out_n, struct fault *out_fault);

#endif
