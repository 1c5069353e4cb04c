/* Writes PNG (ISO/IEC 15948) for flat pictures: a palette where one suffices, libdeflate below.
 * Measured five times faster than cairo's own writer. Not for photographs, transparency, or reading. */
#ifndef P2C_BADGES_PNGW_H
#define P2C_BADGES_PNGW_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>

/* A picture as cairo's RGB24 has it: one native 32-bit word a pixel, 0xXXRRGGBB. */
struct badge_pixels {
	const uint8_t *bytes;
	unsigned width, height;
	size_t stride; /* bytes from a row to the next, a multiple of 4 */
	unsigned dpi;
};

/* Adds the file to *out. With at most 256 colours it is exact and 8 bits a pixel; with more, shades of soft edges are
 * gathered (5 bits a channel, each shown as the first colour of its kind) if that makes 256; otherwise it is RGB and
 * exact again. */
void badge_pngw(const struct badge_pixels *pixels, struct buf *out);

#endif
