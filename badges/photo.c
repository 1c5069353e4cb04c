/* Header, cut, rows, turn, write. See photo.h; the libraries are photo_codec.c's. */
#include "badges/photo.h"

#include "badges/photo_codec.h"
#include "badges/photo_shrink.h"
#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { RGB = 3, ACROSS = 3, UP = 4 /* the shape: 3 by 4 */, ORIENTATIONS = 9 };

/* EXIF orientation: is a stored row an upright column, and from which end do stored columns and rows run? */
static const struct turn {
	bool is_swapped, flips_x, flips_y;
} TURNS[ORIENTATIONS] = {
	[1] = { false, false, false },
	[2] = { false, true, false },
	[3] = { false, true, true },
	[4] = { false, false, true },
	[5] = { true, false, false },
	[6] = { true, false, true },
	[7] = { true, true, true },
	[8] = { true, true, false },
};

static enum err check_crop(const struct photo_crop *crop, struct fault *out_fault)
{
	const double slack = 1e-6; /* fractions are rounded on their way here */
	bool is_inside = crop->x >= 0 && crop->y >= 0 && crop->width > 0 && crop->height > 0 &&
			 crop->x + crop->width <= 1 + slack && crop->y + crop->height <= 1 + slack;
	return is_inside ? OK
			 : fault_set(out_fault, ERR_INVALID, "crop",
			       "The part to keep must lie inside the picture: x,y,width,height from 0 to 1.");
}

/* The largest 3 by 4 in the middle of the crop, in fractions; width and height are those of the upright picture. */
static struct photo_crop shape(const struct photo_crop *crop, double width, double height)
{
	struct photo_crop in = *crop;
	double wide = in.width * width, high = in.height * height;
	double fit_width = fmin(wide, high * ACROSS / UP), fit_height = fmin(high, wide * UP / ACROSS);
	return (struct photo_crop){
		.x = in.x + (wide - fit_width) / 2 / width,
		.y = in.y + (high - fit_height) / 2 / height,
		.width = fit_width / width,
		.height = fit_height / height,
	};
}

/* The same part of the picture as it is stored. */
static struct photo_crop as_stored(const struct photo_crop *upright, const struct turn *turn)
{
	struct photo_crop at = *upright;
	if (turn->is_swapped)
		at = (struct photo_crop){ at.y, at.x, at.height, at.width };
	if (turn->flips_x)
		at.x = 1 - at.x - at.width;
	if (turn->flips_y)
		at.y = 1 - at.y - at.height;
	return at;
}

/* Whole pixels from `at` on, `part` of `whole`, inside it. */
static void span(double at, double part, unsigned whole, unsigned *out_at, unsigned *out_len)
{
	double len = fmax(1, fmin(round(part * whole), whole));
	*out_len = (unsigned)len;
	*out_at = (unsigned)fmax(0, fmin(round(at * whole), whole - len));
}

static struct photo_cut cut_of(const struct photo_crop *stored, const struct photo_head *head, bool is_swapped)
{
	struct photo_cut cut;
	span(stored->x, stored->width, head->width, &cut.x, &cut.width);
	span(stored->y, stored->height, head->height, &cut.y, &cut.height);
	unsigned width = is_swapped ? cut.height : cut.width;
	unsigned to_width = width < PHOTO_WIDTH ? width / ACROSS * ACROSS : PHOTO_WIDTH;
	unsigned to_height = to_width / ACROSS * UP;
	cut.to_width = is_swapped ? to_height : to_width;
	cut.to_height = is_swapped ? to_width : to_height;
	return cut;
}

/* Upright pixels of what was shrunk as stored. */
static uint8_t *turn_upright(const uint8_t *rgb, const struct photo_cut *cut, const struct turn *turn)
{
	unsigned width = turn->is_swapped ? cut->to_height : cut->to_width;
	unsigned height = turn->is_swapped ? cut->to_width : cut->to_height;
	uint8_t *upright = mem_alloc((size_t)width * height * RGB), *to = upright;
	for (unsigned v = 0; v < height; v++)
		for (unsigned u = 0; u < width; u++, to += RGB) {
			unsigned x = turn->is_swapped ? v : u, y = turn->is_swapped ? u : v;
			x = turn->flips_x ? cut->to_width - 1 - x : x;
			y = turn->flips_y ? cut->to_height - 1 - y : y;
			memcpy(to, rgb + ((size_t)y * cut->to_width + x) * RGB, RGB);
		}
	return upright;
}

/* All rows, also those below the cut: only then is it known that the file is whole. */
static enum err shrink_rows(
    struct photo_reader *reader, unsigned rows, struct photo_shrink *shrink, struct fault *out_fault)
{
	enum err err = OK;
	for (unsigned y = 0; !err && y < rows; y++) {
		const uint8_t *rgb;
		err = photo_reader_row(reader, &rgb, out_fault);
		if (!err)
			photo_shrink_row(shrink, rgb);
	}
	return err ? err : photo_reader_finish(reader, out_fault);
}

static enum err draw(struct photo_reader *reader, const struct photo_crop *stored, const struct turn *turn,
    struct buf *out_jpeg, struct fault *out_fault)
{
	struct photo_head head = photo_reader_head(reader);
	struct photo_cut cut = cut_of(stored, &head, turn->is_swapped);
	struct photo_shrink *shrink = photo_shrink_create(&cut);
	enum err err = shrink_rows(reader, head.height, shrink, out_fault);
	if (!err) {
		uint8_t *upright = turn_upright(photo_shrink_rgb(shrink), &cut, turn);
		err = photo_write(upright, turn->is_swapped ? cut.to_height : cut.to_width,
		    turn->is_swapped ? cut.to_width : cut.to_height, out_jpeg);
		free(upright);
	}
	photo_shrink_destroy(shrink);
	return err;
}

static enum err take(
    struct photo_reader *reader, const struct photo_crop *crop, struct buf *out_jpeg, struct fault *out_fault)
{
	struct photo_head head = photo_reader_head(reader);
	const struct turn *turn = &TURNS[head.orientation];
	double width = turn->is_swapped ? head.height : head.width;
	double height = turn->is_swapped ? head.width : head.height;
	struct photo_crop part = shape(crop, width, height);
	double kept = part.width * width;
	if (kept < PHOTO_LEAST_WIDTH - 0.5 || part.height * height < PHOTO_LEAST_WIDTH)
		return fault_set(out_fault, ERR_INVALID, "photo",
		    "The picture, or the part to keep, is too small: at least %d by %d pixels.", PHOTO_LEAST_WIDTH,
		    PHOTO_LEAST_WIDTH * UP / ACROSS);
	enum err err = photo_reader_start(reader, (unsigned)(kept / PHOTO_WIDTH), out_fault);
	struct photo_crop stored = as_stored(&part, turn);
	return err ? err : draw(reader, &stored, turn, out_jpeg, out_fault);
}

enum err photo_take(
    const void *bytes, size_t len, const struct photo_crop *crop, struct buf *out_jpeg, struct fault *out_fault)
{
	static const struct photo_crop WHOLE = { 0, 0, 1, 1 };
	struct photo_reader *reader = NULL;
	enum err err = crop ? check_crop(crop, out_fault) : OK;
	if (!err && len > PHOTO_BYTES_MAX)
		err = fault_set(
		    out_fault, ERR_TOO_BIG, "photo", "The picture has more than 4 MB. Make it smaller first.");
	if (!err)
		err = photo_reader_open(bytes, len, &reader, out_fault);
	if (!err)
		err = take(reader, crop ? crop : &WHOLE, out_jpeg, out_fault);
	photo_reader_close(reader);
	return err;
}

static enum err decode(struct photo_reader *reader, struct photo_pixels *pixels)
{
	enum err err = photo_reader_start(reader, 1, NULL);
	struct photo_head head = photo_reader_head(reader);
	pixels->width = head.width;
	pixels->height = head.height;
	pixels->words = mem_alloc((size_t)head.width * head.height * sizeof *pixels->words);
	uint32_t *to = pixels->words;
	for (unsigned y = 0; !err && y < head.height; y++) {
		const uint8_t *rgb;
		err = photo_reader_row(reader, &rgb, NULL);
		for (unsigned x = 0; !err && x < head.width; x++, rgb += RGB)
			*to++ = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
	}
	return err ? err : photo_reader_finish(reader, NULL);
}

enum err photo_decode(const void *jpeg, size_t len, struct photo_pixels *out_pixels)
{
	struct photo_pixels pixels = { 0 };
	struct photo_reader *reader = NULL;
	enum err err = photo_reader_open(jpeg, len, &reader, NULL);
	struct photo_head head = { 0 };
	if (!err)
		head = photo_reader_head(reader);
	if (!err && (head.width > PHOTO_WIDTH || head.height > PHOTO_HEIGHT))
		err = ERR_BROKEN;
	if (!err)
		err = decode(reader, &pixels);
	photo_reader_close(reader);
	if (err)
		free(pixels.words);
	else
		*out_pixels = pixels;
	return err ? ERR_BROKEN : OK;
}
