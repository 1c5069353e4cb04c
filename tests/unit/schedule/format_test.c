/* What all formats share: instants, durations, the strictness of writers, the report, text from elsewhere. */
#include "tests/unit/schedule/sample.h"

#include "base/utf8.h"
#include "schedule/text.h"

static void instants_are_read_with_offset_and_as_local_time(void **state)
{
	(void)state;
	int64_t ms = 0;
	bool local;
	sample_zone("Africa/Kigali");
	assert_true(format_instant("2022-06-07T10:00:00+02:00", &ms, &local) && ms == SAMPLE_MS && !local);
	assert_true(format_instant("2022-06-07T08:00:00Z", &ms, &local) && ms == SAMPLE_MS && !local);
	assert_true(format_instant("2022-06-07T10:00:00", &ms, &local) && ms == SAMPLE_MS && local);
	assert_true(format_instant("2022-06-07 10:00", &ms, &local) && ms == SAMPLE_MS && local);
}

static void what_is_no_instant_leaves_the_output_untouched(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", "2022-06-07", "2022-13-07T10:00", "2022-06-07T10:61",
		"2022-06-07T10:00:00x", "2022-06-07T10", "1969-06-07T10:00:00Z", "9999-06-07T10:00:00Z",
		"0000-00-00T00:00", "2022-06-07x10:00" };
	int64_t ms = 17;
	bool local = true;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(format_instant(BAD[i], &ms, &local));
	assert_int_equal(ms, 17);
}

static void durations_are_read_with_and_without_seconds(void **state)
{
	(void)state;
	int64_t ms = 0;
	assert_true(format_duration("01:30", &ms) && ms == 90 * MINUTE);
	assert_true(format_duration("0:05", &ms) && ms == 5 * MINUTE);
	assert_true(format_duration("1:00:30", &ms) && ms == HOUR + 30000);
	assert_false(format_duration("", &ms));
	assert_false(format_duration("90", &ms));
	assert_false(format_duration("1:60", &ms));
	assert_false(format_duration("1:00:61", &ms));
	assert_false(format_duration("1:00 h", &ms));
}

/* The field at fault after one change to a sound agenda. */
static void assert_unwritable(struct agenda *agenda, struct arena *arena, const char *field)
{
	struct fault fault = { 0 };
	assert_int_equal(format_check(agenda, &fault), ERR_INVALID);
	assert_string_equal(fault.field, field);
	assert_true(*fault.detail != '\0');
	*agenda = sample_agenda(arena);
}

static void writers_refuse_what_no_format_can_say(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	assert_int_equal(format_check(&agenda, NULL), OK);
	agenda.sessions[6].id = agenda.sessions[0].id;
	assert_unwritable(&agenda, arena, "id");
	agenda.sessions[6].id = NULL;
	assert_unwritable(&agenda, arena, "id");
	agenda.sessions[6].starts_at = 0;
	assert_unwritable(&agenda, arena, "starts_at");
	agenda.sessions[6].ends_at = INT64_MAX;
	assert_unwritable(&agenda, arena, "starts_at");
	agenda.sessions[6].ends_at = agenda.sessions[6].starts_at + INT64_C(100) * HOUR;
	assert_unwritable(&agenda, arena, "ends_at");
	agenda.sessions[6].room = 3;
	assert_unwritable(&agenda, arena, "room");
	agenda.rooms[2].name = "";
	assert_unwritable(&agenda, arena, "rooms");
	agenda.rooms[2].name = agenda.rooms[0].name;
	assert_unwritable(&agenda, arena, "rooms");
	arena_destroy(arena);
}

static void a_report_stops_growing_and_counts_on(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct read_report report = { 0 };
	for (int i = 0; i < FORMAT_REPORT_MAX + 3; i++)
		format_report(&report, arena, i, READ_WARNING, "number %d", i);
	assert_int_equal(report.n, FORMAT_REPORT_MAX);
	assert_int_equal(report.left_off, 3);
	assert_string_equal(report.items[7].sentence, "number 7");
	assert_int_equal(report.items[7].line, 7);
	arena_destroy(arena);
}

static void utf8_is_told_from_what_only_looks_like_it(void **state)
{
	(void)state;
	static const char *const BAD[] = { "\xff", "a\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
		"\xc3", "\xe2\x82", "\xf0\x80\x80\x80", "\x80" };
	size_t at;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(utf8_is_text(BAD[i], strlen(BAD[i]), NULL));
	assert_true(utf8_is_text("aé€😀", strlen("aé€😀"), NULL));
	assert_false(utf8_is_text("a\0b", 3, &at));
	assert_int_equal(at, 1);
	assert_int_equal(utf8_len("", 0), 0);
}

static void text_is_cleaned_slugged_and_escaped(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	assert_string_equal(text_clean(arena, " \r\n a\x01 b\r\n c\x7f\t "), "a b\n c");
	assert_string_equal(text_clean(arena, NULL), "");
	assert_string_equal(text_slug(arena, "  Value Creation!  ", '-'), "value-creation");
	assert_string_equal(text_slug(arena, "Été", '_'), "t");
	assert_string_equal(text_slug(arena, "???", '_'), "");
	text_add_xml(&out, "<a b=\"c\">&'\n\x01\xc3\xef\xbf\xbe");
	assert_string_equal(
	    buf_text(&out), "&lt;a b=&quot;c&quot;&gt;&amp;'&#10;\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	buf_finish(&out);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instants_are_read_with_offset_and_as_local_time),
		cmocka_unit_test(what_is_no_instant_leaves_the_output_untouched),
		cmocka_unit_test(durations_are_read_with_and_without_seconds),
		cmocka_unit_test(writers_refuse_what_no_format_can_say),
		cmocka_unit_test(a_report_stops_growing_and_counts_on),
		cmocka_unit_test(utf8_is_told_from_what_only_looks_like_it),
		cmocka_unit_test(text_is_cleaned_slugged_and_escaped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
