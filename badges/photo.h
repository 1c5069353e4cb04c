/* A person's photo: what a phone, a webcam or a stranger sends becomes one small, clean JPEG of 3 by 4, and that
 * JPEG becomes pixels for the badge. Pure: bytes in, bytes or pixels out. Not for keeping it (domain/photo.h). */
#ifndef P2C_BADGES_PHOTO_H
#define P2C_BADGES_PHOTO_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum {
	PHOTO_BYTES_MAX = 4 * 1024 * 1024, /* of what is sent */
	PHOTO_SIDE_MAX = 12000,            /* pixels */
	PHOTO_PIXELS_MAX = 40000000,
	PHOTO_WIDTH = 480, /* of what is kept, at most */
	PHOTO_HEIGHT = 640,
	PHOTO_LEAST_WIDTH = 60, /* of what is cut out: with less nobody is recognised */
};

/* The part to keep, as fractions of the upright picture (after its EXIF orientation). Of this the largest
 * part of 3 by 4 in the middle is taken. */
struct photo_crop {
	double x, y, width, height;
};

/* Adds the kept form to *out_jpeg: baseline RGB JPEG, 3 by 4, at most 480 by 640 (made smaller, never larger),
 * without EXIF, profiles, comments. Takes JPEG (also CMYK, grey, progressive) and PNG (any depth; what is transparent
 * becomes white). Without a crop (NULL) the whole is the part to keep. Signature, size and kind are looked at before
 * a pixel is decoded. ERR_MEDIA_TYPE when it is neither, ERR_TOO_BIG for too many bytes or pixels, ERR_INVALID with
 * the field "photo" or "crop" for what is damaged, cut short, too small or out of bounds. */
enum err photo_take(
    const void *bytes, size_t len, const struct photo_crop *crop, struct buf *out_jpeg, struct fault *out_fault);

/* Rows of native words 0x00RRGGBB without gaps, as cairo's RGB24 has them. */
struct photo_pixels {
	uint32_t *words; /* the caller frees them */
	unsigned width, height;
};
/* Decodes a kept photo. ERR_BROKEN when the bytes are not one. */
enum err photo_decode(const void *jpeg, size_t len, struct photo_pixels *out_pixels);

#endif
