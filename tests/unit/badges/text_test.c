/* Cleaning: what may stand on a badge stays, what could turn or break a line goes. */
#include "badges/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct pair {
	const char *in, *out;
};

static void check(const struct pair *pairs, size_t count)
{
	struct arena *arena = arena_create();
	for (size_t i = 0; i < count; i++)
		assert_string_equal(badge_text_clean(arena, pairs[i].in), pairs[i].out);
	arena_destroy(arena);
}

#define CHECK(...)                                                                                                   \
	do {                                                                                                         \
		static const struct pair PAIRS[] = { __VA_ARGS__ };                                                  \
		check(PAIRS, sizeof PAIRS / sizeof *PAIRS);                                                          \
	} while (0)

static void names_of_all_scripts_stay_as_they_are(void **state)
{
	(void)state;
	CHECK({ "José Ñúñez-O’Brien", "José Ñúñez-O’Brien" }, { "محمد بن سلمان", "محمد بن سلمان" },
	    { "王小明", "王小明" }, { "Їжакевич", "Їжакевич" }, { "አበበ ገብረ", "አበበ ገብረ" },
	    { "कृष्णा त्रिपाठी", "कृष्णा त्रिपाठी" }, { "𠮷野家", "𠮷野家" });
}

static void joiners_stay_because_persian_and_hindi_need_them(void **state)
{
	(void)state;
	CHECK({ "علی\u200cرضا", "علی\u200cرضا" }, { "क्\u200dष", "क्\u200dष" });
}

static void bidi_controls_are_left_out(void **state)
{
	(void)state;
	CHECK({ "a\u202Eb\u202C", "ab" }, { "\u202A\u202B\u202Dx", "x" }, { "\u2066a\u2067b\u2068c\u2069", "abc" },
	    { "\u200Ea\u200F\u061C", "a" });
}

static void invisible_and_control_characters_are_left_out(void **state)
{
	(void)state;
	CHECK({ "\x01\x02\x1B[31mred\x7F", "[31mred" }, { "\uFEFFname", "name" },
	    { "a\u200Bb\u00ADc\u2060d", "abcd" }, { "a\uFFFEb", "ab" }, { "x\U000E0041", "x" },
	    { "a\xc2\x84"
	      "b",
		"ab" });
}

static void white_space_of_any_kind_becomes_one_space(void **state)
{
	(void)state;
	CHECK({ "  a \t\r\n b  ", "a b" }, { "a\u00A0\u3000b\u2028c\u2029", "a b c" }, { "\u2003", "" },
	    { " \u202E ", "" });
}

static void nothing_gives_empty_text(void **state)
{
	(void)state;
	CHECK({ NULL, "" }, { "", "" }, { "\u200E", "" });
}

static void bytes_that_are_not_utf8_become_the_replacement_character(void **state)
{
	(void)state;
	CHECK({ "a\xff", "a\uFFFD" }, { "\xc0\xaf", "\uFFFD\uFFFD" }, { "\xe0\x80\xaf", "\uFFFD\uFFFD\uFFFD" },
	    { "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD" }, { "\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD" },
	    { "\xe2\x82", "\uFFFD\uFFFD" }, { "\xf0\x9f", "\uFFFD\uFFFD" }, { "Jos\xe9 b", "Jos\uFFFD b" });
}

static void a_heap_of_accents_is_cut_to_three(void **state)
{
	(void)state;
	CHECK({ "e\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301x" }, { "e\u0301 \u0301", "e\u0301 \u0301" });
}

static void a_text_ends_after_its_longest_length_in_characters(void **state)
{
	struct arena *arena = arena_create();
	struct buf {
		char bytes[BADGE_TEXT_LONGEST * 8 + 1];
	} *in = calloc(1, sizeof *in);
	(void)state;
	for (int i = 0; i < BADGE_TEXT_LONGEST * 2; i++)
		memcpy(in->bytes + (size_t)i * 4, "𠮷", 4);
	assert_int_equal(strlen(badge_text_clean(arena, in->bytes)), BADGE_TEXT_LONGEST * 4);
	memset(in->bytes, '\xff', BADGE_TEXT_LONGEST * 2);
	assert_int_equal(strlen(badge_text_clean(arena, in->bytes)), BADGE_TEXT_LONGEST * 3);
	free(in);
	arena_destroy(arena);
}

static void cleaning_twice_changes_nothing_more(void **state)
{
	static const char *const TEXTS[] = { " a \u202E b\u0301\u0301\u200E\u0301\u0301\u0301", "\xff \xfe",
		"\u0301\u0301\u0301 \u0301x" };
	struct arena *arena = arena_create();
	(void)state;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		const char *once = badge_text_clean(arena, TEXTS[i]);
		assert_string_equal(badge_text_clean(arena, once), once);
	}
	arena_destroy(arena);
}

static void latin_is_told_from_other_scripts(void **state)
{
	(void)state;
	assert_true(badge_text_is_latin(""));
	assert_true(badge_text_is_latin("Nguyễn Thị Łódź O’Brien-Ñ"));
	assert_false(badge_text_is_latin("محمد"));
	assert_false(badge_text_is_latin("Smith 王"));
	assert_false(badge_text_is_latin("Щербаков"));
	assert_false(badge_text_is_latin("አበበ"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_all_scripts_stay_as_they_are),
		cmocka_unit_test(joiners_stay_because_persian_and_hindi_need_them),
		cmocka_unit_test(bidi_controls_are_left_out),
		cmocka_unit_test(invisible_and_control_characters_are_left_out),
		cmocka_unit_test(white_space_of_any_kind_becomes_one_space),
		cmocka_unit_test(nothing_gives_empty_text),
		cmocka_unit_test(bytes_that_are_not_utf8_become_the_replacement_character),
		cmocka_unit_test(a_heap_of_accents_is_cut_to_three),
		cmocka_unit_test(a_text_ends_after_its_longest_length_in_characters),
		cmocka_unit_test(cleaning_twice_changes_nothing_more),
		cmocka_unit_test(latin_is_told_from_other_scripts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
