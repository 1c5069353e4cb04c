/* Pictures made for a test by libjpeg and libpng: four quarters of plain colour, so that one sees which way up they
 * are. */
#ifndef P2C_TESTS_UNIT_BADGES_PICTURES_H
#define P2C_TESTS_UNIT_BADGES_PICTURES_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <png.h>

/* 0xRRGGBB of top left, top right, bottom left, bottom right. */
static const uint32_t QUARTERS[4] = { 0xD02020, 0x20A020, 0x2040D0, 0xE0E0E0 };

static inline uint32_t quarter_at(unsigned x, unsigned y, unsigned width, unsigned height)
{
	return QUARTERS[(y * 2 >= height) * 2 + (x * 2 >= width)];
}

/* Upright pixel (u, v) that a picture of this EXIF orientation stores at (x, y); by the words of the standard ("the
 * 0th row is the visual right-hand side …"), not by the code under test. */
static inline uint32_t stored_at(unsigned x, unsigned y, unsigned width, unsigned height, unsigned orientation)
{
	unsigned right = width - 1 - x, down = height - 1 - y;
	switch (orientation) {
	case 2:
		return quarter_at(right, y, width, height);
	case 3:
		return quarter_at(right, down, width, height);
	case 4:
		return quarter_at(x, down, width, height);
	case 5:
		return quarter_at(y, x, height, width);
	case 6:
		return quarter_at(down, x, height, width);
	case 7:
		return quarter_at(down, right, height, width);
	case 8:
		return quarter_at(y, right, height, width);
	default:
		return quarter_at(x, y, width, height);
	}
}

struct jpeg_wish {
	unsigned width, height; /* as stored */
	unsigned orientation;   /* 0: without EXIF */
	J_COLOR_SPACE colours;  /* JCS_UNKNOWN: RGB */
	bool is_progressive;
	unsigned scans; /* repeats of one scan; 0: as usual */
};

static inline void jpeg_exif(struct jpeg_compress_struct *jpeg, unsigned orientation)
{
	unsigned char exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0";
	exif[25] = (unsigned char)orientation;
	jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif, sizeof exif - 1);
	jpeg_write_marker(jpeg, JPEG_COM, (const unsigned char *)"SECRET WORDS", 12);
}

static inline void jpeg_pixel(const struct jpeg_compress_struct *jpeg, uint32_t rgb, unsigned char *out)
{
	unsigned r = rgb >> 16, g = rgb >> 8 & 0xFF, b = rgb & 0xFF;
	if (jpeg->in_color_space == JCS_GRAYSCALE) {
		out[0] = (unsigned char)((r * 299 + g * 587 + b * 114) / 1000);
		return;
	}
	out[0] = (unsigned char)r;
	out[1] = (unsigned char)g;
	out[2] = (unsigned char)b;
	if (jpeg->in_color_space == JCS_CMYK)
		out[3] = 255; /* Adobe: all the light is left */
}

static inline struct buf jpeg_make(struct jpeg_wish wish)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long len = 0;
	jpeg_scan_info scans[300] = { { 3, { 0, 1, 2 }, 0, 0, 0, 0 } };
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &len);
	jpeg.image_width = wish.width;
	jpeg.image_height = wish.height;
	jpeg.in_color_space = wish.colours == JCS_UNKNOWN ? JCS_RGB : wish.colours;
	jpeg.input_components = jpeg.in_color_space == JCS_CMYK ? 4 : jpeg.in_color_space == JCS_GRAYSCALE ? 1 : 3;
	jpeg_set_defaults(&jpeg);
	if (wish.is_progressive)
		jpeg_simple_progression(&jpeg);
	if (wish.scans) {
		/* Refines one coefficient after the other, a scan each: legal, and more than anybody needs. */
		for (unsigned i = 1; i < wish.scans; i++)
			scans[i] =
			    (jpeg_scan_info){ 1, { (int)(i / 63 % 3) }, (int)(i % 63 + 1), (int)(i % 63 + 1), 0, 0 };
		jpeg.scan_info = scans;
		jpeg.num_scans = (int)wish.scans;
	}
	jpeg_start_compress(&jpeg, TRUE);
	if (wish.orientation)
		jpeg_exif(&jpeg, wish.orientation);
	unsigned char *row = malloc((size_t)wish.width * 4);
	for (unsigned y = 0; y < wish.height; y++) {
		for (unsigned x = 0; x < wish.width; x++)
			jpeg_pixel(&jpeg, stored_at(x, y, wish.width, wish.height, wish.orientation),
			    row + (size_t)x * (unsigned)jpeg.input_components);
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	free(row);
	return (struct buf){ .bytes = (char *)bytes, .len = len, .cap = len };
}

struct png_wish {
	unsigned width, height;
	int colour_type, depth;
	bool is_interlaced;
	bool is_seen_through; /* the lower half is transparent */
};

static inline void png_keep(png_struct *png, png_byte *bytes, size_t len)
{
	buf_add(png_get_io_ptr(png), bytes, len);
}

static inline size_t png_pixel(const struct png_wish *wish, unsigned x, unsigned y, png_byte *out)
{
	uint32_t rgb = quarter_at(x, y, wish->width, wish->height);
	size_t n = 0, wide = (size_t)wish->depth / 8;
	bool is_hidden = wish->is_seen_through && y * 2 >= wish->height;
	if (wish->colour_type == PNG_COLOR_TYPE_PALETTE) {
		out[0] = (png_byte)((y * 2 >= wish->height) * 2 + (x * 2 >= wish->width));
		return 1;
	}
	for (int shift = 16; shift >= 0; shift -= wish->colour_type & PNG_COLOR_MASK_COLOR ? 8 : 24)
		for (size_t i = 0; i < wide; i++)
			out[n++] = (png_byte)(rgb >> shift & 0xFF);
	if (wish->colour_type & PNG_COLOR_MASK_ALPHA)
		for (size_t i = 0; i < wide; i++)
			out[n++] = is_hidden ? 0 : 255;
	return n;
}

static inline struct buf png_make(struct png_wish wish)
{
	static const png_byte SEEN_THROUGH[4] = { 255, 255, 0, 0 };
	struct buf out = { 0 };
	png_struct *png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_info *info = png_create_info_struct(png);
	png_text text = { .compression = PNG_TEXT_COMPRESSION_NONE,
		.key = (char *)(uintptr_t) "Comment",
		.text = (char *)(uintptr_t) "SECRET WORDS" };
	png_set_write_fn(png, &out, png_keep, NULL);
	png_set_IHDR(png, info, wish.width, wish.height, wish.depth, wish.colour_type,
	    wish.is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	png_set_text(png, info, &text, 1);
	if (wish.colour_type == PNG_COLOR_TYPE_PALETTE) {
		png_color palette[4];
		for (int i = 0; i < 4; i++)
			palette[i] = (png_color){ (png_byte)(QUARTERS[i] >> 16), (png_byte)(QUARTERS[i] >> 8 & 0xFF),
				(png_byte)(QUARTERS[i] & 0xFF) };
		png_set_PLTE(png, info, palette, 4);
		if (wish.is_seen_through)
			png_set_tRNS(png, info, SEEN_THROUGH, 4, NULL);
	}
	png_write_info(png, info);
	size_t stride = (size_t)wish.width * 8;
	png_byte *pixels = malloc(stride * wish.height), **rows = malloc(wish.height * sizeof *rows);
	for (unsigned y = 0; y < wish.height; y++) {
		png_byte *to = rows[y] = pixels + y * stride;
		for (unsigned x = 0; x < wish.width; x++)
			to += png_pixel(&wish, x, y, to);
	}
	png_write_image(png, rows);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	free(pixels);
	free(rows);
	return out;
}

#endif
