/* See medium.h. Overlays of containers are fine: their upper layer is a local file system. What is not in the table
 * is taken as it is, and medium_flush_us looks at how it behaves. */
#include "store/medium.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/magic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* Not in linux/magic.h of Debian 12, or not under this name. */
enum { EXFAT = 0x2011bab0, NTFS = 0x5346544e, NTFS3 = 0x7366746e, HFS_PLUS = 0x482b, FUSE_BLOCK = 0x65735546 };

static const char NETWORK[] = "is on a network file system", STICK[] = "is on a stick or card with FAT or exFAT",
		  FOREIGN[] = "is on the file system of another operating system",
		  DRIVER[] = "is reached through a driver outside the kernel (FUSE: sshfs, NTFS, a shared folder)";

static const struct {
	unsigned long kind;
	const char *words;
} REFUSED[] = {
	{ NFS_SUPER_MAGIC, NETWORK },
	{ SMB_SUPER_MAGIC, NETWORK },
	{ SMB2_SUPER_MAGIC, NETWORK },
	{ CIFS_SUPER_MAGIC, NETWORK },
	{ AFS_SUPER_MAGIC, NETWORK },
	{ CEPH_SUPER_MAGIC, NETWORK },
	{ MSDOS_SUPER_MAGIC, STICK },
	{ EXFAT, STICK },
	{ NTFS, FOREIGN },
	{ NTFS3, FOREIGN },
	{ HFS_PLUS, FOREIGN },
	{ FUSE_BLOCK, DRIVER },
};

enum err medium_judge_kind(unsigned long kind, const char *folder, struct fault *out_fault)
{
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
		if (REFUSED[i].kind == kind)
			return fault_set(out_fault, ERR_CONFIG, "data",
			    "%.100s %s, where what was saved can be lost; use a folder on a local disk with ext4, "
			    "XFS or Btrfs.",
			    folder, REFUSED[i].words);
	return OK;
}

enum err medium_judge(const char *folder, struct fault *out_fault)
{
	struct statfs fs;
	if (statfs(folder, &fs) == 0)
		return medium_judge_kind((unsigned long)fs.f_type, folder, out_fault);
	return fault_set(out_fault, errno == ENOENT ? ERR_NOT_FOUND : ERR_CONFIG, NULL, "%.150s: %s%s", folder,
	    strerror(errno), errno == ENOENT ? "; p2c init makes one" : "");
}

bool medium_is_memory(const char *folder)
{
	struct statfs fs;
	return statfs(folder, &fs) == 0 && (fs.f_type == TMPFS_MAGIC || (unsigned long)fs.f_type == RAMFS_MAGIC);
}

/* ---- does it keep what it says? ---- */

enum { FLUSHES = 200, BLOCK = 4096 };

static int64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* An overwrite of one block each time, as a commit is: the first gives the file its length. */
static bool flush_all(int file, int64_t times[FLUSHES])
{
	static const char BYTES[BLOCK] = "whether this disk keeps what it says";
	for (int i = -1; i < FLUSHES; i++) {
		int64_t from = now_ns();
		if (pwrite(file, BYTES, BLOCK, 0) != BLOCK || fdatasync(file) != 0)
			return false;
		if (i >= 0)
			times[i] = now_ns() - from;
	}
	return true;
}

enum err medium_flush_us(const char *folder, int64_t *out_us, struct fault *out_fault)
{
	char path[PATH_MAX];
	int64_t times[FLUSHES];
	if (snprintf(path, sizeof path, "%s/flush-test", folder) >= (int)sizeof path)
		return fault_set(out_fault, ERR_CONFIG, "data", "The path is too long.");
	int file = open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool done = file >= 0 && flush_all(file, times);
	int cause = errno;
	if (file >= 0)
		close(file);
	unlink(path);
	if (!done)
		return fault_set(out_fault, cause == ENOSPC ? ERR_DISK_FULL : ERR_NOT_SAVED, NULL, "%.150s: %s", path,
		    strerror(cause));
	qsort(times, FLUSHES, sizeof *times, by_size);
	*out_us = times[FLUSHES / 2] / 1000;
	return OK;
}
