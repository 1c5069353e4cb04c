/* How a question is answered. Each term marks the sources that it fits; the term with the fewest people leads, and
 * whoever it names is held against the other terms by the words they own. The best are kept in a heap and looked at
 * once more for what only a few need: whole names, the order of words, and why. See directory.h. */
#include "find/score.h"
#include "find/terms.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	FEW = 8 /* slips are looked for when there are fewer */,
	SPARE = 44 /* more than asked for are looked at again */,
	BEST_MAX = 300,
	POINTS_AT = 8,  /* bits of a rank below the points */
	BONES_BEGIN = 3 /* so few consonants, and the byte before them, begin too many names */
};

/* ---- room ---- */

struct list {
	uint32_t *all;
	uint32_t n, room;
};

/* Numbers with a value each, most without. */
struct values {
	uint16_t *of;
	uint32_t room;
	struct list set;
};

struct marks {
	uint8_t *of; /* by source */
	uint32_t room;
	struct list set;
	struct values groups; /* by organisation */
	uint64_t people;      /* how many it may name */
};

struct find_room {
	struct marks marks[FIND_TERMS_MAX];
	struct values people;
};

struct find_room *find_room_create(void)
{
	return mem_alloc(sizeof(struct find_room));
}

void find_room_destroy(struct find_room *room)
{
	if (!room)
		return;
	for (size_t i = 0; i < FIND_TERMS_MAX; i++) {
		free(room->marks[i].of);
		free(room->marks[i].set.all);
		free(room->marks[i].groups.of);
		free(room->marks[i].groups.set.all);
	}
	free(room->people.of);
	free(room->people.set.all);
	free(room);
}

static void list_add(struct list *list, uint32_t number)
{
	if (list->n == list->room) {
		list->room = list->room ? list->room * 2 : 256;
		list->all = mem_grow(list->all, list->room * sizeof *list->all);
	}
	list->all[list->n++] = number;
}

/* Room for n, all without a value. What was there is clear already. */
static void values_need(struct values *values, uint32_t n)
{
	if (n <= values->room)
		return;
	free(values->of);
	values->room = n + n / 4;
	values->of = mem_alloc(values->room * sizeof *values->of);
}

static void values_clear(struct values *values)
{
	for (uint32_t i = 0; i < values->set.n; i++)
		values->of[values->set.all[i]] = 0;
	values->set.n = 0;
}

static void raise_value(struct values *values, uint32_t number, uint16_t value)
{
	if (value <= values->of[number])
		return;
	if (!values->of[number])
		list_add(&values->set, number);
	values->of[number] = value;
}

static void raise_all(struct values *values, const struct ids *numbers, uint16_t value)
{
	const uint32_t *all = ids_all(numbers);
	for (uint32_t i = 0; i < numbers->n; i++)
		raise_value(values, all[i], value);
}

static void marks_need(struct marks *marks, const struct directory *d)
{
	values_need(&marks->groups, d->entities.n);
	if (d->n_sources <= marks->room)
		return;
	free(marks->of);
	marks->room = d->n_sources + d->n_sources / 4;
	marks->of = mem_alloc(marks->room);
}

static void marks_clear(struct marks *marks)
{
	for (uint32_t i = 0; i < marks->set.n; i++)
		marks->of[marks->set.all[i]] = 0;
	marks->set.n = 0;
	values_clear(&marks->groups);
}

/* ---- one term ---- */

struct marking {
	const struct directory *directory;
	struct marks *marks;
	size_t len;
	bool through_latin; /* the term itself was transliterated */
};

static void mark_users(void *ctx, uint32_t form, enum fit fit)
{
	struct marking *m = ctx;
	const struct form *f = &m->directory->lexicon.forms[form];
	const uint32_t *users = ids_all(&f->users);
	for (uint32_t i = 0; i < f->users.n; i++) {
		enum fold_kind kind = users[i] >> TAG_BITS;
		uint32_t source = users[i] & TAG_MASK;
		if (m->through_latin && kind == FOLD_OWN)
			kind = FOLD_LATIN;
		bool vague = kind == FOLD_BONES && fit == FIT_BEGIN && m->len <= BONES_BEGIN;
		uint8_t mark = vague ? 0 : score_mark(kind, fit, m->len, f->len);
		if (mark <= m->marks->of[source])
			continue;
		if (!m->marks->of[source])
			list_add(&m->marks->set, source);
		m->marks->of[source] = mark;
	}
}

static void look_for(const struct directory *d, struct marks *marks, const char *text, bool slips, bool through_latin)
{
	if (!text)
		return;
	struct marking marking = { d, marks, strlen(text), through_latin };
	struct lexicon_visit visit = { mark_users, &marking };
	lexicon_search(&d->lexicon, text, marking.len, slips, &visit);
}

/* From marked sources to organisations, and how many people all of it may name. */
static void mark_groups(const struct directory *d, struct marks *marks)
{
	marks->people = 0;
	for (uint32_t i = 0; i < marks->set.n; i++) {
		const struct source *source = &d->sources[marks->set.all[i]];
		const uint32_t *groups = ids_all(&source->groups);
		marks->people += source->people.n;
		for (uint32_t k = 0; k < source->groups.n; k++) {
			enum find_field field = groups[k] >> TAG_BITS;
			uint32_t number = groups[k] & TAG_MASK;
			uint16_t value = score_value(field, marks->of[marks->set.all[i]]);
			if (field == FIND_ENTITY)
				raise_value(&marks->groups, number, value);
			else
				raise_all(&marks->groups, &d->countries.all[number].members, value);
		}
	}
	for (uint32_t i = 0; i < marks->groups.set.n; i++)
		marks->people += d->entities.all[marks->groups.set.all[i]].members.n;
}

/* How far one goes: the next is tried when there is little. */
enum effort { AS_TYPED, WITH_SLIPS, FAR_FETCHED, EFFORTS };

static void mark(const struct directory *d, struct marks *marks, const struct term *term, enum effort effort)
{
	if (effort == AS_TYPED) {
		look_for(d, marks, term->own, false, false);
		look_for(d, marks, term->id, false, false);
	} else if (effort == WITH_SLIPS) {
		look_for(d, marks, term->own, true, false);
		look_for(d, marks, term->bones, false, false);
		look_for(d, marks, term->latin, false, true);
	} else {
		look_for(d, marks, term->latin, true, true);
	}
	mark_groups(d, marks);
}

/* ---- people ---- */

struct asking {
	const struct directory *directory;
	struct find_room *room;
	const struct find_question *question;
	const struct term *terms;
	size_t n_terms;
	struct best {
		uint32_t rank, human;
	} best[BEST_MAX]; /* a heap, the worst on top */
	size_t n_best, most;
	int64_t total;
};

/* The best fit of a term in what a person owns; *out_word is where (the number of groups' words when it is the
 * organisation). */
static uint16_t best_of(const struct asking *ask, uint32_t human, size_t term, size_t *out_word)
{
	const struct directory *d = ask->directory;
	const struct marks *marks = &ask->room->marks[term];
	const struct owner *words = &d->humans[human].words;
	uint16_t best = marks->groups.of[d->faces[human].entity];
	*out_word = words->n;
	for (uint16_t i = 0; i < words->n; i++) {
		uint8_t there = marks->of[words->sources[i] & TAG_MASK];
		uint16_t value = there ? score_value(words->sources[i] >> TAG_BITS, there) : 0;
		if (value > best) {
			best = value;
			*out_word = i;
		}
	}
	return best;
}

static bool is_first(const struct asking *ask, const struct face *face)
{
	return face->vip || (face->expected_on && face->expected_on == ask->question->today);
}

/* Points, then who comes first, then how much of the words was typed. */
static uint32_t rank_of(const struct asking *ask, uint32_t human, uint32_t points, uint32_t parts)
{
	return points << POINTS_AT | (uint32_t)is_first(ask, &ask->directory->faces[human]) << 7 | parts;
}

/* Does one come behind the other? */
static bool is_worse(const struct directory *d, const struct best *one, const struct best *other)
{
	if (one->rank != other->rank)
		return one->rank < other->rank;
	const struct face *a = &d->faces[one->human], *b = &d->faces[other->human];
	for (size_t i = 0; i < 2; i++)
		if (a->order[i] != b->order[i])
			return a->order[i] > b->order[i];
	return strcmp(d->humans[one->human].id, d->humans[other->human].id) > 0;
}

static void swap(struct best *one, struct best *other)
{
	struct best kept = *one;
	*one = *other;
	*other = kept;
}

static void sink(struct asking *ask)
{
	struct best *heap = ask->best;
	for (size_t at = 0, child; (child = 2 * at + 1) < ask->n_best; at = child) {
		if (child + 1 < ask->n_best && is_worse(ask->directory, &heap[child + 1], &heap[child]))
			child++;
		if (!is_worse(ask->directory, &heap[child], &heap[at]))
			return;
		swap(&heap[child], &heap[at]);
	}
}

static void keep(struct asking *ask, uint32_t rank, uint32_t human)
{
	struct best *heap = ask->best, candidate = { rank, human };
	ask->total++;
	if (ask->n_best == ask->most) {
		if (is_worse(ask->directory, &heap[0], &candidate)) {
			heap[0] = candidate;
			sink(ask);
		}
		return;
	}
	size_t at = ask->n_best++;
	for (heap[at] = candidate; at && is_worse(ask->directory, &heap[at], &heap[(at - 1) / 2]); at = (at - 1) / 2)
		swap(&heap[at], &heap[(at - 1) / 2]);
}

/* Everybody whom the leading term names, with what it is worth to each. */
static void name_people(const struct asking *ask, size_t lead)
{
	const struct directory *d = ask->directory;
	const struct marks *marks = &ask->room->marks[lead];
	struct values *people = &ask->room->people;
	for (uint32_t i = 0; i < marks->set.n; i++) {
		const struct source *source = &d->sources[marks->set.all[i]];
		const uint32_t *all = ids_all(&source->people);
		for (uint32_t k = 0; k < source->people.n; k++)
			raise_value(
			    people, all[k] & TAG_MASK, score_value(all[k] >> TAG_BITS, marks->of[marks->set.all[i]]));
	}
	for (uint32_t i = 0; i < marks->groups.set.n; i++) {
		uint32_t entity = marks->groups.set.all[i];
		raise_all(people, &d->entities.all[entity].members, marks->groups.of[entity]);
	}
}

static void weigh(struct asking *ask, size_t lead, uint32_t human)
{
	enum { PART = (1 << SCORE_PART_BITS) - 1 };
	uint16_t value = ask->room->people.of[human];
	uint32_t points = value >> SCORE_PART_BITS, parts = value & PART;
	for (size_t term = 0; term < ask->n_terms; term++) {
		size_t word;
		if (term == lead)
			continue;
		value = best_of(ask, human, term, &word);
		if (!value && !ask->terms[term].optional)
			return;
		points += value >> SCORE_PART_BITS;
		parts += value & PART;
	}
	if (ask->n_best == ask->most && points < ask->best[0].rank >> POINTS_AT)
		ask->total++; /* not even the smaller things could help */
	else
		keep(ask, rank_of(ask, human, points, parts), human);
}

static void gather(struct asking *ask)
{
	size_t lead = ask->n_terms;
	for (size_t term = 0; term < ask->n_terms; term++) {
		bool fewer = lead == ask->n_terms || ask->room->marks[term].people < ask->room->marks[lead].people;
		if (fewer && !ask->terms[term].optional)
			lead = term;
	}
	ask->total = 0;
	ask->n_best = 0;
	name_people(ask, lead);
	for (uint32_t i = 0; i < ask->room->people.set.n; i++)
		weigh(ask, lead, ask->room->people.set.all[i]);
	values_clear(&ask->room->people);
}

/* ---- the best, once more ---- */

/* The organisation's or the country's word that a term fits best. */
static uint32_t group_word(const struct asking *ask, uint32_t entity, size_t term)
{
	const struct directory *d = ask->directory;
	const struct group *group = &d->entities.all[entity];
	const struct owner *const owners[] = { &group->words,
		group->country == TABLE_NONE ? NULL : &d->countries.all[group->country].words };
	uint16_t best = 0;
	uint32_t word = TABLE_NONE;
	for (size_t o = 0; o < 2 && owners[o]; o++)
		for (uint16_t i = 0; i < owners[o]->n; i++) {
			uint8_t there = ask->room->marks[term].of[owners[o]->sources[i] & TAG_MASK];
			uint16_t value = there ? score_value(owners[o]->sources[i] >> TAG_BITS, there) : 0;
			if (value > best) {
				best = value;
				word = owners[o]->sources[i];
			}
		}
	return word;
}

/* How far behind in its text a word stands, from 0 to 1000: to compare the name with its Latin form. */
static size_t place_of(const struct owner *words, size_t word)
{
	size_t before = 0, all = 0;
	for (size_t i = 0; i < words->n; i++) {
		bool same = words->sources[i] >> TAG_BITS == words->sources[word] >> TAG_BITS;
		all += same;
		before += same && i < word;
	}
	return all ? 1000 * before / all : 0;
}

/* Points for a name that was typed as it is: in its order, and with the fewer words left out the better. */
static uint32_t extra_points(const struct asking *ask, uint32_t human)
{
	const struct directory *d = ask->directory;
	const struct owner *words = &d->humans[human].words;
	size_t last = 0, exact = 0, seen = 0;
	bool ordered = true;
	enum find_field field = FIND_FIELD_MAX;
	for (size_t term = 0; term < ask->n_terms; term++) {
		size_t word;
		if (!best_of(ask, human, term, &word))
			continue; /* an article */
		if (word == words->n)
			return 0;
		field = words->sources[word] >> TAG_BITS;
		exact += score_fit(ask->room->marks[term].of[words->sources[word] & TAG_MASK]) == FIT_EXACT;
		ordered = ordered && (!seen || place_of(words, word) > last);
		last = place_of(words, word);
		seen++;
	}
	size_t all = field == FIND_NAME    ? d->faces[human].words
		     : field == FIND_LATIN ? d->faces[human].latin_words
					   : 99;
	size_t left_out = all > seen ? all - seen : 0;
	uint32_t points = ask->n_terms > 1 && left_out < SCORE_LEFT_OUT ? (uint32_t)(SCORE_LEFT_OUT - left_out) : 0;
	return points + (exact == all ? SCORE_WHOLE_NAME : 0) + (ordered && seen > 1 ? SCORE_IN_ORDER : 0);
}

static struct find_why why_of(const struct asking *ask, struct arena *arena, uint32_t human, size_t term)
{
	const struct directory *d = ask->directory;
	const struct owner *words = &d->humans[human].words;
	size_t at;
	if (!best_of(ask, human, term, &at))
		return (struct find_why){ .field = FIND_CODE }; /* nothing to show */
	uint32_t word = at < words->n ? words->sources[at] : group_word(ask, d->faces[human].entity, term);
	if (word == TABLE_NONE)
		return (struct find_why){ .field = FIND_CODE }; /* nothing to show */
	const struct source *source = &d->sources[word & TAG_MASK];
	uint8_t mark = ask->room->marks[term].of[word & TAG_MASK];
	struct find_why why = {
		.field = word >> TAG_BITS, .kind = score_kind(mark), .fit = score_fit(mark), .form = ""
	};
	bool is_id = why.field == FIND_ID;
	why.word_len = source->len - is_id;
	why.word = arena_copy(arena, d->text.bytes + source->at + is_id, why.word_len);
	if (source->forms.n) {
		uint32_t form = ids_all(&source->forms)[0] & TAG_MASK;
		why.form = arena_copy(
		    arena, lexicon_text(&d->lexicon, form) + is_id, d->lexicon.forms[form].len - (size_t)is_id);
	}
	return why;
}

/* Few enough for the simplest of sorts to do: they come out of a heap. */
static void sort_best(struct asking *ask)
{
	for (size_t i = 1; i < ask->n_best; i++)
		for (size_t k = i; k && is_worse(ask->directory, &ask->best[k - 1], &ask->best[k]); k--)
			swap(&ask->best[k - 1], &ask->best[k]);
}

static void arrange(struct asking *ask, struct arena *arena, struct find_answer *out)
{
	const size_t limit = ask->question->limit;
	for (size_t i = 0; ask->n_terms && i < ask->n_best; i++)
		ask->best[i].rank += extra_points(ask, ask->best[i].human) << POINTS_AT;
	sort_best(ask);
	out->n = ask->n_best < limit ? ask->n_best : limit;
	out->hits = arena_array(arena, struct find_hit, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		out->hits[i].id = arena_dup(arena, ask->directory->humans[ask->best[i].human].id);
		for (size_t term = 0; term < ask->n_terms; term++)
			out->hits[i].why[term] = why_of(ask, arena, ask->best[i].human, term);
	}
	out->total = ask->total;
}

/* ---- the question ---- */

static void everybody(struct asking *ask)
{
	for (uint32_t i = 0; i < ask->directory->n_humans; i++)
		if (ask->directory->faces[i].used)
			keep(ask, rank_of(ask, i, 0, 0), i);
}

static void by_terms(struct asking *ask, const struct term *terms)
{
	static const int64_t ENOUGH[EFFORTS] = { [AS_TYPED] = FEW, [WITH_SLIPS] = 1, [FAR_FETCHED] = 0 };
	const struct directory *d = ask->directory;
	values_need(&ask->room->people, d->n_humans);
	for (size_t i = 0; i < ask->n_terms; i++)
		marks_need(&ask->room->marks[i], d);
	for (enum effort effort = AS_TYPED; effort < EFFORTS; effort++) {
		for (size_t i = 0; i < ask->n_terms; i++)
			mark(d, &ask->room->marks[i], &terms[i], effort);
		gather(ask);
		if (ask->total >= ENOUGH[effort])
			return;
	}
}

void directory_ask(const struct directory *directory, struct find_room *room, struct arena *arena,
    const struct find_question *question, struct find_answer *out_answer)
{
	struct term terms[FIND_TERMS_MAX];
	struct asking ask = { .directory = directory, .room = room, .question = question };
	struct find_answer answer = { 0 };
	ask.terms = terms;
	ask.n_terms = terms_read(directory, arena, question->text, terms);
	ask.most = question->limit + SPARE < BEST_MAX ? question->limit + SPARE : BEST_MAX;
	if (ask.n_terms && directory->n_humans)
		by_terms(&ask, terms);
	else if (question->text[strspn(question->text, " \t\r\n")] == '\0')
		everybody(&ask);
	for (size_t i = 0; i < ask.n_terms; i++)
		answer.terms[i] = terms[i].own;
	answer.n_terms = ask.n_terms;
	arrange(&ask, arena, &answer);
	for (size_t i = 0; i < ask.n_terms; i++)
		marks_clear(&room->marks[i]);
	*out_answer = answer;
}
