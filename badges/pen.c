/* See pen.h. Points that a curve finds by itself are left out; it goes through all others, the way the pen went
 * there. */
#include "badges/pen.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 128, /* points looked at together, so that a stroke without end costs no more than its length */
	LEVELS = 3,   /* widths of line: all pieces of one width are one stroke for the printer */
};

static const double THIN = 0.55, THICK = 1.5; /* pt */
static const double TOLERANCE = 0.25;         /* pt that a chord may miss a point by; the curve bends to it */
static const double CORNER = 0.9;     /* two steps that lead to less than that part of their length turn sharply */
static const double STRAIGHT = 0.06;  /* sine of the angle that nobody sees */
static const double EASE = 0.15;      /* how fast the width follows the pen: ink flows */
static const double GROWTH_MOST = 40; /* pt for one unit: one small mark does not fill the box */

struct place {
	double x, y, width; /* pt; width 0 to 1 */
	double tx, ty;      /* which way the pen went, of length 1; 0 when it stood still */
};

/* From the unit of the tablet to points. */
struct fit {
	double scale, x, y, pace; /* pace: what counts as middling speed, units a millisecond */
	struct badge_box room;    /* for the middle of the line */
};

bool pen_can_draw(const struct ink *ink)
{
	size_t n = 0;
	for (size_t s = 0; s < ink->n_strokes; s++) {
		n += ink->strokes[s].n_points;
		if (n > INK_POINTS_MAX)
			return false;
		for (size_t i = 0; i < ink->strokes[s].n_points; i++) {
			const struct ink_point *point = &ink->strokes[s].points[i];
			if (!isfinite(point->x) || !isfinite(point->y) || !isfinite(point->pressure))
				return false;
		}
	}
	return true;
}

static double distance(const struct ink_point *a, const struct ink_point *b)
{
	return hypot((double)b->x - (double)a->x, (double)b->y - (double)a->y);
}

static bool measure(const struct ink *ink, const struct badge_box *box, struct fit *out_fit)
{
	double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY, way = 0, time = 0;
	for (size_t s = 0; s < ink->n_strokes; s++)
		for (size_t i = 0; i < ink->strokes[s].n_points; i++) {
			const struct ink_point *point = &ink->strokes[s].points[i];
			left = fmin(left, (double)point->x);
			right = fmax(right, (double)point->x);
			top = fmin(top, (double)point->y);
			bottom = fmax(bottom, (double)point->y);
			if (i && point->ms > point[-1].ms) {
				way += distance(point - 1, point);
				time += point->ms - point[-1].ms;
			}
		}
	if (!(right >= left))
		return false;
	struct badge_box room = { box->x + THICK, box->y + THICK, fmax(box->width - 2 * THICK, 0),
		fmax(box->height - 2 * THICK, 0) };
	double scale =
	    fmin(fmin(room.width / fmax(right - left, 1e-30), room.height / fmax(bottom - top, 1e-30)), GROWTH_MOST);
	*out_fit = (struct fit){ .scale = scale,
		.x = box->x + (box->width - (right - left) * scale) / 2 - left * scale,
		.y = box->y + (box->height - (bottom - top) * scale) / 2 - top * scale,
		.pace = time > 0 ? way / time : 0,
		.room = room };
	return true;
}

/* 0 for a hair line, 1 for full pressure; a fast pen without pressure writes thin. */
static double width_at(const struct fit *fit, const struct ink_point *points, size_t i)
{
	if (points[i].pressure > 0)
		return fmin((double)points[i].pressure, 1);
	if (!i || !(fit->pace > 0) || points[i].ms <= points[i - 1].ms)
		return 0.5;
	double speed = distance(&points[i - 1], &points[i]) / (points[i].ms - points[i - 1].ms);
	return fmax(0, fmin(1, 1 - speed / fit->pace / 2));
}

/* How far a point lies off the line between two others. */
static double off_line(const struct place *point, const struct place *from, const struct place *to)
{
	double dx = to->x - from->x, dy = to->y - from->y, length = hypot(dx, dy);
	if (length < 1e-6)
		return hypot(point->x - from->x, point->y - from->y);
	return fabs((point->x - from->x) * dy - (point->y - from->y) * dx) / length;
}

/* Ramer, Douglas and Peucker on a window: marks the points that the curve needs. */
static void mark(const struct place *points, size_t n, bool keep[WINDOW])
{
	size_t spans[WINDOW][2] = { { 0, n - 1 } };
	memset(keep, 0, WINDOW * sizeof *keep);
	keep[0] = keep[n - 1] = true;
	for (size_t depth = 1; depth > 0;) {
		size_t from = spans[--depth][0], to = spans[depth][1], farthest = from;
		double most = TOLERANCE;
		for (size_t i = from + 1; i < to; i++) {
			double off = off_line(&points[i], &points[from], &points[to]);
			if (off > most) {
				most = off;
				farthest = i;
			}
		}
		if (farthest == from)
			continue;
		keep[farthest] = true;
		spans[depth][0] = from, spans[depth++][1] = farthest;
		spans[depth][0] = farthest, spans[depth++][1] = to;
	}
}

/* Which way the pen went at a point: from the one before to the one behind. At a corner it went no one way. */
static void aim(struct place *place, const struct ink_stroke *stroke, size_t i)
{
	const struct ink_point *at = &stroke->points[i], *before = i ? at - 1 : at,
			       *after = i + 1 < stroke->n_points ? at + 1 : at;
	double to = distance(before, at), from = distance(at, after), length = distance(before, after);
	bool is_corner = length < CORNER * (to + from);
	place->tx = length > 0 && !is_corner ? ((double)after->x - (double)before->x) / length : 0;
	place->ty = length > 0 && !is_corner ? ((double)after->y - (double)before->y) / length : 0;
}

/* A stroke in the box: its points without those that a window of them does not need. Returns how many. */
static size_t thin(const struct fit *fit, const struct ink_stroke *stroke, struct place *out)
{
	struct place all[WINDOW];
	bool keep[WINDOW];
	size_t kept = 0, n = 0;
	double width = stroke->n_points ? width_at(fit, stroke->points, 0) : 0;
	for (size_t i = 0; i < stroke->n_points; i++) {
		const struct ink_point *point = &stroke->points[i];
		width += (width_at(fit, stroke->points, i) - width) * EASE;
		all[n] = (struct place){ .x = fit->x + (double)point->x * fit->scale,
			.y = fit->y + (double)point->y * fit->scale,
			.width = width };
		aim(&all[n++], stroke, i);
		if (n < WINDOW && i + 1 < stroke->n_points)
			continue;
		mark(all, n, keep);
		for (size_t k = kept ? 1 : 0; k < n; k++)
			if (keep[k])
				out[kept++] = all[k];
		all[0] = all[n - 1];
		n = 1;
	}
	return kept;
}

static unsigned level_of(const struct place *a, const struct place *b)
{
	unsigned level = (unsigned)((a->width + b->width) / 2 * LEVELS);
	return level < LEVELS ? level : LEVELS - 1;
}

/* A curve lies among its four points: with those in the room, all of it is. */
static double within(double at, double from, double size)
{
	return fmin(fmax(at, from), from + size);
}

/* How long the handle of a Bézier curve is that leaves (or meets) its chord at that tangent: exact for the arc of a
 * circle of up to 120 degrees, and no longer where the pen turned back. */
static double handle(double tx, double ty, double dx, double dy, double chord)
{
	double cosine = chord > 0 ? (tx * dx + ty * dy) / chord : 1;
	return chord * 2 / (3 * (1 + fmax(cosine, 0.5)));
}

/* Does the pen leave or meet the chord along it, or at a corner? */
static bool is_along(double tx, double ty, double dx, double dy, double chord)
{
	return fabs(tx * dy - ty * dx) < STRAIGHT * chord;
}

static void curve(cairo_t *cr, const struct place *a, const struct place *b, const struct badge_box *room)
{
	double dx = b->x - a->x, dy = b->y - a->y, chord = hypot(dx, dy);
	if (is_along(a->tx, a->ty, dx, dy, chord) && is_along(b->tx, b->ty, dx, dy, chord)) {
		cairo_line_to(cr, b->x, b->y);
		return;
	}
	double out = handle(a->tx, a->ty, dx, dy, chord), in = handle(b->tx, b->ty, dx, dy, chord);
	cairo_curve_to(cr, within(a->x + a->tx * out, room->x, room->width),
	    within(a->y + a->ty * out, room->y, room->height), within(b->x - b->tx * in, room->x, room->width),
	    within(b->y - b->ty * in, room->y, room->height), b->x, b->y);
}

/* Adds the pieces of one width to the path. */
static void trace(cairo_t *cr, const struct place *p, size_t n, unsigned level, const struct badge_box *room)
{
	bool is_open = false;
	for (size_t i = 0; i + 1 < n; i++) {
		bool is_level = level_of(&p[i], &p[i + 1]) == level;
		if (is_level && !is_open)
			cairo_move_to(cr, p[i].x, p[i].y);
		if (is_level)
			curve(cr, &p[i], &p[i + 1], room);
		is_open = is_level;
	}
	if (n == 1 && level_of(&p[0], &p[0]) == level) {
		cairo_move_to(cr, p[0].x, p[0].y);
		cairo_line_to(cr, p[0].x, p[0].y);
	}
}

static size_t count_points(const struct ink *ink)
{
	size_t n = 0;
	for (size_t s = 0; s < ink->n_strokes; s++)
		n += ink->strokes[s].n_points;
	return n;
}

/* Every width in one go. */
static void draw_levels(
    cairo_t *cr, const struct place *places, const size_t *counts, size_t n_strokes, const struct badge_box *room)
{
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	for (unsigned level = 0; level < LEVELS; level++) {
		const struct place *stroke = places;
		for (size_t s = 0; s < n_strokes; stroke += counts[s++])
			trace(cr, stroke, counts[s], level, room);
		if (!cairo_has_current_point(cr))
			continue;
		cairo_set_line_width(cr, THIN + (THICK - THIN) * level / (LEVELS - 1));
		cairo_stroke(cr);
	}
}

void pen_draw(cairo_t *cr, const struct ink *ink, const struct badge_box *box)
{
	struct fit fit;
	if (!measure(ink, box, &fit))
		return;
	struct place *places = mem_alloc((count_points(ink) + 1) * sizeof *places);
	size_t *counts = mem_alloc(ink->n_strokes * sizeof *counts), n = 0;
	for (size_t s = 0; s < ink->n_strokes; s++) {
		counts[s] = thin(&fit, &ink->strokes[s], places + n);
		n += counts[s];
	}
	draw_levels(cr, places, counts, ink->n_strokes, &fit.room);
	free(places);
	free(counts);
}
