/* How a typed term fits a form: the one rule of it, as a pure function of two texts. The lexicon finds the same fits
 * for a hundred thousand forms at once. */
#ifndef P2C_FIND_FIT_H
#define P2C_FIND_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Best first. END: inside, and at the end (小明 in 王小明). SLIP: one letter missing, too many, wrong, or two
 * neighbours swapped; SLIP_BEGIN: the same at the beginning of a longer form. */
enum fit { FIT_NONE, FIT_EXACT, FIT_BEGIN, FIT_END, FIT_INSIDE, FIT_SLIP, FIT_SLIP_BEGIN, FIT_MAX };

/* What may be asked of a term, by its script and length: short ones would fit everything. */
struct fit_rules {
	bool inside, slip, slip_begin;
};
struct fit_rules fit_rules(const char *term, size_t len);

/* The best fit that the rules allow, and where it is in the form (all of it for a slip). */
enum fit fit(
    const char *term, size_t len, const struct fit_rules *rules, const char *form, size_t form_len, size_t *out_at);
/* Is it one slip away from the form or from its beginning? Never equal and never a plain beginning. */
enum fit fit_slip(const char *term, size_t len, const char *form, size_t form_len);

/* Bytes of the code point that starts with this byte, well-formed text assumed. */
static inline size_t fit_step(char first)
{
	unsigned char c = (unsigned char)first;
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

#endif
