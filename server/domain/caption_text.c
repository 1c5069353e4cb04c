/* Which encoding a caption file has, and its text as UTF-8. Programs write UTF-8, UTF-16, or the code page that the
 * Windows of that language had; a file is never refused for its encoding. */
#include "domain/caption.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/ucnv.h>

enum { LOOKED_AT = 200, WIDER = 3 }; /* bytes; UTF-8 bytes for one byte of anything else, at most */

static const struct {
	const char *language, *page;
} PAGES[] = {
	{ "ar", "windows-1256" },
	{ "ru", "windows-1251" },
	{ "zh", "gb18030" },
};

static const char *page_of(const char *language)
{
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++)
		if (strcmp(PAGES[i].language, language) == 0)
			return PAGES[i].page;
	return "windows-1252";
}

static bool is_utf8(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t n = bytes[i] ? utf8_len(bytes + i, len - i) : 1;
		if (!n)
			return false;
		i += n;
	}
	return true;
}

/* UTF-16 by its mark; without one by its zeros, since timings are digits: every other byte is then one. */
static const char *wide_of(const unsigned char *bytes, size_t len)
{
	size_t zeros[2] = { 0 }, n = len < LOOKED_AT ? len : LOOKED_AT;
	if (len >= 2 && (bytes[0] ^ bytes[1]) == 1 && (bytes[0] | bytes[1]) == 0xFF)
		return bytes[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
	for (size_t i = 0; i < n; i++)
		zeros[i & 1] += bytes[i] == 0;
	if (zeros[0] + zeros[1] <= n / 4 || (zeros[0] && zeros[1]))
		return NULL;
	return zeros[1] ? "UTF-16LE" : "UTF-16BE";
}

static char *convert(struct arena *arena, const char *from, const char *bytes, size_t len, size_t *out_len)
{
	size_t cap = len * WIDER + 1;
	UErrorCode status = U_ZERO_ERROR;
	char *text = arena_alloc(arena, cap);
	int32_t n = ucnv_convert("UTF-8", from, text, (int32_t)cap, bytes, (int32_t)len, &status);
	*out_len = U_FAILURE(status) || n < 0 ? 0 : (size_t)n;
	return text;
}

/* The mark of the order of bytes, and NULs, are no text. */
static const char *without_marks(char *text, size_t len)
{
	size_t kept = 0, from = len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	for (size_t i = from; i < len; i++)
		if (text[i])
			text[kept++] = text[i];
	text[kept] = '\0';
	return text;
}

const char *caption_text(
    struct arena *arena, const char *language, const char *bytes, size_t len, const char **out_encoding)
{
	const char *from = wide_of((const unsigned char *)bytes, len);
	size_t n = len;
	char *text;
	if (!from && !is_utf8(bytes, len))
		from = page_of(language);
	text = from ? convert(arena, from, bytes, len, &n) : arena_copy(arena, bytes, len);
	*out_encoding = from ? from : "UTF-8";
	return without_marks(text, n);
}
