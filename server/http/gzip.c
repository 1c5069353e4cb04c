/* gzip with libdeflate: level 6, the knee of size against time for JSON and pages. */
#include "http/gzip.h"
#include "base/mem.h"

#include <libdeflate.h>
#include <stdlib.h>

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
