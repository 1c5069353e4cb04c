/* How finished badges and seating plans look, against small grey pictures in tests/golden/: one pixel a millimetre,
 * so that a line that moved, a text that vanished or a script that fell to boxes is seen, and another patch level of
 * a font is not. Two pictures are the same when they differ by less than 2 of 255 shades in the mean and no square of
 * 8 mm by more than
 * 24. `make golden` draws them anew; look at them before they are kept. Runs from the top of the tree. */
#include "badges/badge.h"
#include "badges/pngw.h"
#include "badges/sample.h"

#include "leaks.h"
#include "png.h"
#include "table.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DPI = 127, DOTS = 5 /* a millimetre */, SQUARE = 8, SIDE_MAX = 420 };

static const double MEAN_MOST = 2, SQUARE_MOST = 24;

static const struct {
	const char *template, *sample;
	size_t side;
} PICTURES[] = {
	{ "a6", "latin", 1 },
	{ "a6", "arabic", 1 },
	{ "a6", "chinese", 1 },
	{ "a6", "cyrillic", 1 },
	{ "a6", "ethiopic", 1 },
	{ "a6", "devanagari", 1 },
	{ "a6", "mixed", 1 },
	{ "a6", "long", 1 },
	{ "card", "mixed", 1 },
	{ "credit-card", "arabic", 1 },
	{ "fan-fold", "ethiopic", 1 },
	{ "fan-fold", "latin", 2 },
	{ "label-62", "chinese", 1 },
	{ "tent-card", "arabic", 1 },
	{ "door-sign", "latin", 1 },
	{ "cover", "cyrillic", 1 },
};

struct grey {
	unsigned width, height;
	uint8_t shade[SIDE_MAX][SIDE_MAX];
};

static unsigned shade_of(const struct badge_pixels *pixels, unsigned x, unsigned y)
{
	unsigned sum = 0;
	for (unsigned i = 0; i < DOTS * DOTS; i++) {
		const uint8_t *row = pixels->bytes + (size_t)(y * DOTS + i / DOTS) * pixels->stride;
		const uint8_t *dot = row + (size_t)4 * (x * DOTS + i % DOTS);
		sum += (2U * dot[0] + 5U * dot[1] + 3U * dot[2]) / 10;
	}
	return sum / (DOTS * DOTS);
}

static enum err take_grey(void *ctx, const struct badge_pixels *pixels)
{
	struct grey *grey = ctx;
	grey->width = pixels->width / DOTS;
	grey->height = pixels->height / DOTS;
	for (unsigned y = 0; y < grey->height; y++)
		for (unsigned x = 0; x < grey->width; x++)
			grey->shade[y][x] = (uint8_t)shade_of(pixels, x, y);
	return OK;
}

static void write_grey(const struct grey *grey, const char *path)
{
	static uint32_t words[SIDE_MAX * SIDE_MAX];
	struct buf file = { 0 };
	for (unsigned y = 0; y < grey->height; y++)
		for (unsigned x = 0; x < grey->width; x++)
			words[y * grey->width + x] = grey->shade[y][x] * 0x010101U;
	struct badge_pixels pixels = { (const uint8_t *)words, grey->width, grey->height, grey->width * sizeof *words,
		72 };
	badge_pngw(&pixels, &file);
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(file.bytes, 1, file.len, out), file.len);
	assert_int_equal(fclose(out), 0);
	buf_finish(&file);
}

static void read_grey(const char *path, struct grey *out)
{
	cairo_surface_t *image = cairo_image_surface_create_from_png(path);
	if (cairo_surface_status(image))
		print_error("%s cannot be read\n", path);
	assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
	out->width = (unsigned)cairo_image_surface_get_width(image);
	out->height = (unsigned)cairo_image_surface_get_height(image);
	assert_true(out->width <= SIDE_MAX && out->height <= SIDE_MAX);
	for (unsigned y = 0; y < out->height; y++)
		for (unsigned x = 0; x < out->width; x++)
			out->shade[y][x] = cairo_image_surface_get_data(
			    image)[(size_t)y * (size_t)cairo_image_surface_get_stride(image) + (size_t)4 * x];
	cairo_surface_destroy(image);
}

/* The mean difference in shades of a box. */
static double difference(
    const struct grey *a, const struct grey *b, unsigned x0, unsigned y0, unsigned width, unsigned height)
{
	long sum = 0;
	for (unsigned y = y0; y < y0 + height; y++)
		for (unsigned x = x0; x < x0 + width; x++)
			sum += labs((long)a->shade[y][x] - (long)b->shade[y][x]);
	return (double)sum / ((double)width * height);
}

static double worst_square(const struct grey *a, const struct grey *b)
{
	double worst = 0;
	for (unsigned y = 0; y + SQUARE <= a->height; y += SQUARE)
		for (unsigned x = 0; x + SQUARE <= a->width; x += SQUARE) {
			double here = difference(a, b, x, y, SQUARE, SQUARE);
			worst = here > worst ? here : worst;
		}
	return worst;
}

static bool looks_the_same(const struct grey *a, const struct grey *b)
{
	return a->width == b->width && a->height == b->height &&
	       difference(a, b, 0, 0, a->width, a->height) < MEAN_MOST && worst_square(a, b) < SQUARE_MOST;
}

/* Keeps it as the golden picture first, when that is asked for. */
static bool is_as_golden(const struct grey *is, const char *path)
{
	static struct grey expected;
	const char *mode = getenv("P2C_GOLDEN");
	if (mode && strcmp(mode, "write") == 0)
		write_grey(is, path);
	read_grey(path, &expected);
	if (looks_the_same(is, &expected))
		return true;
	print_error("%s: the mean differs by %.2f, the worst square by %.1f\n", path,
	    difference(is, &expected, 0, 0, is->width, is->height), worst_square(is, &expected));
	return false;
}

static void draw(struct badge_press *press, size_t at, struct grey *out)
{
	struct arena *arena = arena_create();
	struct badge_data data = *badge_sample(PICTURES[at].sample);
	struct badge_template template =
	    badge_template_side(badge_template_find(arena, PICTURES[at].template), PICTURES[at].side);
	data.day_title = "Partner2Connect · Kigali";
	data.day_dates = "7–9 June 2022";
	assert_int_equal(badge_picture(press, &data, &template, DPI, take_grey, out, NULL), OK);
	arena_destroy(arena);
}

static void badges_look_as_the_golden_pictures_do(void **state)
{
	static struct grey is;
	unsigned differ = 0;
	for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++) {
		char path[120];
		snprintf(path, sizeof path, "tests/golden/%s-%s%s.png", PICTURES[i].template, PICTURES[i].sample,
		    PICTURES[i].side > 1 ? "-back" : "");
		draw(*state, i, &is);
		differ += !is_as_golden(&is, path);
	}
	assert_int_equal(differ, 0);
}

static void a_name_that_is_missing_moved_or_another_is_seen(void **state)
{
	static struct grey is, other;
	struct arena *arena = arena_create();
	const struct badge_template *a6 = badge_template_find(arena, "a6");
	struct badge_data data = *badge_sample("latin");
	data.day_title = "Partner2Connect · Kigali";
	data.day_dates = "7–9 June 2022";
	draw(*state, 0, &is);
	assert_true(looks_the_same(&is, &is));
	static const char *const NAMES[] = { NULL, "", "Željka Ñúñez", "عبد العزيز", "\uFFFF\uFFFE" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		data.name = NAMES[i];
		assert_int_equal(badge_picture(*state, &data, a6, DPI, take_grey, &other, NULL), OK);
		assert_false(looks_the_same(&is, &other));
	}
	arena_destroy(arena);
}

/* ---- seating plans ---- */

static const char *const PLANS[] = { "en", "ar" };

/* The first page, drawn by poppler. */
static void draw_plan(struct badge_press *press, const struct seating_plan_data *data, struct grey *out)
{
	struct folder folder = folder_make();
	struct buf pdf = { 0 };
	char to[320], drawn[320];
	folder_path(&folder, "plan", to);
	folder_path(&folder, "plan.png", drawn);
	assert_int_equal(seating_plan_pdf(press, data, &pdf, NULL), OK);
	char *said =
	    tool_read(&folder, "plan.pdf", &pdf, TOOL("pdftoppm", "-r", "127", "-png", "-singlefile", "%s", to));
	assert_non_null(said);
	cairo_surface_t *image = cairo_image_surface_create_from_png(drawn);
	assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
	struct badge_pixels pixels = { cairo_image_surface_get_data(image),
		(unsigned)cairo_image_surface_get_width(image), (unsigned)cairo_image_surface_get_height(image),
		(size_t)cairo_image_surface_get_stride(image), DPI };
	assert_true(pixels.width / DOTS <= SIDE_MAX && pixels.height / DOTS <= SIDE_MAX);
	take_grey(out, &pixels);
	cairo_surface_destroy(image);
	free(said);
	buf_finish(&pdf);
	folder_remove(&folder);
}

static void seating_plans_look_as_the_golden_pictures_do(void **state)
{
	static struct grey is;
	unsigned differ = 0;
	for (size_t i = 0; i < sizeof PLANS / sizeof *PLANS; i++) {
		char path[120];
		struct seating_plan_data data = table_for_six(PLANS[i]);
		snprintf(path, sizeof path, "tests/golden/seating-plan-%s.png", PLANS[i]);
		draw_plan(*state, &data, &is);
		differ += !is_as_golden(&is, path);
	}
	assert_int_equal(differ, 0);
}

static void a_seat_that_moved_or_changed_hands_is_seen(void **state)
{
	static struct grey is, other;
	struct seating_plan_seat seats[sizeof SEATS / sizeof *SEATS];
	struct seating_plan_data data = table_for_six("en");
	draw_plan(*state, &data, &is);
	data.seats = memcpy(seats, SEATS, sizeof SEATS);
	draw_plan(*state, &data, &other);
	assert_true(looks_the_same(&is, &other));
	seats[0].name = SEATS[1].name;
	seats[0].latin = SEATS[1].latin;
	draw_plan(*state, &data, &other);
	assert_false(looks_the_same(&is, &other));
	seats[0] = SEATS[0];
	seats[5].card.x += 6;
	draw_plan(*state, &data, &other);
	assert_false(looks_the_same(&is, &other));
}

static int setup(void **state)
{
	struct badge_press *press = NULL;
	enum err err = badge_press_create(&press, NULL);
	*state = press;
	return err ? -1 : 0;
}

static int teardown(void **state)
{
	badge_press_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(badges_look_as_the_golden_pictures_do),
		cmocka_unit_test(a_name_that_is_missing_moved_or_another_is_seen),
		cmocka_unit_test(seating_plans_look_as_the_golden_pictures_do),
		cmocka_unit_test(a_seat_that_moved_or_changed_hands_is_seen),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
