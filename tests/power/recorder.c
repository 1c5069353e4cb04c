/* LD_PRELOAD: keeps the tape (tape.h) of the program it is loaded into, and is the disk that fails when the tape's
 * head says so. P2C_TAPE=FILE   a file of zeros, as long as the tape may become     P2C_TAPE_ROOT=FOLDER   whose
 * files are watched (a real path) Not for what is written through shared memory (SQLite's -shm, which no power cut
 * keeps) or by stdio. Each call is what libc's would be: the system call, its errno, its result. */
#undef _FORTIFY_SOURCE /* its inline copies of open and recv stand where ours have to */
#include "tests/power/tape.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FDS = 4096, PARTS_MAX = 64 };
enum watched { NOTHING, A_FILE, A_CONNECTION };

static struct {
	struct tape_head *tape;
	const char *root;
	size_t root_len;
	uint16_t process;
	unsigned char what[FDS], file[FDS]; /* enum watched, enum tape_file */
	uint32_t connection[FDS];
} here;

static bool is(int fd, enum watched what)
{
	return here.tape && fd >= 0 && fd < FDS && here.what[fd] == what;
}

/* ---- the tape ---- */

static struct tape_entry *append(const struct tape_entry *entry, const struct iovec *parts, size_t n)
{
	struct tape_head *tape = here.tape;
	if (pthread_mutex_lock(&tape->mutex) == EOWNERDEAD)
		pthread_mutex_consistent(&tape->mutex);
	size_t whole = (sizeof *entry + entry->len + 7) / 8 * 8;
	if (sizeof *tape + tape->len + whole > tape->size) {
		static const char FULL[] = "the tape is full\n";
		syscall(SYS_write, STDERR_FILENO, FULL, sizeof FULL - 1);
		_exit(99);
	}
	struct tape_entry *to = (struct tape_entry *)(void *)(tape->entries + tape->len);
	unsigned char *bytes = (unsigned char *)(to + 1);
	*to = *entry;
	to->kept = entry->len;
	size_t left = entry->len;
	for (size_t i = 0; i < n && left; i++) {
		size_t len = parts[i].iov_len < left ? parts[i].iov_len : left;
		memcpy(bytes, parts[i].iov_base, len);
		bytes += len;
		left -= len;
	}
	__atomic_store_n(&tape->len, tape->len + whole, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&tape->mutex);
	return to;
}

static struct tape_entry *put(enum tape_kind kind, int fd, int64_t at, const void *bytes, size_t len)
{
	int before = errno;
	struct tape_entry entry = {
		.kind = (uint16_t)kind, .process = here.process, .fd = fd, .len = (uint32_t)len, .at = at
	};
	struct iovec part = { (void *)(uintptr_t)bytes, len };
	struct tape_entry *put = append(&entry, &part, 1);
	errno = before;
	return put;
}

static void ended(int code, void *arg)
{
	(void)arg;
	put(TAPE_ENDED, -1, code, NULL, 0);
}

static void begin(struct tape_head *tape, uint64_t size)
{
	pthread_mutexattr_t how;
	pthread_mutexattr_init(&how);
	pthread_mutexattr_setpshared(&how, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&how, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&tape->mutex, &how);
	tape->size = size;
	tape->magic = TAPE_MAGIC;
}

/* The first program of a tape runs alone, so that it can begin it. */
__attribute__((constructor)) static void load(void)
{
	const char *path = getenv("P2C_TAPE"), *root = getenv("P2C_TAPE_ROOT");
	char line[4096];
	struct stat info;
	int fd = path && root ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0 || fstat(fd, &info) != 0)
		return;
	struct tape_head *tape = mmap(NULL, (size_t)info.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (tape == MAP_FAILED)
		return;
	if (tape->magic != TAPE_MAGIC)
		begin(tape, (uint64_t)info.st_size);
	here.root = root;
	here.root_len = strlen(root);
	here.process = (uint16_t)__atomic_add_fetch(&tape->processes, 1, __ATOMIC_RELAXED);
	here.tape = tape;
	int cmdline = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline", O_RDONLY);
	ssize_t len = read(cmdline, line, sizeof line);
	syscall(SYS_close, cmdline);
	put(TAPE_START, -1, 0, line, len > 0 ? (size_t)len : 0);
	on_exit(ended, NULL);
}

/* ---- a disk that fails ---- */

static bool fails(int fd, enum tape_call call)
{
	if (!is(fd, A_FILE) || !here.file[fd])
		return false;
	struct tape_fault *fault = &here.tape->fault;
	int32_t in = __atomic_load_n(&fault->in, __ATOMIC_ACQUIRE);
	if (!in || fault->call != (int32_t)call || (fault->file && fault->file != here.file[fd]))
		return false;
	if (in > 1) {
		__atomic_store_n(&fault->in, in - 1, __ATOMIC_RELEASE);
		return false;
	}
	__atomic_store_n(&fault->in, fault->for_ever ? 1 : 0, __ATOMIC_RELEASE);
	__atomic_add_fetch(&fault->failed, 1, __ATOMIC_RELAXED);
	errno = EIO;
	return true;
}

static bool ends_with(const char *path, const char *ending)
{
	size_t len = strlen(path), tail = strlen(ending);
	return len >= tail && strcmp(path + len - tail, ending) == 0;
}

/* ---- names ---- */

static const char *below_root(const char *path)
{
	if (strncmp(path, here.root, here.root_len) != 0)
		return NULL;
	return path[here.root_len] == '/' ? path + here.root_len + 1
	       : path[here.root_len]      ? NULL
					  : path + here.root_len;
}

/* What a path means, without following it; NULL when it is not ours. */
static const char *meant(int folder, const char *path, char out[PATH_MAX])
{
	char link[40];
	if (!here.tape)
		return NULL;
	if (path[0] == '/' || folder == AT_FDCWD)
		return below_root(path);
	snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
	ssize_t n = readlink(link, out, PATH_MAX - 1);
	if (n < 0 || snprintf(out + n, (size_t)(PATH_MAX - n), "/%s", path) >= PATH_MAX - n)
		return NULL;
	return below_root(out);
}

static int opened(int fd, int flags)
{
	char link[40], path[PATH_MAX];
	if (!here.tape || fd < 0 || fd >= FDS)
		return fd;
	here.what[fd] = NOTHING;
	int before = errno;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 1);
	path[n > 0 ? n : 0] = '\0';
	const char *name = below_root(path);
	errno = before;
	if (!name || ends_with(path, "-shm"))
		return fd;
	here.what[fd] = A_FILE;
	here.file[fd] = ends_with(path, "/p2c.db") ? TAPE_DATABASE : ends_with(path, "/p2c.db-wal") ? TAPE_LOG : 0;
	put(TAPE_OPEN, fd, flags & O_CREAT ? 1 : 0, name, strlen(name));
	if (flags & O_TRUNC)
		put(TAPE_TRUNCATE, fd, 0, NULL, 0);
	return fd;
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
	return opened((int)syscall(SYS_openat, folder, path, flags, mode), flags);
}

#define OPEN(name, ...)                                                                                              \
	int name(__VA_ARGS__ const char *path, int flags, ...)                                                       \
	{                                                                                                            \
		va_list args;                                                                                        \
		va_start(args, flags);                                                                               \
		mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;                                            \
		va_end(args);                                                                                        \
		return open_at(FOLDER, path, flags, mode);                                                           \
	}
#define FOLDER AT_FDCWD
OPEN(open, )
OPEN(open64, )
#undef FOLDER
#define FOLDER folder
OPEN(openat, int folder, )
OPEN(openat64, int folder, )

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

int __open64_2(const char *path, int flags);
int __open64_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

int __openat_2(int folder, const char *path, int flags);
int __openat_2(int folder, const char *path, int flags)
{
	return open_at(folder, path, flags, 0);
}

int close(int fd)
{
	if (fd >= 0 && fd < FDS)
		here.what[fd] = NOTHING;
	return (int)syscall(SYS_close, fd);
}

static int named(int result, enum tape_kind kind, const char *name)
{
	if (result == 0 && name)
		put(kind, -1, 0, name, strlen(name));
	return result;
}

int unlink(const char *path)
{
	return named((int)syscall(SYS_unlinkat, AT_FDCWD, path, 0), TAPE_REMOVE, meant(AT_FDCWD, path, NULL));
}

int unlinkat(int folder, const char *path, int flags)
{
	char room[PATH_MAX];
	return named((int)syscall(SYS_unlinkat, folder, path, flags), TAPE_REMOVE, meant(folder, path, room));
}

int mkdir(const char *path, mode_t mode)
{
	return named((int)syscall(SYS_mkdirat, AT_FDCWD, path, mode), TAPE_MKDIR, meant(AT_FDCWD, path, NULL));
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	char from_room[PATH_MAX], to_room[PATH_MAX];
	const char *old = meant(from_folder, from, from_room), *new = meant(to_folder, to, to_room);
	int result = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
	if (result != 0 || !old || !new)
		return result;
	struct tape_entry entry = { .kind = TAPE_RENAME, .process = here.process, .fd = -1 };
	struct iovec parts[] = { { (void *)(uintptr_t)old, strlen(old) + 1 },
		{ (void *)(uintptr_t) new, strlen(new) } };
	entry.len = (uint32_t)(parts[0].iov_len + parts[1].iov_len);
	append(&entry, parts, 2);
	return result;
}

int rename(const char *from, const char *to)
{
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

/* ---- files ---- */

static ssize_t written(int fd, const void *bytes, ssize_t n, int64_t at)
{
	if (n > 0 && is(fd, A_FILE))
		put(TAPE_WRITE, fd, at, bytes, (size_t)n);
	return n;
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	if (fails(fd, TAPE_WRITES))
		return -1;
	return written(fd, bytes, syscall(SYS_pwrite64, fd, bytes, len, at), at);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return pwrite64(fd, bytes, len, at);
}

static int truncated(int result, int fd, int64_t size)
{
	if (result == 0 && is(fd, A_FILE))
		put(TAPE_TRUNCATE, fd, size, NULL, 0);
	return result;
}

int ftruncate64(int fd, off64_t size)
{
	if (fails(fd, TAPE_TRUNCATES))
		return -1;
	return truncated((int)syscall(SYS_ftruncate, fd, size), fd, size);
}

int ftruncate(int fd, off_t size)
{
	return ftruncate64(fd, size);
}

static int synced(long call, int fd)
{
	bool ours = is(fd, A_FILE);
	int64_t from = ours ? (int64_t)__atomic_load_n(&here.tape->len, __ATOMIC_ACQUIRE) : 0;
	bool lost = fails(fd, TAPE_SYNCS);
	int result = lost ? -1 : (int)syscall(call, fd);
	if (ours && (lost || result == 0))
		put(lost ? TAPE_LOST : TAPE_SYNC, fd, from, NULL, 0);
	return result;
}

int fsync(int fd)
{
	return synced(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return synced(SYS_fdatasync, fd);
}

/* ---- connections ---- */

int accept4(int listener, struct sockaddr *address, socklen_t *len, int flags)
{
	int fd = (int)syscall(SYS_accept4, listener, address, len, flags);
	if (here.tape && fd >= 0 && fd < FDS) {
		here.what[fd] = A_CONNECTION;
		here.connection[fd] = __atomic_add_fetch(&here.tape->connections, 1, __ATOMIC_RELAXED);
	}
	return fd;
}

int accept(int listener, struct sockaddr *address, socklen_t *len)
{
	return accept4(listener, address, len, 0);
}

ssize_t recv(int fd, void *bytes, size_t len, int flags)
{
	ssize_t n = syscall(SYS_recvfrom, fd, bytes, len, flags, NULL, NULL);
	if (n > 0 && is(fd, A_CONNECTION))
		put(TAPE_HEARD, fd, here.connection[fd], bytes, (size_t)n);
	return n;
}

static ssize_t said(struct tape_entry *entry, ssize_t n)
{
	if (entry)
		entry->kept = n > 0 ? (uint32_t)n : 0;
	return n;
}

ssize_t send(int fd, const void *bytes, size_t len, int flags)
{
	struct tape_entry *entry = is(fd, A_CONNECTION) ? put(TAPE_SAID, fd, here.connection[fd], bytes, len) : NULL;
	return said(entry, syscall(SYS_sendto, fd, bytes, len, flags, NULL, 0));
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct tape_entry *entry = NULL;
	if (is(fd, A_CONNECTION)) {
		struct tape_entry about = {
			.kind = TAPE_SAID, .process = here.process, .fd = fd, .at = here.connection[fd]
		};
		for (size_t i = 0; i < message->msg_iovlen; i++)
			about.len += (uint32_t)message->msg_iov[i].iov_len;
		entry = append(&about, message->msg_iov, message->msg_iovlen);
	}
	return said(entry, syscall(SYS_sendmsg, fd, message, flags));
}

ssize_t writev(int fd, const struct iovec *parts, int n)
{
	struct msghdr message = { .msg_iov = (struct iovec *)(uintptr_t)parts, .msg_iovlen = (size_t)n };
	return is(fd, A_CONNECTION) ? sendmsg(fd, &message, 0) : syscall(SYS_writev, fd, parts, n);
}
