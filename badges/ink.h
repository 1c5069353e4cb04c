/* A signature written by hand, as the strokes that a tablet sends, and drawing it as smooth vector curves. Not for
 * keeping or checking signatures. */
#ifndef P2C_BADGES_INK_H
#define P2C_BADGES_INK_H

#include "badges/template.h"

#include <stddef.h>
#include <stdint.h>

/* Any unit of length, y downwards: the picture is fitted where it goes. */
struct ink_point {
	float x, y;
	float pressure; /* 0 to 1; 0 when the tablet knows none */
	uint32_t ms;    /* since the stroke began */
};

struct ink_stroke {
	const struct ink_point *points; /* one alone is a dot */
	size_t n_points;
};

struct ink {
	const struct ink_stroke *strokes;
	size_t n_strokes; /* 0: nothing was written */
};

enum { INK_POINTS_MAX = 100000 };

#endif
