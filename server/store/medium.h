/* What a data folder stands on: file systems that cannot carry a write-ahead log, and disks that do not keep what
 * they say. Private to store/ and for server/disk_watch.h. */
#ifndef P2C_STORE_MEDIUM_H
#define P2C_STORE_MEDIUM_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* ERR_CONFIG with a sentence for a technician when the kind of file system (statfs(2)) cannot be trusted with a
 * database: several hosts may write to it, or it has no journal, no rights, no locks or shared memory of its own. */
enum err medium_judge_kind(unsigned long kind, const char *folder, struct fault *out_fault);
/* The same of a folder; ERR_NOT_FOUND when there is none. */
enum err medium_judge(const char *folder, struct fault *out_fault);
/* Is it memory (tmpfs), which is gone at a power cut? */
bool medium_is_memory(const char *folder);
/* Writes and syncs a small file 200 times: the median time of one, in µs. A real disk takes 50 and more; below 20 it
 * only says that it has written. ERR_NOT_SAVED, ERR_DISK_FULL. */
enum err medium_flush_us(const char *folder, int64_t *out_us, struct fault *out_fault);

enum { MEDIUM_FLUSH_LEAST_US = 20 };

#endif
