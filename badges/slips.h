/* Numbered paper slips on which pledges are written by hand when no screen works: three on a page with lines to cut
 * along. The number is large and in a QR, so that the slip is found again when it is typed in. */
#ifndef P2C_BADGES_SLIPS_H
#define P2C_BADGES_SLIPS_H

#include "badges/paper.h"

enum { SLIPS_MAX = 1500, SLIPS_PREFIX_MAX = 12, SLIPS_NUMBER_MAX = 999999 };

struct slips_data {
	struct paper paper;  /* its head may be empty */
	const char *prefix;  /* before each number, capital letters, digits and dashes: "P2C-"; NULL: none */
	unsigned first;      /* number of the first slip, 1 to SLIPS_NUMBER_MAX */
	unsigned count;      /* 1 to SLIPS_MAX */
	const char *session; /* printed on each, or NULL for a line to fill in */
};

/* Adds a whole PDF to *out, which is untouched on failure. The QR says "P2C SLIP P2C-0042". ERR_INVALID names
 * "first", "count" or "prefix"; ERR_BROKEN when cairo fails. */
enum err slips_pdf(
    struct badge_press *press, const struct slips_data *data, struct buf *out, struct fault *out_fault);

#endif
