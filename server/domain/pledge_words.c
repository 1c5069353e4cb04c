/* See pledge_words.h. */
#include "domain/pledge_words.h"

#include "domain/vocabulary.h"
#include "schedule/text.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_DIGITS = 15, SLIP_DIGITS = 9, NAME_MAX_LEN = 32 };

enum kind { KIND_OF_TEXT, KIND_OF_CHOICE, KIND_OF_DATE, KIND_OF_NUMBER, KIND_OF_INITIATIVE, KIND_OF_SLIP };

static const struct row {
	const char *name;
	size_t most;
	enum kind kind;
	const char *choices;
} ROWS[PLEDGE_WORD_MAX + 1] = {
#define PLEDGE_WORD(id, name, most, kind, choices) [PLEDGE_##id] = { name, most, KIND_OF_##kind, choices },
#include "store/pledge_words.def"
#undef PLEDGE_WORD
	[PLEDGE_WORD_MAX] = { .name = "" }, /* ends every object */
};

const char *pledge_word_name(enum pledge_word word)
{
	return ROWS[word].name;
}

enum pledge_word pledge_word_find(const char *name)
{
	int i = 0;
	while (i < PLEDGE_WORD_MAX && strcmp(ROWS[i].name, name) != 0)
		i++;
	return (enum pledge_word)i;
}

const char *pledge_word_choices(enum pledge_word word)
{
	return ROWS[word].choices;
}

/* ---- what each kind may say: NULL when it may, otherwise what it must be ---- */

static bool is_among(const char *choices, const char *said)
{
	size_t len = strlen(said);
	for (const char *one = choices; *one; one += strcspn(one, " "), one += *one == ' ')
		if (strcspn(one, " ") == len && memcmp(one, said, len) == 0)
			return true;
	return false;
}

/* "2024", "2024-05" or "2024-05-31": a part of a full date that exists. */
static bool is_date(const char *said)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	static const char SHAPE[] = "dddd-dd-dd";
	int part[3] = { 0, 1, 1 }, at = 0;
	size_t len = strlen(said);
	if (len != 4 && len != 7 && len != 10)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool digit = said[i] >= '0' && said[i] <= '9';
		if (SHAPE[i] == '-' ? said[i] != '-' : !digit)
			return false;
		if (SHAPE[i] == '-')
			part[++at] = 0;
		else
			part[at] = part[at] * 10 + said[i] - '0';
	}
	bool leap = (part[0] % 4 == 0 && part[0] % 100 != 0) || part[0] % 400 == 0;
	if (part[0] < 1900 || part[0] > 2999 || part[1] < 1 || part[1] > 12)
		return false;
	return part[2] >= 1 && part[2] <= DAYS[part[1] - 1] + (leap && part[1] == 2);
}

/* A decimal of at most 15 digits, as exact as it was said. */
static bool is_number(const char *said)
{
	size_t whole = strspn(said, "0123456789"), part = 0;
	const char *rest = said + whole;
	if (*rest == '.') {
		part = strspn(rest + 1, "0123456789");
		rest += 1 + part;
		if (!part)
			return false;
	}
	return whole && whole + part <= NUMBER_DIGITS && !*rest;
}

static bool is_slip(const char *said)
{
	size_t len = strspn(said, "0123456789");
	return len && len <= SLIP_DIGITS && !said[len] && said[0] != '0';
}

static bool is_right(const struct row *row, const char *said)
{
	switch (row->kind) {
	case KIND_OF_CHOICE:
		return is_among(row->choices, said);
	case KIND_OF_DATE:
		return is_date(said);
	case KIND_OF_NUMBER:
		return is_number(said);
	case KIND_OF_INITIATIVE:
		return initiative_is_known(said);
	case KIND_OF_SLIP:
		return is_slip(said);
	default:
		return true;
	}
}

static const char *const WANTED[] = {
	[KIND_OF_TEXT] = "a text",
	[KIND_OF_CHOICE] = "one of",
	[KIND_OF_DATE] = "a date such as 2026, 2026-11 or 2026-11-30",
	[KIND_OF_NUMBER] = "a number such as 1200 or 2.5, with at most 15 digits",
	[KIND_OF_INITIATIVE] = "the code of a regional initiative, from AFR1 to EUR5",
	[KIND_OF_SLIP] = "the number printed on the slip",
};

static enum err check(const struct row *row, const char *said, struct fault *out_fault)
{
	if (strlen(said) > row->most && row->kind == KIND_OF_TEXT)
		return fault_set(out_fault, ERR_INVALID, row->name, "\"%s\" is too long (at most %zu bytes).",
		    row->name, row->most);
	if (!*said || (strlen(said) <= row->most && is_right(row, said)))
		return OK;
	return fault_set(out_fault, ERR_INVALID, row->name, "\"%s\" must be %s%s%s.", row->name, WANTED[row->kind],
	    *row->choices ? " " : "", row->choices);
}

/* ---- taking ---- */

/* A slip's number as typed or scanned from its QR, without zeros before it; one that has no other digits keeps one.
 */
static const char *clean_slip(const char *text)
{
	static const char QR[] = "P2C SLIP ";
	if (strncmp(text, QR, sizeof QR - 1) == 0)
		text += sizeof QR - 1;
	while (text[0] == '0' && text[1])
		text++;
	return text;
}

/* One way of writing. */
static const char *clean(struct arena *arena, const struct row *row, const char *said)
{
	const char *text = text_clean(arena, said);
	return row->kind == KIND_OF_SLIP ? clean_slip(text) : text;
}

/* What holds between fields. */
static enum err check_all(const char *const words[], struct fault *out_fault)
{
	const char *from = words[PLEDGE_PERIOD_FROM], *to = words[PLEDGE_PERIOD_TO];
	size_t common = strlen(from) < strlen(to) ? strlen(from) : strlen(to);
	if (common && strncmp(from, to, common) > 0)
		return fault_set(out_fault, ERR_INVALID, "period.to", "The period ends before it begins.");
	if (!*words[PLEDGE_INITIATIVE] != !*words[PLEDGE_INITIATIVE_PERIOD])
		return fault_set(out_fault, ERR_INVALID, "regional_initiative",
		    "A regional initiative needs its code and its period: the same codes come again every period.");
	return OK;
}

enum err pledge_words_take(struct arena *arena, const char *const said[PLEDGE_WORD_MAX],
    const char *words[PLEDGE_WORD_MAX], struct fault *out_fault)
{
	const char *taken[PLEDGE_WORD_MAX];
	for (size_t i = 0; i < PLEDGE_WORD_MAX; i++) {
		taken[i] = words[i] ? words[i] : "";
		if (!said[i])
			continue;
		taken[i] = clean(arena, &ROWS[i], said[i]);
		enum err err = check(&ROWS[i], taken[i], out_fault);
		if (err)
			return err;
	}
	enum err err = check_all(taken, out_fault);
	if (!err)
		memcpy(words, taken, sizeof taken);
	return err;
}

/* ---- writing ---- */

/* Objects of which nothing is said are null, but for the period, which always has both ends. */
static bool is_null(const char *const words[], size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (words[i] && *words[i])
			return false;
	return from != PLEDGE_PERIOD_FROM;
}

/* The members "object.…" from this row on; the row after them. */
static size_t write_object(struct jsonw *w, const char *const words[], size_t from)
{
	char object[NAME_MAX_LEN];
	size_t len = strcspn(ROWS[from].name, "."), to = from;
	snprintf(object, sizeof object, "%.*s", (int)len, ROWS[from].name);
	while (strncmp(ROWS[to].name, ROWS[from].name, len + 1) == 0)
		to++;
	if (is_null(words, from, to)) {
		jsonw_null(w, object);
		return to;
	}
	jsonw_object(w, object);
	for (size_t i = from; i < to; i++)
		jsonw_text(w, ROWS[i].name + len + 1, words[i] ? words[i] : "");
	jsonw_object_end(w);
	return to;
}

void pledge_words_write(struct jsonw *w, const char *const words[PLEDGE_WORD_MAX])
{
	for (size_t i = 0; i < PLEDGE_WORD_MAX;) {
		const char *text = words[i] ? words[i] : "";
		if (strchr(ROWS[i].name, '.')) {
			i = write_object(w, words, i);
			continue;
		}
		jsonw_text(w, ROWS[i].name, *text || ROWS[i].kind != KIND_OF_SLIP ? text : NULL);
		i++;
	}
}
