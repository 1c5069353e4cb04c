/* See badge.h. The three steps of every badge: lay out, paint, hand over the bytes. */
#include "badges/badge.h"

#include "badges/logo.h"
#include "badges/paint.h"
#include "badges/pngw.h"
#include "badges/text.h"
#include "badges/turn.h"
#include "base/mem.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PT_PER_MM = 72 / 25.4, MM_PER_INCH = 25.4;

/* Which field of the data goes into which slot. */
static const size_t SOURCES[BADGE_SLOT_MAX] = {
	[BADGE_DAY_TITLE] = offsetof(struct badge_data, day_title),
	[BADGE_DAY_DATES] = offsetof(struct badge_data, day_dates),
	[BADGE_NAME] = offsetof(struct badge_data, name),
	[BADGE_NAME_LATIN] = offsetof(struct badge_data, name_latin),
	[BADGE_TITLE] = offsetof(struct badge_data, title),
	[BADGE_ORGANISATION] = offsetof(struct badge_data, organisation),
	[BADGE_COUNTRY_CODE] = offsetof(struct badge_data, country_code),
	[BADGE_COUNTRY] = offsetof(struct badge_data, country),
	[BADGE_ROLE] = offsetof(struct badge_data, role),
	[BADGE_SHORT_CODE] = offsetof(struct badge_data, code),
	[BADGE_CATEGORY] = offsetof(struct badge_data, category),
	[BADGE_CATEGORY_WORDS] = offsetof(struct badge_data, category_words),
	[BADGE_ROOM] = offsetof(struct badge_data, room),
	[BADGE_ROOM_SEATS] = offsetof(struct badge_data, room_seats),
	[BADGE_ROOM_ALLOWED] = offsetof(struct badge_data, room_allowed),
	[BADGE_ROOM_OTHER] = offsetof(struct badge_data, room_other),
	[BADGE_ROOM_SEATS_OTHER] = offsetof(struct badge_data, room_seats_other),
	[BADGE_ROOM_ALLOWED_OTHER] = offsetof(struct badge_data, room_allowed_other),
};

static const char *field_of(const struct badge_data *data, enum badge_slot slot)
{
	const char *text;
	memcpy(&text, (const char *)data + SOURCES[slot], sizeof text);
	return text;
}

/* The cleaned texts; the Latin name only where the name itself cannot be read by those who know no other script. */
static void collect(struct arena *arena, const struct badge_data *data, const char *out_texts[BADGE_SLOT_MAX])
{
	for (unsigned slot = 0; slot < BADGE_WORDS; slot++)
		out_texts[slot] = badge_text_clean(arena, field_of(data, (enum badge_slot)slot));
	out_texts[BADGE_WORDS] = "";
	if (!*out_texts[BADGE_NAME]) {
		out_texts[BADGE_NAME] = out_texts[BADGE_NAME_LATIN];
		out_texts[BADGE_NAME_LATIN] = "";
	} else if (badge_text_is_latin(out_texts[BADGE_NAME])) {
		out_texts[BADGE_NAME_LATIN] = "";
	}
}

/* What all sides of one badge have in common. */
struct sheet {
	struct badge_press *press;
	const struct badge_template *template;
	const char *texts[BADGE_SLOT_MAX];
	struct badge_drawing drawing;
};

static enum err prepare(struct badge_press *press, const struct badge_data *data,
    const struct badge_template *template, enum badge_modules modules, struct sheet *out_sheet,
    struct fault *out_fault)
{
	struct badge_drawing *drawing = &out_sheet->drawing;
	enum err err = badge_qr_make(data->qr, &drawing->qr, out_fault);
	if (err)
		return err;
	arena_reset(badge_press_scratch(press));
	collect(badge_press_scratch(press), data, out_sheet->texts);
	badge_set_language(badge_press_set(press), data->language);
	out_sheet->press = press;
	out_sheet->template = drawing->template = template;
	drawing->photo = &data->photo;
	drawing->logos = badge_press_logos(press);
	drawing->arrow = data->arrow;
	drawing->band_rgb = data->category_rgb & 0xFFFFFF;
	drawing->modules = modules;
	return OK;
}

static enum err broken(cairo_status_t status, struct fault *out_fault)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	return fault_set(out_fault, ERR_BROKEN, "badge", "Drawing failed: %s.", cairo_status_to_string(status));
}

/* Lays one side out, paints it on a page and lets go of the context; the surface stays open. */
static enum err paint_page(
    cairo_surface_t *surface, double scale, struct sheet *sheet, size_t side, struct fault *out_fault)
{
	struct badge_set *set = badge_press_set(sheet->press);
	struct badge_measure measure = badge_set_measure(set);
	sheet->drawing.side = &sheet->template->sides[side];
	turn_take();
	badge_layout_make(sheet->drawing.side, sheet->texts, &measure, &sheet->drawing.layout);
	cairo_t *cr = cairo_create(surface);
	cairo_scale(cr, scale, scale);
	badge_paint(cr, set, &sheet->drawing);
	cairo_show_page(cr);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	turn_give();
	return broken(status, out_fault);
}

static enum err paint_pages(cairo_surface_t *surface, struct sheet *sheet, size_t sides, struct fault *out_fault)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < sides; i++)
		err = paint_page(surface, 1, sheet, i, out_fault);
	return err;
}

/* Where a surface's bytes go. */
struct sink {
	badge_write write;
	void *ctx;
	enum err err;
};

static cairo_status_t sink_write(void *closure, const unsigned char *bytes, unsigned len)
{
	struct sink *sink = closure;
	if (!sink->err)
		sink->err = sink->write(sink->ctx, bytes, len);
	return sink->err ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static enum err write_buf(void *ctx, const void *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return OK;
}

static const char *const TITLES[BADGE_KIND_MAX] = {
	[BADGE_KIND_BADGE] = "Badge",
	[BADGE_KIND_NAMEPLATE] = "Nameplate",
	[BADGE_KIND_DOOR_SIGN] = "Door sign",
	[BADGE_KIND_COVER] = "Badges",
};

/* No personal data and nothing that differs from run to run. */
static cairo_surface_t *open_pdf(struct sink *sink, const struct badge_template *template)
{
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(
	    sink_write, sink, template->width * PT_PER_MM, template->height * PT_PER_MM);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, TITLES[template->kind]);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "p2c");
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	return pdf;
}

static enum err close_surface(cairo_surface_t *surface, struct fault *out_fault)
{
	turn_take(); /* a PDF takes what it needs of the fonts at its end */
	cairo_surface_finish(surface);
	turn_give();
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return broken(status, out_fault);
}

/* Paints the sides on a surface that writes into `file`, and moves that to *out when all went well. */
static enum err deliver(cairo_surface_t *surface, struct sheet *sheet, size_t sides, struct buf *file,
    struct buf *out, struct fault *out_fault)
{
	enum err err = paint_pages(surface, sheet, sides, out_fault);
	enum err end = close_surface(surface, err ? NULL : out_fault);
	if (!err && !end)
		buf_add(out, file->bytes, file->len);
	buf_finish(file);
	return err ? err : end;
}

enum err badge_pdf(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    struct buf *out, struct fault *out_fault)
{
	struct sheet sheet = { 0 };
	struct buf file = { 0 };
	struct sink sink = { write_buf, &file, OK };
	enum err err = prepare(press, data, template, BADGE_MODULES_MASK, &sheet, out_fault);
	if (err)
		return err;
	return deliver(open_pdf(&sink, template), &sheet, template->n_sides, &file, out, out_fault);
}

enum err badge_svg(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    struct buf *out, struct fault *out_fault)
{
	struct sheet sheet = { 0 };
	struct buf file = { 0 };
	struct sink sink = { write_buf, &file, OK };
	enum err err = prepare(press, data, template, BADGE_MODULES_SHAPES, &sheet, out_fault);
	if (err)
		return err;
	cairo_surface_t *svg = cairo_svg_surface_create_for_stream(
	    sink_write, &sink, template->width * PT_PER_MM, template->height * PT_PER_MM);
	return deliver(svg, &sheet, 1, &file, out, out_fault);
}

/* Shades of grey are black or white: a thermal head would make dots of them. */
static void split_tones(cairo_surface_t *image)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(image);
	int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
	for (int y = 0; y < height; y++) {
		unsigned char *row = cairo_image_surface_get_data(image) + (size_t)y * stride;
		for (int x = 0; x < width; x++) {
			unsigned light = 2U * row[4 * x] + 5U * row[4 * x + 1] + 3U * row[4 * x + 2];
			memset(row + (size_t)4 * (size_t)x, light < 5 * 255 ? 0 : 0xFF, 4);
		}
	}
}

static struct badge_pixels pixels_of(cairo_surface_t *image, bool is_black, unsigned dpi)
{
	cairo_surface_flush(image);
	if (is_black)
		split_tones(image);
	return (struct badge_pixels){
		.bytes = cairo_image_surface_get_data(image),
		.width = (unsigned)cairo_image_surface_get_width(image),
		.height = (unsigned)cairo_image_surface_get_height(image),
		.stride = (size_t)cairo_image_surface_get_stride(image),
		.dpi = dpi,
	};
}

static enum err check_dpi(const struct badge_template *template, unsigned dpi, struct fault *out_fault)
{
	double pixels = dpi / MM_PER_INCH * template->width * (dpi / MM_PER_INCH * template->height);
	if (dpi < BADGE_DPI_LEAST || dpi > BADGE_DPI_MOST)
		return fault_set(out_fault, ERR_INVALID, "dpi", "The resolution has to be %d to %d dots an inch.",
		    BADGE_DPI_LEAST, BADGE_DPI_MOST);
	if (pixels > BADGE_PIXELS_MAX)
		return fault_set(out_fault, ERR_INVALID, "dpi",
		    "At %u dots an inch this page is too large a picture. Take fewer, or a PDF.", dpi);
	return OK;
}

enum err badge_picture(struct badge_press *press, const struct badge_data *data,
    const struct badge_template *template, unsigned dpi, badge_take take, void *ctx, struct fault *out_fault)
{
	struct sheet sheet = { 0 };
	enum err err = check_dpi(template, dpi, out_fault);
	if (!err)
		err = prepare(press, data, template, BADGE_MODULES_PIXELS, &sheet, out_fault);
	if (err)
		return err;
	double scale = dpi / MM_PER_INCH;
	cairo_surface_t *image = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)lround(template->width * scale), (int)lround(template->height * scale));
	err = paint_page(image, dpi / 72.0, &sheet, 0, out_fault);
	struct badge_pixels pixels = pixels_of(image, template->is_black, dpi);
	if (!err)
		err = take(ctx, &pixels);
	cairo_surface_destroy(image);
	return err;
}

static enum err take_png(void *ctx, const struct badge_pixels *pixels)
{
	badge_pngw(pixels, ctx);
	return OK;
}

enum err badge_png(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    unsigned dpi, struct buf *out, struct fault *out_fault)
{
	return badge_picture(press, data, template, dpi, take_png, out, out_fault);
}

struct badge_book {
	struct badge_press *press;
	const struct badge_template *template;
	cairo_surface_t *pdf;
	struct sink sink;
};

struct badge_book *badge_book_open(
    struct badge_press *press, const struct badge_template *template, badge_write write, void *ctx)
{
	struct badge_book *book = mem_alloc(sizeof *book);
	*book = (struct badge_book){ .press = press, .template = template, .sink = { write, ctx, OK } };
	book->pdf = open_pdf(&book->sink, template);
	return book;
}

/* An error of the writer says more than the one that cairo makes of it. */
static enum err cause(const struct badge_book *book, enum err err, struct fault *out_fault)
{
	if (!book->sink.err)
		return err;
	return fault_set(out_fault, book->sink.err, "badge", "The book could not be written.");
}

void badge_book_turn_to(struct badge_book *book, const struct badge_template *template)
{
	book->template = template;
	cairo_pdf_surface_set_size(book->pdf, template->width * PT_PER_MM, template->height * PT_PER_MM);
}

enum err badge_book_add(struct badge_book *book, const struct badge_data *data, struct fault *out_fault)
{
	struct sheet sheet = { 0 };
	if (book->sink.err)
		return cause(book, OK, out_fault);
	enum err err = prepare(book->press, data, book->template, BADGE_MODULES_MASK, &sheet, out_fault);
	if (!err)
		err = paint_pages(book->pdf, &sheet, book->template->n_sides, out_fault);
	return cause(book, err, out_fault);
}

enum err badge_book_close(struct badge_book *book, struct fault *out_fault)
{
	if (!book)
		return OK;
	enum err err = cause(book, close_surface(book->pdf, out_fault), out_fault);
	free(book);
	return err;
}
