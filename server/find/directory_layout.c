/* What was put in the order of people is laid out in the order of words: forms, and the words that have them, then
 * lie beside each other when a term fits many, as the shortest do. See directory_state.h. */
#include "find/directory_state.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Numbers keep their tags. */
static void renumber(uint32_t *all, uint32_t n, const uint32_t *numbers)
{
	for (uint32_t i = 0; i < n; i++)
		all[i] = (all[i] & ~(uint32_t)TAG_MASK) | numbers[all[i] & TAG_MASK];
}

static void renumber_ids(struct ids *ids, const uint32_t *numbers)
{
	renumber(ids->room ? ids->many : &ids->one, ids->n, numbers);
}

static void renumber_groups(struct groups *groups, const uint32_t *numbers)
{
	for (uint32_t i = 0; i < groups->n; i++)
		renumber(groups->all[i].words.sources, groups->all[i].words.n, numbers);
}

/* Sources as they come in the order of forms, each once. */
struct layout {
	const struct directory *directory;
	struct source *sources;
	uint32_t *numbers; /* by their old numbers */
	uint32_t n;
};

static void lay(struct layout *layout, uint32_t source)
{
	if (layout->numbers[source] != TABLE_NONE)
		return;
	layout->numbers[source] = layout->n;
	layout->sources[layout->n++] = layout->directory->sources[source];
}

/* By their words first: consonants are looked for last. */
static void lay_sources(struct layout *layout)
{
	const struct directory *d = layout->directory;
	memset(layout->numbers, 0xFF, d->n_sources * sizeof *layout->numbers);
	for (uint32_t form = 0; form < d->lexicon.n; form++) {
		const struct ids *users = &d->lexicon.forms[form].users;
		for (uint32_t i = 0; *lexicon_text(&d->lexicon, form) != LEXICON_BONES && i < users->n; i++)
			lay(layout, ids_all(users)[i] & TAG_MASK);
	}
	for (uint32_t source = 0; source < d->n_sources; source++)
		lay(layout, source);
}

void directory_lay_out(struct directory *d)
{
	uint32_t *forms = mem_alloc((d->lexicon.n + 1) * sizeof *forms);
	struct layout layout = { .directory = d };
	layout.sources = mem_alloc((d->sources_room + 1) * sizeof *layout.sources);
	layout.numbers = mem_alloc((d->n_sources + 1) * sizeof *layout.numbers);
	lexicon_lay_out(&d->lexicon, forms);
	lay_sources(&layout);
	for (uint32_t i = 0; i < d->n_sources; i++)
		renumber_ids(&layout.sources[i].forms, forms);
	for (uint32_t i = 0; i < d->lexicon.n; i++)
		renumber_ids(&d->lexicon.forms[i].users, layout.numbers);
	for (uint32_t i = 0; i < d->n_humans; i++)
		renumber(d->humans[i].words.sources, d->humans[i].words.n, layout.numbers);
	renumber_groups(&d->entities, layout.numbers);
	renumber_groups(&d->countries, layout.numbers);
	table_renumber(&d->by_text, layout.numbers);
	free(d->sources);
	d->sources = layout.sources;
	free(layout.numbers);
	free(forms);
}
