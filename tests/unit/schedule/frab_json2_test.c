/* schedule.json version 2, out and in. The public schema is asked by the HTTP tests; here what its few words do to
 * ours. */
#include "tests/unit/schedule/reading.h"

#include "schedule/frab_json.h"
#include "schedule/frab_json2.h"

#include <jansson.h>

#define FILE2(rooms, events)                                                                                         \
	"{\"schedule\":{\"version\":\"1\",\"conference\":{\"title\":\"Day\",\"acronym\":\"theday\",\"days\":[],"     \
	"\"start\":\"2022-06-07T00:00:00Z\",\"end\":\"2022-06-08T00:00:00Z\",\"rooms\":[" rooms                      \
	"]},\"events\":[" events "]}}"
#define ID_1 "\"guid\":\"01813d2a-0000-7000-8000-000000000001\""
#define ID_2 "\"guid\":\"01813d2a-0000-7000-8000-000000000002\""
#define TIMES "\"start\":\"2022-06-07T10:00:00+02:00\",\"end\":\"2022-06-07T11:00:00+02:00\""
#define HALL "{\"name\":\"Hall\",\"guid\":\"01813d2a-1111-7000-8000-000000000001\",\"capacity\":90}"

static const struct format FORMAT = { frab_json_read, frab_json2_write };

static struct in read_text(const char *text)
{
	return format_read(&FORMAT, text, strlen(text));
}

static void round_trip(const char *zone, const char *told)
{
	sample_zone(zone);
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.zone = told;
	agenda.sessions[2].abstract = (struct texts){ { "Coffee", "Café" } };
	agenda.sessions[2].persons = agenda.sessions[0].persons;
	agenda.sessions[2].n_persons = 1;
	agenda.sessions[3].language = "zh-Hant";
	format_keeps(&FORMAT, &agenda);
	arena_destroy(arena);
}

static void a_written_agenda_reads_back_the_same_though_the_format_has_few_words(void **state)
{
	(void)state;
	round_trip("Africa/Kigali", "Africa/Kigali");
	round_trip("UTC", "UTC");
	round_trip("Etc/GMT-3", "");
}

static const json_t *at(const json_t *root, const char *list, size_t index)
{
	return json_array_get(json_object_get(json_object_get(root, "schedule"), list), index);
}

static const char *text_at(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	assert_non_null(text);
	return text;
}

static void every_session_stands_in_one_list_with_its_room_and_all_its_languages(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct agenda agenda = sample_agenda(arena);
	assert_int_equal(frab_json2_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	json_t *root = json_loadb(out.bytes, out.len, JSON_REJECT_DUPLICATES, NULL);
	assert_int_equal(json_array_size(json_object_get(json_object_get(root, "schedule"), "events")), 7);
	const json_t *session = NULL, *pause = NULL;
	for (size_t i = 0; i < 7; i++) {
		const json_t *one = at(root, "events", i);
		session = !strcmp(text_at(one, "guid"), agenda.sessions[0].id) ? one : session;
		pause = !strcmp(text_at(one, "guid"), agenda.sessions[2].id) ? one : pause;
	}
	assert_string_equal(text_at(session, "start"), "2022-06-07T10:00:00+02:00");
	assert_string_equal(text_at(session, "duration"), "PT1H0M");
	assert_string_equal(text_at(json_object_get(session, "room"), "guid"), agenda.rooms[0].guid);
	assert_string_equal(text_at(json_object_get(session, "abstract"), "es"), "Resumen");
	assert_string_equal(text_at(session, "type"), "DISCUSSION");
	assert_string_equal(text_at(session, "state"), "DELAYED");
	assert_string_equal(text_at(json_object_get(session, "track"), "slug"), "access");
	assert_string_equal(text_at(json_array_get(json_object_get(session, "participants"), 0), "role"), "HOST");
	assert_string_equal(text_at(pause, "type"), "BREAK");
	assert_null(json_object_get(pause, "abstract"));
	json_decref(root);
	buf_finish(&out);
	arena_destroy(arena);
}

static void what_others_write_is_read(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(FILE2(HALL,
	    "{" ID_1 "," TIMES ",\"room\":{\"guid\":\"01813d2a-1111-7000-8000-000000000001\"},\"title\":\"One\","
	    "\"type\":\"WORKSHOP\",\"language\":\"fr\",\"track\":{\"slug\":\"value-creation\"},"
	    "\"abstract\":{\"fr\":\"Oui\",\"en\":\"Yes\",\"de\":\"Ja\"},\"state\":\"CANCELED\",\"participants\":[{"
	    "\"guid\":"
	    "\"01813d2a-3333-7000-8000-000000000001\",\"name\":\"Amina\",\"role\":\"HOST\"},{\"name\":\"Li\"}]},"
	    "{" ID_2 ",\"start\":\"2022-06-07T12:00:00+02:00\",\"duration\":\"PT1H30M\",\"title\":\"Lunch\","
	    "\"type\":\"BREAK\",\"room\":{\"name\":\"Garden\",\"guid\":\"01813d2a-1111-7000-8000-000000000009\"}}"));
	assert_int_equal(in.err, OK);
	const struct agenda_session *one = &in.agenda.sessions[0], *lunch = &in.agenda.sessions[1];
	assert_string_equal(agenda_room_of(&in.agenda, one)->name, "Hall");
	assert_int_equal(agenda_room_of(&in.agenda, one)->capacity, 90);
	assert_int_equal(one->kind, SESSION_BREAKOUT);
	assert_int_equal(one->state, SESSION_CANCELLED);
	assert_int_equal(one->focus_areas, 1u << FOCUS_VALUE_CREATION);
	assert_string_equal(one->language, "fr");
	assert_string_equal(one->abstract.in[LANG_FR], "Oui");
	assert_string_equal(one->abstract.in[LANG_EN], "Yes");
	assert_int_equal(one->n_persons, 2);
	assert_int_equal(one->persons[0].role, PERSON_CHAIR);
	assert_int_equal(one->persons[1].role, PERSON_SPEAKER);
	assert_int_equal(lunch->kind, SESSION_BREAK);
	assert_true(lunch->ends_at - lunch->starts_at == 90 * MINUTE);
	assert_string_equal(agenda_room_of(&in.agenda, lunch)->name, "Garden");
	arena_destroy(in.arena);
}

static void a_room_that_vanished_is_reported_and_its_session_kept(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(FILE2(HALL,
	    "{" ID_1 "," TIMES ",\"title\":\"One\",\"room\":{\"guid\":\"01813d2a-1111-7000-8000-000000000009\"}}"));
	assert_int_equal(in.err, OK);
	assert_int_equal(in.agenda.sessions[0].room, -1);
	assert_true(report_says(&in.report, "Session 1 is in the room 01813d2a-1111-7000-8000-000000000009"));
	arena_destroy(in.arena);
}

static void broken_files_are_refused_with_the_session(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	format_refuses(&FORMAT, FILE2("", "7"), "Session 1 is no object");
	format_refuses(&FORMAT, FILE2("", "{" ID_1 "," TIMES ",\"title\":\"a\"},{" ID_2 ",\"title\":\"b\"}"),
	    "Session 2: \"b\" has no usable date");
	format_refuses(&FORMAT,
	    FILE2("", "{" ID_1 ",\"start\":\"2022-06-07T10:00:00Z\",\"duration\":\"P1D\",\"title\":\"a\"}"),
	    "neither an end nor a duration");
	format_refuses(&FORMAT,
	    FILE2("", "{" ID_1 "," TIMES ",\"title\":\"a\"},{" ID_1 "," TIMES ",\"title\":\"b\"}"),
	    "stands at two sessions: \"a\" and \"b\"");
}

static void what_is_strange_but_harmless_is_passed_over(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(FILE2(
	    "3,{}", "{" ID_1 "," TIMES ",\"room\":[],\"track\":7,\"abstract\":[],\"participants\":{},\"links\":0}"));
	assert_int_equal(in.err, OK);
	assert_int_equal(in.agenda.n_sessions, 1);
	assert_int_equal(in.agenda.sessions[0].room, -1);
	arena_destroy(in.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_agenda_reads_back_the_same_though_the_format_has_few_words),
		cmocka_unit_test(every_session_stands_in_one_list_with_its_room_and_all_its_languages),
		cmocka_unit_test(what_others_write_is_read),
		cmocka_unit_test(a_room_that_vanished_is_reported_and_its_session_kept),
		cmocka_unit_test(broken_files_are_refused_with_the_session),
		cmocka_unit_test(what_is_strange_but_harmless_is_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
