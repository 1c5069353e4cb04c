/* The floor plan of the venue as a picture: what a drawing program or a stranger sends becomes one flat PNG that any
 * screen may show. Pure: bytes in, bytes out. Not for keeping it or for where the rooms are (domain/venue_plan.h). */
#ifndef P2C_BADGES_VENUE_PLAN_H
#define P2C_BADGES_VENUE_PLAN_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

enum {
	VENUE_PLAN_BYTES_MAX = 2 * 1024 * 1024, /* of what is sent */
	VENUE_PLAN_KEPT_MAX = 4 * 1024 * 1024,  /* of what is kept */
	VENUE_PLAN_SIDE_MAX = 4000,             /* pixels; a drawing is drawn at VENUE_PLAN_SIDE */
	VENUE_PLAN_SIDE = 2000,
	VENUE_PLAN_SIDE_LEAST = 300, /* with less nobody finds a door */
};

/* Pixels. */
struct venue_plan_size {
	unsigned width, height;
};

/* Adds the kept form to *out_png: 8 bits, on white, without metadata. Takes SVG, which is drawn here with nothing
 * from outside (logo.h), at 2,000 pixels on its longer side; and PNG, whose pixels are written anew. `bytes` need no
 * end mark. ERR_MEDIA_TYPE when it is neither, ERR_TOO_BIG for too many bytes or pixels, ERR_INVALID with the field
 * "plan" for what is damaged, too small, or refers to something outside. */
enum err venue_plan_take(
    const void *bytes, size_t len, struct buf *out_png, struct venue_plan_size *out_size, struct fault *out_fault);

#endif
