/* A source pixel counts `to` units along each side and a result pixel takes `from` of them: no rounding until the one
 * division at the end. */
#include "badges/photo_shrink.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

enum { RGB = 3 };

struct photo_shrink {
	struct photo_cut cut;
	unsigned row;    /* of the source, next to come */
	unsigned to_row; /* of the result, being summed */
	unsigned room;   /* units that to_row still takes */
	uint32_t *line;  /* one source row, shrunk: sums of to_width units */
	uint64_t *sums;
	uint8_t *rgb;
};

struct photo_shrink *photo_shrink_create(const struct photo_cut *cut)
{
	struct photo_shrink *shrink = mem_alloc(sizeof *shrink);
	size_t width = (size_t)cut->to_width * RGB;
	shrink->cut = *cut;
	shrink->room = cut->height;
	shrink->line = mem_alloc(width * sizeof *shrink->line);
	shrink->sums = mem_alloc(width * sizeof *shrink->sums);
	shrink->rgb = mem_alloc(width * cut->to_height);
	return shrink;
}

void photo_shrink_destroy(struct photo_shrink *shrink)
{
	if (!shrink)
		return;
	free(shrink->line);
	free(shrink->sums);
	free(shrink->rgb);
	free(shrink);
}

static void shrink_line(struct photo_shrink *shrink, const uint8_t *rgb)
{
	unsigned from = shrink->cut.width, to = shrink->cut.to_width, room = from;
	uint32_t *out = shrink->line, sum[RGB] = { 0 };
	for (unsigned x = 0; x < from; x++, rgb += RGB) {
		unsigned left = to;
		while (left) {
			unsigned taken = left < room ? left : room;
			for (int c = 0; c < RGB; c++)
				sum[c] += rgb[c] * taken;
			left -= taken;
			room -= taken;
			if (room)
				continue;
			for (int c = 0; c < RGB; c++) {
				*out++ = sum[c];
				sum[c] = 0;
			}
			room = from;
		}
	}
}

static void finish_row(struct photo_shrink *shrink)
{
	size_t width = (size_t)shrink->cut.to_width * RGB;
	uint64_t area = (uint64_t)shrink->cut.width * shrink->cut.height;
	uint8_t *out = shrink->rgb + shrink->to_row * width;
	assert(area);
	for (size_t i = 0; i < width; i++) {
		out[i] = (uint8_t)((shrink->sums[i] + area / 2) / area);
		shrink->sums[i] = 0;
	}
	shrink->to_row++;
	shrink->room = shrink->cut.height;
}

void photo_shrink_row(struct photo_shrink *shrink, const uint8_t *rgb)
{
	const struct photo_cut *cut = &shrink->cut;
	unsigned row = shrink->row++, left = cut->to_height;
	if (row < cut->y || row - cut->y >= cut->height)
		return;
	shrink_line(shrink, rgb + (size_t)cut->x * RGB);
	while (left) {
		unsigned taken = left < shrink->room ? left : shrink->room;
		for (size_t i = 0; i < (size_t)cut->to_width * RGB; i++)
			shrink->sums[i] += (uint64_t)shrink->line[i] * taken;
		left -= taken;
		shrink->room -= taken;
		if (!shrink->room)
			finish_row(shrink);
	}
}

const uint8_t *photo_shrink_rgb(const struct photo_shrink *shrink)
{
	return shrink->rgb;
}
