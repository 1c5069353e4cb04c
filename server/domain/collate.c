/* See collate.h. A collator is opened for each list: lists are short and opening takes microseconds once ICU's data
 * are mapped. */
#include "domain/collate.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

static const char *key_of(struct arena *arena, const UCollator *collator, const char *text)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t len = (int32_t)strnlen(text, INT32_MAX / 8), units = 0;
	UChar *wide = arena_array(arena, UChar, len + 1);
	u_strFromUTF8WithSub(wide, len + 1, &units, text, len, 0xFFFD, NULL, &error);
	int32_t room = ucol_getSortKey(collator, wide, units, NULL, 0);
	unsigned char *key = arena_alloc(arena, (size_t)room + 1);
	ucol_getSortKey(collator, wide, units, key, room);
	return (const char *)key;
}

void collate_keys(
    struct arena *arena, const char *language, const char *const *texts, size_t n, const char **out_keys)
{
	UErrorCode error = U_ZERO_ERROR;
	UCollator *collator = ucol_open(language, &error);
	for (size_t i = 0; i < n; i++)
		out_keys[i] = U_SUCCESS(error) ? key_of(arena, collator, texts[i]) : texts[i];
	ucol_close(collator);
}
