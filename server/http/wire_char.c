/* Which bytes may stand where in a request head, as tables. Not for decoding whole texts. */
#include "http/wire_char.h"

#include <stdint.h>

/* clang-format off */
static const char token_lower[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, '!', 0, '#', '$', '%', '&', '\'', 0, 0, '*', '+', 0, '-', '.', 0,
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 0, 0, 0, 0, 0, 0,
	0, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0, 0, 0, '^', '_',
	'`', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0, '|', 0, '~', 0,
};
/* clang-format on */

static const bool not_in_target[128] = { ['\\'] = true, ['#'] = true, ['"'] = true, ['<'] = true, ['>'] = true };

char wire_char_token(unsigned char byte)
{
	return byte < 128 ? token_lower[byte] : 0;
}

bool wire_char_host(unsigned char byte)
{
	char lower = wire_char_token(byte);

	return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '.' || lower == '-' ||
	       lower == '_';
}

bool wire_char_target(unsigned char byte)
{
	return byte > 0x20 && byte < 0x7f && !not_in_target[byte];
}

static int hex_digit(unsigned char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

int wire_char_percent(const char *text, size_t len)
{
	int high, low;

	if (len < 3 || text[0] != '%')
		return -1;
	high = hex_digit((unsigned char)text[1]);
	low = hex_digit((unsigned char)text[2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* How many bytes a lead byte announces, which of its bits count, and the least code point of that length. */
struct lead {
	uint8_t mask, bits, bytes;
	uint32_t least;
};

static const struct lead leads[] = {
	{ 0x80, 0x00, 1, 0x20 },
	{ 0xe0, 0xc0, 2, 0xa0 }, /* U+0080..009F are controls */
	{ 0xf0, 0xe0, 3, 0x800 },
	{ 0xf8, 0xf0, 4, 0x10000 },
};

static const struct lead *lead_of(int byte)
{
	for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
		if ((byte & leads[i].mask) == leads[i].bits)
			return &leads[i];
	return NULL;
}

size_t wire_char_utf8(const char *text, size_t len)
{
	int first = wire_char_percent(text, len);
	const struct lead *lead = first < 0 ? NULL : lead_of(first);
	uint32_t point;

	if (!lead)
		return 0;
	point = (uint32_t)first & (uint8_t)~lead->mask;
	for (size_t i = 1; i < lead->bytes; i++) {
		int next = len < 3 * i ? -1 : wire_char_percent(text + 3 * i, len - 3 * i);

		if (next < 0 || (next & 0xc0) != 0x80)
			return 0;
		point = point << 6 | ((uint32_t)next & 0x3f);
	}
	if (point < lead->least || point == 0x7f || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		return 0;
	return (size_t)lead->bytes * 3;
}
