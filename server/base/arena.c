/* A list of blocks, each twice the one before, bumped from the front. */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, BLOCK_MAX = 1 << 20 };

struct block {
	struct block *older;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
};

static struct block *block_create(size_t size, struct block *older)
{
	struct block *block = mem_alloc(sizeof *block + size);
	block->size = size;
	block->older = older;
	return block;
}

struct arena *arena_create(void)
{
	struct arena *arena = mem_alloc(sizeof *arena);
	arena->newest = block_create(FIRST_BLOCK, NULL);
	return arena;
}

void arena_reset(struct arena *arena)
{
	while (arena->newest->older) {
		struct block *older = arena->newest->older;
		free(arena->newest);
		arena->newest = older;
	}
	memset(arena->newest->bytes, 0, arena->newest->used);
	arena->newest->used = 0;
}

void arena_destroy(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	free(arena->newest);
	free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	assert(size < SIZE_MAX / 2);
	size = (size + align - 1) & ~(align - 1);
	struct block *block = arena->newest;
	if (block->size - block->used < size) {
		size_t next = block->size < BLOCK_MAX ? block->size * 2 : BLOCK_MAX;
		block = arena->newest = block_create(next > size ? next : size, block);
	}
	void *memory = block->bytes + block->used;
	block->used += size;
	return memory;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);
	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

char *arena_dup(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	char *text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}
