/* The agenda as use cases: sessions are added, edited against a version, delayed and imported whole or not at all. */
#include "tests/unit/domain/day.h"

#include "base/id.h"
#include "domain/room.h"
#include "domain/running.h"

#include <string.h>

static const int64_t MINUTE = 60000, HOUR = 3600000;

static struct agenda_session panel(const char *id, const char *title)
{
	struct agenda_session session = { .id = id,
		.code = id,
		.room = -1,
		.starts_at = DAY_START,
		.ends_at = DAY_START + HOUR,
		.focus_areas = 1u << FOCUS_ADOPTION,
		.language = "fr" };
	session.title.in[LANG_EN] = title;
	return session;
}

static enum err add_room(struct tx *tx, void *ctx)
{
	return room_keep(tx, ctx);
}

static void room(struct day_rig *day, const char *id, const char *name)
{
	assert_int_equal(
	    day_run(day, add_room, &(struct agenda_room){ .id = id, .name = name, .capacity = 100, .position = 1 }),
	    OK);
}

static struct agenda agenda_now(struct day_rig *day)
{
	struct agenda agenda;
	assert_int_equal(programme_get(day->db, day->arena, &agenda, NULL), OK);
	return agenda;
}

static struct agenda_session stored(struct day_rig *day, const char *id)
{
	struct agenda agenda = agenda_now(day);
	const struct agenda_session *session = agenda_session_find(&agenda, id);
	assert_non_null(session);
	return *session;
}

/* ---- one session ---- */

static void a_session_comes_back_as_it_was_put(void **state)
{
	struct day_rig *day = *state;
	struct person speaker = day_somebody(day, "A Banda");
	struct agenda_person persons[] = { { speaker.id, "A Banda", PERSON_MODERATOR },
		{ NULL, "Guest", PERSON_PANELLIST } };
	struct agenda_session session = panel("s1", "Connecting schools"), back;
	int64_t version;
	session.title.in[LANG_AR] = "ربط المدارس";
	session.abstract.in[LANG_FR] = "Le résumé";
	session.kind = SESSION_ROUND_TABLE;
	session.persons = persons;
	session.n_persons = 2;
	room(day, "r1", "Auditorium");
	assert_int_equal(day_put(day, &session, "r1", &version), OK);
	assert_int_equal(version, 1);
	back = stored(day, "s1");
	assert_string_equal(back.code, "s1");
	assert_int_equal(back.kind, SESSION_ROUND_TABLE);
	assert_int_equal(back.state, SESSION_PLANNED);
	assert_int_equal(back.version, 1);
	assert_int_equal(back.room, 0);
	assert_int_equal(back.starts_at, DAY_START);
	assert_int_equal(back.ends_at, DAY_START + HOUR);
	assert_int_equal(back.focus_areas, 1u << FOCUS_ADOPTION);
	assert_string_equal(back.language, "fr");
	assert_string_equal(back.title.in[LANG_EN], "Connecting schools");
	assert_string_equal(back.title.in[LANG_AR], "ربط المدارس");
	assert_string_equal(back.abstract.in[LANG_FR], "Le résumé");
	assert_int_equal(back.n_persons, 2);
	assert_string_equal(back.persons[0].id, speaker.id);
	assert_int_equal(back.persons[0].role, PERSON_MODERATOR);
	assert_null(back.persons[1].id);
	assert_string_equal(back.persons[1].name, "Guest");
	day_expect_entry(day, "agenda", "session.add", "s1", 1);
}

static void texts_and_persons_go_to_their_own_session(void **state)
{
	struct day_rig *day = *state;
	static const char *const IDS[] = { "c", "a", "d", "b" };
	for (size_t i = 0; i < 4; i++) {
		struct agenda_person persons[3] = { { NULL, IDS[i], PERSON_SPEAKER },
			{ NULL, IDS[i], PERSON_SPEAKER }, { NULL, IDS[i], PERSON_SPEAKER } };
		struct agenda_session session = panel(IDS[i], IDS[i]);
		int64_t version;
		session.starts_at -= (int64_t)i * MINUTE;
		session.persons = persons;
		session.n_persons = i;
		assert_int_equal(day_put(day, &session, NULL, &version), OK);
	}
	for (size_t i = 0; i < 4; i++) {
		struct agenda_session session = stored(day, IDS[i]);
		assert_string_equal(session.title.in[LANG_EN], IDS[i]);
		assert_int_equal(session.n_persons, i);
		for (size_t k = 0; k < i; k++)
			assert_string_equal(session.persons[k].name, IDS[i]);
	}
	struct agenda agenda = agenda_now(day);
	assert_int_equal(agenda.n_sessions, 4);
	assert_string_equal(agenda.sessions[0].id, "b");
	assert_string_equal(agenda.zone, "Africa/Kigali");
}

static void an_edit_replaces_texts_and_persons_and_raises_the_version(void **state)
{
	struct day_rig *day = *state;
	struct agenda_person person = { NULL, "Guest", PERSON_CHAIR };
	struct agenda_session session = panel("s1", "Before");
	int64_t version;
	session.title.in[LANG_FR] = "Avant";
	session.persons = &person;
	session.n_persons = 1;
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	session = panel("s1", "After");
	session.version = 1;
	session.state = SESSION_CANCELLED;
	clock_move(day->clock, session.ends_at); /* it is over: nobody has to be told, so its entry is the last */
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	assert_int_equal(version, 2);
	session = stored(day, "s1");
	assert_string_equal(session.title.in[LANG_EN], "After");
	assert_null(session.title.in[LANG_FR]);
	assert_int_equal(session.n_persons, 0);
	assert_int_equal(session.state, SESSION_CANCELLED);
	day_expect_entry(day, "agenda", "session.edit", "s1", 2);
}

static void an_edit_of_another_version_is_stale(void **state)
{
	static const int OTHER[] = { 0, 2, -1, 99 };
	struct day_rig *day = *state;
	struct agenda_session session = panel("s1", "First");
	int64_t version;
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	session.title.in[LANG_EN] = "Second";
	for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
		session.version = OTHER[i];
		assert_int_equal(day_put(day, &session, NULL, &version), ERR_STALE);
	}
	assert_string_equal(stored(day, "s1").title.in[LANG_EN], "First");
	session = panel("s2", "New with a version");
	session.version = 1;
	assert_int_equal(day_put(day, &session, NULL, &version), ERR_STALE);
}

static void a_session_that_cannot_be_is_refused(void **state)
{
	struct day_rig *day = *state;
	struct agenda_session bad[] = { panel("s1", "x"), panel("s1", "x"), panel("s1", NULL), panel("s1", ""),
		panel("s1", "x"), panel("s1", "x") };
	static const struct {
		const char *field;
		enum err err;
	} WHY[] = { { "ends_at", ERR_INVALID }, { "ends_at", ERR_INVALID }, { "title", ERR_FIELD_MISSING },
		{ "title", ERR_FIELD_MISSING }, { "minutes", ERR_INVALID }, { "minutes", ERR_INVALID } };
	bad[0].ends_at = bad[0].starts_at;
	bad[1].ends_at = bad[1].starts_at - 1;
	bad[4].delay_minutes = 601;
	bad[5].delay_minutes = -61;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t version = -1;
		assert_int_equal(day_put(day, &bad[i], NULL, &version), WHY[i].err);
		day_expect_fault(day, WHY[i].err, WHY[i].field);
		assert_int_equal(version, -1);
	}
	assert_int_equal(agenda_now(day).n_sessions, 0);
}

static void a_break_needs_no_title(void **state)
{
	struct day_rig *day = *state;
	struct agenda_session session = panel("s1", NULL);
	int64_t version;
	session.kind = SESSION_BREAK;
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
}

static void a_room_that_is_not_there_and_a_code_that_is_are_refused(void **state)
{
	struct day_rig *day = *state;
	struct agenda_session session = panel("s1", "One"), other = panel("s2", "Two");
	int64_t version;
	assert_int_equal(day_put(day, &session, "cellar", &version), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "room");
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	other.code = "s1";
	assert_int_equal(day_put(day, &other, NULL, &version), ERR_CONFLICT);
	other.code = "";
	assert_int_equal(day_put(day, &other, NULL, &version), OK);
	assert_string_equal(stored(day, "s2").code, "s2");
}

static void a_person_of_another_house_stands_by_name(void **state)
{
	struct day_rig *day = *state;
	struct agenda_person person = { "0181-not-one-of-ours", "Somebody Else", PERSON_SPEAKER };
	struct agenda_session session = panel("s1", "x");
	int64_t version;
	session.persons = &person;
	session.n_persons = 1;
	assert_int_equal(day_put(day, &session, NULL, &version), OK);
	assert_null(stored(day, "s1").persons[0].id);
	assert_string_equal(stored(day, "s1").persons[0].name, "Somebody Else");
}

static void room_names_are_given_once(void **state)
{
	struct day_rig *day = *state;
	room(day, "r1", "Auditorium");
	day_expect_entry(day, "agenda", "room.add", "r1", 1);
	assert_int_equal(day_run(day, add_room,
			     &(struct agenda_room){ .id = "r2", .name = "Auditorium", .capacity = 5, .position = 2 }),
	    ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "name");
}

/* ---- delays ---- */

struct delaying {
	const char *id;
	int64_t minutes;
};

static enum err delay(struct tx *tx, void *ctx)
{
	const struct delaying *delaying = ctx;
	struct running_outcome outcome;
	return running_do(
	    tx, RUNNING_DELAY, delaying->id, &(struct running_form){ .minutes = delaying->minutes }, &outcome);
}

static enum err day_delay(struct day_rig *day, const char *id, int64_t minutes)
{
	return day_run(day, delay, &(struct delaying){ id, minutes });
}

static void a_delay_is_declared_and_taken_back(void **state)
{
	struct day_rig *day = *state;
	struct agenda_person person = { NULL, "Guest", PERSON_CHAIR };
	struct agenda_session session = panel("s1", "x");
	int64_t version;
	session.persons = &person;
	session.n_persons = 1;
	room(day, "r1", "Auditorium");
	assert_int_equal(day_put(day, &session, "r1", &version), OK);
	assert_int_equal(day_delay(day, "s1", 20), OK);
	session = stored(day, "s1");
	assert_int_equal(session.delay_minutes, 20);
	assert_int_equal(session.starts_at, DAY_START);
	assert_int_equal(session.room, 0);
	assert_int_equal(session.n_persons, 1);
	assert_string_equal(session.title.in[LANG_EN], "x");
	day_expect_entry(day, "agenda", "session.delay", "s1", 2);
	assert_int_equal(day_delay(day, "s1", 0), OK);
	assert_int_equal(stored(day, "s1").delay_minutes, 0);
}

static void a_delay_has_limits_and_a_session(void **state)
{
	static const int64_t BAD[] = { -61, 601, INT64_MIN, INT64_MAX, (int64_t)1 << 32 };
	struct day_rig *day = *state;
	const char *id = day_session(day, "x");
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(day_delay(day, id, BAD[i]), ERR_INVALID);
		day_expect_fault(day, ERR_INVALID, "minutes");
	}
	assert_int_equal(day_delay(day, id, -60), OK);
	assert_int_equal(day_delay(day, id, 600), OK);
	assert_int_equal(day_delay(day, "no-such-session", 5), ERR_NOT_FOUND);
}

/* ---- import ---- */

struct importing {
	struct agenda agenda;
	bool force;
	struct programme_import counts;
};

static enum err import(struct tx *tx, void *ctx)
{
	struct importing *importing = ctx;
	return programme_import(tx, &importing->agenda, importing->force, &importing->counts);
}

static void expect_counts(const struct importing *i, size_t added, size_t changed, size_t same)
{
	assert_int_equal(i->counts.added, added);
	assert_int_equal(i->counts.changed, changed);
	assert_int_equal(i->counts.same, same);
}

static void a_file_is_taken_in_and_the_second_time_nothing_changes(void **state)
{
	struct day_rig *day = *state;
	struct agenda_room rooms[] = { { .id = "x", .name = "Auditorium", .capacity = 50 },
		{ .id = "y", .name = "Room 2" } };
	struct agenda_session sessions[] = { panel("s1", "One"), panel("s2", "Two"), panel("s3", "Three") };
	struct importing file = { .agenda = { .rooms = rooms, .n_rooms = 2, .sessions = sessions, .n_sessions = 3 } };
	room(day, "ours", "Auditorium");
	sessions[0].room = 0;
	sessions[1].room = 1;
	assert_int_equal(day_run(day, import, &file), OK);
	expect_counts(&file, 3, 0, 0);
	struct agenda agenda = agenda_now(day);
	assert_int_equal(agenda.n_rooms, 2);
	assert_string_equal(agenda_room_of(&agenda, agenda_session_find(&agenda, "s1"))->id, "ours");
	assert_true(id_is_valid(agenda_room_of(&agenda, agenda_session_find(&agenda, "s2"))->id));
	assert_null(agenda_room_of(&agenda, agenda_session_find(&agenda, "s3")));
	int64_t entries = day_entries(day);
	assert_int_equal(day_run(day, import, &file), OK);
	expect_counts(&file, 0, 0, 3);
	assert_int_equal(day_entries(day), entries);
}

static void only_what_differs_is_written_and_a_delay_stays(void **state)
{
	struct day_rig *day = *state;
	struct agenda_session sessions[] = { panel("s1", "One"), panel("s2", "Two") };
	struct importing file = { .agenda = { .sessions = sessions, .n_sessions = 2 } };
	assert_int_equal(day_run(day, import, &file), OK);
	assert_int_equal(day_delay(day, "s1", 15), OK);
	sessions[0].ends_at += 10 * MINUTE;
	sessions[0].code = NULL;
	assert_int_equal(day_run(day, import, &file), OK);
	expect_counts(&file, 0, 1, 1);
	struct agenda_session session = stored(day, "s1");
	assert_int_equal(session.version, 3);
	assert_int_equal(session.delay_minutes, 15);
	assert_string_equal(session.code, "s1");
	assert_int_equal(session.ends_at, DAY_START + HOUR + 10 * MINUTE);
}

static void a_clash_of_rooms_refuses_the_whole_file_unless_forced(void **state)
{
	struct day_rig *day = *state;
	struct agenda_room rooms[] = { { .id = "x", .name = "Auditorium" } };
	struct agenda_session sessions[] = { panel("s1", "One"), panel("s2", "Two") };
	struct importing file = { .agenda = { .rooms = rooms, .n_rooms = 1, .sessions = sessions, .n_sessions = 2 } };
	sessions[0].room = sessions[1].room = 0;
	assert_int_equal(day_run(day, import, &file), ERR_CLASH);
	day_expect_fault(day, ERR_CLASH, "room");
	assert_non_null(strstr(day->fault.detail, "One"));
	assert_int_equal(agenda_now(day).n_sessions, 0);
	assert_int_equal(agenda_now(day).n_rooms, 0);
	file.force = true;
	assert_int_equal(day_run(day, import, &file), OK);
	expect_counts(&file, 2, 0, 0);
}

static void one_bad_session_refuses_the_whole_file(void **state)
{
	struct day_rig *day = *state;
	struct agenda_session sessions[] = { panel("s1", "One"), panel("s2", "Two") };
	struct importing file = { .agenda = { .sessions = sessions, .n_sessions = 2 }, .force = true };
	sessions[1].ends_at = sessions[1].starts_at;
	assert_int_equal(day_run(day, import, &file), ERR_INVALID);
	assert_int_equal(agenda_now(day).n_sessions, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_session_comes_back_as_it_was_put),
		day_test(texts_and_persons_go_to_their_own_session),
		day_test(an_edit_replaces_texts_and_persons_and_raises_the_version),
		day_test(an_edit_of_another_version_is_stale),
		day_test(a_session_that_cannot_be_is_refused),
		day_test(a_break_needs_no_title),
		day_test(a_room_that_is_not_there_and_a_code_that_is_are_refused),
		day_test(a_person_of_another_house_stands_by_name),
		day_test(room_names_are_given_once),
		day_test(a_delay_is_declared_and_taken_back),
		day_test(a_delay_has_limits_and_a_session),
		day_test(a_file_is_taken_in_and_the_second_time_nothing_changes),
		day_test(only_what_differs_is_written_and_a_delay_stays),
		day_test(a_clash_of_rooms_refuses_the_whole_file_unless_forced),
		day_test(one_bad_session_refuses_the_whole_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
