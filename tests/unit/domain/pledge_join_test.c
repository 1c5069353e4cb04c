/* Who pledges when nobody is named, who joins later, and slips of paper that are keyed in once. Whom it reaches on
 * its date. */
#include "domain/pledge_reach.h"
#include "store/write.h"
#include "tests/unit/domain/day.h"

#include <string.h>

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };
static const struct pledge_form PLEDGE = {
	.type = "policy", .pledgers = KARIBA, .n_pledgers = 1, .has_pledgers = true
};

struct join_act {
	const char *id;
	int64_t version;
	struct pledger_form pledger;
	struct pledge pledge;
};

static enum err act_join(struct tx *tx, void *ctx)
{
	struct join_act *act = ctx;
	return pledge_join(tx, act->id, act->version, &act->pledger, &act->pledge);
}

static enum err join(struct day_rig *day, const struct pledge *g, const char *name)
{
	struct join_act act = { .id = g->id, .pledger = { .entity_name = name } };
	return day_run(day, act_join, &act);
}

static struct pledge_form with_slip(const char *slip)
{
	struct pledge_form form = PLEDGE;
	form.words[PLEDGE_SLIP] = slip;
	return form;
}

/* ---- who pledges ---- */

static void the_speaker_speaks_for_an_entity_when_nobody_is_named(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = { .type = "policy" };
	struct speaker speaker;
	struct pledge g;
	struct person person = day_somebody(day, "A Banda");
	assert_int_equal(day_request(day, day_session(day, "Pledging"), person.id, NULL, &speaker), OK);
	form.speaker_id = speaker.id;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.n_pledgers, 1);
	assert_string_equal(g.pledgers[0].entity.id, person.entity.id);
	assert_true(g.pledgers[0].lead);
}

static void a_named_pledger_goes_before_the_speaker(void **state)
{
	static const struct pledger_form OTHER[] = { { .entity_name = "Another" } };
	struct day_rig *day = *state;
	struct pledge_form form = { .type = "policy", .pledgers = OTHER, .n_pledgers = 1, .has_pledgers = true };
	struct speaker speaker;
	struct pledge g;
	assert_int_equal(
	    day_request(day, day_session(day, "Pledging"), day_somebody(day, "A Banda").id, NULL, &speaker), OK);
	form.speaker_id = speaker.id;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.pledgers[0].entity.name, "Another");
}

static void a_badge_stands_for_an_entity_while_it_is_valid(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge first, second;
	struct pledge_form form = { .type = "policy" };
	struct pledge g;
	assert_int_equal(day_badge(day, person.id, "", &first), OK);
	form.badge_code = first.code;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.pledgers[0].entity.id, person.entity.id);
	assert_int_equal(day_badge(day, person.id, "lost", &second), OK);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), ERR_BADGE_REVOKED);
	day_expect_fault(day, ERR_BADGE_REVOKED, "code");
	form.badge_code = "nonsense";
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), ERR_CODE_UNKNOWN);
	form = PLEDGE;
	form.badge_code = second.code;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "code");
}

/* ---- joining ---- */

static void an_open_pledge_is_joined_by_others_who_do_not_lead(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g;
	form.open = form.has_open = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(join(day, &g, "Réseau Sud"), OK);
	day_expect_entry(day, "pledges", "pledge.join", g.id, 2);
	g = day_pledge_now(day, g.id);
	assert_int_equal(g.n_pledgers, 2);
	assert_true(g.pledgers[0].lead && !g.pledgers[1].lead);
	assert_int_equal(join(day, &g, "réseau SUD"), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "entity");
	assert_int_equal(join(day, &g, ""), ERR_FIELD_MISSING);
}

static void an_open_pledge_has_room_for_so_many(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g;
	form.open = form.has_open = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	for (int i = 1; i < PLEDGE_PLEDGERS_MAX; i++)
		assert_int_equal(join(day, &g, arena_printf(day->arena, "Entity %d", i)), OK);
	assert_int_equal(join(day, &g, "One more"), ERR_INVALID);
	assert_int_equal(day_pledge_now(day, g.id).n_pledgers, PLEDGE_PLEDGERS_MAX);
}

static void a_pledge_that_is_not_open_is_joined_by_nobody(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE, shut = { .has_open = true };
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(join(day, &g, "Réseau Sud"), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "open");
	form.open = form.has_open = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_correct(day, g.id, 1, &shut, &g), OK);
	assert_int_equal(join(day, &g, "Réseau Sud"), ERR_STEP);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "misheard", &g), OK);
	assert_int_equal(join(day, &g, "Réseau Sud"), ERR_STEP);
}

static void whoever_joins_an_older_version_sees_the_present_one(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g;
	form.open = form.has_open = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(join(day, &g, "Réseau Sud"), OK);
	struct join_act act = { .id = g.id, .version = 1, .pledger = { .entity_name = "Other" } };
	assert_int_equal(day_run(day, act_join, &act), ERR_STALE);
	assert_int_equal(act.pledge.version, 2);
}

/* ---- slips ---- */

static enum err act_slips(struct tx *tx, void *ctx)
{
	int64_t *count = ctx;
	return pledge_slips(tx, *count, count);
}

static void slips_are_numbered_on_and_on(void **state)
{
	struct day_rig *day = *state;
	int64_t some = 300, more = 2, none = 0, many = PLEDGE_SLIPS_MAX + 1;
	assert_int_equal(day_run(day, act_slips, &some), OK);
	assert_int_equal(some, 1);
	assert_int_equal(day_run(day, act_slips, &more), OK);
	assert_int_equal(more, 301);
	day_expect_entry(day, "pledges", "slips.number", "slips", 302);
	assert_string_equal(day_last(day).data, "{\"from\":301,\"to\":302}");
	assert_int_equal(day_run(day, act_slips, &none), ERR_INVALID);
	assert_int_equal(day_run(day, act_slips, &many), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "count");
}

static void a_slip_that_was_keyed_in_shows_the_pledge_it_made(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_slip("0042"), same = with_slip("42"), other = with_slip("43");
	struct pledge g, second;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.words[PLEDGE_SLIP], "42");
	assert_int_equal(day_log(day, &same, PLEDGE_HEARD, &second), ERR_SLIP_KEYED);
	day_expect_fault(day, ERR_SLIP_KEYED, "slip");
	assert_non_null(strstr(day->fault.detail, "P-0001"));
	assert_int_equal(day_log(day, &other, PLEDGE_HEARD, &second), OK);
	assert_int_equal(day_correct(day, second.id, 1, &same, &g), ERR_SLIP_KEYED);
	assert_string_equal(day_pledge_now(day, second.id).words[PLEDGE_SLIP], "43");
}

static void a_withdrawn_pledge_gives_its_slip_back(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_slip("42");
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "wrong slip", &g), OK);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
}

/* ---- the record ---- */

static void what_was_said_stands_in_the_journal_as_on_the_wire(void **state)
{
	static const int64_t SDGS[] = { 17, 4 };
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct pledge g;
	form.words[PLEDGE_CONDITION] = "Subject to a vote";
	form.words[PLEDGE_TARGET_NUMBER] = "400";
	form.sdgs = SDGS;
	form.n_sdgs = 2;
	form.has_sdgs = form.has_later = form.later = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	const char *data = day_last(day).data;
	assert_non_null(strstr(data, "\"condition\":\"Subject to a vote\""));
	assert_non_null(strstr(data, "\"target\":{\"number\":\"400\","));
	assert_non_null(strstr(data, "\"later\":true"));
	assert_int_equal(g.sdgs, 1 << 4 | 1 << 17);
}

static void publication_waits_for_consent_that_was_refused(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE, yes = { .words = { [PLEDGE_CONSENT] = "yes" } };
	struct pledge g;
	form.words[PLEDGE_CONSENT] = "no";
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_CONFIRM, NULL, NULL, &g), OK);
	assert_int_equal(day_step(day, g.id, 0, STEP_PUBLISH, NULL, NULL, &g), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "consent");
	assert_int_equal(day_step(day, g.id, 0, STEP_PUBLISH, &yes, NULL, &g), OK);
}

static void a_clock_that_jumps_back_loses_nothing(void **state)
{
	struct day_rig *day = *state;
	struct pledge first, second;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_HEARD, &first), OK);
	clock_move(day->clock, DAY_START - 3600000);
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_HEARD, &second), OK);
	assert_int_equal(second.number, 2);
	assert_true(second.heard_at < first.heard_at);
	struct pledge_form title = { .title = "Said before it was said" };
	assert_int_equal(day_correct(day, first.id, 1, &title, &first), OK);
	assert_int_equal(first.version, 2);
}

/* ---- whom it reaches ---- */

static struct pledge heard_on(const char *time, const char **countries, size_t n)
{
	struct pledge g = { .countries = countries, .n_countries = n };
	assert_int_equal(clock_parse(time, &g.heard_at), OK);
	return g;
}

static void a_country_is_in_a_group_until_the_day_it_leaves(void **state)
{
	const char *bhutan[] = { "BTN" }, *groups[COUNTRY_GROUPS_N];
	struct pledge before = heard_on("2023-12-12T23:59:00+02:00", bhutan, 1),
		      after = heard_on("2023-12-13T00:00:00+02:00", bhutan, 1);
	(void)state;
	assert_int_equal(pledge_groups(&before, groups), 2);
	assert_string_equal(groups[0], "LDC");
	assert_string_equal(groups[1], "LLDC");
	assert_int_equal(pledge_groups(&after, groups), 1);
	assert_string_equal(groups[0], "LLDC");
}

static void before_it_is_heard_a_pledge_has_the_date_it_was_filed(void **state)
{
	const char *bhutan[] = { "BTN" }, *groups[COUNTRY_GROUPS_N];
	struct pledge g = heard_on("2024-01-01T00:00:00+02:00", bhutan, 1);
	char date[CLOCK_DATE_LEN + 1];
	(void)state;
	assert_int_equal(clock_parse("2023-01-01T12:00:00+02:00", &g.created_at), OK);
	assert_string_equal(pledge_date(&g, date), "2024-01-01");
	g.heard_at = 0;
	assert_string_equal(pledge_date(&g, date), "2023-01-01");
	assert_int_equal(pledge_groups(&g, groups), 2);
}

static void regions_come_once_each_in_their_order(void **state)
{
	const char *countries[] = { "KAZ", "RWA", "FJI", "KEN", "ZZZ" }, *regions[COUNTRY_REGIONS_N];
	struct pledge g = { .countries = countries, .n_countries = 5 };
	(void)state;
	assert_int_equal(pledge_regions(&g, regions), 3);
	assert_string_equal(regions[0], "Africa");
	assert_string_equal(regions[1], "Asia and the Pacific");
	assert_string_equal(regions[2], "CIS");
	g.n_countries = 0;
	assert_int_equal(pledge_regions(&g, regions), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(the_speaker_speaks_for_an_entity_when_nobody_is_named),
		day_test(a_named_pledger_goes_before_the_speaker),
		day_test(a_badge_stands_for_an_entity_while_it_is_valid),
		day_test(an_open_pledge_is_joined_by_others_who_do_not_lead),
		day_test(an_open_pledge_has_room_for_so_many),
		day_test(a_pledge_that_is_not_open_is_joined_by_nobody),
		day_test(whoever_joins_an_older_version_sees_the_present_one),
		day_test(slips_are_numbered_on_and_on),
		day_test(a_slip_that_was_keyed_in_shows_the_pledge_it_made),
		day_test(a_withdrawn_pledge_gives_its_slip_back),
		day_test(what_was_said_stands_in_the_journal_as_on_the_wire),
		day_test(publication_waits_for_consent_that_was_refused),
		day_test(a_clock_that_jumps_back_loses_nothing),
		day_test(a_country_is_in_a_group_until_the_day_it_leaves),
		day_test(before_it_is_heard_a_pledge_has_the_date_it_was_filed),
		day_test(regions_come_once_each_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
