/* The target of a request line: one '/' first, no way up or around, nothing that two readers could decode in two
 * ways. Not for routes. */
#include "http/wire_target.h"
#include "http/wire_char.h"

#include <string.h>

/* A decoded byte that could change the meaning of a path, or that no path of ours has. */
static bool is_risky(int byte)
{
	return byte < 0x20 || byte > 0x7e || strchr("/\\.%", byte);
}

/* Decodes path[0..len) in place; *out_len is not above len. */
static const char *read_path(char *path, size_t len, size_t *out_len)
{
	size_t to = 0;

	if (len == 0 || path[0] != '/')
		return "The target has to start with '/'.";
	if (len > 1 && path[1] == '/')
		return "The target must not start with '//'.";
	for (size_t i = 0; i < len; i++) {
		int byte = (unsigned char)path[i];

		if (!wire_char_target((unsigned char)byte))
			return "The path has a character that must be percent-encoded.";
		if (byte == '.' && path[to - 1] == '/')
			return "A part of the path must not start with '.'.";
		if (byte == '%') {
			byte = wire_char_percent(path + i, len - i);
			if (is_risky(byte))
				return "The path has a percent-encoding that is not allowed.";
			i += 2;
		}
		path[to++] = (char)byte;
	}
	*out_len = to;
	return NULL;
}

static const char *check_query(const char *query, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t step = 1;

		if (!wire_char_target((unsigned char)query[i]))
			return "The query has a character that must be percent-encoded.";
		if (query[i] == '%')
			step = wire_char_utf8(query + i, len - i);
		if (step == 0)
			return "The query has a percent-encoding that is not UTF-8 text.";
		i += step;
	}
	return NULL;
}

const char *wire_target_read(char *text, size_t len, struct wire_target *out_target)
{
	struct wire_target target = { 0 };
	char *mark = memchr(text, '?', len);
	size_t path_raw = mark ? (size_t)(mark - text) : len;
	const char *problem = read_path(text, path_raw, &target.path_len);

	if (problem)
		return problem;
	target.query_at = mark ? path_raw + 1 : target.path_len;
	target.query_len = mark ? len - target.query_at : 0;
	problem = check_query(text + target.query_at, target.query_len);
	if (problem)
		return problem;
	text[target.path_len] = '\0';
	text[target.query_at + target.query_len] = '\0';
	*out_target = target;
	return NULL;
}
