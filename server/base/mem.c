/* See mem.h. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory)
{
	if (!memory) {
		fputs("p2c: out of memory\n", stderr);
		abort();
	}
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
