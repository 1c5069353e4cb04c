/* See fit.h. */
#include "find/fit.h"

#include <string.h>

enum { LETTERS_INSIDE = 3, LETTERS_SLIP = 4, SYLLABLES_SLIP = 3, LETTERS_SLIP_BEGIN = 5 };

/* Han, kana and Hangul: a sign is a syllable or a word, and one wrong sign is another name. */
static bool is_sign(const char *at)
{
	unsigned char first = (unsigned char)*at, second = (unsigned char)at[1];
	return first >= 0xF0 || (first >= 0xE3 && first <= 0xE9) || (first == 0xE2 && second >= 0xBA) ||
	       (first >= 0xEA && first <= 0xED);
}

struct fit_rules fit_rules(const char *term, size_t len)
{
	struct fit_rules rules = { 0 };
	size_t letters = 0;
	bool digits = false, ascii = true, signs = len && is_sign(term);
	for (size_t at = 0; at < len; at += fit_step(term[at]), letters++) {
		digits = digits || (term[at] >= '0' && term[at] <= '9');
		ascii = ascii && (unsigned char)term[at] < 0x80;
	}
	rules.inside = letters >= LETTERS_INSIDE || (!ascii && letters >= 2) || (signs && letters);
	/* A number with another digit is somebody else's. */
	bool three = !ascii && (unsigned char)*term >= 0xE0;
	rules.slip = !digits && !signs && letters >= (three ? SYLLABLES_SLIP : LETTERS_SLIP);
	rules.slip_begin = rules.slip && letters >= LETTERS_SLIP_BEGIN;
	return rules;
}

/* Does the rest of the term fit the rest of the form, whole or as its beginning? */
static enum fit rest(const char *term, size_t len, const char *form, size_t form_len)
{
	if (len > form_len || memcmp(term, form, len) != 0)
		return FIT_NONE;
	return len == form_len ? FIT_SLIP : FIT_SLIP_BEGIN;
}

enum fit fit_slip(const char *term, size_t len, const char *form, size_t form_len)
{
	size_t same = 0;
	while (same < len && same < form_len && term[same] == form[same])
		same++;
	if (same == len)
		return FIT_NONE; /* equal, or a beginning */
	while (same && ((unsigned char)term[same] & 0xC0) == 0x80)
		same--;
	/* The slip is at the first letter that differs. */
	const char *t = term + same, *f = form + same;
	size_t t_len = len - same, f_len = form_len - same, step = fit_step(*t);
	size_t form_step = f_len ? fit_step(*f) : 0;
	enum fit best = rest(t + step, t_len - step, f, f_len); /* one too many */
	const size_t skips[] = { step, 0 };                     /* wrong; missing */
	for (size_t i = 0; f_len && i < 2; i++) {
		enum fit other = rest(t + skips[i], t_len - skips[i], f + form_step, f_len - form_step);
		if (other && (!best || other < best))
			best = other;
	}
	if (best != FIT_SLIP && t_len > step) {
		size_t next = fit_step(t[step]), both = step + next;
		if (f_len >= both && !memcmp(t, f + next, step) && !memcmp(t + step, f, next)) {
			enum fit other = rest(t + both, t_len - both, f + both, f_len - both);
			if (other && (!best || other < best))
				best = other;
		}
	}
	return best;
}

enum fit fit(
    const char *term, size_t len, const struct fit_rules *rules, const char *form, size_t form_len, size_t *out_at)
{
	*out_at = 0;
	if (len <= form_len && !memcmp(term, form, len))
		return len == form_len ? FIT_EXACT : FIT_BEGIN;
	const char *inside = rules->inside && form_len ? memmem(form + 1, form_len - 1, term, len) : NULL;
	if (inside) {
		*out_at = form_len - len;
		if (!memcmp(form + form_len - len, term, len))
			return FIT_END;
		*out_at = (size_t)(inside - form);
		return FIT_INSIDE;
	}
	enum fit slip = rules->slip ? fit_slip(term, len, form, form_len) : FIT_NONE;
	return slip == FIT_SLIP_BEGIN && !rules->slip_begin ? FIT_NONE : slip;
}
