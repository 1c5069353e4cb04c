/* See participant_list.h. */
#include "domain/participant_list.h"

#include "domain/participant_rules.h"
#include "store/people.h"

#include <string.h>

static bool is_any_or(const char *wanted, const char *text)
{
	return !*wanted || strcmp(wanted, text) == 0;
}

bool participant_filter_is_plain(const struct participant_filter *filter)
{
	return !*filter->state && !*filter->category && !*filter->missing && !filter->uncollected;
}

bool participant_fits(const struct participant_filter *filter, const struct person *p)
{
	bool is_shown = !person_is(p, PERSON_MERGED) || strcmp(filter->state, p->state) == 0;
	bool waits = p->badge.serial && !p->badge.collected_at;
	return is_shown && is_any_or(filter->state, p->state) && is_any_or(filter->category, p->category) &&
	       (waits || !filter->uncollected) && (!*filter->missing || person_is_missing(p, filter->missing));
}

/* The walk forgets each row, so that a long list costs no memory: the ids of those who fit are kept. */
struct walk {
	const struct participant_filter *filter;
	struct arena *arena;
	const char **ids;
	int64_t limit, total;
};

static enum err count(void *ctx, const struct person *p)
{
	struct walk *walk = ctx;
	if (!participant_fits(walk->filter, p))
		return OK;
	if (walk->total < walk->limit)
		walk->ids[walk->total] = arena_dup(walk->arena, p->id);
	walk->total++;
	return OK;
}

enum err participant_list(struct db *db, struct arena *arena, const struct participant_filter *filter, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total)
{
	struct walk walk = { filter, arena, arena_array(arena, const char *, (size_t)limit), limit, 0 };
	struct person_filter rows = { filter->state, filter->category, filter->uncollected };
	struct person *persons = arena_array(arena, struct person, (size_t)limit);
	enum err err = person_list(db, &rows, count, &walk);
	size_t n = (size_t)(walk.total < limit ? walk.total : limit);
	for (size_t i = 0; !err && i < n; i++)
		err = person_get(db, arena, walk.ids[i], &persons[i]);
	*out_persons = persons;
	*out_n = n;
	*out_total = walk.total;
	return err;
}
