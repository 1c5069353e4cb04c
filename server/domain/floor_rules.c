/* See floor_rules.h. */
#include "domain/floor_rules.h"

#include "domain/country.h"

#include <string.h>

/* ---- names ---- */

static const char *const STATES[FLOOR_STATE_MAX] = { "waiting", "speaking", "interrupted", "delivered", "withdrawn",
	"undelivered" };
static const char *const KINDS[FLOOR_KIND_MAX] = { "point_of_order", "statement", "reply" };
static const char *const KEYS[FLOOR_KEY_MAX] = { "group", "rank", "present", "prior", "request" };
static const char *const REASONS[FLOOR_REASON_MAX] = { "region", "gender", "first_time" };

static size_t find(const char *const *names, size_t n, const char *name, size_t len)
{
	size_t i = 0;
	while (i < n && (strncmp(names[i], name, len) != 0 || names[i][len]))
		i++;
	return i;
}

const char *floor_state_name(enum floor_state state)
{
	return STATES[state];
}

const char *floor_kind_name(enum floor_kind kind)
{
	return KINDS[kind];
}

const char *floor_key_name(enum floor_key key)
{
	return KEYS[key];
}

const char *floor_reason_name(enum floor_reason reason)
{
	return REASONS[reason];
}

bool floor_is(const struct speaker *s, enum floor_state state)
{
	return strcmp(s->state, STATES[state]) == 0;
}

bool floor_is_open(const struct speaker *s)
{
	return floor_is(s, FLOOR_WAITING) || floor_is(s, FLOOR_SPEAKING) || floor_is(s, FLOOR_INTERRUPTED);
}

enum floor_kind floor_kind_find(const char *name)
{
	return (enum floor_kind)find(KINDS, FLOOR_KIND_MAX, name, strlen(name));
}

/* ---- the rule ---- */

bool floor_order_read(const char *words, struct floor_order *out_order)
{
	struct floor_order order = { .n = 0 };
	unsigned seen = 0;
	while (*words) {
		size_t len = strcspn(words, " "), key = find(KEYS, FLOOR_KEY_MAX, words, len);
		if (key == FLOOR_KEY_MAX || seen & 1u << key)
			return false;
		seen |= 1u << key;
		order.keys[order.n++] = (enum floor_key)key;
		words += len + strspn(words + len, " ");
	}
	if (!order.n)
		return false;
	*out_order = order;
	return true;
}

/* What a key makes of a row: the smaller comes first. */
static int64_t weight(enum floor_key key, const struct speaker *s)
{
	switch (key) {
	case FLOOR_BY_GROUP:
		return !*s->speaks_for;
	case FLOOR_BY_RANK:
		return s->rank;
	case FLOOR_BY_PRESENT:
		return s->remote;
	case FLOOR_BY_PRIOR:
		return !s->prior;
	case FLOOR_BY_REQUEST:
	case FLOOR_KEY_MAX:
		break;
	}
	return s->requested_at;
}

static int differ(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int floor_compare(const struct floor_order *order, const struct speaker *a, const struct speaker *b)
{
	int by = differ((int64_t)floor_kind_find(a->kind), (int64_t)floor_kind_find(b->kind));
	for (size_t i = 0; !by && i < order->n; i++)
		by = differ(weight(order->keys[i], a), weight(order->keys[i], b));
	if (!by)
		by = differ(a->requested_at, b->requested_at);
	/* In one and the same millisecond: who stood there first. */
	return by ? by : differ(a->position, b->position);
}

static void swap(struct speaker **a, struct speaker **b)
{
	struct speaker *kept = *a;
	*a = *b;
	*b = kept;
}

/* The smallest position to the first row, and so on. */
static void number_line(struct floor_line *line)
{
	for (size_t i = 0; i < line->n; i++) {
		size_t least = i;
		for (size_t k = i + 1; k < line->n; k++)
			if (line->rows[k]->position < line->rows[least]->position)
				least = k;
		int64_t position = line->rows[i]->position;
		line->rows[i]->position = line->rows[least]->position;
		line->rows[least]->position = position;
	}
}

void floor_line_insert(const struct floor_order *order, struct floor_line *line)
{
	for (size_t i = line->n; i-- > 1;) {
		struct speaker *above = line->rows[i - 1], *new = line->rows[i];
		bool urgent = floor_kind_find(new->kind) == FLOOR_POINT_OF_ORDER &&
			      floor_kind_find(above->kind) != FLOOR_POINT_OF_ORDER;
		if (!urgent && (above->by_hand || floor_compare(order, above, new) < 0))
			break;
		swap(&line->rows[i - 1], &line->rows[i]);
	}
	number_line(line);
}

/* By insertion, over the places that are not held by hand: lists are short and mostly in order. */
void floor_line_sort(const struct floor_order *order, struct floor_line *line)
{
	for (size_t i = 1; i < line->n; i++) {
		size_t low = i;
		for (size_t k = i; k-- > 0 && !line->rows[low]->by_hand;) {
			if (line->rows[k]->by_hand)
				continue;
			if (floor_compare(order, line->rows[k], line->rows[low]) < 0)
				break;
			swap(&line->rows[k], &line->rows[low]);
			low = k;
		}
	}
	number_line(line);
}

void floor_line_move(struct floor_line *line, size_t from, size_t before)
{
	line->rows[from]->by_hand = true;
	for (; from + 1 < before; from++)
		swap(&line->rows[from], &line->rows[from + 1]);
	for (; from > before; from--)
		swap(&line->rows[from], &line->rows[from - 1]);
	number_line(line);
}

/* ---- the clock ---- */

void floor_clock_start(struct speaker *s, int64_t now)
{
	s->started_at = now;
	s->ended_at = s->paused_at = s->paused_ms = 0;
}

void floor_clock_hold(struct speaker *s, int64_t now)
{
	if (!s->paused_at)
		s->paused_at = now;
}

void floor_clock_resume(struct speaker *s, int64_t now)
{
	if (s->paused_at &&
	    now > s->paused_at) /* no pause ends before it began, though the server's clock was set back */
		s->paused_ms += now - s->paused_at;
	s->paused_at = 0;
}

void floor_clock_stop(struct speaker *s, int64_t now)
{
	floor_clock_resume(s, now);
	s->ended_at = now;
}

int64_t floor_spoken_ms(const struct speaker *s, int64_t now)
{
	int64_t until = s->ended_at ? s->ended_at : s->paused_at ? s->paused_at : now;
	int64_t spoken = until - s->started_at - s->paused_ms;
	return s->started_at && spoken > 0 ? spoken : 0;
}

int64_t floor_overtime_ms(const struct speaker *s, int64_t now)
{
	int64_t over = floor_spoken_ms(s, now) - s->allotted_seconds * 1000;
	return over > 0 ? over : 0;
}

/* ---- balance ---- */

static const char *region_of(const struct speaker *s)
{
	const struct country *country = country_find(s->entity.country);
	return country ? country_region_key(country) : "";
}

static const char *gender_of(const struct speaker *s)
{
	return s->gender;
}

/* What is balanced by counting what was heard; being there for the first time is judged apart. */
typedef const char *trait_of(const struct speaker *s);
static trait_of *const TRAITS[FLOOR_REASON_MAX] = { [FLOOR_REGION] = region_of, [FLOOR_GENDER] = gender_of };

static bool is_candidate(const struct speaker *s)
{
	return floor_is(s, FLOOR_WAITING) && floor_kind_find(s->kind) == FLOOR_STATEMENT;
}

/* How many statements were heard of each value (a region, a gender), and whether somebody of it waits. */
enum { VALUES_MAX = 8 };
struct heard {
	struct {
		const char *value;
		size_t count;
		bool waits;
	} of[VALUES_MAX];
	size_t n;
};

static size_t value_place(struct heard *heard, const char *value)
{
	size_t i = 0;
	while (i < heard->n && strcmp(heard->of[i].value, value) != 0)
		i++;
	if (i == heard->n && i < VALUES_MAX)
		heard->of[heard->n++].value = value;
	return i;
}

static void count_heard(const struct speaker *rows, size_t n, trait_of *of, struct heard *out)
{
	*out = (struct heard){ .n = 0 };
	for (size_t i = 0; i < n; i++) {
		size_t place = *of(&rows[i]) ? value_place(out, of(&rows[i])) : VALUES_MAX;
		if (place == VALUES_MAX || floor_kind_find(rows[i].kind) != FLOOR_STATEMENT)
			continue;
		out->of[place].count += rows[i].started_at != 0;
		out->of[place].waits |= is_candidate(&rows[i]);
	}
}

/* Among what waits, was least heard of this one and more of another? */
static bool is_least_heard(struct heard *heard, const char *value)
{
	size_t place = *value ? value_place(heard, value) : VALUES_MAX;
	bool more = false;
	for (size_t i = 0; place < VALUES_MAX && i < heard->n; i++) {
		if (heard->of[i].waits && heard->of[i].count < heard->of[place].count)
			return false;
		more |= heard->of[i].waits && heard->of[i].count > heard->of[place].count;
	}
	return more;
}

static unsigned judge(struct heard heard[], const struct speaker *s, struct floor_suggestion *out)
{
	unsigned reasons = 0;
	*out = (struct floor_suggestion){ .speaker = s };
	for (size_t reason = 0; reason < FLOOR_REASON_MAX; reason++) {
		trait_of *of = TRAITS[reason];
		bool holds = of ? is_least_heard(&heard[reason], of(s)) : !s->spoke_before;
		out->values[reason] = !holds ? NULL : of ? of(s) : "";
		reasons += holds;
	}
	return reasons;
}

bool floor_suggest(const struct speaker *rows, size_t n, struct floor_suggestion *out_suggestion)
{
	struct floor_suggestion best = { 0 }, next;
	struct heard heard[FLOOR_REASON_MAX];
	unsigned most = 0;
	bool begun = false;
	for (size_t reason = 0; reason < FLOOR_REASON_MAX; reason++)
		if (TRAITS[reason])
			count_heard(rows, n, TRAITS[reason], &heard[reason]);
	for (size_t i = 0; i < n; i++) {
		if (!is_candidate(&rows[i]))
			continue;
		unsigned reasons = judge(heard, &rows[i], &next);
		if (begun && reasons > most)
			best = next;
		most = !begun || reasons > most ? reasons : most;
		begun = true;
	}
	if (!best.speaker)
		return false;
	*out_suggestion = best;
	return true;
}
