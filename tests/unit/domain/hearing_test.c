/* Two ears: what agrees, what is laid side by side, who may be the second ear, and how a third act settles it. */
#include "tests/unit/domain/record.h"

#include <string.h>

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };

struct room {
	const char *session;
	struct speaker speaker;
};

static struct room room_of(struct day_rig *day)
{
	struct room room = { .session = day_session(day, "Pledging plenary") };
	room.speaker = day_speaker(day, room.session, "Amina Diallo");
	return room;
}

static struct pledge_form said(const struct room *room, const char *value)
{
	return (struct pledge_form){ .type = "financial",
		.speaker_id = room->speaker.id,
		.amount_value = value,
		.amount_currency = value ? "USD" : NULL,
		.language = "fr",
		.pledgers = KARIBA,
		.n_pledgers = 1,
		.has_pledgers = true };
}

/* One ear logs this amount, the other hears that one. */
static struct hearing both(
    struct day_rig *day, const struct room *room, const char *first, const char *second, struct pledge *out_pledge)
{
	struct pledge_form one = said(room, first), other = said(room, second);
	struct hearing hearing;
	assert_int_equal(record_log(day, "moderator-1", &one, out_pledge), OK);
	assert_int_equal(record_hear(day, "moderator-2", &other, &hearing), OK);
	assert_string_equal(hearing.pledge_id, out_pledge->id);
	*out_pledge = day_pledge_now(day, out_pledge->id);
	return hearing;
}

/* ---- hearing ---- */

static void two_ears_that_heard_the_same_agree(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "1000000", "1000000.00", &pledge);
	assert_string_equal(hearing.state, "agrees");
	assert_string_equal(hearing.differences, "[]");
	assert_string_equal(hearing.by_actor, "moderator-2");
	assert_string_equal(hearing.session_id, room.session);
	assert_false(pledge.record.hearing_differs);
	record_expect_entry(day, "moderator-2", "hearing.log", hearing.id, 1);
}

static void what_differs_is_laid_side_by_side(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "1000000", "10000000", &pledge);
	assert_string_equal(hearing.state, "differs");
	assert_string_equal(hearing.differences,
	    "[{\"field\":\"amount\",\"first\":{\"value\":\"1000000\",\"currency\":\"USD\"},"
	    "\"second\":{\"value\":\"10000000\",\"currency\":\"USD\"}}]");
	assert_true(pledge.record.hearing_differs);
	assert_int_equal(pledge.amount_minor, 100000000);
}

static void only_what_the_second_ear_said_is_compared(void **state)
{
	static const char *const COUNTRIES[] = { "RWA", "KEN" }, *const AROUND[] = { "KEN", "RWA" };
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing;
	struct pledge_form first = said(&room, "5"), second = { .type = "financial", .speaker_id = room.speaker.id };
	first.countries = COUNTRIES;
	first.n_countries = 2;
	first.has_countries = true;
	first.title = "Fibre for schools";
	assert_int_equal(record_log(day, "moderator-1", &first, &pledge), OK);
	second.title = "Fiber for all schools";
	second.countries = AROUND;
	second.n_countries = 2;
	second.has_countries = true;
	assert_int_equal(record_hear(day, "moderator-2", &second, &hearing), OK);
	assert_string_equal(hearing.state, "agrees");
	assert_string_equal(hearing.said, "type countries title");
}

static void every_field_that_differs_is_named(void **state)
{
	static const char *const COUNTRIES[] = { "RWA" };
	static const struct pledger_form OTHER[] = { { .entity_name = "Lac Kivu Fibre" } };
	static const char *const NAMES[] = { "type", "amount", "pledgers", "focus_areas", "countries", "language" };
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing;
	struct pledge_form first = said(&room, "5"), second = said(&room, NULL);
	second.type = "policy";
	second.clear_amount = true;
	second.pledgers = OTHER;
	second.focus_areas = 3;
	second.has_focus_areas = true;
	second.countries = COUNTRIES;
	second.n_countries = 1;
	second.has_countries = true;
	second.language = "en";
	assert_int_equal(record_log(day, "moderator-1", &first, &pledge), OK);
	assert_int_equal(record_hear(day, "moderator-2", &second, &hearing), OK);
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		assert_non_null(strstr(hearing.differences, arena_printf(day->arena, "\"%s\"", NAMES[i])));
	assert_non_null(strstr(hearing.differences, "\"second\":null"));
	assert_non_null(strstr(hearing.differences, "\"second\":[\"access\",\"adoption\"]"));
}

static void a_hearing_waits_for_its_pledge(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "7");
	struct hearing hearing;
	struct pledge pledge;
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), OK);
	assert_string_equal(hearing.state, "waiting");
	assert_string_equal(hearing.pledge_id, "");
	assert_int_equal(record_log(day, "moderator-2", &form, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "waiting"); /* one's own ear is no second one */
	assert_int_equal(record_log(day, "moderator-1", &form, &pledge), OK);
	hearing = record_hearing(day, hearing.id);
	assert_string_equal(hearing.state, "agrees");
	assert_string_equal(hearing.pledge_id, pledge.id);
	assert_int_equal(hearing.version, 2);
}

static void of_two_pledges_the_one_of_the_same_type_is_meant(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form financial = said(&room, "7"), policy = said(&room, NULL);
	struct hearing first, second, third;
	struct pledge money, law;
	policy.type = "policy";
	assert_int_equal(record_log(day, "moderator-1", &financial, &money), OK);
	assert_int_equal(record_log(day, "moderator-1", &policy, &law), OK);
	assert_int_equal(record_hear(day, "moderator-2", &policy, &first), OK);
	assert_int_equal(record_hear(day, "moderator-2", &policy, &second), OK);
	assert_int_equal(record_hear(day, "moderator-2", &policy, &third), OK);
	assert_string_equal(first.pledge_id, law.id);
	assert_string_equal(first.state, "agrees");
	assert_string_equal(second.pledge_id, money.id);
	assert_string_equal(second.state, "differs");
	assert_string_equal(third.state, "waiting"); /* both are heard by two */
}

static void of_two_waiting_hearings_the_one_of_the_same_type_is_meant_and_the_earlier_of_those(void **state)
{
	static const char *const TYPES[] = { "policy", "financial", "financial", "policy" };
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, NULL);
	struct hearing heard[4];
	struct pledge money;
	for (size_t i = 0; i < 4; i++) {
		form.type = TYPES[i];
		assert_int_equal(record_hear(day, "moderator-2", &form, &heard[i]), OK);
		clock_move(day->clock, DAY_START + 60000 * (int64_t)(i + 1));
	}
	form.type = "financial";
	assert_int_equal(record_log(day, "moderator-1", &form, &money), OK);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(record_hearing(day, heard[i].id).state, i == 1 ? "agrees" : "waiting");
}

static void an_amount_in_another_currency_or_another_number_of_countries_or_pledgers_differs(void **state)
{
	static const char *const COUNTRIES[] = { "RWA", "KEN" };
	static const struct pledger_form BOTH[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" },
		{ .entity_name = "Nile Fibre", .country = "EGY" } };
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing;
	struct pledge_form first = said(&room, "5"), second = said(&room, "5");
	second.amount_currency = "EUR";
	first.countries = second.countries = COUNTRIES;
	first.has_countries = second.has_countries = true;
	first.n_countries = 1;
	second.n_countries = 2;
	second.pledgers = BOTH;
	second.n_pledgers = 2;
	assert_int_equal(record_log(day, "moderator-1", &first, &pledge), OK);
	assert_int_equal(record_hear(day, "moderator-2", &second, &hearing), OK);
	assert_string_equal(hearing.differences,
	    "[{\"field\":\"amount\",\"first\":{\"value\":\"5\",\"currency\":\"USD\"},"
	    "\"second\":{\"value\":\"5\",\"currency\":\"EUR\"}},"
	    "{\"field\":\"pledgers\",\"first\":[\"Kariba Telecom\"],"
	    "\"second\":[\"Kariba Telecom\",\"Nile Fibre\"]},"
	    "{\"field\":\"countries\",\"first\":[\"RWA\"],\"second\":[\"RWA\",\"KEN\"]}]");
}

static void what_is_left_empty_was_not_heard_and_what_the_first_left_out_is_a_difference(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing;
	struct pledge_form first = said(&room, NULL), second = said(&room, NULL);
	first.language = NULL;
	second.title = second.text = "";
	assert_int_equal(record_log(day, "moderator-1", &first, &pledge), OK);
	assert_int_equal(record_hear(day, "moderator-2", &second, &hearing), OK);
	assert_string_equal(hearing.said, "type pledgers language");
	assert_string_equal(hearing.differences, "[{\"field\":\"language\",\"first\":null,\"second\":\"fr\"}]");
}

static void a_pledge_that_was_only_filed_is_not_what_an_ear_heard(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "7");
	struct hearing hearing;
	struct pledge pledge;
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), OK);
	const char *first_ear = "somebody";
	assert_int_equal(day_log(day, &form, PLEDGE_SUBMITTED, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "waiting");
	assert_int_equal(pledge_first_ear(day->db, day->arena, pledge.id, &first_ear), OK);
	assert_string_equal(first_ear, "");
	assert_int_equal(day_step(day, pledge.id, 0, STEP_ANNOUNCE, &form, NULL, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).pledge_id, pledge.id);
}

static void whoever_logged_it_is_not_the_second_ear(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "7");
	struct hearing hearing = { .id = "untouched" };
	struct pledge pledge;
	assert_int_equal(record_log(day, "moderator-1", &form, &pledge), OK);
	assert_int_equal(record_hear(day, "moderator-1", &form, &hearing), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "speaker");
	assert_string_equal(hearing.id, "untouched");
}

static void whoever_announced_it_is_the_first_ear(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "7");
	struct hearing hearing;
	struct pledge pledge;
	form.speaker_id = NULL;
	assert_int_equal(day_log(day, &form, PLEDGE_SUBMITTED, &pledge), OK);
	form = said(&room, "7");
	assert_int_equal(day_step(day, pledge.id, 0, STEP_ANNOUNCE, &form, NULL, &pledge), OK);
	assert_int_equal(record_hear(day, "desk-1", &form, &hearing), ERR_CONFLICT);
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), OK);
	assert_string_equal(hearing.pledge_id, pledge.id);
}

static void what_is_missing_or_of_another_session_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "7");
	struct hearing hearing;
	form.session_id = day_session(day, "Another room");
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "speaker");
	form = said(&room, "7");
	static const char *const NOBODY[] = { NULL, "" };
	for (size_t i = 0; i < 2; i++) {
		form.speaker_id = NOBODY[i];
		assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), ERR_FIELD_MISSING);
		day_expect_fault(day, ERR_FIELD_MISSING, "speaker");
	}
	form = said(&room, "7");
	form.type = NULL;
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "type");
	form = said(&room, "-7");
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), ERR_AMOUNT);
}

/* ---- settling ---- */

static void the_first_is_right_and_the_pledge_stands(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	assert_int_equal(record_settle(day, hearing.id, hearing.version, "first", NULL, &hearing), OK);
	assert_string_equal(hearing.state, "settled");
	assert_string_equal(hearing.taken, "first");
	assert_string_equal(hearing.settled_by, "rapporteur-1");
	assert_true(hearing.settled_at > 0);
	struct pledge now = day_pledge_now(day, pledge.id);
	assert_int_equal(now.version, pledge.version);
	assert_false(now.record.hearing_differs);
	assert_non_null(strstr(hearing.differences, "\"amount\"")); /* what it was about stays readable */
}

static void the_second_is_right_and_the_pledge_says_what_was_heard(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	assert_int_equal(record_settle(day, hearing.id, hearing.version, "second", NULL, &hearing), OK);
	struct pledge now = day_pledge_now(day, pledge.id);
	assert_int_equal(now.amount_minor, 600);
	assert_int_equal(now.usd_minor, 600);
	assert_int_equal(now.version, 2);
	assert_string_equal(now.by_actor, "moderator-1");
	record_expect_entry(day, "rapporteur-1", "pledge.settle", pledge.id, 2);
}

static void neither_is_right_and_the_third_says_what_is(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	struct pledge_form right = { .amount_value = "5.50", .amount_currency = "USD" };
	assert_int_equal(record_settle(day, hearing.id, hearing.version, "mixed", &right, &hearing), OK);
	assert_int_equal(day_pledge_now(day, pledge.id).amount_minor, 550);
	assert_string_equal(hearing.taken, "mixed");
}

static void nothing_is_settled_twice_or_on_an_old_version(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge), answer;
	assert_int_equal(record_settle(day, hearing.id, 7, "first", NULL, &answer), ERR_STALE);
	assert_int_equal(answer.version, hearing.version);
	assert_int_equal(record_settle(day, hearing.id, 1, "third", NULL, &answer), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "take");
	assert_int_equal(record_settle(day, hearing.id, 1, "second", NULL, &answer), OK);
	assert_int_equal(record_settle(day, hearing.id, 2, "first", NULL, &answer), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
	assert_int_equal(record_settle(day, "nobody", 1, "first", NULL, &answer), ERR_NOT_FOUND);
}

static void what_agrees_or_waits_is_not_settled(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct pledge_form form = said(&room, "7");
	struct hearing agrees = both(day, &room, "5", "5", &pledge), waits, answer;
	assert_int_equal(record_hear(day, "moderator-2", &form, &waits), OK);
	assert_int_equal(record_settle(day, agrees.id, 1, "first", NULL, &answer), ERR_STEP);
	assert_int_equal(record_settle(day, waits.id, 1, "first", NULL, &answer), ERR_STEP);
}

/* ---- following the pledge ---- */

static void a_correction_that_agrees_ends_the_difference(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	struct pledge_form right = { .amount_value = "6", .amount_currency = "USD" }, wrong = { .type = "policy" };
	assert_int_equal(day_correct(day, pledge.id, 1, &wrong, &pledge), OK);
	assert_int_equal(record_hearing(day, hearing.id).version, 2); /* one difference more */
	assert_int_equal(day_correct(day, pledge.id, 2, &right, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "differs");
	wrong.type = "financial";
	assert_int_equal(day_correct(day, pledge.id, 3, &wrong, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "agrees");
	assert_false(day_pledge_now(day, pledge.id).record.hearing_differs);
}

static void what_agrees_is_not_judged_anew_nor_a_difference_told_twice(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form title = { .title = "Fibre for schools" };
	struct pledge pledge;
	struct hearing differs = both(day, &room, "5", "6", &pledge);
	assert_int_equal(day_correct(day, pledge.id, 0, &title, &pledge), OK);
	assert_int_equal(record_hearing(day, differs.id).version, differs.version);
	struct hearing agrees = both(day, &room, "7", "7", &pledge);
	struct pledge_form amount = { .amount_value = "8", .amount_currency = "USD" };
	assert_int_equal(day_correct(day, pledge.id, 0, &amount, &pledge), OK);
	assert_string_equal(record_hearing(day, agrees.id).state, "agrees");
}

static void a_text_that_the_second_heard_is_taken_with_the_rest(void **state)
{
	static const char *const RWANDA = "RWA", *const KENYA = "KEN";
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form first = said(&room, "5"), second = said(&room, "6");
	struct hearing hearing;
	struct pledge pledge;
	second.title = "Fibre for schools";
	second.text = "Within two years.";
	second.focus_areas = 2;
	first.countries = &RWANDA;
	second.countries = &KENYA;
	first.n_countries = second.n_countries = 1;
	first.has_countries = second.has_countries = second.has_focus_areas = true;
	second.language = "";
	assert_int_equal(record_log(day, "moderator-1", &first, &pledge), OK);
	assert_int_equal(record_hear(day, "moderator-2", &second, &hearing), OK);
	assert_int_equal(record_settle(day, hearing.id, 1, "second", NULL, &hearing), OK);
	pledge = day_pledge_now(day, pledge.id);
	assert_string_equal(pledge.title, "Fibre for schools");
	assert_string_equal(pledge.body, "Within two years.");
	assert_int_equal(pledge.focus_areas, 2);
	assert_string_equal(pledge.countries[0], "KEN");
	assert_string_equal(pledge.language, first.language);
}

static void a_withdrawn_pledge_gives_its_second_ear_back(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge, again;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	assert_int_equal(day_step(day, pledge.id, 0, STEP_WITHDRAW, NULL, "logged twice", &pledge), OK);
	hearing = record_hearing(day, hearing.id);
	assert_string_equal(hearing.state, "waiting");
	struct pledge_form form = said(&room, "6");
	assert_int_equal(record_log(day, "moderator-3", &form, &again), OK);
	hearing = record_hearing(day, hearing.id);
	assert_string_equal(hearing.state, "agrees");
	assert_string_equal(hearing.pledge_id, again.id);
}

static void a_settlement_that_is_taken_back_is_open_again(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge pledge;
	struct hearing hearing = both(day, &room, "5", "6", &pledge);
	assert_int_equal(record_settle(day, hearing.id, hearing.version, "second", NULL, &hearing), OK);
	assert_int_equal(record_undo(day, pledge.id, 0, &pledge), OK);
	assert_int_equal(pledge.amount_minor, 500);
	assert_true(pledge.record.hearing_differs);
	hearing = record_hearing(day, hearing.id);
	assert_string_equal(hearing.state, "differs");
	assert_string_equal(hearing.taken, "");
	assert_int_equal(hearing.settled_at, 0);
}

static void a_pledge_that_gets_its_speaker_later_finds_its_second_ear(void **state)
{
	struct day_rig *day = *state;
	struct room room = room_of(day);
	struct pledge_form form = said(&room, "5"), silent = said(&room, "5"),
			   speaker = { .speaker_id = room.speaker.id };
	struct hearing hearing;
	struct pledge pledge;
	silent.speaker_id = NULL;
	assert_int_equal(record_hear(day, "moderator-2", &form, &hearing), OK);
	assert_int_equal(record_log(day, "moderator-1", &silent, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "waiting");
	assert_int_equal(day_correct(day, pledge.id, 1, &speaker, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).pledge_id, pledge.id);
	speaker.speaker_id = "";
	assert_int_equal(day_correct(day, pledge.id, 2, &speaker, &pledge), OK);
	assert_string_equal(record_hearing(day, hearing.id).state, "waiting");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(two_ears_that_heard_the_same_agree),
		day_test(what_differs_is_laid_side_by_side),
		day_test(only_what_the_second_ear_said_is_compared),
		day_test(every_field_that_differs_is_named),
		day_test(a_hearing_waits_for_its_pledge),
		day_test(of_two_pledges_the_one_of_the_same_type_is_meant),
		day_test(of_two_waiting_hearings_the_one_of_the_same_type_is_meant_and_the_earlier_of_those),
		day_test(an_amount_in_another_currency_or_another_number_of_countries_or_pledgers_differs),
		day_test(what_is_left_empty_was_not_heard_and_what_the_first_left_out_is_a_difference),
		day_test(a_pledge_that_was_only_filed_is_not_what_an_ear_heard),
		day_test(whoever_logged_it_is_not_the_second_ear),
		day_test(whoever_announced_it_is_the_first_ear),
		day_test(what_is_missing_or_of_another_session_is_refused),
		day_test(the_first_is_right_and_the_pledge_stands),
		day_test(the_second_is_right_and_the_pledge_says_what_was_heard),
		day_test(neither_is_right_and_the_third_says_what_is),
		day_test(nothing_is_settled_twice_or_on_an_old_version),
		day_test(what_agrees_or_waits_is_not_settled),
		day_test(a_correction_that_agrees_ends_the_difference),
		day_test(what_agrees_is_not_judged_anew_nor_a_difference_told_twice),
		day_test(a_text_that_the_second_heard_is_taken_with_the_rest),
		day_test(a_withdrawn_pledge_gives_its_second_ear_back),
		day_test(a_settlement_that_is_taken_back_is_open_again),
		day_test(a_pledge_that_gets_its_speaker_later_finds_its_second_ear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
