/* See lexicon.h. */
#include "find/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { NEW_MAX = 256 /* looked through one by one */, HEAD = 8, ENDING_LEAST = 3 };

/* ---- taking forms in ---- */

static bool is_form(const void *owner, uint32_t number, const char *key, size_t len)
{
	const struct lexicon *lexicon = owner;
	const struct form *form = &lexicon->forms[number];
	return form->len == len && !memcmp(lexicon->text.bytes + form->at, key, len);
}

uint32_t lexicon_take(struct lexicon *lexicon, const char *text, size_t len)
{
	uint32_t hash = table_hash(text, len),
		 form = table_find(&lexicon->by_text, hash, is_form, lexicon, text, len);
	if (form != TABLE_NONE)
		return form;
	if (lexicon->n == lexicon->room) {
		lexicon->room = lexicon->room ? lexicon->room * 2 : NEW_MAX;
		lexicon->forms = mem_grow(lexicon->forms, lexicon->room * sizeof *lexicon->forms);
	}
	form = lexicon->n++;
	lexicon->forms[form] = (struct form){ .at = (uint32_t)lexicon->text.len, .len = (uint16_t)len };
	buf_add(&lexicon->text, text, len);
	table_add(&lexicon->by_text, hash, form);
	return form;
}

void lexicon_finish(struct lexicon *lexicon)
{
	for (uint32_t i = 0; i < lexicon->n; i++)
		ids_finish(&lexicon->forms[i].users);
	free(lexicon->forms);
	free(lexicon->sorted);
	free(lexicon->endings);
	free(lexicon->heads);
	buf_finish(&lexicon->text);
	table_finish(&lexicon->by_text);
	*lexicon = (struct lexicon){ 0 };
}

/* ---- the sorted lists ---- */

struct span {
	const char *text;
	size_t len;
};

static struct span span_of(const struct lexicon *lexicon, uint32_t ref)
{
	const struct form *form = &lexicon->forms[ref >> LEXICON_AT_BITS];
	size_t at = ref & LEXICON_AT_MASK;
	return (struct span){ lexicon->text.bytes + form->at + at, form->len - at };
}

/* The first eight bytes as a number that compares like them. */
static uint64_t head_of(const char *text, size_t len)
{
	uint64_t head = 0;
	for (size_t i = 0; i < HEAD; i++)
		head = head << 8 | (i < len ? (unsigned char)text[i] : 0);
	return head;
}

/* A place in a list that is being sorted. */
struct entry {
	uint64_t head;
	uint32_t ref;
};

static int compare(const struct lexicon *lexicon, const struct entry *one, const struct entry *other)
{
	if (one->head != other->head)
		return one->head < other->head ? -1 : 1;
	struct span a = span_of(lexicon, one->ref), b = span_of(lexicon, other->ref);
	int order = memcmp(a.text, b.text, a.len < b.len ? a.len : b.len);
	if (order)
		return order;
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return one->ref < other->ref ? -1 : one->ref > other->ref;
}

static int by_text(const void *one, const void *other, void *lexicon)
{
	return compare(lexicon, one, other);
}

static struct entry entry_of(const struct lexicon *lexicon, uint32_t ref)
{
	struct span span = span_of(lexicon, ref);
	return (struct entry){ head_of(span.text, span.len), ref };
}

/* Sorts the new ones and puts each where it belongs among the old. */
static uint32_t *sort_in(
    const struct lexicon *lexicon, uint32_t *old, uint32_t n_old, struct entry *more, uint32_t n_more)
{
	uint32_t *all = mem_alloc((n_old + n_more + 1) * sizeof *all), from = 0, n = 0;
	qsort_r(more, n_more, sizeof *more, by_text, (void *)(uintptr_t)lexicon);
	for (uint32_t i = 0; i < n_more; i++) {
		uint32_t low = from, high = n_old;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			struct entry there = entry_of(lexicon, old[middle]);
			if (compare(lexicon, &there, &more[i]) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low > from)
			memcpy(all + n, old + from, (low - from) * sizeof *all);
		n += low - from;
		from = low;
		all[n++] = more[i].ref;
	}
	if (n_old > from)
		memcpy(all + n, old + from, (n_old - from) * sizeof *all);
	free(old);
	return all;
}

/* Endings worth a place: a whole letter's beginning, three bytes at least, not of consonants. */
static uint32_t add_endings(const struct lexicon *lexicon, uint32_t form, struct entry *out)
{
	const struct form *f = &lexicon->forms[form];
	const char *text = lexicon->text.bytes + f->at;
	uint32_t n = 0;
	if (f->len == 0 || *text == LEXICON_BONES)
		return 0;
	for (uint32_t at = 1; at + ENDING_LEAST <= f->len; at++)
		if (((unsigned char)text[at] & 0xC0) != 0x80)
			out[n++] = entry_of(lexicon, form << LEXICON_AT_BITS | at);
	return n;
}

static void sort_forms(struct lexicon *lexicon)
{
	uint32_t n = lexicon->n - lexicon->n_sorted;
	struct entry *more = mem_alloc((n + 1) * sizeof *more);
	for (uint32_t i = 0; i < n; i++)
		more[i] = entry_of(lexicon, (lexicon->n_sorted + i) << LEXICON_AT_BITS);
	lexicon->sorted = sort_in(lexicon, lexicon->sorted, lexicon->n_sorted, more, n);
	free(more);
	lexicon->heads = mem_grow(lexicon->heads, (lexicon->n + 1) * sizeof *lexicon->heads);
	for (uint32_t i = 0; i < lexicon->n; i++)
		lexicon->heads[i] = entry_of(lexicon, lexicon->sorted[i]).head;
}

static void sort_endings(struct lexicon *lexicon)
{
	uint32_t most = 1, n = 0;
	for (uint32_t form = lexicon->n_sorted; form < lexicon->n; form++)
		most += lexicon->forms[form].len;
	struct entry *more = mem_alloc(most * sizeof *more);
	for (uint32_t form = lexicon->n_sorted; form < lexicon->n; form++)
		n += add_endings(lexicon, form, more + n);
	lexicon->endings = sort_in(lexicon, lexicon->endings, lexicon->n_endings, more, n);
	lexicon->n_endings += n;
	free(more);
}

void lexicon_settle(struct lexicon *lexicon, bool now)
{
	if (lexicon->n == lexicon->n_sorted || (!now && lexicon->n - lexicon->n_sorted < NEW_MAX))
		return;
	sort_endings(lexicon);
	sort_forms(lexicon);
	lexicon->n_sorted = lexicon->n;
}

/* ---- searching ---- */

/* How the first `len` bytes of a span compare with the term. */
static int compare_begin(struct span span, const char *term, size_t len)
{
	int order = memcmp(span.text, term, span.len < len ? span.len : len);
	return order ? order : span.len < len ? -1 : 0;
}

uint32_t lexicon_bound(
    const struct lexicon *lexicon, uint32_t low, uint32_t high, const char *begin, size_t len, bool behind)
{
	const uint64_t mask = len >= HEAD ? ~(uint64_t)0 : len ? ~(uint64_t)0 << (HEAD - len) * 8 : 0;
	const uint64_t head = head_of(begin, len);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint64_t there = lexicon->heads[middle] & mask;
		int order = there < head ? -1 : there > head;
		if (!order && len > HEAD)
			order = compare_begin(span_of(lexicon, lexicon->sorted[middle]), begin, len);
		if (order < 0 || (behind && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void search_begun(
    const struct lexicon *lexicon, const char *term, size_t len, const struct lexicon_visit *visit)
{
	uint32_t from = lexicon_bound(lexicon, 0, lexicon->n_sorted, term, len, false);
	uint32_t to = lexicon_bound(lexicon, from, lexicon->n_sorted, term, len, true);
	for (uint32_t i = from; i < to; i++) {
		uint32_t form = lexicon->sorted[i] >> LEXICON_AT_BITS;
		visit->found(visit->ctx, form, lexicon->forms[form].len == len ? FIT_EXACT : FIT_BEGIN);
	}
}

static void search_inside(
    const struct lexicon *lexicon, const char *term, size_t len, const struct lexicon_visit *visit)
{
	uint32_t low = 0, high = lexicon->n_endings;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (compare_begin(span_of(lexicon, lexicon->endings[middle]), term, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < lexicon->n_endings; low++) {
		struct span span = span_of(lexicon, lexicon->endings[low]);
		if (compare_begin(span, term, len) != 0)
			return;
		visit->found(
		    visit->ctx, lexicon->endings[low] >> LEXICON_AT_BITS, span.len == len ? FIT_END : FIT_INSIDE);
	}
}

static void search_new(const struct lexicon *lexicon, const char *term, size_t len, bool slips,
    const struct fit_rules *rules, const struct lexicon_visit *visit)
{
	for (uint32_t form = lexicon->n_sorted; form < lexicon->n; form++) {
		size_t at;
		const char *text = lexicon_text(lexicon, form);
		enum fit found = fit(term, len, rules, text, lexicon->forms[form].len, &at);
		bool no_word = *text == LEXICON_BONES ? found > FIT_BEGIN : *text == LEXICON_ID && found >= FIT_SLIP;
		if (found && !no_word && (found >= FIT_SLIP) == slips)
			visit->found(visit->ctx, form, found);
	}
}

void lexicon_search(
    const struct lexicon *lexicon, const char *term, size_t len, bool slips, const struct lexicon_visit *visit)
{
	struct fit_rules rules = fit_rules(term, len);
	if (len == 0 || (slips && !rules.slip))
		return;
	if (slips) {
		lexicon_slips(lexicon, term, len, rules.slip_begin, visit);
	} else {
		search_begun(lexicon, term, len, visit);
		if (rules.inside && len >= ENDING_LEAST)
			search_inside(lexicon, term, len, visit);
	}
	search_new(lexicon, term, len, slips, &rules, visit);
}
