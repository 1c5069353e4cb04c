/* Answers as values, and how their head looks on the wire. Formatted with copies, not printf: this runs for every
 * request. Not for sockets. */
#include "http/answer.h"
#include "http/answer_head.h"

#include <assert.h>
#include <string.h>

/* The same on every answer; what a page may do, and who may show it within a page, differs. */
#define COMMON_SECURITY                                                                                              \
	"X-Content-Type-Options: nosniff\r\n"                                                                        \
	"Referrer-Policy: no-referrer\r\n"                                                                           \
	"Cross-Origin-Opener-Policy: same-origin\r\n"                                                                \
	"Cross-Origin-Resource-Policy: same-origin\r\n"                                                              \
	"Permissions-Policy: camera=(self), microphone=(), geolocation=(), payment=(), usb=()\r\n"

/* Within whose pages it may be shown; FRAMES for the browsers that do not know the policy's word for it. */
#define FRAMED_BY(who, frames) "frame-ancestors " who "\r\nX-Frame-Options: " frames "\r\n"

#define PAGE_POLICY                                                                                                  \
	"Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "      \
	"img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; "   \
	"worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "                                 \
	"require-trusted-types-for 'script'; "

static const char data_security[] = COMMON_SECURITY
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; " FRAMED_BY("'none'", "DENY");
static const char page_security[] = COMMON_SECURITY PAGE_POLICY FRAMED_BY("'none'", "DENY");
static const char look_security[] = COMMON_SECURITY PAGE_POLICY FRAMED_BY("'self'", "SAMEORIGIN");

static const struct {
	const char *text;
	size_t len;
} security[] = {
	[ANSWER_DATA] = { data_security, sizeof data_security - 1 },
	[ANSWER_PAGE] = { page_security, sizeof page_security - 1 },
	[ANSWER_LOOK] = { look_security, sizeof look_security - 1 },
};

static const char *const words[600] = {
	[200] = "OK",
	[201] = "Created",
	[202] = "Accepted",
	[204] = "No Content",
	[206] = "Partial Content",
	[301] = "Moved Permanently",
	[302] = "Found",
	[303] = "See Other",
	[304] = "Not Modified",
	[307] = "Temporary Redirect",
	[308] = "Permanent Redirect",
	[400] = "Bad Request",
	[401] = "Unauthorized",
	[403] = "Forbidden",
	[404] = "Not Found",
	[405] = "Method Not Allowed",
	[406] = "Not Acceptable",
	[408] = "Request Timeout",
	[409] = "Conflict",
	[410] = "Gone",
	[411] = "Length Required",
	[412] = "Precondition Failed",
	[413] = "Content Too Large",
	[414] = "URI Too Long",
	[415] = "Unsupported Media Type",
	[416] = "Range Not Satisfiable",
	[417] = "Expectation Failed",
	[421] = "Misdirected Request",
	[422] = "Unprocessable Content",
	[428] = "Precondition Required",
	[429] = "Too Many Requests",
	[431] = "Request Header Fields Too Large",
	[500] = "Internal Server Error",
	[501] = "Not Implemented",
	[503] = "Service Unavailable",
	[505] = "HTTP Version Not Supported",
	[507] = "Insufficient Storage",
};

const char *answer_words(int status)
{
	const char *text = status >= 0 && status < 600 ? words[status] : NULL;

	return text ? text : "";
}

void answer_add(struct answer *answer, const char *name, const char *value)
{
	assert(answer->n_headers < ANSWER_HEADERS_MAX);
	answer->headers[answer->n_headers++] = (struct answer_header){ .name = name, .value = value };
}

/* Printable ASCII only: what a handler passes on can then never begin a header of its own. */
static bool is_plain(const char *text)
{
	for (; text && *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

bool answer_is_sound(const struct answer *answer)
{
	if (answer->fixed)
		return true;
	if (answer->status < 200 || answer->status > 599 || !is_plain(answer->content_type) ||
	    !is_plain(answer->etag) || !is_plain(answer->cache) || !is_plain(answer->content_range))
		return false;
	for (unsigned i = 0; i < answer->n_headers; i++)
		if (!is_plain(answer->headers[i].name) || !is_plain(answer->headers[i].value))
			return false;
	return true;
}

bool answer_has_body(const struct answer *answer)
{
	return answer->status != 204 && answer->status != 304;
}

static void add_field(struct buf *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buf_add_text(out, name);
	buf_add(out, ": ", 2);
	buf_add_text(out, value);
	buf_add(out, "\r\n", 2);
}

static void add_number(struct buf *out, size_t number)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	buf_add(out, digits + at, sizeof digits - at);
}

/* What the answer alone decides. */
static void write_fixed(struct buf *out, const struct answer *answer)
{
	buf_add(out, "HTTP/1.1 ", 9);
	add_number(out, (size_t)answer->status);
	buf_add_byte(out, ' ');
	buf_add_text(out, answer_words(answer->status));
	buf_add(out, "\r\n", 2);
	add_field(out, "Content-Type", answer->content_type);
	add_field(out, "ETag", answer->etag);
	add_field(out, "Content-Range", answer->content_range);
	add_field(out, "Cache-Control", answer->cache ? answer->cache : "no-store");
	for (unsigned i = 0; i < answer->n_headers; i++)
		add_field(out, answer->headers[i].name, answer->headers[i].value);
	buf_add(out, security[answer->policy].text, security[answer->policy].len);
}

void answer_fix(struct buf *out, const struct answer *answer)
{
	assert(answer_is_sound(answer));
	out->len = 0;
	write_fixed(out, answer);
}

void answer_write_head(struct buf *out, const struct answer *answer, const struct answer_head *head)
{
	if (answer->fixed)
		buf_add(out, answer->fixed->bytes, answer->fixed->len);
	else
		write_fixed(out, answer);
	buf_add_text(out, head->date_line);
	if (head->has_length && answer_has_body(answer)) {
		buf_add(out, "Content-Length: ", 16);
		add_number(out, head->length);
		buf_add(out, "\r\n", 2);
	}
	if (head->hsts_days)
		buf_printf(out, "Strict-Transport-Security: max-age=%lu\r\n", head->hsts_days * 86400UL);
	if (head->close)
		buf_add(out, "Connection: close\r\n", 19);
	buf_add(out, "\r\n", 2);
}
