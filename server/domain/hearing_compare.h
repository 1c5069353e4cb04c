/* Two accounts of one statement held against each other, field by field. Pure; for hearing.c. */
#ifndef P2C_DOMAIN_HEARING_COMPARE_H
#define P2C_DOMAIN_HEARING_COMPARE_H

#include "base/arena.h"
#include "domain/pledge.h"

#include <stdbool.h>

/* The names of the fields that the form says something about, separated by spaces. */
const char *hearing_words(struct arena *arena, const struct pledge_form *form);
bool hearing_words_have(const char *words, const char *field);
/* What does not agree among the fields that were said, as JSON: [{"field":"amount","first":…,"second":…}], values as
 * on the wire. *out_n is how many. */
const char *hearing_differences(
    struct arena *arena, const char *said, const struct pledge *first, const struct pledge *second, size_t *out_n);
/* Puts what the second ear said into *pledge. */
void hearing_take(const char *said, const struct pledge *second, struct pledge *pledge);

#endif
