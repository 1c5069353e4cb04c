/* How a question is answered. Each term marks the sources that it fits; the term with the fewest people leads, and
 * whoever it names has to be named by the others too. A term that names many more than the leading one is not
 * followed to everybody: whoever is left is held against it by the words they own. The best are looked at once more
 * in directory_why.c. See directory.h. */
#include "find/asking.h"
#include "find/score.h"

#include "base/mem.h"

#include <string.h>

enum {
	FEW = 8 /* slips are looked for when there are fewer */,
	SPARE = 44 /* more than asked for are looked at again */,
	BONES_BEGIN = 3 /* so few consonants, and the byte before them, begin too many names */,
	NAMED_MOST = 16 /* looking at one person's words costs as much as naming so many */,
	AHEAD = 16 /* memory is asked for so many steps before it is read */,
	NEAR_AHEAD = 6,
	FAR_AHEAD = 32,
	LETTERS_FEW = 2,
	PEOPLE_MANY = 1000
};

/* ---- one term ---- */

struct marking {
	const struct directory *directory;
	struct marks *marks;
	size_t len;
	bool through_latin; /* the term itself was transliterated */
	struct {
		enum fold_kind kind;
		enum fit fit;
		uint16_t form_len;
		uint8_t mark;
	} last; /* neighbours are often alike */
};

static uint8_t mark_of(struct marking *m, enum fold_kind kind, enum fit fit, uint16_t form_len)
{
	if (kind == m->last.kind && fit == m->last.fit && form_len == m->last.form_len)
		return m->last.mark;
	bool vague = kind == FOLD_BONES && fit == FIT_BEGIN && m->len <= BONES_BEGIN;
	m->last.kind = kind;
	m->last.fit = fit;
	m->last.form_len = form_len;
	m->last.mark = vague ? 0 : score_mark(kind, fit, m->len, form_len);
	return m->last.mark;
}

static void mark_users(void *ctx, uint32_t form, enum fit fit)
{
	struct marking *m = ctx;
	const struct form *f = &m->directory->lexicon.forms[form];
	const uint32_t *users = ids_all(&f->users);
	for (uint32_t i = 0; i < f->users.n; i++) {
		enum fold_kind kind = users[i] >> TAG_BITS;
		if (m->through_latin && kind == FOLD_OWN)
			kind = FOLD_LATIN;
		room_mark(m->marks, users[i] & TAG_MASK, mark_of(m, kind, fit, f->len));
	}
}

static void look_for(const struct directory *d, struct marks *marks, const char *text, bool slips, bool through_latin)
{
	if (!text)
		return;
	struct marking marking = {
		.directory = d, .marks = marks, .len = strlen(text), .through_latin = through_latin
	};
	struct lexicon_visit visit = { mark_users, &marking };
	lexicon_search(&d->lexicon, text, marking.len, slips, &visit);
}

/* Asks for what will be read of a source that comes soon; it may lie across two lines. */
static void source_ahead(const struct directory *d, const struct marks *marks, uint32_t i)
{
	if (i + AHEAD >= marks->set.n)
		return;
	const struct source *source = &d->sources[marks->set.all[i + AHEAD]];
	mem_ahead(&source->people);
	mem_ahead(&source->groups);
}

/* The same for the people of one whose place is known: they stand somewhere else when they are many. */
static void people_ahead(const struct directory *d, const struct marks *marks, uint32_t i)
{
	if (i + NEAR_AHEAD < marks->set.n)
		mem_ahead(ids_all(&d->sources[marks->set.all[i + NEAR_AHEAD]].people));
}

/* From marked sources to organisations, and how many people all of it may name. */
static void mark_groups(const struct directory *d, struct marks *marks)
{
	marks->n_people = 0;
	for (uint32_t i = 0; i < marks->set.n; i++) {
		source_ahead(d, marks, i);
		const struct source *source = &d->sources[marks->set.all[i]];
		const uint32_t *groups = ids_all(&source->groups);
		marks->n_people += source->people.n;
		for (uint32_t k = 0; k < source->groups.n; k++) {
			enum find_field field = groups[k] >> TAG_BITS;
			uint32_t number = groups[k] & TAG_MASK;
			uint16_t value = score_value(field, marks->of[marks->set.all[i]]);
			if (field == FIND_ENTITY)
				room_raise(&marks->groups, number, value);
			else
				room_raise_all(&marks->groups, &d->countries.all[number].members, value);
		}
	}
	for (uint32_t i = 0; i < marks->groups.set.n; i++)
		marks->n_people += d->entities.all[marks->groups.set.all[i]].members.n;
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

static bool is_first(const struct asking *ask, uint32_t human)
{
	const struct directory *d = ask->directory;
	const int32_t today = ask->question->today;
	const uint8_t standing = d->standings[human];
	return standing == STANDING_VIP ||
	       (standing && standing == standing_of_day(today) && d->faces[human].expected_on == today);
}

/* Points, then who comes first, then how much of the words was typed: as if the person came first. */
static uint32_t rank_at_most(uint32_t points, uint32_t parts)
{
	return points << ASKING_POINTS_AT | ASKING_FIRST | parts;
}

/* Most are told by their bound or their standing alone. */
static void take(struct asking *ask, uint32_t human, uint32_t bound)
{
	ask->total++;
	if (!best_may(&ask->best, bound))
		return;
	uint32_t rank = is_first(ask, human) ? bound : bound & ~(uint32_t)ASKING_FIRST;
	if (best_may(&ask->best, rank))
		best_keep(&ask->best, best_of(rank, ask->directory->order.places[human]));
}

/* What a mark is worth in a field, for as long as both stay as they are: of neighbours they mostly do. */
struct worth {
	enum find_field field;
	uint8_t mark;
	uint16_t value;
};

static uint16_t worth_of(struct worth *worth, enum find_field field, uint8_t mark)
{
	if (field != worth->field || mark != worth->mark)
		*worth = (struct worth){ field, mark, score_value(field, mark) };
	return worth->value;
}

/* Everybody whom a term names, with what it is worth to each. */
static void name_people(const struct asking *ask, size_t term)
{
	const struct directory *d = ask->directory;
	struct marks *marks = &ask->room->marks[term];
	struct worth worth = { .field = FIND_FIELD_MAX };
	for (uint32_t i = 0; i < marks->set.n; i++) {
		const uint8_t mark = marks->of[marks->set.all[i]];
		const struct ids *people = &d->sources[marks->set.all[i]].people;
		const uint32_t *all = ids_all(people);
		source_ahead(d, marks, i);
		people_ahead(d, marks, i);
		for (uint32_t k = 0; k < people->n; k++)
			room_raise(&marks->people, all[k] & TAG_MASK, worth_of(&worth, all[k] >> TAG_BITS, mark));
	}
	for (uint32_t i = 0; i < marks->groups.set.n; i++) {
		uint32_t entity = marks->groups.set.all[i];
		room_raise_all(&marks->people, &d->entities.all[entity].members, marks->groups.of[entity]);
	}
	marks->is_named = true;
}

/* What a term is worth to somebody. */
static uint16_t value_of(const struct asking *ask, uint32_t human, size_t term)
{
	size_t word;
	const struct marks *marks = &ask->room->marks[term];
	return marks->is_named ? marks->people.of[human] : directory_value(ask, human, term, &word);
}

static void weigh(struct asking *ask, uint32_t human)
{
	enum { PART = (1 << SCORE_PART_BITS) - 1 };
	uint32_t points = 0, parts = 0;
	for (size_t term = 0; term < ask->n_terms; term++) {
		uint16_t value = value_of(ask, human, term);
		if (!value && !ask->terms[term].optional)
			return;
		points += value >> SCORE_PART_BITS;
		parts += value & PART;
	}
	take(ask, human, rank_at_most(points, parts));
}

/* The term that has to fit and names the fewest. */
static size_t leading(const struct asking *ask)
{
	const struct marks *marks = ask->room->marks;
	size_t lead = ask->n_terms;
	for (size_t term = 0; term < ask->n_terms; term++) {
		bool fewer = lead == ask->n_terms || marks[term].n_people < marks[lead].n_people;
		if (fewer && !ask->terms[term].optional)
			lead = term;
	}
	return lead;
}

/* Do all that are kept come first? Then hardly anybody else's face is looked at. */
static bool all_are_first(const struct best *best)
{
	return best->n == best->most && best_rank(best->all[0]) & ASKING_FIRST;
}

/* Asks for what weighing those who come soon will read: faces, and, where a term is not followed to everybody, words:
 * first where they are, then themselves. */
static void look_ahead(const struct asking *ask, const struct list *people, uint32_t i, bool all_named)
{
	const struct directory *d = ask->directory;
	if (i + FAR_AHEAD < people->n) {
		uint32_t human = people->all[i + FAR_AHEAD];
		if (!all_are_first(&ask->best) || d->standings[human])
			mem_ahead(&d->faces[human]);
		if (!all_named)
			mem_ahead(&d->humans[human].words);
	}
	if (!all_named && i + AHEAD < people->n)
		mem_ahead(d->humans[people->all[i + AHEAD]].words.sources);
}

static void gather(struct asking *ask)
{
	struct marks *marks = ask->room->marks;
	const size_t lead = leading(ask);
	const struct list *people = &marks[lead].people.set;
	bool all_named = true;
	name_people(ask, lead);
	for (size_t term = 0; term < ask->n_terms; term++) {
		if (term != lead && marks[term].n_people <= (uint64_t)NAMED_MOST * people->n)
			name_people(ask, term);
		all_named = all_named && marks[term].is_named;
	}
	ask->total = 0;
	ask->best.n = 0;
	for (uint32_t i = 0; i < people->n; i++) {
		look_ahead(ask, people, i, all_named);
		weigh(ask, people->all[i]);
	}
	for (size_t term = 0; term < ask->n_terms; term++) {
		room_clear_values(&marks[term].people);
		marks[term].is_named = false;
	}
}

/* ---- the question ---- */

static void everybody(struct asking *ask)
{
	for (uint32_t i = 0; i < ask->directory->n_humans; i++)
		if (ask->directory->faces[i].used)
			take(ask, i, rank_at_most(0, 0));
}

static void by_terms(struct asking *ask, const struct term *terms)
{
	static const int64_t ENOUGH[EFFORTS] = { [AS_TYPED] = FEW, [WITH_SLIPS] = 1, [FAR_FETCHED] = 0 };
	const struct directory *d = ask->directory;
	for (size_t i = 0; i < ask->n_terms; i++)
		room_need(&ask->room->marks[i], d);
	for (enum effort effort = AS_TYPED; effort < EFFORTS; effort++) {
		for (size_t i = 0; i < ask->n_terms; i++)
			mark(d, &ask->room->marks[i], &terms[i], effort);
		gather(ask);
		if (ask->total >= ENOUGH[effort])
			return;
	}
}

/* A letter or two that many people fit. */
static bool is_worth_keeping(const struct asking *ask)
{
	size_t letters = 0;
	for (const char *c = ask->n_terms == 1 ? ask->terms[0].own : ""; *c; c += fit_step(*c))
		letters++;
	return letters && letters <= LETTERS_FEW && ask->total >= PEOPLE_MANY && recall_may(ask->question);
}

void directory_ask(const struct directory *directory, struct find_room *room, struct arena *arena,
    const struct find_question *question, struct find_answer *out_answer)
{
	if (recall_get(&room->recall, question, directory->changes, arena, out_answer))
		return;
	struct term terms[FIND_TERMS_MAX];
	struct asking ask = { .directory = directory, .room = room, .question = question };
	struct find_answer answer = { 0 };
	ask.terms = terms;
	ask.n_terms = terms_read(directory, arena, question->text, terms);
	ask.best.most = question->limit + SPARE < BEST_MAX ? question->limit + SPARE : BEST_MAX;
	if (ask.n_terms && directory->n_humans)
		by_terms(&ask, terms);
	else if (question->text[strspn(question->text, " \t\r\n")] == '\0')
		everybody(&ask);
	for (size_t i = 0; i < ask.n_terms; i++)
		answer.terms[i] = terms[i].own;
	answer.n_terms = ask.n_terms;
	directory_arrange(&ask, arena, &answer);
	for (size_t i = 0; i < ask.n_terms; i++)
		room_clear(&room->marks[i]);
	if (is_worth_keeping(&ask))
		recall_put(&room->recall, question, directory->changes, &answer);
	*out_answer = answer;
}
