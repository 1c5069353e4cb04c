/* Which bytes may stand where in a request head. Private to wire*.c. */
#ifndef P2C_HTTP_WIRE_CHAR_H
#define P2C_HTTP_WIRE_CHAR_H

#include <stdbool.h>
#include <stddef.h>

/* The byte in lower case when it may stand in a token (RFC 9110 §5.6.2), else 0. */
char wire_char_token(unsigned char byte);
/* May the byte stand in the name of a host? Letters, digits and . - _ */
bool wire_char_host(unsigned char byte);
/* May the byte stand unescaped in a target? Printable ASCII without \ # " < >. */
bool wire_char_target(unsigned char byte);
/* The byte that three characters "%41" stand for, or -1. */
int wire_char_percent(const char *text, size_t len);
/* One percent-encoded character of UTF-8 at the start of text ("%C3%A9"): the number of characters read, 0 when it is
 * not sound: overlong, surrogate, control character (C0, DEL, C1), cut off. */
size_t wire_char_utf8(const char *text, size_t len);

#endif
