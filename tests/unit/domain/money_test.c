/* Amounts are exact or refused: nothing in between. */
#include "domain/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void refused(const char *value, const char *currency, enum err expected)
{
	int64_t minor = -7;
	struct fault fault = { 0 };
	assert_int_equal(money_parse(value, currency, &minor, &fault), expected);
	assert_int_equal(minor, -7);
	assert_int_equal(fault.err, expected);
	assert_string_equal(fault.field, expected == ERR_CURRENCY ? "currency" : "amount");
	assert_true(*fault.detail);
}

static void what_is_no_amount_is_refused_and_nothing_is_written(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", "-5", "+5", "1e309", "1E3", "0", "0.00", "000", "1.005", "1.000",
		"abc", "１２", "١٢", "1,000", "1 000", " 1", "1 ", ".5", "5.", "1..2", "1.2.3", "0x10", "NaN", "inf",
		"$5", "1'000", "1_000", "1000000000000000000", "1000000000000001", "99999999999999999999999999",
		"9223372036854775808", "00000000000000000000000000000000000000000000000001", "12\n" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(BAD[i], "USD", ERR_AMOUNT);
	refused(NULL, "USD", ERR_AMOUNT);
	refused("1.5", "JPY", ERR_AMOUNT);
	refused("1.0005", "KWD", ERR_AMOUNT);
}

static void an_unknown_currency_is_refused_before_the_amount_is_looked_at(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", "usd", "US", "USDX", "XTS", "XAU", "€", "BTC", "ZZZ", "AAA" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused("5", BAD[i], ERR_CURRENCY);
	refused("5", NULL, ERR_CURRENCY);
	assert_int_equal(money_parse("5", "FOO", &(int64_t){ 0 }, NULL), ERR_CURRENCY);
}

static void amounts_become_minor_units_of_their_own_currency(void **state)
{
	(void)state;
	static const struct {
		const char *value, *currency;
		int64_t minor;
	} GOOD[] = { { "1", "USD", 100 }, { "1200.50", "USD", 120050 }, { "1200.5", "USD", 120050 },
		{ "0.01", "EUR", 1 }, { "2500000000", "XOF", 2500000000 }, { "1", "KWD", 1000 },
		{ "0.001", "KWD", 1 }, { "007", "JPY", 7 }, { "1.2345", "CLF", 12345 },
		{ "1000000000000000", "USD", 100000000000000000 }, { "1000000000000000", "IRR", 100000000000000000 },
		{ "900000000000000", "CLF", 9000000000000000000 } };
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
		int64_t minor = 0;
		assert_int_equal(money_parse(GOOD[i].value, GOOD[i].currency, &minor, NULL), OK);
		assert_int_equal(minor, GOOD[i].minor);
	}
	refused("1000000000000000", "CLF", ERR_AMOUNT);
}

static void a_whole_amount_is_shown_without_a_fraction(void **state)
{
	(void)state;
	char out[MONEY_LEN];
	assert_string_equal(money_format(120050, 2, out), "1200.50");
	assert_string_equal(money_format(120000, 2, out), "1200");
	assert_string_equal(money_format(5, 2, out), "0.05");
	assert_string_equal(money_format(5, 3, out), "0.005");
	assert_string_equal(money_format(0, 2, out), "0");
	assert_string_equal(money_format(42, 0, out), "42");
	assert_string_equal(money_format(-150, 2, out), "-1.50");
	assert_string_equal(money_format(INT64_MAX, 4, out), "922337203685477.5807");
	assert_string_equal(money_format(INT64_MIN, 4, out), "-922337203685477.5808");
}

static uint64_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 11;
}

static void parse_undoes_format_for_every_currency_and_size(void **state)
{
	(void)state;
	uint64_t seed = 1;
	size_t n;
	const struct currency *all = currency_all(&n);
	for (size_t i = 0; i < 20000; i++) {
		const struct currency *currency = &all[next(&seed) % n];
		int64_t minor = (int64_t)(next(&seed) % ((uint64_t)1 << (1 + next(&seed) % 49))) + 1, back = 0;
		char text[MONEY_LEN], again[MONEY_LEN];
		money_format(minor, currency->digits, text);
		assert_int_equal(money_parse(text, currency->code, &back, NULL), OK);
		assert_int_equal(back, minor);
		assert_string_equal(money_format(back, currency->digits, again), text);
	}
}

static void currencies_are_sorted_and_found(void **state)
{
	(void)state;
	size_t n;
	const struct currency *all = currency_all(&n);
	assert_true(n > 150);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(strlen(all[i].code), 3);
		assert_in_range(all[i].digits, 0, 4);
		assert_ptr_equal(currency_find(all[i].code), &all[i]);
		assert_true(!i || strcmp(all[i - 1].code, all[i].code) < 0);
	}
	assert_int_equal(currency_find("JPY")->digits, 0);
	assert_int_equal(currency_find("RWF")->digits, 0);
	assert_int_equal(currency_find("TND")->digits, 3);
	assert_null(currency_find(""));
}

static void dollars_are_rounded_half_up_exactly(void **state)
{
	(void)state;
	static const struct {
		int64_t minor;
		int digits;
		const char *rate;
		int64_t cents;
	} CASES[] = { { 2500000000, 0, "612.5", 408163265 }, { 100, 2, "1", 100 }, { 1, 2, "2", 1 },
		{ 1, 2, "2.0001", 0 }, { 3, 2, "2", 2 }, { 100, 2, "0.93", 108 }, { 1000, 3, "0.306", 327 },
		{ 1, 0, "1000000", 0 }, { 1000000000000000000, 3, "0.308", 324675324675324675 } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		int64_t cents = -1;
		assert_int_equal(money_to_usd(CASES[i].minor, CASES[i].digits, CASES[i].rate, &cents), OK);
		assert_int_equal(cents, CASES[i].cents);
	}
}

static void a_rate_that_is_no_positive_decimal_is_refused(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", "0", "0.000", "-1", "1e3", "abc", "1.", ".5", "1,5", "0.0000000001",
		"1234567890123456789" };
	int64_t cents = -7;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(money_to_usd(100, 2, BAD[i], &cents), ERR_AMOUNT);
	assert_int_equal(money_to_usd(100, 2, NULL, &cents), ERR_AMOUNT);
	assert_int_equal(money_to_usd(-100, 2, "1", &cents), ERR_AMOUNT);
	assert_int_equal(money_to_usd(INT64_MAX, 0, "0.000000001", &cents), ERR_AMOUNT);
	assert_int_equal(cents, -7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_amount_is_refused_and_nothing_is_written),
		cmocka_unit_test(an_unknown_currency_is_refused_before_the_amount_is_looked_at),
		cmocka_unit_test(amounts_become_minor_units_of_their_own_currency),
		cmocka_unit_test(a_whole_amount_is_shown_without_a_fraction),
		cmocka_unit_test(parse_undoes_format_for_every_currency_and_size),
		cmocka_unit_test(currencies_are_sorted_and_found),
		cmocka_unit_test(dollars_are_rounded_half_up_exactly),
		cmocka_unit_test(a_rate_that_is_no_positive_decimal_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
