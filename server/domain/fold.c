/* Text is cut into runs of one script; each run goes through the rules made for it, the whole then through
 * Latin-ASCII. Transliterators are made at first use (the Chinese one takes 0.1 s) and kept; one mutex guards them,
 * for ICU does not promise that one of them serves two threads. ASCII never gets there. */
#include "domain/fold.h"

#include "base/buf.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum {
	LETTER_GROWTH = 12
}; /* code units that one unit may become: the longest Ethiopic and Han readings are shorter */

/* The last two rows are for every other script and for the step to ASCII. */
static const struct rules {
	UScriptCode script;
	const char *id;
} RULES[] = {
	{ USCRIPT_ARABIC, "Arabic-Latin" },
	{ USCRIPT_HAN, "Han-Latin/Names" },
	{ USCRIPT_CYRILLIC, "Russian-Latin/BGN; Cyrillic-Latin" },
	{ USCRIPT_ETHIOPIC, "Amharic-Latin/BGN; Ethiopic-Latin" },
	{ USCRIPT_DEVANAGARI, "Devanagari-Latin" },
	{ USCRIPT_HANGUL, "Hangul-Latin" },
	{ USCRIPT_HIRAGANA, "Hiragana-Latin" },
	{ USCRIPT_KATAKANA, "Katakana-Latin" },
	{ USCRIPT_GREEK, "Greek-Latin/UNGEGN; Greek-Latin" },
	{ USCRIPT_GEORGIAN, "Georgian-Latin/BGN" },
	{ USCRIPT_ARMENIAN, "Armenian-Latin/BGN; Armenian-Latin" },
	{ USCRIPT_HEBREW, "Hebrew-Latin" },
	{ USCRIPT_UNKNOWN, "Any-Latin" },
	{ USCRIPT_LATIN, "NFD; [:Mn:] Remove; Latin-ASCII" },
};
enum { RULES_N = sizeof RULES / sizeof *RULES, RULES_ANY = RULES_N - 2, RULES_ASCII = RULES_N - 1 };

static struct {
	pthread_mutex_t lock;
	UTransliterator *made[RULES_N];
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* UTF-16 text that grows. */
struct wide {
	UChar *units;
	int32_t len, cap;
};

static void wide_room(struct wide *wide, int32_t more)
{
	if (wide->units && wide->len + more <= wide->cap)
		return;
	wide->cap = (wide->len + more) * 2;
	wide->units = mem_grow(wide->units, sizeof *wide->units * (size_t)wide->cap);
}

static void wide_add(struct wide *wide, const UChar *units, int32_t n)
{
	wide_room(wide, n);
	memcpy(wide->units + wide->len, units, sizeof *units * (size_t)n);
	wide->len += n;
}

/* UTF-8 to UTF-16 in one normal form; bytes that are no UTF-8 become U+FFFD, which is no letter. */
static struct wide wide_read(const char *text, const UNormalizer2 *form)
{
	int32_t len = (int32_t)strnlen(text, INT32_MAX / 64), n = 0;
	UErrorCode error = U_ZERO_ERROR;
	struct wide raw = { 0 }, normal = { 0 };
	wide_room(&raw, len + 1);
	u_strFromUTF8WithSub(raw.units, raw.cap, &raw.len, text, len, 0xFFFD, NULL, &error);
	do {
		error = U_ZERO_ERROR;
		wide_room(&normal, n + raw.len + 1);
		n = unorm2_normalize(form, raw.units, raw.len, normal.units, normal.cap, &error);
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	free(raw.units);
	normal.len = U_SUCCESS(error) ? n : 0;
	return normal;
}

static UTransliterator *transliterator(int rules)
{
	if (kept.made[rules])
		return kept.made[rules];
	UErrorCode error = U_ZERO_ERROR;
	UChar id[64];
	u_uastrcpy(id, RULES[rules].id);
	UTransliterator *made = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	kept.made[rules] = U_SUCCESS(error) ? made : NULL;
	return kept.made[rules];
}

/* Adds the run as the rules have it; as it is when ICU's data lack them (a slim build). */
static void transliterate(struct wide *out, int rules, const UChar *units, int32_t n)
{
	if (n == 0)
		return;
	wide_room(out, n * LETTER_GROWTH + 16);
	UChar *start = out->units + out->len;
	memcpy(start, units, sizeof *units * (size_t)n);
	int32_t len = n, limit = n;
	UErrorCode error = U_ZERO_ERROR;
	pthread_mutex_lock(&kept.lock);
	UTransliterator *by = transliterator(rules);
	if (by)
		utrans_transUChars(by, start, &len, out->cap - out->len, 0, &limit, &error);
	pthread_mutex_unlock(&kept.lock);
	if (U_FAILURE(error)) {
		memcpy(start, units, sizeof *units * (size_t)n);
		len = n;
	}
	out->len += len;
}

static int rules_of(UScriptCode script)
{
	for (int i = 0; i < RULES_ANY; i++)
		if (RULES[i].script == script)
			return i;
	return script == USCRIPT_LATIN || script == USCRIPT_COMMON ? RULES_ASCII : RULES_ANY;
}

/* The end of the run of one script that starts at `at`; digits, spaces and marks belong to what stands before. */
static int32_t run_end(const struct wide *text, int32_t at, UScriptCode *out_script)
{
	*out_script = USCRIPT_COMMON;
	while (at < text->len) {
		int32_t next = at;
		UChar32 c;
		UErrorCode error = U_ZERO_ERROR;
		U16_NEXT(text->units, next, text->len, c);
		UScriptCode script = uscript_getScript(c, &error);
		if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
			if (*out_script != USCRIPT_COMMON && script != *out_script)
				return at;
			*out_script = script;
		}
		at = next;
	}
	return at;
}

/* Signs that transliteration leaves for hamza, ayn, soft sign … stand inside words: they go without a gap. */
static bool is_modifier(UChar c)
{
	return (c >= 0x02B0 && c <= 0x02FF) || c == '\'' || c == 0x2019 || c == 0x2018;
}

static void add_run(struct wide *out, const struct wide *text, int32_t from, int32_t to, UScriptCode script)
{
	int rules = rules_of(script);
	if (rules == RULES_ASCII) {
		wide_add(out, text->units + from, to - from);
		return;
	}
	int32_t start = out->len, kept_len = start;
	transliterate(out, rules, text->units + from, to - from);
	for (int32_t i = start; i < out->len; i++)
		if (!is_modifier(out->units[i]))
			out->units[kept_len++] = out->units[i];
	out->len = kept_len;
}

/* Letters that Latin-ASCII leaves alone: Azerbaijani and Ethiopic e, African hooks. */
static char latin_rest(UChar c)
{
	static const struct {
		UChar letter;
		char ascii;
	} REST[] = { { 0x018F, 'a' }, { 0x0259, 'a' }, { 0x01DD, 'e' }, { 0x018E, 'e' }, { 0x0186, 'o' },
		{ 0x0254, 'o' }, { 0x0190, 'e' }, { 0x025B, 'e' }, { 0x014A, 'n' }, { 0x014B, 'n' } };
	for (size_t i = 0; i < sizeof REST / sizeof *REST; i++)
		if (REST[i].letter == c)
			return REST[i].ascii;
	return ' ';
}

static char latin_letter(UChar c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c < 0x80 ? ' ' : latin_rest(c);
}

/* Adds a letter, or a gap that becomes one space only when another letter follows. */
struct words {
	char *bytes;
	size_t len;
	bool gap;
};

static void words_add(struct words *words, const char *bytes, size_t n)
{
	if (words->gap && words->len)
		words->bytes[words->len++] = ' ';
	words->gap = false;
	memcpy(words->bytes + words->len, bytes, n);
	words->len += n;
}

static void words_add_latin(struct words *words, UChar unit)
{
	char letter = latin_letter(unit);
	if (letter == ' ')
		words->gap = true;
	else
		words_add(words, &letter, 1);
}

bool fold_is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static char *fold_ascii(struct arena *arena, const char *text)
{
	struct words words = { .bytes = arena_alloc(arena, strlen(text) + 1) };
	for (; *text; text++)
		words_add_latin(&words, (UChar)(unsigned char)*text);
	words.bytes[words.len] = '\0';
	return words.bytes;
}

char *fold_latin(struct arena *arena, const char *text)
{
	if (fold_is_ascii(text))
		return fold_ascii(arena, text);
	UErrorCode error = U_ZERO_ERROR;
	struct wide source = wide_read(text, unorm2_getNFKCInstance(&error)), latin = { 0 }, ascii = { 0 };
	UScriptCode script;
	for (int32_t at = 0, end; at < source.len; at = end) {
		end = run_end(&source, at, &script);
		add_run(&latin, &source, at, end, script);
		if (end < source.len)
			wide_add(&latin, u" ", 1);
	}
	transliterate(&ascii, RULES_ASCII, latin.units, latin.len);
	struct words words = { .bytes = arena_alloc(arena, 2 * (size_t)ascii.len + 1) };
	for (int32_t i = 0; i < ascii.len; i++)
		words_add_latin(&words, ascii.units[i]);
	free(source.units);
	free(latin.units);
	free(ascii.units);
	return words.bytes;
}

/* Spellings of one Arabic letter that people use for each other at a keyboard. */
static UChar32 plain_letter(UChar32 c)
{
	switch (c) {
	case 0x0629: /* teh marbuta */
		return 0x0647;
	case 0x0649: /* alef maksura */
	case 0x06CC: /* Farsi yeh */
		return 0x064A;
	case 0x06A9: /* Persian kaf */
		return 0x0643;
	default:
		return u_foldCase(u_tolower(c), U_FOLD_CASE_DEFAULT);
	}
}

/* A mark that may be left out when typing: accents, Arabic and Hebrew vowels, tatweel, joiners. The vowel signs of
 * Indic scripts and of Thai and the voicing mark of kana are letters. */
bool fold_drops(uint32_t letter)
{
	UChar32 c = (UChar32)letter;
	if (c < 0x80 || c == 0x3099 || c == 0x309A)
		return false;
	int8_t type = u_charType(c);
	if (c == 0x0640 || type == U_FORMAT_CHAR)
		return true;
	if (type != U_NON_SPACING_MARK)
		return false;
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &error);
	return script == USCRIPT_INHERITED || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

bool fold_is_word(uint32_t letter)
{
	const uint32_t WORD = U_GC_L_MASK | U_GC_ND_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
	return U_GET_GC_MASK((UChar32)letter) & WORD;
}

static void words_add_plain(struct words *words, UChar32 c)
{
	if (fold_drops((uint32_t)c))
		return;
	c = u_charDigitValue(c) >= 0 ? '0' + u_charDigitValue(c) : plain_letter(c);
	char bytes[U8_MAX_LENGTH];
	size_t n = 0;
	if (fold_is_word((uint32_t)c))
		U8_APPEND_UNSAFE(bytes, n, (uint32_t)c);
	if (n)
		words_add(words, bytes, n);
	else
		words->gap = true;
}

char *fold_plain(struct arena *arena, const char *text)
{
	if (fold_is_ascii(text))
		return fold_ascii(arena, text);
	UErrorCode error = U_ZERO_ERROR;
	struct wide apart = wide_read(text, unorm2_getNFKDInstance(&error));
	struct words words = { .bytes = mem_alloc((size_t)apart.len * 2 * U8_MAX_LENGTH + 1) };
	for (int32_t i = 0; i < apart.len;) {
		UChar32 c;
		U16_NEXT(apart.units, i, apart.len, c);
		words_add_plain(&words, c);
	}
	words.bytes[words.len] = '\0';
	/* Together again: Hangul syllables are one character for whoever reads the column. */
	struct wide whole = wide_read(words.bytes, unorm2_getNFCInstance(&error));
	int32_t len = 0;
	size_t room = (size_t)whole.len * 3 + 1;
	char *out = arena_alloc(arena, room);
	u_strToUTF8WithSub(out, (int32_t)room, &len, whole.units, whole.len, 0xFFFD, NULL, &error);
	free(apart.units);
	free(whole.units);
	free(words.bytes);
	return out;
}

char *fold_for_search(struct arena *arena, const char *const *parts, size_t n)
{
	struct buf all = { 0 };
	for (size_t i = 0; i < n; i++) {
		const char *plain = parts[i] ? fold_plain(arena, parts[i]) : "";
		const char *latin = parts[i] ? fold_latin(arena, parts[i]) : "";
		if (*plain)
			buf_printf(&all, " %s", plain);
		if (*latin && strcmp(plain, latin) != 0)
			buf_printf(&all, " %s", latin);
	}
	return buf_keep(&all, arena);
}
