/* Allocation that cannot fail: out of memory ends the process (fatal.h; the supervisor restarts it, nothing
 * acknowledged is lost). That holds for every library in it, too: mem.c stands before the C library's malloc, so that
 * none of them has to find its way out of a half-made picture, and glib does not abort. A size that no caller of ours
 * needs is still refused with NULL, as the library asking expects. Builds under a sanitizer keep the sanitizer's
 * allocator. */
#ifndef P2C_BASE_MEM_H
#define P2C_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);           /* zeroed; free() it */
void *mem_grow(void *old, size_t size); /* realloc */
char *mem_dup(const char *text);        /* strdup; NULL stays NULL */
/* Bytes that this process and its libraries asked for and did not give back. What a sanitizer or the allocator keeps
 * beside them does not count: that is in the resident pages. */
size_t mem_held(void);

/* Lets the processor fetch what is read soon, while something else is done. Any address may be given. */
static inline void mem_ahead(const void *memory)
{
	__builtin_prefetch(memory);
}

#endif
