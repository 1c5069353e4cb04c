/* The strict HTTP/1.1 request parser: line by line, each line judged as soon as it is whole, so that the outcome
 * depends on the bytes alone and not on how they arrived. Not for values (wire_query.c) or targets (wire_target.c).
 */
#include "http/wire.h"
#include "http/wire_char.h"
#include "http/wire_host.h"
#include "http/wire_target.h"

#include <string.h>
#include <strings.h>

static const char *const method_names[WIRE_METHOD_MAX] = {
	[WIRE_GET] = "GET",
	[WIRE_HEAD] = "HEAD",
	[WIRE_POST] = "POST",
	[WIRE_PATCH] = "PATCH",
	[WIRE_DELETE] = "DELETE",
	[WIRE_PUT] = "PUT",
	[WIRE_OPTIONS] = "OPTIONS",
};

/* May a request with this method have a body; is one expected? */
static const enum {
	BODY_NEVER,
	BODY_MAY,
	BODY_USUAL
} method_body[WIRE_METHOD_MAX] = {
	[WIRE_POST] = BODY_USUAL,
	[WIRE_PATCH] = BODY_USUAL,
	[WIRE_PUT] = BODY_USUAL,
	[WIRE_DELETE] = BODY_MAY,
};

static const struct {
	const char *name;
	uint8_t len;
	bool single;
} known_fields[WIRE_KNOWN_MAX] = {
#define KNOWN(id, text, only) [WIRE_##id] = { text, sizeof text - 1, only },
#include "http/wire.def"
#undef KNOWN
};

const char *wire_method_name(enum wire_method method)
{
	return method < WIRE_METHOD_MAX ? method_names[method] : "";
}

void wire_start(struct wire *wire, const struct wire_rules *rules)
{
	memset(wire, 0, offsetof(struct wire, request.fields));
	memset(&wire->used, 0, sizeof *wire - offsetof(struct wire, used));
	wire->rules = rules;
}

static enum wire_step refuse(struct wire *wire, int status, const char *reason)
{
	wire->stage = WIRE_AT_END;
	wire->refusal = (struct wire_refusal){ .status = status, .reason = reason };
	return WIRE_REFUSED;
}

/* The request line. */

/* HTTP-version = "HTTP/" DIGIT "." DIGIT; only 1.0 and 1.1 are spoken here. */
static enum wire_step take_version(struct wire *wire, const char *text, size_t len)
{
	if (len != 8 || memcmp(text, "HTTP/", 5) != 0 || text[6] != '.' || text[5] < '0' || text[5] > '9' ||
	    text[7] < '0' || text[7] > '9')
		return refuse(wire, 400, "The request line does not end in an HTTP version.");
	if (text[5] != '1' || text[7] > '1')
		return refuse(wire, 505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
	wire->request.minor_version = text[7] - '0';
	wire->request.keep_alive = text[7] == '1';
	return WIRE_MORE;
}

static enum wire_step take_method(struct wire *wire, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!wire_char_token((unsigned char)text[i]))
			return refuse(wire, 400, "The method is not a word.");
	for (enum wire_method m = 0; m < WIRE_METHOD_MAX; m++) {
		if (strlen(method_names[m]) == len && memcmp(method_names[m], text, len) == 0) {
			wire->request.method = m;
			return WIRE_MORE;
		}
	}
	return refuse(wire, len ? 501 : 400, "This method is not known here.");
}

static enum wire_step take_target(struct wire *wire, char *bytes, size_t at, size_t len)
{
	struct wire_target target;
	const char *problem = wire_target_read(bytes + at, len, &target);

	if (problem)
		return refuse(wire, 400, problem);
	wire->path_at = (uint16_t)at;
	wire->request.path_len = target.path_len;
	wire->query_at = (uint16_t)(at + target.query_at);
	wire->request.query_len = target.query_len;
	return WIRE_MORE;
}

/* method SP request-target SP HTTP-version, with exactly these two spaces (RFC 9112 §3). */
static enum wire_step take_request_line(struct wire *wire, char *bytes, size_t end)
{
	char *line = bytes + wire->line;
	size_t len = end - wire->line;
	char *target = memchr(line, ' ', len);
	char *version = target ? memchr(target + 1, ' ', len - (size_t)(target + 1 - line)) : NULL;
	enum wire_step step;

	if (!version)
		return refuse(wire, 400, "The request line is not 'METHOD target HTTP/1.1'.");
	step = take_version(wire, version + 1, (size_t)(line + len - version - 1));
	if (step == WIRE_MORE)
		step = take_method(wire, line, (size_t)(target - line));
	if (step == WIRE_MORE)
		step = take_target(wire, bytes, (size_t)(target + 1 - bytes), (size_t)(version - target - 1));
	wire->stage = step == WIRE_MORE ? WIRE_AT_FIELDS : WIRE_AT_END;
	wire->head_start = end + 2;
	return step;
}

/* The header lines. */

/* Bytes behind an upgrade that was offered might be of the other protocol: answered as HTTP, and none of them read.
 */
static void heed_connection(struct wire_request *request, const char *list)
{
	if (wire_list_has(list, "close") || wire_list_has(list, "upgrade"))
		request->keep_alive = false;
}

/* Enters the newest field under its known name; a second one of a kind that must be single is refused. */
static enum wire_step enter_known(struct wire *wire, const char *bytes, const struct wire_field *field)
{
	struct wire_request *request = &wire->request;

	for (unsigned k = 0; k < WIRE_KNOWN_MAX; k++) {
		if (known_fields[k].len != field->name_len ||
		    memcmp(known_fields[k].name, bytes + field->name, field->name_len) != 0)
			continue;
		if (request->known[k] && known_fields[k].single)
			return refuse(wire, 400, "A header field comes twice that may come only once.");
		if (!request->known[k])
			request->known[k] = (uint8_t)request->n_fields;
		if (k == WIRE_CONNECTION)
			heed_connection(request, bytes + field->value);
		break;
	}
	return WIRE_MORE;
}

/* Optional white space around a value (RFC 9110 §5.6.3) does not belong to it. A tab behind it stays, and is refused
 * with it: there are readers that refuse it behind a length. */
static void trim(const char *bytes, size_t *from, size_t *to)
{
	while (*from < *to && (bytes[*from] == ' ' || bytes[*from] == '\t'))
		++*from;
	while (*to > *from && bytes[*to - 1] == ' ')
		--*to;
}

/* field-name ":" OWS field-value OWS. Leaves NUL behind name and value. */
static enum wire_step take_field(struct wire *wire, char *bytes, size_t end)
{
	struct wire_field *field = &wire->request.fields[wire->request.n_fields];
	size_t colon = wire->line, from, to = end;

	if (wire->request.n_fields == WIRE_FIELDS_MAX)
		return refuse(wire, 431, "The request has too many header fields.");
	for (char lower; colon < end && (lower = wire_char_token((unsigned char)bytes[colon])); colon++)
		bytes[colon] = lower;
	if (colon == wire->line || colon == end || bytes[colon] != ':')
		return refuse(wire, 400, "A header line is not 'name: value'.");
	from = colon + 1;
	trim(bytes, &from, &to);
	if (memchr(bytes + from, '\t', to - from))
		return refuse(wire, 400, "A header value has a control character.");
	bytes[colon] = '\0';
	bytes[to] = '\0';
	field->name = (uint16_t)wire->line;
	field->name_len = (uint16_t)(colon - wire->line);
	field->value = (uint16_t)from;
	field->value_len = (uint16_t)(to - from);
	wire->request.n_fields++;
	return enter_known(wire, bytes, field);
}

/* The end of the head. */

/* Sets what leads into the buffer, which may lie elsewhere than the last time. */
static void point_into(struct wire *wire, char *bytes)
{
	struct wire_request *request = &wire->request;

	request->base = bytes;
	request->path = bytes + wire->path_at;
	request->query = bytes + wire->query_at;
	request->body = request->body_len ? bytes + wire->head_end : NULL;
}

/* Content-Length = 1*DIGIT, at most what the route takes. */
static enum wire_step take_length(struct wire *wire, const char *text)
{
	const struct wire_rules *rules = wire->rules;
	size_t length = 0, limit;

	if (!*text || text[strspn(text, "0123456789")])
		return refuse(wire, 400, "Content-Length is not a number.");
	for (; *text && length <= SIZE_MAX / 16; text++)
		length = length * 10 + (size_t)(*text - '0');
	if (length == 0)
		return WIRE_MORE;
	if (method_body[wire->request.method] == BODY_NEVER)
		return refuse(wire, 400, "A request with this method must not have a body.");
	limit = rules->body_limit ? rules->body_limit(rules->ctx, &wire->request) : WIRE_BODY_MAX;
	if (length > limit)
		return refuse(wire, 413, "The body is larger than this address takes. Nothing was changed.");
	wire->request.body_len = length;
	return WIRE_MORE;
}

static enum wire_step take_framing(struct wire *wire)
{
	struct wire_request *request = &wire->request;
	const char *length = wire_known(request, WIRE_CONTENT_LENGTH);

	if (request->known[WIRE_CONTENT_LENGTH_ALIAS] || request->known[WIRE_TRANSFER_ENCODING_ALIAS])
		return refuse(wire, 400, "A header field could be taken for one that says how long the request is.");
	if (wire_known(request, WIRE_TRANSFER_ENCODING)) {
		if (length || request->minor_version == 0)
			return refuse(wire, 400, "Transfer-Encoding makes the length of this request ambiguous.");
		return refuse(wire, 501, "Transfer-Encoding is not taken here; send Content-Length.");
	}
	if (length)
		return take_length(wire, length);
	/* Without a length the body is empty; but bytes that follow might have been meant as one, so none is read. */
	if (method_body[request->method] == BODY_USUAL)
		request->keep_alive = false;
	return WIRE_MORE;
}

static enum wire_step take_expect(struct wire *wire)
{
	const char *expect = wire_known(&wire->request, WIRE_EXPECT);

	if (!expect || wire->request.minor_version == 0)
		return WIRE_MORE;
	if (strcasecmp(expect, "100-continue") != 0)
		return refuse(wire, 417, "Only 'Expect: 100-continue' can be met.");
	wire->request.wants_continue = wire->request.body_len > 0;
	return WIRE_MORE;
}

static enum wire_step end_head(struct wire *wire, char *bytes, size_t end)
{
	const char *problem;
	enum wire_step step;

	wire->head_end = end + 2;
	point_into(wire, bytes);
	problem = wire_host_check(wire->rules, wire_known(&wire->request, WIRE_HOST));
	if (problem)
		return refuse(wire, 400, problem);
	step = take_framing(wire);
	if (step == WIRE_MORE)
		step = take_expect(wire);
	if (step == WIRE_MORE) {
		wire->stage = WIRE_AT_BODY;
		wire->wanted = wire->head_end + wire->request.body_len;
	}
	return step;
}

/* Bytes to lines. */

static enum wire_step too_long(struct wire *wire)
{
	if (wire->stage == WIRE_AT_LINE)
		return refuse(wire, 414, "The address is too long.");
	return refuse(wire, 431, "The header fields are too large.");
}

/* Are the next eight bytes all printable ASCII? A false "no" costs nothing: they are then looked at one by one. */
static bool are_printable(const char *bytes)
{
	const uint64_t each = UINT64_C(0x0101010101010101);
	uint64_t eight;

	memcpy(&eight, bytes, sizeof eight);
	return ((eight | (eight - each * ' ') | (eight + each)) & each * 0x80) == 0;
}

/* Looks for the line's CRLF from where the last call stopped. WIRE_DONE: bytes[seen] is its CR. */
static enum wire_step find_line_end(struct wire *wire, const char *bytes, size_t len)
{
	size_t limit = wire->stage == WIRE_AT_LINE ? WIRE_LINE_MAX : wire->head_start + WIRE_HEAD_MAX;
	size_t at = wire->seen, stop = len < limit ? len : limit;

	while (at + 8 <= stop && are_printable(bytes + at))
		at += 8;
	while (at < stop && ((bytes[at] >= ' ' && bytes[at] < 0x7f) || bytes[at] == '\t'))
		at++;
	wire->seen = at;
	if (at == len)
		return WIRE_MORE;
	if (bytes[at] != '\r')
		return at >= limit ? too_long(wire)
				   : refuse(wire, 400, "The request has a character that is not allowed there.");
	if (at + 1 == len)
		return WIRE_MORE;
	return bytes[at + 1] == '\n' ? WIRE_DONE : refuse(wire, 400, "A line does not end in CR LF.");
}

static enum wire_step take_line(struct wire *wire, char *bytes, size_t end)
{
	if (wire->stage == WIRE_AT_LINE)
		return take_request_line(wire, bytes, end);
	if (end == wire->line)
		return end_head(wire, bytes, end);
	return take_field(wire, bytes, end);
}

static enum wire_step take_head(struct wire *wire, char *bytes, size_t len)
{
	while (wire->stage == WIRE_AT_LINE || wire->stage == WIRE_AT_FIELDS) {
		enum wire_step step = find_line_end(wire, bytes, len);

		if (step != WIRE_DONE)
			return step;
		step = take_line(wire, bytes, wire->seen);
		if (step != WIRE_MORE)
			return step;
		wire->seen += 2;
		wire->line = wire->seen;
	}
	return WIRE_MORE;
}

enum wire_step wire_feed(struct wire *wire, char *bytes, size_t len)
{
	enum wire_step step = take_head(wire, bytes, len);

	if (step == WIRE_REFUSED || wire->refusal.status)
		return WIRE_REFUSED;
	if (wire->stage == WIRE_AT_BODY && len >= wire->wanted) {
		wire->used = wire->wanted;
		wire->stage = WIRE_AT_END;
	}
	if (wire->used)
		point_into(wire, bytes);
	return wire->used ? WIRE_DONE : WIRE_MORE;
}
