/* See breakout.h. People are added one by one, each along the cheapest chain of moves that ends at a free place
 * (successive shortest paths over the groups: few nodes, the edge between two of them is the cheapest person to
 * move); then moves and swaps that cost no wish even out the spread. */
#include "schedule/breakout.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum dimension { REGION, TYPE, LANGUAGE, DIMENSIONS };
/* 40 groups and the place outside; no cost comes near the infinite. */
enum { NODES_MAX = BREAKOUT_GROUPS_MAX + 1, NOBODY = -1 };
static const int64_t SPREAD_UNIT = 1000000, INFINITE = INT64_MAX / 4;

static const char *const RULES[BREAKOUT_RULE_MAX] = { "", "wish1", "wish2", "wish3", "language", "balance_region",
	"balance_type", "capacity", "by_hand", "no_place" };

const char *breakout_rule_key(enum breakout_rule rule)
{
	return RULES[rule];
}

enum breakout_rule breakout_rule_find(const char *key)
{
	for (int i = BREAKOUT_WISH_1; i < BREAKOUT_RULE_MAX; i++)
		if (strcmp(RULES[i], key) == 0)
			return (enum breakout_rule)i;
	return BREAKOUT_WAITING;
}

/* Everything in canonical order: people and groups by id. Node n_groups is outside. */
struct work {
	struct arena *arena;
	const struct breakout_group *groups[BREAKOUT_GROUPS_MAX];
	int n_groups, n_people;
	struct breakout_person **people;
	int (*classes)[DIMENSIONS];  /* of each person */
	int64_t (*costs)[NODES_MAX]; /* of each person in each node */
	int *nodes;                  /* where each person is; NOBODY before they are added */
	int sizes[NODES_MAX];
	int *counts[NODES_MAX][DIMENSIONS];   /* people of each class in each node */
	int64_t units[NODES_MAX][DIMENSIONS]; /* what a square weighs there */
};

/* ---- canonical order, classes and costs ---- */

static int by_group(const void *a, const void *b)
{
	return strcmp((*(const struct breakout_group *const *)a)->id, (*(const struct breakout_group *const *)b)->id);
}

static int by_person(const void *a, const void *b)
{
	return strcmp((*(struct breakout_person *const *)a)->id, (*(struct breakout_person *const *)b)->id);
}

static const char *text_of(const struct breakout_person *person, enum dimension dimension)
{
	return dimension == REGION ? person->region : dimension == TYPE ? person->type : person->language;
}

/* Numbers the texts of a dimension in the order in which they first come; few of them differ. */
static int classify(struct work *w, enum dimension dimension)
{
	const char **known = arena_array(w->arena, const char *, (size_t)w->n_people + 1);
	int n = 0;
	for (int i = 0; i < w->n_people; i++) {
		const char *text = text_of(w->people[i], dimension);
		int class = 0;
		while (class < n && strcmp(known[class], text) != 0)
			class ++;
		if (class == n)
			known[n++] = text;
		w->classes[i][dimension] = class;
	}
	return n;
}

static int points(const struct breakout_person *person, int group)
{
	for (int i = 0; i < person->n_wishes; i++)
		if (person->wishes[i] == group)
			return BREAKOUT_WISHES - i;
	return 0;
}

static bool is_misfit(const struct breakout_person *person, const struct breakout_group *group)
{
	return *group->language && strcmp(group->language, person->language) != 0;
}

/* A place outweighs all wishes, a point of a wish all languages. */
static void weigh(struct work *w, const struct breakout_group *groups)
{
	int64_t wish = w->n_people + 1, outside = w->n_people * (BREAKOUT_WISHES * wish + 1) + 1;
	for (int i = 0; i < w->n_people; i++) {
		for (int node = 0; node < w->n_groups; node++)
			w->costs[i][node] =
			    (BREAKOUT_WISHES - points(w->people[i], (int)(w->groups[node] - groups))) * wish +
			    is_misfit(w->people[i], w->groups[node]);
		w->costs[i][w->n_groups] = outside;
	}
}

static void count(struct work *w, int person, int node, int by)
{
	w->sizes[node] += by;
	for (int d = 0; d < DIMENSIONS; d++)
		w->counts[node][d][w->classes[person][d]] += by;
}

static void place(struct work *w, int person, int node)
{
	if (w->nodes[person] != NOBODY)
		count(w, person, w->nodes[person], -1);
	w->nodes[person] = node;
	count(w, person, node, 1);
}

/* Outside nothing is spread, and a group with a language of its own has no mixture of them to reach. */
static int64_t unit_of(const struct work *w, int node, enum dimension dimension)
{
	if (node == w->n_groups || (dimension == LANGUAGE && *w->groups[node]->language))
		return 0;
	return SPREAD_UNIT / (w->groups[node]->capacity > 0 ? w->groups[node]->capacity : 1);
}

static struct work prepare(struct arena *arena, const struct breakout_group *groups, size_t n_groups,
    struct breakout_person *people, size_t n_people)
{
	struct work w = { .arena = arena, .n_groups = (int)n_groups, .n_people = (int)n_people };
	w.people = arena_array(arena, struct breakout_person *, n_people + 1);
	w.classes = arena_alloc(arena, (n_people + 1) * sizeof *w.classes);
	w.costs = arena_alloc(arena, (n_people + 1) * sizeof *w.costs);
	w.nodes = arena_array(arena, int, n_people + 1);
	for (size_t i = 0; i < n_groups; i++)
		w.groups[i] = &groups[i];
	for (size_t i = 0; i < n_people; i++) {
		w.people[i] = &people[i];
		w.nodes[i] = NOBODY;
	}
	/* NOLINTBEGIN(bugprone-sizeof-expression): pointers are what is sorted. */
	qsort(w.groups, n_groups, sizeof *w.groups, by_group);
	qsort(w.people, n_people, sizeof *w.people, by_person);
	/* NOLINTEND(bugprone-sizeof-expression) */
	for (int d = 0; d < DIMENSIONS; d++) {
		int n = classify(&w, (enum dimension)d);
		for (int node = 0; node <= w.n_groups; node++) {
			w.counts[node][d] = arena_array(arena, int, (size_t)n + 1);
			w.units[node][d] = unit_of(&w, node, (enum dimension)d);
		}
	}
	weigh(&w, groups);
	return w;
}

static int node_of(const struct work *w, const struct breakout_group *groups, int group)
{
	for (int node = 0; group >= 0 && node < w->n_groups; node++)
		if (w->groups[node] == &groups[group])
			return node;
	return w->n_groups;
}

static bool is_by_hand(const struct work *w, int person)
{
	return w->people[person]->rule == BREAKOUT_BY_HAND;
}

static bool has_room(const struct work *w, int node)
{
	return node == w->n_groups || w->sizes[node] < w->groups[node]->capacity;
}

/* ---- the cheapest place: a chain of moves that ends where there is room ---- */

struct chain {
	int64_t edge[NODES_MAX][NODES_MAX]; /* what the cheapest move between two nodes adds */
	int mover[NODES_MAX][NODES_MAX];    /* who that is */
	int64_t distance[NODES_MAX];
	int before[NODES_MAX];
};

static void find_edges(const struct work *w, struct chain *chain)
{
	for (int from = 0; from <= w->n_groups; from++)
		for (int to = 0; to <= w->n_groups; to++)
			chain->edge[from][to] = INFINITE;
	for (int i = 0; i < w->n_people; i++) {
		int from = w->nodes[i];
		if (from == NOBODY || is_by_hand(w, i))
			continue;
		for (int to = 0; to <= w->n_groups; to++) {
			int64_t more = w->costs[i][to] - w->costs[i][from];
			if (more < chain->edge[from][to]) {
				chain->edge[from][to] = more;
				chain->mover[from][to] = i;
			}
		}
	}
}

/* Bellman and Ford: moves may save something, but no round of them does, or it would have been made. */
static void find_distances(const struct work *w, struct chain *chain, int person)
{
	bool is_shorter = true;
	for (int node = 0; node <= w->n_groups; node++) {
		chain->distance[node] = w->costs[person][node];
		chain->before[node] = NOBODY;
	}
	while (is_shorter) {
		is_shorter = false;
		for (int from = 0; from <= w->n_groups; from++)
			for (int to = 0; to <= w->n_groups; to++) {
				int64_t way = chain->distance[from] + chain->edge[from][to];
				if (to == from || chain->edge[from][to] == INFINITE || way >= chain->distance[to])
					continue;
				chain->distance[to] = way;
				chain->before[to] = from;
				is_shorter = true;
			}
	}
}

static int nearest_room(const struct work *w, const struct chain *chain)
{
	int best = w->n_groups;
	for (int node = 0; node < w->n_groups; node++)
		if (has_room(w, node) && chain->distance[node] < chain->distance[best])
			best = node;
	return best;
}

static void add(struct work *w, struct chain *chain, int person)
{
	find_edges(w, chain);
	find_distances(w, chain, person);
	int node = nearest_room(w, chain);
	for (int from = chain->before[node]; from != NOBODY; node = from, from = chain->before[node])
		place(w, chain->mover[from][node], node);
	place(w, person, node);
}

static void place_all(struct work *w, const struct breakout_group *groups)
{
	struct chain *chain = arena_new(w->arena, struct chain);
	for (int i = 0; i < w->n_people; i++)
		if (is_by_hand(w, i))
			place(w, i, node_of(w, groups, w->people[i]->group));
	for (int i = 0; i < w->n_people; i++)
		if (!is_by_hand(w, i))
			add(w, chain, i);
}

/* ---- the spread ---- */

/* What the squares of a node change by when a class leaves and another comes; -1 is no class. */
static int64_t change(const struct work *w, int node, enum dimension d, int leaves, int comes)
{
	const int *counts = w->counts[node][d];
	int64_t by = 0;
	if (leaves == comes)
		return 0;
	if (leaves >= 0)
		by += 1 - 2 * (int64_t)counts[leaves];
	if (comes >= 0)
		by += 1 + 2 * (int64_t)counts[comes];
	return by * w->units[node][d];
}

/* Of one person going to `to`, and another (NOBODY: none) coming back. */
static int64_t change_of(const struct work *w, int one, int to, int other)
{
	int from = w->nodes[one];
	int64_t by = 0;
	for (int d = 0; d < DIMENSIONS; d++) {
		int goes = w->classes[one][d], comes = other == NOBODY ? -1 : w->classes[other][d];
		by += change(w, from, (enum dimension)d, goes, comes) + change(w, to, (enum dimension)d, comes, goes);
	}
	return by;
}

static bool try_moves(struct work *w, int person)
{
	bool moved = false;
	for (int to = 0; to < w->n_groups; to++) {
		int from = w->nodes[person];
		if (to == from || !has_room(w, to) || w->costs[person][to] != w->costs[person][from] ||
		    change_of(w, person, to, NOBODY) >= 0)
			continue;
		place(w, person, to);
		moved = true;
	}
	return moved;
}

static bool try_swaps(struct work *w, int one)
{
	bool swapped = false;
	for (int other = one + 1; other < w->n_people; other++) {
		int from = w->nodes[one], to = w->nodes[other];
		if (from == to || is_by_hand(w, other) ||
		    w->costs[one][to] + w->costs[other][from] != w->costs[one][from] + w->costs[other][to] ||
		    change_of(w, one, to, other) >= 0)
			continue;
		place(w, one, to);
		place(w, other, from);
		swapped = true;
	}
	return swapped;
}

/* Each step lowers a sum of whole numbers, so this ends. */
static void even_out(struct work *w)
{
	bool is_better = true;
	while (is_better) {
		is_better = false;
		for (int i = 0; i < w->n_people; i++)
			if (!is_by_hand(w, i)) {
				is_better |= try_moves(w, i);
				is_better |= try_swaps(w, i);
			}
	}
}

/* ---- why ---- */

/* How much thinner than elsewhere the person's class is in their group, had they not come; per million places. */
static int64_t thinness(const struct work *w, int person, enum dimension d)
{
	int class = w->classes[person][d], here = w->nodes[person];
	int64_t elsewhere = 0, places = 0;
	for (int node = 0; node < w->n_groups; node++)
		if (node != here) {
			elsewhere += w->counts[node][d][class];
			places += w->groups[node]->capacity;
		}
	int64_t share = places ? elsewhere * SPREAD_UNIT / places : 0;
	return share - (w->counts[here][d][class] - 1) * w->units[here][d];
}

static bool fits_everywhere(const struct work *w, const struct breakout_person *person)
{
	for (int node = 0; node < w->n_groups; node++)
		if (is_misfit(person, w->groups[node]))
			return false;
	return true;
}

static enum breakout_rule rule_of(const struct work *w, int person, int group)
{
	const struct breakout_person *p = w->people[person];
	int node = w->nodes[person], granted = points(p, group);
	if (node == w->n_groups)
		return BREAKOUT_NO_PLACE;
	if (granted)
		return (enum breakout_rule)(BREAKOUT_WISH_1 + BREAKOUT_WISHES - granted);
	if (p->n_wishes || w->n_groups == 1)
		return BREAKOUT_CAPACITY;
	if (!is_misfit(p, w->groups[node]) && !fits_everywhere(w, p))
		return BREAKOUT_LANGUAGE;
	return thinness(w, person, TYPE) > thinness(w, person, REGION) ? BREAKOUT_BALANCE_TYPE
								       : BREAKOUT_BALANCE_REGION;
}

void breakout_assign(struct arena *arena, const struct breakout_group *groups, size_t n_groups,
    struct breakout_person *people, size_t n_people)
{
	struct work w = prepare(arena, groups, n_groups, people, n_people);
	place_all(&w, groups);
	even_out(&w);
	for (int i = 0; i < w.n_people; i++) {
		struct breakout_person *person = w.people[i];
		if (is_by_hand(&w, i))
			continue;
		int node = w.nodes[i];
		person->group = node == w.n_groups ? BREAKOUT_NOWHERE : (int)(w.groups[node] - groups);
		person->rule = rule_of(&w, i, person->group);
	}
}

/* ---- the score ---- */

struct breakout_score breakout_score(struct arena *arena, const struct breakout_group *groups, size_t n_groups,
    const struct breakout_person *people, size_t n_people)
{
	struct breakout_person *copy = arena_array(arena, struct breakout_person, n_people + 1);
	struct breakout_score score = { 0 };
	if (n_people)
		memcpy(copy, people, n_people * sizeof *copy);
	struct work w = prepare(arena, groups, n_groups, copy, n_people);
	for (int i = 0; i < w.n_people; i++) {
		const struct breakout_person *p = w.people[i];
		place(&w, i, node_of(&w, groups, p->group));
		if (p->group < 0)
			continue;
		score.placed++;
		score.wishes += points(p, p->group);
		score.misfits += is_misfit(p, &groups[p->group]);
	}
	for (int node = 0; node < w.n_groups; node++)
		for (int d = 0; d < DIMENSIONS; d++)
			for (int i = 0; i < w.n_people; i++)
				if (w.nodes[i] == node)
					score.spread += w.counts[node][d][w.classes[i][d]] * w.units[node][d];
	return score;
}

int breakout_compare(const struct breakout_score *one, const struct breakout_score *other)
{
	const int64_t better[] = { one->placed - other->placed, one->wishes - other->wishes,
		other->misfits - one->misfits, other->spread - one->spread };
	for (size_t i = 0; i < sizeof better / sizeof *better; i++)
		if (better[i])
			return better[i] > 0 ? 1 : -1;
	return 0;
}
