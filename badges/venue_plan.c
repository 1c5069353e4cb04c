/* See venue_plan.h. A PNG goes through photo_codec.h, a drawing through logo.h; both end as pixels for pngw.h. */
#include "badges/venue_plan.h"

#include "badges/logo.h"
#include "badges/photo_codec.h"
#include "badges/pngw.h"
#include "base/mem.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RGB = 3, DPI = 96 };

static const char PNG_SIGN[] = "\x89PNG\r\n\x1a\n";
static const char FIELD[] = "plan";

static enum err check_size(double width, double height, struct fault *out_fault)
{
	if (width > VENUE_PLAN_SIDE_MAX || height > VENUE_PLAN_SIDE_MAX)
		return fault_set(
		    out_fault, ERR_TOO_BIG, FIELD, "A floor plan has at most %d pixels a side.", VENUE_PLAN_SIDE_MAX);
	if (width < VENUE_PLAN_SIDE_LEAST || height < VENUE_PLAN_SIDE_LEAST)
		return fault_set(out_fault, ERR_INVALID, FIELD, "A floor plan has at least %d pixels a side.",
		    VENUE_PLAN_SIDE_LEAST);
	return OK;
}

static enum err keep(const struct badge_pixels *pixels, struct buf *out_png, struct fault *out_fault)
{
	size_t before = out_png->len;
	badge_pngw(pixels, out_png);
	if (out_png->len - before <= VENUE_PLAN_KEPT_MAX)
		return OK;
	out_png->len = before;
	return fault_set(out_fault, ERR_TOO_BIG, FIELD,
	    "The picture has too many colours to be kept small. Draw it with plain areas, or make it smaller.");
}

/* ---- SVG ---- */

static enum err draw(const char *svg, struct venue_plan_size size, struct buf *out_png, struct fault *out_fault)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)size.width, (int)size.height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	enum err err = badge_drawing_paint(svg, cr, size.width, size.height);
	if (err || cairo_status(cr))
		err = fault_set(out_fault, ERR_INVALID, FIELD, "The drawing cannot be drawn.");
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	if (!err)
		err = keep(&(struct badge_pixels){ cairo_image_surface_get_data(surface), size.width, size.height,
			       (size_t)cairo_image_surface_get_stride(surface), DPI },
		    out_png, out_fault);
	cairo_surface_destroy(surface);
	return err;
}

static enum err take_svg(
    const char *svg, struct buf *out_png, struct venue_plan_size *out_size, struct fault *out_fault)
{
	double width, height;
	enum err err = badge_logo_check(svg, DRAWING_PLAN, FIELD, out_fault);
	if (err)
		return err;
	if (!badge_drawing_size(svg, &width, &height))
		return fault_set(out_fault, ERR_INVALID, FIELD,
		    "The drawing does not say how large it is (width, height or viewBox).");
	double scale = VENUE_PLAN_SIDE / fmax(width, height);
	struct venue_plan_size size = { (unsigned)lround(width * scale), (unsigned)lround(height * scale) };
	err = check_size(size.width, size.height, out_fault);
	if (!err)
		err = draw(svg, size, out_png, out_fault);
	if (!err)
		*out_size = size;
	return err;
}

/* ---- PNG ---- */

static enum err unreadable(enum err err, struct fault *out_fault)
{
	return fault_set(out_fault, err, FIELD, "The picture is damaged, not whole, or too large. Save it anew.");
}

static enum err read_rows(
    struct photo_reader *reader, struct venue_plan_size size, uint32_t *words, struct fault *out_fault)
{
	enum err err = photo_reader_start(reader, 1, NULL);
	for (unsigned y = 0; !err && y < size.height; y++) {
		const uint8_t *rgb;
		err = photo_reader_row(reader, &rgb, NULL);
		for (unsigned x = 0; !err && x < size.width; x++, rgb += RGB)
			words[(size_t)y * size.width + x] = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
	}
	err = err ? err : photo_reader_finish(reader, NULL);
	return err ? unreadable(err, out_fault) : OK;
}

static enum err take_png(
    const void *bytes, size_t len, struct buf *out_png, struct venue_plan_size *out_size, struct fault *out_fault)
{
	struct photo_reader *reader;
	enum err err = photo_reader_open(bytes, len, &reader, NULL);
	if (err)
		return unreadable(err, out_fault);
	struct photo_head head = photo_reader_head(reader);
	struct venue_plan_size size = { head.width, head.height };
	uint32_t *words = NULL;
	err = check_size(size.width, size.height, out_fault);
	if (!err) {
		words = mem_alloc(sizeof *words * size.width * size.height);
		err = read_rows(reader, size, words, out_fault);
	}
	if (!err)
		err = keep(&(struct badge_pixels){ (const uint8_t *)words, size.width, size.height,
			       sizeof *words * size.width, DPI },
		    out_png, out_fault);
	free(words);
	photo_reader_close(reader);
	if (!err)
		*out_size = size;
	return err;
}

/* Does it begin as an SVG does: perhaps a byte order mark, white space, and a tag? */
static bool is_markup(const char *text)
{
	text += strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	text += strspn(text, " \t\r\n");
	return *text == '<';
}

enum err venue_plan_take(
    const void *bytes, size_t len, struct buf *out_png, struct venue_plan_size *out_size, struct fault *out_fault)
{
	if (len > VENUE_PLAN_BYTES_MAX)
		return fault_set(out_fault, ERR_TOO_BIG, FIELD, "A floor plan has at most 2 MB.");
	if (len >= sizeof PNG_SIGN - 1 && memcmp(bytes, PNG_SIGN, sizeof PNG_SIGN - 1) == 0)
		return take_png(bytes, len, out_png, out_size, out_fault);
	/* Text from here on, and so without a zero byte in it. */
	if (!len || memchr(bytes, '\0', len))
		return fault_set(out_fault, ERR_MEDIA_TYPE, FIELD, "A floor plan is a PNG or an SVG.");
	char *svg = mem_alloc(len + 1);
	memcpy(svg, bytes, len);
	enum err err = is_markup(svg)
			   ? take_svg(svg, out_png, out_size, out_fault)
			   : fault_set(out_fault, ERR_MEDIA_TYPE, FIELD, "A floor plan is a PNG or an SVG.");
	free(svg);
	return err;
}
