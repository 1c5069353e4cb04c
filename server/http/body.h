/* Bytes that never change and are shared by counting: made once on any thread, sent to many connections.
 * Not for building text: that is base/buf.h; a finished buffer becomes a body by body_steal(). */
#ifndef P2C_HTTP_BODY_H
#define P2C_HTTP_BODY_H

#include "base/buf.h"

#include <stddef.h>

struct body;

/* Each maker returns one reference, the caller's. */
/* A copy of the bytes. */
struct body *body_copy(const void *bytes, size_t len);
/* Takes the buffer's bytes without copying; the buffer is empty afterwards. */
struct body *body_steal(struct buf *buf);
/* The same for what is kept and sent to many: when it is large it becomes a sealed file in memory, so that a socket
 * refers to its pages instead of holding a copy for each client. Where the system has none it is just stolen. */
struct body *body_seal(struct buf *buf);
/* Bytes somebody else made: release(bytes, len) is called with the last reference (NULL: they live for ever). */
struct body *body_wrap(const void *bytes, size_t len, void (*release)(void *bytes, size_t len));

/* A whole file by mapping it (for videos): read as it is sent. The descriptor may be closed afterwards; the file must
 * not be cut while it is mapped (replace files by renaming). NULL when the system refuses. */
struct body *body_map(int fd, size_t len);

/* One reference more, and one less. Both may run on any thread and take NULL. body_ref returns its argument. */
struct body *body_ref(struct body *body);
void body_release(struct body *body);

const char *body_bytes(const struct body *body);
size_t body_len(const struct body *body);
/* The descriptor of the file with the same bytes, the body's own, or -1. */
int body_file(const struct body *body);

#endif
