/* See utf8.h. */
#include "base/utf8.h"

size_t utf8_len(const char *text, size_t left)
{
	const unsigned char *s = (const unsigned char *)text;
	if (!left)
		return 0;
	if (s[0] < 0x80)
		return 1;
	size_t len = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || left < len)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
	bool outside = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
	return overlong || outside ? 0 : len;
}

bool utf8_is_text(const char *bytes, size_t len, size_t *out_bad)
{
	for (size_t i = 0, step; i < len; i += step) {
		step = bytes[i] ? utf8_len(bytes + i, len - i) : 0;
		if (!step) {
			if (out_bad)
				*out_bad = i;
			return false;
		}
	}
	return true;
}
