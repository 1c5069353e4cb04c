/* Text that comes from other people's files: is it UTF-8, and what of it is kept. Not for folding and search
 * (domain/fold.h). */
#ifndef P2C_SCHEDULE_TEXT_H
#define P2C_SCHEDULE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Length of the well-formed UTF-8 sequence at s, 0 when there is none (RFC 3629: nothing overlong, no surrogates). */
size_t text_utf8(const char *s, size_t left);
/* Are all bytes UTF-8 without NUL? Otherwise *out_bad (may be NULL) is the offset of the first one that is not. */
bool text_is_utf8(const char *bytes, size_t len, size_t *out_bad);
/* A copy without white space around it and without control characters inside (tab and line feed stay). NULL gives "".
 */
char *text_clean(struct arena *arena, const char *text);
/* Lower-case ASCII letters and digits; everything else becomes one `gap`, none at the ends: "Value Creation!" with
 * '_' becomes "value_creation". */
char *text_slug(struct arena *arena, const char *text, char gap);
/* Adds text as XML character data or attribute value (XML 1.0, sections 2.2 and 2.4): what XML cannot hold becomes
 * U+FFFD. */
void text_add_xml(struct buf *out, const char *text);

#endif
