/* Forms one slip away from a term, found in the sorted list as if it were a tree of letters: down the term's own
 * letters, and at each of them one step aside. See lexicon.h. */
#include "find/lexicon.h"

#include <string.h>

enum { FEW = 24, TERM_MAX = 256, LETTER_MAX = 4 };

struct walk {
	const struct lexicon *lexicon;
	const char *term;
	size_t len;
	bool begins;
	const struct lexicon_visit *visit;
	char text[TERM_MAX + LETTER_MAX]; /* what is looked for: the term's beginning and a step aside */
};

static void found(const struct walk *walk, uint32_t form, enum fit fit)
{
	if (fit == FIT_SLIP || (fit == FIT_SLIP_BEGIN && walk->begins))
		walk->visit->found(walk->visit->ctx, form, fit);
}

/* Everything between low and high that begins with walk->text. */
static void take(const struct walk *walk, uint32_t low, uint32_t high, size_t len)
{
	const struct lexicon *lexicon = walk->lexicon;
	for (low = lexicon_bound(lexicon, &lexicon->sorted, low, high, walk->text, len, false); low < high; low++) {
		uint32_t form = lexicon_form(lexicon, low);
		const struct form *f = &lexicon->forms[form];
		if (f->len < len || memcmp(lexicon->text.bytes + f->at, walk->text, len) != 0)
			return;
		enum fit fit = f->len == len ? FIT_SLIP : FIT_SLIP_BEGIN;
		if (f->len < walk->len || memcmp(lexicon->text.bytes + f->at, walk->term, walk->len) != 0)
			found(walk, form, fit);
	}
}

/* The first `at` bytes, then `aside`, then the term's bytes from `from` on. */
static size_t compose(struct walk *walk, size_t at, const char *aside, size_t n, size_t from)
{
	memcpy(walk->text + at, aside, n);
	memcpy(walk->text + at + n, walk->term + from, walk->len - from);
	return at + n + walk->len - from;
}

/* Another letter instead of the one at `at`, or before it: each that follows there in the list. */
static void step_aside(struct walk *walk, uint32_t low, uint32_t high, size_t at, size_t step)
{
	const struct lexicon *lexicon = walk->lexicon;
	while (low < high) {
		uint32_t form = lexicon_form(lexicon, low);
		const char *text = lexicon_text(lexicon, form);
		if (lexicon->forms[form].len <= at) {
			low++;
			continue;
		}
		char letter[LETTER_MAX];
		size_t n = fit_step(text[at]);
		memcpy(letter, text + at, n);
		memcpy(walk->text, walk->term, at);
		memcpy(walk->text + at, letter, n);
		uint32_t next = lexicon_bound(lexicon, &lexicon->sorted, low, high, walk->text, at + n, true);
		take(walk, low, next, compose(walk, at, letter, n, at));
		if (n != step || memcmp(letter, walk->term + at, n) != 0)
			take(walk, low, next, compose(walk, at, letter, n, at + step));
		low = next;
	}
}

/* One letter too many at `at`, or it and the next swapped. */
static void skip_and_swap(struct walk *walk, uint32_t low, uint32_t high, size_t at, size_t step)
{
	memcpy(walk->text, walk->term, at);
	take(walk, low, high, compose(walk, at, "", 0, at + step));
	if (at + step >= walk->len)
		return;
	size_t next = fit_step(walk->term[at + step]);
	memcpy(walk->text + at, walk->term + at + step, next);
	memcpy(walk->text + at + next, walk->term + at, step);
	size_t done = at + next + step;
	memcpy(walk->text + done, walk->term + done, walk->len - done);
	take(walk, low, high, walk->len);
}

/* Few enough: each is looked at by itself. */
static void try_each(const struct walk *walk, uint32_t low, uint32_t high)
{
	for (; low < high; low++) {
		uint32_t form = lexicon_form(walk->lexicon, low);
		found(walk, form,
		    fit_slip(
			walk->term, walk->len, lexicon_text(walk->lexicon, form), walk->lexicon->forms[form].len));
	}
}

/* Where the forms of the term's own kind of letters begin and end: a slip does not change the script. */
static void of_its_kind(const struct walk *walk, uint32_t *out_low, uint32_t *out_high)
{
	const struct lexicon *lexicon = walk->lexicon;
	unsigned char first = (unsigned char)*walk->term;
	unsigned char from = first < 0x80 ? ' ' : first < 0xE0 ? 0xC2 : first;
	unsigned char to = first < 0x80 ? 0x80 : first < 0xE0 ? 0xE0 : (unsigned char)(first + 1);
	*out_low = lexicon_bound(lexicon, &lexicon->sorted, 0, lexicon->sorted.n, (const char *)&from, 1, false);
	*out_high =
	    lexicon_bound(lexicon, &lexicon->sorted, *out_low, lexicon->sorted.n, (const char *)&to, 1, false);
}

void lexicon_slips(
    const struct lexicon *lexicon, const char *term, size_t len, bool begins, const struct lexicon_visit *visit)
{
	struct walk walk = { .lexicon = lexicon, .term = term, .len = len, .begins = begins, .visit = visit };
	uint32_t low, high;
	if (len == 0 || len > TERM_MAX)
		return;
	of_its_kind(&walk, &low, &high);
	for (size_t at = 0, step; at < len && low < high; at += step) {
		if (high - low <= FEW) {
			try_each(&walk, low, high);
			return;
		}
		step = fit_step(term[at]);
		skip_and_swap(&walk, low, high, at, step);
		step_aside(&walk, low, high, at, step);
		low = lexicon_bound(lexicon, &lexicon->sorted, low, high, term, at + step, false);
		high = lexicon_bound(lexicon, &lexicon->sorted, low, high, term, at + step, true);
	}
}
