/* See answer.h. */
#include "print/answer.h"

#include <string.h>
#include <strings.h>

enum { DIGITS_MAX = 7, CHUNK_LINE_MAX = 256 }; /* digits of a length: below ANSWER_MAX anyhow */

struct head {
	int status;
	size_t len; /* of the head itself, with its empty line */
	bool chunked, has_length;
	size_t length;
};

/* A whole number of at most DIGITS_MAX digits and nothing else. */
static bool read_number(const char *text, size_t len, int base, size_t *out)
{
	size_t value = 0;
	if (!len || len > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		int c = text[i] | 32;
		int digit = c >= '0' && c <= '9' ? c - '0' : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (digit < 0)
			return false;
		value = value * (size_t)base + (size_t)digit;
	}
	*out = value;
	return true;
}

/* Is this the line of that name? Gives its value without the space around it. */
static bool is_field(const char *line, size_t len, const char *name, const char **out_value, size_t *out_len)
{
	size_t n = strlen(name);
	if (len <= n || strncasecmp(line, name, n) != 0 || line[n] != ':')
		return false;
	const char *value = line + n + 1, *end = line + len;
	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*out_value = value;
	*out_len = (size_t)(end - value);
	return true;
}

static bool read_field(const char *line, size_t len, struct head *head)
{
	const char *value;
	size_t n;
	if (is_field(line, len, "Content-Length", &value, &n)) {
		size_t length;
		if (!read_number(value, n, 10, &length) || (head->has_length && length != head->length))
			return false;
		head->has_length = true;
		head->length = length;
	} else if (is_field(line, len, "Transfer-Encoding", &value, &n)) {
		if (head->chunked || n != strlen("chunked") || strncasecmp(value, "chunked", n) != 0)
			return false;
		head->chunked = true;
	}
	return true;
}

/* "HTTP/1.1 200 OK" */
static bool read_status(const char *line, size_t len, int *out_status)
{
	size_t status;
	if (len < 12 || memcmp(line, "HTTP/1.", 7) != 0 || (line[7] != '0' && line[7] != '1') || line[8] != ' ')
		return false;
	if (!read_number(line + 9, 3, 10, &status) || status < 100 || (len > 12 && line[12] != ' '))
		return false;
	*out_status = (int)status;
	return true;
}

/* The head that begins here; ANSWER_MORE when its end has not come. */
static enum answer_state read_head(const char *bytes, size_t len, struct head *head)
{
	const char *end = memmem(bytes, len, "\r\n\r\n", 4);
	size_t prefix = len < 7 ? len : 7;
	if (memcmp(bytes, "HTTP/1.", prefix) != 0 || (!end && len > ANSWER_HEAD_MAX))
		return ANSWER_BROKEN;
	if (!end)
		return ANSWER_MORE;
	*head = (struct head){ .len = (size_t)(end - bytes) + 4 };
	for (const char *line = bytes; line < end + 2;) {
		const char *stop = memmem(line, (size_t)(end + 2 - line), "\r\n", 2);
		size_t n = (size_t)(stop - line);
		bool fine = line == bytes ? read_status(line, n, &head->status) : read_field(line, n, head);
		if (!fine || memchr(line, '\0', n) || memchr(line, '\n', n))
			return ANSWER_BROKEN;
		line = stop + 2;
	}
	return head->chunked && head->has_length ? ANSWER_BROKEN : ANSWER_WHOLE;
}

/* One chunk after the other; *out_body takes them, and is emptied again unless all came. */
static enum answer_state read_chunks(const char *bytes, size_t len, struct buf *out_body)
{
	size_t before = out_body->len, at = 0, size = 1;
	enum answer_state state = ANSWER_WHOLE;
	while (state == ANSWER_WHOLE && size) {
		const char *line = bytes + at, *end = memmem(line, len - at, "\r\n", 2);
		size_t n = end ? (size_t)(end - line) : len - at;
		const char *extension = memchr(line, ';', n);
		bool is_size = end && read_number(line, extension ? (size_t)(extension - line) : n, 16, &size);
		bool is_there = is_size && len - at - n - 2 >= size + 2;
		/* As long a line as it may be is as long before its end came: that may be half there. */
		if (end ? !is_size || n > CHUNK_LINE_MAX : n > CHUNK_LINE_MAX + 1)
			state = ANSWER_BROKEN;
		else if (!is_there)
			state = ANSWER_MORE;
		if (is_there && memcmp(end + 2 + size, "\r\n", 2) != 0)
			state = ANSWER_BROKEN; /* trailers: nobody sends them */
		if (state != ANSWER_WHOLE)
			break;
		buf_add(out_body, end + 2, size);
		at += n + 2 + size + 2;
	}
	if (state != ANSWER_WHOLE)
		out_body->len = before;
	return state;
}

static enum answer_state read_body(
    const struct head *head, const char *bytes, size_t len, bool ended, struct buf *out_body)
{
	if (head->chunked)
		return read_chunks(bytes, len, out_body);
	if (head->has_length ? len < head->length : !ended)
		return ANSWER_MORE;
	buf_add(out_body, bytes, head->has_length ? head->length : len);
	return ANSWER_WHOLE;
}

enum answer_state answer_read(const char *bytes, size_t len, bool ended, int *out_status, struct buf *out_body)
{
	struct head head;
	enum answer_state state = len > ANSWER_MAX ? ANSWER_BROKEN : read_head(bytes, len, &head);
	while (state == ANSWER_WHOLE && head.status < 200) {
		bytes += head.len;
		len -= head.len;
		state = read_head(bytes, len, &head);
	}
	if (state == ANSWER_WHOLE)
		state = read_body(&head, bytes + head.len, len - head.len, ended, out_body);
	if (state == ANSWER_WHOLE)
		*out_status = head.status;
	return state == ANSWER_MORE && ended ? ANSWER_BROKEN : state;
}
