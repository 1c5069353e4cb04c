/* The alphabetical order of a language, as ICU knows it: French puts Égypte, Émirats, États-Unis and Éthiopie under
 * E, Spanish Ñ behind N, Chinese by reading. The only file that includes ICU's collators. Thread safe. */
#ifndef P2C_DOMAIN_COLLATE_H
#define P2C_DOMAIN_COLLATE_H

#include "base/arena.h"

#include <stddef.h>

/* A key for each text, in the arena: strcmp of two keys tells their order in that language ("fr"). Accents count only
 * between names that are otherwise the same. Text that is not UTF-8 is ordered by its replacement characters. */
void collate_keys(
    struct arena *arena, const char *language, const char *const *texts, size_t n, const char **out_keys);

#endif
