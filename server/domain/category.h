/* Badge categories as they are configured: the list changes while a day is prepared, so it is rows and not a table of
 * the program. */
#ifndef P2C_DOMAIN_CATEGORY_H
#define P2C_DOMAIN_CATEGORY_H

#include "store/people.h"
#include "store/tx.h"

/* What may be said about a category; NULL leaves a field as it is (or at its default in a new one). */
struct category_form {
	const char *code;   /* two to eight capital letters and digits; permanent */
	const char *letter; /* one capital letter, of no other category */
	const char *rgb;    /* "#8A1538": dark enough for white letters */
	const char *words[CATEGORY_LANGUAGES];
	const char *rooms; /* ids separated by spaces; "" is all of them */
	const bool *vip, *letter_needed, *photo_needed, *transferable;
	const int64_t *position; /* from 1 */
};
/* A new category needs code, letter, colour and English words; other languages without words say the English ones.
 * ERR_CONFLICT for a code or letter that exists, ERR_FIELD_MISSING, ERR_INVALID with the field. */
enum err category_add(struct tx *tx, const struct category_form *form, struct category *out_category);
/* Changes what the form names, if the row is still at `version`: ERR_STALE, and *out_category is then the row as it
 * is. */
enum err category_edit(struct tx *tx, const char *code, int64_t version, const struct category_form *form,
    struct category *out_category);

#endif
