/* Any bytes as a photo: refused in words, or a kept form that is one. */
#include "badges/photo.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(const uint8_t *data, size_t size, const struct photo_crop *crop)
{
	struct buf jpeg = { 0 };
	struct fault fault = { 0 };
	struct photo_pixels pixels;
	enum err err = photo_take(data, size, crop, &jpeg, &fault);
	if (err ? jpeg.len || !*fault.detail : photo_decode(jpeg.bytes, jpeg.len, &pixels) != OK)
		abort();
	if (!err)
		free(pixels.words);
	buf_finish(&jpeg);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct photo_crop PART = { 0.25, 0.25, 0.5, 0.5 };
	take(data, size, NULL);
	take(data, size, &PART);
	return 0;
}
