/* What happens on a list can be taken back: points of order and held clocks, order by hand, corrections, the close;
 * and any run of acts, undone to its beginning, leaves the list as it was. */
#include "tests/unit/domain/day.h"

#include <stdio.h>
#include <string.h>

static const int64_t MINUTE = 60000;

/* ---- acts as changes ---- */

struct act {
	enum err (*run)(struct tx *tx, struct act *act);
	const char *id, *other; /* of the speaker or the session; before whom, or a text */
	struct floor_form form;
	struct floor_edit edit;
	struct floor_rules_form rules;
	int64_t number; /* version or seq */
	floor_act *on_speaker;
	floor_list_act *on_list;
	struct speaker speaker;
};

static enum err run(struct tx *tx, void *ctx)
{
	struct act *act = ctx;
	return act->run(tx, act);
}

static enum err do_request(struct tx *tx, struct act *act)
{
	return floor_request(tx, act->id, &act->form, &act->speaker);
}

static enum err do_speaker(struct tx *tx, struct act *act)
{
	return act->on_speaker(tx, act->id, &act->speaker);
}

static enum err do_list(struct tx *tx, struct act *act)
{
	return act->on_list(tx, act->id);
}

static enum err do_move(struct tx *tx, struct act *act)
{
	return floor_move(tx, act->id, act->other, &act->speaker);
}

static enum err do_undelivered(struct tx *tx, struct act *act)
{
	return floor_undelivered(tx, act->id, act->other, &act->speaker);
}

static enum err do_edit(struct tx *tx, struct act *act)
{
	return floor_edit(tx, act->id, act->number, &act->edit, &act->speaker);
}

static enum err do_rules(struct tx *tx, struct act *act)
{
	return floor_list_set(tx, act->id, act->number, &act->rules);
}

static enum err do_undo(struct tx *tx, struct act *act)
{
	return floor_list_undo(tx, act->id, act->number);
}

static enum err act_on(struct day_rig *day, struct act act)
{
	return day_run(day, run, &act);
}

static enum err undo(struct day_rig *day, const char *session)
{
	return act_on(day, (struct act){ do_undo, .id = session });
}

static enum err on_speaker(struct day_rig *day, floor_act *on, const char *id)
{
	return act_on(day, (struct act){ do_speaker, .id = id, .on_speaker = on });
}

static enum err on_list(struct day_rig *day, floor_list_act *on, const char *session)
{
	return act_on(day, (struct act){ do_list, .id = session, .on_list = on });
}

/* Asks for somebody new; the id of the row. */
static const char *ask(struct day_rig *day, const char *session, struct floor_form form)
{
	static const char NAME[] = "Speaker";
	struct act act = { do_request, .id = session, .form = form };
	if (!form.person_id)
		act.form.person_id = day_somebody(day, NAME).id;
	assert_int_equal(day_run(day, run, &act), OK);
	return arena_dup(day->arena, act.speaker.id);
}

static void expect_state(struct day_rig *day, const char *id, const char *state)
{
	assert_string_equal(day_speaker_now(day, id).state, state);
}

static struct floor rules(struct day_rig *day, const char *session)
{
	struct floor floor;
	assert_int_equal(floor_list_rules(day->db, day->arena, session, &floor), OK);
	return floor;
}

/* The list and its rules in one text, without versions and without who has withdrawn: what an undo brings back. */
static const char *picture(struct day_rig *day, const char *session)
{
	struct speaker *s;
	struct floor f = rules(day, session);
	size_t n;
	assert_int_equal(speaker_list(day->db, day->arena, session, &s, &n), OK);
	const char *all = arena_printf(day->arena, "%s %d %lld %lld %lld %lld", f.order, f.one_per_entity,
	    (long long)f.allotted_seconds, (long long)f.amber_seconds, (long long)f.correction_minutes,
	    (long long)f.closed_at);
	for (size_t i = 0; i < n; i++)
		if (strcmp(s[i].state, "withdrawn") != 0)
			all = arena_printf(day->arena, "%s\n%s %s %lld %lld %lld %lld %lld %lld %s %s %s %s %d %d",
			    all, s[i].id, s[i].state, (long long)s[i].position, (long long)s[i].started_at,
			    (long long)s[i].ended_at, (long long)s[i].paused_at, (long long)s[i].paused_ms,
			    (long long)s[i].allotted_seconds, s[i].kind, s[i].speaks_for, s[i].language,
			    s[i].statement, s[i].remote, s[i].by_hand);
	return all;
}

/* ---- points of order and clocks ---- */

static void a_point_of_order_goes_first_interrupts_and_gives_the_floor_back(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *one = ask(day, session, (struct floor_form){ 0 }),
		   *two = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	clock_move(day->clock, DAY_START + MINUTE);
	const char *point = ask(day, session, (struct floor_form){ .kind = "point_of_order" });
	assert_true(day_speaker_now(day, point).position < day_speaker_now(day, two).position);
	assert_int_equal(on_speaker(day, floor_call, point), OK);
	expect_state(day, one, "interrupted");
	clock_move(day->clock, DAY_START + 3 * MINUTE);
	assert_int_equal(on_speaker(day, floor_end, point), OK);
	expect_state(day, one, "speaking");
	struct speaker s = day_speaker_now(day, one);
	assert_int_equal(s.paused_at, 0);
	assert_in_range(s.paused_ms, 2 * MINUTE - 1000, 2 * MINUTE + 1000);
	clock_move(day->clock, DAY_START + 4 * MINUTE);
	assert_int_equal(on_speaker(day, floor_end, one), OK);
	s = day_speaker_now(day, one);
	assert_in_range(floor_spoken_ms(&s, 0), 2 * MINUTE - 2000, 2 * MINUTE + 2000);
}

static void a_statement_that_turns_out_to_be_a_point_of_order_goes_first(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *one = ask(day, session, (struct floor_form){ 0 }),
		   *two = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(act_on(day, (struct act){ do_move, .id = two, .other = NULL }), OK);
	struct act act = { do_edit, .id = two, .number = 2, .edit = { .kind = "point_of_order" } };
	assert_int_equal(act_on(day, act), OK);
	assert_true(day_speaker_now(day, two).position < day_speaker_now(day, one).position);
	assert_int_equal(undo(day, session), OK);
	assert_true(day_speaker_now(day, two).position > day_speaker_now(day, one).position);
	assert_true(day_speaker_now(day, two).by_hand);
}

static void a_call_ends_an_interrupted_statement_too(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *one = ask(day, session, (struct floor_form){ 0 }),
		   *two = ask(day, session, (struct floor_form){ 0 });
	const char *point = ask(day, session, (struct floor_form){ .kind = "point_of_order" });
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	assert_int_equal(on_speaker(day, floor_call, point), OK);
	assert_int_equal(on_speaker(day, floor_call, two), OK);
	expect_state(day, one, "delivered");
	expect_state(day, point, "delivered");
	expect_state(day, two, "speaking");
}

static void a_clock_is_held_and_runs_again_once(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging"), *one = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(on_speaker(day, floor_pause, one), ERR_STEP);
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	assert_int_equal(on_speaker(day, floor_resume, one), ERR_STEP);
	assert_int_equal(on_speaker(day, floor_pause, one), OK);
	assert_int_equal(on_speaker(day, floor_pause, one), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "paused_at");
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(on_speaker(day, floor_resume, one), OK);
	assert_in_range(day_speaker_now(day, one).paused_ms, MINUTE - 1000, MINUTE + 1000);
}

/* ---- order, texts, the close ---- */

static void order_by_hand_stays_when_the_rule_is_applied_again(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging"), *ids[4];
	for (size_t i = 0; i < 4; i++)
		ids[i] = ask(day, session, (struct floor_form){ .prior = i == 3 });
	struct act by_prior = { do_rules, .id = session, .number = 1, .rules = { .order = "prior request" } };
	assert_int_equal(act_on(day, by_prior), OK);
	assert_int_equal(act_on(day, (struct act){ do_move, .id = ids[2], .other = ids[0] }), OK);
	assert_int_equal(day_speaker_now(day, ids[2]).position, 1);
	assert_int_equal(on_list(day, floor_list_sort, session), OK);
	assert_int_equal(day_speaker_now(day, ids[2]).position, 1);
	assert_int_equal(day_speaker_now(day, ids[3]).position, 2);
	assert_int_equal(day_speaker_now(day, ids[0]).position, 3);
	assert_int_equal(day_speaker_now(day, ids[0]).version, 1);
	assert_int_equal(act_on(day, (struct act){ do_move, .id = ids[0], .other = "nobody" }), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "before");
}

static void one_speaker_an_entity_is_refused_in_words_but_may_raise_a_point_of_order(void **state)
{
	static const bool YES = true;
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	struct act act = { do_rules, .id = session, .number = 1, .rules = { .one_per_entity = &YES } };
	assert_int_equal(act_on(day, act), OK);
	ask(day, session, (struct floor_form){ 0 });
	act = (struct act){ do_request, .id = session, .form = { .person_id = day_somebody(day, "Second").id } };
	assert_int_equal(act_on(day, act), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "person");
	assert_non_null(strstr(day->fault.detail, "Kariba Telecom"));
	act.form.kind = "point_of_order";
	assert_int_equal(act_on(day, act), OK);
	act.form.kind = "reply";
	assert_int_equal(act_on(day, act), OK);
}

static void a_closed_list_keeps_who_was_not_heard_and_takes_nobody(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *kept = ask(day, session, (struct floor_form){ 0 }),
		   *cut = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(act_on(day, (struct act){ do_undelivered, .id = kept, .other = " As handed in \n" }), OK);
	assert_string_equal(day_speaker_now(day, kept).statement, "As handed in");
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(on_list(day, floor_list_close, session), OK);
	expect_state(day, cut, "undelivered");
	struct act late = { do_request, .id = session, .form = { .person_id = day_somebody(day, "Late").id } };
	assert_int_equal(act_on(day, late), ERR_STEP);
	assert_non_null(strstr(day->fault.detail, "closed"));
	assert_int_equal(on_list(day, floor_list_close, session), ERR_STEP);
	assert_int_equal(on_list(day, floor_list_reopen, session), OK);
	expect_state(day, cut, "waiting");
	expect_state(day, kept, "undelivered");
	assert_int_equal(on_list(day, floor_list_reopen, session), ERR_STEP);
}

static void a_text_is_corrected_for_so_many_minutes_after_the_statement(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging"), *one = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	assert_int_equal(on_speaker(day, floor_end, one), OK);
	struct act act = { do_edit, .id = one, .number = 3, .edit = { .statement = "As said", .language = "swa" } };
	clock_move(day->clock, DAY_START + 59 * MINUTE);
	assert_int_equal(act_on(day, act), OK);
	act.number = 4;
	clock_move(day->clock, DAY_START + 61 * MINUTE);
	assert_int_equal(act_on(day, act), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "statement");
	act.edit = (struct floor_edit){ .speaks_for = "Group" };
	assert_int_equal(act_on(day, act), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
}

static void an_edit_of_another_version_is_refused_and_a_push_is_no_new_version(void **state)
{
	static const int64_t LONG = 300;
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *one = ask(day, session, (struct floor_form){ 0 }),
		   *two = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(act_on(day, (struct act){ do_move, .id = two, .other = one }), OK);
	struct act act = { do_edit, .id = one, .number = 1, .edit = { .allotted_seconds = &LONG } };
	assert_int_equal(act_on(day, act), OK);
	assert_int_equal(day_speaker_now(day, one).allotted_seconds, 300);
	assert_int_equal(act_on(day, act), ERR_STALE);
	act = (struct act){ do_rules, .id = session, .number = 9 };
	assert_int_equal(act_on(day, act), ERR_STALE);
}

static void what_cannot_be_meant_is_refused_with_its_field(void **state)
{
	static const int64_t NONE = 0, HUGE = 1000000, MINUS = -1;
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging"), *one = ask(day, session, (struct floor_form){ 0 });
	const struct {
		struct act act;
		const char *field;
	} CASES[] = {
		{ { do_rules, .id = session, .number = 1, .rules = { .order = "age" } }, "order" },
		{ { do_rules, .id = session, .number = 1, .rules = { .allotted_seconds = &NONE } },
		    "allotted_seconds" },
		{ { do_rules, .id = session, .number = 1, .rules = { .amber_seconds = &MINUS } }, "amber_seconds" },
		{ { do_rules, .id = session, .number = 1, .rules = { .correction_minutes = &HUGE } },
		    "correction_minutes" },
		{ { do_edit, .id = one, .number = 1, .edit = { .language = "French" } }, "language" },
		{ { do_edit, .id = one, .number = 1, .edit = { .kind = "song" } }, "kind" },
		{ { do_edit, .id = one, .number = 1, .edit = { .allotted_seconds = &HUGE } }, "allotted_seconds" },
		{ { do_request, .id = session,
		      .form = { .person_id = day_speaker_now(day, one).person_id, .kind = "song" } },
		    "kind" },
		{ { do_request, .id = session,
		      .form = { .person_id = day_somebody(day, "B").id, .allotted_seconds = &NONE } },
		    "allotted_seconds" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_int_equal(act_on(day, CASES[i].act), ERR_INVALID);
		day_expect_fault(day, ERR_INVALID, CASES[i].field);
	}
}

static void an_act_that_changes_nothing_leaves_nothing(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	ask(day, session, (struct floor_form){ 0 });
	int64_t entries = day_entries(day), last = rules(day, session).undo_seq;
	assert_int_equal(on_list(day, floor_list_sort, session), OK);
	assert_int_equal(day_entries(day), entries);
	assert_int_equal(rules(day, session).undo_seq, last);
}

/* ---- taking back ---- */

static void an_undone_call_gives_both_back_as_if_no_clock_had_stopped(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	const char *one = ask(day, session, (struct floor_form){ 0 }),
		   *two = ask(day, session, (struct floor_form){ 0 });
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	int64_t started = day_speaker_now(day, one).started_at;
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(on_speaker(day, floor_call, two), OK);
	clock_move(day->clock, DAY_START + 2 * MINUTE);
	assert_int_equal(undo(day, session), OK);
	struct speaker s = day_speaker_now(day, one);
	assert_string_equal(s.state, "speaking");
	assert_int_equal(s.started_at, started);
	assert_int_equal(s.ended_at, 0);
	assert_int_equal(s.paused_ms, 0);
	s = day_speaker_now(day, two);
	assert_string_equal(s.state, "waiting");
	assert_int_equal(s.started_at, 0);
	day_expect_entry(day, "floor", "floor.undo", two, s.version);
}

static void an_undo_means_the_act_that_was_seen(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	assert_int_equal(undo(day, session), ERR_CONFLICT);
	const char *one = ask(day, session, (struct floor_form){ 0 });
	int64_t seen = rules(day, session).undo_seq;
	assert_int_equal(on_speaker(day, floor_call, one), OK);
	assert_int_equal(act_on(day, (struct act){ do_undo, .id = session, .number = seen }), ERR_STALE);
	day_expect_fault(day, ERR_STALE, "seq");
	expect_state(day, one, "speaking");
	seen = rules(day, session).undo_seq;
	assert_int_equal(act_on(day, (struct act){ do_undo, .id = session, .number = seen }), OK);
	assert_int_equal(act_on(day, (struct act){ do_undo, .id = session, .number = seen }), ERR_STALE);
	assert_int_equal(undo(day, session), OK);
	expect_state(day, one, "withdrawn");
	assert_int_equal(undo(day, session), ERR_CONFLICT);
	assert_int_equal(act_on(day, (struct act){ do_undo, .id = "no-such-session" }), ERR_NOT_FOUND);
}

static void a_statement_is_sealed_in_the_journal_and_comes_back_by_undo(void **state)
{
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging"), *one = ask(day, session, (struct floor_form){ 0 });
	struct act act = { do_edit, .id = one, .number = 1, .edit = { .statement = "First words" } };
	assert_int_equal(act_on(day, act), OK);
	assert_null(strstr(day_last(day).data, "First words"));
	act.number = 2;
	act.edit.statement = "Other words";
	assert_int_equal(act_on(day, act), OK);
	assert_string_equal(day_speaker_now(day, one).statement, "Other words");
	assert_int_equal(undo(day, session), OK);
	assert_string_equal(day_speaker_now(day, one).statement, "First words");
	assert_int_equal(undo(day, session), OK);
	assert_string_equal(day_speaker_now(day, one).statement, "");
}

enum { ACTS = 60, PEOPLE = 6 };

static uint64_t roll(uint64_t *dice, uint64_t below)
{
	*dice = *dice * 6364136223846793005u + 1442695040888963407u;
	return (*dice >> 33) % below;
}

/* Some act, often a refused one, as two hurried moderators make them. */
static void act_somehow(struct day_rig *day, uint64_t *dice, const char *session, const char *people[PEOPLE])
{
	static floor_act *const ON_SPEAKER[] = { floor_call, floor_call, floor_end, floor_withdraw, floor_pause,
		floor_resume };
	static floor_list_act *const ON_LIST[] = { floor_list_sort, floor_list_close, floor_list_reopen,
		floor_list_reopen };
	static const char *const KINDS[] = { "statement", "statement", "point_of_order", "reply" };
	static const char *const ORDERS[] = { "request", "rank prior", "group present request" };
	struct speaker *s;
	size_t n;
	assert_int_equal(speaker_list(day->db, day->arena, session, &s, &n), OK);
	struct speaker *some = n ? &s[roll(dice, n)] : NULL, *other = n ? &s[roll(dice, n)] : NULL;
	clock_move(day->clock, clock_now(day->clock) + (int64_t)roll(dice, 60000));
	switch (some ? roll(dice, 8) : 0) {
	case 0:
	case 1:
		act_on(day, (struct act){ do_request, .id = session,
				.form = { .person_id = people[roll(dice, PEOPLE)],
				    .kind = KINDS[roll(dice, 4)],
				    .remote = roll(dice, 2),
				    .prior = roll(dice, 2) } });
		break;
	case 2:
	case 3:
		on_speaker(day, ON_SPEAKER[roll(dice, 6)], some->id);
		break;
	case 4:
		act_on(day, (struct act){ do_move, .id = some->id, .other = roll(dice, 3) ? other->id : NULL });
		break;
	case 5:
		act_on(day, (struct act){ do_edit, .id = some->id, .number = some->version - (int64_t)roll(dice, 2),
				.edit = { .statement = roll(dice, 2) ? "Said" : NULL,
				    .language = "sw",
				    .kind = KINDS[roll(dice, 4)],
				    .speaks_for = roll(dice, 2) ? "Group" : NULL } });
		break;
	case 6:
		on_list(day, ON_LIST[roll(dice, 4)], session);
		break;
	default:
		act_on(day, (struct act){ do_rules, .id = session, .number = rules(day, session).version,
				.rules = { .order = ORDERS[roll(dice, 3)] } });
	}
}

static void any_run_of_acts_is_undone_step_by_step(void **state)
{
	struct day_rig *day = *state;
	const char *people[PEOPLE];
	for (size_t i = 0; i < PEOPLE; i++)
		people[i] = day_somebody(day, arena_printf(day->arena, "Speaker %zu", i)).id;
	for (uint64_t seed = 1; seed <= 4; seed++) {
		const char *session = day_session(day, "Pledging"), *pictures[ACTS + 1];
		uint64_t dice = seed;
		size_t done = 0;
		pictures[0] = picture(day, session);
		for (size_t i = 0; i < ACTS; i++) {
			int64_t before = rules(day, session).undo_seq;
			act_somehow(day, &dice, session, people);
			if (rules(day, session).undo_seq != before)
				pictures[++done] = picture(day, session);
		}
		assert_true(done > ACTS / 4);
		clock_move(day->clock, clock_now(day->clock) + MINUTE);
		while (done-- > 0) {
			assert_int_equal(undo(day, session), OK);
			assert_string_equal(picture(day, session), pictures[done]);
		}
		assert_int_equal(undo(day, session), ERR_CONFLICT);
		clock_move(day->clock, DAY_START);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_point_of_order_goes_first_interrupts_and_gives_the_floor_back),
		day_test(a_statement_that_turns_out_to_be_a_point_of_order_goes_first),
		day_test(a_call_ends_an_interrupted_statement_too),
		day_test(a_clock_is_held_and_runs_again_once),
		day_test(order_by_hand_stays_when_the_rule_is_applied_again),
		day_test(one_speaker_an_entity_is_refused_in_words_but_may_raise_a_point_of_order),
		day_test(a_closed_list_keeps_who_was_not_heard_and_takes_nobody),
		day_test(a_text_is_corrected_for_so_many_minutes_after_the_statement),
		day_test(an_edit_of_another_version_is_refused_and_a_push_is_no_new_version),
		day_test(what_cannot_be_meant_is_refused_with_its_field),
		day_test(an_act_that_changes_nothing_leaves_nothing),
		day_test(an_undone_call_gives_both_back_as_if_no_clock_had_stopped),
		day_test(an_undo_means_the_act_that_was_seen),
		day_test(a_statement_is_sealed_in_the_journal_and_comes_back_by_undo),
		day_test(any_run_of_acts_is_undone_step_by_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
