/* What a fit is worth: the order in which people are shown, as one table. */
#ifndef P2C_FIND_SCORE_H
#define P2C_FIND_SCORE_H

#include "find/directory.h"

/* A fit of a term and a source, in a byte that is greater for a better one; 0 for none. `part` is how much of the
 * form the term is, 0 to 15. */
uint8_t score_mark(enum fold_kind kind, enum fit fit, size_t term_len, size_t form_len);
enum fit score_fit(uint8_t mark);
enum fold_kind score_kind(uint8_t mark);

/* What such a fit is worth in a field: its points in the upper bits, the part of the form in the lower SCORE_PART. */
enum {
	SCORE_PART_BITS = 4,
	SCORE_WHOLE_NAME = 3 /* points for a name all of which was typed */,
	SCORE_IN_ORDER = 3,
	SCORE_LEFT_OUT = 3 /* for one with no word left out; one less for each */
};
uint16_t score_value(enum find_field field, uint8_t mark);

#endif
