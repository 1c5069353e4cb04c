/* What all four formats have to stand: zones with and without summer time, midnight, a thousand sessions in sixty
 * rooms, and files of one format given to the reader of another. */
#include "tests/unit/schedule/reading.h"

#include "schedule/frab_json.h"
#include "schedule/frab_json2.h"
#include "schedule/frab_xml.h"
#include "schedule/ics.h"

static const struct format FORMATS[] = {
	{ frab_xml_read, frab_xml_write },
	{ frab_json_read, frab_json_write },
	{ frab_json_read, frab_json2_write },
	{ ics_read, ics_write },
};

enum { FORMATS_N = sizeof FORMATS / sizeof *FORMATS };

/* Written and read back once, in English, it is the same. */
static void assert_kept(const struct format *format, const struct agenda *agenda)
{
	const struct write_options options = { .stamp_at = SAMPLE_MS };
	struct buf out = { 0 };
	assert_int_equal(format->write(agenda, &options, &out, NULL), OK);
	struct in in = format_read(format, out.bytes, out.len);
	assert_int_equal(in.err, OK);
	assert_same_agenda(agenda, &in.agenda);
	arena_destroy(in.arena);
	buf_finish(&out);
}

/* A session of an hour and a half each half hour, from a day before the instant to a day after it: some run across
 * midnight, some across the change of the clock, some begin in the hour that is there twice or not at all. */
static struct agenda around(struct arena *arena, int64_t ms)
{
	enum { N = 96 };
	struct agenda agenda = { "Around", "around", clock_zone(), NULL, 1, NULL, N };
	agenda.rooms = arena_array(arena, struct agenda_room, 1);
	agenda.rooms[0] = (struct agenda_room){ .id = "01813d2a-1111-7000-8000-000000000001",
		.name = "Hall",
		.guid = "01813d2a-1111-7000-8000-000000000001",
		.position = 1 };
	agenda.sessions = arena_array(arena, struct agenda_session, N);
	for (int i = 0; i < N; i++) {
		int from = (int)((ms - SAMPLE_MS) / MINUTE) + (i - N / 2) * 30;
		agenda.sessions[i] = sample_session(arena, i + 1, 0, from, from + 90);
		agenda.sessions[i].is_fixed = i % 3 == 0;
	}
	return agenda;
}

static void no_zone_and_no_change_of_the_clock_moves_a_session(void **state)
{
	(void)state;
	static const struct {
		const char *zone;
		const char *at;
	} CHANGES[] = {
		{ "Africa/Kigali", "2022-06-07T22:00:00Z" },       /* none, midnight */
		{ "Europe/Berlin", "2022-03-27T01:00:00Z" },       /* an hour that is not there */
		{ "Europe/Berlin", "2022-10-30T01:00:00Z" },       /* an hour that is there twice */
		{ "America/New_York", "2022-11-06T06:00:00Z" },    /* west of Greenwich */
		{ "Australia/Lord_Howe", "2022-04-02T15:00:00Z" }, /* half an hour */
		{ "Africa/Casablanca", "2022-03-27T02:00:00Z" },   /* winter time in Ramadan */
		{ "Asia/Kathmandu", "2022-06-07T18:15:00Z" },      /* three quarters of an hour */
		{ "America/St_Johns", "2022-12-31T23:59:00Z" },    /* the turn of the year, half an hour */
		{ "Pacific/Kiritimati", "2022-06-07T10:00:00Z" },  /* fourteen hours ahead */
	};
	for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
		int64_t ms = 0;
		sample_zone(CHANGES[i].zone);
		assert_int_equal(clock_parse(CHANGES[i].at, &ms), OK);
		struct arena *arena = arena_create();
		struct agenda agenda = around(arena, ms);
		for (size_t k = 0; k < FORMATS_N; k++)
			assert_kept(&FORMATS[k], &agenda);
		arena_destroy(arena);
	}
}

/* Sixty rooms, seventeen sessions in each. */
static struct agenda large(struct arena *arena)
{
	enum { ROOMS = 60, SESSIONS = 1000 };
	struct agenda agenda = { "Large", "large", clock_zone(), NULL, ROOMS, NULL, SESSIONS };
	agenda.rooms = arena_array(arena, struct agenda_room, ROOMS);
	for (int i = 0; i < ROOMS; i++) {
		const char *id = arena_printf(arena, "01813d2a-1111-7000-8000-%012d", i);
		agenda.rooms[i] = (struct agenda_room){ .id = id,
			.guid = id,
			.name = arena_printf(arena, "Room %d", i),
			.capacity = i,
			.position = i + 1,
			.turn_round_minutes = i };
	}
	agenda.sessions = arena_array(arena, struct agenda_session, SESSIONS);
	for (int i = 0; i < SESSIONS; i++) {
		struct agenda_session *session = &agenda.sessions[i];
		*session = sample_session(arena, i + 1, i % ROOMS, i / ROOMS * 30, i / ROOMS * 30 + 25);
		session->delay_minutes = i % 7 == 0 ? 10 : 0;
		session->title.in[LANG_AR] = "الوصول";
		session->n_persons = 1;
		session->persons = arena_array(arena, struct agenda_person, 1);
		session->persons[0] =
		    (struct agenda_person){ arena_printf(arena, "01813d2a-3333-7000-8000-%012d", i % ROOMS), "Amina",
			    PERSON_SPEAKER };
	}
	return agenda;
}

static void a_thousand_sessions_in_sixty_rooms_come_back(void **state)
{
	(void)state;
	sample_zone("Africa/Kigali");
	struct arena *arena = arena_create();
	struct agenda agenda = large(arena);
	for (size_t k = 0; k < FORMATS_N; k++)
		assert_kept(&FORMATS[k], &agenda);
	arena_destroy(arena);
}

static void a_file_of_another_format_or_encoding_is_refused_by_every_reader(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t len;
	} WRONG[] = {
#define BYTES(text) { text, sizeof text - 1 }
		BYTES(""),
		BYTES("\xff\xfe{\0\"\0s\0\"\0:\0{\0}\0}\0"), /* UTF-16 */
		BYTES("\xfe\xff\0<\0s\0c\0h\0e\0d\0u\0l\0e\0/\0>"),
		BYTES("\xff\xfe"
		      "B\0E\0G\0I\0N\0:\0V\0C\0A\0L\0E\0N\0D\0A\0R\0"),
		BYTES("id;title\n1;One\n"),
		BYTES("PK\3\4 a spreadsheet"),
		BYTES("%PDF-1.7"),
#undef BYTES
	};
	sample_zone("Africa/Kigali");
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
		for (size_t k = 0; k < FORMATS_N; k++) {
			struct in in = format_read(&FORMATS[k], WRONG[i].bytes, WRONG[i].len);
			assert_int_equal(in.err, ERR_FILE_FORMAT);
			assert_true(*in.fault.detail != '\0');
			assert_int_equal(in.agenda.n_sessions, 0);
			arena_destroy(in.arena);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_zone_and_no_change_of_the_clock_moves_a_session),
		cmocka_unit_test(a_thousand_sessions_in_sixty_rooms_come_back),
		cmocka_unit_test(a_file_of_another_format_or_encoding_is_refused_by_every_reader),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
