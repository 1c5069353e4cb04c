/* The one fact of a photo's EXIF that matters here: which way up it was held. */
#ifndef P2C_BADGES_PHOTO_EXIF_H
#define P2C_BADGES_PHOTO_EXIF_H

#include <stddef.h>

/* The orientation (TIFF tag 0x0112) in a TIFF block, as it stands in EXIF behind "Exif\0\0": 1 to 8; 1 when there is
 * none or the block makes no sense. */
unsigned photo_exif_orientation(const unsigned char *tiff, size_t len);

#endif
