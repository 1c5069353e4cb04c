/* See folder.h. */
#include "store/folder.h"

#include "base/mem.h"
#include "store/medium.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 20, OTHERS = S_IRWXG | S_IRWXO };

static enum err refused(int cause, const char *path, struct fault *out_fault)
{
	enum err err = ERR_CONFIG;
	if (cause == ENOSPC || cause == EDQUOT)
		err = ERR_DISK_FULL;
	else if (cause == ENOENT)
		err = ERR_NOT_FOUND;
	else if (cause == EIO)
		err = ERR_BROKEN;
	return fault_set(out_fault, err, NULL, "%s: %s", path, strerror(cause));
}

/* ---- whose it is ---- */

static bool is_empty(const char *folder)
{
	DIR *entries = opendir(folder);
	size_t n = 0;
	while (entries && n <= 2 && readdir(entries))
		n++;
	if (entries)
		closedir(entries);
	return entries && n <= 2; /* "." and ".." */
}

/* Whoever reads the database needs no login. Modes of what others made are theirs to change: it is said how. */
static enum err judge_modes(const char *folder, struct fault *out_fault)
{
	static const char *const PRIVATE[] = { ".", FOLDER_DATABASE, "keys" };
	char path[PATH_MAX];
	struct stat info;
	for (size_t i = 0; i < sizeof PRIVATE / sizeof *PRIVATE; i++) {
		if (snprintf(path, sizeof path, "%s/%s", folder, PRIVATE[i]) >= (int)sizeof path)
			return refused(ENAMETOOLONG, folder, out_fault);
		if (stat(path, &info) == 0 && (info.st_mode & OTHERS))
			return fault_set(out_fault, ERR_CONFIG, "data",
			    "%.120s is open to other users of this machine (mode %04o). Type: chmod -R go= %.120s",
			    i ? path : folder, (unsigned)info.st_mode & 07777u, folder);
	}
	return OK;
}

/* One that is there and empty becomes ours alone; in another one nothing is changed (it might be /tmp). */
static enum err make(const char *path, struct fault *out_fault)
{
	if (mkdir(path, 0700) == 0)
		return OK;
	if (errno != EEXIST)
		return refused(errno, path, out_fault);
	return !is_empty(path) || chmod(path, 0700) == 0 ? OK : refused(errno, path, out_fault);
}

static enum err make_below(const char *folder, const char *name, struct fault *out_fault)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
		return refused(ENAMETOOLONG, folder, out_fault);
	return make(path, out_fault);
}

/* Its own name stands in its parent: without that sync a power cut could take a folder away with all that is in it.
 */
static enum err make_all(const char *folder, struct fault *out_fault)
{
	enum err err = make(folder, out_fault);
	if (err == OK)
		err = medium_judge(folder, out_fault);
	if (err == OK)
		err = judge_modes(folder, out_fault);
	if (err == OK)
		err = make_below(folder, "keys", out_fault);
	if (err == OK)
		err = make_below(folder, "backups", out_fault);
	return err == OK ? folder_sync_parent(folder, out_fault) : err;
}

enum err folder_prepare(const char *folder, bool create, struct fault *out_fault)
{
	if (create)
		return make_all(folder, out_fault);
	enum err err = medium_judge(folder, out_fault);
	return err == OK ? judge_modes(folder, out_fault) : err;
}

enum err folder_lock(const char *folder, int *out_lock, struct fault *out_fault)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/" FOLDER_LOCK, folder) >= (int)sizeof path)
		return refused(ENAMETOOLONG, folder, out_fault);
	int lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (lock < 0)
		return refused(errno, path, out_fault);
	if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		int cause = errno;
		close(lock);
		return cause == EWOULDBLOCK ? fault_set(out_fault, ERR_IN_USE, NULL, "%s is locked", path)
					    : refused(cause, path, out_fault);
	}
	*out_lock = lock;
	return OK;
}

void folder_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

enum err folder_touch(const char *folder, const char *path, struct fault *out_fault)
{
	int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0)
		return errno == EEXIST ? OK : refused(errno, path, out_fault);
	close(file);
	return folder_sync(folder, out_fault);
}

enum err folder_sync(const char *path, struct fault *out_fault)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return refused(errno, path, out_fault);
	enum err err = fsync(file) == 0 ? OK : refused(errno, path, out_fault);
	close(file);
	return err;
}

enum err folder_sync_parent(const char *path, struct fault *out_fault)
{
	char parent[PATH_MAX];
	if (snprintf(parent, sizeof parent, "%s", path) >= (int)sizeof parent)
		return refused(ENAMETOOLONG, path, out_fault);
	size_t len = strlen(parent);
	while (len > 1 && parent[len - 1] == '/')
		parent[--len] = '\0';
	char *slash = strrchr(parent, '/');
	if (slash)
		slash[slash == parent] = '\0';
	return folder_sync(slash ? parent : ".", out_fault);
}

static enum err write_again(int file)
{
	char *bytes = mem_alloc(PIECE);
	off_t at = 0;
	ssize_t n = 0;
	while ((n = pread(file, bytes, PIECE, at)) > 0 && pwrite(file, bytes, (size_t)n, at) == n)
		at += n;
	int cause = errno;
	free(bytes);
	if (n == 0)
		return fdatasync(file) == 0 ? OK : ERR_BROKEN;
	return n > 0 && (cause == ENOSPC || cause == EDQUOT) ? OK : ERR_BROKEN;
}

enum err folder_renew(const char *path, struct fault *out_fault)
{
	int file = open(path, O_RDWR | O_CLOEXEC);
	if (file < 0)
		return errno == ENOENT ? OK : refused(errno, path, out_fault);
	enum err err = write_again(file);
	if (err)
		refused(EIO, path, out_fault);
	close(file);
	return err;
}
