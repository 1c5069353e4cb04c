/* A PNG file in memory as cairo reads it: another reader than the writer under test. */
#ifndef P2C_TESTS_UNIT_BADGES_PNG_H
#define P2C_TESTS_UNIT_BADGES_PNG_H

#include "base/buf.h"

#include <cairo.h>
#include <string.h>

struct png_bytes {
	const struct buf *file;
	size_t at;
};

static inline cairo_status_t png_some(void *closure, unsigned char *data, unsigned len)
{
	struct png_bytes *png = closure;
	if (png->file->len - png->at < len)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, png->file->bytes + png->at, len);
	png->at += len;
	return CAIRO_STATUS_SUCCESS;
}

/* The image, or one whose cairo_surface_status() says why not. */
static inline cairo_surface_t *png_open(const struct buf *file)
{
	struct png_bytes png = { file, 0 };
	return cairo_image_surface_create_from_png_stream(png_some, &png);
}

#endif
