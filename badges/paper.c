/* See paper.h and paper_words.h. */
#include "badges/paper.h"

#include "badges/paper_words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { HASH_LEN = 64, GROUP_LEN = 8, DECIMAL_MOST = 40 };

static const char *const WORDS[PAPER_WORD_MAX][PAPER_LANGUAGES] = {
#define WORD(name, ...) [PAPER_##name] = { __VA_ARGS__ },
#include "badges/paper.def"
#undef WORD
};

/* Is it that language, whatever its region or script: "zh-Hans-CN" is "zh"? */
static bool speaks(const char *tag, const char *language)
{
	size_t len = strlen(language);
	return tag && strncasecmp(tag, language, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}

enum paper_language paper_language_of(const char *tag)
{
	static const char *const TAGS[PAPER_LANGUAGES] = { "en", "fr", "es", "ar", "ru", "zh" };
	for (unsigned i = 0; i < PAPER_LANGUAGES; i++)
		if (speaks(tag, TAGS[i]))
			return (enum paper_language)i;
	return PAPER_EN;
}

bool paper_is_rtl(const char *tag)
{
	static const char *const TAGS[] = { "ar", "fa", "he", "ur", "ps", "dv", "sd", "ug", "yi", "ckb" };
	for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
		if (speaks(tag, TAGS[i]))
			return true;
	return false;
}

const char *paper_word(enum paper_language language, enum paper_word word)
{
	return WORDS[word][language];
}

static bool is_hash(const char *hash)
{
	return strlen(hash) == HASH_LEN && strspn(hash, "0123456789abcdefABCDEF") == HASH_LEN;
}

enum err paper_check_hash(const char *field, const char *hash, struct fault *out_fault)
{
	if (!hash || !*hash || is_hash(hash))
		return OK;
	return fault_set(out_fault, ERR_INVALID, field, "A SHA-256 has 64 hexadecimal digits.");
}

enum err paper_head(const struct paper *paper, char out_head[PAPER_HEAD_LEN], struct fault *out_fault)
{
	if (!paper->seq) {
		out_head[0] = '\0';
		return OK;
	}
	if (!paper->hash || !is_hash(paper->hash))
		return fault_set(out_fault, ERR_INVALID, "hash", "The journal's head has 64 hexadecimal digits.");
	int len = snprintf(out_head, PAPER_HEAD_LEN, "P2C HEAD %" PRIu64 ":%s", paper->seq, paper->hash);
	for (int i = 0; i < len; i++)
		out_head[i] = (char)toupper((unsigned char)out_head[i]);
	return OK;
}

static const char *group(
    struct arena *arena, enum paper_language language, const char *digits, size_t n, const char *rest)
{
	const char *gap = paper_word(language, PAPER_GROUP), *point = paper_word(language, PAPER_DECIMAL);
	size_t gap_len = strlen(gap);
	char text[DECIMAL_MOST * 4], *to = text;
	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0) {
			memcpy(to, gap, gap_len);
			to += gap_len;
		}
		*to++ = digits[i];
	}
	*to = '\0';
	return *rest ? arena_printf(arena, "%s%s%s", text, point, rest) : arena_dup(arena, text);
}

const char *paper_decimal(struct arena *arena, enum paper_language language, const char *decimal)
{
	size_t whole = strspn(decimal, "0123456789"), len = strlen(decimal);
	const char *rest = decimal + whole + (decimal[whole] == '.');
	if (!whole || len > DECIMAL_MOST || strspn(rest, "0123456789") != strlen(rest) ||
	    (decimal[whole] == '.' && !*rest))
		return NULL;
	return group(arena, language, decimal, whole, rest);
}

const char *paper_number(struct arena *arena, enum paper_language language, int64_t number)
{
	char digits[24];
	uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
	int len = snprintf(digits, sizeof digits, "%" PRIu64, size);
	const char *grouped = group(arena, language, digits, (size_t)len, "");
	return number < 0 ? arena_printf(arena, "−%s", grouped) : grouped;
}

const char *paper_hash(struct arena *arena, const char *hash)
{
	if (!hash || !*hash)
		return "";
	char *text = arena_alloc(arena, HASH_LEN + HASH_LEN / GROUP_LEN), *to = text;
	for (size_t i = 0; i < HASH_LEN; i++) {
		if (i && i % GROUP_LEN == 0)
			*to++ = ' ';
		*to++ = (char)tolower((unsigned char)hash[i]);
	}
	return text;
}

const char *paper_isolated(struct arena *arena, enum paper_language language, const char *text)
{
	return language == PAPER_AR ? arena_printf(arena, "\u2068%s\u2069", text) : text;
}

const char *paper_labelled(struct arena *arena, enum paper_language language, const char *label, const char *value)
{
	if (!*value)
		return "";
	return arena_printf(
	    arena, "%s%s%s", label, paper_word(language, PAPER_COLON), paper_isolated(arena, language, value));
}

const char *paper_foot(struct arena *arena, const struct paper *paper)
{
	enum paper_language language = paper_language_of(paper->language);
	if (!paper->seq)
		return "";
	return arena_printf(arena, "%s %" PRIu64 " · %s", paper_word(language, PAPER_JOURNAL), paper->seq,
	    paper_isolated(arena, language, paper_hash(arena, paper->hash)));
}
