/* See portrait.h. */
#include "badges/portrait.h"

#include "badges/badge.h"
#include "badges/photo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PT_PER_MM = 72 / 25.4, CORNER = 1.5 /* mm */;

/* The size that a JPEG's frame header says (ITU-T T.81, B.2.2); false when there is none. */
static bool read_size(const struct badge_photo *photo, int *out_width, int *out_height)
{
	const uint8_t *bytes = photo->jpeg;
	for (size_t at = 2; photo->len > 10 && at < photo->len - 9;) {
		unsigned marker = bytes[at + 1], len = (unsigned)bytes[at + 2] << 8 | bytes[at + 3];
		if (bytes[at] != 0xFF || len < 2)
			return false;
		if (marker >= 0xC0 && marker <= 0xC2) {
			*out_height = bytes[at + 5] << 8 | bytes[at + 6];
			*out_width = bytes[at + 7] << 8 | bytes[at + 8];
			return *out_width > 0 && *out_width <= PHOTO_WIDTH && *out_height > 0 &&
			       *out_height <= PHOTO_HEIGHT;
		}
		at += 2 + (size_t)len;
	}
	return false;
}

/* An empty picture that carries the file: surfaces of documents embed the file and never look at the pixels. */
static cairo_surface_t *as_file(const struct badge_photo *photo)
{
	int width, height;
	if (!read_size(photo, &width, &height))
		return NULL;
	unsigned char *copy = malloc(photo->len);
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	if (copy)
		memcpy(copy, photo->jpeg, photo->len);
	if (!copy || cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, copy, photo->len, free, copy)) {
		free(copy);
		cairo_surface_destroy(image);
		return NULL;
	}
	return image;
}

static cairo_surface_t *as_pixels(const struct badge_photo *photo)
{
	struct photo_pixels pixels;
	if (photo_decode(photo->jpeg, photo->len, &pixels))
		return NULL;
	cairo_surface_t *image =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)pixels.width, (int)pixels.height);
	unsigned char *to = cairo_image_surface_get_data(image);
	size_t stride = (size_t)cairo_image_surface_get_stride(image);
	for (unsigned y = 0; to && y < pixels.height; y++)
		memcpy(to + y * stride, pixels.words + (size_t)y * pixels.width, pixels.width * sizeof *pixels.words);
	cairo_surface_mark_dirty(image);
	free(pixels.words);
	return image;
}

/* Rounded corners, in points. */
static void trace_frame(cairo_t *cr, double width, double height)
{
	double r = fmin(CORNER * PT_PER_MM, fmin(width, height) / 4);
	cairo_new_sub_path(cr);
	cairo_arc(cr, width - r, r, r, -M_PI / 2, 0);
	cairo_arc(cr, width - r, height - r, r, 0, M_PI / 2);
	cairo_arc(cr, r, height - r, r, M_PI / 2, M_PI);
	cairo_arc(cr, r, r, r, M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}

static void paint_outline(cairo_t *cr, double width, double height)
{
	double unit = fmin(width, height * 3 / 4);
	cairo_set_source_rgb(cr, 0.93, 0.94, 0.95);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0.76, 0.79, 0.82);
	cairo_arc(cr, width / 2, height * 0.42, unit * 0.21, 0, 2 * M_PI);
	cairo_fill(cr);
	cairo_save(cr);
	cairo_translate(cr, width / 2, height);
	cairo_scale(cr, unit * 0.40, height * 0.32);
	cairo_arc(cr, 0, 0, 1, M_PI, 2 * M_PI);
	cairo_restore(cr);
	cairo_fill(cr);
}

static void paint_image(cairo_t *cr, cairo_surface_t *image, double width, double height)
{
	double across = cairo_image_surface_get_width(image), down = cairo_image_surface_get_height(image);
	double scale = fmax(width / across, height / down);
	cairo_translate(cr, (width - across * scale) / 2, (height - down * scale) / 2);
	cairo_scale(cr, scale, scale);
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
}

void badge_portrait_paint(cairo_t *cr, const struct badge_photo *photo, const struct badge_box *box, bool pixels)
{
	double width = box->width * PT_PER_MM, height = box->height * PT_PER_MM;
	cairo_surface_t *image = !photo->len ? NULL : pixels ? as_pixels(photo) : as_file(photo);
	cairo_save(cr);
	cairo_translate(cr, box->x * PT_PER_MM, box->y * PT_PER_MM);
	trace_frame(cr, width, height);
	cairo_clip(cr);
	if (image)
		paint_image(cr, image, width, height);
	else
		paint_outline(cr, width, height);
	cairo_restore(cr);
	cairo_surface_destroy(image);
}
