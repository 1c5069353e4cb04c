/* LD_PRELOAD: a machine that a test has in its hand. The data folder's disk has a size of its own, is of another
 * kind, keeps nothing or holds syncs up, and the clock of the wall can be moved, all while the server runs:
 * $P2C_MACHINE is a file of five numbers of 64 bits (bytes the disk holds, kind of file system, ms the clock is
 * ahead, 1 for syncs that do nothing, 1 for syncs that wait until it is 0 again; 0 is the real thing),
 * $P2C_MACHINE_DATA the folder. What takes room is what its files really take. A model, so that it needs no rights to
 * mount anything. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

struct machine {
	volatile int64_t size, kind, ahead_ms, is_deaf, is_held;
};

static const struct machine *machine;
static const char *data;

__attribute__((constructor)) static void begin(void)
{
	static const struct machine REAL;
	const char *path = getenv("P2C_MACHINE");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *map = fd >= 0 ? mmap(NULL, sizeof *machine, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
	machine = map == MAP_FAILED ? &REAL : map;
	data = getenv("P2C_MACHINE_DATA");
	if (fd >= 0)
		close(fd);
}

/* ---- the disk ---- */

static int64_t taken_in(const char *path, int depth)
{
	int64_t sum = 0;
	char below[PATH_MAX];
	struct stat info;
	DIR *folder = opendir(path);
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		if (entry->d_name[0] == '.' ||
		    snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= PATH_MAX ||
		    lstat(below, &info) != 0)
			continue;
		sum += S_ISDIR(info.st_mode) && depth ? taken_in(below, depth - 1) : (int64_t)info.st_blocks * 512;
	}
	if (folder)
		closedir(folder);
	return sum;
}

static bool is_small(void)
{
	return machine && machine->size && data;
}

static int64_t left(void)
{
	int64_t room = machine->size - taken_in(data, 1);
	return room > 0 ? room : 0;
}

/* May this file become so long? */
static bool fits(int fd, int64_t end)
{
	struct stat info;
	if (!is_small() || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || end <= info.st_size)
		return true;
	errno = ENOSPC;
	return end - info.st_size <= left();
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return fits(fd, at + (int64_t)n) ? syscall(SYS_pwrite64, fd, bytes, n, at) : -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	return pwrite(fd, bytes, n, at);
}

int posix_fallocate(int fd, off_t at, off_t n)
{
	if (!fits(fd, at + n))
		return ENOSPC;
	return syscall(SYS_fallocate, fd, 0, at, n) == 0 ? 0 : errno;
}

int fallocate(int fd, int mode, off_t at, off_t n)
{
	return fits(fd, at + n) ? (int)syscall(SYS_fallocate, fd, mode, at, n) : -1;
}

int fdatasync(int fd)
{
	while (machine && machine->is_held)
		poll(NULL, 0, 1); /* a millisecond */
	return machine && machine->is_deaf ? 0 : (int)syscall(SYS_fdatasync, fd);
}

static void shrink(struct statvfs *disk)
{
	if (!is_small())
		return;
	disk->f_blocks = (fsblkcnt_t)machine->size / disk->f_frsize;
	disk->f_bavail = disk->f_bfree = (fsblkcnt_t)left() / disk->f_frsize;
}

static void copy(const struct statfs *from, struct statvfs *out)
{
	memset(out, 0, sizeof *out);
	out->f_bsize = out->f_frsize = (unsigned long)from->f_bsize;
	out->f_blocks = from->f_blocks;
	out->f_bfree = from->f_bfree;
	out->f_bavail = from->f_bavail;
	shrink(out);
}

int statfs(const char *path, struct statfs *out)
{
	int result = (int)syscall(SYS_statfs, path, out);
	if (result == 0 && machine && machine->kind)
		out->f_type = machine->kind;
	return result;
}

int statvfs(const char *path, struct statvfs *out)
{
	struct statfs disk;
	int result = (int)syscall(SYS_statfs, path, &disk);
	if (result == 0)
		copy(&disk, out);
	return result;
}

int fstatvfs(int fd, struct statvfs *out)
{
	struct statfs disk;
	int result = (int)syscall(SYS_fstatfs, fd, &disk);
	if (result == 0)
		copy(&disk, out);
	return result;
}

/* ---- the clock of the wall ---- */

int clock_gettime(clockid_t clock, struct timespec *out)
{
	int result = (int)syscall(SYS_clock_gettime, clock, out);
	if (result == 0 && machine && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		out->tv_sec += machine->ahead_ms / 1000;
	return result;
}

time_t time(time_t *out)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	struct timespec now;
	(void)zone;
	clock_gettime(CLOCK_REALTIME, &now);
	*out = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
	return 0;
}
