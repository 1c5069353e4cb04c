/* See strength.h. */
#include "domain/strength.h"

#include "domain/pledge_words.h"

#include <string.h>

const struct criterion STRENGTH[] = {
	{ "focus", 15, { "focus_areas" }, 1 },
	{ "transformative", 10, { "text" }, 40 },
	{ "resources", 15, { "amount", "in_kind", "instrument" }, 1 },
	{ "together", 10, { "pledgers", "partners", "open" }, 2 },
	{ "target", 15, { "target.number" }, 1 },
	{ "when", 10, { "period.to", "target.date" }, 1 },
	{ "measured", 10, { "measure" }, 1 },
	{ "where", 10, { "countries", "beneficiaries" }, 1 },
	{ "sdgs", 5, { "sdgs" }, 1 },
};
_Static_assert(sizeof STRENGTH / sizeof *STRENGTH == STRENGTH_N, "one place in struct strength a criterion");

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Characters without the space around them. */
static int64_t letters(const char *text)
{
	const char *end = text + strlen(text);
	int64_t n = 0;
	while (is_space(*text))
		text++;
	while (end > text && is_space(end[-1]))
		end--;
	for (; text < end; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

/* How many items, characters … stand in the field; what is simply there counts as enough. */
static int64_t filled(const struct pledge *g, const char *field, int64_t enough)
{
	const struct {
		const char *name;
		int64_t filled;
	} fields[] = {
		{ "focus_areas", __builtin_popcountll((unsigned long long)g->focus_areas) },
		{ "sdgs", __builtin_popcountll((unsigned long long)g->sdgs) },
		{ "countries", (int64_t)g->n_countries },
		{ "pledgers", (int64_t)g->n_pledgers },
		{ "amount", g->amount_minor ? enough : 0 },
		{ "open", g->open ? enough : 0 },
		{ "text", letters(g->body) },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].name, field) == 0)
			return fields[i].filled;
	enum pledge_word word = pledge_word_find(field);
	return word < PLEDGE_WORD_MAX && g->words[word] ? letters(g->words[word]) : 0;
}

struct strength strength_of(const struct pledge *g)
{
	struct strength strength = { 0 };
	for (size_t i = 0; i < STRENGTH_N; i++) {
		const struct criterion *criterion = &STRENGTH[i];
		for (size_t k = 0; k < STRENGTH_NEEDS_MAX && criterion->needs[k]; k++)
			strength.met[i] =
			    strength.met[i] || filled(g, criterion->needs[k], criterion->least) >= criterion->least;
		strength.score += strength.met[i] ? criterion->points : 0;
	}
	return strength;
}
