/* Draws what a document lists: fills below, then lines, frames, pictures. See document_state.h. */
#include "badges/document_state.h"

#include "badges/paint.h"
#include "badges/pen.h"

#include <math.h>

static const double MM = 72 / 25.4, HAIR = 0.5;

static const uint32_t COLOURS[DOCUMENT_COLOUR_MAX] = {
	[DOCUMENT_BLACK] = 0x111111,
	[DOCUMENT_SOFT] = 0x4A4F57,
	[DOCUMENT_ACCENT] = 0x0B3C6F,
	[DOCUMENT_RULE] = 0xB9C0C9,
	[DOCUMENT_PALE] = 0xEEF2F6,
};

enum { LINES_AT_ONCE = 256 };

static void set_colour(cairo_t *cr, enum document_colour colour)
{
	uint32_t rgb = COLOURS[colour];
	cairo_set_source_rgb(cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

/* Lines of one style and colour that follow each other go together; returns how many did. */
static size_t draw_lines(struct document *document, cairo_t *cr, const struct mark *marks, size_t n)
{
	struct prose_place places[LINES_AT_ONCE];
	size_t same = 0;
	for (; same < n && same < LINES_AT_ONCE && document_rank(&marks[same]) == document_rank(&marks[0]); same++)
		places[same] = (struct prose_place){ marks[same].what, marks[same].box.x, marks[same].box.y };
	prose_show(document->prose, cr, marks->style, places, same);
	return same;
}

static void draw_fill(cairo_t *cr, const struct mark *mark)
{
	cairo_rectangle(cr, mark->box.x, mark->box.y, mark->box.width, mark->box.height);
}

static void draw_frame(cairo_t *cr, const struct mark *mark)
{
	cairo_set_line_width(cr, HAIR);
	cairo_rectangle(cr, mark->box.x, mark->box.y, mark->box.width, mark->box.height);
	cairo_stroke(cr);
}

static void draw_dashes(cairo_t *cr, const struct mark *mark)
{
	static const double DASHES[] = { 3, 3 };
	cairo_set_line_width(cr, HAIR);
	cairo_set_dash(cr, DASHES, 2, 0);
	cairo_move_to(cr, mark->box.x, mark->box.y);
	cairo_line_to(cr, mark->box.x + mark->box.width, mark->box.y);
	cairo_stroke(cr);
	cairo_set_dash(cr, NULL, 0, 0);
}

static void draw_qr(cairo_t *cr, const struct mark *mark)
{
	struct badge_box mm = { mark->box.x / MM, mark->box.y / MM, mark->box.width / MM, mark->box.height / MM };
	badge_paint_qr(cr, mark->what, &mm, BADGE_MODULES_MASK);
}

static void draw_picture(cairo_t *cr, const struct mark *mark)
{
	const struct document_picture *picture = mark->what;
	double width = picture->width * MM, height = picture->height * MM;
	double scale = fmin(1, fmin(mark->box.width / width, mark->box.height / height));
	cairo_save(cr);
	cairo_translate(cr, mark->box.x + (mark->box.width - width * scale) / 2,
	    mark->box.y + (mark->box.height - height * scale) / 2);
	cairo_scale(cr, scale, scale);
	picture->draw(cr, picture->ctx);
	cairo_restore(cr);
}

static void (*const DRAW[])(cairo_t *, const struct mark *) = {
	[MARK_FRAME] = draw_frame,
	[MARK_DASHES] = draw_dashes,
	[MARK_QR] = draw_qr,
	[MARK_PICTURE] = draw_picture,
};

/* Grounds and rules lie below everything else: one path a colour, the palest first. */
static void draw_fills(cairo_t *cr, const struct mark *marks, size_t n)
{
	for (unsigned colour = DOCUMENT_COLOUR_MAX; colour-- > 0;) {
		for (size_t i = 0; i < n; i++)
			if (marks[i].kind == MARK_FILL && marks[i].colour == colour)
				draw_fill(cr, &marks[i]);
		if (!cairo_has_current_point(cr))
			continue;
		set_colour(cr, (enum document_colour)colour);
		cairo_fill(cr);
	}
}

/* All signatures of a page together: see pen.h. */
static void draw_inks(struct document *document, cairo_t *cr, const struct mark *marks, size_t n)
{
	struct pen_place *places = arena_alloc(document->arena, n * sizeof *places);
	size_t n_places = 0;
	for (size_t i = 0; i < n; i++)
		if (marks[i].kind == MARK_INK)
			places[n_places++] = (struct pen_place){ marks[i].what, marks[i].box };
	if (!n_places)
		return;
	set_colour(cr, DOCUMENT_BLACK);
	pen_draw(cr, places, n_places);
}

void document_draw(struct document *document, cairo_t *cr, size_t from, size_t to)
{
	draw_fills(cr, document->marks + from, to - from);
	draw_inks(document, cr, document->marks + from, to - from);
	for (size_t i = from, n; i < to; i += n) {
		const struct mark *mark = &document->marks[i];
		n = 1;
		if (mark->kind == MARK_FILL || mark->kind == MARK_INK)
			continue;
		set_colour(cr, mark->colour);
		if (mark->kind == MARK_LINE)
			n = draw_lines(document, cr, mark, to - i);
		else
			DRAW[mark->kind](cr, mark);
	}
}
