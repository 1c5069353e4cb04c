/* Text that comes from other people's files: what of it is kept. Not for UTF-8 itself (base/utf8.h) nor for
 * folding and search (domain/fold.h). */
#ifndef P2C_SCHEDULE_TEXT_H
#define P2C_SCHEDULE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

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
