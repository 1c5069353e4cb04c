/* See text.h. */
#include "badges/text.h"

#include <stdint.h>
#include <string.h>

enum { UNKNOWN = 0xFFFD, MOST_ACCENTS = 3 };

struct range {
	uint32_t first, last;
};

static const struct range DROPPED[] = {
	{ 0x0000, 0x0008 }, { 0x000E, 0x001F }, { 0x007F, 0x0084 }, { 0x0086, 0x009F }, /* controls */
	{ 0x00AD, 0x00AD }, { 0x061C, 0x061C }, { 0x180E, 0x180E }, { 0x200B, 0x200B }, /* soft hyphen, ALM */
	{ 0x200E, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x206F }, /* bidi marks, overrides, isolates */
	{ 0xFDD0, 0xFDEF }, { 0xFEFF, 0xFEFF }, { 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF }, /* BOM, noncharacters */
	{ 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF }, { 0xF0000, 0x10FFFF }, /* music controls, tags, private planes */
};

static const struct range SPACES[] = {
	{ 0x0009, 0x000D },
	{ 0x0020, 0x0020 },
	{ 0x0085, 0x0085 },
	{ 0x00A0, 0x00A0 },
	{ 0x1680, 0x1680 },
	{ 0x2000, 0x200A },
	{ 0x2028, 0x2029 },
	{ 0x202F, 0x202F },
	{ 0x205F, 0x205F },
	{ 0x3000, 0x3000 },
};

static const struct range ACCENTS[] = {
	{ 0x0300, 0x036F },
	{ 0x0483, 0x0489 },
	{ 0x064B, 0x065F },
	{ 0x06D6, 0x06DC },
	{ 0x1AB0, 0x1AFF },
	{ 0x1DC0, 0x1DFF },
	{ 0x20D0, 0x20FF },
	{ 0xFE00, 0xFE0F },
	{ 0xFE20, 0xFE2F },
};

static const struct range LATIN[] = {
	{ 0x0000, 0x024F },
	{ 0x0300, 0x036F },
	{ 0x1E00, 0x1EFF },
	{ 0x2000, 0x206F },
	{ 0x2C60, 0x2C7F },
	{ 0xA720, 0xA7FF },
	{ 0xFB00, 0xFB06 },
};

#define IN(ranges, c) is_in((ranges), sizeof(ranges) / sizeof *(ranges), (c))

static bool is_in(const struct range *ranges, size_t count, uint32_t c)
{
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

/* How many bytes a sequence has that begins with this one, and the least code point it may spell; 0 for a byte that
 * begins none. */
static size_t sequence(unsigned char lead, uint32_t *out_least)
{
	static const struct {
		unsigned char mask, mark;
		uint32_t least;
	} FORMS[] = { { 0x80, 0x00, 0 }, { 0xE0, 0xC0, 0x80 }, { 0xF0, 0xE0, 0x800 }, { 0xF8, 0xF0, 0x10000 } };
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		if ((lead & FORMS[i].mask) == FORMS[i].mark) {
			*out_least = FORMS[i].least;
			return i + 1;
		}
	return 0;
}

/* Reads one character; a byte that belongs to none is UNKNOWN and one byte long. */
static uint32_t decode(const char *text, size_t *out_len)
{
	uint32_t least = 0;
	unsigned char lead = (unsigned char)*text;
	size_t len = sequence(lead, &least);
	uint32_t c = len > 1 ? lead & (0x7FU >> len) : lead;
	*out_len = 1;
	for (size_t i = 1; i < len; i++) {
		unsigned char next =
		    (unsigned char)text[i]; /* the closing NUL is no continuation, so this stops there */
		if ((next & 0xC0) != 0x80)
			return UNKNOWN;
		c = c << 6 | (next & 0x3FU);
	}
	if (!len || c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return UNKNOWN;
	*out_len = len;
	return c;
}

/* What is known of the text so far. */
struct cleaner {
	char *out;
	size_t len, count;
	unsigned accents; /* in a row */
	bool space;       /* one is owed before the next character */
};

static void keep(struct cleaner *cleaner, uint32_t c, const char *bytes, size_t len)
{
	if (cleaner->space && cleaner->len) {
		cleaner->out[cleaner->len++] = ' ';
		cleaner->count++;
	}
	cleaner->space = false;
	const char *from = c == UNKNOWN ? "\xef\xbf\xbd" : bytes;
	size_t size = c == UNKNOWN ? 3 : len;
	memcpy(cleaner->out + cleaner->len, from, size);
	cleaner->len += size;
	cleaner->count++;
}

static void take(struct cleaner *cleaner, uint32_t c, const char *bytes, size_t len)
{
	if (IN(SPACES, c)) {
		cleaner->space = true;
		cleaner->accents = 0;
		return;
	}
	if (IN(DROPPED, c))
		return;
	cleaner->accents = IN(ACCENTS, c) ? cleaner->accents + 1 : 0;
	if (cleaner->accents <= MOST_ACCENTS)
		keep(cleaner, c, bytes, len);
}

const char *badge_text_clean_part(struct arena *arena, const char *text, size_t bytes, size_t most)
{
	/* A byte may become the three of U+FFFD, a character is four at most, and a space may come before it. */
	struct cleaner cleaner = { .out = arena_alloc(arena, (bytes < most ? bytes : most) * 4 + 8) };
	for (const char *end = text + bytes; text < end && *text && cleaner.count + cleaner.space < most;) {
		size_t len;
		uint32_t c = decode(text, &len);
		take(&cleaner, c, text, len);
		text += len;
	}
	return cleaner.out;
}

const char *badge_text_clean(struct arena *arena, const char *text)
{
	return text ? badge_text_clean_part(arena, text, strlen(text), BADGE_TEXT_LONGEST) : "";
}

bool badge_text_is_latin(const char *text)
{
	for (size_t len; *text; text += len)
		if (!IN(LATIN, decode(text, &len)))
			return false;
	return true;
}
