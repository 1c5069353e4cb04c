/* See code.h. The two checks are those of ISO/IEC 7064; their test vectors stand in the unit test. */
#include "badges/code.h"

#include <string.h>

enum {
	LONGEST_INPUT = 64, /* a code with a scanner's frame around it; more is something else */
	RADIX = 36,
	MARK_LEN = 8, /* characters */
	QR_BODY = BADGE_CODE_SEED_LEN + MARK_LEN,
	SHORT_BODY = 6,
	SHORT_ALL = SHORT_BODY + 1,
};

/* The checks count in 36 digits, the codes use 32 of them. */
static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char BASE32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static unsigned digit_value(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'A' + 10);
}

/* The pure system with modulus 1271 and radix 36: two characters. */
static void check_1271_36(const char *body, size_t len, char *out_check)
{
	unsigned sum = 0;
	for (size_t i = 0; i < len; i++)
		sum = (sum + digit_value(body[i])) * RADIX % 1271;
	unsigned check = (1272 - sum * RADIX % 1271) % 1271;
	out_check[0] = DIGITS[check / RADIX];
	out_check[1] = DIGITS[check % RADIX];
}

/* The hybrid system with moduli 37 and 36: one character. */
static void check_37_36(const char *body, size_t len, char *out_check)
{
	unsigned product = RADIX;
	for (size_t i = 0; i < len; i++) {
		unsigned sum = (product + digit_value(body[i])) % RADIX;
		product = (sum ? sum : RADIX) * 2 % (RADIX + 1);
	}
	*out_check = DIGITS[(RADIX + 1 - product) % RADIX];
}

/* How a kind of code is built. */
static const struct scheme {
	size_t body, all;
	void (*check)(const char *body, size_t len, char *out_check);
} SCHEMES[BADGE_CODE_MAX] = {
	[BADGE_CODE_QR] = { QR_BODY, BADGE_CODE_QR_LEN, check_1271_36 },
	[BADGE_CODE_SHORT] = { SHORT_BODY, SHORT_ALL, check_37_36 },
};

static bool verifies(const struct scheme *scheme, const char *text)
{
	char check[2];
	scheme->check(text, scheme->body, check);
	return memcmp(check, text + scheme->body, scheme->all - scheme->body) == 0;
}

/* Would the code still verify with the characters at `at` and `at + 1` exchanged? The hybrid system is blind to some
 * such pairs; the pure one never is. */
static bool is_blind(const struct scheme *scheme, const char *text, size_t at)
{
	char swapped[BADGE_CODE_QR_LEN];
	memcpy(swapped, text, scheme->all);
	swapped[at] = text[at + 1];
	swapped[at + 1] = text[at];
	return text[at] != text[at + 1] && verifies(scheme, swapped);
}

/* The place of the body's character that has to move for the code to be good; `body` when it is good.
 * Going from the left, a moved character cannot spoil what was good before it. */
static size_t first_fault(const struct scheme *scheme, const char *text)
{
	for (size_t i = 0; i + 1 < scheme->all; i++)
		if (is_blind(scheme, text, i))
			return i + 1 < scheme->body ? i + 1 : scheme->body - 1;
	for (size_t i = scheme->body; i < scheme->all; i++)
		if (!strchr(BASE32, text[i]))
			return scheme->body - 1;
	return scheme->body;
}

/* Completes the body with its check, moving on until the whole is good. */
static void complete(const struct scheme *scheme, char *text)
{
	for (;;) {
		scheme->check(text, scheme->body, text + scheme->body);
		size_t at = first_fault(scheme, text);
		if (at == scheme->body)
			return;
		const char *next = strchr(BASE32, text[at]) + 1;
		text[at] = *next ? *next : BASE32[0];
	}
}

/* Writes `count` base 32 characters from the bits that begin at bit `from`. */
static void spell(const uint8_t *random, size_t from, size_t count, char *out_text)
{
	for (size_t i = 0; i < count; i++) {
		unsigned value = 0;
		for (size_t bit = from + i * 5; bit < from + i * 5 + 5; bit++)
			value = value << 1 | (random[bit / 8] >> (7 - bit % 8) & 1U);
		out_text[i] = BASE32[value];
	}
}

static void write_short(const char *text, char *out)
{
	memcpy(out, text, 4);
	out[4] = '-';
	memcpy(out + 5, text + 4, 3);
	out[BADGE_CODE_SHORT_LEN] = '\0';
}

void badge_code_seed(const uint8_t random[BADGE_CODE_RANDOM], char out_seed[BADGE_CODE_SEED_LEN + 1])
{
	spell(random, 0, BADGE_CODE_SEED_LEN, out_seed);
	out_seed[BADGE_CODE_SEED_LEN] = '\0';
}

bool badge_code_make(
    const uint8_t random[BADGE_CODE_RANDOM], const uint8_t mark[BADGE_CODE_MARK], struct badge_code *out_code)
{
	struct badge_code made = { .qr = "" };
	char text[SHORT_ALL];
	badge_code_seed(random, made.qr);
	spell(mark, 0, MARK_LEN, made.qr + BADGE_CODE_SEED_LEN);
	check_1271_36(made.qr, QR_BODY, made.qr + QR_BODY);
	if (!strchr(BASE32, made.qr[QR_BODY]) || !strchr(BASE32, made.qr[QR_BODY + 1]))
		return false;
	spell(random, (size_t)BADGE_CODE_SEED_LEN * 5, SHORT_BODY, text);
	complete(&SCHEMES[BADGE_CODE_SHORT], text);
	write_short(text, made.code);
	*out_code = made;
	return true;
}

bool badge_code_is_marked(const char *qr, const uint8_t mark[BADGE_CODE_MARK])
{
	char expected[MARK_LEN];
	unsigned differs = 0;
	spell(mark, 0, MARK_LEN, expected);
	for (size_t i = 0; i < MARK_LEN; i++)
		differs |= (unsigned char)(expected[i] ^ qr[BADGE_CODE_SEED_LEN + i]);
	return differs == 0;
}

/* What keyboards, scanners and phones put around and into a code. */
static const char *const NOISE[] = {
	" ", "-", "\t", "\r", "\n", "\x02", "\x03",     /* the frame of a scanner */
	"\xc2\xa0", "\xe2\x80\x90", "\xe2\x80\x91",     /* no-break space, hyphens */
	"\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92", /* dashes, minus */
};

/* Bytes of noise at the start of the text, 0 when there is none. */
static size_t noise(const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof NOISE / sizeof *NOISE; i++) {
		size_t size = strlen(NOISE[i]);
		if (size <= len && memcmp(text, NOISE[i], size) == 0)
			return size;
	}
	return 0;
}

/* The base 32 character that this one stands for, or NUL. */
static char fold(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c && strchr(BASE32, c) ? c : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Where the code begins, behind leading noise and an AIM symbology identifier (ISO/IEC 15424: "]", letter, digit). */
static size_t start(const char *text, size_t len)
{
	size_t at = 0;
	for (size_t skip; at < len && (skip = noise(text + at, len - at)) > 0;)
		at += skip;
	if (len - at >= 3 && text[at] == ']' && is_letter(text[at + 1]))
		at += 3;
	return at;
}

/* Folds the text into out_text and returns how many characters that are; 0 when one of them cannot be in a code. */
static size_t gather(const char *text, size_t len, char out_text[BADGE_CODE_QR_LEN])
{
	size_t count = 0;
	for (size_t at = start(text, len); at < len;) {
		char c = fold(text[at]);
		size_t skip = c ? 0 : noise(text + at, len - at);
		if (!skip && (!c || count == BADGE_CODE_QR_LEN))
			return 0;
		if (!skip)
			out_text[count++] = c;
		at += skip ? skip : 1;
	}
	return count;
}

enum badge_code_kind badge_code_normalise(const char *text, size_t len, char out[BADGE_CODE_QR_LEN + 1])
{
	char all[BADGE_CODE_QR_LEN];
	size_t count = len <= LONGEST_INPUT ? gather(text, len, all) : 0;
	if (count == BADGE_CODE_QR_LEN && verifies(&SCHEMES[BADGE_CODE_QR], all)) {
		memcpy(out, all, count);
		out[count] = '\0';
		return BADGE_CODE_QR;
	}
	if (count == SHORT_ALL && verifies(&SCHEMES[BADGE_CODE_SHORT], all)) {
		write_short(all, out);
		return BADGE_CODE_SHORT;
	}
	return BADGE_CODE_NEITHER;
}
