/* See plain_text.h. */
#include "domain/plain_text.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Signs without a shape of their own. Joiners stay: Persian and the scripts of India write with them; so do the plain
 * direction marks, which a keyboard for Arabic types. */
static const struct {
	uint32_t from, to;
	const char *words;
} REFUSED[] = {
	{ 0x0000, 0x001F, "a control character" },
	{ 0x007F, 0x009F, "a control character" },
	{ 0x2028, 0x2029, "a line break" },
	{ 0x202A, 0x202E, "a sign that turns the direction of writing" },
	{ 0x2066, 0x2069, "a sign that turns the direction of writing" },
	{ 0xFFF9, 0xFFFB, "a control character" },
	{ 0xE0000, 0xE007F, "an invisible character" },
};

/* The code point of a sequence that utf8_len measured. */
static uint32_t code_point(const char *at, size_t len)
{
	const unsigned char *b = (const unsigned char *)at;
	static const unsigned char FIRST[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	uint32_t c = b[0] & FIRST[len];
	for (size_t i = 1; i < len; i++)
		c = c << 6 | (b[i] & 0x3F);
	return c;
}

static const char *refused(uint32_t c)
{
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
		if (c >= REFUSED[i].from && c <= REFUSED[i].to)
			return REFUSED[i].words;
	return NULL;
}

enum err plain_text_check(struct fault *out_fault, const char *field, const char *text, size_t most)
{
	size_t left = text ? strlen(text) : 0, characters = 0;
	while (left) {
		size_t len = utf8_len(text, left);
		if (!len)
			return fault_set(out_fault, ERR_INVALID, field, "The text is not UTF-8.");
		uint32_t c = code_point(text, len);
		const char *what = refused(c);
		if (what)
			return fault_set(out_fault, ERR_INVALID, field,
			    "The text has %s (U+%04X) that nobody can see. Type it again instead of pasting it.",
			    what, (unsigned)c);
		if (++characters > most)
			return fault_set(
			    out_fault, ERR_INVALID, field, "The text is too long (at most %zu characters).", most);
		text += len;
		left -= len;
	}
	return OK;
}
