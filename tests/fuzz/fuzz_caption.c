/* Any bytes as captions: never a crash, and what is written is read again without a repair, with as many captions. */
#include "domain/caption.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const LANGUAGES[] = { "en", "ar", "ru", "zh" };
	struct arena *arena = arena_create();
	struct fault fault = { 0 };
	struct caption caption, again;
	const char *language = LANGUAGES[size % 4];
	if (caption_read(arena, language, (const char *)data, size, &caption, &fault) == OK) {
		assert(caption.n_cues > 0);
		assert(caption_read(arena, language, caption.vtt, strlen(caption.vtt), &again, &fault) == OK);
		assert(again.n_cues == caption.n_cues && again.n_repairs == 0);
		assert(strcmp(again.vtt, caption.vtt) == 0);
	}
	arena_destroy(arena);
	return 0;
}
