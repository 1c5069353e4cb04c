/* The data folder as files: who holds it, what stands in it, and making a file's existence durable. Knows no
 * database. Private to store/. */
#ifndef P2C_STORE_FOLDER_H
#define P2C_STORE_FOLDER_H

#include "base/err.h"

#include <stdbool.h>

#define FOLDER_DATABASE "p2c.db"
#define FOLDER_LOCK "p2c.lock"
#define FOLDER_RESTORING "p2c.restoring" /* stands there while a restore is not finished */

/* Makes the folder (0700; its parent must exist) with keys/ and backups/, durably, or with `create` false asks that
 * it be there. What stands in it is for its owner alone. ERR_NOT_FOUND, ERR_DISK_FULL, ERR_CONFIG (no permission; it,
 * its database or its keys are open to others; a file system that cannot be trusted: medium.h). */
enum err folder_prepare(const char *folder, bool create, struct fault *out_fault);
/* Takes the folder for this process until folder_unlock; the lock also goes when the process dies. ERR_IN_USE. */
enum err folder_lock(const char *folder, int *out_lock, struct fault *out_fault);
/* Lets it go; -1 is fine. */
void folder_unlock(int lock);
/* Makes an empty file (0600) when there is none, durably. */
enum err folder_touch(const char *folder, const char *path, struct fault *out_fault);
/* Brings a file or a folder itself to the disk. */
enum err folder_sync(const char *path, struct fault *out_fault);
/* Writes what a file holds over itself and brings that to the disk; OK when there is no such file. After a sync that
 * failed the kernel takes pages for clean that never reached the disk: a later sync proves nothing about them until
 * they were written again. On a full disk the file stays as it is. */
enum err folder_renew(const char *path, struct fault *out_fault);
/* The folder that holds it, and so its name. */
enum err folder_sync_parent(const char *path, struct fault *out_fault);

#endif
