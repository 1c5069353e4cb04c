/* Any bytes as a photo: refused in words, or a kept form that is one. */
#include "badges/photo.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct photo_crop CROPS[] = { { 0 }, { 0.25, 0.25, 0.5, 0.5 } };
	for (size_t i = 0; i < sizeof CROPS / sizeof *CROPS; i++) {
		struct buf jpeg = { 0 };
		struct fault fault = { 0 };
		struct photo_pixels pixels;
		enum err err = photo_take(data, size, &CROPS[i], &jpeg, &fault);
		if (err ? jpeg.len || !*fault.detail : photo_decode(jpeg.bytes, jpeg.len, &pixels) != OK)
			abort();
		if (!err)
			free(pixels.words);
		buf_finish(&jpeg);
	}
	return 0;
}
