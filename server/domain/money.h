/* Amounts: decimal strings and minor units (ISO 4217), exactly. No floating point anywhere.
 * Not for amounts as spoken ("two point five billion"): that is a reader in front of this. */
#ifndef P2C_DOMAIN_MONEY_H
#define P2C_DOMAIN_MONEY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct currency {
	char code[4];
	int digits; /* of its minor unit: 2 for USD, 0 for JPY, 3 for KWD */
};
const struct currency *currency_all(size_t *out_n);
const struct currency *currency_find(const char *code); /* NULL when unknown */

enum { MONEY_LEN = 24 };
/* "2500000000" or "1200.50" to minor units. ERR_CURRENCY; ERR_AMOUNT when empty, negative, zero, with an exponent,
 * with more digits after the point than the currency has, or above 10^15 whole units. */
enum err money_parse(const char *value, const char *currency, int64_t *out_minor, struct fault *out_fault);
/* Minor units as a decimal string: 1200.50, and without a fraction when it is zero: 1200. Returns out. */
char *money_format(int64_t minor, int digits, char out[MONEY_LEN]);
/* US cents of an amount at a rate of `per_usd` units (decimal string) for one dollar, rounded half up. ERR_AMOUNT
 * when the rate is not a positive decimal or the result does not fit. */
enum err money_to_usd(int64_t minor, int digits, const char *per_usd, int64_t *out_usd_minor);

#endif
