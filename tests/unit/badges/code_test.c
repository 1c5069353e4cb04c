/* Codes: what is made verifies, what was damaged on the way is refused, and noise of scanners does no harm. */
#include "badges/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char BASE32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* A small repeatable generator (splitmix64), so that a failure can be seen again. */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15U;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
	z = (z ^ z >> 27) * 0x94D049BB133111EBU;
	return z ^ z >> 31;
}

static struct badge_code draw_code(uint64_t *state)
{
	uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK];
	struct badge_code made;
	do
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (uint8_t)draw(state);
	while (!badge_code_make(bytes, bytes + BADGE_CODE_RANDOM, &made));
	return made;
}

static enum badge_code_kind read_code(const char *text, char out[BADGE_CODE_QR_LEN + 1])
{
	memset(out, 0, BADGE_CODE_QR_LEN + 1);
	return badge_code_normalise(text, strlen(text), out);
}

static int value_of(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* The standard's own definitions, written a second time and from the other end. */
static bool is_1271_36(const char *text)
{
	int sum = 0, weight = 1;
	for (size_t i = strlen(text); i-- > 0; weight = weight * 36 % 1271)
		sum = (sum + value_of(text[i]) * weight) % 1271;
	return sum == 1;
}

static bool is_37_36(const char *text)
{
	int sum = 0;
	for (int product = 36; *text; text++) {
		sum = (product + value_of(*text)) % 36;
		product = (sum ? sum : 36) * 2 % 37;
	}
	return sum == 1;
}

static void the_reference_of_this_test_agrees_with_published_examples(void **state)
{
	(void)state;
	assert_true(is_1271_36("ISO793W"));
	assert_false(is_1271_36("ISO793X"));
	assert_true(is_37_36("A12425GABC1234002M"));
	assert_false(is_37_36("A12425GABC1234002N"));
}

static void made_codes_follow_the_standard_and_use_only_base_32(void **state)
{
	uint64_t seed = 1;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct badge_code made = draw_code(&seed);
		char joined[BADGE_CODE_SHORT_LEN] = "";
		assert_int_equal(strlen(made.qr), BADGE_CODE_QR_LEN);
		assert_int_equal(strspn(made.qr, BASE32), BADGE_CODE_QR_LEN);
		assert_true(is_1271_36(made.qr));
		assert_int_equal(strlen(made.code), BADGE_CODE_SHORT_LEN);
		assert_int_equal(made.code[4], '-');
		memcpy(joined, made.code, 4);
		memcpy(joined + 4, made.code + 5, 3);
		assert_int_equal(strspn(joined, BASE32), 7);
		assert_true(is_37_36(joined));
	}
}

/* The first bytes from here on that make a code. */
static struct badge_code make(uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK])
{
	struct badge_code made;
	while (!badge_code_make(bytes, bytes + BADGE_CODE_RANDOM, &made))
		bytes[BADGE_CODE_RANDOM]++;
	return made;
}

static void equal_bytes_make_equal_codes_and_every_byte_counts(void **state)
{
	uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK] = { 0 };
	(void)state;
	struct badge_code first = make(bytes), again = make(bytes);
	assert_string_equal(first.qr, again.qr);
	assert_string_equal(first.code, again.code);
	for (size_t i = 0; i < sizeof bytes; i++) {
		uint8_t changed[sizeof bytes];
		memcpy(changed, bytes, sizeof bytes);
		changed[i] ^= 0x40;
		struct badge_code other = make(changed);
		assert_true(strcmp(first.qr, other.qr) != 0 || strcmp(first.code, other.code) != 0);
	}
}

static void the_extremes_of_randomness_make_good_codes(void **state)
{
	uint8_t none[BADGE_CODE_RANDOM + BADGE_CODE_MARK] = { 0 }, all[BADGE_CODE_RANDOM + BADGE_CODE_MARK];
	char out[BADGE_CODE_QR_LEN + 1];
	(void)state;
	memset(all, 0xFF, sizeof all);
	assert_int_equal(read_code(make(none).qr, out), BADGE_CODE_QR);
	assert_int_equal(read_code(make(none).code, out), BADGE_CODE_SHORT);
	assert_int_equal(read_code(make(all).qr, out), BADGE_CODE_QR);
	assert_int_equal(read_code(make(all).code, out), BADGE_CODE_SHORT);
}

static void a_draw_is_thrown_away_only_when_its_check_leaves_base_32(void **state)
{
	enum { DRAWS = 20000 };
	uint64_t seed = 9;
	int kept = 0;
	(void)state;
	for (int i = 0; i < DRAWS; i++) {
		uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK];
		struct badge_code made = { .qr = "as it was" };
		for (size_t k = 0; k < sizeof bytes; k++)
			bytes[k] = (uint8_t)draw(&seed);
		if (badge_code_make(bytes, bytes + BADGE_CODE_RANDOM, &made))
			kept++;
		else
			assert_string_equal(made.qr, "as it was");
	}
	assert_in_range(kept, DRAWS * 7 / 10, DRAWS * 9 / 10);
}

static void a_code_carries_its_own_mark_and_no_other(void **state)
{
	uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK] = { 1, 2, 3 };
	char seed[BADGE_CODE_SEED_LEN + 1];
	(void)state;
	struct badge_code made = make(bytes);
	uint8_t *mark = bytes + BADGE_CODE_RANDOM;
	badge_code_seed(bytes, seed);
	assert_memory_equal(seed, made.qr, BADGE_CODE_SEED_LEN);
	assert_true(badge_code_is_marked(made.qr, mark));
	for (size_t bit = 0; bit < BADGE_CODE_MARK * 8; bit++) {
		mark[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(badge_code_is_marked(made.qr, mark));
		mark[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* One character becomes another of base 32, or two neighbours change places; false when that changes nothing. */
static bool mutate(char *text, uint64_t *seed)
{
	size_t len = strlen(text), at = draw(seed) % len;
	char was = text[at], next = text[(at + 1) % len];
	if (was == '-')
		return false;
	if (draw(seed) % 2) {
		text[at] = BASE32[draw(seed) % 32];
		return text[at] != was;
	}
	if (at + 1 == len || next == '-' || next == was)
		return false;
	text[at] = next;
	text[at + 1] = was;
	return true;
}

static void a_million_damaged_codes_are_all_refused(void **state)
{
	uint64_t seed = 2;
	char out[BADGE_CODE_QR_LEN + 1];
	(void)state;
	for (int tried = 0; tried < 1000000;) {
		struct badge_code made = draw_code(&seed);
		for (int i = 0; i < 25; i++) {
			struct badge_code bad = made;
			if (mutate(bad.qr, &seed) && ++tried)
				assert_int_equal(read_code(bad.qr, out), BADGE_CODE_NEITHER);
			if (mutate(bad.code, &seed) && ++tried)
				assert_int_equal(read_code(bad.code, out), BADGE_CODE_NEITHER);
		}
	}
}

static void every_exchange_across_the_dash_is_refused(void **state)
{
	uint64_t seed = 3;
	char out[BADGE_CODE_QR_LEN + 1];
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct badge_code made = draw_code(&seed);
		char left = made.code[3], right = made.code[5];
		made.code[3] = right;
		made.code[5] = left;
		if (left != right)
			assert_int_equal(read_code(made.code, out), BADGE_CODE_NEITHER);
	}
}

/* What stands between the frame's two halves is the code itself. */
static void noise_of_scanners_and_people_is_passed_over(void **state)
{
	static const char *const FRAMES[][2] = {
		{ "", "" },
		{ " ", "\r\n" },
		{ "\x02", "\x03" },
		{ "]Q1", "" },
		{ "\x02]Q1", "\x03\r" },
		{ "]C0", "\n" },
		{ "\t- ", " - " },
		{ "\xc2\xa0", "\xe2\x80\x93" },
	};
	uint64_t seed = 4;
	char out[BADGE_CODE_QR_LEN + 1], text[80];
	(void)state;
	for (size_t i = 0; i < sizeof FRAMES / sizeof *FRAMES; i++) {
		struct badge_code made = draw_code(&seed);
		snprintf(text, sizeof text, "%s%s%s", FRAMES[i][0], made.qr, FRAMES[i][1]);
		assert_int_equal(read_code(text, out), BADGE_CODE_QR);
		assert_string_equal(out, made.qr);
		snprintf(text, sizeof text, "%s%s%s", FRAMES[i][0], made.code, FRAMES[i][1]);
		assert_int_equal(read_code(text, out), BADGE_CODE_SHORT);
		assert_string_equal(out, made.code);
	}
}

/* Lower case, and each digit that has look-alikes as one of them. */
static void blur(char *text, uint64_t *seed)
{
	for (; *text; text++)
		if (*text == '0')
			*text = "0Oo"[draw(seed) % 3];
		else if (*text == '1')
			*text = "1IiLl"[draw(seed) % 5];
		else if (*text >= 'A' && draw(seed) % 2)
			*text = (char)(*text - 'A' + 'a');
}

static void lower_case_and_look_alikes_mean_the_same_code(void **state)
{
	uint64_t seed = 5;
	char out[BADGE_CODE_QR_LEN + 1];
	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct badge_code made = draw_code(&seed), blurred = made;
		blur(blurred.qr, &seed);
		blur(blurred.code, &seed);
		assert_int_equal(read_code(blurred.qr, out), BADGE_CODE_QR);
		assert_string_equal(out, made.qr);
		assert_int_equal(read_code(blurred.code, out), BADGE_CODE_SHORT);
		assert_string_equal(out, made.code);
	}
}

static void a_short_code_needs_no_dash(void **state)
{
	uint64_t seed = 6;
	char out[BADGE_CODE_QR_LEN + 1], text[16];
	struct badge_code made = draw_code(&seed);
	(void)state;
	snprintf(text, sizeof text, "%.4s%.3s", made.code, made.code + 5);
	assert_int_equal(read_code(text, out), BADGE_CODE_SHORT);
	assert_string_equal(out, made.code);
}

static void what_is_no_code_is_refused_and_the_output_untouched(void **state)
{
	static const char *const WRONG[] = {
		"",
		" ",
		"-",
		"]",
		"]Q",
		"]Q1",
		"0000-000",
		"00000000000000000000",
		"UUUU-UUU",
		"https://example.org/",
		"K7QF-3M",
		"K7QF-3M22",
		"K7QF.3M2",
		"K7QF\xc3\xa9-3M2",
		"\xff\xfe",
		"'; DROP TABLE x;--",
	};
	char out[BADGE_CODE_QR_LEN + 1] = "as it was";
	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		assert_int_equal(badge_code_normalise(WRONG[i], strlen(WRONG[i]), out), BADGE_CODE_NEITHER);
		assert_string_equal(out, "as it was");
	}
}

static void a_code_cut_or_doubled_is_refused(void **state)
{
	uint64_t seed = 7;
	char out[BADGE_CODE_QR_LEN + 1], twice[64];
	struct badge_code made = draw_code(&seed);
	(void)state;
	for (size_t len = 0; len < BADGE_CODE_QR_LEN; len++)
		assert_int_not_equal(badge_code_normalise(made.qr, len, out), BADGE_CODE_QR);
	snprintf(twice, sizeof twice, "%s%s", made.qr, made.qr);
	assert_int_equal(read_code(twice, out), BADGE_CODE_NEITHER);
	snprintf(twice, sizeof twice, "%s%s", made.code, made.code);
	assert_int_equal(read_code(twice, out), BADGE_CODE_NEITHER);
}

static void length_and_nul_bytes_are_respected(void **state)
{
	uint64_t seed = 8;
	char out[BADGE_CODE_QR_LEN + 1], text[BADGE_CODE_QR_LEN + 1], spaces[200];
	struct badge_code made = draw_code(&seed);
	(void)state;
	memcpy(text, made.qr, sizeof text);
	assert_int_equal(badge_code_normalise(text, sizeof text, out), BADGE_CODE_NEITHER);
	memset(spaces, ' ', sizeof spaces);
	memcpy(spaces + 100, made.qr, BADGE_CODE_QR_LEN);
	assert_int_equal(badge_code_normalise(spaces, sizeof spaces, out), BADGE_CODE_NEITHER);
	assert_int_equal(badge_code_normalise(spaces + 90, 40, out), BADGE_CODE_QR);
	assert_int_equal(badge_code_normalise(NULL, 0, out), BADGE_CODE_NEITHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reference_of_this_test_agrees_with_published_examples),
		cmocka_unit_test(made_codes_follow_the_standard_and_use_only_base_32),
		cmocka_unit_test(equal_bytes_make_equal_codes_and_every_byte_counts),
		cmocka_unit_test(the_extremes_of_randomness_make_good_codes),
		cmocka_unit_test(a_draw_is_thrown_away_only_when_its_check_leaves_base_32),
		cmocka_unit_test(a_code_carries_its_own_mark_and_no_other),
		cmocka_unit_test(a_million_damaged_codes_are_all_refused),
		cmocka_unit_test(every_exchange_across_the_dash_is_refused),
		cmocka_unit_test(noise_of_scanners_and_people_is_passed_over),
		cmocka_unit_test(lower_case_and_look_alikes_mean_the_same_code),
		cmocka_unit_test(a_short_code_needs_no_dash),
		cmocka_unit_test(what_is_no_code_is_refused_and_the_output_untouched),
		cmocka_unit_test(a_code_cut_or_doubled_is_refused),
		cmocka_unit_test(length_and_nul_bytes_are_respected),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
