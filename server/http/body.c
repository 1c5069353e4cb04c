/* Shared bytes with an atomic count. */
#include "http/body.h"
#include "base/mem.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Copying less than this into a socket costs no more than referring to its pages one by one. */
enum { SEAL_FROM = 128 * 1024 };

struct body {
	atomic_uint count;
	const char *bytes;
	size_t len;
	int file; /* the same bytes as a file; -1: none */
	void (*release)(void *bytes, size_t len);
	char copy[];
};

static struct body *create(const char *bytes, size_t len, size_t room, void (*release)(void *, size_t))
{
	struct body *body = mem_alloc(sizeof *body + room);

	atomic_init(&body->count, 1);
	body->bytes = room ? body->copy : bytes;
	body->len = len;
	body->file = -1;
	body->release = release;
	return body;
}

struct body *body_copy(const void *bytes, size_t len)
{
	struct body *body = create("", len, len, NULL);

	if (len)
		memcpy(body->copy, bytes, len);
	return body;
}

static void free_bytes(void *bytes, size_t len)
{
	(void)len;
	free(bytes);
}

struct body *body_steal(struct buf *buf)
{
	size_t len;
	char *bytes = buf_steal(buf, &len);

	return create(bytes ? bytes : "", len, 0, bytes ? free_bytes : NULL);
}

struct body *body_wrap(const void *bytes, size_t len, void (*release)(void *bytes, size_t len))
{
	return create(bytes, len, 0, release);
}

static void unmap(void *bytes, size_t len)
{
	munmap(bytes, len);
}

struct body *body_map(int fd, size_t len)
{
	void *bytes = mmap(NULL, len, PROT_READ, MAP_SHARED, fd, 0);

	return bytes == MAP_FAILED ? NULL : create(bytes, len, 0, unmap);
}

/* A file in memory that can be neither changed nor cut, or -1. */
static int seal(const char *bytes, size_t len)
{
	int fd = memfd_create("p2c-body", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd >= 0 && write(fd, bytes, len) == (ssize_t)len &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

struct body *body_seal(struct buf *buf)
{
	int fd = buf->len < SEAL_FROM ? -1 : seal(buf->bytes, buf->len);
	struct body *body = fd < 0 ? NULL : body_map(fd, buf->len);

	if (body) {
		body->file = fd;
		buf_finish(buf);
		return body;
	}
	if (fd >= 0)
		close(fd);
	return body_steal(buf);
}

struct body *body_ref(struct body *body)
{
	if (body)
		atomic_fetch_add_explicit(&body->count, 1, memory_order_relaxed);
	return body;
}

void body_release(struct body *body)
{
	if (!body || atomic_fetch_sub_explicit(&body->count, 1, memory_order_acq_rel) != 1)
		return;
	if (body->file >= 0)
		close(body->file);
	if (body->release)
		body->release((void *)(uintptr_t)body->bytes, body->len);
	free(body);
}

const char *body_bytes(const struct body *body)
{
	return body->bytes;
}

size_t body_len(const struct body *body)
{
	return body->len;
}

int body_file(const struct body *body)
{
	return body->file;
}
