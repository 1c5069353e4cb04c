/* Makes any text fit to be set on a badge: one line, valid UTF-8, nothing invisible that could turn it round.
 * Not for shaping or direction (pango's business), and not for folding names for search. */
#ifndef P2C_BADGES_TEXT_H
#define P2C_BADGES_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { BADGE_TEXT_LONGEST = 300 }; /* characters (code points) kept of a text */

/* A clean copy in the arena, never NULL: NULL gives "". Control characters, bidi marks, embeddings, overrides and
 * isolates (Unicode UAX #9), byte order marks, tags and noncharacters are left out; white space of any kind becomes
 * one space, none at the ends; bytes that are not UTF-8 (RFC 3629) become U+FFFD; of a heap of combining accents the
 * first three stay; the text ends after BADGE_TEXT_LONGEST characters. The joiners U+200C and U+200D stay: Persian
 * and Hindi names need them. */
const char *badge_text_clean(struct arena *arena, const char *text);
/* The same of the first `bytes` bytes at most, ending after `most` characters: for texts longer than a badge's. */
const char *badge_text_clean_part(struct arena *arena, const char *text, size_t bytes, size_t most);
/* Can those who read only the Latin script read this clean text? True for "". */
bool badge_text_is_latin(const char *text);

#endif
