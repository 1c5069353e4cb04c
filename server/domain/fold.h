/* Folding: text of any script to lower-case Latin letters, digits and single spaces, so that a clerk finds "Núñez" by
 * "nunez" and 王小明 by "wang". The only file that includes ICU's transliterators. Thread safe. */
#ifndef P2C_DOMAIN_FOLD_H
#define P2C_DOMAIN_FOLD_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Any script to its Latin form (per-script rules, then Any-Latin; Latin-ASCII), lower case, only letters, digits,
 * single spaces. */
char *fold_latin(struct arena *arena, const char *text);
/* Own script kept: lower case, accents and marks removed, punctuation to spaces, only letters, digits, single spaces.
 */
char *fold_plain(struct arena *arena, const char *text);
/* Is this code point part of a word: a letter, a digit, a vowel sign? */
bool fold_is_word(uint32_t letter);
/* May it be left out when typing: an accent, a vowel mark of Arabic or Hebrew, a joiner, a bidi control? */
bool fold_drops(uint32_t letter);
/* Has the text nothing but ASCII? */
bool fold_is_ascii(const char *text);
/* Text to search in: " plain latin" of each part, one leading space, so that "% word%" finds beginnings of words. */
char *fold_for_search(struct arena *arena, const char *const *parts, size_t n);

#endif
