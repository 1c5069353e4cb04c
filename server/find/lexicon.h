/* Every form that a word of the index has, once, and which of them a typed term fits. Two sorted lists answer: one of
 * the forms, for exact, begun and mistyped terms; one of their endings, for what stands inside. Forms that came since
 * the lists were sorted are looked through one by one. Not for people (directory.h). Not thread safe by itself. */
#ifndef P2C_FIND_LEXICON_H
#define P2C_FIND_LEXICON_H

#include "base/buf.h"
#include "find/fit.h"
#include "find/ids.h"
#include "find/table.h"

/* A form's first byte says when it is no word: consonants alone, a registration ID. */
enum { LEXICON_BONES = 1, LEXICON_ID = 2 };
/* A place in a sorted list: the form's number, and where in the form it begins. */
enum { LEXICON_AT_BITS = 8, LEXICON_AT_MASK = 255 };

struct form {
	uint32_t at;
	uint16_t len;
	struct ids users; /* of the directory: whose form it is */
};

/* Places in the order of the text at them, and the first eight bytes of each as a number that compares like them. */
struct lexicon_list {
	uint32_t *places;
	uint64_t *heads;
	uint32_t n;
};

struct lexicon {
	struct form *forms;
	struct buf text;
	struct table by_text;
	struct lexicon_list sorted, endings; /* of the first sorted.n forms */
	uint32_t n, room;
};

/* The number of a form of at most 255 bytes; a new one when it is not there. */
uint32_t lexicon_take(struct lexicon *lexicon, const char *text, size_t len);
static inline const char *lexicon_text(const struct lexicon *lexicon, uint32_t form)
{
	return lexicon->text.bytes + lexicon->forms[form].at;
}
/* Sorts in what is new when that is worth it, or always with `now`. */
void lexicon_settle(struct lexicon *lexicon, bool now);
/* Numbers the forms anew, in the order of their text; all are sorted. out_numbers has room for lexicon->n: the new
 * number of each old one. */
void lexicon_lay_out(struct lexicon *lexicon, uint32_t *out_numbers);
void lexicon_finish(struct lexicon *lexicon);

/* Calls `found` for each form that the term fits; a form may come more than once, with worse fits too. With `slips`
 * only slips are looked for, otherwise everything but slips. */
struct lexicon_visit {
	void (*found)(void *ctx, uint32_t form, enum fit fit);
	void *ctx;
};
void lexicon_search(
    const struct lexicon *lexicon, const char *term, size_t len, bool slips, const struct lexicon_visit *visit);

/* The part of a list from `low` to `high` that begins with these bytes: where it starts, or `behind` it. */
uint32_t lexicon_bound(const struct lexicon *lexicon, const struct lexicon_list *list, uint32_t low, uint32_t high,
    const char *begin, size_t len, bool behind);
/* The form at a place of `sorted`. */
static inline uint32_t lexicon_form(const struct lexicon *lexicon, uint32_t place)
{
	return lexicon->sorted.places[place] >> LEXICON_AT_BITS;
}
void lexicon_slips(
    const struct lexicon *lexicon, const char *term, size_t len, bool begins, const struct lexicon_visit *visit);

#endif
