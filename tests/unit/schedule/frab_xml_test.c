/* schedule.xml out and in: valid by the public schema, lossless, and deaf to hostile documents. */
#include "tests/unit/schedule/reading.h"

#include "schedule/frab_xml.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define DAY(rooms)                                                                                                   \
	"<schedule><version>1</version><conference><title>T</title></conference><day index=\"1\" "                   \
	"date=\"2022-06-07\">" rooms "</day></schedule>"
#define ROOM(sessions) "<room name=\"Hall\">" sessions "</room>"

static const struct format FORMAT = { frab_xml_read, frab_xml_write };

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

static void round_trip(const char *zone)
{
	sample_zone(zone);
	struct arena *arena = arena_create();
	struct agenda agenda = sample_agenda(arena);
	agenda.acronym = "p2c";
	format_keeps(&FORMAT, &agenda);
	arena_destroy(arena);
}

static void a_written_agenda_reads_back_the_same(void **state)
{
	(void)state;
	round_trip("Africa/Kigali");
	round_trip("UTC");
	round_trip("America/St_Johns");
	round_trip("Europe/Berlin");
}

/* Runs xmllint on the bytes; true when the schema takes them. */
static bool schema_takes(const char *schema, const struct buf *xml)
{
	char folder[] = "/tmp/p2c-xml-XXXXXX", path[64];
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/schedule.xml", folder);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(xml->bytes, 1, xml->len, file), xml->len);
	assert_int_equal(fclose(file), 0);
	pid_t child = fork();
	if (child == 0) {
		execlp("xmllint", "xmllint", "--nonet", "--noout", "--schema", schema, path, (char *)NULL);
		_exit(127);
	}
	int status = -1;
	assert_int_equal(waitpid(child, &status, 0), child);
	unlink(path);
	rmdir(folder);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void what_is_written_is_valid_by_the_public_schema(void **state)
{
	(void)state;
	const char *formats = getenv("P2C_FORMATS");
	char schema[512];
	snprintf(schema, sizeof schema, "%s/schedule.xml.xsd", formats ? formats : "");
	if (!formats || access(schema, R_OK) != 0) {
		print_message("P2C_FORMATS names no folder with schedule.xml.xsd: the schema is not asked\n");
		skip(); /* the schema is not ours to carry */
	}
	static const char *const ZONES[] = { "Africa/Kigali", "UTC", "America/St_Johns" };
	struct arena *arena = arena_create();
	for (size_t i = 0; i < 3; i++) {
		struct buf out = { 0 };
		sample_zone(ZONES[i]);
		struct agenda agenda = sample_agenda(arena);
		agenda.sessions[0].title.in[LANG_EN] = "control \x01, half a \xc3, noncharacter \xef\xbf\xbf";
		agenda.sessions[1].ends_at += 7000;
		assert_int_equal(frab_xml_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
		assert_true(schema_takes(schema, &out));
		out.len = 0;
		assert_int_equal(frab_xml_write(&(struct agenda){ 0 }, &SAMPLE_OPTIONS, &out, NULL), OK);
		assert_true(schema_takes(schema, &out));
		buf_finish(&out);
	}
	arena_destroy(arena);
}

static void a_session_across_midnight_stands_on_the_day_it_starts(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct agenda agenda = sample_agenda(arena);
	assert_int_equal(frab_xml_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	const char *text = buf_text(&out);
	const char *late = strstr(text, "guid=\"01813d2a-0000-7000-8000-000000000006\"");
	const char *second = strstr(text, "<day index=\"2\"");
	assert_non_null(late);
	assert_non_null(second);
	assert_true(late < second);
	assert_non_null(strstr(text, "end=\"2022-06-08T00:30:00+02:00\""));
	assert_null(strstr(text, "<day index=\"3\""));
	buf_finish(&out);
	arena_destroy(arena);
}

static int number_of(const char *text, const char *guid)
{
	const char *at = strstr(text, guid);
	assert_non_null(at);
	while (strncmp(at, "id=\"", 4) != 0)
		at--;
	return atoi(at + 4);
}

static void the_number_of_a_session_does_not_wander_when_others_go(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct buf out = { 0 };
	struct agenda agenda = sample_agenda(arena);
	assert_int_equal(frab_xml_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	int before = number_of(buf_text(&out), agenda.sessions[4].id);
	out.len = 0;
	agenda.sessions += 2;
	agenda.n_sessions -= 2;
	assert_int_equal(frab_xml_write(&agenda, &SAMPLE_OPTIONS, &out, NULL), OK);
	assert_int_equal(number_of(buf_text(&out), agenda.sessions[2].id), before);
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
	agenda.rooms[1].name = agenda.rooms[0].name;
	assert_int_equal(frab_xml_write(&agenda, &SAMPLE_OPTIONS, &out, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "rooms");
	assert_int_equal(out.len, 0);
	arena_destroy(arena);
}

static void hand_edited_words_win_over_the_extension(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(DAY(ROOM(
	    "<event id=\"1\" guid=\"01813d2a-0000-7000-8000-000000000001\">"
	    "<?p2c {\"version\":4,\"kind\":\"video\",\"language\":\"es\",\"title\":{\"in\":\"fr\",\"en\":\"Old\"},"
	    "\"persons\":[{\"name\":\"Ada\",\"role\":\"chair\"}]}?>"
	    "<title>Neuf</title><type>ceremony</type><date>2022-06-07T10:00:00+02:00</date><language>ru</language>"
	    "<duration>01:00</duration><persons><person>Ada</person><person>Bob</person></persons></event>")));
	assert_int_equal(in.err, OK);
	const struct agenda_session *session = &in.agenda.sessions[0];
	assert_int_equal(session->version, 4);
	assert_int_equal(session->kind, SESSION_CEREMONY);
	assert_string_equal(session->language, "ru");
	assert_string_equal(session->title.in[LANG_FR], "Neuf");
	assert_string_equal(session->title.in[LANG_EN], "Old");
	assert_int_equal(session->n_persons, 2);
	assert_int_equal(session->persons[0].role, PERSON_CHAIR);
	assert_int_equal(session->persons[1].role, PERSON_SPEAKER);
	arena_destroy(in.arena);
}

static void what_others_write_is_read_liberally_and_reported(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct in in = read_text(DAY(ROOM("\n<event id=\"17\"><title> Hello\n</title><type>Séance</type>"
					  "<start>10:00</start><duration>0:45</duration><track>Access; Music</track>"
					  "<abstract>A</abstract><description><![CDATA[<b>]]></description></event>"
					  "<event id=\"18\"><title>B</title><type>Talk</type>"
					  "<date>2022-06-07T10:00:00Z</date><duration>1:00:30</duration></event>")));
	assert_int_equal(in.err, OK);
	const struct agenda_session *session = &in.agenda.sessions[0];
	assert_true(session->starts_at == SAMPLE_MS);
	assert_true(session->ends_at == SAMPLE_MS + 45 * MINUTE);
	assert_string_equal(session->title.in[LANG_EN], "Hello");
	assert_string_equal(session->abstract.in[LANG_EN], "A\n\n<b>");
	assert_int_equal(session->focus_areas, 1u << FOCUS_ACCESS);
	assert_string_equal(in.agenda.rooms[session->room].name, "Hall");
	assert_true(report_says(&in.report, "Music"));
	assert_true(report_says(&in.report, "Séance"));
	assert_true(report_says(&in.report, "no UUID"));
	assert_true(report_says(&in.report, "local time"));
	assert_int_equal(in.report.items[0].line, 2);
	assert_int_equal(in.agenda.sessions[1].kind, SESSION_PANEL);
	arena_destroy(in.arena);
}

static void other_encodings_are_read_when_they_are_declared(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	static const char SESSION[] =
	    ROOM("<event id=\"1\"><title>\xe9t\xe9</title><date>2022-06-07T10:00:00+02:00</date>"
		 "<duration>01:00</duration></event>");
	char text[1024];
	snprintf(text, sizeof text,
	    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><schedule><day>%s</day></schedule>", SESSION);
	struct in in = read_text(text);
	assert_int_equal(in.err, OK);
	assert_string_equal(in.agenda.sessions[0].title.in[LANG_EN], "été");
	arena_destroy(in.arena);
	snprintf(text, sizeof text, "<schedule>\n<day>%s</day></schedule>", SESSION);
	assert_refused(text, "Line 2");
}

static void entity_bombs_and_external_entities_are_refused(void **state)
{
	(void)state;
	assert_refused(
	    "<!-- [ -->\n<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><schedule>&b;</schedule>",
	    "Line 2: The document declares entities");
	assert_refused(
	    "<!DOCTYPE s [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><schedule>&a;</schedule>", "entities");
	assert_refused("<!DOCTYPE s [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\"> %p;]><schedule/>", "entities");
	assert_refused("<!DOCTYPE s SYSTEM '\"' [<!ENTITY a \"]>\">]><schedule>&a;</schedule>", "entities");
	assert_refused(
	    "<?xml version=\"1.0\"?>\n<?x [?><!DOCTYPE\ns\n[]><schedule/>", "Line 2: The document declares");
	assert_refused("<schedule>&unknown;</schedule>", "unknown");
}

static void encodings_that_hide_the_markup_are_refused(void **state)
{
	(void)state;
	static const char UTF16[] = "\xff\xfe<\0s\0c\0h\0e\0d\0u\0l\0e\0/\0>\0";
	struct in in = read_bytes(UTF16, sizeof UTF16 - 1);
	assert_int_equal(in.err, ERR_FILE_FORMAT);
	assert_non_null(strstr(in.fault.detail, "UTF-8"));
	arena_destroy(in.arena);
	assert_refused("<?xml version='1.0' encoding='UTF-7'?>+ADw-schedule/>", "UTF-8");
	assert_refused("\xef\xbb\xbf<?xml version='1.0' encoding\n= \"EBCDIC-US\"?><schedule/>", "UTF-8");
}

static void tags_of_endless_attributes_are_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	buf_add_text(&text, "<schedule>\n<day a='>'");
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, " a%d='>\"'", i);
	buf_add_text(&text, "/></schedule>");
	assert_refused(buf_text(&text), "Line 2: This tag is too long");
	buf_finish(&text);
}

static void what_looks_like_markup_in_comments_and_text_is_none(void **state)
{
	(void)state;
	struct buf text = { 0 };
	buf_add_text(
	    &text, "<schedule><!-- <it's --><?php <\"?><version><![CDATA[ <!DOCTYPE [ <don't ]]></version><!--");
	for (int i = 0; i < 10000; i++)
		buf_add_text(&text, "<x ");
	buf_add_text(&text, "--></schedule>");
	struct in in = read_bytes(text.bytes, text.len);
	assert_int_equal(in.err, OK);
	arena_destroy(in.arena);
	buf_finish(&text);
}

static void a_document_type_without_entities_does_no_harm(void **state)
{
	(void)state;
	struct in in = read_text("<!DOCTYPE schedule SYSTEM \"http://127.0.0.1:9/none.dtd\"><schedule/>");
	assert_int_equal(in.err, OK);
	assert_int_equal(in.agenda.n_sessions, 0);
	arena_destroy(in.arena);
}

static void broken_files_are_refused_with_their_line(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	assert_refused("", "");
	assert_refused("no xml", "Line 1");
	assert_refused("<schedule>\n<day>\n</schedule>", "Line 3");
	assert_refused("<other/>", "not <schedule>");
	assert_refused(
	    DAY(ROOM("\n\n<event id=\"1\"><title>Lost</title></event>")), "Line 3: \"Lost\" has no usable date");
	assert_refused(DAY(ROOM("<event id=\"1\"><title>Long</title><date>2022-06-07T10:00:00Z</date>"
				"<duration>soon</duration></event>")),
	    "Long");
	assert_refused(
	    DAY(ROOM("<event id=\"1\"><date>9999-06-07T10:00:00Z</date><duration>1:00</duration></event>")),
	    "no usable date");
	assert_refused(
	    DAY(ROOM("<event id=\"1\"><date>2022-06-07T10:00:00Z</date><duration>1:00</duration></event>\n"
		     "<event id=\"1\"><date>2022-06-08T10:00:00Z</date><duration>1:00</duration></event>")),
	    "Line 2: The id");
}

static void deep_nesting_and_sheer_size_are_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	for (int i = 0; i < 100000; i++)
		buf_add_text(&text, "<schedule>");
	assert_refused(buf_text(&text), "Line 1");
	buf_finish(&text);
	static char big[FORMAT_BYTES_MAX + 1];
	struct in in = read_bytes(big, sizeof big);
	assert_int_equal(in.err, ERR_TOO_BIG);
	arena_destroy(in.arena);
}

static void more_sessions_than_the_limit_are_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	buf_add_text(&text, "<schedule><day><room name=\"Hall\">");
	for (int i = 0; i <= FORMAT_SESSIONS_MAX; i++)
		buf_printf(
		    &text, "<event id=\"%d\"><date>2022-06-07T10:00:00Z</date><duration>1:00</duration></event>", i);
	buf_add_text(&text, "</room></day></schedule>");
	assert_refused(buf_text(&text), "20000");
	buf_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_agenda_reads_back_the_same),
		cmocka_unit_test(what_is_written_is_valid_by_the_public_schema),
		cmocka_unit_test(a_session_across_midnight_stands_on_the_day_it_starts),
		cmocka_unit_test(the_number_of_a_session_does_not_wander_when_others_go),
		cmocka_unit_test(an_agenda_that_cannot_be_written_leaves_the_output_untouched),
		cmocka_unit_test(hand_edited_words_win_over_the_extension),
		cmocka_unit_test(what_others_write_is_read_liberally_and_reported),
		cmocka_unit_test(other_encodings_are_read_when_they_are_declared),
		cmocka_unit_test(entity_bombs_and_external_entities_are_refused),
		cmocka_unit_test(encodings_that_hide_the_markup_are_refused),
		cmocka_unit_test(tags_of_endless_attributes_are_refused),
		cmocka_unit_test(what_looks_like_markup_in_comments_and_text_is_none),
		cmocka_unit_test(a_document_type_without_entities_does_no_harm),
		cmocka_unit_test(broken_files_are_refused_with_their_line),
		cmocka_unit_test(deep_nesting_and_sheer_size_are_refused),
		cmocka_unit_test(more_sessions_than_the_limit_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
