/* gzip with libdeflate: level 6, the knee of size against time for JSON and pages. */
#include "http/gzip.h"
#include "base/mem.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEVEL = 6 };

static void free_bytes(void *bytes, size_t len)
{
	(void)len;
	free(bytes);
}

struct body *gzip_body(const void *bytes, size_t len)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
	char *out;
	size_t out_len;

	if (!compressor)
		return NULL;
	out = mem_alloc(len + 1);
	/* Room for no more than the original: a result that is not smaller does not fit and comes back as 0. */
	out_len = len ? libdeflate_gzip_compress(compressor, bytes, len, out, len - 1) : 0;
	libdeflate_free_compressor(compressor);
	if (out_len == 0) {
		free(out);
		return NULL;
	}
	return body_wrap(mem_grow(out, out_len), out_len, free_bytes);
}

/* Is this list entry "gzip", and not switched off by a quality of zero (RFC 9110 §12.5.3)? */
static bool is_gzip(const char *entry, size_t len)
{
	const char *quality = memmem(entry, len, "q=", 2);

	if (len < 4 || strncasecmp(entry, "gzip", 4) != 0 || (len > 4 && !strchr(" \t;", entry[4])))
		return false;
	return !quality || strspn(quality + 2, "0. \t") < (size_t)(entry + len - quality - 2);
}

bool gzip_is_taken(const char *accepted)
{
	while (accepted && *accepted) {
		size_t len;

		accepted += strspn(accepted, " \t,");
		len = strcspn(accepted, ",");
		if (is_gzip(accepted, len))
			return true;
		accepted += len;
	}
	return false;
}
