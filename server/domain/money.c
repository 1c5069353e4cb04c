/* Decimal strings and minor units. The products stay below 2^128: the limits of what is read see to that. */
#include "domain/money.h"

#include <stdbool.h>
#include <string.h>

enum { WHOLE_DIGITS_MAX = 16, RATE_FRACTION_MAX = 9, RATE_DIGITS_MAX = 18 };
static const int64_t WHOLE_MAX = 1000000000000000; /* 10^15 units: a thousand times the largest pledge, in rials */

/* ISO 4217, active codes and those that ended after June 2022 (HRK, SLL, ZWL, ANG, BGN, CUC): pledges made then keep
 * their currency. Sorted by code: currency_find searches by halves. */
static const struct currency CURRENCIES[] = {
#define C(code, digits) { #code, digits },
#include "domain/money.def"
#undef C
};

const struct currency *currency_all(size_t *out_n)
{
	*out_n = sizeof CURRENCIES / sizeof *CURRENCIES;
	return CURRENCIES;
}

const struct currency *currency_find(const char *code)
{
	size_t low = 0, high = sizeof CURRENCIES / sizeof *CURRENCIES;
	while (code && low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(code, CURRENCIES[middle].code);
		if (!order)
			return &CURRENCIES[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A decimal as digits without the point: "1200.50" is 120050 with fraction 2. */
struct decimal {
	int64_t value;
	int whole, fraction; /* digits before and behind the point */
};

/* Digits, at most one point with digits on both sides, at most `most` digits after leading zeros. */
static bool decimal_read(const char *text, int most, struct decimal *out)
{
	struct decimal decimal = { 0 };
	bool behind = false;
	int significant = 0;
	for (const char *c = text; *c; c++) {
		if (*c == '.' && !behind && decimal.whole) {
			behind = true;
			continue;
		}
		if (!is_digit(*c))
			return false;
		significant += significant || *c != '0';
		if (significant > most || decimal.whole + decimal.fraction > 2 * most)
			return false;
		decimal.value = decimal.value * 10 + (*c - '0');
		*(behind ? &decimal.fraction : &decimal.whole) += 1;
	}
	*out = decimal;
	return decimal.whole && behind == (decimal.fraction > 0);
}

static int64_t power_of_ten(int exponent)
{
	int64_t power = 1;
	while (exponent-- > 0)
		power *= 10;
	return power;
}

enum err money_parse(const char *value, const char *currency, int64_t *out_minor, struct fault *out_fault)
{
	const struct currency *unit = currency_find(currency);
	if (!unit)
		return fault_set(
		    out_fault, ERR_CURRENCY, "currency", "“%.20s” is not a currency.", currency ? currency : "");
	struct decimal decimal;
	if (!value || !decimal_read(value, RATE_DIGITS_MAX, &decimal))
		return fault_set(out_fault, ERR_AMOUNT, "amount", "“%.40s” is not a number like 1200000 or 1200.50.",
		    value ? value : "");
	if (decimal.fraction > unit->digits)
		return fault_set(out_fault, ERR_AMOUNT, "amount", "%s has %d digits after the point; “%.40s” has %d.",
		    unit->code, unit->digits, value, decimal.fraction);
	if (decimal.value / power_of_ten(decimal.fraction) > WHOLE_MAX ||
	    __builtin_mul_overflow(decimal.value, power_of_ten(unit->digits - decimal.fraction), &decimal.value))
		return fault_set(out_fault, ERR_AMOUNT, "amount", "“%.40s” is more than can be kept.", value);
	if (!decimal.value)
		return fault_set(out_fault, ERR_AMOUNT, "amount", "The amount is zero.");
	*out_minor = decimal.value;
	return OK;
}

char *money_format(int64_t minor, int digits, char out[MONEY_LEN])
{
	char backwards[MONEY_LEN] = { 0 };
	size_t n = 0, len = 0;
	uint64_t rest = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	uint64_t unit = (uint64_t)power_of_ten(digits);
	if (digits && rest % unit == 0) {
		rest /= unit;
		digits = 0;
	}
	for (int place = 0; rest || place <= digits; place++, rest /= 10) {
		if (digits && place == digits)
			backwards[n++] = '.';
		backwards[n++] = (char)('0' + rest % 10);
	}
	if (minor < 0)
		out[len++] = '-';
	while (n)
		out[len++] = backwards[--n];
	out[len] = '\0';
	return out;
}

enum err money_to_usd(int64_t minor, int digits, const char *per_usd, int64_t *out_usd_minor)
{
	struct decimal rate;
	if (minor < 0 || !per_usd || !decimal_read(per_usd, RATE_DIGITS_MAX, &rate) || !rate.value ||
	    rate.fraction > RATE_FRACTION_MAX)
		return ERR_AMOUNT;
	unsigned __int128 cents = (unsigned __int128)minor * 100 * (uint64_t)power_of_ten(rate.fraction);
	unsigned __int128 one = (unsigned __int128)power_of_ten(digits) * (uint64_t)rate.value;
	unsigned __int128 usd = (cents + one / 2) / one;
	if (usd > INT64_MAX)
		return ERR_AMOUNT;
	*out_usd_minor = (int64_t)usd;
	return OK;
}
