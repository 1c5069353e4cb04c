/* Pledges: what may be said, who pledges together, money at the rate of the day, where it was said. Steps and
 * versions are pledge_steps_test.c. */
#include "tests/unit/domain/day.h"

#include <string.h>

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };
static const struct pledge_form PLEDGE = {
	.type = "financial", .title = "Fibre for schools", .pledgers = KARIBA, .n_pledgers = 1, .has_pledgers = true
};

static struct pledge_form with_amount(const char *value, const char *currency)
{
	struct pledge_form form = PLEDGE;
	form.amount_value = value;
	form.amount_currency = currency;
	return form;
}

static struct pledge_form with_pledgers(const struct pledger_form *pledgers, size_t n)
{
	struct pledge_form form = PLEDGE;
	form.pledgers = pledgers;
	form.n_pledgers = n;
	return form;
}

static void refused(struct day_rig *day, const struct pledge_form *form, enum err err, const char *field)
{
	struct pledge pledge = { .id = "untouched" };
	if (day_log(day, form, PLEDGE_HEARD, &pledge) != err)
		fail_msg("%s, not %s at %s", err_name(day->fault.err), err_name(err), field);
	day_expect_fault(day, err, field);
	assert_string_equal(pledge.id, "untouched");
}

/* ---- the least and the most that is said ---- */

static void a_pledge_is_heard_with_a_type_and_a_pledger(void **state)
{
	struct day_rig *day = *state;
	struct pledge g;
	struct pledge_form form = { .type = "policy", .pledgers = KARIBA, .n_pledgers = 1, .has_pledgers = true };
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.state, "heard");
	assert_int_equal(g.number, 1);
	assert_int_equal(g.version, 1);
	assert_int_equal(g.n_pledgers, 1);
	assert_true(g.pledgers[0].lead);
	assert_string_equal(g.pledgers[0].entity.name, "Kariba Telecom");
	assert_string_equal(g.by_actor, "desk-1");
	assert_in_range(g.heard_at, DAY_START, DAY_START + 60000);
	assert_int_equal(g.confirmed_at, 0);
	assert_int_equal(g.amount_minor, 0);
	day_expect_entry(day, "pledges", "pledge.log", g.id, 1);
}

static void a_pledge_filed_before_the_day_was_not_heard(void **state)
{
	struct day_rig *day = *state;
	struct pledge g;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_SUBMITTED, &g), OK);
	assert_string_equal(g.state, "submitted");
	assert_int_equal(g.heard_at, 0);
	day_expect_entry(day, "pledges", "pledge.submit", g.id, 1);
}

static void numbers_go_up_and_a_refusal_uses_none(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form bad = with_amount("-5", "USD");
	struct pledge g;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_HEARD, &g), OK);
	refused(day, &bad, ERR_AMOUNT, "amount");
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_SUBMITTED, &g), OK);
	assert_int_equal(g.number, 2);
}

static void everything_that_was_said_is_kept(void **state)
{
	static const char *const COUNTRIES[] = { "RWA", "KEN", "RWA" };
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("2500000.50", "USD");
	struct pledge g;
	form.text = "Subject to parliamentary approval.";
	form.language = "fr";
	form.focus_areas = 5;
	form.has_focus_areas = true;
	form.countries = COUNTRIES;
	form.n_countries = 3;
	form.has_countries = true;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.title, "Fibre for schools");
	assert_string_equal(g.body, "Subject to parliamentary approval.");
	assert_string_equal(g.language, "fr");
	assert_int_equal(g.focus_areas, 5);
	assert_int_equal(g.n_countries, 2);
	assert_string_equal(g.countries[0], "RWA");
	assert_string_equal(g.countries[1], "KEN");
	assert_int_equal(g.amount_minor, 250000050);
	assert_non_null(strstr(day_last(day).data, "\"countries\":[\"RWA\",\"KEN\"]"));
	assert_non_null(strstr(day_last(day).data, "\"amount_minor\":250000050"));
}

static void what_is_missing_or_wrong_is_named(void **state)
{
	static const char *const NOWHERE[] = { "RWA", "ZZZ" };
	struct day_rig *day = *state;
	char *text = arena_alloc(day->arena, PLEDGE_TEXT_MAX + 2);
	memset(text, 'a', PLEDGE_TEXT_MAX + 1);
	struct pledge_form form = PLEDGE;
	form.type = NULL;
	refused(day, &form, ERR_FIELD_MISSING, "type");
	form.type = "royal";
	refused(day, &form, ERR_INVALID, "type");
	form.type = "";
	refused(day, &form, ERR_INVALID, "type");
	form = PLEDGE;
	form.has_pledgers = false;
	refused(day, &form, ERR_FIELD_MISSING, "pledgers");
	form = PLEDGE;
	form.title = text;
	refused(day, &form, ERR_INVALID, "title");
	form = PLEDGE;
	form.text = text;
	refused(day, &form, ERR_INVALID, "text");
	form = PLEDGE;
	form.language = "de";
	refused(day, &form, ERR_INVALID, "language");
	form = PLEDGE;
	form.has_focus_areas = true;
	form.focus_areas = 16;
	refused(day, &form, ERR_INVALID, "focus_areas");
	form.focus_areas = -1;
	refused(day, &form, ERR_INVALID, "focus_areas");
	form = PLEDGE;
	form.sdgs = (const int64_t[]){ 17, 18 };
	form.n_sdgs = 2;
	refused(day, &form, ERR_INVALID, "sdgs");
	form = PLEDGE;
	form.has_countries = true;
	form.countries = NOWHERE;
	form.n_countries = 2;
	refused(day, &form, ERR_COUNTRY, "countries");
	form.n_countries = PLEDGE_COUNTRIES_MAX + 1;
	refused(day, &form, ERR_INVALID, "countries");
	form = PLEDGE;
	text[PLEDGE_TEXT_MAX] = '\0';
	form.text = text;
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.number, 1);
}

/* ---- who pledges ---- */

static void a_joint_pledge_has_one_lead_the_first_unless_said(void **state)
{
	struct day_rig *day = *state;
	const struct pledger_form unsaid[] = { { .entity_name = "A" }, { .entity_name = "B" },
		{ .entity_name = "C" } };
	const struct pledger_form said[] = { { .entity_name = "A" }, { .entity_name = "B", .lead = true } };
	struct pledge_form form = with_pledgers(unsaid, 3);
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.n_pledgers, 3);
	assert_true(g.pledgers[0].lead && !g.pledgers[1].lead && !g.pledgers[2].lead);
	assert_string_equal(g.pledgers[2].entity.name, "C");
	form = with_pledgers(said, 2);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_true(!g.pledgers[0].lead && g.pledgers[1].lead);
}

static void two_leads_or_nobody_or_a_crowd_are_refused(void **state)
{
	struct day_rig *day = *state;
	struct pledger_form pledgers[PLEDGE_PLEDGERS_MAX + 1] = { { .entity_name = "A", .lead = true },
		{ .entity_name = "B", .lead = true } };
	struct pledge_form form = with_pledgers(pledgers, 2);
	refused(day, &form, ERR_INVALID, "pledgers");
	form = with_pledgers(pledgers, 0);
	refused(day, &form, ERR_FIELD_MISSING, "pledgers");
	for (size_t i = 0; i <= PLEDGE_PLEDGERS_MAX; i++)
		pledgers[i] = (struct pledger_form){ .entity_name = arena_printf(day->arena, "Entity %zu", i) };
	form = with_pledgers(pledgers, PLEDGE_PLEDGERS_MAX + 1);
	refused(day, &form, ERR_FIELD_MISSING, "pledgers");
	struct pledge g;
	form = with_pledgers(pledgers, PLEDGE_PLEDGERS_MAX);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.n_pledgers, PLEDGE_PLEDGERS_MAX);
}

static void the_same_entity_pledges_once_however_it_is_named(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	const struct pledger_form pairs[][2] = {
		{ { .entity_name = "Kariba Telecom" }, { .entity_name = "KARIBA  telecom" } },
		{ { .entity_id = person.entity.id }, { .entity_id = person.entity.id } },
		{ { .entity_id = person.entity.id }, { .entity_name = "Kariba Telecom", .country = "ZMB" } },
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct pledge_form form = with_pledgers(pairs[i], 2);
		refused(day, &form, ERR_INVALID, "pledgers");
	}
}

static void a_pledger_must_be_somebody(void **state)
{
	struct day_rig *day = *state;
	const struct pledger_form unknown = { .entity_id = "no-such-entity" }, nameless = { .lead = true },
				  nowhere = { .entity_name = "A", .country = "ZZZ" };
	struct pledge_form form = with_pledgers(&unknown, 1);
	refused(day, &form, ERR_INVALID, "pledgers");
	form = with_pledgers(&nameless, 1);
	refused(day, &form, ERR_FIELD_MISSING, "entity");
	form = with_pledgers(&nowhere, 1);
	refused(day, &form, ERR_COUNTRY, "country");
}

/* ---- money ---- */

static void dollars_need_no_rate(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("1200.50", "USD");
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.amount_minor, 120050);
	assert_int_equal(g.usd_minor, 120050);
	assert_string_equal(g.rate, "1");
	assert_string_equal(g.rate_on, "2022-06-07");
}

static void the_estimate_is_frozen_at_the_latest_rate_of_the_date(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("612500", "XOF");
	struct pledge g;
	assert_int_equal(day_rate(day, "XOF", "2022-01-01", "500"), OK);
	assert_int_equal(day_rate(day, "XOF", "2022-06-07", "612.5"), OK);
	assert_int_equal(day_rate(day, "XOF", "2022-06-08", "1"), OK);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.usd_minor, 100000);
	assert_string_equal(g.rate, "612.5");
	assert_string_equal(g.rate_on, "2022-06-07");
	assert_int_equal(day_rate(day, "XOF", "2022-06-07", "700"), OK);
	struct pledge_form title = { .title = "Another title" };
	assert_int_equal(day_correct(day, g.id, 1, &title, &g), OK);
	assert_int_equal(g.usd_minor, 100000);
}

static void the_date_is_that_of_the_zone_of_the_day(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("10", "EUR");
	struct pledge g;
	int64_t late;
	assert_int_equal(day_rate(day, "EUR", "2022-06-07", "2"), OK);
	assert_int_equal(day_rate(day, "EUR", "2022-06-08", "4"), OK);
	assert_int_equal(clock_parse("2022-06-07T22:30:00Z", &late), OK); /* half past midnight in Kigali */
	clock_move(day->clock, late);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.rate_on, "2022-06-08");
	assert_int_equal(g.usd_minor, 250);
}

static void without_a_rate_the_amount_stands_and_the_estimate_is_open(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("5000", "KES");
	struct pledge g;
	assert_int_equal(day_rate(day, "KES", "2022-06-08", "117"), OK);
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(g.amount_minor, 500000);
	assert_int_equal(g.usd_minor, 0);
	assert_string_equal(g.rate, "");
	clock_move(day->clock, DAY_START + (int64_t)24 * 3600000);
	assert_int_equal(day_correct(day, g.id, 1, &form, &g), OK);
	assert_int_equal(g.usd_minor, 4274);
	assert_string_equal(g.rate_on, "2022-06-08");
}

static void amounts_that_are_none_are_refused(void **state)
{
	static const struct {
		const char *value, *currency, *field;
		enum err err;
	} CASES[] = {
		{ "5", NULL, "amount", ERR_CURRENCY },
		{ "5", "usd", "currency", ERR_CURRENCY },
		{ "5", "ZZZ", "currency", ERR_CURRENCY },
		{ "5", "", "currency", ERR_CURRENCY },
		{ "", "USD", "amount", ERR_AMOUNT },
		{ "0", "USD", "amount", ERR_AMOUNT },
		{ "-5", "USD", "amount", ERR_AMOUNT },
		{ "1e9", "USD", "amount", ERR_AMOUNT },
		{ "2,5", "USD", "amount", ERR_AMOUNT },
		{ "1.005", "USD", "amount", ERR_AMOUNT },
		{ "1.5", "JPY", "amount", ERR_AMOUNT },
		{ "99999999999999999999", "USD", "amount", ERR_AMOUNT },
	};
	struct day_rig *day = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct pledge_form form = with_amount(CASES[i].value, CASES[i].currency);
		refused(day, &form, CASES[i].err, CASES[i].field);
	}
}

static void an_estimate_beyond_every_amount_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("1000000000000000", "KWD");
	assert_int_equal(day_rate(day, "KWD", "2022-01-01", "0.3"), OK);
	refused(day, &form, ERR_AMOUNT, "amount");
	assert_int_equal(day_rate(day, "KWD", "2022-01-02", "0.0000003"), OK); /* more than 64 bits hold */
	refused(day, &form, ERR_AMOUNT, "amount");
	form.rate = "0.0000003"; /* the same from a list that brings its rates */
	refused(day, &form, ERR_AMOUNT, "rate");
}

static void an_amount_can_be_replaced_and_taken_away(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = with_amount("10", "USD"), other = { .amount_value = "7", .amount_currency = "KES" };
	struct pledge_form clear = { .clear_amount = true };
	struct pledge g;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_correct(day, g.id, 1, &other, &g), OK);
	assert_string_equal(g.currency, "KES");
	assert_int_equal(g.usd_minor, 0);
	assert_string_equal(g.rate, "");
	assert_int_equal(day_correct(day, g.id, 2, &clear, &g), OK);
	assert_int_equal(g.amount_minor, 0);
	assert_string_equal(g.currency, "");
}

static void the_language_heard_can_be_taken_away(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE, unheard = { .language = "" };
	struct pledge g;
	form.language = "fr";
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_correct(day, g.id, 1, &unheard, &g), OK);
	assert_string_equal(g.language, "");
}

/* ---- where it was said ---- */

static void a_speaker_brings_the_session_along(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct speaker speaker;
	struct pledge g;
	const char *session = day_session(day, "Pledging");
	assert_int_equal(day_request(day, session, day_somebody(day, "A Banda").id, NULL, &speaker), OK);
	form.speaker_id = speaker.id;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_string_equal(g.session_id, session);
	assert_string_equal(g.speaker_id, speaker.id);
	form.session_id = session;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
}

static void a_speaker_of_another_session_did_not_say_it_here(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	struct speaker speaker;
	struct pledge g;
	const char *here = day_session(day, "Here"), *there = day_session(day, "There");
	assert_int_equal(day_request(day, here, day_somebody(day, "A Banda").id, NULL, &speaker), OK);
	form.speaker_id = speaker.id;
	form.session_id = there;
	refused(day, &form, ERR_INVALID, "speaker");
	form.session_id = here;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	struct pledge_form moved = { .session_id = there };
	assert_int_equal(day_correct(day, g.id, 1, &moved, &g), OK);
	assert_string_equal(g.session_id, there);
	assert_string_equal(g.speaker_id, "");
}

static void a_place_that_is_not_there_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE;
	form.session_id = "no-such-session";
	refused(day, &form, ERR_INVALID, "session");
	form = PLEDGE;
	form.speaker_id = "no-such-speaker";
	refused(day, &form, ERR_INVALID, "speaker");
}

static void a_place_can_be_taken_away(void **state)
{
	struct day_rig *day = *state;
	struct pledge_form form = PLEDGE, nowhere = { .session_id = "", .speaker_id = "" };
	struct speaker speaker;
	struct pledge g;
	const char *session = day_session(day, "Pledging");
	assert_int_equal(day_request(day, session, day_somebody(day, "A Banda").id, NULL, &speaker), OK);
	form.speaker_id = speaker.id;
	assert_int_equal(day_log(day, &form, PLEDGE_HEARD, &g), OK);
	assert_int_equal(day_correct(day, g.id, 1, &nowhere, &g), OK);
	assert_string_equal(g.session_id, "");
	assert_string_equal(g.speaker_id, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_pledge_is_heard_with_a_type_and_a_pledger),
		day_test(a_pledge_filed_before_the_day_was_not_heard),
		day_test(numbers_go_up_and_a_refusal_uses_none),
		day_test(everything_that_was_said_is_kept),
		day_test(what_is_missing_or_wrong_is_named),
		day_test(a_joint_pledge_has_one_lead_the_first_unless_said),
		day_test(two_leads_or_nobody_or_a_crowd_are_refused),
		day_test(the_same_entity_pledges_once_however_it_is_named),
		day_test(a_pledger_must_be_somebody),
		day_test(dollars_need_no_rate),
		day_test(the_estimate_is_frozen_at_the_latest_rate_of_the_date),
		day_test(the_date_is_that_of_the_zone_of_the_day),
		day_test(without_a_rate_the_amount_stands_and_the_estimate_is_open),
		day_test(amounts_that_are_none_are_refused),
		day_test(an_estimate_beyond_every_amount_is_refused),
		day_test(an_amount_can_be_replaced_and_taken_away),
		day_test(the_language_heard_can_be_taken_away),
		day_test(a_speaker_brings_the_session_along),
		day_test(a_speaker_of_another_session_did_not_say_it_here),
		day_test(a_place_that_is_not_there_is_refused),
		day_test(a_place_can_be_taken_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
