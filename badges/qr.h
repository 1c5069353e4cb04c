/* The QR symbol of a code as a square of modules (ISO/IEC 18004), level M. Not for placing or painting it. */
#ifndef P2C_BADGES_QR_H
#define P2C_BADGES_QR_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	BADGE_QR_QUIET = 4,     /* modules of white that the standard wants on each side */
	BADGE_QR_SIDE_MAX = 57, /* version 10: more text than that makes modules too small to scan from a lanyard */
};

struct badge_qr {
	unsigned side; /* modules, without the quiet zone; 0 when there is no code */
	uint8_t dark[BADGE_QR_SIDE_MAX][BADGE_QR_SIDE_MAX];
};

/* The symbol of that text, in alphanumeric mode where its characters allow, as small as level M gets: 20 characters
 * of a badge code make version 1, 21 modules. ERR_INVALID with field "qr" when the text does not fit version 10.
 * Empty or NULL text gives a symbol of side 0. */
enum err badge_qr_make(const char *text, struct badge_qr *out_qr, struct fault *out_fault);

#endif
