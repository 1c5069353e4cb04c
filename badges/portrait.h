/* A person's photo on a badge: the kept JPEG goes into a PDF or an SVG as it is and becomes pixels for a PNG. Not for
 * taking photos in (photo.h). */
#ifndef P2C_BADGES_PORTRAIT_H
#define P2C_BADGES_PORTRAIT_H

#include "badges/template.h"

#include <cairo.h>
#include <stdbool.h>

struct badge_photo;

/* Fills the box with the middle of the photo, or with the outline of a person where there is none or its bytes are no
 * JPEG. `pixels`: the surface cannot take a JPEG. The unit of `cr` is the point. */
void badge_portrait_paint(cairo_t *cr, const struct badge_photo *photo, const struct badge_box *box, bool pixels);

#endif
