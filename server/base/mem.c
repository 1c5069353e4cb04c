/* See mem.h. */
#include "base/mem.h"

#include "base/fatal.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#define IS_WATCHED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_WATCHED 1
#else
#define IS_WATCHED 0
#endif

static void *must(void *memory)
{
	if (!memory)
		fatal("out of memory");
	return memory;
}

void *mem_alloc(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *mem_grow(void *old, size_t size)
{
	return must(realloc(old, size ? size : 1));
}

char *mem_dup(const char *text)
{
	return text ? must(strdup(text)) : NULL;
}

#if IS_WATCHED

size_t __sanitizer_get_current_allocated_bytes(void);

size_t mem_held(void)
{
	return __sanitizer_get_current_allocated_bytes();
}

#else

size_t mem_held(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

/* ---- before the C library's own ---- */

/* More than anybody here asks for in earnest: a size that was computed from a stranger's file. */
static const size_t SIZE_MOST = (size_t)1 << 30;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

static void *given(void *memory, size_t size)
{
	return memory || size > SIZE_MOST ? memory : must(memory);
}

void *malloc(size_t size)
{
	return given(__libc_malloc(size), size);
}

void *calloc(size_t n, size_t size)
{
	return given(__libc_calloc(n, size), n && size > SIZE_MAX / n ? SIZE_MAX : n * size);
}

/* Nothing of the old is left to give back for a size of nothing: that is no failure. */
void *realloc(void *old, size_t size)
{
	void *memory = __libc_realloc(old, size);
	return size ? given(memory, size) : memory;
}

void *aligned_alloc(size_t align, size_t size)
{
	return given(__libc_memalign(align, size), size);
}

int posix_memalign(void **out_memory, size_t align, size_t size)
{
	void *memory = aligned_alloc(align, size);
	if (!memory)
		return ENOMEM;
	*out_memory = memory;
	return 0;
}

#endif
