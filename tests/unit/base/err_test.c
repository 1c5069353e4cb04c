/* Errors: a closed list in which every row says something, and faults that never overflow. */
#include "base/err.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_error_has_a_name_a_kind_and_a_sentence(void **state)
{
	(void)state;
	for (enum err err = OK; err < ERR_MAX; err++) {
		const char *words = err_words(err);
		assert_true(*err_name(err));
		assert_in_range(err_kind(err), KIND_OK, KIND_MAX - 1);
		assert_true(isupper((unsigned char)*words));
		assert_int_equal(words[strlen(words) - 1], '.');
		assert_true(err == OK || err_kind(err) != KIND_OK);
	}
	assert_int_equal(err_kind(OK), KIND_OK);
}

static void names_are_stable_keys_and_all_different(void **state)
{
	(void)state;
	for (enum err err = OK; err < ERR_MAX; err++) {
		for (const char *c = err_name(err); *c; c++)
			assert_true(isupper((unsigned char)*c) || *c == '_');
		for (enum err other = OK; other < err; other++)
			assert_string_not_equal(err_name(err), err_name(other));
	}
	assert_string_equal(err_name(ERR_CURRENCY), "CURRENCY");
	assert_string_equal(err_name(ERR_STALE), "STALE");
}

static void a_fault_is_filled_and_its_error_comes_back(void **state)
{
	struct fault fault;
	(void)state;
	memset(&fault, 'x', sizeof fault);
	assert_int_equal(fault_set(&fault, ERR_COUNTRY, "country", "\"%s\" is none.", "ZZZ"), ERR_COUNTRY);
	assert_int_equal(fault.err, ERR_COUNTRY);
	assert_string_equal(fault.field, "country");
	assert_string_equal(fault.detail, "\"ZZZ\" is none.");
}

static void a_fault_without_field_or_detail_has_empty_texts(void **state)
{
	struct fault fault;
	(void)state;
	memset(&fault, 'x', sizeof fault);
	assert_int_equal(fault_set(&fault, ERR_STALE, NULL, NULL), ERR_STALE);
	assert_string_equal(fault.field, "");
	assert_string_equal(fault.detail, "");
}

static void long_texts_are_cut_to_fit(void **state)
{
	char text[1000];
	struct fault fault;
	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	fault_set(&fault, ERR_INVALID, text, "%s", text);
	assert_int_equal(strlen(fault.field), sizeof fault.field - 1);
	assert_int_equal(strlen(fault.detail), sizeof fault.detail - 1);
}

static void nobody_has_to_listen(void **state)
{
	(void)state;
	assert_int_equal(fault_set(NULL, ERR_BROKEN, "field", "%d", 1), ERR_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_error_has_a_name_a_kind_and_a_sentence),
		cmocka_unit_test(names_are_stable_keys_and_all_different),
		cmocka_unit_test(a_fault_is_filled_and_its_error_comes_back),
		cmocka_unit_test(a_fault_without_field_or_detail_has_empty_texts),
		cmocka_unit_test(long_texts_are_cut_to_fit),
		cmocka_unit_test(nobody_has_to_listen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
