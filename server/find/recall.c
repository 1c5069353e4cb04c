/* See recall.h. */
#include "find/recall.h"

#include "base/mem.h"
#include "find/table.h"

#include <stdlib.h>
#include <string.h>

struct recalled {
	char text[RECALL_TEXT];
	size_t limit;
	int32_t today;
	uint64_t changes;
	struct arena *arena; /* of the answer; NULL: a free place */
	struct find_answer answer;
};

bool recall_may(const struct find_question *question)
{
	return question->limit <= RECALL_LIMIT && strnlen(question->text, RECALL_TEXT) < RECALL_TEXT;
}

static struct recalled *place_of(const struct recall *recall, const char *text)
{
	return &recall->all[table_hash(text, strlen(text)) % RECALL_ANSWERS];
}

static struct find_answer copy(struct arena *arena, const struct find_answer *from)
{
	struct find_answer answer = *from;
	answer.hits = arena_array(arena, struct find_hit, from->n + 1);
	for (size_t term = 0; term < from->n_terms; term++)
		answer.terms[term] = arena_dup(arena, from->terms[term]);
	for (size_t i = 0; i < from->n; i++) {
		struct find_hit *hit = &answer.hits[i];
		*hit = from->hits[i];
		hit->id = arena_dup(arena, hit->id);
		for (size_t term = 0; term < from->n_terms; term++) {
			hit->why[term].word = arena_dup(arena, hit->why[term].word);
			hit->why[term].form = arena_dup(arena, hit->why[term].form);
		}
	}
	return answer;
}

bool recall_get(const struct recall *recall, const struct find_question *question, uint64_t changes,
    struct arena *arena, struct find_answer *out_answer)
{
	const struct recalled *kept = recall->all && recall_may(question) ? place_of(recall, question->text) : NULL;
	if (!kept || !kept->arena || kept->changes != changes || kept->limit != question->limit ||
	    kept->today != question->today || strcmp(kept->text, question->text) != 0)
		return false;
	*out_answer = copy(arena, &kept->answer);
	return true;
}

void recall_put(
    struct recall *recall, const struct find_question *question, uint64_t changes, const struct find_answer *answer)
{
	if (!recall->all)
		recall->all = mem_alloc(RECALL_ANSWERS * sizeof *recall->all);
	struct recalled *kept = place_of(recall, question->text);
	struct arena *arena = kept->arena ? kept->arena : arena_create();
	arena_reset(arena);
	*kept = (struct recalled){
		.limit = question->limit, .today = question->today, .changes = changes, .arena = arena
	};
	memcpy(kept->text, question->text, strlen(question->text));
	kept->answer = copy(arena, answer);
}

void recall_finish(struct recall *recall)
{
	for (size_t i = 0; recall->all && i < RECALL_ANSWERS; i++)
		arena_destroy(recall->all[i].arena);
	free(recall->all);
}
