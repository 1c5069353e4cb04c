/* See jsonw.h. */
#include "base/jsonw.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <string.h>

/* A byte, eight times. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

struct jsonw jsonw_start(struct buf *out)
{
	return (struct jsonw){ .out = out };
}

static void add_escaped(struct buf *out, unsigned char c)
{
	static const char SHORT[32] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };
	if (c == '"' || c == '\\' || (c < 32 && SHORT[c])) {
		buf_add_byte(out, '\\');
		buf_add_byte(out, c < 32 ? SHORT[c] : (char)c);
	} else {
		buf_printf(out, "\\u%04x", c);
	}
}

/* ASCII that stands for itself. */
static bool is_plain(unsigned char c)
{
	return c >= 32 && c < 127 && c != '"' && c != '\\';
}

/* Is one of eight bytes this one? */
static uint64_t has_byte(uint64_t eight, unsigned char byte)
{
	uint64_t zero = eight ^ EACH(byte);
	return (zero - EACH(1)) & ~zero & EACH(0x80);
}

/* The same as is_plain of eight bytes at once. */
static bool are_plain(const unsigned char *bytes)
{
	uint64_t eight;
	memcpy(&eight, bytes, sizeof eight);
	uint64_t control = (eight - EACH(32)) & ~eight & EACH(0x80), above = ((eight + EACH(1)) | eight) & EACH(0x80);
	return !(control | above | has_byte(eight, '"') | has_byte(eight, '\\'));
}

/* How many bytes at the head are plain. */
static size_t plain_head(const unsigned char *s, size_t len)
{
	size_t n = 0;
	while (len - n >= sizeof(uint64_t) && are_plain(s + n))
		n += sizeof(uint64_t);
	while (n < len && is_plain(s[n]))
		n++;
	return n;
}

static void add_string(struct buf *out, const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	buf_room(out, len + 2);
	buf_add_byte(out, '"');
	for (size_t i = 0, from = 0; i <= len;) {
		i += plain_head(s + i, len - i);
		size_t step = i < len && s[i] > 127 ? utf8_len(text + i, len - i) : 0;
		if (step) {
			i += step;
			continue;
		}
		buf_add(out, s + from, i - from);
		if (i < len && s[i] < 128)
			add_escaped(out, s[i]);
		else if (i < len)
			buf_add_text(out, "\xef\xbf\xbd");
		from = ++i;
	}
	buf_add_byte(out, '"');
}

static void begin_value(struct jsonw *w, const char *name)
{
	if (w->comma)
		buf_add_byte(w->out, ',');
	w->comma = true;
	if (name) {
		add_string(w->out, name, strlen(name));
		buf_add_byte(w->out, ':');
	}
}

static void open_level(struct jsonw *w, const char *name, char bracket)
{
	begin_value(w, name);
	buf_add_byte(w->out, bracket);
	w->depth++;
	w->comma = false;
}

static void close_level(struct jsonw *w, char bracket)
{
	buf_add_byte(w->out, bracket);
	w->depth--;
	w->comma = true;
}

void jsonw_object(struct jsonw *w, const char *name)
{
	open_level(w, name, '{');
}

void jsonw_object_end(struct jsonw *w)
{
	close_level(w, '}');
}

void jsonw_array(struct jsonw *w, const char *name)
{
	open_level(w, name, '[');
}

void jsonw_array_end(struct jsonw *w)
{
	close_level(w, ']');
}

void jsonw_text_len(struct jsonw *w, const char *name, const char *text, size_t len)
{
	begin_value(w, name);
	add_string(w->out, text, len);
}

void jsonw_text(struct jsonw *w, const char *name, const char *text)
{
	if (text)
		jsonw_text_len(w, name, text, strlen(text));
	else
		jsonw_null(w, name);
}

void jsonw_int(struct jsonw *w, const char *name, int64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	begin_value(w, name);
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	buf_add(w->out, digits + at, sizeof digits - at);
}

void jsonw_bool(struct jsonw *w, const char *name, bool value)
{
	begin_value(w, name);
	buf_add_text(w->out, value ? "true" : "false");
}

void jsonw_null(struct jsonw *w, const char *name)
{
	begin_value(w, name);
	buf_add_text(w->out, "null");
}

void jsonw_time(struct jsonw *w, const char *name, int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	if (ms)
		jsonw_text(w, name, clock_rfc3339(ms, text));
	else
		jsonw_null(w, name);
}

void jsonw_raw(struct jsonw *w, const char *name, const char *json)
{
	begin_value(w, name);
	buf_add_text(w->out, json);
}

void jsonw_members(struct jsonw *w, const char *object)
{
	size_t len = strlen(object);
	if (len <= 2)
		return; /* {} */
	begin_value(w, NULL);
	buf_add(w->out, object + 1, len - 2);
}
