/* See pen.h. A stroke is cut into the longest spans that one curve follows as closely as an eye sees. The curves lie
 * on a sheet of their own whose unit is a fraction of a point, so that the file holds small whole numbers: most of a
 * signature's cost is printing and packing its numbers. */
#include "badges/pen.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum {
	UNITS = 8,    /* of the sheet in a point; a power of two, which cairo's numbers hold without a rest */
	WINDOW = 128, /* points of a span, so that a stroke without end costs no more than its length */
};

/* Below, lengths are in units of the sheet. */
static const double LINE = 0.8 * UNITS;       /* width of the line */
static const double STILL = 0.14 * UNITS;     /* a pen that moved less stood still: 0.05 mm */
static const double TOLERANCE = 0.14 * UNITS; /* how far a curve may pass by a point: 0.05 mm */
static const double AHEAD = 20;               /* tolerances that it may be ahead of a point, or behind */
static const double CORNER = 0.7; /* two steps that lead to less than that part of their length turn sharply */
static const double BACK = -0.8;  /* cosine of the most that one curve turns */
static const double GROWTH_MOST = 40 * UNITS; /* for one unit of the tablet: one small mark does not fill the box */

struct vector {
	double x, y;
};

struct place {
	struct vector at;
	struct vector along; /* which way the pen went, of length 1; 0 when it turned back or never moved */
	double way;          /* from the beginning of the stroke */
	bool is_corner;
};

struct curve {
	struct vector p[4];
};

/* From the unit of the tablet to the sheet; the box begins at 0, 0. */
struct fit {
	double scale, x, y;
	struct badge_box room; /* for the middle of the line */
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

static struct vector plus(struct vector a, double times, struct vector b)
{
	return (struct vector){ a.x + times * b.x, a.y + times * b.y };
}

static struct vector minus(struct vector a, struct vector b)
{
	return (struct vector){ a.x - b.x, a.y - b.y };
}

static double dot(struct vector a, struct vector b)
{
	return a.x * b.x + a.y * b.y;
}

static double cross(struct vector a, struct vector b)
{
	return a.x * b.y - a.y * b.x;
}

static struct vector unit(struct vector a)
{
	double length = sqrt(dot(a, a));
	return length > 0 ? (struct vector){ a.x / length, a.y / length } : a;
}

/* ---- where it goes ---- */

static bool measure(const struct ink *ink, double width, double height, struct fit *out_fit)
{
	double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
	for (size_t s = 0; s < ink->n_strokes; s++)
		for (size_t i = 0; i < ink->strokes[s].n_points; i++) {
			double x = (double)ink->strokes[s].points[i].x, y = (double)ink->strokes[s].points[i].y;
			left = x < left ? x : left;
			right = x > right ? x : right;
			top = y < top ? y : top;
			bottom = y > bottom ? y : bottom;
		}
	if (!(right >= left))
		return false;
	struct badge_box room = { LINE / 2 + 1, LINE / 2 + 1, fmax(width - LINE - 2, 0), fmax(height - LINE - 2, 0) };
	double scale =
	    fmin(fmin(room.width / fmax(right - left, 1e-30), room.height / fmax(bottom - top, 1e-30)), GROWTH_MOST);
	*out_fit = (struct fit){ .scale = scale,
		.x = (width - (right - left) * scale) / 2 - left * scale,
		.y = (height - (bottom - top) * scale) / 2 - top * scale,
		.room = room };
	return true;
}

/* Which way the pen went at a point: from the one before to the one behind. */
static void aim(struct place *places, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t before = i ? i - 1 : i, after = i + 1 < n ? i + 1 : i;
		struct vector step = minus(places[after].at, places[before].at);
		double length = sqrt(dot(step, step)), way = places[after].way - places[before].way;
		places[i].is_corner = length < CORNER * way;
		places[i].along = length > 0 ? (struct vector){ step.x / length, step.y / length } : step;
	}
}

/* The points of a stroke on the sheet, without those where the pen stood still. Returns how many. */
static size_t lay(const struct fit *fit, const struct ink_stroke *stroke, struct place *out)
{
	size_t n = 0;
	for (size_t i = 0; i < stroke->n_points; i++) {
		struct vector at = { fit->x + (double)stroke->points[i].x * fit->scale,
			fit->y + (double)stroke->points[i].y * fit->scale };
		struct vector step = n ? minus(at, out[n - 1].at) : at;
		double length = dot(step, step);
		if (n && length < STILL * STILL)
			continue;
		out[n] = (struct place){ .at = at, .way = n ? out[n - 1].way + sqrt(length) : 0 };
		n++;
	}
	aim(out, n);
	return n;
}

/* ---- curves ---- */

/* The tangent at an end of a step, when that at its other end is known: as on the arc of a circle. */
static struct vector mirrored(struct vector along, struct vector step)
{
	struct vector chord = unit(step);
	struct vector twice = { 2 * dot(along, chord) * chord.x, 2 * dot(along, chord) * chord.y };
	return minus(twice, along);
}

/* The tangent of the span at its end `at`, whose neighbour within the span is `next`. */
static struct vector tangent(const struct place *at, const struct place *next, bool is_end)
{
	if (!is_end && !at->is_corner)
		return at->along;
	struct vector step = at < next ? minus(next->at, at->at) : minus(at->at, next->at);
	return next->is_corner ? unit(step) : mirrored(next->along, step);
}

/* A curve lies among its four points: with those in the room, all of it is. Whole units print short. */
static struct vector within(struct vector at, const struct badge_box *room)
{
	return (struct vector){ rint(fmin(fmax(at.x, room->x), room->x + room->width)),
		rint(fmin(fmax(at.y, room->y), room->y + room->height)) };
}

/* The handles that bring the curve next to the points between its ends, by least squares (P. Schneider, "An
 * algorithm for automatically fitting digitized curves", Graphics Gems, 1990). False: the points do not say. */
static bool pull(const struct place *p, size_t from, size_t to, const struct vector tangent[2], double out_length[2])
{
	double way = p[to].way - p[from].way, c00 = 0, c01 = 0, c11 = 0, x0 = 0, x1 = 0;
	double both = dot(tangent[0], tangent[1]);
	for (size_t i = from + 1; i < to; i++) {
		double t = (p[i].way - p[from].way) / way, s = 1 - t, b1 = 3 * s * s * t, b2 = 3 * s * t * t;
		struct vector off = minus(p[i].at, plus(p[from].at, b2 + t * t * t, minus(p[to].at, p[from].at)));
		c00 += b1 * b1;
		c01 -= b1 * b2;
		c11 += b2 * b2;
		x0 += b1 * dot(off, tangent[0]);
		x1 -= b2 * dot(off, tangent[1]);
	}
	c01 *= both;
	double det = c00 * c11 - c01 * c01;
	out_length[0] = (x0 * c11 - x1 * c01) / det;
	out_length[1] = (c00 * x1 - c01 * x0) / det;
	return det > 1e-6 * c00 * c11 && out_length[0] > 0 && out_length[1] > 0 && out_length[0] < way &&
	       out_length[1] < way;
}

/* How long a handle is that leaves (or meets) its chord at that tangent: exact for the arc of a circle. */
static double arc_handle(struct vector along, struct vector chord, double length)
{
	double cosine = length > 0 ? dot(along, chord) / length : 1;
	return length * 2 / (3 * (1 + fmax(cosine, 0)));
}

static struct curve span(const struct place *p, size_t n, size_t from, size_t to)
{
	const struct place *a = &p[from], *b = &p[to];
	struct vector along[2] = { tangent(a, a + 1, from == 0), tangent(b, b - 1, to + 1 == n) };
	double length[2];
	if (to < from + 2 || !pull(p, from, to, along, length)) {
		struct vector chord = minus(b->at, a->at);
		double size = sqrt(dot(chord, chord));
		length[0] = arc_handle(along[0], chord, size);
		length[1] = arc_handle(along[1], chord, size);
	}
	return (
	    struct curve){ { a->at, plus(a->at, length[0], along[0]), plus(b->at, -length[1], along[1]), b->at } };
}

/* Does the curve pass a point within the tolerance, near where it should at that part of its way? */
static bool passes(const struct curve *c, double t, struct vector at)
{
	double s = 1 - t, b0 = s * s * s, b1 = 3 * s * s * t, b2 = 3 * s * t * t, b3 = t * t * t;
	struct vector off = { b0 * c->p[0].x + b1 * c->p[1].x + b2 * c->p[2].x + b3 * c->p[3].x - at.x,
		b0 * c->p[0].y + b1 * c->p[1].y + b2 * c->p[2].y + b3 * c->p[3].y - at.y };
	if (dot(off, off) <= TOLERANCE * TOLERANCE)
		return true;
	double d0 = -s * s, d1 = s * s - 2 * s * t, d2 = 2 * s * t - t * t, d3 = t * t;
	struct vector along = { d0 * c->p[0].x + d1 * c->p[1].x + d2 * c->p[2].x + d3 * c->p[3].x,
		d0 * c->p[0].y + d1 * c->p[1].y + d2 * c->p[2].y + d3 * c->p[3].y };
	double beside = cross(off, along);
	return beside * beside <= TOLERANCE * TOLERANCE * dot(along, along) &&
	       dot(off, off) <= AHEAD * AHEAD * TOLERANCE * TOLERANCE;
}

/* Does the curve follow all points between two? */
static bool follows(const struct curve *curve, const struct place *p, size_t from, size_t to)
{
	double way = p[to].way - p[from].way;
	for (size_t i = from + 1; i < to; i++)
		if (!passes(curve, (p[i].way - p[from].way) / way, p[i].at))
			return false;
	return true;
}

/* How far one curve may reach at most: to a corner, or to where the pen comes back. */
static size_t reach(const struct place *p, size_t n, size_t from)
{
	size_t to = from + 1;
	struct vector out = tangent(&p[from], &p[to], from == 0);
	while (to + 1 < n && to < from + WINDOW && !p[to].is_corner && dot(p[to].along, out) > BACK)
		to++;
	return to;
}

static bool is_flat(const struct curve *c)
{
	struct vector chord = minus(c->p[3], c->p[0]);
	double most = TOLERANCE / 2 * sqrt(dot(chord, chord));
	return fabs(cross(minus(c->p[1], c->p[0]), chord)) <= most &&
	       fabs(cross(minus(c->p[2], c->p[0]), chord)) <= most;
}

static void add(cairo_t *cr, const struct curve *curve, const struct badge_box *room)
{
	struct vector a = within(curve->p[1], room), b = within(curve->p[2], room), to = within(curve->p[3], room);
	if (is_flat(curve))
		cairo_line_to(cr, to.x, to.y);
	else
		cairo_curve_to(cr, a.x, a.y, b.x, b.y, to.x, to.y);
}

/* The curve that follows the stroke farthest from there, found by halves. */
static struct curve longest(const struct place *p, size_t n, size_t from, size_t *out_to)
{
	size_t most = reach(p, n, from), good = from + 1, bad = most + 1;
	struct curve best = span(p, n, from, good);
	for (size_t to = most; to > good; to = good + (bad - good) / 2) {
		struct curve curve = span(p, n, from, to);
		if (follows(&curve, p, from, to)) {
			good = to;
			best = curve;
		} else {
			bad = to;
		}
	}
	*out_to = good;
	return best;
}

static void trace(cairo_t *cr, const struct place *p, size_t n, const struct badge_box *room)
{
	struct vector start = within(p[0].at, room);
	cairo_move_to(cr, start.x, start.y);
	if (n == 1)
		cairo_line_to(cr, start.x, start.y);
	for (size_t from = 0, to; from + 1 < n; from = to) {
		struct curve curve = longest(p, n, from, &to);
		add(cr, &curve, room);
	}
}

/* ---- the sheet ---- */

static void sign(cairo_t *sheet, const struct pen_place *to, const struct badge_box *all, struct place *scratch)
{
	struct fit fit;
	if (!measure(to->ink, to->box.width * UNITS, to->box.height * UNITS, &fit))
		return;
	cairo_identity_matrix(sheet);
	cairo_translate(sheet, rint((to->box.x - all->x) * UNITS), rint((to->box.y - all->y) * UNITS));
	for (size_t s = 0; s < to->ink->n_strokes; s++) {
		size_t n = lay(&fit, &to->ink->strokes[s], scratch);
		if (n)
			trace(sheet, scratch, n, &fit.room);
	}
	cairo_stroke(sheet);
}

static size_t most_points(const struct pen_place *places, size_t n)
{
	size_t most = 1;
	for (size_t i = 0; i < n; i++)
		for (size_t s = 0; s < places[i].ink->n_strokes; s++)
			if (places[i].ink->strokes[s].n_points > most)
				most = places[i].ink->strokes[s].n_points;
	return most;
}

static struct badge_box around(const struct pen_place *places, size_t n)
{
	struct badge_box all = places[0].box;
	for (size_t i = 1; i < n; i++) {
		const struct badge_box *box = &places[i].box;
		double right = fmax(all.x + all.width, box->x + box->width);
		double bottom = fmax(all.y + all.height, box->y + box->height);
		all.x = fmin(all.x, box->x);
		all.y = fmin(all.y, box->y);
		all.width = right - all.x;
		all.height = bottom - all.y;
	}
	return all;
}

static cairo_t *open_sheet(cairo_t *cr, double width, double height)
{
	cairo_rectangle_t all = { 0, 0, width * UNITS + 1, height * UNITS + 1 };
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &all);
	cairo_t *sheet = cairo_create(surface);
	cairo_surface_destroy(surface);
	cairo_set_source(sheet, cairo_get_source(cr));
	/* A PDF takes the curves as they are; then cairo only needs to know about how far they reach. */
	if (cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF)
		cairo_set_tolerance(sheet, LINE);
	cairo_set_line_width(sheet, LINE);
	cairo_set_line_cap(sheet, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_join(sheet, CAIRO_LINE_JOIN_ROUND);
	return sheet;
}

void pen_draw(cairo_t *cr, const struct pen_place *places, size_t n)
{
	if (!n)
		return;
	struct badge_box all = around(places, n);
	struct place *scratch = mem_alloc(most_points(places, n) * sizeof *scratch);
	cairo_t *sheet = open_sheet(cr, all.width, all.height);
	for (size_t i = 0; i < n; i++)
		sign(sheet, &places[i], &all, scratch);
	cairo_save(cr);
	cairo_translate(cr, all.x, all.y);
	cairo_scale(cr, 1.0 / UNITS, 1.0 / UNITS);
	cairo_set_source_surface(cr, cairo_get_target(sheet), 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_destroy(sheet);
	free(scratch);
}
