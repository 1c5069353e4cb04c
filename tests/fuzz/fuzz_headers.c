/* Any bytes as the fields of a request that have a grammar of their own: tokens and versions, ranges, lists of tags,
 * codings. What is read keeps its promise: a part lies inside the whole, a version is one that If-Match can say. One
 * input is fed through the parser of requests as the value of each field. */
#include "http/etag.h"
#include "http/files_range.h"
#include "http/guard.h"
#include "http/gzip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_MAX = 2000 };

static const char *const hosts[] = { "h" };
static const struct wire_rules rules = { .hosts = hosts, .n_hosts = 1 };

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_range(const char *range)
{
	static const size_t totals[] = { 0, 1, 100, SIZE_MAX };
	for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
		size_t first = 0, len = 0;
		if (files_range(range, totals[i], &first, &len) == RANGE_PART)
			must(len > 0 && first < totals[i] && len <= totals[i] - first);
		struct answer answer = { .status = 200 };
		len = totals[i];
		first = files_range_answer(range, totals[i], &answer, &len);
		must(answer.status == 416 ? len == 0 : first <= totals[i] && len <= totals[i] - first);
	}
}

static void check_tags(const char *list)
{
	char tag[ETAG_LEN + 1];
	etag_of("content", 7, "-gz", tag);
	must(!etag_strong_match(list, tag) || etag_weak_match(list, tag));
	gzip_is_taken(list);
}

/* Everything that a guard reads of one request. */
static void check_guard(const struct wire_request *request)
{
	char token[GUARD_TOKEN_MAX + 1];
	int64_t version = 0;
	struct fault fault = { 0 };
	for (int secure = 0; secure < 2; secure++) {
		const char *found = guard_token(request, secure, token);
		must(!found || strlen(found) <= GUARD_TOKEN_MAX);
	}
	enum err err = guard_version(request, &version, &fault);
	must(err ? fault.err == err : version >= 0);
	guard_is_crossing(request);
}

static void as_field(const char *name, const char *value)
{
	char bytes[VALUE_MAX + 200];
	struct wire wire;
	int len = snprintf(bytes, sizeof bytes, "GET / HTTP/1.1\r\nHost: h\r\n%s: %s\r\n\r\n", name, value);
	wire_start(&wire, &rules);
	if (wire_feed(&wire, bytes, (size_t)len) == WIRE_DONE)
		check_guard(&wire.request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const FIELDS[] = { "Cookie", "Authorization", "If-Match", "Origin", "Sec-Fetch-Site" };
	char value[VALUE_MAX + 1];
	size = size < VALUE_MAX ? size : VALUE_MAX;
	if (size)
		memcpy(value, data, size);
	value[size] = '\0';
	check_range(value);
	check_tags(value);
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		as_field(FIELDS[i], value);
	return 0;
}
