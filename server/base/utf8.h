/* UTF-8 as RFC 3629 has it: nothing overlong, no surrogates, nothing above U+10FFFF. Not for decoding code points or
 * for folding. */
#ifndef P2C_BASE_UTF8_H
#define P2C_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the well-formed sequence at `text`, of which `left` bytes can be read; 0 when there is none. */
size_t utf8_len(const char *text, size_t left);
/* Are all bytes UTF-8 without NUL? Otherwise *out_bad (may be NULL) is the offset of the first one that is not. */
bool utf8_is_text(const char *bytes, size_t len, size_t *out_bad);

#endif
