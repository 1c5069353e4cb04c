/* See lexicon.h. */
#include "find/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { NEW_MAX = 256 /* looked through one by one */, HEAD = 8, ENDING_LEAST = 3, AHEAD = 12 };

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

static void list_finish(struct lexicon_list *list)
{
	free(list->places);
	free(list->heads);
}

void lexicon_finish(struct lexicon *lexicon)
{
	for (uint32_t i = 0; i < lexicon->n; i++)
		ids_finish(&lexicon->forms[i].users);
	free(lexicon->forms);
	list_finish(&lexicon->sorted);
	list_finish(&lexicon->endings);
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

/* Where an entry belongs among the places from `low` on. */
static uint32_t place_for(
    const struct lexicon *lexicon, const struct lexicon_list *list, uint32_t low, const struct entry *entry)
{
	uint32_t high = list->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct entry there = { list->heads[middle], list->places[middle] };
		if (compare(lexicon, &there, entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void list_add(struct lexicon_list *list, const struct lexicon_list *from, uint32_t at, uint32_t n)
{
	if (!n)
		return;
	memcpy(list->places + list->n, from->places + at, n * sizeof *list->places);
	memcpy(list->heads + list->n, from->heads + at, n * sizeof *list->heads);
	list->n += n;
}

/* Sorts the new ones and puts each where it belongs among the old. */
static void sort_in(const struct lexicon *lexicon, struct lexicon_list *list, struct entry *more, uint32_t n_more)
{
	const size_t most = list->n + n_more + 1;
	struct lexicon_list all = { mem_alloc(most * sizeof *all.places), mem_alloc(most * sizeof *all.heads), 0 };
	uint32_t from = 0;
	qsort_r(more, n_more, sizeof *more, by_text, (void *)(uintptr_t)lexicon);
	for (uint32_t i = 0; i < n_more; i++) {
		uint32_t to = place_for(lexicon, list, from, &more[i]);
		list_add(&all, list, from, to - from);
		from = to;
		all.places[all.n] = more[i].ref;
		all.heads[all.n++] = more[i].head;
	}
	list_add(&all, list, from, list->n - from);
	list_finish(list);
	*list = all;
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

static void sort_forms(struct lexicon *lexicon, uint32_t first)
{
	uint32_t n = lexicon->n - first;
	struct entry *more = mem_alloc((n + 1) * sizeof *more);
	for (uint32_t i = 0; i < n; i++)
		more[i] = entry_of(lexicon, (first + i) << LEXICON_AT_BITS);
	sort_in(lexicon, &lexicon->sorted, more, n);
	free(more);
}

static void sort_endings(struct lexicon *lexicon, uint32_t first)
{
	uint32_t most = 1, n = 0;
	for (uint32_t form = first; form < lexicon->n; form++)
		most += lexicon->forms[form].len;
	struct entry *more = mem_alloc(most * sizeof *more);
	for (uint32_t form = first; form < lexicon->n; form++)
		n += add_endings(lexicon, form, more + n);
	sort_in(lexicon, &lexicon->endings, more, n);
	free(more);
}

void lexicon_settle(struct lexicon *lexicon, bool now)
{
	const uint32_t first = lexicon->sorted.n;
	if (lexicon->n == first || (!now && lexicon->n - first < NEW_MAX))
		return;
	sort_endings(lexicon, first);
	sort_forms(lexicon, first);
}

void lexicon_lay_out(struct lexicon *lexicon, uint32_t *out_numbers)
{
	struct form *forms = mem_alloc((lexicon->room + 1) * sizeof *forms);
	struct buf text = { 0 };
	for (uint32_t place = 0; place < lexicon->n; place++) {
		const uint32_t old = lexicon_form(lexicon, place);
		forms[place] = lexicon->forms[old];
		forms[place].at = (uint32_t)text.len;
		buf_add(&text, lexicon_text(lexicon, old), forms[place].len);
		out_numbers[old] = place;
		lexicon->sorted.places[place] = place << LEXICON_AT_BITS;
	}
	for (uint32_t i = 0; i < lexicon->endings.n; i++) {
		const uint32_t ref = lexicon->endings.places[i];
		lexicon->endings.places[i] =
		    out_numbers[ref >> LEXICON_AT_BITS] << LEXICON_AT_BITS | (ref & LEXICON_AT_MASK);
	}
	table_renumber(&lexicon->by_text, out_numbers);
	free(lexicon->forms);
	buf_finish(&lexicon->text);
	lexicon->forms = forms;
	lexicon->text = text;
}

/* ---- searching ---- */

/* How the first `len` bytes of a span compare with the term. */
static int compare_begin(struct span span, const char *term, size_t len)
{
	int order = memcmp(span.text, term, span.len < len ? span.len : len);
	return order ? order : span.len < len ? -1 : 0;
}

uint32_t lexicon_bound(const struct lexicon *lexicon, const struct lexicon_list *list, uint32_t low, uint32_t high,
    const char *begin, size_t len, bool behind)
{
	const uint64_t mask = len >= HEAD ? ~(uint64_t)0 : len ? ~(uint64_t)0 << (HEAD - len) * 8 : 0;
	const uint64_t head = head_of(begin, len);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint64_t there = list->heads[middle] & mask;
		int order = there < head ? -1 : there > head;
		if (!order && len > HEAD)
			order = compare_begin(span_of(lexicon, list->places[middle]), begin, len);
		if (order < 0 || (behind && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A span of a list, in which each begins with the term. */
struct run {
	uint32_t at, end;
};

static struct run find_run(
    const struct lexicon *lexicon, const struct lexicon_list *list, const char *term, size_t len)
{
	struct run run = { .at = lexicon_bound(lexicon, list, 0, list->n, term, len, false) };
	run.end = lexicon_bound(lexicon, list, run.at, list->n, term, len, true);
	return run;
}

/* The form at a place; what will be read of one that comes soon is fetched. */
static uint32_t take_form(const struct lexicon *lexicon, const struct lexicon_list *list, const struct run *run)
{
	if (run->at + AHEAD < run->end)
		mem_ahead(&lexicon->forms[list->places[run->at + AHEAD] >> LEXICON_AT_BITS]);
	return list->places[run->at] >> LEXICON_AT_BITS;
}

static void search_begun(
    const struct lexicon *lexicon, const char *term, size_t len, const struct lexicon_visit *visit)
{
	struct run run = find_run(lexicon, &lexicon->sorted, term, len);
	for (; run.at < run.end; run.at++) {
		uint32_t form = take_form(lexicon, &lexicon->sorted, &run);
		visit->found(visit->ctx, form, lexicon->forms[form].len == len ? FIT_EXACT : FIT_BEGIN);
	}
}

static void search_inside(
    const struct lexicon *lexicon, const char *term, size_t len, const struct lexicon_visit *visit)
{
	struct run run = find_run(lexicon, &lexicon->endings, term, len);
	for (; run.at < run.end; run.at++) {
		uint32_t form = take_form(lexicon, &lexicon->endings, &run);
		size_t left = lexicon->forms[form].len - (lexicon->endings.places[run.at] & LEXICON_AT_MASK);
		visit->found(visit->ctx, form, left == len ? FIT_END : FIT_INSIDE);
	}
}

static void search_new(const struct lexicon *lexicon, const char *term, size_t len, bool slips,
    const struct fit_rules *rules, const struct lexicon_visit *visit)
{
	for (uint32_t form = lexicon->sorted.n; form < lexicon->n; form++) {
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
