/* Cuts a rectangle out of a picture that comes row by row, and makes it smaller by averaging areas: exact
 * whole-number weights, a few rows of memory whatever the size of the source. Private to badges/photo.c. */
#ifndef P2C_BADGES_PHOTO_SHRINK_H
#define P2C_BADGES_PHOTO_SHRINK_H

#include <stdint.h>

/* Pixels of the source, and of the result, which is no larger. */
struct photo_cut {
	unsigned x, y, width, height;
	unsigned to_width, to_height;
};

struct photo_shrink;

/* The result is filled in by rows that are fed; free it with photo_shrink_destroy. */
struct photo_shrink *photo_shrink_create(const struct photo_cut *cut);
void photo_shrink_destroy(struct photo_shrink *shrink);
/* The next row of the source from its top: as many RGB pixels as the cut needs. Rows outside are passed over. */
void photo_shrink_row(struct photo_shrink *shrink, const uint8_t *rgb);
/* The result: to_height rows of to_width RGB pixels, as long as the shrink lives. */
const uint8_t *photo_shrink_rgb(const struct photo_shrink *shrink);

#endif
