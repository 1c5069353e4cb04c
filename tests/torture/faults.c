/* LD_PRELOAD: counts the calls of a program that may fail, and lets one of them fail, or all from one on. What to
 * fail stands in a file that both sides have mapped (faults.h), so that one running server takes thousands of
 * faults. P2C_FAULTS names that file; a test that is linked with this needs none. Where a call was made from can
 * stand for the call (`depth`): what the program does a thousand times from one place then fails once. A program that
 * LeakSanitizer watches is looked at also when it ends at once. Not for power cuts and full disks: tests/fault. What
 * the C library calls inside itself (the open of an fopen) is not seen here. */
#include "faults.h"

#include <dlfcn.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <unwind.h>

enum { FDS_ASKED = 1024 };

static struct control nobody, *control = &nobody;

struct control *faults_control(void)
{
	return control;
}

/* POSIX lets a function be taken out of a void *; C has no cast for it. */
static void next(void *out_function, const char *name)
{
	*(void **)out_function = dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void open_control(void)
{
	static int (*really_open)(const char *, int, ...);
	static void *(*really_map)(void *, size_t, int, int, int, off_t);
	const char *path = getenv("P2C_FAULTS");
	next(&really_open, "open");
	next(&really_map, "mmap");
	int fd = path ? really_open(path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0)
		return;
	void *shared = really_map(NULL, sizeof nobody, 3 /* read, write */, 1 /* shared */, fd, 0);
	close(fd);
	if (shared != (void *)-1)
		control = shared;
}

static void note(struct control *c, const char *name, void *caller)
{
	Dl_info info = { 0 };
	dladdr(caller, &info);
	snprintf(c->where, sizeof c->where, "%s called by %s in %s+0x%zx", name,
	    info.dli_sname ? info.dli_sname : "?", info.dli_fname ? info.dli_fname : "?",
	    (size_t)((char *)caller - (char *)info.dli_fbase));
}

/* ---- places ---- */

struct walk {
	uint64_t place;
	int64_t left; /* frames of the program that still belong to it */
	bool is_begun;
};

/* What a place is made of: who made the call, and who in the program led there. Libraries in between do not count. */
static _Unwind_Reason_Code look_at_frame(struct _Unwind_Context *frame, void *ctx)
{
	static uintptr_t us, program;
	struct walk *walk = ctx;
	struct dl_find_object found;
	uintptr_t pc = _Unwind_GetIP(frame);
	if (!us && _dl_find_object((void *)(uintptr_t)&note, &found) == 0)
		us = (uintptr_t)found.dlfo_map_start;
	if (!program && _dl_find_object((void *)getauxval(AT_ENTRY), &found) == 0)
		program = (uintptr_t)found.dlfo_map_start;
	if (_dl_find_object((void *)(pc - 1), &found) != 0)
		return _URC_END_OF_STACK;
	uintptr_t object = (uintptr_t)found.dlfo_map_start;
	if (object == us || (object != program && walk->is_begun))
		return _URC_NO_REASON;
	walk->is_begun = true;
	walk->left -= object == program;
	walk->place = (walk->place ^ (pc - object)) * 0x9e3779b97f4a7c15u;
	walk->place ^= walk->place >> 29;
	return walk->left > 0 ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static int64_t place_of_call(int64_t depth)
{
	struct walk walk = { .left = depth };
	_Unwind_Backtrace(look_at_frame, &walk);
	return (int64_t)(walk.place >> 1 | 1);
}

static void remember(struct control *c, int64_t place)
{
	for (uint64_t i = 0, at = (uint64_t)place; i < PLACES_MAX; i++, at++) {
		int64_t there = 0;
		if (atomic_compare_exchange_strong(&c->places[at % PLACES_MAX], &there, place)) {
			atomic_fetch_add(&c->counted, 1);
			return;
		}
		if (there == place)
			return;
	}
}

/* The first call from the place that was named is the one. */
static bool is_from_there(struct control *c, int64_t depth)
{
	int64_t first = atomic_load(&c->first), place;
	if (atomic_load(&c->failed))
		return atomic_load(&c->for_ever);
	place = place_of_call(depth);
	if (!first)
		remember(c, place);
	return place == first;
}

/* ---- whose turn it is ---- */

static bool is_numbered(struct control *c)
{
	int64_t number = atomic_fetch_add(&c->counted, 1) + 1, first = atomic_load(&c->first);
	return first && (number == first || (number > first && atomic_load(&c->for_ever)));
}

/* Is it the turn of this call to fail? */
static bool fails(int kind, const char *name, void *caller)
{
	struct control *c = control;
	if (!(atomic_load_explicit(&c->kinds, memory_order_relaxed) & kind))
		return false;
	int64_t depth = atomic_load(&c->depth);
	if (depth ? !is_from_there(c, depth) : !is_numbered(c))
		return false;
	int64_t before = atomic_fetch_add(&c->failed, 1);
	if (before == 0)
		note(c, name, caller);
	return before == 0 || atomic_load(&c->for_ever);
}

/* ---- the end ---- */

/* There when the program was built with LeakSanitizer. */
__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);

/* Whoever ends at once (base/fatal.h) is asked like everybody else what it lost. That takes its time, in which the
 * other threads tell nobody anything any more. */
void _exit(int code)
{
	static void (*really)(int);
	next(&really, "_exit");
	if (__lsan_do_recoverable_leak_check) {
		for (int fd = STDERR_FILENO + 1; fd < FDS_ASKED; fd++)
			shutdown(fd, SHUT_RDWR);
		__lsan_do_recoverable_leak_check();
	}
	really(code);
	__builtin_unreachable();
}

/* ---- calls ---- */

/* Why it fails: as the test wants it, or as such a call usually does. */
static int cause_or(int usual)
{
	int64_t wanted = atomic_load(&control->cause);
	return wanted ? (int)wanted : usual;
}

/* A call that fails with this error and this result. */
#define FAULT(kind, error, bad, result, name, params, args)                                                          \
	FAULT_IF(true, kind, error, bad, result, name, params, args)

/* The same, where only some of the calls can. */
#define FAULT_IF(can, kind, error, bad, result, name, params, args)                                                  \
	result name params;                                                                                          \
	result name params                                                                                           \
	{                                                                                                            \
		static result(*really) params;                                                                       \
		if (!really)                                                                                         \
			next(&really, #name);                                                                        \
		if ((can) && fails(kind, #name, __builtin_return_address(0))) {                                      \
			errno = cause_or(error);                                                                     \
			return bad;                                                                                  \
		}                                                                                                    \
		return really args;                                                                                  \
	}

/* A call that moves bytes: it fails, or moves only half of what it was given. Our own words (fd 0 to 2) are left
 * alone. */
#define FAULT_BYTES(kind, error, name, params, args, half)                                                           \
	ssize_t name params;                                                                                         \
	ssize_t name params                                                                                          \
	{                                                                                                            \
		static ssize_t(*really) params;                                                                      \
		if (!really)                                                                                         \
			next(&really, #name);                                                                        \
		if (fd > STDERR_FILENO && fails(kind, #name, __builtin_return_address(0))) {                         \
			errno = cause_or(error);                                                                     \
			return -1;                                                                                   \
		}                                                                                                    \
		if (fd > STDERR_FILENO && len > 8 && fails(HALVES, #name, __builtin_return_address(0)))              \
			return really half;                                                                          \
		return really args;                                                                                  \
	}

/* Opening takes a mode only when it makes something. */
#define FAULT_OPEN(name, params, args, last)                                                                         \
	int name params;                                                                                             \
	int name params                                                                                              \
	{                                                                                                            \
		static int(*really) params;                                                                          \
		unsigned mode = 0;                                                                                   \
		if (!really)                                                                                         \
			next(&really, #name);                                                                        \
		if (flags & O_CREAT) {                                                                               \
			va_list rest;                                                                                \
			va_start(rest, flags);                                                                       \
			mode = va_arg(rest, unsigned);                                                               \
			va_end(rest);                                                                                \
		}                                                                                                    \
		if (fails(FILES, #name, __builtin_return_address(0))) {                                              \
			errno = cause_or(EMFILE);                                                                    \
			return -1;                                                                                   \
		}                                                                                                    \
		return really args;                                                                                  \
	}

/* memory (base/mem.c hands every library's malloc on to these) */
FAULT(MEMORY, ENOMEM, NULL, void *, __libc_malloc, (size_t size), (size))
FAULT(MEMORY, ENOMEM, NULL, void *, __libc_calloc, (size_t n, size_t size), (n, size))
FAULT(MEMORY, ENOMEM, NULL, void *, __libc_memalign, (size_t align, size_t size), (align, size))
/* realloc(x, 0) frees: it cannot fail */
void *__libc_realloc(void *old, size_t size);
void *__libc_realloc(void *old, size_t size)
{
	static void *(*really)(void *, size_t);
	if (!really)
		next(&really, "__libc_realloc");
	if (size && fails(MEMORY, "realloc", __builtin_return_address(0))) {
		errno = ENOMEM;
		return NULL;
	}
	return really(old, size);
}

/* files */
FAULT_OPEN(open, (const char *path, int flags, ...), (path, flags, mode), flags)
FAULT_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode), flags)
FAULT_OPEN(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode), flags)
FAULT_OPEN(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode), flags)
FAULT(FILES, EMFILE, NULL, FILE *, fopen, (const char *path, const char *how), (path, how))
FAULT(FILES, EMFILE, NULL, FILE *, fopen64, (const char *path, const char *how), (path, how))
FAULT(FILES, EIO, 0, size_t, fwrite, (const void *from, size_t size, size_t n, FILE *file), (from, size, n, file))
FAULT(FILES, EIO, -1, int, fsync, (int fd), (fd))
FAULT(FILES, EIO, -1, int, fdatasync, (int fd), (fd))
FAULT(FILES, EIO, -1, int, sync_file_range, (int fd, off_t at, off_t len, unsigned how), (fd, at, len, how))
FAULT(FILES, EIO, -1, int, ftruncate, (int fd, off_t len), (fd, len))
FAULT(FILES, EIO, -1, int, ftruncate64, (int fd, off_t len), (fd, len))
FAULT(FILES, ENOSPC, -1, int, fallocate, (int fd, int how, off_t at, off_t len), (fd, how, at, len))
FAULT(FILES, ENOSPC, -1, int, fallocate64, (int fd, int how, off_t at, off_t len), (fd, how, at, len))
FAULT(FILES, ENOSPC, cause_or(ENOSPC), int, posix_fallocate, (int fd, off_t at, off_t len), (fd, at, len))
FAULT(FILES, ENOSPC, cause_or(ENOSPC), int, posix_fallocate64, (int fd, off_t at, off_t len), (fd, at, len))
FAULT(FILES, ENOLCK, -1, int, flock, (int fd, int how), (fd, how))
FAULT(FILES, EPERM, -1, int, chmod, (const char *path, unsigned mode), (path, mode))
FAULT(FILES, EMFILE, NULL, DIR *, opendir, (const char *path), (path))
FAULT(FILES, ENOMEM, NULL, DIR *, fdopendir, (int fd), (fd))
FAULT(FILES, EIO, -1, int, statfs, (const char *path, struct statfs *out), (path, out))
FAULT(FILES, EIO, -1, int, statfs64, (const char *path, struct statfs64 *out), (path, out))
FAULT(FILES, EIO, -1, int, fstat, (int fd, struct stat *out), (fd, out))
FAULT(FILES, EIO, -1, int, fstat64, (int fd, struct stat64 *out), (fd, out))
FAULT(FILES, EIO, -1, int, rename, (const char *from, const char *to), (from, to))
FAULT(FILES, EIO, -1, int, renameat, (int one, const char *from, int other, const char *to), (one, from, other, to))
FAULT(FILES, EIO, -1, int, linkat, (int one, const char *from, int other, const char *to, int how),
    (one, from, other, to, how))
FAULT(FILES, ENOSPC, -1, int, mkdir, (const char *path, unsigned mode), (path, mode))
FAULT(FILES, EIO, -1, int, unlink, (const char *path), (path))
FAULT(FILES, EIO, -1, int, unlinkat, (int at, const char *path, int how), (at, path, how))
FAULT_BYTES(FILES, EIO, read, (int fd, void *to, size_t len), (fd, to, len), (fd, to, (len + 1) / 2))
FAULT_BYTES(FILES, EIO, write, (int fd, const void *from, size_t len), (fd, from, len), (fd, from, (len + 1) / 2))
FAULT_BYTES(
    FILES, EIO, pread, (int fd, void *to, size_t len, off_t at), (fd, to, len, at), (fd, to, (len + 1) / 2, at))
FAULT_BYTES(
    FILES, EIO, pread64, (int fd, void *to, size_t len, off_t at), (fd, to, len, at), (fd, to, (len + 1) / 2, at))
FAULT_BYTES(FILES, EIO, pwrite, (int fd, const void *from, size_t len, off_t at), (fd, from, len, at),
    (fd, from, (len + 1) / 2, at))
FAULT_BYTES(FILES, EIO, pwrite64, (int fd, const void *from, size_t len, off_t at), (fd, from, len, at),
    (fd, from, (len + 1) / 2, at))

/* network */
FAULT(NETWORK, EMFILE, -1, int, socket, (int family, int type, int protocol), (family, type, protocol))
FAULT(NETWORK, EMFILE, -1, int, socketpair, (int family, int type, int protocol, int ends[2]),
    (family, type, protocol, ends))
FAULT(NETWORK, EADDRINUSE, -1, int, bind, (int fd, const struct sockaddr *to, socklen_t len), (fd, to, len))
FAULT(NETWORK, EADDRINUSE, -1, int, listen, (int fd, int most), (fd, most))
FAULT(NETWORK, ECONNREFUSED, -1, int, connect, (int fd, const struct sockaddr *to, socklen_t len), (fd, to, len))
FAULT(NETWORK, EMFILE, -1, int, accept4, (int fd, struct sockaddr *from, socklen_t *len, int flags),
    (fd, from, len, flags))
FAULT(NETWORK, ECONNRESET, -1, ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags),
    (fd, message, flags))
FAULT(NETWORK, EIO, -1, ssize_t, sendfile, (int to, int from, off_t *at, size_t len), (to, from, at, len))
FAULT(NETWORK, ECONNRESET, -1, ssize_t, sendto,
    (int fd, const void *from, size_t len, int flags, const struct sockaddr *to, socklen_t to_len),
    (fd, from, len, flags, to, to_len))
FAULT_BYTES(NETWORK, ECONNRESET, send, (int fd, const void *from, size_t len, int flags), (fd, from, len, flags),
    (fd, from, (len + 1) / 2, flags))
FAULT_BYTES(NETWORK, ECONNRESET, recv, (int fd, void *to, size_t len, int flags), (fd, to, len, flags),
    (fd, to, (len + 1) / 2, flags))

/* what else the kernel gives */
FAULT_IF(what == EPOLL_CTL_ADD, KERNEL, ENOMEM, -1, int, epoll_ctl,
    (int poll, int what, int fd, struct epoll_event *event), (poll, what, fd, event)) /* others take no memory */
FAULT(KERNEL, EMFILE, -1, int, epoll_create1, (int flags), (flags))
FAULT(KERNEL, EMFILE, -1, int, eventfd, (unsigned start, int flags), (start, flags))
FAULT(KERNEL, EMFILE, -1, int, timerfd_create, (int clock, int flags), (clock, flags))
FAULT(KERNEL, EMFILE, -1, int, memfd_create, (const char *name, unsigned flags), (name, flags))
FAULT(KERNEL, EMFILE, -1, int, pipe2, (int ends[2], int flags), (ends, flags))
FAULT(KERNEL, EIO, -1, ssize_t, getrandom, (void *to, size_t len, unsigned flags), (to, len, flags))
FAULT(KERNEL, EAGAIN, EAGAIN, int, pthread_create,
    (pthread_t * thread, const pthread_attr_t *how, void *(*run)(void *), void *ctx), (thread, how, run, ctx))
FAULT(KERNEL, ENOMEM, (void *)-1, void *, mmap, (void *where, size_t len, int may, int how, int fd, off_t at),
    (where, len, may, how, fd, at))
FAULT(KERNEL, ENOMEM, (void *)-1, void *, mmap64, (void *where, size_t len, int may, int how, int fd, off_t at),
    (where, len, may, how, fd, at))

/* The database: a question or a change that is begun finds it busy. Not what ends a transaction or undoes one, which
 * never fails in a way that leaves the database well. */
static bool is_end(const char *text)
{
	static const char *const ENDS[] = { "ROLLBACK", "RELEASE" };
	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
		if (strncmp(text, ENDS[i], strlen(ENDS[i])) == 0)
			return true;
	return false;
}

static bool may_be_busy(void *statement)
{
	static const char *(*text_of)(void *);
	static int (*is_open)(void *);
	if (!text_of)
		next(&text_of, "sqlite3_sql");
	if (!is_open)
		next(&is_open, "sqlite3_stmt_busy");
	const char *text = text_of(statement);
	return text && !is_end(text) && !is_open(statement);
}
FAULT_IF(
    may_be_busy(statement), QUESTIONS, EBUSY, 5 /* SQLITE_BUSY */, int, sqlite3_step, (void *statement), (statement))
FAULT_IF(!is_end(text), QUESTIONS, EBUSY, 5, int, sqlite3_prepare_v2,
    (void *db, const char *text, int len, void **out_statement, const char **out_rest),
    (db, text, len, out_statement, out_rest))
FAULT_IF(!is_end(text), QUESTIONS, EBUSY, 5, int, sqlite3_prepare_v3,
    (void *db, const char *text, int len, unsigned how, void **out_statement, const char **out_rest),
    (db, text, len, how, out_statement, out_rest))
