/* See request.h. */
#include "http/request.h"

#include "http/fields.h"
#include "http/wire.h"

#include <stdlib.h>
#include <string.h>

const char *request_query(const struct request *request, const char *name, const char *otherwise)
{
	for (size_t i = 0; i < request->n_query; i++)
		if (strcmp(request->query[i].name, name) == 0)
			return request->query[i].value;
	return otherwise;
}

bool request_flag(const struct request *request, const char *name)
{
	const char *text = request_query(request, name, "0");
	return strcmp(text, "1") == 0 || strcmp(text, "true") == 0;
}

enum err request_query_int(const struct request *request, const char *name, int64_t least, int64_t most,
    int64_t otherwise, int64_t *out_value)
{
	const char *text = request_query(request, name, NULL);
	if (!text) {
		*out_value = otherwise;
		return OK;
	}
	char *end;
	bool number = *text == '-' || (*text >= '0' && *text <= '9');
	long long value = strtoll(text, &end, 10);
	if (!number || *end || value < least || value > most)
		return fault_set(request->fault, ERR_QUERY, name, "%s is a whole number from %lld to %lld.", name,
		    (long long)least, (long long)most);
	*out_value = value;
	return OK;
}

enum err request_version(const struct request *request, int64_t *out_version)
{
	if (!request->if_match)
		return fault_set(request->fault, ERR_VERSION_MISSING, "If-Match", NULL);
	*out_version = request->if_match;
	return OK;
}

enum err request_fields(const struct request *request, const struct field *table, void *out)
{
	return fields_read(request->body, request->body_len, table, request->arena, out, request->fault);
}

enum err request_no_fields(const struct request *request)
{
	static const struct field NOTHING[] = { FIELDS_END };
	char nothing = 0;
	return request_fields(request, NOTHING, &nothing);
}

struct move {
	const char *before;
	bool to_the_end;
};

enum err request_before(const struct request *request, const char **out_before)
{
	static const struct field MOVE[] = {
		FIELD(struct move, "before", TEXT, before),
		FIELD(struct move, "before", NULL, to_the_end),
		FIELDS_END,
	};
	struct move move = { 0 };
	enum err err = request_fields(request, MOVE, &move);
	if (!err)
		*out_before = move.before;
	return err;
}

struct jsonw reply_json(struct reply *reply)
{
	return jsonw_start(&reply->body);
}

void request_started(struct request *request, const struct login *login, const char *token)
{
	struct login *started = arena_new(request->arena, struct login);
	*started = (struct login){ .name = arena_dup(request->arena, login->name),
		.roles = arena_dup(request->arena, login->roles),
		.scope = arena_dup(request->arena, login->scope),
		.expires_at = login->expires_at };
	request->started = started;
	request->started_token = arena_dup(request->arena, token);
}
