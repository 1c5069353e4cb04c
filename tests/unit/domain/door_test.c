/* Scans at doors: who is admitted once, what is a repeat, who leaves, who is inside; codes that are nobody's; cards;
 * invitations. What was done without network is late_test.c, the table of rules door_rules_test.c. */
#include "tests/unit/domain/door_day.h"

#include "domain/running.h"

#include <ctype.h>
#include <string.h>

static const int64_t MINUTE = 60000;

/* ---- coming in ---- */

static void a_scan_admits_once_and_then_says_when(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct person person = door_guest(day, "A Banda", &badge);
	struct door_answer answer = day_scan(day, badge.qr);
	assert_int_equal(answer.result, DOOR_ADMITTED);
	assert_int_equal(answer.light, DOOR_GREEN);
	assert_string_equal(answer.reason, "");
	assert_string_equal(answer.person.id, person.id);
	assert_int_equal(answer.point.inside, 1);
	day_expect_entry(day, "doors", "scan", person.id, 2);
	for (int i = 1; i <= 5; i++) {
		clock_move(day->clock, DAY_START + i * MINUTE);
		answer = day_scan(day, i % 2 ? badge.qr : badge.code);
		assert_int_equal(answer.result, DOOR_ALREADY);
		assert_int_equal(answer.light, DOOR_GREEN);
		assert_non_null(strstr(answer.reason, "2022-06-07T14:30:"));
		assert_int_equal(answer.point.inside, 1);
	}
	assert_string_equal(
	    day_last(day).data, "{\"point\":\"main\",\"result\":\"already\",\"rule\":\"admitted_before\"}");
	assert_int_equal(day_person(day, person.id).arrived_at, 0);
}

static void the_same_code_within_five_seconds_is_a_repeat_and_writes_nothing(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	door_guest(day, "A Banda", &badge);
	day_scan(day, badge.qr);
	int64_t entries = day_entries(day);
	for (int i = 0; i < 3; i++) {
		struct door_answer answer = day_scan(day, i % 2 ? badge.qr : badge.code);
		assert_int_equal(answer.result, DOOR_REPEAT);
		assert_int_equal(answer.light, DOOR_GREEN);
		assert_int_equal(answer.rule, DOOR_RULE_admitted);
	}
	assert_int_equal(day_entries(day), entries);
	clock_move(day->clock, DAY_START + 2 * DOOR_REPEAT_MS);
	assert_int_equal(day_scan(day, badge.qr).result, DOOR_ALREADY);
}

static void a_repeat_keeps_the_light_of_the_first(void **state)
{
	struct day_rig *day = *state;
	struct badge old, new;
	struct person person = door_guest(day, "A Banda", &old);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	assert_int_equal(day_scan(day, old.qr).light, DOOR_RED);
	struct door_answer again = day_scan(day, old.qr);
	assert_int_equal(again.result, DOOR_REPEAT);
	assert_int_equal(again.light, DOOR_RED);
	assert_string_equal(again.reason, err_words(ERR_BADGE_REVOKED));
	/* the new badge of the same person is no repeat of the old one */
	assert_int_equal(day_scan(day, new.qr).result, DOOR_ADMITTED);
}

static void the_short_code_is_read_as_people_type_it(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct person person = door_guest(day, "A Banda", &badge);
	char typed[2 * BADGE_CODE_SHORT_LEN + 1];
	size_t n = 0;
	for (const char *c = badge.code; *c; c++) {
		typed[n++] = (char)tolower((unsigned char)*c);
		typed[n++] = ' ';
	}
	typed[n] = '\0';
	struct door_answer answer = day_scan(day, typed);
	assert_int_equal(answer.result, DOOR_ADMITTED);
	assert_string_equal(answer.person.id, person.id);
}

static void a_replaced_badge_is_told_from_the_one_that_counts(void **state)
{
	struct day_rig *day = *state;
	struct badge old, new;
	struct person person = door_guest(day, "A Banda", &old);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	struct door_answer answer = day_scan(day, old.code);
	assert_int_equal(answer.result, DOOR_REVOKED);
	assert_int_equal(answer.light, DOOR_RED);
	assert_string_equal(answer.person.id, person.id);
	assert_int_equal(answer.point.inside, 0);
	assert_int_equal(day_scan(day, new.qr).result, DOOR_ADMITTED);
}

static void a_code_of_nobody_is_unknown_and_leaves_no_trace(void **state)
{
	struct day_rig *day = *state;
	const char *const CODES[] = { "", " ", "A", "K7QF-3M2", "' OR 1=1 --",
		"https://example.org/a-code-of-somebody-else", "\xff\xfe", "00000000000000000000", "王小明" };
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
		struct door_answer answer = day_scan(day, CODES[i]);
		assert_int_equal(answer.result, DOOR_UNKNOWN);
		assert_int_equal(answer.light, DOOR_RED);
		assert_string_equal(answer.reason, err_words(ERR_CODE_UNKNOWN));
		assert_null(answer.person.id);
	}
	assert_int_equal(day_entries(day), 0);
}

static void a_badge_of_another_event_is_called_that(void **state)
{
	struct day_rig *day = *state;
	struct badge_code stranger = day_foreign_code();
	struct badge badge;
	assert_int_equal(day_scan(day, stranger.qr).rule, DOOR_RULE_code_foreign);
	door_guest(day, "A Banda", &badge);
	struct door_answer answer = day_scan(day, stranger.qr);
	assert_int_equal(answer.result, DOOR_UNKNOWN);
	assert_string_equal(answer.reason, "This badge belongs to another event.");
	/* of a short code nobody can tell */
	assert_int_equal(day_scan(day, stranger.code).rule, DOOR_RULE_code_unknown);
}

static void whoever_lost_the_approval_is_refused_at_the_door(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct participant_form back = { .state = "requested" };
	struct person person = door_guest(day, "A Banda", &badge);
	assert_int_equal(day_edit(day, person.id, 2, &back, &person), OK);
	struct door_answer answer = day_scan(day, badge.qr);
	assert_int_equal(answer.rule, DOOR_RULE_not_approved);
	assert_int_equal(answer.point.inside, 0);
}

static void there_is_no_point_but_the_ones_that_exist(void **state)
{
	struct day_rig *day = *state;
	struct door_form form = { .code = "x", .point = "cellar" };
	struct door_answer answer;
	assert_int_equal(day_scan_as(day, &form, &answer), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "point");
	assert_non_null(strstr(day->fault.detail, "cellar"));
}

/* ---- leaving ---- */

static void leaving_is_said_and_never_guessed(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct door_answer answer;
	door_guest(day, "A Banda", &badge);
	struct point hall = door_point(day, (struct point_form){ .id = "hall", .name = "Hall", .exits = 1 });
	struct door_form in = { .code = badge.qr, .point = hall.id };
	struct door_form out = { .code = badge.qr, .point = hall.id, .leaving = true };
	assert_int_equal(day_scan_as(day, &out, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_left_unseen);
	assert_int_equal(answer.point.inside, 0);
	for (int round = 1; round <= 3; round++) {
		clock_move(day->clock, DAY_START + 2 * round * MINUTE);
		assert_int_equal(day_scan_as(day, &in, &answer), OK);
		assert_int_equal(answer.result, DOOR_ADMITTED);
		assert_int_equal(answer.point.inside, 1);
		clock_move(day->clock, DAY_START + (2 * round + 1) * MINUTE);
		assert_int_equal(day_scan_as(day, &out, &answer), OK);
		assert_int_equal(answer.result, DOOR_LEFT);
		assert_int_equal(answer.point.inside, 0);
	}
}

static void in_and_out_within_seconds_are_two_acts(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct door_answer answer;
	door_guest(day, "A Banda", &badge);
	struct door_form out = { .code = badge.qr, .point = "main", .leaving = true };
	assert_int_equal(day_scan(day, badge.qr).result, DOOR_ADMITTED);
	assert_int_equal(day_scan_as(day, &out, &answer), OK);
	assert_int_equal(answer.result, DOOR_LEFT);
	assert_int_equal(day_scan_as(day, &out, &answer), OK);
	assert_int_equal(answer.result, DOOR_REPEAT);
	assert_int_equal(day_scan(day, badge.qr).result, DOOR_ADMITTED);
}

static void where_people_are_scanned_out_a_second_entry_is_amber_until_a_person_decides(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct door_answer answer;
	door_guest(day, "A Banda", &badge);
	struct point hall = door_point(day, (struct point_form){ .id = "hall", .name = "Hall", .exits = 1 });
	struct door_form in = { .code = badge.qr, .point = hall.id };
	assert_int_equal(day_scan_as(day, &in, &answer), OK);
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(day_scan_as(day, &in, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_inside_already);
	assert_int_equal(answer.light, DOOR_AMBER);
	in.decided = DOOR_DECIDED_ADMIT;
	assert_int_equal(day_scan_as(day, &in, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_let_in);
	assert_int_equal(answer.point.inside, 1);
	assert_non_null(strstr(day_last(day).data, "\"decided\":\"admit\""));
	in.decided = DOOR_DECIDED_REFUSE;
	assert_int_equal(day_scan_as(day, &in, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_turned_away);
	assert_int_equal(answer.light, DOOR_RED);
}

static void a_revoked_badge_leaves_and_is_counted_out(void **state)
{
	struct day_rig *day = *state;
	struct badge old, new;
	struct door_answer answer;
	struct person person = door_guest(day, "A Banda", &old);
	day_scan(day, old.qr);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	struct door_form out = { .code = old.qr, .point = "main", .leaving = true };
	assert_int_equal(day_scan_as(day, &out, &answer), OK);
	assert_int_equal(answer.result, DOOR_LEFT);
	assert_int_equal(answer.point.inside, 0);
}

/* ---- rules of a point ---- */

static void a_point_admits_the_categories_it_names(void **state)
{
	struct day_rig *day = *state;
	struct badge delegate, minister;
	struct door_answer answer;
	door_guest(day, "A Banda", &delegate);
	door_guest_as(day, "B Phiri", "MIN", &minister);
	struct point vip =
	    door_point(day, (struct point_form){ .id = "vip", .name = "VIP", .categories = "MIN VVIP" });
	struct door_form form = { .code = delegate.qr, .point = vip.id };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_category_point);
	form.code = minister.qr;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
}

static void a_full_room_takes_no_more_but_asks_for_a_vip(void **state)
{
	struct day_rig *day = *state;
	struct badge first, second, minister;
	struct door_answer answer;
	door_guest(day, "A Banda", &first);
	door_guest(day, "B Phiri", &second);
	door_guest_as(day, "C Zulu", "MIN", &minister);
	struct point small = door_point(day, (struct point_form){ .id = "small", .name = "Small", .capacity = 1 });
	struct door_form form = { .code = first.qr, .point = small.id };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
	form.code = second.qr;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_full);
	assert_string_equal(answer.reason, "The room is full (1).");
	form.code = minister.qr;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_full_vip);
	form.decided = DOOR_DECIDED_ADMIT;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
	assert_int_equal(answer.point.inside, 2);
}

static void a_closed_point_admits_nobody_and_lets_everybody_out(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct door_answer answer;
	door_guest(day, "A Banda", &badge);
	struct point shut = door_point(day, (struct point_form){ .id = "shut", .name = "Shut", .state = "closed" });
	struct door_form form = { .code = badge.qr, .point = shut.id };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_closed);
	form.leaving = true;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.light, DOOR_GREEN);
}

/* ---- invitations ---- */

static void only_who_is_on_the_list_of_the_session_comes_in(void **state)
{
	struct day_rig *day = *state;
	struct badge guest, stranger;
	struct door_answer answer;
	struct person invited = door_guest(day, "A Banda", &guest);
	door_guest(day, "B Phiri", &stranger);
	const char *session = door_session(day);
	struct point room = door_point(
	    day, (struct point_form){ .id = "room", .name = "Room", .room_id = DOOR_ROOM, .by_invitation = 1 });
	assert_int_equal(door_invite(day, session, invited.id), OK);
	day_expect_entry(day, "doors", "invitation.change", session, 1);
	struct door_form form = { .code = guest.qr, .point = room.id };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
	form.code = stranger.qr;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_not_invited);
	assert_int_equal(answer.light, DOOR_RED);
	clock_move(day->clock, DAY_START + 91 * MINUTE);
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_no_session);
	assert_int_equal(answer.light, DOOR_AMBER);
	clock_move(day->clock, DAY_START - 29 * MINUTE);
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_not_invited);
}

static enum err act_delay(struct tx *tx, void *ctx)
{
	struct running_outcome outcome;
	return running_do(tx, RUNNING_DELAY, ctx, &(struct running_form){ .minutes = 60 }, &outcome);
}

static void a_list_counts_when_its_session_is_really_on(void **state)
{
	struct day_rig *day = *state;
	struct badge guest;
	struct door_answer answer;
	struct person invited = door_guest(day, "A Banda", &guest);
	char *session = arena_dup(day->arena, door_session(day));
	struct point room = door_point(
	    day, (struct point_form){ .id = "room", .name = "Room", .room_id = DOOR_ROOM, .by_invitation = 1 });
	assert_int_equal(door_invite(day, session, invited.id), OK);
	assert_int_equal(day_run(day, act_delay, session), OK);
	struct door_form form = { .code = guest.qr, .point = room.id };
	clock_move(day->clock, DAY_START);
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_no_session);
	clock_move(day->clock, DAY_START + 140 * MINUTE);
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
}

/* ---- transferable cards ---- */

static void cards_of_an_entity_come_in_up_to_its_quota(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct card *cards = door_cards(day, person.entity.id, 3);
	struct door_answer answer;
	struct door_form form = { .point = "main" };
	assert_int_equal(door_quota(day, person.entity.id, 2), OK);
	for (int i = 0; i < 3; i++) {
		form.code = cards[i].qr;
		assert_int_equal(day_scan_as(day, &form, &answer), OK);
		assert_int_equal(answer.result, i < 2 ? DOOR_ADMITTED : DOOR_REFUSED);
		assert_int_equal(answer.card.serial, cards[i].serial);
		assert_null(answer.person.id);
	}
	assert_string_equal(
	    answer.reason, "Kariba Telecom has 2 of its cards inside already. One has to leave first.");
	assert_int_equal(answer.point.inside, 2);
	form = (struct door_form){ .code = cards[0].qr, .point = "main", .leaving = true };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	form = (struct door_form){ .code = cards[2].qr, .point = "main" };
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_ADMITTED);
}

static void a_card_opens_the_points_it_was_made_for_and_no_others(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct card *card = door_cards(day, person.entity.id, 1);
	struct door_answer answer;
	struct point hall = door_point(day, (struct point_form){ .id = "hall", .name = "Hall", .takes_cards = 0 });
	struct door_form form = { .code = card->qr, .point = hall.id };
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.rule, DOOR_RULE_no_cards);
	assert_int_equal(door_block(day, card->serial), OK);
	assert_int_equal(door_block(day, card->serial), ERR_STEP);
	form.point = "main";
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, DOOR_REVOKED);
}

/* ---- head counts ---- */

static void kept_head_counts_are_what_the_rows_say(void **state)
{
	enum { PEOPLE = 12 };
	struct day_rig *day = *state;
	struct door_answer answer;
	struct fault fault;
	int64_t points;
	struct badge badges[PEOPLE];
	for (int i = 0; i < PEOPLE; i++)
		door_guest(day, "A Banda", &badges[i]);
	for (int i = 0; i < 60; i++) {
		struct door_form form = { .code = badges[i * 7 % PEOPLE].qr, .point = "main", .leaving = i % 3 == 2 };
		clock_move(day->clock, DAY_START + i * MINUTE);
		assert_int_equal(day_scan_as(day, &form, &answer), OK);
	}
	assert_int_equal(evacuation_recount(day->db, &points, &fault), OK);
	assert_int_equal(points, 1);
	struct inside *inside;
	size_t n;
	assert_int_equal(inside_list(day->db, day->arena, "main", &inside, &n), OK);
	assert_int_equal(n, answer.point.inside);
	assert_int_equal(door_spoil(day), OK);
	assert_int_equal(evacuation_recount(day->db, &points, &fault), ERR_BROKEN);
	assert_non_null(strstr(fault.detail, "main"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_scan_admits_once_and_then_says_when),
		day_test(the_same_code_within_five_seconds_is_a_repeat_and_writes_nothing),
		day_test(a_repeat_keeps_the_light_of_the_first),
		day_test(the_short_code_is_read_as_people_type_it),
		day_test(a_replaced_badge_is_told_from_the_one_that_counts),
		day_test(a_code_of_nobody_is_unknown_and_leaves_no_trace),
		day_test(a_badge_of_another_event_is_called_that),
		day_test(whoever_lost_the_approval_is_refused_at_the_door),
		day_test(there_is_no_point_but_the_ones_that_exist),
		day_test(leaving_is_said_and_never_guessed),
		day_test(in_and_out_within_seconds_are_two_acts),
		day_test(where_people_are_scanned_out_a_second_entry_is_amber_until_a_person_decides),
		day_test(a_revoked_badge_leaves_and_is_counted_out),
		day_test(a_point_admits_the_categories_it_names),
		day_test(a_full_room_takes_no_more_but_asks_for_a_vip),
		day_test(a_closed_point_admits_nobody_and_lets_everybody_out),
		day_test(only_who_is_on_the_list_of_the_session_comes_in),
		day_test(a_list_counts_when_its_session_is_really_on),
		day_test(cards_of_an_entity_come_in_up_to_its_quota),
		day_test(a_card_opens_the_points_it_was_made_for_and_no_others),
		day_test(kept_head_counts_are_what_the_rows_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
