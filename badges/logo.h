/* Logos as SVG, drawn as vectors by librsvg: the only file that knows it. A logo is one closed drawing: it may refer
 * to nothing outside itself, run nothing and set no type. Not for pictures of people (portrait.h). */
#ifndef P2C_BADGES_LOGO_H
#define P2C_BADGES_LOGO_H

#include "badges/template.h"
#include "base/err.h"

#include <cairo.h>
#include <stdbool.h>

/* A logo is drawn again and again and goes into print; a floor plan (venue_plan.h) once, and its words may be set in
 * type.
 */
enum drawing_kind { DRAWING_LOGO, DRAWING_PLAN };

/* Is this an SVG that may be drawn? ERR_INVALID with that field and a sentence otherwise. */
enum err badge_logo_check(const char *svg, enum drawing_kind kind, const char *field, struct fault *out_fault);

/* Parsed logos, so that a book parses each once. destroy(NULL) is fine; one thread at a time. */
struct badge_logos;
struct badge_logos *badge_logos_create(void);
void badge_logos_destroy(struct badge_logos *logos);
/* Draws a checked logo as large as fits into its box; the unit of `cr` is the point. What cannot be drawn is left
 * out: a badge is worth more than its logo. */
void badge_logos_paint(struct badge_logos *logos, cairo_t *cr, const struct badge_logo *logo);

/* The natural size of a checked drawing in its own units; false when it says none. */
bool badge_drawing_size(const char *svg, double *out_width, double *out_height);
/* Draws a checked drawing as large as fits into this many units of `cr`. ERR_INVALID when it cannot be drawn. */
enum err badge_drawing_paint(const char *svg, cairo_t *cr, double width, double height);

#endif
