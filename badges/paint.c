/* See paint.h. */
#include "badges/paint.h"

#include "badges/portrait.h"

#include <endian.h>
#include <math.h>

static const double PT_PER_MM = 72 / 25.4;

static const uint32_t WHITE = 0xFFFFFF, BLACK = 0x000000, SOFT = 0x454545, RULE = 0xB5B5B5;
static const double PALE = 1.3;    /* a band with less contrast to the paper gets an outline */
static const double LINE = 0.25;   /* mm, of that outline */
static const double MIDDLE = 0.18; /* the luminance of what looks half as bright as white */

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

/* On a printer that has only black, what is darker than its middle is black. */
static uint32_t printed(const struct badge_drawing *drawing, uint32_t rgb)
{
	if (!drawing->template->is_black)
		return rgb;
	return luminance(rgb) < MIDDLE ? BLACK : WHITE;
}

static uint32_t category_of(const struct badge_drawing *drawing)
{
	return drawing->template->is_black ? BLACK : drawing->band_rgb;
}

/* The edge of a band that would be lost on the paper: at its top, or below where it begins at the page's. */
static void outline(cairo_t *cr, const struct badge_box *band)
{
	struct badge_box line = *band;
	line.height = LINE;
	if (band->y < LINE)
		line.y += band->height - LINE;
	fill_box(cr, &line, RULE);
}

static void paint_bands(cairo_t *cr, const struct badge_drawing *drawing)
{
	const struct badge_side *side = drawing->side;
	uint32_t category = category_of(drawing);
	bool is_pale = badge_paint_contrast(category, WHITE) < PALE;
	for (size_t i = 0; i < side->n_bands; i++) {
		const struct badge_band *band = &side->bands[i];
		fill_box(cr, &band->box, band->is_category ? category : printed(drawing, band->rgb));
		if (band->is_category && is_pale)
			outline(cr, &band->box);
	}
}

static void paint_ground(cairo_t *cr, const struct badge_drawing *drawing)
{
	set_colour(cr, WHITE);
	cairo_paint(cr);
	paint_bands(cr, drawing);
	for (size_t i = 0; i < drawing->side->n_logos; i++)
		badge_logos_paint(drawing->logos, cr, &drawing->side->logos[i]);
	if (drawing->side->photo.width > 0)
		badge_portrait_paint(
		    cr, drawing->photo, &drawing->side->photo, drawing->modules == BADGE_MODULES_PIXELS);
}

/* Turns the page about the middle of a box. */
static void turn(cairo_t *cr, const struct badge_box *box, double degrees)
{
	double x = (box->x + box->width / 2) * PT_PER_MM, y = (box->y + box->height / 2) * PT_PER_MM;
	cairo_translate(cr, x, y);
	cairo_rotate(cr, degrees * (M_PI / 180));
	cairo_translate(cr, -x, -y);
}

void badge_paint_layout(
    cairo_t *cr, struct badge_set *set, const struct badge_layout *layout, const uint32_t inks[BADGE_INK_MAX])
{
	for (size_t i = 0; i < layout->n; i++) {
		const struct badge_placed *placed = &layout->texts[i];
		const struct badge_field *field = placed->field;
		set_colour(cr, inks[placed->ink]);
		if (!field->turn) {
			badge_set_show(set, cr, placed);
			continue;
		}
		cairo_save(cr);
		turn(cr, &field->box, field->turn);
		badge_set_show(set, cr, placed);
		cairo_restore(cr);
	}
}

static void paint_texts(cairo_t *cr, struct badge_set *set, const struct badge_drawing *drawing)
{
	const uint32_t inks[BADGE_INK_MAX] = {
		[BADGE_INK_TEXT] = BLACK,
		[BADGE_INK_SOFT] = drawing->template->is_black ? BLACK : SOFT,
		[BADGE_INK_BAND] = badge_paint_ink(category_of(drawing)),
		[BADGE_INK_WHITE] = WHITE,
	};
	badge_paint_layout(cr, set, &drawing->layout, inks);
}

/* Points to the right in a square of side 1 about the origin. */
static void trace_arrow(cairo_t *cr)
{
	static const double POINTS[][2] = { { 0.5, 0 }, { 0.02, 0.44 }, { -0.13, 0.30 }, { 0.11, 0.09 },
		{ -0.5, 0.09 }, { -0.5, -0.09 }, { 0.11, -0.09 }, { -0.13, -0.30 }, { 0.02, -0.44 } };
	for (size_t i = 0; i < sizeof POINTS / sizeof *POINTS; i++)
		cairo_line_to(cr, POINTS[i][0], POINTS[i][1]);
	cairo_close_path(cr);
}

static void paint_arrow(cairo_t *cr, const struct badge_drawing *drawing)
{
	const struct badge_box *box = &drawing->side->arrow;
	double side = fmin(box->width, box->height) * PT_PER_MM;
	if (drawing->arrow == BADGE_ARROW_NONE || side <= 0)
		return;
	cairo_save(cr);
	cairo_translate(cr, (box->x + box->width / 2) * PT_PER_MM, (box->y + box->height / 2) * PT_PER_MM);
	cairo_scale(cr, side, side);
	cairo_rotate(cr, ((int)drawing->arrow - BADGE_ARROW_RIGHT) * (M_PI / 2));
	trace_arrow(cr);
	set_colour(cr, category_of(drawing));
	cairo_fill(cr);
	cairo_restore(cr);
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
	paint_arrow(cr, drawing);
	paint_texts(cr, set, drawing);
	if (drawing->side->qr.width > 0)
		badge_paint_qr(cr, &drawing->qr, &drawing->side->qr, drawing->modules);
}
