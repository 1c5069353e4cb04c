/* The rules of a list as properties that hold for any list: random lists, the order of rows placed by hand, clocks
 * that no ordering touches; and the clock and the suggestion by example. */
#include "domain/floor_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { ROUNDS = 2000, ROWS_MAX = 24 };

/* ---- random lists ---- */

struct dice {
	uint64_t state;
};

static uint64_t roll(struct dice *dice, uint64_t below)
{
	dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
	return (dice->state >> 33) % below;
}

struct list {
	char ids[ROWS_MAX][8];
	struct speaker rows[ROWS_MAX];
	struct speaker *order[ROWS_MAX];
	struct floor_line line;
};

static struct speaker somebody(struct dice *dice, const char *id)
{
	static const char *const KINDS_OF[] = { "statement", "statement", "statement", "reply", "point_of_order" };
	return (struct speaker){ .id = id,
		.state = "waiting",
		.rank = (int64_t)(roll(dice, 6) * 400),
		.kind = KINDS_OF[roll(dice, 5)],
		.speaks_for = roll(dice, 4) ? "" : "African Group",
		.requested_at = (int64_t)(1000 + roll(dice, 5)),
		.started_at = (int64_t)roll(dice, 3),
		.paused_ms = (int64_t)roll(dice, 3),
		.remote = roll(dice, 2),
		.prior = roll(dice, 2) };
}

/* A list in any order, some rows by hand, positions with gaps. */
static void fill(struct list *list, struct dice *dice, size_t n)
{
	int64_t position = 0;
	list->line = (struct floor_line){ list->order, n };
	for (size_t i = 0; i < n; i++) {
		snprintf(list->ids[i], sizeof list->ids[i], "s%zu", i);
		list->rows[i] = somebody(dice, list->ids[i]);
		list->rows[i].by_hand = !roll(dice, 4);
		list->rows[i].position = position += 1 + (int64_t)roll(dice, 3);
		list->order[i] = &list->rows[i];
	}
}

static struct floor_order some_order(struct dice *dice)
{
	struct floor_order order = { .n = 1 + roll(dice, FLOOR_KEY_MAX) };
	enum floor_key keys[] = { 0, 1, 2, 3, 4 };
	for (size_t i = 0; i < order.n; i++) {
		size_t from = i + roll(dice, FLOOR_KEY_MAX - i);
		order.keys[i] = keys[from];
		keys[from] = keys[i];
	}
	return order;
}

/* Ids of the line, or of its rows by hand only. */
static void names(const struct floor_line *line, bool by_hand, char out[256])
{
	size_t len = 0;
	out[0] = '\0';
	for (size_t i = 0; i < line->n; i++)
		if (!by_hand || line->rows[i]->by_hand)
			len += (size_t)snprintf(out + len, 256 - len, "%s ", line->rows[i]->id);
}

static void expect_ascending_positions(const struct floor_line *line)
{
	for (size_t i = 1; i < line->n; i++)
		assert_true(line->rows[i - 1]->position < line->rows[i]->position);
}

static int64_t sum_of(const struct list *list, size_t n, bool positions)
{
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++) {
		const struct speaker *s = &list->rows[i];
		sum += positions ? s->position * s->position : (int64_t)(i + 1) * (s->started_at * 7 + s->paused_ms);
	}
	return sum;
}

static void sorting_keeps_hand_rows_in_their_places_and_is_idempotent(void **state)
{
	struct dice dice = { 1 };
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct list list;
		char once[256], twice[256];
		const char *held[ROWS_MAX] = { 0 };
		size_t n = roll(&dice, ROWS_MAX);
		struct floor_order order = some_order(&dice);
		fill(&list, &dice, n);
		int64_t positions = sum_of(&list, n, true), clocks = sum_of(&list, n, false);
		for (size_t i = 0; i < n; i++)
			held[i] = list.order[i]->by_hand ? list.order[i]->id : NULL;
		floor_line_sort(&order, &list.line);
		for (size_t i = 0; i < n; i++)
			assert_true(!held[i] || held[i] == list.order[i]->id);
		const struct speaker *above = NULL;
		for (size_t i = 0; i < n; i++) {
			if (list.order[i]->by_hand)
				continue;
			assert_true(!above || floor_compare(&order, above, list.order[i]) < 0);
			above = list.order[i];
		}
		names(&list.line, false, once);
		floor_line_sort(&order, &list.line);
		names(&list.line, false, twice);
		assert_string_equal(once, twice);
		expect_ascending_positions(&list.line);
		assert_int_equal(sum_of(&list, n, true), positions);
		assert_int_equal(sum_of(&list, n, false), clocks);
	}
}

/* Who comes in by the rule pushes others down and changes no order among them. */
static void an_insertion_leaves_everybody_else_in_order(void **state)
{
	struct dice dice = { 2 };
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct list list;
		size_t n = 1 + roll(&dice, ROWS_MAX - 1), place = 0;
		struct speaker *before[ROWS_MAX];
		struct floor_order order = some_order(&dice);
		fill(&list, &dice, n);
		struct speaker *new = list.order[n - 1];
		new->by_hand = false;
		memcpy(before, list.order, sizeof before);
		int64_t positions = sum_of(&list, n, true), clocks = sum_of(&list, n, false);
		floor_line_insert(&order, &list.line);
		while (list.order[place] != new)
			place++;
		for (size_t i = 0; i + 1 < n; i++)
			assert_ptr_equal(list.order[i < place ? i : i + 1], before[i]);
		bool urgent = !strcmp(new->kind, "point_of_order");
		for (size_t i = place + 1; i < n; i++)
			assert_true(
			    urgent || (!list.order[i]->by_hand && floor_compare(&order, new, list.order[i]) < 0));
		if (urgent && place)
			assert_string_equal(list.order[place - 1]->kind, "point_of_order");
		expect_ascending_positions(&list.line);
		assert_int_equal(sum_of(&list, n, true), positions);
		assert_int_equal(sum_of(&list, n, false), clocks);
	}
}

/* A list that only the rule has made is in the rule's order, whoever asked when. */
static void a_list_made_by_insertions_is_sorted(void **state)
{
	struct dice dice = { 3 };
	(void)state;
	for (size_t round = 0; round < ROUNDS / 10; round++) {
		struct list list;
		char before[256], after[256];
		size_t n = roll(&dice, ROWS_MAX);
		struct floor_order order = some_order(&dice);
		fill(&list, &dice, n);
		for (size_t i = 0; i < n; i++) {
			list.rows[i].by_hand = false;
			list.line.n = i + 1;
			floor_line_insert(&order, &list.line);
		}
		names(&list.line, false, before);
		floor_line_sort(&order, &list.line);
		names(&list.line, false, after);
		assert_string_equal(before, after);
	}
}

static void a_move_puts_one_row_there_by_hand_and_leaves_the_rest_in_order(void **state)
{
	struct dice dice = { 4 };
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct list list;
		size_t n = 1 + roll(&dice, ROWS_MAX - 1), from = roll(&dice, n), to = roll(&dice, n + 1), k = 0;
		struct speaker *before[ROWS_MAX];
		fill(&list, &dice, n);
		memcpy(before, list.order, sizeof before);
		struct speaker *moved = list.order[from], *next = to < n ? list.order[to] : NULL;
		int64_t positions = sum_of(&list, n, true), clocks = sum_of(&list, n, false);
		floor_line_move(&list.line, from, to);
		assert_true(moved->by_hand);
		for (size_t i = 0; i < n; i++)
			if (before[i] != moved) {
				k += list.order[k] == moved;
				assert_ptr_equal(list.order[k++], before[i]);
			}
		for (size_t i = 0; i < n; i++)
			if (list.order[i] == moved && next != moved)
				assert_ptr_equal(i + 1 < n ? list.order[i + 1] : NULL, next);
		expect_ascending_positions(&list.line);
		assert_int_equal(sum_of(&list, n, true), positions);
		assert_int_equal(sum_of(&list, n, false), clocks);
	}
}

/* ---- the rule in words ---- */

static void an_order_is_read_or_refused(void **state)
{
	static const char *const REFUSED[] = { "", "age", "rank rank", "rank age", "ran", "ranks", "rank,prior" };
	struct floor_order order = { .n = 99 };
	(void)state;
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		assert_false(floor_order_read(REFUSED[i], &order));
		assert_int_equal(order.n, 99);
	}
	assert_true(floor_order_read("group rank present prior request", &order));
	assert_int_equal(order.n, 5);
	assert_int_equal(order.keys[3], FLOOR_BY_PRIOR);
}

static void each_key_puts_its_own_first(void **state)
{
	static const struct {
		const char *order;
		struct speaker first;
	} CASES[] = {
		{ "group", { .speaks_for = "African Group", .rank = 1001 } },
		{ "rank", { .speaks_for = "", .rank = 3 } },
		{ "prior", { .speaks_for = "", .rank = 1001, .prior = true } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct floor_order order, by_request;
		struct speaker late = CASES[i].first, early = { .speaks_for = "", .rank = 1001 };
		early.id = late.id = "";
		early.kind = late.kind = "statement";
		early.requested_at = 1;
		late.requested_at = 2;
		assert_true(floor_order_read(CASES[i].order, &order));
		assert_true(floor_order_read("request", &by_request));
		assert_true(floor_compare(&order, &late, &early) < 0);
		assert_true(floor_compare(&by_request, &early, &late) < 0);
	}
}

static void who_ranks_before_comes_before_whoever_asked_first(void **state)
{
	static const int64_t RANKS[] = { 2, 3, 7, 1001, 1008, 2000 };
	struct floor_order order;
	(void)state;
	assert_true(floor_order_read("rank", &order));
	for (size_t i = 1; i < sizeof RANKS / sizeof *RANKS; i++) {
		struct speaker a = { .id = "", .kind = "statement", .rank = RANKS[i - 1], .requested_at = 9 };
		struct speaker b = { .id = "", .kind = "statement", .rank = RANKS[i], .requested_at = 1 };
		assert_true(floor_compare(&order, &a, &b) < 0);
	}
}

/* ---- the clock ---- */

static void a_clock_counts_what_is_spoken_and_not_what_is_held(void **state)
{
	struct speaker s = { .allotted_seconds = 180 };
	(void)state;
	assert_int_equal(floor_spoken_ms(&s, 5000), 0);
	floor_clock_start(&s, 10000);
	assert_int_equal(floor_spoken_ms(&s, 70000), 60000);
	floor_clock_hold(&s, 70000);
	floor_clock_hold(&s, 75000);
	assert_int_equal(floor_spoken_ms(&s, 100000), 60000);
	floor_clock_resume(&s, 100000);
	assert_int_equal(floor_spoken_ms(&s, 110000), 70000);
	assert_int_equal(floor_overtime_ms(&s, 220000), 0);
	assert_int_equal(floor_overtime_ms(&s, 225000), 5000);
	floor_clock_hold(&s, 225000);
	floor_clock_stop(&s, 300000);
	assert_int_equal(floor_spoken_ms(&s, 999999), 185000);
	assert_int_equal(floor_overtime_ms(&s, 999999), 5000);
	assert_int_equal(s.ended_at, 300000);
}

/* ---- the suggestion ---- */

static struct speaker of(const char *id, const char *state, const char *country, const char *gender, int64_t before)
{
	return (struct speaker){ .id = id,
		.state = state,
		.kind = "statement",
		.entity = { .country = country },
		.gender = gender,
		.spoke_before = before,
		.started_at = strcmp(state, "waiting") ? 1 : 0 };
}

static void a_clock_that_is_set_back_while_a_statement_is_held_adds_nothing_to_it(void **state)
{
	struct speaker s = { .allotted_seconds = 180 };
	(void)state;
	floor_clock_start(&s, 60000);
	floor_clock_hold(&s, 90000);
	floor_clock_resume(&s, 80000);
	assert_int_equal(s.paused_ms, 0);
	assert_int_equal(floor_spoken_ms(&s, 90000), 30000);
}

static void a_region_and_a_gender_that_were_heard_least_are_suggested_with_the_reason(void **state)
{
	struct speaker rows[] = { of("a", "delivered", "RWA", "m", 0), of("b", "delivered", "KEN", "m", 0),
		of("c", "waiting", "ZMB", "m", 0), of("d", "waiting", "CHE", "m", 0),
		of("e", "waiting", "FRA", "f", 0) };
	struct floor_suggestion suggestion;
	(void)state;
	assert_true(floor_suggest(rows, 5, &suggestion));
	assert_string_equal(suggestion.speaker->id, "e");
	assert_string_equal(suggestion.values[FLOOR_REGION], "europe");
	assert_string_equal(suggestion.values[FLOOR_GENDER], "f");
	assert_string_equal(suggestion.values[FLOOR_FIRST_TIME], "");
}

static void somebody_new_is_suggested_before_who_spoke_already(void **state)
{
	struct speaker rows[] = { of("a", "waiting", "RWA", "", 2), of("b", "waiting", "RWA", "", 0) };
	struct floor_suggestion suggestion;
	(void)state;
	assert_true(floor_suggest(rows, 2, &suggestion));
	assert_string_equal(suggestion.speaker->id, "b");
	assert_null(suggestion.values[FLOOR_REGION]);
	assert_null(suggestion.values[FLOOR_GENDER]);
	assert_non_null(suggestion.values[FLOOR_FIRST_TIME]);
}

static void nothing_is_suggested_where_the_next_one_does_as_well(void **state)
{
	struct speaker rows[] = { of("a", "delivered", "RWA", "m", 0), of("b", "waiting", "CHE", "f", 0),
		of("c", "waiting", "FRA", "f", 0), of("d", "waiting", "RWA", "m", 0) };
	struct speaker points[] = { of("a", "delivered", "RWA", "m", 1), of("b", "waiting", "RWA", "m", 1),
		of("c", "waiting", "FRA", "f", 0) };
	struct floor_suggestion suggestion = { .speaker = rows };
	(void)state;
	points[2].kind = "point_of_order";
	assert_false(floor_suggest(rows, 0, &suggestion));
	assert_false(floor_suggest(rows, 1, &suggestion));
	assert_false(floor_suggest(rows, 4, &suggestion));
	assert_false(floor_suggest(points, 3, &suggestion));
	assert_ptr_equal(suggestion.speaker, rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorting_keeps_hand_rows_in_their_places_and_is_idempotent),
		cmocka_unit_test(an_insertion_leaves_everybody_else_in_order),
		cmocka_unit_test(a_list_made_by_insertions_is_sorted),
		cmocka_unit_test(a_move_puts_one_row_there_by_hand_and_leaves_the_rest_in_order),
		cmocka_unit_test(an_order_is_read_or_refused),
		cmocka_unit_test(each_key_puts_its_own_first),
		cmocka_unit_test(who_ranks_before_comes_before_whoever_asked_first),
		cmocka_unit_test(a_clock_counts_what_is_spoken_and_not_what_is_held),
		cmocka_unit_test(a_clock_that_is_set_back_while_a_statement_is_held_adds_nothing_to_it),
		cmocka_unit_test(a_region_and_a_gender_that_were_heard_least_are_suggested_with_the_reason),
		cmocka_unit_test(somebody_new_is_suggested_before_who_spoke_already),
		cmocka_unit_test(nothing_is_suggested_where_the_next_one_does_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
