/* See shelf_copy.h. */
#include "store/shelf_copy.h"

#include "base/id.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static const char TEMPORARY[] = "copying.tmp";

static enum err failed(const char *folder, int cause, struct fault *out_fault)
{
	enum err err = cause == ENOSPC || cause == EDQUOT ? ERR_DISK_FULL : ERR_NOT_SAVED;
	return fault_set(out_fault, err, "videos", "%.150s: %s", folder, strerror(cause));
}

static bool copy_bytes(int from, int to)
{
	for (;;) {
		ssize_t n = sendfile(to, from, NULL, 1 << 24);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 && fsync(to) == 0;
	}
}

/* The bytes under a name of their own first: what was cut short is never taken for a video. */
static bool copy_file(int from, int to, const char *name)
{
	int source = openat(from, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int target = source >= 0 ? openat(to, TEMPORARY, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	bool done = target >= 0 && copy_bytes(source, target) && renameat(to, TEMPORARY, to, name) == 0;
	int cause = errno;
	if (target >= 0)
		close(target);
	if (source >= 0)
		close(source);
	if (!done)
		unlinkat(to, TEMPORARY, 0); /* a disk that is full shall not stay so by half a video */
	errno = cause;
	return done;
}

static bool is_there(int folder, const char *name)
{
	return faccessat(folder, name, F_OK, 0) == 0;
}

/* One name after the other of a folder to `act`, until it answers false; errno says why. */
static bool each(int folder, bool (*act)(int from, int to, const char *name, size_t *n), int to, size_t *out_n)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = again >= 0 ? fdopendir(again) : NULL;
	bool done = list != NULL;
	for (const struct dirent *entry; done && (entry = readdir(list));)
		if (id_is_valid(entry->d_name))
			done = act(folder, to, entry->d_name, out_n);
	int cause = errno;
	if (list)
		closedir(list);
	else if (again >= 0)
		close(again);
	errno = cause;
	return done;
}

static bool take_over(int from, int to, const char *name, size_t *n)
{
	if (is_there(to, name))
		return true;
	(*n)++;
	return linkat(from, name, to, name, 0) == 0 || copy_file(from, to, name);
}

static bool take_away(int folder, int of, const char *name, size_t *n)
{
	if (is_there(of, name))
		return true;
	(*n)++;
	return unlinkat(folder, name, 0) == 0;
}

enum err shelf_copy(const char *from, const char *to, bool prune, size_t *out_n, struct fault *out_fault)
{
	size_t n = 0, gone = 0;
	int source = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*out_n = 0;
	if (source < 0)
		return errno == ENOENT ? OK : failed(from, errno, out_fault);
	int target = mkdir(to, 0700) == 0 || errno == EEXIST ? open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	bool done = target >= 0 && each(source, take_over, target, &n) && fsync(target) == 0 &&
		    (!prune || each(target, take_away, source, &gone));
	int cause = errno;
	if (target >= 0)
		close(target);
	close(source);
	if (!done)
		return failed(to, cause, out_fault);
	*out_n = n;
	return OK;
}
