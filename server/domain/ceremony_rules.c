/* See ceremony_rules.h. The states are texts, as on the wire and in the database; the tables below are all that is
 * known of them. */
#include "domain/ceremony_rules.h"

#include <stdlib.h>
#include <string.h>

/* A list of words with a space between, and before the first and behind the last one. */
static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = words; len && (at = strstr(at, word)); at += len)
		if (at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

/* A step, the states it is allowed from, the state it leads to ("" stays). */
struct step {
	const char *name, *from, *to;
};

static const struct step DECLARATION_STEPS[DECLARATION_STEP_MAX] = {
	[DECLARATION_OPEN] = { "open", " draft ", "open" },
	[DECLARATION_CLOSE] = { "close", " open ", "closed" },
	[DECLARATION_REOPEN] = { "reopen", " closed ", "open" },
	[DECLARATION_LAUNCH] = { "launch", " open closed ", "" },
};

static const struct step SIGNATORY_STEPS[SIGNATORY_STEP_MAX] = {
	[SIGNATORY_CALL] = { "call", " expected late absent ", "called" },
	[SIGNATORY_ABSENT] = { "absent", " expected called late ", "absent" },
	[SIGNATORY_LATE] = { "late", " expected called absent ", "late" },
	[SIGNATORY_DECLINE] = { "decline", " expected called late absent ", "declined" },
	[SIGNATORY_RETURN] = { "return", " called late absent declined ", "expected" },
	[SIGNATORY_PHOTO] = { "photo", " called signed ", "" },
	[SIGNATORY_SIGN_TABLET] = { "sign on the tablet", " called ", "signed" },
	/* The book goes round the tables: on paper one may sign without having been called to the stage. */
	[SIGNATORY_SIGN_PAPER] = { "sign on paper", " expected called late absent ", "signed" },
	[SIGNATORY_ANNUL] = { "annul", " signed ", "expected" },
};

static const char *leads_to(const struct step *step, const char *from)
{
	if (!has_word(step->from, from))
		return NULL;
	return *step->to ? step->to : from;
}

const char *declaration_step_name(enum declaration_step step)
{
	return DECLARATION_STEPS[step].name;
}

enum declaration_step declaration_step_find(const char *name)
{
	int i = 0;
	while (i < DECLARATION_STEP_MAX && strcmp(DECLARATION_STEPS[i].name, name) != 0)
		i++;
	return (enum declaration_step)i;
}

const char *declaration_rules_step(const char *from, enum declaration_step step)
{
	return leads_to(&DECLARATION_STEPS[step], from);
}

const char *signatory_step_name(enum signatory_step step)
{
	return SIGNATORY_STEPS[step].name;
}

enum signatory_step signatory_step_find(const char *name)
{
	for (int i = 0; i < SIGNATORY_SIGN_TABLET; i++)
		if (strcmp(SIGNATORY_STEPS[i].name, name) == 0)
			return (enum signatory_step)i;
	return SIGNATORY_STEP_MAX;
}

const char *signatory_rules_step(const char *from, enum signatory_step step)
{
	return leads_to(&SIGNATORY_STEPS[step], from);
}

bool signatory_is_waiting(const char *state)
{
	return has_word(" expected late ", state);
}

static const struct {
	const char *state, *kinds;
} AUTHORITIES[] = {
	{ "seen", " full_powers credentials mandate " },
	{ "not_needed", " head_of_state head_of_government foreign_minister " },
};

bool authority_is_valid(const char *state, const char *kind)
{
	if (strcmp(state, "unseen") == 0)
		return !*kind;
	for (size_t i = 0; i < sizeof AUTHORITIES / sizeof *AUTHORITIES; i++)
		if (strcmp(AUTHORITIES[i].state, state) == 0)
			return has_word(AUTHORITIES[i].kinds, kind);
	return false;
}

const char *authority_default_kind(const char *entity_type)
{
	return strcmp(entity_type, "government") == 0 ? "full_powers" : "mandate";
}

bool authority_allows(const char *state)
{
	return has_word(" seen not_needed ", state);
}

/* ---- the order ---- */

/* Categories of equal rank stand together (domain/vocabulary.c has their meaning). */
static const char *const RANKS[] = { " VVIP ", " MIN ", " DMIN ", " UN REG ", " AMB " };

static size_t rank_of(const char *category)
{
	size_t rank = 0;
	while (rank < sizeof RANKS / sizeof *RANKS && !has_word(RANKS[rank], category))
		rank++;
	return rank;
}

static int by_hand(const void *a, const void *b)
{
	const struct order_entry *one = a, *other = b;
	if (one->hand != other->hand)
		return one->hand < other->hand ? -1 : 1;
	return one->index < other->index ? -1 : one->index > other->index;
}

static int by_name(const void *a, const void *b)
{
	const struct order_entry *one = a, *other = b;
	if (one->is_state != other->is_state)
		return one->is_state ? -1 : 1;
	int order = strcmp(one->key, other->key);
	return order ? order : by_hand(a, b);
}

static int by_protocol(const void *a, const void *b)
{
	size_t one = rank_of(((const struct order_entry *)a)->category);
	size_t other = rank_of(((const struct order_entry *)b)->category);
	return one != other ? (one < other ? -1 : 1) : by_name(a, b);
}

static const struct {
	const char *name;
	int (*compare)(const void *a, const void *b);
} ORDERS[] = { { "protocol", by_protocol }, { "alphabetical", by_name }, { "hand", by_hand } };

bool order_is_known(const char *order)
{
	for (size_t i = 0; i < sizeof ORDERS / sizeof *ORDERS; i++)
		if (strcmp(ORDERS[i].name, order) == 0)
			return true;
	return false;
}

void order_sort(const char *order, struct order_entry *entries, size_t n)
{
	for (size_t i = 0; i < sizeof ORDERS / sizeof *ORDERS; i++)
		if (strcmp(ORDERS[i].name, order) == 0 && n)
			qsort(entries, n, sizeof *entries, ORDERS[i].compare);
}
