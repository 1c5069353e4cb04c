/* See snapshot.h. The number in the name has leading zeros, so that names sort as the journal grew. */
#include "store/snapshot.h"

#include "store/folder.h"
#include "store/privacy.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char PREFIX[] = "p2c-", SUFFIX[] = ".db", LEFTOVER[] = ".db.tmp";
enum { DIGITS = 12 };

/* p2c-, twelve digits, .db: nothing else in the folder is ours, nor touched. */
static int is_snapshot(const struct dirent *entry)
{
	const char *name = entry->d_name;
	return strlen(name) == sizeof PREFIX - 1 + DIGITS + sizeof SUFFIX - 1 &&
	       strncmp(name, PREFIX, sizeof PREFIX - 1) == 0 &&
	       strspn(name + sizeof PREFIX - 1, "0123456789") == DIGITS &&
	       strcmp(name + sizeof PREFIX - 1 + DIGITS, SUFFIX) == 0;
}

/* One that a round which was cut short began. */
static int is_leftover(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);
	return strncmp(entry->d_name, PREFIX, sizeof PREFIX - 1) == 0 && len > sizeof LEFTOVER &&
	       strcmp(entry->d_name + len - (sizeof LEFTOVER - 1), LEFTOVER) == 0;
}

/* The names, oldest first; each and the list are the caller's to free. */
static int list(const char *folder, struct dirent ***out_entries, struct fault *out_fault)
{
	int n = scandir(folder, out_entries, is_snapshot, alphasort);
	if (n < 0)
		fault_set(out_fault, ERR_NOT_FOUND, "snapshots", "%s: %s", folder, strerror(errno));
	return n;
}

static void free_list(struct dirent **entries, int n)
{
	for (int i = 0; i < n; i++)
		free(entries[i]);
	free(entries);
}

enum err snapshot_list(
    const char *folder, struct arena *arena, const char *const **out_paths, size_t *out_n, struct fault *out_fault)
{
	struct dirent **entries = NULL;
	int n = list(folder, &entries, out_fault);
	if (n < 0)
		return ERR_NOT_FOUND;
	const char **paths = arena_alloc(arena, (size_t)n * sizeof *paths);
	for (int i = 0; i < n; i++)
		paths[i] = arena_printf(arena, "%s/%s", folder, entries[n - 1 - i]->d_name);
	free_list(entries, n);
	*out_paths = paths;
	*out_n = (size_t)n;
	return n > 0 ? OK : fault_set(out_fault, ERR_NOT_FOUND, "snapshots", "%s holds no snapshot.", folder);
}

static void drop(const char *folder, const char *name)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
		unlink(path);
}

static void drop_leftovers(const char *folder)
{
	struct dirent **entries = NULL;
	int n = scandir(folder, &entries, is_leftover, alphasort);
	for (int i = 0; i < n; i++)
		drop(folder, entries[i]->d_name);
	if (n >= 0)
		free_list(entries, n);
}

/* Those from before the journal entry `line` hold somebody who was erased since. The newest stays in any case: it is
 * of now, or the next round takes it. */
static void drop_before(const char *folder, struct dirent **entries, int n, int64_t line)
{
	for (int i = 0; i + 1 < n; i++)
		if (strtoll(entries[i]->d_name + sizeof PREFIX - 1, NULL, 10) < line)
			drop(folder, entries[i]->d_name);
}

/* An old one that cannot be removed is no harm: the next round tries again. */
static enum err thin(const char *folder, unsigned keep, int64_t line, struct fault *out_fault)
{
	struct dirent **entries = NULL;
	int n = list(folder, &entries, out_fault);
	if (n < 0)
		return ERR_NOT_SAVED;
	for (int i = 0; i + (int)keep < n; i++)
		drop(folder, entries[i]->d_name);
	drop_before(folder, entries, n, line);
	drop_leftovers(folder);
	free_list(entries, n);
	return OK;
}

static int64_t free_bytes(const char *folder)
{
	struct statvfs disk;
	return statvfs(folder, &disk) == 0 ? (int64_t)disk.f_bavail * (int64_t)disk.f_frsize : INT64_MAX;
}

enum err snapshot_make_room(const char *folder, int64_t room, struct fault *out_fault)
{
	struct dirent **entries = NULL;
	int n = scandir(folder, &entries, is_snapshot, alphasort);
	for (int i = 0; i + 1 < n && free_bytes(folder) < room; i++)
		drop(folder, entries[i]->d_name);
	free_list(entries, n);
	int64_t left = free_bytes(folder);
	if (left >= room)
		return OK;
	return fault_set(out_fault, ERR_DISK_FULL, "snapshots",
	    "%.120s has %" PRId64 " MB left, and the next snapshot needs %" PRId64 " MB; only the newest is kept.",
	    folder, left / 1000000, room / 1000000);
}

enum err snapshot_take(struct db *reader, const char *folder, unsigned keep, int64_t room,
    struct journal_head *out_head, bool *out_made, struct fault *out_fault)
{
	char path[PATH_MAX], temporary[PATH_MAX + 8];
	struct journal_head head;
	int64_t line;
	bool is_new = mkdir(folder, S_IRWXU) == 0;
	if (!is_new && errno != EEXIST)
		return fault_set(out_fault, ERR_NOT_SAVED, "snapshots", "%s: %s", folder, strerror(errno));
	enum err err = is_new ? folder_sync_parent(folder, out_fault) : OK;
	if (!err)
		err = journal_head(reader, &head);
	if (!err)
		err = privacy_line(reader, &line);
	if (err)
		return err;
	int len = snprintf(path, sizeof path, "%s/%s%0*" PRId64 "%s", folder, PREFIX, DIGITS, head.seq, SUFFIX);
	if (len >= (int)sizeof path)
		return fault_set(out_fault, ERR_CONFIG, "snapshots", "the path is too long");
	*out_head = head;
	*out_made = access(path, F_OK) != 0;
	if (!*out_made)
		return OK;
	snprintf(temporary, sizeof temporary, "%s.tmp", path);
	unlink(temporary); /* of a round that was cut short */
	err = snapshot_make_room(folder, room, out_fault);
	if (err)
		return err;
	err = backup_make(reader, path, NULL, NULL, out_head, out_fault);
	return err ? err : thin(folder, keep, line, out_fault);
}
