/* Where each text of a side stands and how large it is: pure numbers, no font. Text is measured through a callback,
 * so that the rules can be tested without one. Not for drawing (paint.h). */
#ifndef P2C_BADGES_LAYOUT_H
#define P2C_BADGES_LAYOUT_H

#include "badges/template.h"

/* One way to set a text. */
struct badge_run {
	const char *text;
	enum badge_slot slot;
	enum badge_face face;
	enum badge_align across;
	double pt;
	double width;   /* mm; lines break between words there, or never when it is 0 */
	unsigned lines; /* cut after that many, with an ellipsis and breaking words if it must be; 0 = do not cut */
};

struct badge_extent {
	double width, height; /* mm */
	unsigned lines;
};

/* Answers how much room a run takes. */
struct badge_measure {
	struct badge_extent (*extent)(void *ctx, const struct badge_run *run);
	void *ctx;
};

/* A run in its place: x and y are where its longest line and its first line begin. In a field that is turned they are
 * those of the box before it is turned about its middle (badge_layout_box). */
struct badge_placed {
	struct badge_run run;
	const struct badge_field *field;
	enum badge_ink ink;
	double x, y, height; /* mm */
};

struct badge_layout {
	struct badge_placed texts[BADGE_TEXTS_MAX];
	size_t n;
};

/* Fits the texts (clean, "" or NULL for none; they must outlive the layout) into the side; empty ones take no place.
 * A text is set as large as its type allows, on more lines where that helps, and cut at the type's least size:
 * nothing ever leaves its field. */
void badge_layout_make(const struct badge_side *side, const char *const texts[BADGE_SLOT_MAX],
    const struct badge_measure *measure, struct badge_layout *out_layout);
/* The field's box as its lines see it: the same middle, width and height changed over where it is turned on end. */
struct badge_box badge_layout_box(const struct badge_field *field);

#endif
