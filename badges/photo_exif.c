/* TIFF 6.0 §2: header, first directory, one tag. Every offset is a stranger's. */
#include "badges/photo_exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3, ENTRY_LEN = 12, ENTRY_VALUE = 8, UPRIGHT = 1, LAST = 8 };

struct tiff {
	const unsigned char *bytes;
	size_t len;
	bool is_big; /* most significant byte first */
};

static uint32_t number(const struct tiff *tiff, size_t at, size_t width)
{
	uint32_t value = 0;
	for (size_t i = 0; i < width; i++)
		value = value << 8 | tiff->bytes[at + (tiff->is_big ? i : width - 1 - i)];
	return value;
}

unsigned photo_exif_orientation(const unsigned char *bytes, size_t len)
{
	struct tiff tiff = { .bytes = bytes, .len = len, .is_big = len && bytes[0] == 'M' };
	if (len < 8 || (memcmp(bytes, "II*\0", 4) != 0 && memcmp(bytes, "MM\0*", 4) != 0))
		return UPRIGHT;
	size_t at = number(&tiff, 4, 4);
	if (at > len - 2)
		return UPRIGHT;
	size_t n = number(&tiff, at, 2), room = (len - at - 2) / ENTRY_LEN;
	for (size_t i = 0; i < n && i < room; i++) {
		size_t entry = at + 2 + i * ENTRY_LEN;
		if (number(&tiff, entry, 2) != TAG_ORIENTATION || number(&tiff, entry + 2, 2) != TYPE_SHORT)
			continue;
		uint32_t value = number(&tiff, entry + ENTRY_VALUE, 2);
		return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
	}
	return UPRIGHT;
}
