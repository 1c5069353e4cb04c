/* Draws a signature (ink.h) as smooth curves whose width follows the pen. Not for deciding where it stands. */
#ifndef P2C_BADGES_PEN_H
#define P2C_BADGES_PEN_H

#include "badges/ink.h"

#include <cairo.h>
#include <stdbool.h>

/* Has it only finite numbers, and no more than INK_POINTS_MAX points? Nothing written can be drawn too. */
bool pen_can_draw(const struct ink *ink);
/* Draws it in the source colour as large as the box (pt) allows, centred, its shape kept. A dot stays small. Nothing
 * leaves the box. Needs an ink that pen_can_draw(). */
void pen_draw(cairo_t *cr, const struct ink *ink, const struct badge_box *box);

#endif
