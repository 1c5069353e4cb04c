/* Copies that are known to be good: made while the server runs, verified before they get their name.
 * A backup is one file: a complete database, journal and keys included; keep it as you keep the data folder. */
#ifndef P2C_STORE_BACKUP_H
#define P2C_STORE_BACKUP_H

#include "base/err.h"
#include "store/journal.h"

#include <stdbool.h>

struct db;

/* Copies what `reader` sees at one instant to `path`: to path.tmp first, whose pages and journal are checked, then
 * synced and renamed. ERR_CONFLICT when path or path.tmp exists, ERR_DISK_FULL, ERR_NOT_SAVED, ERR_BROKEN (the copy
 * did not verify); on failure nothing is left. Progress in pages may be NULL. *out_head is the journal's end in the
 * copy: print it. */
enum err backup_make(struct db *reader, const char *path, void (*progress)(void *ctx, int done, int total), void *ctx,
    struct journal_head *out_head, struct fault *out_fault);
/* Verifies a backup and puts it into a folder as its database; progress as above. The folder is made when there is
 * none. Until backup_finish the folder is marked: only a store_open that is `restoring` takes it, and what was
 * restored into it is replaced when it is tried again. ERR_CONFLICT when it holds another database, ERR_IN_USE when
 * somebody works in it, ERR_NEWER_DATABASE, ERR_BROKEN when it does not verify. */
enum err backup_restore(const char *path, const char *folder, void (*progress)(void *ctx, int done, int total),
    void *ctx, struct journal_head *out_head, struct fault *out_fault);
/* All that belongs to the event is in the folder: from now on it is one like any other. */
enum err backup_finish(const char *folder, struct fault *out_fault);
/* Is it marked? */
bool backup_is_unfinished(const char *folder);
/* Only the verification: pages, references, journal, a schema this program knows. */
enum err backup_verify(const char *path, struct journal_head *out_head, struct fault *out_fault);

#endif
