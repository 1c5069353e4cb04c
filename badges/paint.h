/* Draws a laid-out badge on a cairo context that the caller gives. Not for deciding where anything stands (layout.h)
 * or where the drawing goes (badge.h). */
#ifndef P2C_BADGES_PAINT_H
#define P2C_BADGES_PAINT_H

#include "badges/layout.h"
#include "badges/logo.h"
#include "badges/qr.h"
#include "badges/set.h"

#include <stdint.h>

struct badge_photo;

/* How the QR goes down: as a 1-bit image (PDF: a quarter of the bytes and of the time), as rectangles (SVG), or as
 * rectangles of whole pixels (PNG). */
enum badge_modules { BADGE_MODULES_MASK, BADGE_MODULES_SHAPES, BADGE_MODULES_PIXELS };

/* One side, ready to be painted. */
struct badge_drawing {
	const struct badge_template *template;
	const struct badge_side *side;
	struct badge_layout layout;
	struct badge_qr qr;
	const struct badge_photo *photo;
	struct badge_logos *logos;
	enum badge_arrow arrow;
	uint32_t band_rgb;
	enum badge_modules modules;
};

/* Paints the whole page; the unit of `cr` is the point, its origin the top left corner. Errors stay in
 * cairo_status(). */
void badge_paint(cairo_t *cr, struct badge_set *set, const struct badge_drawing *drawing);
/* Paints the texts of a layout alone, each in its field's direction and in the colour of its ink. */
void badge_paint_layout(
    cairo_t *cr, struct badge_set *set, const struct badge_layout *layout, const uint32_t inks[BADGE_INK_MAX]);
/* Paints a symbol, the quiet zone included, into a square of millimetres; nothing for one without a side. */
void badge_paint_qr(cairo_t *cr, const struct badge_qr *qr, const struct badge_box *box, enum badge_modules modules);
/* Black (0x000000) or white (0xFFFFFF), whichever has more contrast on that colour: at least 4.5:1 (WCAG 2.2, 1.4.3).
 */
uint32_t badge_paint_ink(uint32_t rgb);
/* The contrast ratio of two colours by WCAG 2.2, 1 to 21. */
double badge_paint_contrast(uint32_t one, uint32_t other);

#endif
