/* The best of a question, looked at once more for what only a few need: whole names, the order of words, and why.
 * See asking.h. */
#include "find/asking.h"
#include "find/score.h"

#include "base/mem.h"

#include <string.h>

uint16_t directory_value(const struct asking *ask, uint32_t human, size_t term, size_t *out_word)
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
	const struct face *face = &d->faces[human];
	/* One word is the whole of no such name. */
	if (ask->n_terms == 1 && face->words > 1 && face->latin_words != 1)
		return 0;
	size_t last = 0, exact = 0, seen = 0;
	bool ordered = true;
	enum find_field field = FIND_FIELD_MAX;
	for (size_t term = 0; term < ask->n_terms; term++) {
		size_t word;
		if (!directory_value(ask, human, term, &word))
			continue; /* an article */
		if (word == words->n)
			return 0;
		field = words->sources[word] >> TAG_BITS;
		exact += score_fit(ask->room->marks[term].of[words->sources[word] & TAG_MASK]) == FIT_EXACT;
		ordered = ordered && (!seen || place_of(words, word) > last);
		last = place_of(words, word);
		seen++;
	}
	size_t all = field == FIND_NAME ? face->words : field == FIND_LATIN ? face->latin_words : 99;
	size_t left_out = all > seen ? all - seen : 0;
	uint32_t points = ask->n_terms > 1 && left_out < SCORE_LEFT_OUT ? (uint32_t)(SCORE_LEFT_OUT - left_out) : 0;
	return points + (exact == all ? SCORE_WHOLE_NAME : 0) + (ordered && seen > 1 ? SCORE_IN_ORDER : 0);
}

static struct find_why why_of(const struct asking *ask, struct arena *arena, uint32_t human, size_t term)
{
	const struct directory *d = ask->directory;
	const struct owner *words = &d->humans[human].words;
	size_t at;
	if (!directory_value(ask, human, term, &at))
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

static uint32_t human_at(const struct asking *ask, size_t i)
{
	return ask->directory->order.all[best_place(ask->best.all[i])];
}

/* They are all over memory: fetched together, their owned words too, before the first is looked at. */
static void look_ahead(const struct asking *ask)
{
	const struct human *humans = ask->directory->humans;
	for (size_t i = 0; i < ask->best.n; i++)
		mem_ahead(&humans[human_at(ask, i)].words);
	for (size_t i = 0; i < ask->best.n; i++)
		mem_ahead(humans[human_at(ask, i)].words.sources);
}

void directory_arrange(struct asking *ask, struct arena *arena, struct find_answer *out)
{
	const size_t limit = ask->question->limit;
	struct best *best = &ask->best;
	look_ahead(ask);
	for (size_t i = 0; ask->n_terms && i < best->n; i++)
		best->all[i] += (uint64_t)extra_points(ask, human_at(ask, i)) << (BEST_RANK_AT + ASKING_POINTS_AT);
	best_sort(best);
	out->n = best->n < limit ? best->n : limit;
	out->hits = arena_array(arena, struct find_hit, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		const uint32_t human = human_at(ask, i);
		out->hits[i].id = arena_dup(arena, ask->directory->humans[human].id);
		for (size_t term = 0; term < ask->n_terms; term++)
			out->hits[i].why[term] = why_of(ask, arena, human, term);
	}
	out->total = ask->total;
}
