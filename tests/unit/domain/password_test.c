/* Passwords that somebody would try first are refused; those that people make of their own words are not. */
#include "domain/password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void refused(const char *const *list, size_t n, const char *why)
{
	for (size_t i = 0; i < n; i++) {
		struct fault fault = { 0 };
		if (password_judge("Amina Diallo", list[i], &fault) != ERR_INVALID || !strstr(fault.detail, why))
			fail_msg("\"%s\" is not refused as %s: %s", list[i], why, fault.detail);
		assert_string_equal(fault.field, "password");
		assert_null(strstr(fault.detail, list[i]));
	}
}

static void a_piece_that_comes_again_is_refused(void **state)
{
	static const char *const LIST[] = { "aaaaaaaaaaaa", "abcabcabcabc", "passwordpassword", "letmein letmein!",
		"LetMeInletmein", "121212121212", "!!!!!!!!!!!!", "            " };
	(void)state;
	refused(LIST, COUNT(LIST), "again and again");
}

static void a_run_of_keys_is_refused(void **state)
{
	static const char *const LIST[] = { "123456789012", "1234567890123", "0987654321098", "qwertyuiop12",
		"QwertyUiop[]1", "abcdefghijkl", "zyxwvutsrqpo", "asdfghjkl123", "azertyuiop123", "1234567890ab",
		"qwertyasdfgh", "abcd1234efgh" };
	(void)state;
	refused(LIST, COUNT(LIST), "keyboard");
}

static void words_of_the_lists_with_digits_are_refused(void **state)
{
	static const char *const LIST[] = { "password1234!", "Password2026!", "Welcome-2026-Admin", "iloveyou-2019",
		"Partner2Connect", "p2c-2026-07-01", "ITU WTDC 2026", "Correct Horse Battery Staple",
		"1q2w3e4r5t2026", "changeme2026!!", "motdepasse123" };
	(void)state;
	refused(LIST, COUNT(LIST), "common words");
}

static void the_own_name_with_digits_is_refused(void **state)
{
	static const char *const LIST[] = { "AminaDiallo1", "amina.diallo.2026", "p2c-Amina-Diallo" };
	(void)state;
	refused(LIST, COUNT(LIST), "common words");
	assert_int_equal(password_judge("Jean", "amina.diallo.2026", NULL), OK);
}

static void words_of_ones_own_are_taken(void **state)
{
	static const char *const LIST[] = { "correct horse battery", "a long pass phrase", "three red umbrellas",
		"another password", "qwerty umbrella lamp", "Kirschbaum & Regen 7", "пять жёлтых лун", "9f3KxQ_7vLm2",
		"la lune est bleue", "834702915637" };
	(void)state;
	for (size_t i = 0; i < COUNT(LIST); i++)
		if (password_judge("Amina Diallo", LIST[i], NULL) != OK)
			fail_msg("\"%s\" is refused", LIST[i]);
}

static void a_name_of_two_letters_takes_no_words_away(void **state)
{
	(void)state;
	assert_int_equal(password_judge("an", "an an an banana an", NULL), OK);
	assert_int_equal(password_judge("", "three red umbrellas", NULL), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_piece_that_comes_again_is_refused),
		cmocka_unit_test(a_run_of_keys_is_refused),
		cmocka_unit_test(words_of_the_lists_with_digits_are_refused),
		cmocka_unit_test(the_own_name_with_digits_is_refused),
		cmocka_unit_test(words_of_ones_own_are_taken),
		cmocka_unit_test(a_name_of_two_letters_takes_no_words_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
