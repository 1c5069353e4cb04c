/* See mark.h. */
#include "find/mark.h"

#include <string.h>

const char *const FIND_FIELD_NAMES[FIND_FIELD_MAX] = { "name", "latin", "registration_id", "entity", "country",
	"code" };

/* From the strongest to the weakest. */
enum how { HOW_EXACT, HOW_PREFIX, HOW_ORDER, HOW_INSIDE, HOW_LATIN, HOW_TYPO };
static const char *const HOW_NAMES[] = { "exact", "prefix", "order", "inside", "latin", "typo" };

static enum how how_of(const struct find_why *why)
{
	static const enum how BY_FIT[FIT_MAX] = { [FIT_EXACT] = HOW_EXACT,
		[FIT_BEGIN] = HOW_PREFIX,
		[FIT_END] = HOW_INSIDE,
		[FIT_INSIDE] = HOW_INSIDE,
		[FIT_SLIP] = HOW_TYPO,
		[FIT_SLIP_BEGIN] = HOW_TYPO };
	enum how how = BY_FIT[why->fit];
	return why->kind == FOLD_OWN ? how : HOW_LATIN;
}

/* The texts that a field may stand in. */
static size_t texts_of(
    const struct find_person *person, enum find_field field, const char *out_texts[FIND_COUNTRY_NAMES])
{
	const char *const names[] = { person->display, person->together, person->given, person->family };
	size_t n = 0;
	if (field == FIND_COUNTRY) {
		while (n < FIND_COUNTRY_NAMES && person->country[n]) {
			out_texts[n] = person->country[n];
			n++;
		}
		return n;
	}
	if (field == FIND_NAME) {
		memcpy(out_texts, names, sizeof names);
		return sizeof names / sizeof *names;
	}
	out_texts[0] = field == FIND_LATIN ? person->latin
		       : field == FIND_ID  ? person->registration_id
					   : person->entity;
	return 1;
}

static struct find_range range_in(
    struct arena *arena, const struct fold_piece *piece, const struct find_why *why, const char *term)
{
	size_t len = strlen(term), form_len = strlen(why->form), from = 0;
	struct find_range range = { piece->from, piece->to };
	if (why->kind != FOLD_OWN || why->fit >= FIT_SLIP || len > form_len)
		return range;
	if (why->fit == FIT_END)
		from = form_len - len;
	const char *inside = why->fit == FIT_INSIDE ? strstr(why->form, term) : why->form + from;
	if (!inside || strncmp(inside, term, len) != 0)
		return range;
	from = (size_t)(inside - why->form);
	uint32_t start, end;
	fold_locate(arena, piece, why->form, from, from + len, &start, &end);
	return (struct find_range){ piece->from + start, piece->from + end };
}

/* A registration ID is one piece, signs and all. */
static size_t cut(const char *text, enum find_field field, struct fold_piece pieces[FOLD_PIECES_MAX])
{
	if (field != FIND_ID)
		return fold_pieces(text, true, pieces);
	uint32_t len = (uint32_t)strlen(text);
	pieces[0] = (struct fold_piece){ .text = text, .len = len, .to = len, .whole = true };
	return 1;
}

/* Finds the word in the person's texts; *out_text is NULL when it is not there any more. */
static struct find_range place(struct arena *arena, const struct find_person *person, const struct find_why *why,
    const char *term, const char **out_text)
{
	const char *texts[FIND_COUNTRY_NAMES];
	struct fold_piece pieces[FOLD_PIECES_MAX];
	size_t n_texts = why->field < FIND_CODE ? texts_of(person, why->field, texts) : 0;
	*out_text = NULL;
	for (size_t t = 0; t < n_texts; t++) {
		size_t n = texts[t] ? cut(texts[t], why->field, pieces) : 0;
		for (size_t i = 0; i < n; i++)
			if (pieces[i].len == why->word_len && !memcmp(pieces[i].text, why->word, why->word_len)) {
				*out_text = texts[t];
				return range_in(arena, &pieces[i], why, term);
			}
	}
	return (struct find_range){ 0 };
}

/* In the order of the text; what touches becomes one. */
static void add_range(struct find_mark *mark, struct find_range range)
{
	size_t at = 0, end;
	while (at < mark->n && mark->ranges[at].to < range.from)
		at++;
	for (end = at; end < mark->n && mark->ranges[end].from <= range.to; end++) {
		const struct find_range *there = &mark->ranges[end];
		range.from = there->from < range.from ? there->from : range.from;
		range.to = there->to > range.to ? there->to : range.to;
	}
	memmove(&mark->ranges[at + 1], &mark->ranges[end], (mark->n - end) * sizeof *mark->ranges);
	mark->ranges[at] = range;
	mark->n = mark->n + 1 - (end - at);
}

size_t find_marks(struct arena *arena, const struct find_answer *answer, size_t hit, const struct find_person *person,
    struct find_mark out_marks[FIND_TERMS_MAX])
{
	enum how hows[FIND_TERMS_MAX];
	uint32_t last[FIND_TERMS_MAX];
	size_t n = 0;
	for (size_t term = 0; term < answer->n_terms; term++) {
		const char *text;
		const struct find_why *why = &answer->hits[hit].why[term];
		struct find_range range = place(arena, person, why, answer->terms[term], &text);
		size_t at = 0;
		if (!text)
			continue;
		while (at < n && out_marks[at].text != text)
			at++;
		enum how how = how_of(why);
		if (at == n) {
			out_marks[n++] = (struct find_mark){ .field = why->field, .text = text };
			hows[at] = how;
		} else if (range.from < last[at] && how < HOW_ORDER) {
			how = HOW_ORDER;
		}
		hows[at] = how > hows[at] ? how : hows[at];
		last[at] = range.from;
		add_range(&out_marks[at], range);
		out_marks[at].how = HOW_NAMES[hows[at]];
	}
	return n;
}
