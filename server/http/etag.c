/* Entity tags: 64 bits of FNV-1a over words of eight bytes, in hexadecimal, and the two comparisons. */
#include "http/etag.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

char *etag_of(const void *bytes, size_t len, const char *suffix, char out[ETAG_LEN + 1])
{
	const unsigned char *at = bytes;
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ len;

	for (size_t i = 0; i < len; i += sizeof(uint64_t)) {
		uint64_t word = 0;

		memcpy(&word, at + i, len - i < sizeof word ? len - i : sizeof word);
		hash = (hash ^ word) * UINT64_C(0x100000001b3);
		hash ^= hash >> 32; /* the high bytes of a word reach the low bits too */
	}
	snprintf(out, ETAG_LEN + 1, "\"%016" PRIx64 "%.3s\"", hash, suffix);
	return out;
}

/* Length of the tag (quotes included) at the start of text; 0 when there is none. */
static size_t tag_len(const char *text)
{
	const char *end = *text == '"' ? strchr(text + 1, '"') : NULL;

	return end ? (size_t)(end - text) + 1 : 0;
}

static bool list_has(const char *list, const char *etag, bool weak_counts)
{
	size_t want = strlen(etag);

	if (!list)
		return false;
	if (strcmp(list, "*") == 0)
		return true;
	while (*list) {
		bool weak;
		size_t len;

		while (*list == ' ' || *list == '\t' || *list == ',')
			list++;
		weak = strncmp(list, "W/", 2) == 0;
		list += weak ? 2 : 0;
		len = tag_len(list);
		if (len == 0)
			return false;
		if (len == want && memcmp(list, etag, len) == 0 && (weak_counts || !weak))
			return true;
		list += len;
	}
	return false;
}

bool etag_weak_match(const char *list, const char *etag)
{
	return list_has(list, strncmp(etag, "W/", 2) == 0 ? etag + 2 : etag, true);
}

bool etag_strong_match(const char *list, const char *etag)
{
	return list_has(list, etag, false);
}
