/* Is this file a video that the browsers of the venue can show? Answered by its bytes, never by its name or type:
 * MP4 (ISO/IEC 14496-12, -14) and WebM (webmproject.org/docs/container, RFC 8794), their lengths, their tracks. Pure:
 * reads through a function, a few bytes at a time, however long the file is. Not a decoder: a picture that is broken
 * inside is found by whoever approves it. */
#ifndef P2C_DOMAIN_CONTAINER_H
#define P2C_DOMAIN_CONTAINER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONTAINER_HOURS_MAX = 12 };

/* Where the bytes are. `read` fills all of `len` bytes or answers false; it is asked only for what lies within size.
 */
struct container_source {
	bool (*read)(void *ctx, int64_t at, void *out, size_t len);
	void *ctx;
	int64_t size;
};

struct container {
	const char *type; /* "video/mp4", "video/webm" */
	int64_t duration_ms;
	int width, height; /* of the picture; 0 when the file does not say */
};

/* ERR_FILE_FORMAT with the reason and what to do, ERR_BROKEN when the source cannot be read. */
enum err container_check(
    const struct container_source *source, struct container *out_container, struct fault *out_fault);

#endif
