/* The words that only one paper prints, in every language of papers: enum words and WORDS[which][language], made of
 * the rows WORD(NAME, en, fr, es, ar, ru, zh) of the file OWN_WORDS, which the paper's source names before it
 * includes this. NOT for words that several papers share: paper_words.h. */
#ifndef P2C_BADGES_OWN_WORDS_H
#define P2C_BADGES_OWN_WORDS_H

#include "badges/paper_words.h"

enum words {
#define WORD(name, ...) WORD_##name,
#include OWN_WORDS
#undef WORD
	WORDS_MAX
};

static const char *const WORDS[WORDS_MAX][PAPER_LANGUAGES] = {
#define WORD(name, ...) [WORD_##name] = { __VA_ARGS__ },
#include OWN_WORDS
#undef WORD
};

#endif
