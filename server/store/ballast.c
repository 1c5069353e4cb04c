/* See ballast.h. */
#include "store/ballast.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool path_of(const char *folder, char out_path[PATH_MAX])
{
	return snprintf(out_path, PATH_MAX, "%s/" BALLAST_FILE, folder) < PATH_MAX;
}

int64_t ballast_size(const char *folder)
{
	char path[PATH_MAX];
	struct stat info;
	return path_of(folder, path) && stat(path, &info) == 0 ? info.st_size : 0;
}

/* A new file that takes `bytes` of the disk; an errno. */
static int take_room(const char *path, int64_t bytes)
{
	int file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0)
		return errno;
	int cause = posix_fallocate(file, 0, bytes);
	close(file);
	if (cause)
		unlink(path);
	return cause;
}

enum err ballast_make(const char *folder, int64_t bytes, struct fault *out_fault)
{
	char path[PATH_MAX];
	if (!path_of(folder, path))
		return fault_set(out_fault, ERR_CONFIG, "data", "The path is too long.");
	if (ballast_size(folder) == bytes)
		return OK;
	int cause = take_room(path, bytes);
	if (!cause)
		return OK;
	return fault_set(out_fault,
	    cause == ENOSPC || cause == EDQUOT || cause == EFBIG ? ERR_DISK_FULL : ERR_NOT_SAVED, NULL, "%.150s: %s",
	    path, strerror(cause));
}

bool ballast_give(const char *folder)
{
	char path[PATH_MAX];
	return path_of(folder, path) && unlink(path) == 0;
}
