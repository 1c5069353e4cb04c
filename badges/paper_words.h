/* The words that stand on the documents by themselves, in the six official languages: one column a language in each
 * .def table. For this room alone. */
#ifndef P2C_BADGES_PAPER_WORDS_H
#define P2C_BADGES_PAPER_WORDS_H

#include "badges/paper.h"
#include "base/arena.h"

#include <stdbool.h>

/* The columns of the tables. */
enum paper_language { PAPER_EN, PAPER_FR, PAPER_ES, PAPER_AR, PAPER_RU, PAPER_ZH, PAPER_LANGUAGES };

/* The column of a BCP 47 tag; English for what is none of the six. */
enum paper_language paper_language_of(const char *tag);
/* Is that language written from right to left? */
bool paper_is_rtl(const char *tag);

/* The words of all documents, paper.def. */
enum paper_word {
#define WORD(name, ...) PAPER_##name,
#include "badges/paper.def"
#undef WORD
	PAPER_WORD_MAX
};
const char *paper_word(enum paper_language language, enum paper_word word);

/* 1234567 as the language groups it: "1,234,567". */
const char *paper_number(struct arena *arena, enum paper_language language, int64_t number);
/* The same of a plain decimal, "1234567.50"; NULL when it is none. */
const char *paper_decimal(struct arena *arena, enum paper_language language, const char *decimal);
/* 64 hex digits in lower case and groups of eight; "" for none. */
const char *paper_hash(struct arena *arena, const char *hash);
/* "Launched: 9 June 2022", the value in a direction of its own; "" for no value. */
const char *paper_labelled(struct arena *arena, enum paper_language language, const char *label, const char *value);
/* A text that keeps its own direction among words of the language: in Arabic it is isolated (Unicode UAX #9). */
const char *paper_isolated(struct arena *arena, enum paper_language language, const char *text);
/* "Journal 1234 · 9f86d081 884c7d65 …", for the foot of a page; "" for no head. */
const char *paper_foot(struct arena *arena, const struct paper *paper);

#endif
