/* See paint.h. */
#include "badges/paint.h"

#include <endian.h>
#include <math.h>

static const double PT_PER_MM = 72 / 25.4;

static const uint32_t WHITE = 0xFFFFFF, BLACK = 0x000000, SOFT = 0x454545, RULE = 0xB5B5B5;
static const double PALE = 1.3; /* a band with less contrast to the paper gets an outline */

static double linear(uint32_t channel)
{
	double c = (channel & 0xFF) / 255.0;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
	return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

double badge_paint_contrast(uint32_t one, uint32_t other)
{
	double a = luminance(one), b = luminance(other);
	return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

uint32_t badge_paint_ink(uint32_t rgb)
{
	return badge_paint_contrast(rgb, WHITE) >= badge_paint_contrast(rgb, BLACK) ? WHITE : BLACK;
}

static void set_colour(cairo_t *cr, uint32_t rgb)
{
	cairo_set_source_rgb(cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

static void fill_box(cairo_t *cr, const struct badge_box *box, uint32_t rgb)
{
	set_colour(cr, rgb);
	cairo_rectangle(cr, box->x * PT_PER_MM, box->y * PT_PER_MM, box->width * PT_PER_MM, box->height * PT_PER_MM);
	cairo_fill(cr);
}

static void paint_ground(cairo_t *cr, const struct badge_drawing *drawing)
{
	const struct badge_template *template = drawing->template;
	set_colour(cr, WHITE);
	cairo_paint(cr);
	fill_box(cr, &template->edge, drawing->band_rgb);
	fill_box(cr, &template->band, drawing->band_rgb);
	fill_box(cr, &template->rule, RULE);
	if (badge_paint_contrast(drawing->band_rgb, WHITE) < PALE) {
		struct badge_box line = template->band;
		line.height = template->rule.height;
		fill_box(cr, &line, RULE);
	}
}

static void paint_texts(cairo_t *cr, struct badge_set *set, const struct badge_drawing *drawing)
{
	const uint32_t inks[] = {
		[BADGE_INK_TEXT] = BLACK,
		[BADGE_INK_SOFT] = SOFT,
		[BADGE_INK_BAND] = badge_paint_ink(drawing->band_rgb),
	};
	for (unsigned slot = 0; slot < BADGE_SLOT_MAX; slot++) {
		const struct badge_placed *placed = &drawing->layout.texts[slot];
		if (!placed->run.text)
			continue;
		set_colour(cr, inks[drawing->template->types[slot].ink]);
		badge_set_show(set, cr, placed);
	}
}

/* Dark modules of a row that touch become one rectangle. */
static void trace_row(cairo_t *cr, const uint8_t *dark, unsigned side, double y)
{
	for (unsigned from = 0, to; from < side; from = to + 1) {
		for (to = from; to < side && dark[to]; to++)
			continue;
		if (to > from)
			cairo_rectangle(cr, from, y, to - from, 1);
	}
}

static void fill_modules(cairo_t *cr, const struct badge_qr *qr)
{
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
	for (unsigned row = 0; row < qr->side; row++)
		trace_row(cr, qr->dark[row], qr->side, row);
	cairo_fill(cr);
}

/* One bit a module, in the order cairo wants: the machine's. */
static void mask_modules(cairo_t *cr, const struct badge_qr *qr)
{
	cairo_surface_t *bits = cairo_image_surface_create(CAIRO_FORMAT_A1, (int)qr->side, (int)qr->side);
	unsigned char *bytes = cairo_image_surface_get_data(bits);
	size_t stride = (size_t)cairo_image_surface_get_stride(bits);
	for (unsigned row = 0; bytes && row < qr->side; row++)
		for (unsigned column = 0; column < qr->side; column++) {
			unsigned bit = BYTE_ORDER == LITTLE_ENDIAN ? column % 8 : 7 - column % 8;
			bytes[row * stride + column / 8] |= (unsigned char)(qr->dark[row][column] << bit);
		}
	cairo_surface_mark_dirty(bits);
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(bits);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	cairo_mask(cr, pattern);
	cairo_pattern_destroy(pattern);
	cairo_surface_destroy(bits);
}

/* Makes a module the unit and the first module the origin. On pixels both become whole numbers of them: a module is
 * never wider than its neighbour, which cheap scanners care about. */
static void enter_modules(cairo_t *cr, unsigned side, const struct badge_box *box, enum badge_modules modules)
{
	double pixel = 1, unused = 1;
	cairo_scale(cr, PT_PER_MM, PT_PER_MM);
	cairo_user_to_device_distance(cr, &pixel, &unused);
	double all = side + 2 * BADGE_QR_QUIET, module = box->width / all, x = box->x, y = box->y;
	if (modules == BADGE_MODULES_PIXELS && module * pixel >= 1) {
		module = floor(module * pixel) / pixel;
		x = round((box->x + (box->width - module * all) / 2) * pixel) / pixel;
		y = round((box->y + (box->height - module * all) / 2) * pixel) / pixel;
	}
	cairo_translate(cr, x + module * BADGE_QR_QUIET, y + module * BADGE_QR_QUIET);
	cairo_scale(cr, module, module);
}

void badge_paint_qr(cairo_t *cr, const struct badge_qr *qr, const struct badge_box *box, enum badge_modules modules)
{
	if (!qr->side)
		return;
	cairo_save(cr);
	enter_modules(cr, qr->side, box, modules);
	set_colour(cr, BLACK);
	if (modules == BADGE_MODULES_MASK)
		mask_modules(cr, qr);
	else
		fill_modules(cr, qr);
	cairo_restore(cr);
}

void badge_paint(cairo_t *cr, struct badge_set *set, const struct badge_drawing *drawing)
{
	paint_ground(cr, drawing);
	paint_texts(cr, set, drawing);
	badge_paint_qr(cr, &drawing->qr, &drawing->template->qr, drawing->modules);
}
