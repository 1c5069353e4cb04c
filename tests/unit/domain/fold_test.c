/* What a clerk types finds the name, in whatever script it stands. */
#include "domain/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static int setup(void **state)
{
	*state = arena_create();
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static void every_script_becomes_latin_letters(void **state)
{
	static const char *const CASES[][2] = { { "Núñez", "nunez" }, { "José Ñúñez", "jose nunez" },
		{ "Łukasz", "lukasz" }, { "O'Neill-Smith", "o neill smith" }, { "Straße", "strasse" },
		{ "Þórður Ægisson", "thordur aegisson" }, { "王小明", "wang xiao ming" }, { "曾", "zeng" },
		{ "Щербаков", "shcherbakov" }, { "김민준", "gimminjun" }, { "Γιώργος", "giorgos" },
		{ "გიორგი ბერიძე", "giorgi beridze" }, { "Արմեն", "armen" }, { "さくら", "sakura" },
		{ "スミス", "sumisu" }, { "राजेश कुमार", "rajesa kumara" }, { "Ａ１２", "a12" }, { "Əliyev", "aliyev" },
		{ "Đặng Thị Hồng", "dang thi hong" }, { "İstanbul ılıca", "istanbul ilica" }, { "محمد", "mhmd" },
		{ "דוד", "dwd" }, { "ተስፋዬ", "tesifaye" }, { "Côte d’Ivoire", "cote d ivoire" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(fold_latin(*state, CASES[i][0]), CASES[i][1]);
}

static void the_own_script_is_kept_without_case_accents_and_punctuation(void **state)
{
	static const char *const CASES[][2] = { { "Núñez", "nunez" }, { "Щербаков, Юрий", "щербаков юрии" },
		{ "王小明", "王小明" }, { "김민준", "김민준" }, { "مُحَمَّد", "محمد" }, { "أحمد", "احمد" },
		{ "فاطمة", "فاطمه" }, { "Γιώργος", "γιωργοσ" }, { "राजेश", "राजेश" }, { "สมชาย", "สมชาย" },
		{ "محـــمد", "محمد" }, { "٣٤", "34" }, { "a—b…c", "a b c" }, { "İ", "i" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(fold_plain(*state, CASES[i][0]), CASES[i][1]);
}

static void text_without_letters_folds_to_nothing(void **state)
{
	static const char *const NOTHING[] = { "", " ", "—", "!?%_", "\t\n", "😀", "\xff\xfe", "\xc3",
		"\xef\xbf\xbd" };
	for (size_t i = 0; i < sizeof NOTHING / sizeof *NOTHING; i++) {
		assert_string_equal(fold_latin(*state, NOTHING[i]), "");
		assert_string_equal(fold_plain(*state, NOTHING[i]), "");
	}
}

static bool is_folded_latin(const char *text)
{
	for (const char *c = text; *c; c++) {
		bool word = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
		if (!word && (*c != ' ' || c == text || c[1] == ' ' || !c[1]))
			return false;
	}
	return true;
}

static void add_utf8(char *out, size_t *n, uint32_t c)
{
	if (c < 0x80)
		out[(*n)++] = (char)c;
	else if (c < 0x800) {
		out[(*n)++] = (char)(0xc0 | c >> 6);
		out[(*n)++] = (char)(0x80 | (c & 63));
	} else {
		out[(*n)++] = (char)(0xe0 | c >> 12);
		out[(*n)++] = (char)(0x80 | (c >> 6 & 63));
		out[(*n)++] = (char)(0x80 | (c & 63));
	}
}

static void random_text(uint64_t *seed, char out[64])
{
	static const uint32_t STARTS[] = { 0x20, 0x41, 0xC0, 0x100, 0x370, 0x400, 0x5D0, 0x620, 0x905, 0xE01, 0x10D0,
		0x1200, 0x3041, 0x30A1, 0x4E00, 0xAC00, 0x300, 0x2010, 0xFF01 };
	size_t n = 0;
	for (int i = 0; i < 12; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		uint32_t start = STARTS[(*seed >> 40) % (sizeof STARTS / sizeof *STARTS)];
		add_utf8(out, &n, start + (uint32_t)(*seed >> 20) % 60);
	}
	out[n] = '\0';
}

static void folding_twice_is_folding_once_whatever_the_text(void **state)
{
	uint64_t seed = 7;
	for (int i = 0; i < 1500; i++) {
		char text[64];
		random_text(&seed, text);
		const char *latin = fold_latin(*state, text), *plain = fold_plain(*state, text);
		assert_true(is_folded_latin(latin));
		assert_string_equal(fold_latin(*state, latin), latin);
		assert_string_equal(fold_plain(*state, plain), plain);
	}
}

static void the_search_text_has_each_part_in_both_forms_behind_a_space(void **state)
{
	const char *parts[] = { "王小明", "WANG Xiaoming", NULL, "", "—", "Chine" };
	assert_string_equal(fold_for_search(*state, parts, 6), " 王小明 wang xiao ming wang xiaoming chine");
	assert_string_equal(fold_for_search(*state, parts, 0), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_script_becomes_latin_letters, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    the_own_script_is_kept_without_case_accents_and_punctuation, setup, teardown),
		cmocka_unit_test_setup_teardown(text_without_letters_folds_to_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(folding_twice_is_folding_once_whatever_the_text, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    the_search_text_has_each_part_in_both_forms_behind_a_space, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
