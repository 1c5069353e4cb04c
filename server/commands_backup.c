/* Commands that keep the event and bring it back: backup, and the restore that a spare begins with. A volunteer reads
 * what they say, beside the printed card (badges/restore_card.h). See commands.h. */
#include "commands.h"

#include "base/clock.h"
#include "credentials.h"
#include "domain/epoch.h"
#include "reading.h"
#include "store/journal.h"
#include "store/shelf_copy.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { MEGABYTE = 1000 * 1000, SPARE_BYTES = 64 * MEGABYTE };

static void show_pages(void *ctx, int done, int total)
{
	(void)ctx;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%d of %d pages%s", done, total, done == total ? "\n" : "");
}

/* ---- what stands beside a database: in FILE.videos and FILE.tls of a backup, in videos/ and tls/ of a folder ----
 */

static enum err join(char out[PATH_MAX], const char *path, const char *end, struct fault *out_fault)
{
	int len = snprintf(out, PATH_MAX, "%s%s", path, end);
	return len < PATH_MAX ? OK : fault_set(out_fault, ERR_CONFIG, "data", "The path is too long.");
}

static enum err copy_videos(const char *from, const char *from_end, const char *to, const char *to_end, size_t *out_n,
    struct fault *out_fault)
{
	char source[PATH_MAX], target[PATH_MAX];
	enum err err = join(source, from, from_end, out_fault);
	if (!err)
		err = join(target, to, to_end, out_fault);
	return err ? err : shelf_copy(source, target, false, out_n, out_fault);
}

static enum err keep_credentials(const struct options *options, const char *path, struct fault *out_fault)
{
	char target[PATH_MAX];
	struct credentials here;
	enum err err = credentials_find(options, &here, out_fault);
	if (!err)
		err = join(target, path, ".tls", out_fault);
	return err ? err : credentials_copy(&here, target, out_fault);
}

/* ---- backup ---- */

int command_backup(const struct options *options)
{
	struct reading r;
	struct fault fault = { 0 };
	struct journal_head head;
	size_t videos = 0;
	const char *path = options_word(options, 0);
	if (!path)
		return command_usage("backup FILE");
	enum err err = reading_open(options, &r, &fault);
	if (!err)
		err = backup_make(r.db, path, show_pages, NULL, &head, &fault);
	if (!err)
		err = copy_videos(options_text(options, "data"), "/videos", path, ".videos", &videos, &fault);
	if (!err)
		err = keep_credentials(options, path, &fault);
	reading_close(&r);
	if (err)
		return command_fail(err, &fault);
	printf("%s is complete and verified. Head: ", path);
	command_say_head(&head);
	if (videos)
		printf("%zu videos stand in %s.videos\n", videos, path);
	return 0;
}

/* ---- restore ---- */

struct restoring {
	const char *from; /* what was named: a backup, or a folder of snapshots */
	const char *to;
	bool is_folder;
	const char *taken; /* the one that was good */
	struct journal_head head;
	size_t videos;
	int64_t epoch;
	struct arena *arena;
	struct fault *fault;
};

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* What an attempt that was cut short leaves, and a certificate made beforehand, are no event. */
static int is_in_the_way(const struct dirent *entry)
{
	static const char *const FINE[] = { ".", "..", "p2c.lock", "p2c.db.tmp", "keys", "backups", "tls",
		"lost+found" };
	for (size_t i = 0; i < sizeof FINE / sizeof *FINE; i++)
		if (strcmp(entry->d_name, FINE[i]) == 0)
			return 0;
	return 1;
}

static enum err ask_empty(const struct restoring *r)
{
	struct dirent **entries = NULL;
	int n = backup_is_unfinished(r->to) ? 0 : scandir(r->to, &entries, is_in_the_way, alphasort);
	enum err err = n > 0 ? fault_set(r->fault, ERR_CONFLICT, "data",
				   "%s exists and is not empty (%.60s). Name a folder that is not there yet, such as "
				   "--data %s-2; nothing was written.",
				   r->to, entries[0]->d_name, r->to)
			     : OK;
	for (int i = 0; i < n; i++)
		free(entries[i]);
	free(entries);
	return err;
}

/* Bytes of the files of a folder; 0 when there is none. */
static int64_t bytes_in(const char *folder)
{
	int64_t sum = 0;
	char path[PATH_MAX];
	struct stat info;
	DIR *list = opendir(folder);
	for (const struct dirent *entry; list && (entry = readdir(list));)
		if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path &&
		    stat(path, &info) == 0 && S_ISREG(info.st_mode))
			sum += info.st_size;
	if (list)
		closedir(list);
	return sum;
}

/* Where the new folder will stand. */
static void parent_of(const char *folder, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s", folder);
	char *slash = strrchr(out, '/');
	if (slash)
		slash[slash == out] = '\0';
	else
		snprintf(out, PATH_MAX, ".");
}

/* Asked before the first byte: half a restore helps nobody. */
static enum err ask_room(const struct restoring *r, const char *path)
{
	char at[PATH_MAX], videos[PATH_MAX];
	struct stat info;
	struct statvfs disk;
	enum err err = join(videos, r->from, r->is_folder ? "/videos" : ".videos", r->fault);
	if (is_folder(r->to))
		snprintf(at, sizeof at, "%s", r->to);
	else
		parent_of(r->to, at);
	if (err || stat(path, &info) != 0 || statvfs(at, &disk) != 0)
		return err; /* whoever opens them says why not */
	int64_t needed = info.st_size + bytes_in(videos) + SPARE_BYTES;
	int64_t room = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
	if (room >= needed)
		return OK;
	return fault_set(r->fault, ERR_DISK_FULL, "data",
	    "%" PRId64 " MB are needed, %" PRId64 " MB are free where %.120s stands. Name a folder on another disk.",
	    needed / MEGABYTE, room / MEGABYTE, r->to);
}

static enum err restore_one(struct restoring *r, const char *path)
{
	enum err err = ask_room(r, path);
	if (!err)
		err = backup_restore(path, r->to, show_pages, NULL, &r->head, r->fault);
	r->taken = path;
	return err;
}

/* The newest that is good: one that was damaged since is told and passed over. */
static enum err restore_newest(struct restoring *r)
{
	const char *const *paths;
	size_t n;
	enum err err = snapshot_list(r->from, r->arena, &paths, &n, r->fault);
	if (err)
		return err;
	for (size_t i = 0; i < n; i++) {
		err = restore_one(r, paths[i]);
		if (err != ERR_BROKEN)
			return err;
		fprintf(stderr, "p2c: %s is damaged and is passed over. %s\n", paths[i], r->fault->detail);
	}
	return fault_set(r->fault, ERR_BROKEN, "snapshots",
	    "None of the %zu snapshots in %.150s is good. Look for another disk with copies.", n, r->from);
}

static enum err copy_beside(struct restoring *r)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct credentials kept;
	enum err err =
	    copy_videos(r->from, r->is_folder ? "/videos" : ".videos", r->to, "/videos", &r->videos, r->fault);
	if (!err)
		err = join(from, r->from, r->is_folder ? "/tls" : ".tls", r->fault);
	if (!err)
		err = join(to, r->to, "/tls", r->fault);
	if (!err)
		err = credentials_in(from, &kept, r->fault);
	return err ? err : credentials_copy(&kept, to, r->fault);
}

/* What was restored is the event from now on: servers that came before it are told so by the pages. */
static enum err take_over(struct restoring *r)
{
	struct clock *clock = clock_create(0);
	struct store_config config = { .folder = r->to, .clock = clock, .restoring = true };
	struct store *store = NULL;
	enum err err = store_open(&config, &store, r->fault);
	if (!err)
		err = epoch_raise(store, &r->epoch, r->fault);
	store_close(store);
	clock_destroy(clock);
	return err ? err : backup_finish(r->to, r->fault);
}

/* How old it is: what its journal ends with, and when the copy was made. */
static void say_age(const struct options *options, const struct restoring *r)
{
	struct reading reading;
	struct journal_entry *entries;
	struct stat info;
	size_t n = 0;
	char at[CLOCK_RFC3339_LEN + 1];
	if (!reading_open(options, &reading, r->fault) &&
	    !journal_after(reading.db, reading.arena, r->head.seq - 1, 1, &entries, &n) && n)
		printf("its last entry is %" PRId64 ", of %s\n", r->head.seq, clock_rfc3339(entries[0].at, at));
	reading_close(&reading);
	if (stat(r->taken, &info) != 0)
		return;
	int64_t age = (int64_t)time(NULL) - (int64_t)info.st_mtime;
	printf("the copy was made %" PRId64 " min %" PRId64 " s ago\n", age / 60, age % 60);
	puts("what was done after that entry is not in it: desks, doors and moderators that are on say it again by\n"
	     "themselves when they meet this server; what was done elsewhere has to be done again");
}

static void say_restored(const struct options *options, const struct restoring *r, double seconds)
{
	printf("taken from %s: pages, references and journal are whole\n", r->taken);
	printf("%s holds the event again. Head: ", r->to);
	command_say_head(&r->head);
	say_age(options, r);
	if (r->videos)
		printf("with its %zu videos\n", r->videos);
	printf("epoch %" PRId64 ": pages that meet this server turn from the one before it\n", r->epoch);
	printf("done in %.1f s\nnext: p2c serve --data %s --listen ADDRESS:PORT, as the printed card says\n", seconds,
	    r->to);
}

int command_restore(const struct options *options)
{
	struct fault fault = { 0 };
	struct timespec from, to;
	struct restoring r = {
		.from = options_word(options, 0), .to = options_text(options, "data"), .fault = &fault
	};
	if (!r.from)
		return command_usage("restore FILE|SNAPSHOTS --data DIR");
	clock_gettime(CLOCK_MONOTONIC, &from);
	r.arena = arena_create();
	r.is_folder = is_folder(r.from);
	enum err err = ask_empty(&r);
	if (!err)
		err = r.is_folder ? restore_newest(&r) : restore_one(&r, r.from);
	if (!err)
		err = copy_beside(&r);
	if (!err)
		err = take_over(&r);
	clock_gettime(CLOCK_MONOTONIC, &to);
	if (!err)
		say_restored(
		    options, &r, (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
	arena_destroy(r.arena);
	return err ? command_fail(err, &fault) : 0;
}
