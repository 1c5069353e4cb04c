/* libFuzzer target: what a scanner sends and what people are called. Any bytes; finds crashes, and breaks of what
 * code.h and text.h promise.
 *   clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -I. -Iserver tests/fuzz/fuzz_code.c \
 *     badges/code.c badges/text.c server/base/arena.c server/base/mem.c -o fuzz_code */
#include "badges/code.h"
#include "badges/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool is_so)
{
	if (!is_so)
		abort();
}

/* A code that was accepted is in its own normal form; one that was refused left nothing behind. */
static void check_code(const char *text, size_t len)
{
	char once[BADGE_CODE_QR_LEN + 1], twice[BADGE_CODE_QR_LEN + 1];
	memset(once, '?', sizeof once);
	enum badge_code_kind kind = badge_code_normalise(text, len, once);
	if (kind == BADGE_CODE_NEITHER) {
		for (size_t i = 0; i < sizeof once; i++)
			expect(once[i] == '?');
		return;
	}
	expect(strlen(once) == (kind == BADGE_CODE_QR ? BADGE_CODE_QR_LEN : BADGE_CODE_SHORT_LEN));
	expect(badge_code_normalise(once, strlen(once), twice) == kind);
	expect(strcmp(once, twice) == 0);
}

/* Codes made from these bytes are accepted. */
static void check_make(const uint8_t *data, size_t size)
{
	char out[BADGE_CODE_QR_LEN + 1];
	struct badge_code made;
	if (size < BADGE_CODE_RANDOM + BADGE_CODE_MARK || !badge_code_make(data, data + BADGE_CODE_RANDOM, &made))
		return;
	expect(badge_code_is_marked(made.qr, data + BADGE_CODE_RANDOM));
	expect(badge_code_normalise(made.qr, BADGE_CODE_QR_LEN, out) == BADGE_CODE_QR);
	expect(strcmp(out, made.qr) == 0);
	expect(badge_code_normalise(made.code, BADGE_CODE_SHORT_LEN, out) == BADGE_CODE_SHORT);
	expect(strcmp(out, made.code) == 0);
}

/* Clean text has no control byte and no bidi override, is not too long, and is clean. */
static void check_text(const char *text, size_t len)
{
	struct arena *arena = arena_create();
	const char *clean = badge_text_clean(arena, arena_copy(arena, text, len));
	expect(strcmp(badge_text_clean(arena, clean), clean) == 0);
	expect(strlen(clean) <= (size_t)BADGE_TEXT_LONGEST * 4);
	expect(!strstr(clean, "\u202E") && !strstr(clean, "\u2066") && !strstr(clean, "\u200F"));
	for (const char *at = clean; *at; at++)
		expect((unsigned char)*at >= ' ' && *at != 0x7F);
	badge_text_is_latin(clean);
	arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_code((const char *)data, size);
	check_make(data, size);
	check_text((const char *)data, size);
	return 0;
}
