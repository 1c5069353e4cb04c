/* libFuzzer: the request parser. Whatever comes, however it is cut: the outcome is the same, what is handed out keeps
 * the parser's promises, and nothing outside the bytes is touched.
 * clang -fsanitize=fuzzer,address,undefined with wire*.c, base and this file. The first input byte says how the rest
 * is cut. */
#include "http/wire.h"
#include "http/wire_host.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const hosts[] = { "localhost", "h", "desk.example", "desk.local" };
static const struct wire_rules rules = { .hosts = hosts, .n_hosts = 4, .any_literal = true };

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const char *text, size_t len)
{
	must(strlen(text) == len);
	for (size_t i = 0; i < len; i++)
		must(text[i] >= ' ' && text[i] <= '~');
}

static void check_query(const struct wire_request *request)
{
	struct arena *arena = arena_create();
	const struct wire_pair *pairs;
	size_t n;

	if (wire_query(request, arena, &pairs, &n, NULL) == OK)
		for (size_t i = 0; i < n; i++)
			for (const char *at = pairs[i].value; *at; at++)
				must((unsigned char)*at >= ' ' && *at != 0x7f);
	arena_destroy(arena);
}

/* What handlers ask of the fields: a field is found by its name, a list has its parts. */
static void check_fields(const struct wire_request *request)
{
	const char *host = wire_known(request, WIRE_HOST);
	must(wire_header(request, "no-such-field-here") == NULL);
	must(wire_header(request, "host") == host || !wire_header(request, "host"));
	wire_list_has(host, "gzip");
	wire_list_has(wire_header(request, "accept-encoding"), "gzip");
	wire_host_is_name(host);
}

static void check_request(const struct wire *wire, const char *bytes, size_t len)
{
	const struct wire_request *request = &wire->request;

	must(request->base == bytes && wire->used <= len);
	must(request->path[0] == '/' && request->path[1] != '/');
	must(!strstr(request->path, "/.") && !strchr(request->path, '\\') && !strchr(request->path, '%'));
	check_text(request->path, request->path_len);
	check_text(request->query, request->query_len);
	must(wire_known(request, WIRE_HOST) && !wire_known(request, WIRE_TRANSFER_ENCODING));
	must(request->body_len <= WIRE_BODY_MAX && request->n_fields <= WIRE_FIELDS_MAX);
	must(!request->body || request->body + request->body_len == bytes + wire->used);
	for (unsigned i = 0; i < request->n_fields; i++) {
		const struct wire_field *field = &request->fields[i];

		must(field->name_len > 0);
		check_text(bytes + field->name, field->name_len);
		check_text(bytes + field->value, field->value_len);
	}
	check_query(request);
	check_fields(request);
}

/* Feeds a copy that ends where the bytes end, cut every `cut` bytes. */
static enum wire_step run(struct wire *wire, const uint8_t *data, size_t size, size_t cut)
{
	char *bytes = malloc(size + 1);
	enum wire_step step = WIRE_MORE;

	must(bytes);
	wire_start(wire, &rules);
	for (size_t fed = 0; step == WIRE_MORE && fed < size;) {
		size_t piece = size - fed < cut ? size - fed : cut;

		memcpy(bytes + fed, data + fed, piece);
		fed += piece;
		step = wire_feed(wire, bytes, fed);
		if (step == WIRE_DONE)
			check_request(wire, bytes, fed);
	}
	free(bytes);
	return step;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire whole, parts;
	enum wire_step step;

	if (size < 2)
		return 0;
	step = run(&whole, data + 1, size - 1, SIZE_MAX);
	must(step == run(&parts, data + 1, size - 1, data[0] ? data[0] : 1));
	must(whole.used == parts.used && whole.refusal.status == parts.refusal.status);
	must(whole.refusal.reason == parts.refusal.reason);
	return 0;
}
