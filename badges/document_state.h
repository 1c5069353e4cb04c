/* What document.c lists and document_draw.c draws. For the two of them alone. */
#ifndef P2C_BADGES_DOCUMENT_STATE_H
#define P2C_BADGES_DOCUMENT_STATE_H

#include "badges/document.h"

enum mark_kind { MARK_LINE, MARK_FILL, MARK_FRAME, MARK_DASHES, MARK_QR, MARK_PICTURE, MARK_INK };

/* One thing on a page, at its place on the paper. */
struct mark {
	enum mark_kind kind;
	enum document_colour colour;
	enum prose_style style;
	struct badge_box box;
	const void *what; /* a line, a QR, a picture or an ink */
};

struct document {
	struct badge_press *press;
	const struct paper *paper;
	const struct document_frame *frame;
	struct arena *arena;
	struct prose_book *prose;
	double width, height; /* of the page */
	bool is_rtl;
	double y;
	struct mark *marks;
	size_t n_marks, marks_cap;
	size_t *ends; /* of each finished page in the marks */
	size_t n_ends, ends_cap;
	const struct document_column *columns;
	unsigned n_columns;
	bool is_head_due;
};

/* What is drawn alike has the same rank. */
static inline unsigned document_rank(const struct mark *mark)
{
	return (unsigned)mark->kind << 16 | (unsigned)mark->colour << 8 | (unsigned)mark->style;
}
/* Draws marks from … to of a page; the unit of `cr` is the point. */
void document_draw(struct document *document, cairo_t *cr, size_t from, size_t to);

#endif
