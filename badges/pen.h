/* Draws signatures (ink.h) as few smooth curves, as fine as an eye sees on paper. Not for deciding where they stand.
 */
#ifndef P2C_BADGES_PEN_H
#define P2C_BADGES_PEN_H

#include "badges/ink.h"

#include <cairo.h>
#include <stdbool.h>

/* A signature and the box it goes into (pt): as large as the box allows, centred, its shape kept. A dot stays small.
 * Nothing leaves the box. */
struct pen_place {
	const struct ink *ink; /* one that pen_can_draw() */
	struct badge_box box;
};

/* Has it only finite numbers, and no more than INK_POINTS_MAX points? Nothing written can be drawn too. */
bool pen_can_draw(const struct ink *ink);
/* Draws them in the source colour, which is plain. Those of a page together make a smaller file than one by one. */
void pen_draw(cairo_t *cr, const struct pen_place *places, size_t n);

#endif
