/* Signatures as drawings: inside their box whatever the tablet sent. */
#include "badges/pen.h"

#include "papers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 200, MARGIN = 40 };

static const struct badge_box BOX = { MARGIN, MARGIN, SIDE - 2 * MARGIN, SIDE - 2 * MARGIN };

static cairo_surface_t *paint(const struct ink *ink)
{
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
	cairo_t *cr = cairo_create(image);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	pen_draw(cr, &(struct pen_place){ ink, BOX }, 1);
	assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_flush(image);
	return image;
}

static bool has_ink(cairo_surface_t *image, int x, int y)
{
	uint32_t pixel;
	memcpy(&pixel, cairo_image_surface_get_data(image) + y * cairo_image_surface_get_stride(image) + x * 4, 4);
	return (pixel & 0xFFFFFF) != 0xFFFFFF;
}

/* The drawing on white; how many of its pixels are not white in the box and outside. */
static void draw(const struct ink *ink, unsigned *out_inside, unsigned *out_outside)
{
	cairo_surface_t *image = paint(ink);
	*out_inside = *out_outside = 0;
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			bool is_in = x >= MARGIN && x < SIDE - MARGIN && y >= MARGIN && y < SIDE - MARGIN;
			*(is_in ? out_inside : out_outside) += has_ink(image, x, y);
		}
	cairo_surface_destroy(image);
}

static void assert_drawn_inside(const struct ink *ink)
{
	unsigned inside, outside;
	assert_true(pen_can_draw(ink));
	draw(ink, &inside, &outside);
	assert_int_equal(outside, 0);
	assert_true(inside > 0);
}

static void a_signature_stays_in_its_box(void **state)
{
	(void)state;
	struct ink ink = sample_ink();
	assert_drawn_inside(&ink);
}

/* Is there ink where that point of a picture of 100 by 100 must be, or right beside? */
static bool is_near(cairo_surface_t *image, const struct ink_point *point)
{
	int left = (int)(BOX.x + (double)point->x * BOX.width / 100),
	    top = (int)(BOX.y + (double)point->y * BOX.height / 100);
	for (int y = top - 1; y <= top + 1; y++)
		for (int x = left - 1; x <= left + 1; x++)
			if (has_ink(image, x, y))
				return true;
	return false;
}

static void assert_passes_all(const struct ink_point *points, size_t n)
{
	struct ink_stroke stroke = { points, n };
	cairo_surface_t *image = paint(&(struct ink){ &stroke, 1 });
	for (size_t i = 0; i < n; i++)
		if (!is_near(image, &points[i]))
			fail_msg("no ink at point %zu", i);
	cairo_surface_destroy(image);
}

static void loops_pass_all_their_points(void **state)
{
	enum { LOOPS = 200 };
	struct ink_point points[LOOPS] = { { 0, 0, 0, 0 }, [LOOPS - 1] = { 100, 100, 0, 0 } };
	(void)state;
	for (unsigned i = 1; i + 1 < LOOPS; i++) {
		double t = i * 0.2;
		points[i] =
		    (struct ink_point){ (float)(20 + 0.3 * i + 15 * cos(t)), (float)(50 + 40 * sin(t)), 0, i * 8 };
	}
	assert_passes_all(points, LOOPS);
}

static void corners_stay_sharp(void **state)
{
	static const struct ink_point ZIGZAG[] = { { 0, 100, 0, 0 }, { 10, 0, 0, 9 }, { 20, 100, 0, 18 },
		{ 50, 10, 0, 27 }, { 50, 90, 0, 36 }, { 100, 90, 0, 45 }, { 60, 80, 0, 54 } };
	(void)state;
	assert_passes_all(ZIGZAG, sizeof ZIGZAG / sizeof *ZIGZAG);
}

static void wild_scribbles_stay_in_their_box(void **state)
{
	enum { WILD = 5000 };
	struct ink_point *points = calloc(WILD, sizeof *points);
	struct ink_stroke stroke = { points, WILD };
	struct ink ink = { &stroke, 1 };
	uint32_t seed = 1;
	(void)state;
	for (size_t i = 0; i < WILD; i++) {
		seed = seed * 1664525 + 1013904223;
		points[i] =
		    (struct ink_point){ (float)(seed >> 8), (float)(seed << 8), (float)(seed & 3) / 2, seed & 31 };
	}
	assert_drawn_inside(&ink);
	free(points);
}

static void a_dot_and_a_flat_line_are_drawn(void **state)
{
	static const struct ink_point DOT = { 17, -4, 0.5F, 0 };
	static const struct ink_point FLAT[] = { { 0, 5, 0, 0 }, { 1e30F, 5, 0, 9 } };
	static const struct ink_stroke STROKES[] = { { &DOT, 1 }, { FLAT, 2 } };
	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_drawn_inside(&(struct ink){ &STROKES[i], 1 });
}

static void a_small_mark_does_not_fill_the_box(void **state)
{
	static const struct ink_point TICK[] = { { 0, 0, 0, 0 }, { 0.1F, 0.1F, 0, 9 } };
	static const struct ink_stroke STROKE = { TICK, 2 };
	unsigned inside, outside;
	(void)state;
	draw(&(struct ink){ &STROKE, 1 }, &inside, &outside);
	assert_in_range(inside, 4, 60);
}

static void nothing_written_draws_nothing(void **state)
{
	static const struct ink_stroke EMPTY = { NULL, 0 };
	unsigned inside, outside;
	(void)state;
	draw(&(struct ink){ NULL, 0 }, &inside, &outside);
	assert_int_equal(inside + outside, 0);
	draw(&(struct ink){ &EMPTY, 1 }, &inside, &outside);
	assert_int_equal(inside + outside, 0);
}

static void numbers_that_are_none_cannot_be_drawn(void **state)
{
	static const struct ink_point WRONG[] = { { NAN, 0, 0, 0 }, { 0, INFINITY, 0, 0 }, { 0, 0, -INFINITY, 0 } };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct ink_stroke stroke = { &WRONG[i], 1 };
		assert_false(pen_can_draw(&(struct ink){ &stroke, 1 }));
	}
}

static void more_points_than_a_hand_writes_cannot_be_drawn(void **state)
{
	struct ink_point *points = calloc(INK_POINTS_MAX, sizeof *points);
	struct ink_stroke strokes[] = { { points, INK_POINTS_MAX }, { points, 1 } };
	(void)state;
	assert_true(pen_can_draw(&(struct ink){ strokes, 1 }));
	assert_false(pen_can_draw(&(struct ink){ strokes, 2 }));
	free(points);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signature_stays_in_its_box),
		cmocka_unit_test(loops_pass_all_their_points),
		cmocka_unit_test(corners_stay_sharp),
		cmocka_unit_test(wild_scribbles_stay_in_their_box),
		cmocka_unit_test(a_dot_and_a_flat_line_are_drawn),
		cmocka_unit_test(a_small_mark_does_not_fill_the_box),
		cmocka_unit_test(nothing_written_draws_nothing),
		cmocka_unit_test(numbers_that_are_none_cannot_be_drawn),
		cmocka_unit_test(more_points_than_a_hand_writes_cannot_be_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
