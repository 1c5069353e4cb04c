/* Words that people type into one line: names, titles, desks, reasons. What cannot be seen but changes what is seen
 * (controls, marks that turn the direction of writing) is refused, so that a badge says what the clerk read. Not for
 * texts of several lines (schedule/text.h, ceremony_text.h). */
#ifndef P2C_DOMAIN_PLAIN_TEXT_H
#define P2C_DOMAIN_PLAIN_TEXT_H

#include "base/err.h"

#include <stddef.h>

enum { PLAIN_NAME_MAX = 200, PLAIN_DESK_MAX = 40, PLAIN_WORDS_MAX = 500 }; /* characters */

/* ERR_INVALID with the field and a sentence for a clerk: longer than `most` characters, or with one of those signs.
 * NULL is OK. */
enum err plain_text_check(struct fault *out_fault, const char *field, const char *text, size_t most);

#endif
