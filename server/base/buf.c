/* See buf.h. */
#include "base/buf.h"

#include "base/arena.h"
#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_finish(struct buf *buf)
{
	free(buf->bytes);
	*buf = (struct buf){ 0 };
}

void buf_grow(struct buf *buf, size_t len)
{
	size_t need = buf->len + len + 1, cap = buf->cap ? buf->cap * 2 : 256;
	buf->cap = cap > need ? cap : need;
	buf->bytes = mem_grow(buf->bytes, buf->cap);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	char *room = buf_room(buf, (size_t)len);
	vsnprintf(room, (size_t)len + 1, format, again);
	va_end(again);
	buf->len += (size_t)len;
}

const char *buf_text(struct buf *buf)
{
	*buf_room(buf, 0) = '\0';
	return buf->bytes;
}

char *buf_keep(struct buf *buf, struct arena *arena)
{
	char *text = arena_copy(arena, buf->len ? buf->bytes : "", buf->len);
	buf_finish(buf);
	return text;
}

char *buf_steal(struct buf *buf, size_t *out_len)
{
	buf_text(buf);
	char *bytes = buf->bytes;
	if (out_len)
		*out_len = buf->len;
	*buf = (struct buf){ 0 };
	return bytes;
}
