/* A disk that can be watched and can fail: an SQLite VFS over the real one. While it stands it is SQLite's default,
 * so the store under test runs unchanged on it. disk_open … disk_close      everything the database writes in between
 * is on one ordered tape disk_mark                   puts a number on the tape: "at this point number n was
 * acknowledged" disk_cut                    what a power cut at one point of the tape would leave behind, as files in
 * another folder What is modelled: writes that were synced stay; the others are lost, kept, or torn at 512 bytes.
 * Names of files are durable (SQLite syncs the folder itself). Not modelled: a disk that lies about its syncs, unless
 * it is told to. */
#ifndef P2C_TESTS_FAULT_DISK_H
#define P2C_TESTS_FAULT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct disk;

struct disk_config {
	bool deaf_to_wal_syncs; /* swallow the syncs of the WAL: the disk that the power-cut test must catch */
	int64_t fail_sync_at;   /* this sync fails with EIO, and only this one; 0 is none */
	int64_t fail_write_at;  /* the same for writes */
	bool fail_for_ever;     /* from that one on */
	bool (*on_wal_sync)(void *ctx); /* called in every sync of the WAL, which it may hold up; false fails it */
	void *ctx;
};

/* One disk at a time, for the whole process. Thread safe. */
struct disk *disk_open(const struct disk_config *config);
/* SQLite's default is the real disk again; the tape stays readable. */
void disk_close(struct disk *disk);
void disk_destroy(struct disk *disk);
/* Writes that would make any file longer than this fail as a full disk does; 0 is no limit. May change while in use.
 */
void disk_limit(struct disk *disk, int64_t bytes);
void disk_mark(struct disk *disk, int64_t number);
/* Entries on the tape, syncs and writes so far. */
size_t disk_len(const struct disk *disk);
int64_t disk_syncs(const struct disk *disk);
int64_t disk_writes(const struct disk *disk);
/* Writes to the file of that name on the tape; while nobody writes. */
size_t disk_written(const struct disk *disk, const char *name);

/* What happens to writes that were not synced. */
enum disk_fate { DISK_LOSE_ALL, DISK_KEEP_ALL, DISK_KEEP_SOME, DISK_TEAR_SOME, DISK_FATES };
/* Writes into `folder` the files as a cut before tape entry `at` leaves them; `seed` decides what DISK_KEEP_SOME
 * keeps. *out_highest is the highest mark before the cut, -1 when there is none. */
void disk_cut(
    const struct disk *disk, size_t at, enum disk_fate fate, uint64_t seed, const char *folder, int64_t *out_highest);

#endif
