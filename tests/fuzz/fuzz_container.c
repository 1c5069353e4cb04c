/* Any bytes as a video: never a crash, never a byte beyond the end, and what is taken has a length. */
#include "domain/container.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
	const uint8_t *data;
	size_t size;
};

static bool read_bytes(void *ctx, int64_t at, void *out, size_t len)
{
	const struct bytes *bytes = ctx;
	assert(at >= 0 && (size_t)at <= bytes->size && len <= bytes->size - (size_t)at);
	memcpy(out, bytes->data + at, len);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = { data, size };
	struct container_source source = { read_bytes, &bytes, (int64_t)size };
	struct container found = { 0 };
	struct fault fault = { 0 };
	enum err err = container_check(&source, &found, &fault);
	assert(err == OK || err == ERR_FILE_FORMAT);
	assert(err ? *fault.detail != '\0' : found.duration_ms > 0 && found.type);
	return 0;
}
