/* JPEG and PNG row by row, behind one face: the only place that calls libjpeg and libpng and jumps out of them when
 * they fail. Private to badges/photo.c. Not for what is done with the rows. */
#ifndef P2C_BADGES_PHOTO_CODEC_H
#define P2C_BADGES_PHOTO_CODEC_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct photo_reader;

/* Reads signature and header, decodes nothing. The bytes stay the caller's and must outlive the reader. Errors as
 * photo_take says. */
enum err photo_reader_open(const void *bytes, size_t len, struct photo_reader **out_reader, struct fault *out_fault);
void photo_reader_close(struct photo_reader *reader);

/* Size in pixels as stored, and how the picture is to be turned: EXIF orientation, 1 to 8. */
struct photo_head {
	unsigned width, height, orientation;
};
struct photo_head photo_reader_head(const struct photo_reader *reader);

/* Starts decoding. The library may hand out a picture 2, 4 or 8 times smaller each way if that costs less:
 * photo_reader_head tells the size it then has. `spare` says how many times smaller it may be (1: not at all). */
enum err photo_reader_start(struct photo_reader *reader, unsigned spare, struct fault *out_fault);
/* The next row, from the top: width times RGB, 8 bits each, valid until the next call. */
enum err photo_reader_row(struct photo_reader *reader, const uint8_t **out_rgb, struct fault *out_fault);
/* Looks whether the file ends as it should. */
enum err photo_reader_finish(struct photo_reader *reader, struct fault *out_fault);

/* Adds a baseline JPEG of these RGB rows without gaps to *out. */
enum err photo_write(const uint8_t *rgb, unsigned width, unsigned height, struct buf *out);

#endif
