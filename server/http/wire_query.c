/* Reading values out of a request that was accepted: fields, lists, the query. Not for accepting it (wire.c). */
#include "http/wire.h"
#include "http/wire_char.h"

#include <string.h>
#include <strings.h>

static const char *field_value(const struct wire_request *request, const struct wire_field *field)
{
	return request->base + field->value;
}

const char *wire_known(const struct wire_request *request, enum wire_known known)
{
	unsigned index = request->known[known];

	return index ? field_value(request, &request->fields[index - 1]) : NULL;
}

const char *wire_header(const struct wire_request *request, const char *name)
{
	size_t len = strlen(name);

	for (unsigned i = 0; i < request->n_fields; i++) {
		const struct wire_field *field = &request->fields[i];

		if (field->name_len == len && memcmp(request->base + field->name, name, len) == 0)
			return field_value(request, field);
	}
	return NULL;
}

bool wire_list_has(const char *list, const char *token)
{
	size_t len = strlen(token);

	while (list && *list) {
		size_t part;

		list += strspn(list, " \t,");
		part = strcspn(list, " \t,;");
		if (part == len && strncasecmp(list, token, len) == 0)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

/* Decodes a part of the query that wire_feed found sound. */
static const char *decode(struct arena *arena, const char *text, size_t len)
{
	char *out = arena_copy(arena, text, len);
	size_t to = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '%') {
			out[to++] = (char)wire_char_percent(text + i, len - i);
			i += 2;
		} else {
			out[to++] = text[i];
			if (text[i] == '+')
				out[to - 1] = ' ';
		}
	}
	out[to] = '\0';
	return out;
}

static bool is_among(const struct wire_pair *pairs, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(pairs[i].name, name) == 0)
			return true;
	return false;
}

static enum err add_pair(
    struct wire_pair *pairs, size_t n, struct arena *arena, const char *text, size_t len, struct fault *out_fault)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals ? (size_t)(equals - text) : len;
	const char *name = decode(arena, text, name_len);

	if (n == WIRE_PAIRS_MAX)
		return fault_set(out_fault, ERR_QUERY, name, "At most %d parameters.", WIRE_PAIRS_MAX);
	if (!*name)
		return fault_set(out_fault, ERR_QUERY, "", "A parameter has no name.");
	if (is_among(pairs, n, name))
		return fault_set(out_fault, ERR_QUERY, name, "The parameter comes twice.");
	pairs[n].name = name;
	pairs[n].value = equals ? decode(arena, equals + 1, len - name_len - 1) : "";
	return OK;
}

enum err wire_query(const struct wire_request *request, struct arena *arena, const struct wire_pair **out_pairs,
    size_t *out_n, struct fault *out_fault)
{
	struct wire_pair *pairs = arena_array(arena, struct wire_pair, WIRE_PAIRS_MAX);
	const char *at = request->query, *end = at + request->query_len;
	size_t n = 0;

	while (at < end) {
		size_t len = strcspn(at, "&");
		enum err err = add_pair(pairs, n, arena, at, len, out_fault);

		if (err)
			return err;
		n++;
		at += len;
		if (at < end && ++at == end)
			return fault_set(out_fault, ERR_QUERY, "", "The address ends with '&'.");
	}
	*out_pairs = pairs;
	*out_n = n;
	return OK;
}
