/* The pure decisions of a signing ceremony: every step from every state, every kind of authority, every order. */
#include "domain/ceremony_rules.h"
#include "domain/collate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_leads(const char *to, const char *wanted)
{
	if (wanted)
		assert_string_equal(to, wanted);
	else
		assert_null(to);
}

static void a_declaration_takes_the_steps_of_its_table(void **state)
{
	static const struct {
		const char *from, *to[DECLARATION_STEP_MAX];
	} TABLE[] = {
		/*            open     close     reopen  launch */
		{ "draft", { "open", NULL, NULL, NULL } },
		{ "open", { NULL, "closed", NULL, "open" } },
		{ "closed", { NULL, NULL, "open", "closed" } },
		{ "", { NULL, NULL, NULL, NULL } },
		{ "pen", { NULL, NULL, NULL, NULL } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
		for (enum declaration_step step = 0; step < DECLARATION_STEP_MAX; step++)
			expect_leads(declaration_rules_step(TABLE[i].from, step), TABLE[i].to[step]);
}

static void a_signatory_takes_the_steps_of_the_table(void **state)
{
	static const struct {
		const char *from, *to[SIGNATORY_STEP_MAX];
	} TABLE[] = {
		/* call, absent, late, decline, return, photo, on the tablet, on paper, annul */
		{ "expected", { "called", "absent", "late", "declined", NULL, NULL, NULL, "signed", NULL } },
		{ "called", { NULL, "absent", "late", "declined", "expected", "called", "signed", "signed", NULL } },
		{ "signed", { NULL, NULL, NULL, NULL, NULL, "signed", NULL, NULL, "expected" } },
		{ "absent", { "called", NULL, "late", "declined", "expected", NULL, NULL, "signed", NULL } },
		{ "late", { "called", "absent", NULL, "declined", "expected", NULL, NULL, "signed", NULL } },
		{ "declined", { NULL, NULL, NULL, NULL, "expected", NULL, NULL, NULL, NULL } },
		{ "call", { NULL } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
		for (enum signatory_step step = 0; step < SIGNATORY_STEP_MAX; step++)
			expect_leads(signatory_rules_step(TABLE[i].from, step), TABLE[i].to[step]);
}

static void steps_are_found_by_their_names_but_nobody_signs_by_name(void **state)
{
	(void)state;
	for (enum declaration_step step = 0; step < DECLARATION_STEP_MAX; step++)
		assert_int_equal(declaration_step_find(declaration_step_name(step)), step);
	for (enum signatory_step step = 0; step < SIGNATORY_SIGN_TABLET; step++)
		assert_int_equal(signatory_step_find(signatory_step_name(step)), step);
	assert_int_equal(signatory_step_find(signatory_step_name(SIGNATORY_SIGN_PAPER)), SIGNATORY_STEP_MAX);
	assert_int_equal(signatory_step_find("annul"), SIGNATORY_STEP_MAX);
	assert_int_equal(declaration_step_find(""), DECLARATION_STEP_MAX);
}

static void authority_has_a_kind_that_belongs_to_its_state(void **state)
{
	(void)state;
	assert_true(authority_is_valid("unseen", ""));
	assert_true(authority_is_valid("seen", "full_powers"));
	assert_true(authority_is_valid("not_needed", "head_of_state"));
	assert_false(authority_is_valid("unseen", "full_powers"));
	assert_false(authority_is_valid("seen", "head_of_state"));
	assert_false(authority_is_valid("seen", ""));
	assert_false(authority_is_valid("not_needed", "mandate"));
	assert_false(authority_is_valid("seen", "full"));
	assert_false(authority_is_valid("believed", "full_powers"));
	assert_true(authority_allows("seen") && authority_allows("not_needed"));
	assert_false(authority_allows("unseen") || authority_allows("") || authority_allows("see"));
	assert_string_equal(authority_default_kind("government"), "full_powers");
	assert_string_equal(authority_default_kind("academia"), "mandate");
}

/* ---- orders ---- */

enum { NAMES_MAX = 12 };

/* Sorts names by that order and language, with what else the entries say. */
static void expect_order(const char *order, const char *language, struct order_entry entries[],
    const char *const names[], size_t n, const char *const wanted[])
{
	struct arena *arena = arena_create();
	const char *keys[NAMES_MAX];
	collate_keys(arena, language, names, n, keys);
	for (size_t i = 0; i < n; i++) {
		entries[i].key = keys[i];
		entries[i].index = i;
	}
	order_sort(order, entries, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(names[entries[i].index], wanted[i]);
	arena_destroy(arena);
}

static void french_ignores_accents(void **state)
{
	static const char *const NAMES[] = { "Éthiopie", "France", "Égypte", "États-Unis", "Espagne",
		"Émirats arabes unis", "El Salvador", "Estonie" };
	static const char *const WANTED[] = { "Égypte", "El Salvador", "Émirats arabes unis", "Espagne", "Estonie",
		"États-Unis", "Éthiopie", "France" };
	struct order_entry entries[NAMES_MAX] = { 0 };
	(void)state;
	expect_order("alphabetical", "fr", entries, NAMES, 8, WANTED);
}

static void each_language_has_its_own_alphabet(void **state)
{
	static const char *const SPANISH[] = { "Ñandú", "Nube", "Oca" };
	static const char *const SPANISH_WANTED[] = { "Nube", "Ñandú", "Oca" };
	static const char *const RUSSIAN[] = { "Япония", "Ангола", "Ёлка", "Египет" };
	static const char *const RUSSIAN_WANTED[] = { "Ангола", "Египет", "Ёлка", "Япония" };
	static const char *const CHINESE[] = { "中国", "阿根廷", "卢旺达" };
	static const char *const CHINESE_WANTED[] = { "阿根廷", "卢旺达", "中国" };
	struct order_entry entries[NAMES_MAX] = { 0 };
	(void)state;
	expect_order("alphabetical", "es", entries, SPANISH, 3, SPANISH_WANTED);
	memset(entries, 0, sizeof entries);
	expect_order("alphabetical", "ru", entries, RUSSIAN, 4, RUSSIAN_WANTED);
	memset(entries, 0, sizeof entries);
	expect_order("alphabetical", "zh", entries, CHINESE, 3, CHINESE_WANTED);
}

static void states_come_before_organisations(void **state)
{
	static const char *const NAMES[] = { "Aardvark Fund", "Zambia", "Albania" };
	static const char *const WANTED[] = { "Albania", "Zambia", "Aardvark Fund" };
	struct order_entry entries[NAMES_MAX] = { { .is_state = false }, { .is_state = true }, { .is_state = true } };
	(void)state;
	expect_order("alphabetical", "en", entries, NAMES, 3, WANTED);
}

static void protocol_puts_ranks_first_and_equals_by_name(void **state)
{
	static const char *const NAMES[] = { "Benin", "Chad", "Angola", "Fiji", "Gabon", "Egypt", "Denmark",
		"Brunei" };
	static const char *const CATEGORIES[] = { "DEL", "MIN", "MIN", "VVIP", "DMIN", "REG", "UN", "AMB" };
	static const char *const WANTED[] = { "Fiji", "Angola", "Chad", "Gabon", "Denmark", "Egypt", "Brunei",
		"Benin" };
	struct order_entry entries[NAMES_MAX] = { 0 };
	(void)state;
	for (size_t i = 0; i < 8; i++)
		entries[i].category = CATEGORIES[i];
	expect_order("protocol", "en", entries, NAMES, 8, WANTED);
}

static void a_hand_wins_over_names_and_ranks(void **state)
{
	static const char *const NAMES[] = { "Angola", "Benin", "Chad" };
	static const char *const WANTED[] = { "Chad", "Angola", "Benin" };
	struct order_entry entries[NAMES_MAX] = { { .category = "DEL", .hand = 2 }, { .category = "VVIP", .hand = 3 },
		{ .category = "MIN", .hand = 1 } };
	(void)state;
	expect_order("hand", "en", entries, NAMES, 3, WANTED);
	assert_true(order_is_known("hand") && order_is_known("protocol") && order_is_known("alphabetical"));
	assert_false(order_is_known("") || order_is_known("age"));
}

static void who_has_the_same_name_stands_as_entered(void **state)
{
	struct order_entry entries[] = { { .category = "", .key = "x", .hand = 7, .index = 0 },
		{ .category = "", .key = "x", .hand = 2, .index = 1 },
		{ .category = "", .key = "x", .hand = 7, .index = 2 } };
	(void)state;
	order_sort("protocol", entries, 3);
	assert_int_equal(entries[0].index, 1);
	assert_int_equal(entries[1].index, 0);
	assert_int_equal(entries[2].index, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_declaration_takes_the_steps_of_its_table),
		cmocka_unit_test(a_signatory_takes_the_steps_of_the_table),
		cmocka_unit_test(steps_are_found_by_their_names_but_nobody_signs_by_name),
		cmocka_unit_test(authority_has_a_kind_that_belongs_to_its_state),
		cmocka_unit_test(french_ignores_accents),
		cmocka_unit_test(each_language_has_its_own_alphabet),
		cmocka_unit_test(states_come_before_organisations),
		cmocka_unit_test(protocol_puts_ranks_first_and_equals_by_name),
		cmocka_unit_test(a_hand_wins_over_names_and_ranks),
		cmocka_unit_test(who_has_the_same_name_stands_as_entered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
