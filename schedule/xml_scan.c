/* See xml_scan.h. */
#include "schedule/xml_scan.h"

#include <string.h>

enum { TAG_MAX = 4096 };

/* What stands between these two says nothing to a parser. */
static const struct {
	const char *open, *close;
} PASSED_OVER[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" } };

/* Encodings in which ASCII is ASCII, so that a tag looks like one here too. */
static const char *const ENCODINGS[] = { "UTF-8", "US-ASCII", "ISO-8859-", "windows-125" };

struct scan {
	const char *at, *end;
	int line;
};

static bool begins(const struct scan *scan, const char *text)
{
	size_t len = strlen(text);
	return (size_t)(scan->end - scan->at) >= len && !memcmp(scan->at, text, len);
}

static void advance(struct scan *scan, const char *to)
{
	for (; scan->at < to; scan->at++)
		scan->line += *scan->at == '\n';
}

/* Moves behind a comment, a CDATA section or a processing instruction when one begins here. */
static bool pass_over(struct scan *scan)
{
	for (size_t i = 0; i < sizeof PASSED_OVER / sizeof *PASSED_OVER; i++) {
		if (!begins(scan, PASSED_OVER[i].open))
			continue;
		const char *from = scan->at + strlen(PASSED_OVER[i].open), *close = PASSED_OVER[i].close;
		const char *found = memmem(from, (size_t)(scan->end - from), close, strlen(close));
		advance(scan, found ? found + strlen(close) : scan->end);
		return true;
	}
	return false;
}

/* Moves behind the tag or declaration that begins here; *out_subset when it has a '[' outside of quotes. False when
 * it is too long. */
static bool pass_tag(struct scan *scan, bool *out_subset)
{
	char quote = '\0';
	bool subset = false;
	const char *from = scan->at, *at = from;
	for (; at < scan->end && (quote || *at != '>'); at++) {
		if (at - from > TAG_MAX)
			return false;
		if (quote)
			quote = *at == quote ? '\0' : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		subset |= !quote && *at == '[';
	}
	advance(scan, at);
	*out_subset = subset;
	return true;
}

/* Is the encoding that the declaration names (none is UTF-8) one of ours? */
static bool encoding_is_plain(const struct scan *scan)
{
	const char *end = begins(scan, "<?xml") ? memmem(scan->at, (size_t)(scan->end - scan->at), "?>", 2) : NULL;
	const char *name = end ? memmem(scan->at, (size_t)(end - scan->at), "encoding", 8) : NULL;
	if (!name)
		return true;
	name += strlen("encoding");
	while (name < end && strchr(" \t\r\n='\"", *name))
		name++;
	for (size_t i = 0; i < sizeof ENCODINGS / sizeof *ENCODINGS; i++) {
		size_t len = strlen(ENCODINGS[i]);
		if ((size_t)(end - name) >= len && !strncasecmp(name, ENCODINGS[i], len))
			return true;
	}
	return false;
}

enum err xml_scan(const char *bytes, size_t len, struct fault *out_fault)
{
	struct scan scan = { bytes, bytes + len, 1 };
	if (begins(&scan, "\xef\xbb\xbf"))
		scan.at += 3;
	if (memchr(bytes, '\0', len) || !encoding_is_plain(&scan))
		return build_refuse(out_fault, 1, "Save the file as UTF-8; its encoding is not read.");
	while (scan.at < scan.end) {
		const char *next = memchr(scan.at, '<', (size_t)(scan.end - scan.at));
		advance(&scan, next ? next : scan.end);
		if (!next || pass_over(&scan))
			continue;
		int line = scan.line;
		bool declaration = begins(&scan, "<!"), subset = false;
		if (!pass_tag(&scan, &subset))
			return build_refuse(out_fault, line, "This tag is too long.");
		if (declaration && subset)
			return build_refuse(out_fault, line, "The document declares entities or types of its own.");
	}
	return OK;
}
