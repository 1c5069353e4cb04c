/* Time: zones with and without daylight saving, gaps and overlaps, and the strict reading of RFC 3339. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const int64_t HOUR = 3600000, MINUTE = 60000;

static int64_t instant(const char *text)
{
	int64_t ms = -1;
	if (clock_parse(text, &ms))
		fail_msg("no instant: %s", text);
	return ms;
}

static int64_t local(int year, int month, int day, int hour, int minute)
{
	return clock_from_local(&(struct clock_local){ year, month, day, hour, minute, 0 });
}

/* ---- zones ---- */

static void an_instant_is_shown_with_the_offset_of_its_zone(void **state)
{
	static const struct {
		const char *zone, *shown;
		int offset;
	} CASES[] = {
		{ "Africa/Kigali", "2022-06-07T14:30:00+02:00", 120 },
		{ "UTC", "2022-06-07T12:30:00+00:00", 0 },
		{ "Europe/Paris", "2022-06-07T14:30:00+02:00", 120 },
		{ "America/St_Johns", "2022-06-07T10:00:00-02:30", -150 },
		{ "America/New_York", "2022-06-07T08:30:00-04:00", -240 },
		{ "Asia/Kathmandu", "2022-06-07T18:15:00+05:45", 345 },
		{ "Asia/Kolkata", "2022-06-07T18:00:00+05:30", 330 },
		{ "Pacific/Kiritimati", "2022-06-08T02:30:00+14:00", 840 },
		{ "Pacific/Pago_Pago", "2022-06-07T01:30:00-11:00", -660 },
		{ "Australia/Lord_Howe", "2022-06-07T23:00:00+10:30", 630 },
	};
	char shown[CLOCK_RFC3339_LEN + 1], date[CLOCK_DATE_LEN + 1];
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		int64_t ms = instant("2022-06-07T12:30:00Z");
		assert_int_equal(clock_zone_set(CASES[i].zone), OK);
		assert_string_equal(clock_zone(), CASES[i].zone);
		assert_int_equal(clock_offset(ms), CASES[i].offset);
		assert_string_equal(clock_rfc3339(ms, shown), CASES[i].shown);
		assert_int_equal(instant(shown), ms);
		assert_memory_equal(clock_date(ms, date), shown, CLOCK_DATE_LEN);
	}
}

static void what_is_no_zone_is_refused_and_the_old_one_stays(void **state)
{
	static const char *const BAD[] = { "", "Africa", "Africa/", "Kigali", "Africa/Nowhere", "../passwd",
		"/etc/passwd", "Africa/../Africa/Kigali", "zone.tab", "tzdata.zi", "leapseconds", " UTC", "UTC+2",
		"<+02>-2", "africa/kigali" };
	char name[400];
	(void)state;
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(clock_zone_set(BAD[i]), ERR_CONFIG);
	memset(name, 'a', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_int_equal(clock_zone_set(name), ERR_CONFIG);
	assert_string_equal(clock_zone(), "Africa/Kigali");
	assert_int_equal(clock_offset(0), 120);
}

static void the_offset_changes_at_the_instant_of_the_change(void **state)
{
	(void)state;
	assert_int_equal(clock_zone_set("Europe/Paris"), OK);
	assert_int_equal(clock_offset(instant("2022-03-27T00:59:59.999Z")), 60);
	assert_int_equal(clock_offset(instant("2022-03-27T01:00:00Z")), 120);
	assert_int_equal(clock_offset(instant("2022-10-30T00:59:59Z")), 120);
	assert_int_equal(clock_offset(instant("2022-10-30T01:00:00Z")), 60);
	assert_int_equal(clock_zone_set("Australia/Lord_Howe"), OK);
	assert_int_equal(clock_offset(instant("2022-10-01T15:29:59Z")), 630);
	assert_int_equal(clock_offset(instant("2022-10-01T15:30:00Z")), 660);
}

static void a_local_time_in_the_gap_becomes_a_neighbour_of_it(void **state)
{
	(void)state;
	assert_int_equal(clock_zone_set("Europe/Paris"), OK);
	int64_t ms = local(2022, 3, 27, 2, 30); /* the clocks go from 2 to 3 */
	struct clock_local shown = clock_local(ms);
	assert_int_equal(shown.minute, 30);
	assert_true(shown.hour == 1 || shown.hour == 3);
	assert_in_range(ms, instant("2022-03-27T00:30:00Z"), instant("2022-03-27T01:30:00Z"));
}

static void a_local_time_that_comes_twice_is_one_of_the_two(void **state)
{
	(void)state;
	assert_int_equal(clock_zone_set("Europe/Paris"), OK);
	int64_t ms = local(2022, 10, 30, 2, 30);
	assert_true(ms == instant("2022-10-30T02:30:00+02:00") || ms == instant("2022-10-30T02:30:00+01:00"));
	struct clock_local shown = clock_local(ms);
	assert_int_equal(shown.hour, 2);
	assert_int_equal(shown.minute, 30);
}

static void days_of_the_change_have_23_and_25_hours(void **state)
{
	(void)state;
	assert_int_equal(clock_zone_set("Europe/Paris"), OK);
	assert_int_equal(local(2022, 3, 28, 0, 0) - local(2022, 3, 27, 0, 0), 23 * HOUR);
	assert_int_equal(local(2022, 10, 31, 0, 0) - local(2022, 10, 30, 0, 0), 25 * HOUR);
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	assert_int_equal(local(2022, 3, 28, 0, 0) - local(2022, 3, 27, 0, 0), 24 * HOUR);
}

static void a_day_that_an_island_skipped_is_skipped(void **state)
{
	char date[CLOCK_DATE_LEN + 1];
	(void)state;
	assert_int_equal(clock_zone_set("Pacific/Apia"), OK);
	int64_t last = instant("2011-12-30T09:59:59Z");
	assert_string_equal(clock_date(last, date), "2011-12-29");
	assert_string_equal(clock_date(last + 1000, date), "2011-12-31");
}

static void local_time_and_back_is_the_same_instant_all_year(void **state)
{
	static const char *const ZONES[] = { "Europe/Paris", "America/St_Johns", "Africa/Kigali",
		"Australia/Lord_Howe" };
	(void)state;
	for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		assert_int_equal(clock_zone_set(ZONES[i]), OK);
		int64_t end = instant("2023-01-01T00:00:00Z");
		for (int64_t ms = instant("2022-01-01T00:00:00Z"); ms < end; ms += 97 * MINUTE) {
			struct clock_local at = clock_local(ms);
			int64_t back = clock_from_local(&at);
			struct clock_local again = clock_local(back);
			assert_memory_equal(&at, &again, sizeof at);
			assert_true(back == ms || back == ms + HOUR || back == ms - HOUR || back == ms + HOUR / 2 ||
				    back == ms - HOUR / 2);
		}
	}
}

/* ---- writing and reading ---- */

static void milliseconds_are_written_only_when_there_are_some(void **state)
{
	char shown[CLOCK_RFC3339_LEN + 1];
	(void)state;
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	assert_string_equal(clock_rfc3339(0, shown), "1970-01-01T02:00:00+02:00");
	assert_string_equal(clock_rfc3339(7, shown), "1970-01-01T02:00:00.007+02:00");
	assert_string_equal(clock_rfc3339(-1, shown), "1970-01-01T01:59:59.999+02:00");
	assert_string_equal(clock_rfc3339(-1000, shown), "1970-01-01T01:59:59+02:00");
	assert_int_equal(strlen(clock_rfc3339(999, shown)), CLOCK_RFC3339_LEN);
}

static void what_was_written_is_read_back_exactly(void **state)
{
	char shown[CLOCK_RFC3339_LEN + 1];
	(void)state;
	assert_int_equal(clock_zone_set("America/St_Johns"), OK);
	for (int64_t ms = -100000000001; ms < 4102444800000; ms += 7654321987)
		assert_int_equal(instant(clock_rfc3339(ms, shown)), ms);
}

static void every_form_of_rfc_3339_is_read(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} GOOD[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1970-01-01t00:00:00z", 0 },
		{ "1970-01-01 00:00:00+00:00", 0 },
		{ "1970-01-01T00:00:00-00:00", 0 },
		{ "1970-01-01T02:00+02:00", 0 },
		{ "1969-12-31T18:30:00-05:30", 0 },
		{ "1970-01-01T14:00:00+14:00", 0 },
		{ "1970-01-01T00:00:00.5Z", 500 },
		{ "1970-01-01T00:00:00.123456789Z", 123 },
		{ "1970-01-01T00:00:00.0009Z", 0 },
		{ "2016-12-31T23:59:60Z", 1483228800000 },
		{ "2020-02-29T00:00:00Z", 1582934400000 },
		{ "2000-02-29T00:00:00Z", 951782400000 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		assert_int_equal(instant(GOOD[i].text), GOOD[i].ms);
}

static void anything_else_is_refused_and_nothing_is_written(void **state)
{
	static const char *const BAD[] = { "", "now", "2022-06-07", "2022-06-07T", "2022-06-07T14",
		"2022-06-07T14:30", "2022-06-07T14:30:00", "2022-06-07T14:30:00+02", "2022-06-07T14:30:00+0200",
		"2022-06-07T14:30:00+2:00", "2022-06-07T14:30:00+ 2:00", "2022-06-07T14:30:00+-2:0",
		"2022-06-07T14:30:00+02:60", "2022-06-07T14:30:00+15:00", "2022-06-07T14:30:00 +02:00",
		"2022-06-07T14:30:00Zulu", "2022-06-07T14:30:00ZZ", "2022-06-07T14:30:00.Z", "2022-06-07T14:30:00,5Z",
		"2022-06-07T14:30:Z", "2022-06-07T14:30:61Z", "2022-06-07T14:60:00Z", "2022-06-07T24:00:00Z",
		"2022-06-07T1:30:00Z", "2022-06-07T 1:30:00Z", "2022-6-7T14:30:00Z", "2022-06-31T14:30:00Z",
		"2022-02-30T14:30:00Z", "2022-02-29T14:30:00Z", "1900-02-29T00:00:00Z", "2022-00-07T14:30:00Z",
		"2022-13-07T14:30:00Z", "2022-06-00T14:30:00Z", "22-06-07T14:30:00Z", " 2022-06-07T14:30:00Z",
		"+2022-06-07T14:30:00Z", "-2022-06-07T14:30:00Z", "12022-06-07T14:30:00Z", "2022-06-07X14:30:00Z",
		"2022/06/07T14:30:00Z", "2022-06-07T14:30:00Z ", "2022-06-07T14:30:00\xC2\xA0Z",
		"２022-06-07T14:30:00Z" };
	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		int64_t ms = -7;
		if (clock_parse(BAD[i], &ms) != ERR_INVALID)
			fail_msg("was taken: %s", BAD[i]);
		assert_int_equal(ms, -7);
	}
}

/* ---- the movable clock ---- */

static void a_moved_clock_shows_the_instant_and_runs_on(void **state)
{
	struct clock *clock = clock_create(0);
	(void)state;
	int64_t at = instant("2022-06-08T15:00:00+02:00");
	clock_move(clock, at);
	int64_t first = clock_now(clock), second = clock_now(clock);
	assert_in_range(first, at, at + HOUR);
	assert_true(second >= first);
	clock_move(clock, at - HOUR);
	assert_in_range(clock_now(clock), at - HOUR, at - 1);
	clock_destroy(clock);
}

static void two_clocks_are_as_far_apart_as_they_were_shifted(void **state)
{
	struct clock *here = clock_create(0), *ahead = clock_create(48 * HOUR);
	(void)state;
	int64_t apart = clock_now(ahead) - clock_now(here);
	assert_in_range(apart, 48 * HOUR - 1, 49 * HOUR);
	clock_destroy(here);
	clock_destroy(ahead);
	clock_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_instant_is_shown_with_the_offset_of_its_zone),
		cmocka_unit_test(what_is_no_zone_is_refused_and_the_old_one_stays),
		cmocka_unit_test(the_offset_changes_at_the_instant_of_the_change),
		cmocka_unit_test(a_local_time_in_the_gap_becomes_a_neighbour_of_it),
		cmocka_unit_test(a_local_time_that_comes_twice_is_one_of_the_two),
		cmocka_unit_test(days_of_the_change_have_23_and_25_hours),
		cmocka_unit_test(a_day_that_an_island_skipped_is_skipped),
		cmocka_unit_test(local_time_and_back_is_the_same_instant_all_year),
		cmocka_unit_test(milliseconds_are_written_only_when_there_are_some),
		cmocka_unit_test(what_was_written_is_read_back_exactly),
		cmocka_unit_test(every_form_of_rfc_3339_is_read),
		cmocka_unit_test(anything_else_is_refused_and_nothing_is_written),
		cmocka_unit_test(a_moved_clock_shows_the_instant_and_runs_on),
		cmocka_unit_test(two_clocks_are_as_far_apart_as_they_were_shifted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
