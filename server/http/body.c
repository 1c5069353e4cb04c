/* Shared bytes with an atomic count. */
#include "http/body.h"
#include "base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct body {
	atomic_uint count;
	const char *bytes;
	size_t len;
	void (*release)(void *bytes, size_t len);
	char copy[];
};

static struct body *create(const char *bytes, size_t len, size_t room, void (*release)(void *, size_t))
{
	struct body *body = mem_alloc(sizeof *body + room);

	atomic_init(&body->count, 1);
	body->bytes = room ? body->copy : bytes;
	body->len = len;
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
