/* iCalendar out and in: what is written, what comes back, what is refused. */
#include "tests/unit/schedule/sample.h"

#include "schedule/ics.h"

#include <stdio.h>

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define SESSION(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"

struct in {
	struct arena *arena;
	struct agenda agenda;
	struct read_report report;
	struct fault fault;
	enum err err;
};

static struct in read_bytes(const char *bytes, size_t len, const struct read_options *options)
{
	struct in in = { .arena = arena_create() };
	in.err = ics_read(in.arena, bytes, len, options, &in.agenda, &in.report, &in.fault);
	return in;
}

static struct in read_text(const char *text)
{
	return read_bytes(text, strlen(text), NULL);
}

static void assert_refused(const char *text, const char *why)
{
	struct in in = read_text(text);
	assert_int_equal(in.err, ERR_FILE_FORMAT);
	assert_non_null(strstr(in.fault.detail, why));
	assert_null(in.agenda.sessions);
	assert_int_equal(in.agenda.n_sessions, 0);
	arena_destroy(in.arena);
}

static void round_trip(const char *zone, int64_t shift_ms)
{
	sample_zone(zone);
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct agenda agenda = sample_agenda(arena);
	for (size_t i = 0; i < agenda.n_sessions; i++) {
		agenda.sessions[i].starts_at += shift_ms;
		agenda.sessions[i].ends_at += shift_ms;
	}
	assert_int_equal(ics_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	struct in in = read_bytes(out.bytes, out.len, NULL);
	assert_int_equal(in.err, OK);
	assert_int_equal(in.report.n, 0);
	assert_same_agenda(&agenda, &in.agenda);
	arena_destroy(in.arena);
	arena_destroy(arena);
	buf_finish(&out);
}

static void a_written_agenda_reads_back_the_same(void **state)
{
	(void)state;
	round_trip("Africa/Kigali", 0);
	round_trip("UTC", 0);
	round_trip("America/New_York", 0);
	round_trip("Asia/Kathmandu", 0);
}

static void it_reads_back_the_same_across_the_change_of_the_clock(void **state)
{
	(void)state;
	/* 2022-10-29T22:00Z: the sample runs over the night in which Berlin repeats an hour; then the one it skips.
	 */
	round_trip("Europe/Berlin", INT64_C(1667080800000) - SAMPLE_MS - 13 * HOUR);
	round_trip("Europe/Berlin", INT64_C(1667080800000) - SAMPLE_MS - 12 * HOUR);
	round_trip("Europe/Berlin", INT64_C(1648335600000) - SAMPLE_MS - 13 * HOUR);
}

static char *written(const struct agenda *agenda, const struct write_options *options)
{
	struct buf out = { 0 };
	assert_int_equal(ics_write(agenda, options, &out, NULL), OK);
	buf_text(&out);
	return buf_steal(&out, NULL);
}

static void lines_end_in_crlf_and_are_never_longer_than_75_octets(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.sessions[0].title.in[LANG_EN] =
	    "接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入接入";
	char *text = written(&agenda, &SAMPLE_OPTIONS);
	for (const char *line = text; *line;) {
		const char *end = strstr(line, "\r\n");
		assert_non_null(end);
		assert_in_range(end - line, 1, 75);
		assert_null(memchr(line, '\n', (size_t)(end - line)));
		assert_true(((unsigned char)line[*line == ' '] & 0xc0) != 0x80);
		line = end + 2;
	}
	free(text);
	arena_destroy(arena);
}

static void the_standard_words_carry_what_they_can(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	char *text = written(&agenda, &(struct write_options){ .lang = LANG_FR, .stamp_at = SAMPLE_MS });
	static const char *const LINES[] = {
		"\r\nUID:01813d2a-0000-7000-8000-000000000001@p2c\r\n",
		"\r\nSEQUENCE:3\r\n", /* the sum of all versions */
		"\r\nSTATUS:CANCELLED\r\n",
		"\r\nDTSTART;TZID=Africa/Kigali:20220607T101200\r\n",
		"\r\nDTEND;TZID=Africa/Kigali:20220607T111700\r\n",
		"\r\nX-P2C-OFFICIAL:20220607T080000Z/20220607T090000Z\r\n",
		"\r\nX-P2C-EXPECTED:20220607T081200Z/20220607T091700Z\r\n",
		"Horaire officiel : 10:00–11:00\\, Auditorium",
		"\r\nDTSTAMP:20220607T080000Z\r\n",
		"\r\nLAST-MODIFIED:20220607T080000Z\r\n",
		"\r\nSUMMARY;LANGUAGE=fr:Accès\r\n",
		"\r\nSUMMARY;LANGUAGE=fr:Cérémonie de signature\r\n",
		"\r\nSUMMARY;LANGUAGE=en:Session 4\r\n",
		"\r\nLOCATION:Salle <été>\\, 2\\; B\\\\C\r\n",
		"\r\nCATEGORIES:ACCESS,VALUE CREATION\r\n",
		"\r\nTZOFFSETTO:+0200\r\n",
	};
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
		assert_non_null(strstr(text, LINES[i]));
	assert_null(strstr(text, "BEGIN:DAYLIGHT"));
	free(text);
	arena_destroy(arena);
}

/* What stands behind NAME: in the VEVENT of that session, cut at the end of the line. */
static char *property_of(const char *text, const char *id, const char *name)
{
	const char *event = strstr(text, id), *end = event ? strstr(event, "END:VEVENT") : NULL;
	const char *at = event ? strstr(event, name) : NULL;
	assert_non_null(event);
	assert_non_null(end);
	if (!at || at > end)
		return NULL;
	char *value = strndup(at + strlen(name), strcspn(at + strlen(name), "\r"));
	assert_non_null(value);
	return value;
}

static void assert_property(const char *text, const char *id, const char *name, const char *value)
{
	char *found = property_of(text, id, name);
	assert_texts(found, value);
	free(found);
}

static void a_moved_session_is_where_it_really_is(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.sessions[3].reason = "The projector broke";
	agenda.sessions[3].abstract.in[LANG_EN] = "First\n\nSecond";
	char *text = written(&agenda, &SAMPLE_OPTIONS);
	const char *id = agenda.sessions[3].id;
	assert_property(text, id, "\nLOCATION:", "Salle <été>\\, 2\\; B\\\\C");
	assert_property(text, id,
	    "\n"
	    "X-P2C-OFFICIAL-LOCATION:",
	    "Auditorium \"A\"");
	assert_property(text, id, "\nDTSTART;TZID=Africa/Kigali:", "20220607T150000");
	assert_property(text, id, "\nX-P2C-OFFICIAL:", "20220607T123000Z/20220607T133000Z");
	assert_non_null(strstr(text, "Official time: 14:30–15:30"));
	struct in in = read_text(text);
	const struct agenda_session *session = agenda_session_find(&in.agenda, id);
	assert_texts(session->abstract.in[LANG_EN], "First\n\nSecond");
	assert_true(session->starts_at == agenda.sessions[3].starts_at);
	arena_destroy(in.arena);
	free(text);
	arena_destroy(arena);
}

/* The text with one piece of it, the first behind `after`, replaced. */
static struct in read_edited(const char *text, const char *after, const char *from, const char *to)
{
	const char *at = strstr(strstr(text, after), from);
	struct buf out = { 0 };
	assert_non_null(at);
	buf_add(&out, text, (size_t)(at - text));
	buf_add_text(&out, to);
	buf_add_text(&out, at + strlen(from));
	struct in in = read_text(buf_text(&out));
	buf_finish(&out);
	return in;
}

static void who_edits_the_time_or_the_room_of_a_late_session_moves_the_plan(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	char *text = written(&agenda, &SAMPLE_OPTIONS);
	struct in later = read_edited(
	    text, "BEGIN:VEVENT", "DTSTART;TZID=Africa/Kigali:20220607T101200", "DTSTART:20220607T090000Z");
	const struct agenda_session *session = agenda_session_find(&later.agenda, agenda.sessions[0].id);
	assert_true(session->starts_at == SAMPLE_MS + HOUR);
	struct in elsewhere =
	    read_edited(text, agenda.sessions[3].id, "\nLOCATION:Salle <été>\\, 2\\; B\\\\C", "\nLOCATION:Garden");
	session = agenda_session_find(&elsewhere.agenda, agenda.sessions[3].id);
	assert_string_equal(agenda_room_of(&elsewhere.agenda, session)->name, "Garden");
	assert_int_equal(session->moved_room, 0);
	arena_destroy(later.arena);
	arena_destroy(elsewhere.arena);
	free(text);
	arena_destroy(arena);
}

static void a_session_is_confirmed_cancelled_or_tentative(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.sessions[5].room = -1;
	char *text = written(&agenda, &SAMPLE_OPTIONS);
	assert_property(text, agenda.sessions[0].id, "\nSTATUS:", "CONFIRMED");
	assert_property(text, agenda.sessions[1].id, "\nSTATUS:", "CANCELLED");
	assert_property(text, agenda.sessions[4].id, "\nSTATUS:", "CONFIRMED"); /* the conference's need no room */
	assert_property(text, agenda.sessions[5].id, "\nSTATUS:", "TENTATIVE");
	free(text);
	arena_destroy(arena);
}

static void the_sequence_of_every_session_rises_with_each_change(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	char *before = written(&agenda, &SAMPLE_OPTIONS);
	agenda.sessions[0].version++;
	agenda.sessions[0].overrun_minutes = 60; /* moves the fourth */
	char *after = written(&agenda, &SAMPLE_OPTIONS);
	assert_property(before, agenda.sessions[3].id, "\nSEQUENCE:", "3");
	assert_property(after, agenda.sessions[3].id, "\nSEQUENCE:", "4");
	free(before);
	free(after);
	arena_destroy(arena);
}

static void a_calendar_of_chosen_sessions_has_only_those_at_the_times_of_the_whole_day(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	static const bool CHOSEN[7] = { false, false, false, false, false, true, false };
	struct write_options options = SAMPLE_OPTIONS;
	options.chosen = CHOSEN;
	char *all = written(&agenda, &SAMPLE_OPTIONS), *text = written(&agenda, &options);
	assert_null(strstr(text, agenda.sessions[0].id));
	char *start = property_of(all, agenda.sessions[5].id, "\nDTSTART;TZID=Africa/Kigali:");
	assert_property(text, agenda.sessions[5].id, "\nDTSTART;TZID=Africa/Kigali:", start);
	assert_property(text, agenda.sessions[5].id, "\nSEQUENCE:", "3");
	free(start);
	free(all);
	free(text);
	arena_destroy(arena);
}

static void the_zone_holds_the_changes_of_the_years_in_use_only(void **state)
{
	(void)state;
	sample_zone("Europe/Berlin");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	char *text = written(&agenda, &SAMPLE_OPTIONS);
	assert_non_null(
	    strstr(text, "BEGIN:STANDARD\r\nDTSTART:20220101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100"));
	assert_non_null(
	    strstr(text, "BEGIN:DAYLIGHT\r\nDTSTART:20220327T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200"));
	assert_non_null(
	    strstr(text, "BEGIN:STANDARD\r\nDTSTART:20221030T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100"));
	assert_null(strstr(text, "DTSTART:2021"));
	assert_null(strstr(text, "DTSTART:2023"));
	free(text);
	arena_destroy(arena);
}

static void an_agenda_that_cannot_be_written_leaves_the_output_untouched(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	struct buf out = { 0 };
	struct fault fault = { 0 };
	agenda.sessions[3].id = "17";
	buf_add_text(&out, "before");
	assert_int_equal(ics_write(&agenda, &SAMPLE_OPTIONS, &out, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "id");
	assert_string_equal(buf_text(&out), "before");
	buf_finish(&out);
	arena_destroy(arena);
}

static int64_t start_of(const char *line)
{
	char text[1024];
	snprintf(text, sizeof text,
	    HEAD "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:x\r\n%s\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL, line);
	struct in in = read_text(text);
	assert_int_equal(in.err, OK);
	assert_int_equal(in.agenda.n_sessions, 1);
	assert_true(in.agenda.sessions[0].ends_at == in.agenda.sessions[0].starts_at + HOUR);
	int64_t starts_at = in.agenda.sessions[0].starts_at;
	arena_destroy(in.arena);
	return starts_at;
}

static void times_are_read_in_utc_in_a_zone_and_floating(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_true(start_of("DTSTART:20220607T080000Z") == SAMPLE_MS);
	assert_true(start_of("DTSTART:20220607T100000") == SAMPLE_MS);
	assert_true(start_of("DTSTART;TZID=Africa/Kigali:20220607T100000") == SAMPLE_MS);
	assert_true(start_of("DTSTART;TZID=Europe/Berlin:20220607T100000") == SAMPLE_MS);
	assert_true(
	    start_of("DTSTART;TZID=Europe/Berlin:20220107T100000") == SAMPLE_MS + HOUR - INT64_C(151) * 24 * HOUR);
	assert_true(start_of("DTSTART;TZID=America/New_York:20220607T040000") == SAMPLE_MS);
	assert_true(start_of("DTSTART;TZID=UTC:20220607T080000") == SAMPLE_MS);
}

static void a_zone_of_the_files_own_is_used_when_its_name_is_unknown(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in =
	    read_text(HEAD "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\n"
			   "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
			   "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
			   "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
			   "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n" SESSION(
			       "UID:a\r\nSUMMARY:x\r\n"
			       "DTSTART;TZID=W. Europe Standard Time:20220607T100000\r\n"
			       "DTEND;TZID=W. Europe Standard Time:20220607T110000\r\n") TAIL);
	assert_int_equal(in.err, OK);
	assert_true(in.agenda.sessions[0].starts_at == SAMPLE_MS);
	arena_destroy(in.arena);
}

static void a_zone_that_is_dear_to_expand_or_unknown_is_refused(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_refused(HEAD "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
			    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n"
			    "END:VTIMEZONE\r\n" SESSION("UID:a\r\nDTSTART;TZID=Evil:20220607T100000\r\n") TAIL,
	    "Evil");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART;TZID=Mars/Olympus:20220607T100000\r\n") TAIL, "Mars/Olympus");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART;TZID=../../../etc/passwd:20220607T100000\r\n") TAIL, "Line 4");
}

static void foreign_ids_become_stable_uuids_and_this_is_reported(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	static const char TEXT[] = HEAD SESSION("UID:meeting-17@itu.example\r\nSUMMARY;LANGUAGE=fr-CH:Plénière\r\n"
						"DTSTART:20220607T080000Z\r\nDTEND:20220607T090000Z\r\n") TAIL;
	struct in first = read_bytes(TEXT, sizeof TEXT - 1, &(struct read_options){ SESSION_FOREIGN });
	struct in second = read_text(TEXT);
	assert_int_equal(first.err, OK);
	assert_int_equal(first.agenda.sessions[0].kind, SESSION_FOREIGN);
	assert_int_equal(second.agenda.sessions[0].kind, SESSION_PANEL);
	assert_string_equal(first.agenda.sessions[0].title.in[LANG_FR], "Plénière");
	assert_string_equal(first.agenda.sessions[0].id, second.agenda.sessions[0].id);
	assert_true(report_says(&first.report, "meeting-17@itu.example"));
	assert_int_equal(first.report.items[0].line, 4);
	arena_destroy(first.arena);
	arena_destroy(second.arena);
}

static void a_whole_day_entry_runs_from_midnight_to_midnight(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(HEAD SESSION("UID:a\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20220607\r\n") TAIL);
	assert_int_equal(in.err, OK);
	assert_true(in.agenda.sessions[0].starts_at == SAMPLE_MS - 10 * HOUR);
	assert_true(in.agenda.sessions[0].ends_at == SAMPLE_MS + 14 * HOUR);
	assert_true(report_says(&in.report, "whole days"));
	arena_destroy(in.arena);
}

static void recurrence_is_refused_with_its_line_and_never_expanded(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:20220607T080000Z\r\nRRULE:FREQ=SECONDLY\r\n") TAIL, "Line 7");
	assert_refused(
	    HEAD SESSION("UID:a\r\nDTSTART:20220607T080000Z\r\nRR\r\n ULE;X=1:FREQ=DAILY\r\n") TAIL, "Line 7");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:20220607T080000Z\r\nrdate:20220608T080000Z\r\n") TAIL, "RDATE");
	assert_refused(HEAD SESSION("UID:a\r\nRECURRENCE-ID:20220607T080000Z\r\n") TAIL, "RECURRENCE-ID");
}

static void broken_files_are_refused_with_their_line(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_refused("", "ends before");
	assert_refused("hello\r\n", "Line 1");
	assert_refused("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "VEVENT may not stand here");
	assert_refused(HEAD "BEGIN:VEVENT\r\n", "ends before");
	assert_refused(HEAD "END:VEVENT\r\n", "Line 4");
	assert_refused(HEAD SESSION("UID:a\r\nSUMMARY:no time\r\n") TAIL, "Line 4");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:yesterday\r\n") TAIL, "Line 4");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:00010101T000000Z\r\n") TAIL, "cannot be read");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:20220607T080000Z\r\nDURATION:P99999999W\r\n") TAIL, "Line 4");
	assert_refused(HEAD SESSION("UID:a\r\nSUMMARY:\xe9t\xe9\r\n") TAIL, "not UTF-8");
	assert_refused(HEAD SESSION("UID:a\r\nDTSTART:20220607T080000Z\r\n")
			   SESSION("UID:a\r\nDTSTART:20220608T080000Z\r\n") TAIL,
	    "Line 8");
}

static void deep_nesting_and_sheer_size_are_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	for (int i = 0; i < 100000; i++)
		buf_add_text(&text, "BEGIN:VCALENDAR\r\n");
	assert_refused(buf_text(&text), "nested too deeply");
	text.len = 0;
	buf_add_text(&text, HEAD);
	for (int i = 0; i < FORMAT_SESSIONS_MAX + 1; i++)
		buf_printf(&text, SESSION("UID:%d\r\nDTSTART:20220607T080000Z\r\n"), i);
	assert_refused(buf_text(&text), "20000");
	buf_finish(&text);
	static char big[FORMAT_BYTES_MAX + 1];
	struct in in = read_bytes(big, sizeof big, NULL);
	assert_int_equal(in.err, ERR_TOO_BIG);
	arena_destroy(in.arena);
}

/* A calendar with one session that has this text before its end, n times. */
static struct in read_repeated(const char *text, int n)
{
	struct buf all = { 0 };
	buf_add_text(&all, HEAD "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20220607T080000Z\r\nDTEND:20220607T090000Z\r\n");
	for (int i = 0; i < n; i++)
		buf_add_text(&all, text);
	buf_add_text(&all, ":1\r\nEND:VEVENT\r\n" TAIL);
	struct in in = read_bytes(all.bytes, all.len, NULL);
	buf_finish(&all);
	return in;
}

static void what_nobody_reads_is_passed_over_however_much_it_is(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	static const char *const TEXTS[] = { "ATTACH;A=1\r\n ", "X-OTHER:1\r\n", "BEGIN:VALARM\r\nEND:VALARM\r\n" };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		struct in in = read_repeated(TEXTS[i], 100000);
		assert_int_equal(in.err, OK);
		assert_int_equal(in.agenda.n_sessions, 1);
		arena_destroy(in.arena);
	}
}

static void what_is_read_is_limited(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	static const char *const TEXTS[] = { "SUMMARY;A=1\r\n ;B=2\r\n ", "CATEGORIES:a\r\n", "SUMMARY;A=\"x\\" };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		struct in in = read_repeated(TEXTS[i], 1000);
		assert_int_equal(in.err, ERR_FILE_FORMAT);
		assert_non_null(strstr(in.fault.detail, "Line "));
		arena_destroy(in.arena);
	}
	struct buf zones = { 0 };
	buf_add_text(&zones, HEAD);
	for (int i = 0; i < 1000; i++)
		buf_printf(&zones, "BEGIN:VTIMEZONE\r\nTZID:%d\r\nEND:VTIMEZONE\r\n", i);
	assert_refused(buf_text(&zones), "time zones");
	buf_finish(&zones);
}

static void what_others_write_is_read_liberally(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in =
	    read_text("\xef\xbb\xbf"
		      "BEGIN:VCALENDAR\nversion:2.0\nX-WR-CALNAME:Their day\n"
		      "begin:vevent\nuid:01813D2A-0000-7000-8000-00000000ABCD\nsummary:One\\, \n two\\nthree\n"
		      "dtstart:20220607T080000Z\nCATEGORIES:Access,Food\nCATEGORIES:Value creation\n"
		      "X-P2C-SESSION:{broken\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nEND:VALARM\n"
		      "end:vevent\nEND:VCALENDAR");
	assert_int_equal(in.err, OK);
	const struct agenda_session *session = &in.agenda.sessions[0];
	assert_string_equal(in.agenda.title, "Their day");
	assert_string_equal(session->id, "01813d2a-0000-7000-8000-00000000abcd");
	assert_string_equal(session->title.in[LANG_EN], "One, two\nthree");
	assert_int_equal(session->focus_areas, 1u << FOCUS_ACCESS | 1u << FOCUS_VALUE_CREATION);
	assert_true(report_says(&in.report, "extension"));
	assert_true(report_says(&in.report, "no end"));
	arena_destroy(in.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_agenda_reads_back_the_same),
		cmocka_unit_test(it_reads_back_the_same_across_the_change_of_the_clock),
		cmocka_unit_test(lines_end_in_crlf_and_are_never_longer_than_75_octets),
		cmocka_unit_test(the_standard_words_carry_what_they_can),
		cmocka_unit_test(a_moved_session_is_where_it_really_is),
		cmocka_unit_test(who_edits_the_time_or_the_room_of_a_late_session_moves_the_plan),
		cmocka_unit_test(a_session_is_confirmed_cancelled_or_tentative),
		cmocka_unit_test(the_sequence_of_every_session_rises_with_each_change),
		cmocka_unit_test(a_calendar_of_chosen_sessions_has_only_those_at_the_times_of_the_whole_day),
		cmocka_unit_test(the_zone_holds_the_changes_of_the_years_in_use_only),
		cmocka_unit_test(an_agenda_that_cannot_be_written_leaves_the_output_untouched),
		cmocka_unit_test(times_are_read_in_utc_in_a_zone_and_floating),
		cmocka_unit_test(a_zone_of_the_files_own_is_used_when_its_name_is_unknown),
		cmocka_unit_test(a_zone_that_is_dear_to_expand_or_unknown_is_refused),
		cmocka_unit_test(foreign_ids_become_stable_uuids_and_this_is_reported),
		cmocka_unit_test(a_whole_day_entry_runs_from_midnight_to_midnight),
		cmocka_unit_test(recurrence_is_refused_with_its_line_and_never_expanded),
		cmocka_unit_test(broken_files_are_refused_with_their_line),
		cmocka_unit_test(deep_nesting_and_sheer_size_are_refused),
		cmocka_unit_test(what_nobody_reads_is_passed_over_however_much_it_is),
		cmocka_unit_test(what_is_read_is_limited),
		cmocka_unit_test(what_others_write_is_read_liberally),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
