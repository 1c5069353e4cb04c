/* See print_reason.h. */
#include "domain/print_reason.h"

#include <string.h>

static const struct {
	const char *key, *words, *keywords;
	bool holds;
} ROWS[PRINT_WHY_MAX] = {
	[PRINT_WHY_NONE] = { "", "", "none", false },
#define PRINT_REASON(ID, key, holds, words, keywords) [PRINT_WHY_##ID] = { key, words, keywords, holds },
#include "domain/print_reason.def"
#undef PRINT_REASON
};

const char *print_reason_key(enum print_reason reason)
{
	return ROWS[reason].key;
}

const char *print_reason_words(enum print_reason reason)
{
	return ROWS[reason].words;
}

bool print_reason_holds(enum print_reason reason)
{
	return ROWS[reason].holds;
}

enum print_reason print_reason_find(const char *key)
{
	for (int i = 0; i < PRINT_WHY_MAX; i++)
		if (strcmp(ROWS[i].key, key) == 0)
			return (enum print_reason)i;
	return PRINT_WHY_NONE;
}

/* Does the keyword end so? Cuts the ending off. */
static bool cut(const char *keyword, size_t *len, const char *ending)
{
	size_t n = strlen(ending);
	bool has = *len > n && memcmp(keyword + *len - n, ending, n) == 0;
	*len -= has ? n : 0;
	return has;
}

static bool lists(const char *words, const char *word, size_t len)
{
	for (const char *at = words; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && memcmp(at, word, len) == 0)
			return true;
	return false;
}

enum print_reason print_reason_read(const char *keyword, size_t len)
{
	bool is_error = cut(keyword, &len, "-error");
	if (!is_error && !cut(keyword, &len, "-warning"))
		cut(keyword, &len, "-report");
	for (int i = 0; i < PRINT_WHY_MAX; i++)
		if (lists(ROWS[i].keywords, keyword, len))
			return (enum print_reason)i;
	return is_error ? PRINT_WHY_OTHER : PRINT_WHY_NONE;
}
