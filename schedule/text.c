/* See text.h. */
#include "schedule/text.h"

#include "base/utf8.h"

#include <string.h>

static bool is_control(char c)
{
	unsigned char byte = (unsigned char)c;
	return (byte < 32 && c != '\n' && c != '\t') || byte == 127;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

char *text_clean(struct arena *arena, const char *text)
{
	size_t len = text ? strlen(text) : 0;
	char *clean = arena_alloc(arena, len + 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (!is_control(text[i]) && (n || !is_space(text[i])))
			clean[n++] = text[i];
	while (n && is_space(clean[n - 1]))
		n--;
	clean[n] = '\0';
	return clean;
}

char *text_slug(struct arena *arena, const char *text, char gap)
{
	char *slug = arena_alloc(arena, strlen(text) + 1);
	size_t n = 0;
	for (; *text; text++) {
		char lower = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
		bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
		if (kept)
			slug[n++] = lower;
		else if (n && slug[n - 1] != gap)
			slug[n++] = gap;
	}
	if (n && slug[n - 1] == gap)
		n--;
	slug[n] = '\0';
	return slug;
}

/* What stands for this byte in XML; NULL when it stands for itself. */
static const char *xml_escape(unsigned char c)
{
	static const char *const ESCAPES[128] = { ['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;",
		['\t'] = "&#9;",
		['\n'] = "&#10;",
		['\r'] = "&#13;" };
	return c < 128 ? ESCAPES[c] : NULL;
}

void text_add_xml(struct buf *out, const char *text)
{
	size_t len = strlen(text);
	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_len(text + i, len - i);
		const char *escape = xml_escape((unsigned char)text[i]);
		bool noncharacter =
		    step == 3 && !memcmp(text + i, "\xef\xbf", 2) && (unsigned char)text[i + 2] >= 0xbe;
		bool control = step == 1 && (unsigned char)text[i] < 32;
		if (escape)
			buf_add_text(out, escape);
		else if (!step || noncharacter || control)
			buf_add_text(out, "\xef\xbf\xbd");
		else
			buf_add(out, text + i, step);
		step = step ? step : 1;
	}
}
