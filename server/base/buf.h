/* A growing byte buffer on the heap. Not a string type: it may hold any bytes; buf_text() adds the NUL that C wants.
 */
#ifndef P2C_BASE_BUF_H
#define P2C_BASE_BUF_H

#include <stddef.h>
#include <string.h>

struct arena;

struct buf {
	char *bytes;
	size_t len;
	size_t cap;
};

/* An all-zero struct buf is an empty one; finish frees and empties it. */
void buf_finish(struct buf *buf);
/* Makes room for len more bytes and returns where they go; add them with buf->len += n. */
static inline char *buf_room(struct buf *buf, size_t len);
static inline void buf_add(struct buf *buf, const void *bytes, size_t len);
static inline void buf_add_text(struct buf *buf, const char *text);
static inline void buf_add_byte(struct buf *buf, char byte);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The content with a NUL behind it (not counted in len); valid until the next change. */
const char *buf_text(struct buf *buf);
/* Gives the bytes away: the caller frees them, the buffer is empty. */
char *buf_steal(struct buf *buf, size_t *out_len);
/* Moves the content into the arena, with a NUL behind it, and lets the buffer go. */
char *buf_keep(struct buf *buf, struct arena *arena);

/* Every head and all JSON is made of many small pieces: what adds them is inline, growing is not. */
void buf_grow(struct buf *buf, size_t len);

static inline char *buf_room(struct buf *buf, size_t len)
{
	if (buf->cap - buf->len <= len)
		buf_grow(buf, len);
	return buf->bytes + buf->len;
}

static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	char *room = buf_room(buf, len);
	if (len)
		memcpy(room, bytes, len);
	buf->len += len;
}

static inline void buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

static inline void buf_add_byte(struct buf *buf, char byte)
{
	*buf_room(buf, 1) = byte;
	buf->len++;
}

#endif
