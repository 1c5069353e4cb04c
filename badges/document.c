/* See document.h. What stands on the pages is listed first and drawn (document_draw.c) at the end, when their number
 * is known. */
#include "badges/document_state.h"

#include "badges/paper_words.h"
#include "badges/text.h"
#include "badges/turn.h"
#include "base/mem.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double MM = 72 / 25.4; /* everything below is in points */
static const double SHORT_SIDE = 210, LONG_SIDE = 297;
static const double SIDE = 18, HEAD = 24, FOOT = 22; /* margins, mm */
static const double HEAD_LINE = 12,
		    FOOT_LINE = 14; /* where the running head stands, and the rule over the foot, mm */
static const double PAD_X = 4, PAD_Y = 4, INK_HEIGHT = 46, HAIR = 0.5;
static const char UNDATED[] = "2000-01-01T00:00:00Z";

struct document *document_open(
    struct badge_press *press, const struct paper *paper, const struct document_frame *frame)
{
	struct document *document = mem_alloc(sizeof *document);
	document->press = press;
	document->paper = paper;
	document->frame = frame;
	document->arena = arena_create();
	turn_take(); /* until it is dropped */
	document->prose = prose_open(badge_press_set(press), document->arena);
	document->width = (frame->is_landscape ? LONG_SIDE : SHORT_SIDE) * MM;
	document->height = (frame->is_landscape ? SHORT_SIDE : LONG_SIDE) * MM;
	document->is_rtl = paper_is_rtl(paper->language);
	document->y = HEAD * MM;
	return document;
}

void document_drop(struct document *document)
{
	prose_close(document->prose);
	turn_give();
	arena_destroy(document->arena);
	free(document->marks);
	free(document->ends);
	free(document);
}

struct arena *document_arena(struct document *document)
{
	return document->arena;
}

const char *document_clean(struct document *document, const char *text)
{
	return badge_text_clean(document->arena, text);
}

void document_turn(struct document *document, bool is_rtl)
{
	document->is_rtl = is_rtl;
}

bool document_is_rtl(const struct document *document)
{
	return document->is_rtl;
}

/* ---- what is listed ---- */

static struct mark *add_mark(struct document *document, enum mark_kind kind, enum document_colour colour)
{
	if (document->n_marks == document->marks_cap) {
		document->marks_cap = document->marks_cap ? document->marks_cap * 2 : 1024;
		document->marks = mem_grow(document->marks, document->marks_cap * sizeof *document->marks);
	}
	struct mark *mark = &document->marks[document->n_marks++];
	*mark = (struct mark){ .kind = kind, .colour = colour };
	return mark;
}

static double text_width(const struct document *document)
{
	return document->width - 2 * SIDE * MM;
}

/* Where something that wide begins on the paper, x points from the start of the line. */
static double across(const struct document *document, double x, double width)
{
	return document->is_rtl ? document->width - SIDE * MM - x - width : SIDE * MM + x;
}

static void add_box(struct document *document, enum mark_kind kind, enum document_colour colour,
    const struct badge_box *box, const void *what)
{
	struct mark *mark = add_mark(document, kind, colour);
	mark->box = (struct badge_box){ across(document, box->x, box->width), box->y, box->width, box->height };
	mark->what = what;
}

static void add_line(struct document *document, const struct document_text *text, const struct prose_line *line,
    double x, double y, double width)
{
	double line_width = (double)line->width, rest = width - line_width;
	double shift = text->align == BADGE_START ? 0 : text->align == BADGE_END ? rest : rest / 2;
	struct mark *mark = add_mark(document, MARK_LINE, text->colour);
	mark->style = text->style;
	mark->what = line;
	mark->box = (struct badge_box){ across(document, x + shift, line_width), y, line_width, 0 };
}

static const struct prose *set_text(struct document *document, const struct document_text *text, double width)
{
	return prose_set(document->prose, text->style, text->language, text->text ? text->text : "", width);
}

static double height_of(struct document *document, const struct document_text *texts, unsigned n, double width)
{
	double height = 0;
	for (unsigned i = 0; i < n; i++)
		height += set_text(document, &texts[i], width)->n_lines * prose_leading(texts[i].style);
	return height;
}

/* What says that a text goes on: right behind its last line. */
static void add_ellipsis(
    struct document *document, const struct document_text *text, const struct prose_line *last, double x, double y)
{
	const struct prose *more = prose_set(document->prose, text->style, NULL, "…", INFINITY);
	struct document_text behind = *text;
	behind.align = BADGE_START;
	add_line(document, &behind, more->lines, x + (double)last->width, y, (double)more->lines->width);
}

/* Lists a text from y on; where `bottom` cuts it, an ellipsis says so. Returns where the next one begins. */
static double add_text(
    struct document *document, const struct document_text *text, double x, double y, double width, double bottom)
{
	const struct prose *prose = set_text(document, text, width);
	double leading = prose_leading(text->style);
	for (unsigned i = 0; i < prose->n_lines && y + leading < bottom + 0.01; i++) {
		add_line(document, text, &prose->lines[i], x, y, width);
		if (i + 1 < prose->n_lines && y + 2 * leading > bottom + 0.01)
			add_ellipsis(document, text, &prose->lines[i], x, y);
		y += leading;
	}
	return y;
}

/* ---- what follows the text before it ---- */

static double bottom_of(const struct document *document)
{
	return document->height - (document->frame->is_bare ? SIDE : FOOT) * MM;
}

static void end_page(struct document *document)
{
	if (document->n_ends == document->ends_cap) {
		document->ends_cap = document->ends_cap ? document->ends_cap * 2 : 64;
		document->ends = mem_grow(document->ends, document->ends_cap * sizeof *document->ends);
	}
	document->ends[document->n_ends++] = document->n_marks;
}

void document_new_page(struct document *document)
{
	end_page(document);
	document->y = HEAD * MM;
	document->is_head_due = document->columns != NULL;
}

static void need(struct document *document, double height)
{
	if (document->y + height > bottom_of(document) + 0.01 && document->y > HEAD * MM)
		document_new_page(document);
}

void document_need(struct document *document, double height)
{
	need(document, height * MM);
}

void document_space(struct document *document, double height)
{
	document->y += height * MM;
}

void document_paragraph(struct document *document, const struct document_text *text)
{
	const struct prose *prose = set_text(document, text, text_width(document));
	double leading = prose_leading(text->style);
	document->columns = NULL;
	for (unsigned i = 0; i < prose->n_lines; i++) {
		bool keeps_next = prose->n_lines > 1 && (i == 0 || i + 2 == prose->n_lines);
		need(document, keeps_next ? 2 * leading : leading);
		add_line(document, text, &prose->lines[i], 0, document->y, text_width(document));
		document->y += leading;
	}
}

void document_rule(struct document *document, enum document_colour colour, double thickness)
{
	struct badge_box box = { 0, document->y, text_width(document), thickness * MM };
	add_box(document, MARK_FILL, colour, &box, NULL);
	document->y += box.height;
}

/* ---- tables ---- */

void document_table(struct document *document, const struct document_column *columns, unsigned n)
{
	document->columns = columns;
	document->n_columns = n;
	document->is_head_due = true;
}

static double column_width(const struct document *document, unsigned column)
{
	double all = 0;
	for (unsigned i = 0; i < document->n_columns; i++)
		all += document->columns[i].width;
	return text_width(document) * document->columns[column].width / all;
}

static struct document_text head_text(const struct document *document, unsigned column)
{
	const struct document_column *from = &document->columns[column];
	return (struct document_text){ PROSE_SMALL_BOLD, DOCUMENT_ACCENT, from->align, document->paper->language,
		from->title };
}

static double head_height(struct document *document)
{
	double most = 0;
	for (unsigned i = 0; i < document->n_columns; i++) {
		struct document_text text = head_text(document, i);
		most = fmax(most, height_of(document, &text, 1, column_width(document, i) - 2 * PAD_X));
	}
	return most + 2 * PAD_Y;
}

static void add_head(struct document *document)
{
	double height = head_height(document), x = 0;
	struct badge_box ground = { 0, document->y, text_width(document), height };
	struct badge_box rule = { 0, document->y + height - HAIR * 1.5, text_width(document), HAIR * 1.5 };
	add_box(document, MARK_FILL, DOCUMENT_PALE, &ground, NULL);
	add_box(document, MARK_FILL, DOCUMENT_ACCENT, &rule, NULL);
	for (unsigned i = 0; i < document->n_columns; i++) {
		struct document_text text = head_text(document, i);
		double width = column_width(document, i);
		add_text(document, &text, x + PAD_X, document->y + PAD_Y, width - 2 * PAD_X, INFINITY);
		x += width;
	}
	document->y += height;
	document->is_head_due = false;
}

static double cell_height(struct document *document, const struct document_cell *cell, double width)
{
	return height_of(document, cell->texts, cell->n_texts, width) + (cell->ink ? INK_HEIGHT : 0);
}

static void add_cell(
    struct document *document, const struct document_cell *cell, double x, double width, double bottom)
{
	double y = document->y + PAD_Y;
	struct badge_box ink = { x, document->y + PAD_Y / 2, width, INK_HEIGHT };
	if (cell->ink) {
		add_box(document, MARK_INK, DOCUMENT_BLACK, &ink, cell->ink);
		y += INK_HEIGHT;
	}
	for (unsigned i = 0; i < cell->n_texts; i++)
		y = add_text(document, &cell->texts[i], x, y, width, bottom);
}

static double cells_height(struct document *document, const struct document_cell *cells)
{
	double most = 0;
	for (unsigned i = 0; i < document->n_columns; i++)
		most = fmax(most, cell_height(document, &cells[i], column_width(document, i) - 2 * PAD_X));
	return most + 2 * PAD_Y;
}

static double notes_height(struct document *document, const struct document_text *notes, unsigned n)
{
	double height = height_of(document, notes, n, text_width(document) - 2 * PAD_X);
	return height > 0 ? height + PAD_Y : 0;
}

/* Puts together what is drawn alike; otherwise the order stays. A row has few marks, most of them in order. */
static void sort_marks(struct mark *marks, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct mark mark = marks[i];
		size_t to = i;
		for (; to && document_rank(&marks[to - 1]) > document_rank(&mark); to--)
			marks[to] = marks[to - 1];
		marks[to] = mark;
	}
}

double document_row(
    struct document *document, const struct document_cell *cells, const struct document_text *notes, unsigned n_notes)
{
	/* Whatever the cells say, the notes get their half of a page. */
	double page = bottom_of(document) - HEAD * MM - head_height(document),
	       below = notes_height(document, notes, n_notes);
	double above = fmin(cells_height(document, cells), page - fmin(below, page / 2));
	double height = fmin(above + below, page), x = 0;
	need(document, height + (document->is_head_due ? head_height(document) : 0));
	if (document->is_head_due)
		add_head(document);
	size_t first = document->n_marks;
	for (unsigned i = 0; i < document->n_columns; i++) {
		double width = column_width(document, i);
		add_cell(document, &cells[i], x + PAD_X, width - 2 * PAD_X, document->y + above - PAD_Y);
		x += width;
	}
	double y = document->y + above - PAD_Y / 2, bottom = document->y + height;
	for (unsigned i = 0; i < n_notes; i++)
		y = add_text(document, &notes[i], PAD_X, y, text_width(document) - 2 * PAD_X, bottom);
	struct badge_box rule = { 0, bottom, text_width(document), HAIR };
	add_box(document, MARK_FILL, DOCUMENT_RULE, &rule, NULL);
	sort_marks(document->marks + first, document->n_marks - first);
	document->y = bottom + HAIR;
	turn_pass();
	return (height + HAIR) / MM;
}

/* ---- what has a place of its own ---- */

double document_width(const struct document *document)
{
	return text_width(document) / MM;
}

double document_y(const struct document *document)
{
	return document->y / MM;
}

double document_rest(const struct document *document)
{
	return (bottom_of(document) - document->y) / MM;
}

double document_text_at(
    struct document *document, double x, double y, double width, const struct document_text *text, unsigned lines)
{
	double bottom = lines ? y * MM + lines * prose_leading(text->style) : INFINITY;
	return add_text(document, text, x * MM, y * MM, width * MM, bottom) / MM - y;
}

static struct badge_box in_points(const struct badge_box *box)
{
	return (struct badge_box){ box->x * MM, box->y * MM, box->width * MM, box->height * MM };
}

void document_fill_at(struct document *document, const struct badge_box *box, enum document_colour colour)
{
	struct badge_box points = in_points(box);
	add_box(document, MARK_FILL, colour, &points, NULL);
}

void document_frame_at(struct document *document, const struct badge_box *box, enum document_colour colour)
{
	struct badge_box points = in_points(box);
	add_box(document, MARK_FRAME, colour, &points, NULL);
}

void document_cut_at(struct document *document, double y)
{
	add_mark(document, MARK_DASHES, DOCUMENT_SOFT)->box = (struct badge_box){ 0, y * MM, document->width, 0 };
}

void document_qr_at(struct document *document, const struct badge_qr *qr, const struct badge_box *box)
{
	struct badge_box points = in_points(box);
	struct badge_qr *kept = arena_new(document->arena, struct badge_qr);
	*kept = *qr;
	add_box(document, MARK_QR, DOCUMENT_BLACK, &points, kept);
}

void document_picture_at(
    struct document *document, const struct document_picture *picture, const struct badge_box *box)
{
	struct badge_box points = in_points(box);
	add_box(document, MARK_PICTURE, DOCUMENT_BLACK, &points, picture);
}

/* ---- drawing ---- */

/* Lists head and foot of a page behind everything else. */
static void add_frame(struct document *document, size_t page)
{
	const struct document_frame *frame = document->frame;
	const char *language = document->paper->language;
	const char *number = arena_printf(document->arena, "%zu / %zu", page + 1, document->n_ends);
	double width = text_width(document), half = width / 2, foot = document->height - FOOT_LINE * MM;
	struct document_text day = { PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, language,
		document_clean(document, document->paper->day_title) };
	struct document_text title = { PROSE_SMALL, DOCUMENT_SOFT, BADGE_END, language, page ? frame->title : "" };
	struct document_text foot_text = { PROSE_MONO_SMALL, DOCUMENT_SOFT, BADGE_START, language, frame->footer };
	struct document_text pages = { PROSE_SMALL, DOCUMENT_SOFT, BADGE_END, NULL, number };
	struct badge_box rule = { 0, foot, width, HAIR };
	double top = HEAD_LINE * MM, once = prose_leading(PROSE_SMALL);
	add_text(document, &day, 0, top, half, top + once);
	add_text(document, &title, half, top, half, top + once);
	add_box(document, MARK_FILL, DOCUMENT_RULE, &rule, NULL);
	add_text(document, &foot_text, 0, foot + 4, width - 30 * MM, foot + 4 + 2 * prose_leading(PROSE_MONO_SMALL));
	add_text(document, &pages, width - 28 * MM, foot + 4, 28 * MM, INFINITY);
}

static void draw_pages(struct document *document, cairo_surface_t *pdf)
{
	cairo_t *cr = cairo_create(pdf);
	document->is_rtl = paper_is_rtl(document->paper->language);
	for (size_t page = 0, from = 0; page < document->n_ends; page++) {
		size_t extra = document->n_marks;
		document_draw(document, cr, from, document->ends[page]);
		if (!document->frame->is_bare)
			add_frame(document, page);
		document_draw(document, cr, extra, document->n_marks);
		document->n_marks = extra;
		from = document->ends[page];
		cairo_show_page(cr);
		turn_pass();
	}
	cairo_destroy(cr);
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned len)
{
	buf_add(closure, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t close_surface(cairo_surface_t *pdf)
{
	cairo_surface_finish(pdf);
	cairo_status_t status = cairo_surface_status(pdf);
	cairo_surface_destroy(pdf);
	return status;
}

enum err document_close(struct document *document, struct buf *out, struct fault *out_fault)
{
	struct buf file = { 0 };
	const char *made = document->paper->made_iso;
	cairo_surface_t *pdf =
	    cairo_pdf_surface_create_for_stream(take_bytes, &file, document->width, document->height);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, document->frame->title);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "p2c");
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, made && *made ? made : UNDATED);
	end_page(document);
	draw_pages(document, pdf);
	cairo_status_t status = close_surface(pdf);
	if (status == CAIRO_STATUS_SUCCESS)
		buf_add(out, file.bytes, file.len);
	buf_finish(&file);
	document_drop(document);
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	return fault_set(out_fault, ERR_BROKEN, "document", "Drawing failed: %s.", cairo_status_to_string(status));
}
