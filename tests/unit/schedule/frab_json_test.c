/* schedule.json out and in. The public schema is asked by the HTTP tests; here every field is looked at. */
#include "tests/unit/schedule/reading.h"

#include "schedule/frab_json.h"

#include <jansson.h>

#define DAY(rooms) "{\"schedule\":{\"conference\":{\"days\":[{\"date\":\"2022-06-07\",\"rooms\":{" rooms "}}]}}}"

static const struct format FORMAT = { frab_json_read, frab_json_write };

static struct in read_bytes(const char *bytes, size_t len)
{
	return format_read(&FORMAT, bytes, len);
}

static struct in read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void assert_refused(const char *text, const char *why)
{
	format_refuses(&FORMAT, text, why);
}

static void round_trip(const char *zone, const char *told)
{
	sample_zone(zone);
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.zone = told;
	format_keeps(&FORMAT, &agenda);
	arena_destroy(arena);
}

static void a_written_agenda_reads_back_the_same(void **state)
{
	(void)state;
	round_trip("Africa/Kigali", "Africa/Kigali");
	round_trip("UTC", "UTC");
	round_trip("Etc/GMT-3", ""); /* the schema has no word for it */
	round_trip("Europe/Berlin", "Europe/Berlin");
}

static const char *text_at(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	assert_non_null(text);
	return text;
}

static void every_field_of_the_format_is_written(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct agenda agenda = sample_agenda(arena);
	assert_int_equal(frab_json_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	json_t *root = json_loadb(out.bytes, out.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *schedule = json_object_get(root, "schedule");
	const json_t *conference = json_object_get(schedule, "conference");
	assert_string_equal(text_at(schedule, "version"), "2022-06-07T10:00:00+02:00");
	assert_string_equal(text_at(conference, "acronym"), "p2c_");
	assert_string_equal(text_at(conference, "title"), "Partner2Connect & <friends>");
	assert_string_equal(text_at(conference, "start"), "2022-06-07");
	assert_string_equal(text_at(conference, "end"), "2022-06-08");
	assert_string_equal(text_at(conference, "time_zone_name"), "Africa/Kigali");
	assert_int_equal(json_integer_value(json_object_get(conference, "daysCount")), 2);
	assert_int_equal(json_array_size(json_object_get(conference, "tracks")), FOCUS_AREA_MAX);
	const json_t *day = json_array_get(json_object_get(conference, "days"), 0);
	assert_string_equal(text_at(day, "date"), "2022-06-07");
	assert_string_equal(text_at(day, "day_start"), "2022-06-07T00:00:00+02:00");
	assert_string_equal(text_at(day, "day_end"), "2022-06-08T00:30:00+02:00");
	const json_t *hall = json_object_get(json_object_get(day, "rooms"), "Auditorium \"A\"");
	const json_t *session = json_array_get(hall, 0);
	assert_string_equal(text_at(session, "guid"), agenda.sessions[0].id);
	assert_true(json_integer_value(json_object_get(session, "id")) > 0);
	assert_string_equal(text_at(session, "date"), "2022-06-07T10:00:00+02:00");
	assert_string_equal(text_at(session, "start"), "10:00");
	assert_string_equal(text_at(session, "end"), "2022-06-07T11:00:00+02:00");
	assert_string_equal(text_at(session, "duration"), "01:00");
	assert_string_equal(text_at(session, "room"), "Auditorium \"A\"");
	assert_string_equal(text_at(session, "slug"), "p2c-01813d2a-0000-7000-8000-000000000001");
	assert_string_equal(text_at(session, "url"), "https://p2c.example/#01813d2a-0000-7000-8000-000000000001");
	assert_string_equal(text_at(session, "title"), agenda.sessions[0].title.in[LANG_EN]);
	assert_string_equal(text_at(session, "track"), "ACCESS, VALUE CREATION");
	assert_string_equal(text_at(session, "type"), "panel");
	assert_string_equal(text_at(session, "language"), "fr");
	assert_string_equal(text_at(session, "abstract"), agenda.sessions[0].abstract.in[LANG_EN]);
	assert_string_equal(text_at(session, "subtitle"), "");
	assert_true(json_is_array(json_object_get(session, "links")));
	const json_t *person = json_array_get(json_object_get(session, "persons"), 1);
	assert_string_equal(text_at(person, "name"), "李明");
	assert_string_equal(text_at(person, "role"), "panellist");
	assert_null(json_object_get(person, "public_name")); /* the schema takes one of the two forms, not both */
	json_decref(root);
	buf_finish(&out);
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
	agenda.sessions[2].ends_at = agenda.sessions[2].starts_at - 1;
	assert_int_equal(frab_json_write(&agenda, &SAMPLE_OPTIONS, &out, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "ends_at");
	assert_int_equal(out.len, 0);
	arena_destroy(arena);
}

static void a_pretalx_export_is_read(void **state)
{
	(void)state;
	sample_zone("UTC");
	struct in in = read_text(
	    "\xef\xbb\xbf{\"$schema\":\"x\",\"schedule\":{\"version\":\"v1\",\"conference\":{\"acronym\":\"democon\","
	    "\"title\":\"DemoCon\",\"time_zone_name\":\"UTC\",\"rooms\":[{\"name\":\"Gray\","
	    "\"guid\":\"b379c473-93b9-4eae-9a09-d482e86cede3\",\"capacity\":80},{\"name\":\"Tan\",\"guid\":null}],"
	    "\"days\":[{\"index\":1,\"date\":\"2020-12-14\",\"rooms\":{\"Gray\":[{\"id\":25,\"guid\":null,"
	    "\"date\":\"2020-12-14T09:00:00+01:00\",\"start\":\"09:00\",\"duration\":\"00:30\",\"room\":\"Gray\","
	    "\"title\":\"Hardware\",\"subtitle\":\"\",\"track\":\"Phased\",\"type\":\"Talk\",\"language\":\"en\","
	    "\"abstract\":null,\"description\":\"Long\",\"code\":\"G9JGWY\",\"persons\":[{\"id\":26,\"code\":"
	    "\"NQTF8Y\","
	    "\"public_name\":\"Brian Robinson\"}]}],\"Tan\":[]}}]}}}");
	assert_int_equal(in.err, OK);
	assert_string_equal(in.agenda.acronym, "democon");
	assert_int_equal(in.agenda.n_rooms, 2);
	assert_int_equal(in.agenda.rooms[0].capacity, 80);
	assert_int_equal(in.agenda.n_sessions, 1);
	const struct agenda_session *session = &in.agenda.sessions[0];
	assert_string_equal(session->code, "G9JGWY");
	assert_string_equal(session->abstract.in[LANG_EN], "Long");
	assert_true(session->ends_at - session->starts_at == 30 * MINUTE);
	assert_int_equal(session->n_persons, 1);
	assert_null(session->persons[0].id);
	assert_string_equal(session->persons[0].name, "Brian Robinson");
	assert_true(report_says(&in.report, "\"25\" is no UUID"));
	assert_true(report_says(&in.report, "Phased"));
	arena_destroy(in.arena);
}

static void broken_files_are_refused_with_line_or_place(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_refused("", "Line 1");
	assert_refused("{\n\n]", "Line 3");
	assert_refused("{\"a\":1,\n\"a\":2}", "Line 2");
	assert_refused("[]", "schedule.conference.days");
	assert_refused("{\"schedule\":{\"conference\":{\"days\":{}}}}", "schedule.conference.days");
	assert_refused(DAY("\"Hall\":[17]"), "Day 1, Hall, session 1: This is no object.");
	assert_refused(
	    DAY("\"Hall\":[{\"title\":\"x\",\"date\":\"2022-06-07T10:00:00Z\",\"end\":\"2022-06-07T11:00:00Z\"},"
		"{\"title\":\"y\"}]"),
	    "Day 1, Hall, session 2: \"y\" has no usable date");
	assert_refused(DAY("\"Hall\":[{\"title\":\"x\",\"date\":\"2022-06-07T10:00:00Z\"}]"), "neither an end");
	assert_refused(DAY("\"H\":[{\"id\":1,\"date\":\"2022-06-07T10:00:00Z\",\"duration\":\"1:00\"},"
			   "{\"id\":1,\"date\":\"2022-06-08T10:00:00Z\",\"duration\":\"1:00\"}]"),
	    "stands at two sessions");
	assert_refused(DAY("\"Hall\":[{\"title\":\"\xe9\"}]"), "Line 1");
}

static void what_is_strange_but_harmless_is_passed_over(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(
	    "{\"schedule\":{\"conference\":{\"title\":7,\"rooms\":{\"a\":1},\"days\":[null,{\"rooms\":[]},"
	    "{\"rooms\":{\"Hall\":null}}]},\"p2c\":{\"agenda\":{\"rooms\":[3,{\"name\":4}]},\"sessions\":9}}}");
	assert_int_equal(in.err, OK);
	assert_int_equal(in.agenda.n_sessions, 0);
	arena_destroy(in.arena);
}

static void deep_nesting_and_sheer_size_are_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	for (int i = 0; i < 100000; i++)
		buf_add_text(&text, "[");
	assert_refused(buf_text(&text), "maximum parsing depth");
	text.len = 0;
	buf_add_text(&text, "{\"schedule\":{\"conference\":{\"days\":[{\"rooms\":{");
	for (int i = 0; i <= FORMAT_ROOMS_MAX; i++)
		buf_printf(&text, "%s\"%d\":[]", i ? "," : "", i);
	buf_add_text(&text, "}}]}}}");
	assert_refused(buf_text(&text), "More than 1000 rooms");
	buf_finish(&text);
	static char big[FORMAT_BYTES_MAX + 1];
	struct in in = read_bytes(big, sizeof big);
	assert_int_equal(in.err, ERR_TOO_BIG);
	arena_destroy(in.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_agenda_reads_back_the_same),
		cmocka_unit_test(every_field_of_the_format_is_written),
		cmocka_unit_test(an_agenda_that_cannot_be_written_leaves_the_output_untouched),
		cmocka_unit_test(a_pretalx_export_is_read),
		cmocka_unit_test(broken_files_are_refused_with_line_or_place),
		cmocka_unit_test(what_is_strange_but_harmless_is_passed_over),
		cmocka_unit_test(deep_nesting_and_sheer_size_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
