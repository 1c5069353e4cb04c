/* See problem.h. */
#include "http/problem.h"

#include "base/jsonw.h"

int problem_status(enum err err)
{
	static const int STATUS[KIND_MAX] = {
		[KIND_OK] = 200,
		[KIND_MALFORMED] = 400,
		[KIND_UNAUTHENTICATED] = 401,
		[KIND_FORBIDDEN] = 403,
		[KIND_NOT_FOUND] = 404,
		[KIND_METHOD] = 405,
		[KIND_CONFLICT] = 409,
		[KIND_GONE] = 410,
		[KIND_STALE] = 412,
		[KIND_TOO_BIG] = 413,
		[KIND_UNSUPPORTED] = 415,
		[KIND_INVALID] = 422,
		[KIND_PRECONDITION] = 428,
		[KIND_TOO_MANY] = 429,
		[KIND_BROKEN] = 500,
		[KIND_UNAVAILABLE] = 503,
		[KIND_FULL] = 507,
		[KIND_CONFIG] = 503,
	};
	return STATUS[err_kind(err)];
}

void problem_write(struct buf *out, const struct fault *fault, const char *current)
{
	struct jsonw w = jsonw_start(out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "type", "about:blank");
	jsonw_text(&w, "title", err_words(fault->err));
	jsonw_int(&w, "status", problem_status(fault->err));
	jsonw_text(&w, "code", err_name(fault->err));
	jsonw_text(&w, "field", *fault->field ? fault->field : NULL);
	jsonw_text(&w, "detail", *fault->detail ? fault->detail : NULL);
	if (current)
		jsonw_raw(&w, "current", current);
	jsonw_object_end(&w);
}
