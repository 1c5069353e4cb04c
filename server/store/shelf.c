/* See shelf.h. */
#include "store/shelf.h"

#include "base/mem.h"
#include "store/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define PART ".part"
#define MAP ".map"
enum { NAME_LEN = SHELF_ID_LEN + sizeof PART };

static const char UUID_SIGNS[] = "0123456789abcdef-";

static enum err failed(struct fault *out_fault, int cause)
{
	if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)
		return fault_set(out_fault, ERR_DISK_FULL, NULL, NULL);
	return fault_set(out_fault, ERR_NOT_SAVED, NULL, "videos/: %s", strerror(cause));
}

/* A name on the shelf; false for what is no id of ours, so that no path can be said from outside. */
static bool name_of(char out[NAME_LEN + 1], const char *id, const char *ending)
{
	if (strlen(id) != SHELF_ID_LEN || strspn(id, UUID_SIGNS) != SHELF_ID_LEN)
		return false;
	snprintf(out, NAME_LEN + 1, "%s%s", id, ending);
	return true;
}

enum err shelf_open(const char *data, int *out_shelf, struct fault *out_fault)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/videos", data) >= (int)sizeof path)
		return fault_set(out_fault, ERR_CONFIG, "data", "The path is too long.");
	bool is_new = mkdir(path, 0700) == 0;
	if (!is_new && errno != EEXIST)
		return fault_set(out_fault, ERR_CONFIG, "data", "%.150s: %s", path, strerror(errno));
	enum err err = is_new ? folder_sync_parent(path, out_fault) : OK;
	if (err)
		return err;
	int shelf = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (shelf < 0)
		return fault_set(out_fault, ERR_CONFIG, "data", "%.150s: %s", path, strerror(errno));
	*out_shelf = shelf;
	return OK;
}

enum err shelf_has_room(int shelf, int64_t size, struct fault *out_fault)
{
	struct statvfs disk;
	if (fstatvfs(shelf, &disk) != 0)
		return failed(out_fault, errno);
	int64_t free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize - SHELF_SPARE_BYTES;
	if (size <= free_bytes)
		return OK;
	return fault_set(out_fault, ERR_DISK_FULL, "size",
	    "The video needs %" PRId64 " MB, and %" PRId64 " MB are free for videos. Remove some, or a larger disk.",
	    size / 1000000, free_bytes > 0 ? free_bytes / 1000000 : 0);
}

/* ---- uploads ---- */

size_t shelf_parts(int64_t size)
{
	return (size_t)((size + SHELF_PART_BYTES - 1) / SHELF_PART_BYTES);
}

static size_t part_len(int64_t size, size_t number)
{
	int64_t left = size - (int64_t)number * SHELF_PART_BYTES;
	return left < SHELF_PART_BYTES ? (size_t)left : SHELF_PART_BYTES;
}

static bool write_all(int file, const char *bytes, size_t len, int64_t at)
{
	while (len) {
		ssize_t n = pwrite(file, bytes, len, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
		at += n;
	}
	return true;
}

/* Is this still the file of that name? It was kept, or taken away, between our open and our lock otherwise. */
static bool is_still(int shelf, const char *name, int file)
{
	struct stat one, other;
	return fstat(file, &one) == 0 && fstatat(shelf, name, &other, 0) == 0 && one.st_ino == other.st_ino;
}

/* The upload, locked: shared by those that put parts, alone for who looks at the whole. */
static enum err open_part(int shelf, const char *id, int flags, int lock, int *out_file, struct fault *out_fault)
{
	char name[NAME_LEN + 1];
	if (!name_of(name, id, PART))
		return ERR_NOT_FOUND;
	int file = openat(shelf, name, flags | O_CLOEXEC, 0600);
	if (file < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : failed(out_fault, errno);
	if (flock(file, lock | LOCK_NB) != 0 || !is_still(shelf, name, file)) {
		close(file);
		return fault_set(out_fault, ERR_BUSY, NULL, "A part of this video is just being saved. Try again.");
	}
	*out_file = file;
	return OK;
}

/* Takes the room of the whole file at its first part: a disk that is too small says so now and not at the end. */
static bool reserve(int file, int64_t size)
{
	struct stat now;
	if (fstat(file, &now) != 0)
		return false;
	if (now.st_size >= size)
		return true;
	return fallocate(file, 0, 0, size) == 0 || (errno == EOPNOTSUPP && ftruncate(file, size) == 0);
}

/* Only what is on the disk is written down as arrived. */
static bool note_part(int shelf, const char *id, size_t number)
{
	char name[NAME_LEN + 1];
	int map = name_of(name, id, MAP) ? openat(shelf, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
	bool noted = map >= 0 && write_all(map, "\1", 1, (int64_t)number);
	if (map >= 0)
		close(map);
	return noted;
}

enum err shelf_put(
    int shelf, const char *id, int64_t size, size_t number, const char *bytes, size_t len, struct fault *out_fault)
{
	int file = -1;
	if (number >= shelf_parts(size))
		return fault_set(out_fault, ERR_NOT_FOUND, "part", "The video has %zu parts.", shelf_parts(size));
	if (len != part_len(size, number))
		return fault_set(out_fault, ERR_INVALID, "part", "Part %zu of this video has %zu bytes, not %zu.",
		    number, part_len(size, number), len);
	if (shelf_has(shelf, id))
		return OK; /* kept, and the row did not follow yet: whoever finishes it again has nothing to send */
	enum err err = open_part(shelf, id, O_WRONLY | O_CREAT, LOCK_SH, &file, out_fault);
	if (err)
		return err;
	bool saved = reserve(file, size) && write_all(file, bytes, len, (int64_t)number * SHELF_PART_BYTES) &&
		     fdatasync(file) == 0 && note_part(shelf, id, number);
	int cause = errno;
	close(file);
	return saved ? OK : failed(out_fault, cause);
}

/* Which parts have arrived, a byte each; none where there is no map. False when it cannot be read: errno. */
static bool read_map(int shelf, const char *id, char out_arrived[SHELF_PARTS_MAX])
{
	char name[NAME_LEN + 1];
	memset(out_arrived, 0, SHELF_PARTS_MAX);
	int map = name_of(name, id, MAP) ? openat(shelf, name, O_RDONLY | O_CLOEXEC) : -1;
	if (map < 0)
		return errno == ENOENT;
	bool done = pread(map, out_arrived, SHELF_PARTS_MAX, 0) >= 0;
	int cause = errno;
	close(map);
	errno = cause;
	return done;
}

static size_t list_missing(const char arrived[SHELF_PARTS_MAX], int64_t size, size_t *out_missing, size_t most)
{
	size_t n = 0, parts = shelf_parts(size);
	for (size_t i = 0; i < parts && i < SHELF_PARTS_MAX; i++)
		if (!arrived[i] && n++ < most)
			out_missing[n - 1] = i;
	return n;
}

size_t shelf_missing(int shelf, const char *id, int64_t size, size_t *out_missing, size_t most)
{
	char arrived[SHELF_PARTS_MAX];
	if (shelf_has(shelf, id))
		return 0;
	read_map(shelf, id, arrived);
	return list_missing(arrived, size, out_missing, most);
}

enum err shelf_hold(int shelf, const char *id, int64_t size, struct shelf_upload *out_upload, struct fault *out_fault)
{
	int file;
	int64_t kept_size;
	size_t first = 0;
	char arrived[SHELF_PARTS_MAX];
	enum err err = shelf_read(shelf, id, &file, &kept_size);
	if (!err)
		*out_upload = (struct shelf_upload){ file, true };
	if (err != ERR_NOT_FOUND)
		return err ? fault_set(out_fault, err, NULL, NULL) : OK;
	if (!read_map(shelf, id, arrived))
		return failed(out_fault, errno);
	size_t n = list_missing(arrived, size, &first, 1);
	if (n)
		return fault_set(out_fault, ERR_STEP, "parts",
		    "%zu of %zu parts have not arrived, the first is %zu. Upload them, then finish.", n,
		    shelf_parts(size), first);
	err = open_part(shelf, id, O_RDWR, LOCK_EX, &file, out_fault);
	if (!err)
		*out_upload = (struct shelf_upload){ file, false };
	return err;
}

void shelf_let_go(struct shelf_upload *upload)
{
	close(upload->file);
}

enum err shelf_keep(int shelf, const char *id, struct shelf_upload *upload, struct fault *out_fault)
{
	char part[NAME_LEN + 1], map[NAME_LEN + 1];
	bool done = upload->is_kept;
	if (!done && name_of(part, id, PART) && name_of(map, id, MAP)) {
		done = fsync(upload->file) == 0 && renameat(shelf, part, shelf, id) == 0 && fsync(shelf) == 0;
		if (done)
			unlinkat(shelf, map, 0);
	}
	int cause = errno;
	shelf_let_go(upload);
	return done ? OK : failed(out_fault, cause);
}

/* ---- whole files ---- */

enum err shelf_read(int shelf, const char *id, int *out_file, int64_t *out_size)
{
	char name[NAME_LEN + 1];
	struct stat info;
	if (!name_of(name, id, ""))
		return ERR_NOT_FOUND;
	int file = openat(shelf, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return errno == ENOENT || errno == ELOOP ? ERR_NOT_FOUND : ERR_BUSY;
	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
		close(file);
		return ERR_NOT_FOUND;
	}
	*out_file = file;
	*out_size = info.st_size;
	return OK;
}

bool shelf_has(int shelf, const char *id)
{
	char name[NAME_LEN + 1];
	return name_of(name, id, "") && faccessat(shelf, name, F_OK, 0) == 0;
}

/* ---- the sweep ---- */

static bool read_name(const char *file, struct shelf_name *out_name)
{
	char whole[NAME_LEN + 1];
	const char *ending = strlen(file) > SHELF_ID_LEN ? file + SHELF_ID_LEN : "";
	memcpy(out_name->id, file, strnlen(file, SHELF_ID_LEN) + 1);
	out_name->id[SHELF_ID_LEN] = '\0';
	out_name->is_part = strcmp(ending, PART) == 0;
	out_name->is_map = strcmp(ending, MAP) == 0;
	return (!*ending || out_name->is_part || out_name->is_map) && name_of(whole, out_name->id, "");
}

size_t shelf_list(int shelf, struct shelf_name **out_names)
{
	int again = openat(shelf, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = again >= 0 ? fdopendir(again) : NULL;
	struct shelf_name *names = NULL;
	size_t n = 0;
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		names = mem_grow(names, (n + 1) * sizeof *names);
		n += read_name(entry->d_name, &names[n]);
	}
	if (folder)
		closedir(folder);
	*out_names = names;
	return n;
}

void shelf_remove(int shelf, const struct shelf_name *name)
{
	char file[NAME_LEN + 1];
	if (name_of(file, name->id, name->is_part ? PART : name->is_map ? MAP : ""))
		unlinkat(shelf, file, 0);
}
