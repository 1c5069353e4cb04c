/* The day as it runs, act by act: what it changes, what it refuses, what others are told, and that the plan stays. */
#include "tests/unit/domain/day.h"

#include "domain/draft.h"
#include "domain/release.h"
#include "domain/room.h"
#include "domain/running.h"

#include <string.h>

static const int64_t MINUTE = 60000;

enum { ONE, TWO, NEXT_DOOR, SESSIONS };
static const char *const IDS[SESSIONS] = { "s1", "s2", "s3" };

/* Hall: s1 14:30–15:00, s2 15:00–15:30. Annex: s3 15:10–15:40, in which the speaker of s1 has the chair. */
struct hall {
	struct day_rig *day;
	struct person speaker;
};

static enum err add_room(struct tx *tx, void *ctx)
{
	return room_keep(tx, ctx);
}

static void put(struct hall *hall, int i, const char *room, int from, int to, enum person_role role)
{
	struct agenda_person person = { hall->speaker.id, "A Banda", role };
	struct agenda_session session = { .id = IDS[i],
		.code = IDS[i],
		.room = -1,
		.starts_at = DAY_START + from * MINUTE,
		.ends_at = DAY_START + to * MINUTE,
		.persons = &person,
		.n_persons = i == TWO ? 0 : 1 };
	int64_t version;
	session.title.in[LANG_EN] = IDS[i];
	assert_int_equal(day_put(hall->day, &session, room, &version), OK);
}

static struct hall given_hall(struct day_rig *day)
{
	struct agenda_room rooms[] = { { .id = "hall", .name = "Hall", .position = 1 },
		{ .id = "annex", .name = "Annex", .position = 2 } };
	struct hall hall = { day, day_somebody(day, "A Banda") };
	clock_move(day->clock, DAY_START);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(day_run(day, add_room, &rooms[i]), OK);
	put(&hall, ONE, "hall", 0, 30, PERSON_SPEAKER);
	put(&hall, TWO, "hall", 30, 60, PERSON_SPEAKER);
	put(&hall, NEXT_DOOR, "annex", 40, 70, PERSON_CHAIR);
	return hall;
}

/* ---- acting ---- */

struct acting {
	enum running_act act;
	const char *id;
	struct running_form form;
	struct running_outcome outcome;
};

static enum err act(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return running_do(tx, a->act, a->id, &a->form, &a->outcome);
}

static enum err does(struct hall *hall, enum running_act which, int session, struct running_form form)
{
	return day_run(hall->day, act, &(struct acting){ .act = which, .id = IDS[session], .form = form });
}

static void is_refused(
    struct hall *hall, enum running_act which, int session, struct running_form form, enum err err, const char *field)
{
	assert_int_equal(does(hall, which, session, form), err);
	day_expect_fault(hall->day, err, field);
}

static struct agenda_session stored(struct hall *hall, int session)
{
	struct agenda agenda;
	assert_int_equal(programme_get(hall->day->db, hall->day->arena, &agenda, NULL), OK);
	const struct agenda_session *found = agenda_session_find(&agenda, IDS[session]);
	assert_non_null(found);
	return *found;
}

/* When a session is expected now, in minutes after the day's start. */
static int starts(struct hall *hall, int session)
{
	struct agenda agenda;
	assert_int_equal(programme_get(hall->day->db, hall->day->arena, &agenda, NULL), OK);
	const struct agenda_session *found = agenda_session_find(&agenda, IDS[session]);
	struct expected *times = expected_times(&agenda, hall->day->arena);
	return (int)((times[found - agenda.sessions].starts_at - DAY_START) / MINUTE);
}

/* Who is still to be told, of which session. */
static size_t open_tells(struct hall *hall, struct tell **out_tells)
{
	size_t n;
	assert_int_equal(tell_list(hall->day->db, hall->day->arena, true, 100, out_tells, &n), OK);
	return n;
}

static enum err done(struct tx *tx, void *ctx)
{
	struct tell tell;
	return told_done(tx, ctx, &tell);
}

/* ---- begin, end, run over ---- */

static void a_session_begins_and_ends_when_somebody_says_so_and_the_plan_stays(void **state)
{
	struct hall hall = given_hall(*state);
	clock_move(hall.day->clock, DAY_START + 12 * MINUTE);
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	day_expect_entry(hall.day, "agenda", "session.start", "s1", 2);
	struct agenda_session one = stored(&hall, ONE);
	assert_int_equal(one.state, SESSION_RUNNING);
	assert_true(one.started_at == DAY_START + 12 * MINUTE);
	assert_true(one.starts_at == DAY_START && one.ends_at == DAY_START + 30 * MINUTE);
	assert_int_equal(one.room, 0);
	assert_int_equal(starts(&hall, TWO), 42);
	clock_move(hall.day->clock, DAY_START + 35 * MINUTE);
	assert_int_equal(does(&hall, RUNNING_END, ONE, (struct running_form){ 0 }), OK);
	one = stored(&hall, ONE);
	assert_int_equal(one.state, SESSION_ENDED);
	assert_true(one.ended_at == DAY_START + 35 * MINUTE);
	assert_int_equal(starts(&hall, TWO), 35);
}

static void what_begins_ends_what_still_runs_in_its_room(void **state)
{
	struct hall hall = given_hall(*state);
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	clock_move(hall.day->clock, DAY_START + 33 * MINUTE);
	struct running_form at = { .at = DAY_START + 31 * MINUTE };
	assert_int_equal(does(&hall, RUNNING_START, TWO, at), OK);
	assert_int_equal(stored(&hall, ONE).state, SESSION_ENDED);
	assert_true(stored(&hall, ONE).ended_at == DAY_START + 31 * MINUTE);
	assert_int_equal(stored(&hall, TWO).state, SESSION_RUNNING);
	assert_int_equal(stored(&hall, NEXT_DOOR).state, SESSION_PLANNED);
}

static void an_instant_may_be_past_but_not_foretold(void **state)
{
	struct hall hall = given_hall(*state);
	struct running_form soon = { .at = DAY_START + 2 * MINUTE },
			    long_ago = { .at = DAY_START - 13 * 60 * MINUTE };
	is_refused(&hall, RUNNING_START, ONE, soon, ERR_INVALID, "at");
	is_refused(&hall, RUNNING_START, ONE, long_ago, ERR_INVALID, "at");
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	is_refused(&hall, RUNNING_END, ONE, (struct running_form){ .at = DAY_START - MINUTE }, ERR_INVALID, "at");
}

static void an_over_run_reaches_the_room_and_who_speaks_next_door(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	assert_int_equal(does(&hall, RUNNING_OVERRUN, ONE, (struct running_form){ .minutes = 20 }), OK);
	assert_int_equal(starts(&hall, TWO), 50);
	assert_int_equal(starts(&hall, NEXT_DOOR), 55);
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_string_equal(tells[0].session_id, "s3");
	assert_string_equal(tells[0].whom, "person");
	assert_string_equal(tells[0].person_id, hall.speaker.id);
	assert_string_equal(tells[0].name, "A Banda");
	assert_string_equal(tells[0].role, "chair");
	assert_string_equal(tells[0].what, "retimed");
	assert_true(tells[0].from.at == DAY_START + 40 * MINUTE && tells[0].to.at == DAY_START + 55 * MINUTE);
	assert_int_equal(does(&hall, RUNNING_OVERRUN, ONE, (struct running_form){ 0 }), OK);
	assert_int_equal(open_tells(&hall, &tells), 0);
	is_refused(&hall, RUNNING_OVERRUN, ONE, (struct running_form){ .minutes = 601 }, ERR_INVALID, "minutes");
	is_refused(&hall, RUNNING_OVERRUN, ONE, (struct running_form){ .minutes = -1 }, ERR_INVALID, "minutes");
}

static void acts_out_of_their_time_are_refused_in_words(void **state)
{
	static const struct running_form NOTHING = { 0 };
	struct hall hall = given_hall(*state);
	is_refused(&hall, RUNNING_END, ONE, NOTHING, ERR_STEP, "");
	is_refused(&hall, RUNNING_REINSTATE, ONE, NOTHING, ERR_STEP, "");
	assert_int_equal(does(&hall, RUNNING_START, ONE, NOTHING), OK);
	is_refused(&hall, RUNNING_START, ONE, NOTHING, ERR_STEP, "");
	is_refused(&hall, RUNNING_DELAY, ONE, (struct running_form){ .minutes = 5 }, ERR_STEP, "");
	is_refused(&hall, RUNNING_CANCEL, ONE, NOTHING, ERR_STEP, "");
	is_refused(&hall, RUNNING_SWAP, ONE, (struct running_form){ .with = "s2" }, ERR_STEP, "");
	is_refused(&hall, RUNNING_MOVE, ONE, (struct running_form){ .starts_at = DAY_START }, ERR_STEP, "");
	assert_int_equal(does(&hall, RUNNING_END, ONE, NOTHING), OK);
	is_refused(&hall, RUNNING_OVERRUN, ONE, NOTHING, ERR_STEP, "");
	is_refused(&hall, RUNNING_END, ONE, NOTHING, ERR_STEP, "");
	struct acting nobody = { .act = RUNNING_START, .id = "s9" };
	assert_int_equal(day_run(hall.day, act, &nobody), ERR_NOT_FOUND);
}

/* ---- elsewhere ---- */

static void a_moved_session_says_why_and_where_it_came_from(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	struct running_form form = { .room = "annex", .starts_at = DAY_START + 10 * MINUTE, .reason = "No light" };
	assert_int_equal(does(&hall, RUNNING_MOVE, NEXT_DOOR, (struct running_form){ .room = "hall" }), OK);
	assert_int_equal(does(&hall, RUNNING_MOVE, ONE, form), OK);
	struct agenda_session one = stored(&hall, ONE);
	assert_int_equal(one.room, 0);
	assert_int_equal(agenda_room_index_now(&one), 1);
	assert_true(one.starts_at == DAY_START && one.moved_starts_at == DAY_START + 10 * MINUTE);
	assert_string_equal(one.reason, "No light");
	assert_int_equal(open_tells(&hall, &tells), 4); /* the speaker and the door, of each */
	assert_string_equal(tells[0].session_id, "s1");
	assert_string_equal(tells[0].what, "moved");
	assert_string_equal(tells[0].from.room, "hall");
	assert_string_equal(tells[0].to.room, "annex");
	assert_int_equal(does(&hall, RUNNING_REINSTATE, ONE, (struct running_form){ 0 }), OK);
	one = stored(&hall, ONE);
	assert_true(!one.moved_room && !one.moved_starts_at);
	assert_string_equal(one.reason, "");
	assert_int_equal(open_tells(&hall, &tells), 2);
}

static void a_move_needs_a_place_that_is_there(void **state)
{
	struct hall hall = given_hall(*state);
	char long_words[502];
	memset(long_words, 'x', sizeof long_words - 1);
	long_words[sizeof long_words - 1] = '\0';
	is_refused(&hall, RUNNING_MOVE, ONE, (struct running_form){ 0 }, ERR_FIELD_MISSING, "room");
	is_refused(&hall, RUNNING_MOVE, ONE, (struct running_form){ .room = "attic" }, ERR_INVALID, "room");
	is_refused(&hall, RUNNING_MOVE, ONE, (struct running_form){ .starts_at = -1 }, ERR_INVALID, "starts_at");
	is_refused(&hall, RUNNING_MOVE, ONE, (struct running_form){ .room = "annex", .reason = long_words },
	    ERR_INVALID, "reason");
	is_refused(&hall, RUNNING_SWAP, ONE, (struct running_form){ .with = "s1" }, ERR_INVALID, "with");
	is_refused(&hall, RUNNING_SWAP, ONE, (struct running_form){ .with = "s9" }, ERR_INVALID, "with");
}

static void a_running_session_may_still_change_its_room(void **state)
{
	struct hall hall = given_hall(*state);
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	assert_int_equal(does(&hall, RUNNING_MOVE, ONE, (struct running_form){ .room = "annex" }), OK);
	assert_int_equal(starts(&hall, NEXT_DOOR), 40);
	assert_int_equal(does(&hall, RUNNING_OVERRUN, ONE, (struct running_form){ .minutes = 15 }), OK);
	assert_int_equal(starts(&hall, TWO), 30);
	assert_int_equal(starts(&hall, NEXT_DOOR), 45);
}

static void two_that_are_swapped_go_back_together(void **state)
{
	struct hall hall = given_hall(*state);
	assert_int_equal(does(&hall, RUNNING_DELAY, TWO, (struct running_form){ .minutes = 5 }), OK);
	assert_int_equal(does(&hall, RUNNING_SWAP, TWO, (struct running_form){ .with = "s3" }), OK);
	struct agenda_session two = stored(&hall, TWO), three = stored(&hall, NEXT_DOOR);
	assert_int_equal(agenda_room_index_now(&two), three.room);
	assert_int_equal(agenda_room_index_now(&three), two.room);
	assert_int_equal(starts(&hall, TWO), 40);
	assert_int_equal(starts(&hall, NEXT_DOOR), 30);
	assert_int_equal(does(&hall, RUNNING_REINSTATE, NEXT_DOOR, (struct running_form){ 0 }), OK);
	assert_int_equal(stored(&hall, TWO).moved_room, 0);
	assert_int_equal(starts(&hall, TWO), 30);
	assert_int_equal(starts(&hall, NEXT_DOOR), 40);
	assert_int_equal(does(&hall, RUNNING_SWAP, TWO, (struct running_form){ .with = "s3" }), OK);
	assert_int_equal(does(&hall, RUNNING_SWAP, TWO, (struct running_form){ .with = "s3" }), OK);
	two = stored(&hall, TWO);
	assert_true(!two.moved_room && !two.moved_starts_at);
}

static void what_is_cancelled_is_told_and_may_come_back(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	assert_int_equal(does(&hall, RUNNING_CANCEL, NEXT_DOOR, (struct running_form){ .reason = "Ill" }), OK);
	assert_int_equal(open_tells(&hall, &tells), 2);
	assert_string_equal(tells[0].what, "cancelled");
	assert_true(tells[0].to.at == 0 && tells[0].from.at == DAY_START + 40 * MINUTE);
	assert_string_equal(tells[1].whom, "door");
	is_refused(&hall, RUNNING_CANCEL, NEXT_DOOR, (struct running_form){ 0 }, ERR_STEP, "");
	is_refused(&hall, RUNNING_START, NEXT_DOOR, (struct running_form){ 0 }, ERR_STEP, "");
	assert_int_equal(does(&hall, RUNNING_REINSTATE, NEXT_DOOR, (struct running_form){ 0 }), OK);
	assert_int_equal(stored(&hall, NEXT_DOOR).state, SESSION_PLANNED);
	assert_int_equal(open_tells(&hall, &tells), 0);
}

/* ---- telling ---- */

static void who_was_told_hears_of_the_next_change_and_not_twice_of_one(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	assert_int_equal(does(&hall, RUNNING_DELAY, NEXT_DOOR, (struct running_form){ .minutes = 10 }), OK);
	assert_int_equal(does(&hall, RUNNING_DELAY, NEXT_DOOR, (struct running_form){ .minutes = 20 }), OK);
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_true(tells[0].from.at == DAY_START + 40 * MINUTE && tells[0].to.at == DAY_START + 60 * MINUTE);
	char *id = arena_dup(hall.day->arena, tells[0].id);
	assert_int_equal(day_run(hall.day, done, id), OK);
	day_expect_entry(hall.day, "told", "told.done", id, 3);
	assert_int_equal(open_tells(&hall, &tells), 0);
	assert_int_equal(day_run(hall.day, done, id), ERR_STEP);
	assert_int_equal(does(&hall, RUNNING_DELAY, NEXT_DOOR, (struct running_form){ 0 }), OK);
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_true(tells[0].from.at == DAY_START + 60 * MINUTE && tells[0].to.at == DAY_START + 40 * MINUTE);
	assert_string_equal(tells[0].done_by, "");
}

static void nobody_is_told_of_what_has_begun(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	assert_int_equal(does(&hall, RUNNING_DELAY, ONE, (struct running_form){ .minutes = 10 }), OK);
	assert_int_equal(open_tells(&hall, &tells), 2); /* for itself, and next door */
	assert_int_equal(does(&hall, RUNNING_START, ONE, (struct running_form){ 0 }), OK);
	assert_int_equal(open_tells(&hall, &tells), 0);
}

/* ---- edits of the plan itself ---- */

/* The panel next door as the plan shall have it: so many minutes later than now. */
static struct agenda_session next_door_later(struct hall *hall, int minutes)
{
	struct agenda_session session = stored(hall, NEXT_DOOR);
	session.starts_at += minutes * MINUTE;
	session.ends_at += minutes * MINUTE;
	return session;
}

static void edit(struct hall *hall, int minutes, const char *room)
{
	struct agenda_session session = next_door_later(hall, minutes);
	int64_t version;
	assert_int_equal(day_put(hall->day, &session, room, &version), OK);
}

static void who_counts_on_an_edited_session_is_told_and_nobody_when_it_is_taken_back(void **state)
{
	struct hall hall = given_hall(*state);
	struct tell *tells;
	edit(&hall, 10, "annex");
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_string_equal(tells[0].session_id, "s3");
	assert_string_equal(tells[0].what, "retimed");
	assert_string_equal(tells[0].person_id, hall.speaker.id);
	assert_true(tells[0].from.at == DAY_START + 40 * MINUTE && tells[0].to.at == DAY_START + 50 * MINUTE);
	day_expect_entry(hall.day, "told", "told.open", "told", 1);
	edit(&hall, -10, "annex");
	assert_int_equal(open_tells(&hall, &tells), 0);
	edit(&hall, 30, "hall");
	assert_int_equal(open_tells(&hall, &tells), 2); /* the door too */
	assert_string_equal(tells[0].what, "moved");
	assert_string_equal(tells[0].to.room, "hall");
}

static void an_edit_of_another_day_or_of_what_is_over_is_told_to_nobody(void **state)
{
	static const int DAY = 24 * 60;
	struct hall hall = given_hall(*state);
	struct tell *tells;
	clock_move(hall.day->clock, DAY_START - 2 * DAY * MINUTE);
	edit(&hall, 10, "annex");
	clock_move(hall.day->clock, DAY_START + DAY * MINUTE);
	edit(&hall, 10, "annex");
	assert_int_equal(open_tells(&hall, &tells), 0);
}

static void who_was_noted_for_another_day_follows_the_next_edit(void **state)
{
	static const int DAY = 24 * 60;
	struct hall hall = given_hall(*state);
	struct tell *tells;
	edit(&hall, 2 * DAY, "annex");
	edit(&hall, 30, "annex");
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_true(tells[0].from.at == DAY_START + 40 * MINUTE);
	assert_true(tells[0].to.at == DAY_START + (2 * DAY + 70) * MINUTE);
}

static enum err release_later(struct tx *tx, void *ctx)
{
	struct release_row row;
	enum err err = draft_put(tx, ctx, 1u << PLANNED_TIMES, 0);
	return err ? err : release_make(tx, "", false, &row);
}

static enum err restore_first(struct tx *tx, void *ctx)
{
	struct release_row row;
	(void)ctx;
	return release_restore(tx, 1, "", &row);
}

static void a_release_tells_what_it_retimes_and_its_restoration_takes_the_news_back(void **state)
{
	struct hall hall = given_hall(*state);
	struct agenda_session later = next_door_later(&hall, 20);
	struct tell *tells;
	assert_int_equal(day_run(hall.day, release_later, &later), OK);
	assert_int_equal(open_tells(&hall, &tells), 1);
	assert_string_equal(tells[0].session_id, "s3");
	assert_true(tells[0].to.at == DAY_START + 60 * MINUTE);
	assert_int_equal(day_run(hall.day, restore_first, NULL), OK);
	assert_int_equal(starts(&hall, NEXT_DOOR), 40);
	assert_int_equal(open_tells(&hall, &tells), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_session_begins_and_ends_when_somebody_says_so_and_the_plan_stays),
		day_test(what_begins_ends_what_still_runs_in_its_room),
		day_test(an_instant_may_be_past_but_not_foretold),
		day_test(an_over_run_reaches_the_room_and_who_speaks_next_door),
		day_test(acts_out_of_their_time_are_refused_in_words),
		day_test(a_moved_session_says_why_and_where_it_came_from),
		day_test(a_move_needs_a_place_that_is_there),
		day_test(a_running_session_may_still_change_its_room),
		day_test(two_that_are_swapped_go_back_together),
		day_test(what_is_cancelled_is_told_and_may_come_back),
		day_test(who_was_told_hears_of_the_next_change_and_not_twice_of_one),
		day_test(nobody_is_told_of_what_has_begun),
		day_test(who_counts_on_an_edited_session_is_told_and_nobody_when_it_is_taken_back),
		day_test(an_edit_of_another_day_or_of_what_is_over_is_told_to_nobody),
		day_test(who_was_noted_for_another_day_follows_the_next_edit),
		day_test(a_release_tells_what_it_retimes_and_its_restoration_takes_the_news_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
