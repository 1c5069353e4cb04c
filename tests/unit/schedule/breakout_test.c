/* Who goes to which breakout group: the rule of breakout.h case by case, then as properties of random days. */
#include "tests/unit/schedule/sample.h"

#include "schedule/breakout.h"

#include <stdio.h>

enum { DAYS = 400, SMALL_DAYS = 250, MANY = 60 };

/* ---- people and groups to try it with ---- */

struct room {
	struct arena *arena;
	struct breakout_group groups[BREAKOUT_GROUPS_MAX];
	struct breakout_person *people;
	size_t n_groups, n_people;
};

static struct room room_make(size_t n_groups, int capacity)
{
	static const char *const IDS[] = { "g1", "g2", "g3", "g4", "g5", "g6" };
	struct room room = { .arena = arena_create(), .n_groups = n_groups };
	room.people = arena_array(room.arena, struct breakout_person, BREAKOUT_PEOPLE_MAX);
	for (size_t i = 0; i < n_groups; i++)
		room.groups[i] = (struct breakout_group){ IDS[i], capacity, "" };
	return room;
}

static void room_end(struct room *room)
{
	arena_destroy(room->arena);
}

/* Somebody without a wish, of the same region, type and language as everybody. */
static struct breakout_person *come(struct room *room)
{
	struct breakout_person *person = &room->people[room->n_people];
	*person = (struct breakout_person){ .id = arena_printf(room->arena, "p%04zu", room->n_people),
		.region = "africa",
		.type = "government",
		.language = "en",
		.group = BREAKOUT_NOWHERE };
	room->n_people++;
	return person;
}

static struct breakout_person *come_wishing(struct room *room, int first, int second, int third)
{
	const int wishes[BREAKOUT_WISHES] = { first, second, third };
	struct breakout_person *person = come(room);
	for (int i = 0; i < BREAKOUT_WISHES && wishes[i] != BREAKOUT_NOWHERE; i++)
		person->wishes[person->n_wishes++] = wishes[i];
	return person;
}

static struct breakout_score assign(struct room *room)
{
	breakout_assign(room->arena, room->groups, room->n_groups, room->people, room->n_people);
	return breakout_score(room->arena, room->groups, room->n_groups, room->people, room->n_people);
}

static int size_of(const struct room *room, int group)
{
	int size = 0;
	for (size_t i = 0; i < room->n_people; i++)
		size += room->people[i].group == group;
	return size;
}

/* ---- case by case ---- */

static void everybody_gets_the_first_wish_where_there_is_room(void **state)
{
	(void)state;
	struct room room = room_make(2, 2);
	for (int i = 0; i < 4; i++)
		come_wishing(&room, i % 2, 1 - i % 2, BREAKOUT_NOWHERE);
	assert_int_equal(assign(&room).wishes, 4 * BREAKOUT_WISHES);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(room.people[i].group, i % 2);
		assert_int_equal(room.people[i].rule, BREAKOUT_WISH_1);
	}
	room_end(&room);
}

/* Whoever comes first would take the last place of the only group that the other one wants. */
static void nobody_loses_a_wish_to_somebody_who_could_do_without(void **state)
{
	(void)state;
	struct room room = room_make(2, 1);
	const struct breakout_person *easy = come_wishing(&room, 0, 1, BREAKOUT_NOWHERE);
	const struct breakout_person *set = come_wishing(&room, 0, BREAKOUT_NOWHERE, BREAKOUT_NOWHERE);
	assert_int_equal(assign(&room).wishes, 5);
	assert_int_equal(set->rule, BREAKOUT_WISH_1);
	assert_int_equal(easy->rule, BREAKOUT_WISH_2);
	room_end(&room);
}

static void a_place_at_all_comes_before_any_wish(void **state)
{
	(void)state;
	struct room room = room_make(2, 2);
	for (int i = 0; i < 4; i++)
		come_wishing(&room, 0, BREAKOUT_NOWHERE, BREAKOUT_NOWHERE);
	struct breakout_score score = assign(&room);
	assert_int_equal(score.placed, 4);
	assert_int_equal(score.wishes, 6);
	assert_int_equal(room.people[2].rule, BREAKOUT_CAPACITY);
	room_end(&room);
}

static void whoever_has_no_place_is_told_so(void **state)
{
	(void)state;
	struct room room = room_make(1, 1);
	come(&room);
	const struct breakout_person *wisher = come_wishing(&room, 0, BREAKOUT_NOWHERE, BREAKOUT_NOWHERE);
	assert_int_equal(assign(&room).placed, 1);
	assert_int_equal(wisher->rule, BREAKOUT_WISH_1);
	assert_int_equal(room.people[0].group, BREAKOUT_NOWHERE);
	assert_int_equal(room.people[0].rule, BREAKOUT_NO_PLACE);
	room_end(&room);
}

static void placed_by_hand_is_placed(void **state)
{
	(void)state;
	struct room room = room_make(2, 1);
	struct breakout_person *guest = come_wishing(&room, 1, BREAKOUT_NOWHERE, BREAKOUT_NOWHERE);
	come_wishing(&room, 0, BREAKOUT_NOWHERE, BREAKOUT_NOWHERE);
	guest->group = 0;
	guest->rule = BREAKOUT_BY_HAND;
	assert_int_equal(assign(&room).wishes, 0);
	assert_int_equal(guest->group, 0);
	assert_int_equal(guest->rule, BREAKOUT_BY_HAND);
	assert_int_equal(room.people[1].group, 1);
	room_end(&room);
}

static void who_has_no_wish_goes_where_their_language_is_worked_in(void **state)
{
	(void)state;
	struct room room = room_make(2, 10);
	room.groups[1].language = "fr";
	come(&room);
	struct breakout_person *french = come(&room), *wisher = come_wishing(&room, 1, 0, BREAKOUT_NOWHERE);
	french->language = "fr";
	assert_int_equal(assign(&room).misfits, 1);
	assert_int_equal(room.people[0].group, 0);
	assert_int_equal(room.people[0].rule, BREAKOUT_LANGUAGE);
	assert_int_equal(wisher->group, 1); /* a wish is worth more */
	room_end(&room);
}

static void regions_and_types_are_spread_evenly(void **state)
{
	static const char *const REGIONS[] = { "africa", "americas", "europe" }, *const TYPES[] = { "government",
		"youth" };
	(void)state;
	struct room room = room_make(3, 6);
	for (int i = 0; i < 18; i++) {
		struct breakout_person *person = come(&room);
		person->region = REGIONS[i / 6];
		person->type = TYPES[i / 3 % 2];
	}
	assign(&room);
	for (int group = 0; group < 3; group++)
		for (int class = 0; class < 3; class ++) {
			int of_region = 0, young = 0;
			for (int i = 0; i < 18; i++) {
				bool here = room.people[i].group == group;
				of_region += here && strcmp(room.people[i].region, REGIONS[class]) == 0;
				young += here && strcmp(room.people[i].type, TYPES[1]) == 0;
			}
			assert_int_equal(of_region, 2);
			assert_int_equal(young, 3);
		}
	room_end(&room);
}

static void a_lone_region_is_why_somebody_without_a_wish_came(void **state)
{
	(void)state;
	struct room room = room_make(2, 2);
	for (int i = 0; i < 4; i++)
		come(&room)->region = i < 2 ? "africa" : "europe";
	assign(&room);
	for (int i = 0; i < 4; i++)
		assert_int_equal(room.people[i].rule, BREAKOUT_BALANCE_REGION);
	assert_int_not_equal(room.people[0].group, room.people[1].group);
	room_end(&room);
}

static void nobody_and_no_groups_are_no_trouble(void **state)
{
	(void)state;
	struct room room = room_make(0, 0);
	assert_int_equal(assign(&room).placed, 0);
	come(&room);
	assert_int_equal(assign(&room).placed, 0);
	assert_int_equal(room.people[0].rule, BREAKOUT_NO_PLACE);
	room_end(&room);
}

static void rules_have_keys(void **state)
{
	(void)state;
	for (int i = 0; i < BREAKOUT_RULE_MAX; i++)
		assert_int_equal(breakout_rule_find(breakout_rule_key((enum breakout_rule)i)), i);
	assert_int_equal(breakout_rule_find("whim"), BREAKOUT_WAITING);
}

/* ---- as properties ---- */

static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static int below(uint64_t *state, int n)
{
	return (int)(draw(state) % (uint64_t)n);
}

/* A day drawn from a seed: up to `most` people with up to three wishes, some placed by hand where there is room. */
static struct room drawn(uint64_t seed, int most_groups, int most)
{
	static const char *const REGIONS[] = { "africa", "americas", "arab_states", "asia_pacific", "cis", "europe" };
	static const char *const TYPES[] = { "government", "private_sector", "civil_society", "youth" };
	static const char *const LANGUAGES[] = { "en", "fr", "ar", "zh" };
	struct room room = room_make((size_t)below(&seed, most_groups) + 1, 0);
	int n = below(&seed, most + 1);
	for (size_t i = 0; i < room.n_groups; i++) {
		room.groups[i].capacity = 1 + below(&seed, 2 + n / (int)room.n_groups * 2);
		room.groups[i].language = below(&seed, 3) ? "" : LANGUAGES[below(&seed, 4)];
	}
	for (int i = 0; i < n; i++) {
		int first = below(&seed, (int)room.n_groups), wishes = below(&seed, BREAKOUT_WISHES + 1);
		struct breakout_person *person = come(&room);
		person->region = REGIONS[below(&seed, 6)];
		person->type = TYPES[below(&seed, 4)];
		person->language = LANGUAGES[below(&seed, 4)];
		for (int k = 0; k < wishes && k < (int)room.n_groups; k++)
			person->wishes[person->n_wishes++] = (first + k) % (int)room.n_groups;
		int group = below(&seed, (int)room.n_groups);
		if (below(&seed, 8) == 0 && size_of(&room, group) < room.groups[group].capacity) {
			person->group = group;
			person->rule = BREAKOUT_BY_HAND;
		}
	}
	return room;
}

static int places_of(const struct room *room)
{
	int places = 0;
	for (size_t i = 0; i < room->n_groups; i++)
		places += room->groups[i].capacity;
	return places;
}

static void no_group_is_overfull_and_nobody_stands_outside_while_there_is_room(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= DAYS; seed++) {
		struct room room = drawn(seed, 6, MANY);
		int n = (int)room.n_people, places = places_of(&room);
		assert_int_equal(assign(&room).placed, n < places ? n : places);
		for (size_t i = 0; i < room.n_groups; i++)
			assert_true(size_of(&room, (int)i) <= room.groups[i].capacity);
		room_end(&room);
	}
}

static void who_was_placed_by_hand_stays(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= DAYS; seed++) {
		struct room room = drawn(seed, 6, MANY), before = drawn(seed, 6, MANY);
		assign(&room);
		for (size_t i = 0; i < room.n_people; i++) {
			bool by_hand = before.people[i].rule == BREAKOUT_BY_HAND;
			assert_int_equal(by_hand, room.people[i].rule == BREAKOUT_BY_HAND);
			if (by_hand)
				assert_int_equal(room.people[i].group, before.people[i].group);
		}
		room_end(&room);
		room_end(&before);
	}
}

/* The same people and groups, dealt out anew. */
static struct room shuffled(const struct room *room, uint64_t seed)
{
	struct room other = *room;
	int to[BREAKOUT_GROUPS_MAX];
	for (size_t i = 0; i < room->n_groups; i++)
		to[i] = (int)i;
	for (int i = (int)room->n_groups - 1; i > 0; i--) {
		int k = below(&seed, i + 1), kept = to[i];
		to[i] = to[k];
		to[k] = kept;
	}
	for (size_t i = 0; i < room->n_groups; i++)
		other.groups[to[i]] = room->groups[i];
	other.people = arena_array(room->arena, struct breakout_person, BREAKOUT_PEOPLE_MAX);
	for (size_t i = 0; i < room->n_people; i++) {
		struct breakout_person *person = &other.people[i];
		*person = room->people[i];
		for (int k = 0; k < person->n_wishes; k++)
			person->wishes[k] = to[person->wishes[k]];
		if (person->rule == BREAKOUT_BY_HAND)
			person->group = to[person->group];
	}
	for (int i = (int)room->n_people - 1; i > 0; i--) {
		int k = below(&seed, i + 1);
		struct breakout_person kept = other.people[i];
		other.people[i] = other.people[k];
		other.people[k] = kept;
	}
	return other;
}

static const char *where_is(const struct room *room, const char *id)
{
	for (size_t i = 0; i < room->n_people; i++)
		if (strcmp(room->people[i].id, id) == 0)
			return room->people[i].group < 0 ? "" : room->groups[room->people[i].group].id;
	return NULL;
}

static void the_order_in_which_they_come_does_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= DAYS; seed++) {
		struct room room = drawn(seed, 6, MANY), other = shuffled(&room, seed * 7);
		assign(&room);
		assign(&other);
		for (size_t i = 0; i < room.n_people; i++)
			assert_string_equal(where_is(&room, room.people[i].id), where_is(&other, room.people[i].id));
		room_end(&room);
	}
}

static void assert_not_better(struct room *room, const struct breakout_score *best)
{
	struct breakout_score now =
	    breakout_score(room->arena, room->groups, room->n_groups, room->people, room->n_people);
	assert_true(breakout_compare(best, &now) >= 0);
}

static void no_single_move_or_swap_improves_the_score(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= DAYS / 8; seed++) {
		struct room room = drawn(seed, 5, MANY / 2);
		struct breakout_score best = assign(&room);
		for (size_t i = 0; i < room.n_people; i++) {
			struct breakout_person *one = &room.people[i];
			int from = one->group;
			if (one->rule == BREAKOUT_BY_HAND)
				continue;
			for (int group = 0; group < (int)room.n_groups; group++)
				if (group != from && size_of(&room, group) < room.groups[group].capacity) {
					one->group = group;
					assert_not_better(&room, &best);
					one->group = from;
				}
			for (size_t k = i + 1; k < room.n_people; k++) {
				struct breakout_person *other = &room.people[k];
				int to = other->group;
				if (to == from || other->rule == BREAKOUT_BY_HAND)
					continue;
				one->group = to;
				other->group = from;
				assert_not_better(&room, &best);
				one->group = from;
				other->group = to;
			}
		}
		room_end(&room);
	}
}

/* Tries every placement of the people from `person` on. */
static void try_all(struct room *room, size_t person, struct breakout_score *best)
{
	if (person == room->n_people) {
		struct breakout_score now =
		    breakout_score(room->arena, room->groups, room->n_groups, room->people, room->n_people);
		now.spread = 0;
		if (breakout_compare(&now, best) > 0)
			*best = now;
		return;
	}
	struct breakout_person *one = &room->people[person];
	if (one->rule == BREAKOUT_BY_HAND) {
		try_all(room, person + 1, best);
		return;
	}
	for (int group = BREAKOUT_NOWHERE; group < (int)room->n_groups; group++) {
		if (group >= 0 && size_of(room, group) >= room->groups[group].capacity)
			continue;
		one->group = group;
		try_all(room, person + 1, best);
		one->group = BREAKOUT_NOWHERE;
	}
}

static void places_wishes_and_languages_are_what_trying_everything_finds(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= SMALL_DAYS; seed++) {
		struct room room = drawn(seed, 3, 5), other = drawn(seed, 3, 5);
		struct breakout_score best = { .misfits = INT64_MAX / 2 }, found = assign(&room);
		try_all(&other, 0, &best);
		assert_int_equal(found.placed, best.placed);
		assert_int_equal(found.wishes, best.wishes);
		assert_int_equal(found.misfits, best.misfits);
		room_end(&room);
		room_end(&other);
	}
}

static void the_whole_segment_can_be_assigned_at_once(void **state)
{
	(void)state;
	struct room room = room_make(0, 0);
	uint64_t seed = 5;
	room.n_groups = BREAKOUT_GROUPS_MAX;
	for (int i = 0; i < BREAKOUT_GROUPS_MAX; i++)
		room.groups[i] = (struct breakout_group){ arena_printf(room.arena, "g%02d", i), 38, "" };
	for (int i = 0; i < BREAKOUT_PEOPLE_MAX; i++) {
		struct breakout_person *person =
		    come_wishing(&room, below(&seed, 10), 10 + below(&seed, 10), 20 + below(&seed, 20));
		person->region = arena_printf(room.arena, "r%d", below(&seed, 6));
		person->type = arena_printf(room.arena, "t%d", below(&seed, 7));
	}
	struct breakout_score score = assign(&room);
	assert_int_equal(score.placed, BREAKOUT_PEOPLE_MAX);
	assert_int_equal(score.wishes, 3 * 380 + 2 * 380 + 740); /* as many as those groups hold, and the rest */
	room_end(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_gets_the_first_wish_where_there_is_room),
		cmocka_unit_test(nobody_loses_a_wish_to_somebody_who_could_do_without),
		cmocka_unit_test(a_place_at_all_comes_before_any_wish),
		cmocka_unit_test(whoever_has_no_place_is_told_so),
		cmocka_unit_test(placed_by_hand_is_placed),
		cmocka_unit_test(who_has_no_wish_goes_where_their_language_is_worked_in),
		cmocka_unit_test(regions_and_types_are_spread_evenly),
		cmocka_unit_test(a_lone_region_is_why_somebody_without_a_wish_came),
		cmocka_unit_test(nobody_and_no_groups_are_no_trouble),
		cmocka_unit_test(rules_have_keys),
		cmocka_unit_test(no_group_is_overfull_and_nobody_stands_outside_while_there_is_room),
		cmocka_unit_test(who_was_placed_by_hand_stays),
		cmocka_unit_test(the_order_in_which_they_come_does_not_matter),
		cmocka_unit_test(no_single_move_or_swap_improves_the_score),
		cmocka_unit_test(places_wishes_and_languages_are_what_trying_everything_finds),
		cmocka_unit_test(the_whole_segment_can_be_assigned_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
