/* Allocation that cannot fail: out of memory ends the process (the supervisor restarts it, nothing acknowledged is
 * lost). */
#ifndef P2C_BASE_MEM_H
#define P2C_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);           /* zeroed; free() it */
void *mem_grow(void *old, size_t size); /* realloc */
char *mem_dup(const char *text);        /* strdup; NULL stays NULL */

#endif
