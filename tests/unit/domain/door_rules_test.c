/* The table of a door: each rule for itself, the order between any two, what a person at the door may decide. */
#include "domain/door_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* For each rule a fact sheet for which it is the first that holds. */
static struct door_facts facts_for(enum door_rule rule)
{
	struct door_facts f = DOOR_FACTS_PLAIN;
	switch (rule) {
	case DOOR_RULE_code_damaged:
		f.code = DOOR_CODE_DAMAGED;
		break;
	case DOOR_RULE_code_foreign:
		f.code = DOOR_CODE_FOREIGN;
		break;
	case DOOR_RULE_code_unknown:
		f.code = DOOR_CODE_UNKNOWN;
		break;
	case DOOR_RULE_unlisted:
		f.code = DOOR_CODE_UNLISTED;
		break;
	case DOOR_RULE_left_unseen:
		f.leaving = true;
		break;
	case DOOR_RULE_left:
		f.leaving = f.is_inside = true;
		break;
	case DOOR_RULE_revoked:
		f.is_revoked = true;
		break;
	case DOOR_RULE_not_approved:
		f.is_approved = false;
		break;
	case DOOR_RULE_closed:
		f.is_open = false;
		break;
	case DOOR_RULE_turned_away:
		f.decided = DOOR_DECIDED_REFUSE;
		break;
	case DOOR_RULE_inside_already:
		f.is_inside = f.has_exits = true;
		break;
	case DOOR_RULE_admitted_before:
		f.is_inside = true;
		break;
	case DOOR_RULE_category_point:
		f.is_category_of_point = false;
		break;
	case DOOR_RULE_category_room:
		f.is_category_of_room = false;
		break;
	case DOOR_RULE_no_cards:
		f.code = DOOR_CODE_CARD;
		f.takes_cards = false;
		break;
	case DOOR_RULE_quota:
		f.code = DOOR_CODE_CARD;
		f.quota = f.quota_used = 2;
		break;
	case DOOR_RULE_no_session:
		f.by_invitation = true;
		break;
	case DOOR_RULE_not_invited:
		f.by_invitation = f.has_session = true;
		break;
	case DOOR_RULE_full_vip:
		f.capacity = f.inside = 50;
		f.is_vip = true;
		break;
	case DOOR_RULE_full:
		f.capacity = f.inside = 50;
		break;
	case DOOR_RULE_let_in:
		f.decided = DOOR_DECIDED_ADMIT;
		break;
	case DOOR_RULE_admitted:
	case DOOR_RULE_MAX:
		break;
	}
	return f;
}

static void each_rule_holds_for_its_own_facts(void **state)
{
	(void)state;
	for (enum door_rule rule = 0; rule < DOOR_RULE_MAX; rule++) {
		struct door_facts facts = facts_for(rule);
		assert_string_equal(door_rule_key(door_decide(&facts)), door_rule_key(rule));
		assert_int_equal(door_rule_find(door_rule_key(rule)), rule);
	}
	assert_int_equal(door_rule_find("no_such_rule"), DOOR_RULE_MAX);
}

static bool is_either(bool a, bool b, bool plain)
{
	return a != plain ? a : b;
}

/* Both at once; where both say something of the same fact, the first has the word. */
static struct door_facts both(const struct door_facts *a, const struct door_facts *b)
{
	const struct door_facts plain = DOOR_FACTS_PLAIN;
	return (struct door_facts){
		.code = a->code != plain.code ? a->code : b->code,
		.decided = a->decided != plain.decided ? a->decided : b->decided,
		.leaving = a->leaving || b->leaving,
		.is_inside = a->is_inside || b->is_inside,
		.is_revoked = a->is_revoked || b->is_revoked,
		.is_approved = is_either(a->is_approved, b->is_approved, true),
		.is_vip = a->is_vip || b->is_vip,
		.is_open = is_either(a->is_open, b->is_open, true),
		.has_exits = a->has_exits || b->has_exits,
		.is_category_of_point = is_either(a->is_category_of_point, b->is_category_of_point, true),
		.is_category_of_room = is_either(a->is_category_of_room, b->is_category_of_room, true),
		.takes_cards = is_either(a->takes_cards, b->takes_cards, true),
		.by_invitation = a->by_invitation || b->by_invitation,
		.has_session = a->has_session || b->has_session,
		.is_invited = a->is_invited || b->is_invited,
		.capacity = a->capacity ? a->capacity : b->capacity,
		.inside = a->inside ? a->inside : b->inside,
		.quota = a->quota >= 0 ? a->quota : b->quota,
		.quota_used = a->quota >= 0 ? a->quota_used : b->quota_used,
	};
}

static void of_two_rules_the_earlier_one_decides(void **state)
{
	(void)state;
	for (enum door_rule first = 0; first < DOOR_RULE_MAX; first++)
		for (enum door_rule later = first; later < DOOR_RULE_MAX; later++) {
			struct door_facts a = facts_for(first), b = facts_for(later), ab = both(&a, &b);
			bool contradict = (first == DOOR_RULE_left_unseen && b.is_inside) ||
					  (first == DOOR_RULE_no_session && b.has_session);
			if (contradict || ab.decided == DOOR_DECIDED_ADMIT)
				continue; /* what passes amber rules: below */
			assert_in_range(door_decide(&ab), 0, first);
		}
}

static void only_an_amber_light_can_be_decided_to_green(void **state)
{
	(void)state;
	for (enum door_rule rule = 0; rule < DOOR_RULE_MAX; rule++) {
		struct door_facts facts = facts_for(rule);
		if (facts.decided == DOOR_DECIDED_REFUSE)
			continue;
		facts.decided = DOOR_DECIDED_ADMIT;
		enum door_rule decided = door_decide(&facts);
		if (door_rule_light(rule) == DOOR_AMBER)
			assert_int_equal(decided, DOOR_RULE_let_in);
		else if (rule != DOOR_RULE_admitted)
			assert_int_equal(decided, rule);
	}
}

static void whoever_leaves_is_let_go_whatever_the_rules_of_coming_in_say(void **state)
{
	(void)state;
	for (enum door_rule rule = DOOR_RULE_revoked; rule < DOOR_RULE_MAX; rule++) {
		struct door_facts facts = facts_for(rule);
		facts.leaving = true;
		assert_int_equal(door_rule_light(door_decide(&facts)), DOOR_GREEN);
		assert_int_equal(door_rule_result(door_decide(&facts)), DOOR_LEFT);
	}
}

static void the_last_place_is_a_place(void **state)
{
	struct door_facts facts = DOOR_FACTS_PLAIN;
	(void)state;
	facts.capacity = 50;
	facts.inside = 49;
	assert_int_equal(door_decide(&facts), DOOR_RULE_admitted);
	facts.inside = 50;
	assert_int_equal(door_decide(&facts), DOOR_RULE_full);
	facts.inside = 51;
	assert_int_equal(door_decide(&facts), DOOR_RULE_full);
	facts.is_inside = true; /* is one of them */
	assert_int_equal(door_decide(&facts), DOOR_RULE_admitted_before);
	facts = DOOR_FACTS_PLAIN;
	facts.code = DOOR_CODE_CARD;
	facts.quota = 1;
	assert_int_equal(door_decide(&facts), DOOR_RULE_admitted);
	facts.quota_used = 1;
	assert_int_equal(door_decide(&facts), DOOR_RULE_quota);
	facts.quota = facts.quota_used = 0;
	assert_int_equal(door_decide(&facts), DOOR_RULE_quota);
}

static void a_card_needs_no_category_and_no_invitation(void **state)
{
	struct door_facts facts = DOOR_FACTS_PLAIN;
	(void)state;
	facts.code = DOOR_CODE_CARD;
	facts.by_invitation = true;
	assert_int_equal(door_decide(&facts), DOOR_RULE_admitted);
}

static void a_list_for_offline_doors_needs_only_rules_that_do_not_change_at_the_door(void **state)
{
	(void)state;
	for (enum door_rule rule = 0; rule < DOOR_RULE_MAX; rule++) {
		struct door_facts facts = facts_for(rule), calm = facts;
		calm.leaving = calm.is_inside = false;
		calm.decided = DOOR_UNDECIDED;
		calm.capacity = 0;
		calm.quota = -1;
		if (!door_rule_is_live(rule))
			assert_int_equal(door_decide(&calm), rule);
		else if (calm.code >= DOOR_CODE_BADGE)
			assert_int_equal(door_decide(&calm), DOOR_RULE_admitted);
	}
}

static void sentences_are_filled_with_what_they_speak_of(void **state)
{
	struct arena *arena = arena_create();
	struct door_values values = {
		.since = 1654605000000, .capacity = 50, .quota = 3, .session = "P-2", .entity = "Kariba Telecom"
	};
	(void)state;
	assert_string_equal(door_rule_words(arena, DOOR_RULE_full, &values), "The room is full (50).");
	assert_string_equal(
	    door_rule_words(arena, DOOR_RULE_not_invited, &values), "Not on the invitation list of P-2.");
	assert_string_equal(door_rule_words(arena, DOOR_RULE_quota, &values),
	    "Kariba Telecom has 3 of its cards inside already. One has to leave first.");
	assert_non_null(strstr(door_rule_words(arena, DOOR_RULE_admitted_before, &values), "2022-06-07T"));
	assert_string_equal(door_rule_words(arena, DOOR_RULE_admitted, &values), "");
	assert_true(door_rule_says(DOOR_RULE_full, "capacity"));
	assert_false(door_rule_says(DOOR_RULE_full, "since"));
	for (enum door_rule rule = 0; rule < DOOR_RULE_MAX; rule++)
		assert_null(strpbrk(door_rule_words(arena, rule, &values), "{}"));
	arena_destroy(arena);
}

static void names_are_found_again(void **state)
{
	(void)state;
	for (enum door_result result = 0; result < DOOR_RESULT_MAX; result++)
		assert_int_equal(door_result_find(door_result_name(result)), result);
	assert_int_equal(door_result_find(""), DOOR_RESULT_MAX);
	assert_string_equal(door_light_name(DOOR_AMBER), "amber");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_holds_for_its_own_facts),
		cmocka_unit_test(of_two_rules_the_earlier_one_decides),
		cmocka_unit_test(only_an_amber_light_can_be_decided_to_green),
		cmocka_unit_test(whoever_leaves_is_let_go_whatever_the_rules_of_coming_in_say),
		cmocka_unit_test(the_last_place_is_a_place),
		cmocka_unit_test(a_card_needs_no_category_and_no_invitation),
		cmocka_unit_test(a_list_for_offline_doors_needs_only_rules_that_do_not_change_at_the_door),
		cmocka_unit_test(sentences_are_filled_with_what_they_speak_of),
		cmocka_unit_test(names_are_found_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
