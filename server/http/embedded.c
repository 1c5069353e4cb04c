/* See embedded.h. */
#include "http/embedded.h"

#include "base/embed.h"

EMBED(openapi_json, "server/http/openapi.json");

const char *embedded_openapi(size_t *out_len)
{
	*out_len = (size_t)(openapi_json_end - openapi_json);
	return openapi_json;
}
