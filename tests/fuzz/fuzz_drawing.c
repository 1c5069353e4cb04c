/* Any bytes as a logo or a floor plan, SVG or PNG: refused in words, or a drawing of a known size that can be drawn,
 * from nothing but itself. */
#include "badges/logo.h"
#include "badges/venue_plan.h"
#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = 64 };

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void draw(const char *svg, enum drawing_kind kind)
{
	struct fault fault = { 0 };
	enum err err = badge_logo_check(svg, kind, "svg", &fault);
	must(err ? fault.err == err && *fault.detail : true);
	if (err)
		return;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE);
	cairo_t *cr = cairo_create(surface);
	double width = 0, height = 0;
	if (badge_drawing_size(svg, &width, &height))
		must(width > 0 && height > 0);
	badge_drawing_paint(svg, cr, SIDE, SIDE);
	struct badge_logos *logos = badge_logos_create();
	const struct badge_logo logo = { .box = { .width = SIDE, .height = SIDE }, .svg = svg };
	for (int twice = 0; twice < 2; twice++) /* once read, then kept */
		badge_logos_paint(logos, cr, &logo);
	badge_logos_destroy(logos);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

/* A plan of 2,000 pixels takes a while: only what is small enough to be one of a person's first tries. */
static void take(const uint8_t *data, size_t size)
{
	struct buf png = { 0 };
	struct venue_plan_size pixels = { 0 };
	struct fault fault = { 0 };
	enum err err = venue_plan_take(data, size, &png, &pixels, &fault);
	must(err ? fault.err == err && !png.len : png.len > 0 && pixels.width >= VENUE_PLAN_SIDE_LEAST);
	buf_finish(&png);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	const char *svg = arena_copy(arena, (const char *)data, size);
	draw(svg, DRAWING_LOGO);
	draw(svg, DRAWING_PLAN);
	if (size && size % 4 == 0)
		take(data, size);
	arena_destroy(arena);
	return 0;
}
