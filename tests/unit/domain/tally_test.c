/* The totals on the wall: heard and confirmed apart, what nobody may count left out, what has no rate said aloud. */
#include "tests/unit/domain/day.h"

#include "domain/tally.h"
#include "domain/vocabulary.h"

#include <string.h>

static struct pledge add(
    struct day_rig *day, const char *type, const char *usd, int64_t areas, enum pledge_state state)
{
	static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom" } };
	static const enum pledge_step STEPS[] = { STEP_ANNOUNCE, STEP_CONFIRM, STEP_SIGN, STEP_PUBLISH };
	struct pledge_form form = { .type = type,
		.amount_value = usd,
		.amount_currency = usd ? "USD" : NULL,
		.pledgers = KARIBA,
		.n_pledgers = 1,
		.has_pledgers = true,
		.focus_areas = areas,
		.has_focus_areas = true };
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_SUBMITTED, &g), OK);
	for (int i = 0; state <= PLEDGE_PUBLISHED && i < (int)state; i++)
		assert_int_equal(day_step(day, g.id, 0, STEPS[i], NULL, NULL, &g), OK);
	if (state == PLEDGE_WITHDRAWN)
		assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "misheard", &g), OK);
	return g;
}

static struct tally tally_now(struct day_rig *day)
{
	struct tally tally;
	assert_int_equal(tally_get(day->db, day->arena, &tally), OK);
	return tally;
}

static void expect(
    const struct tally_group *group, int64_t confirmed, int64_t confirmed_usd, int64_t heard, int64_t heard_usd)
{
	assert_int_equal(group->confirmed.count, confirmed);
	assert_int_equal(group->confirmed.usd_minor, confirmed_usd * 100);
	assert_int_equal(group->heard.count, heard);
	assert_int_equal(group->heard.usd_minor, heard_usd * 100);
}

static size_t type_at(const char *key)
{
	size_t i = 0;
	while (i < PLEDGE_TYPES_N && strcmp(PLEDGE_TYPES[i].key, key) != 0)
		i++;
	assert_true(i < TALLY_TYPES);
	return i;
}

static void an_empty_day_has_totals_of_nothing(void **state)
{
	struct day_rig *day = *state;
	struct tally tally = tally_now(day);
	expect(&tally.all, 0, 0, 0, 0);
	assert_int_equal(tally.submitted, 0);
	assert_int_equal(tally.unrated, 0);
	assert_int_equal(PLEDGE_TYPES_N, TALLY_TYPES);
	assert_int_equal(FOCUS_AREAS_N, TALLY_AREAS);
}

static void each_state_counts_where_it_belongs(void **state)
{
	struct day_rig *day = *state;
	for (enum pledge_state s = 0; s < PLEDGE_STATE_MAX; s++)
		add(day, "financial", "10", 1, s);
	struct tally tally = tally_now(day);
	expect(&tally.all, 3, 30, 1, 10);
	assert_int_equal(tally.submitted, 1);
}

static void all_types_carry_money_and_sum_up(void **state)
{
	struct day_rig *day = *state;
	for (size_t i = 0; i < PLEDGE_TYPES_N; i++)
		add(day, PLEDGE_TYPES[i].key, "5", 0, PLEDGE_HEARD);
	add(day, "programmatic", "7", 0, PLEDGE_CONFIRMED);
	struct tally tally = tally_now(day);
	expect(&tally.all, 1, 7, 4, 20);
	for (size_t i = 0; i < TALLY_TYPES; i++)
		assert_int_equal(tally.by_type[i].heard.usd_minor, 500);
	expect(&tally.by_type[type_at("programmatic")], 1, 7, 1, 5);
}

static void a_pledge_of_two_areas_counts_in_both_and_once_in_all(void **state)
{
	struct day_rig *day = *state;
	add(day, "policy", "8", 1 | 4, PLEDGE_CONFIRMED);
	add(day, "policy", "2", 4, PLEDGE_HEARD);
	add(day, "policy", "1", 0, PLEDGE_HEARD);
	struct tally tally = tally_now(day);
	expect(&tally.all, 1, 8, 2, 3);
	expect(&tally.by_area[0], 1, 8, 0, 0);
	expect(&tally.by_area[1], 0, 0, 0, 0);
	expect(&tally.by_area[2], 1, 8, 1, 2);
	expect(&tally.by_area[3], 0, 0, 0, 0);
}

static void a_withdrawal_takes_the_money_off(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = add(day, "policy", "8", 1, PLEDGE_CONFIRMED);
	add(day, "policy", "2", 1, PLEDGE_CONFIRMED);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "misheard", &g), OK);
	struct tally tally = tally_now(day);
	expect(&tally.all, 1, 2, 0, 0);
}

static void amounts_without_a_rate_are_counted_as_such_and_add_nothing(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form kes = { .amount_value = "1000000", .amount_currency = "KES" };
	struct pledge heard = add(day, "financial", NULL, 0, PLEDGE_HEARD);
	struct pledge filed = add(day, "financial", NULL, 0, PLEDGE_SUBMITTED);
	add(day, "advocacy", NULL, 0, PLEDGE_HEARD);
	assert_int_equal(day_correct(day, heard.id, heard.version, &kes, &heard), OK);
	assert_int_equal(day_correct(day, filed.id, filed.version, &kes, &filed), OK);
	struct tally tally = tally_now(day);
	expect(&tally.all, 0, 0, 2, 0);
	assert_int_equal(tally.unrated, 1);
}

static void the_largest_estimates_can_still_be_summed(void **state)
{
	struct day_rig *day = *state;
	for (int i = 0; i < 20; i++)
		add(day, "financial", "1000000000000000", 15, PLEDGE_CONFIRMED);
	struct tally tally = tally_now(day);
	expect(&tally.all, 20, 20000000000000000, 0, 0);
	expect(&tally.by_area[3], 20, 20000000000000000, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(an_empty_day_has_totals_of_nothing),
		day_test(each_state_counts_where_it_belongs),
		day_test(all_types_carry_money_and_sum_up),
		day_test(a_pledge_of_two_areas_counts_in_both_and_once_in_all),
		day_test(a_withdrawal_takes_the_money_off),
		day_test(amounts_without_a_rate_are_counted_as_such_and_add_nothing),
		day_test(the_largest_estimates_can_still_be_summed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
