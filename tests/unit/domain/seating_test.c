/* Who sits where, as use cases: the head, the order, the stage, moves. Shapes are tests/unit/schedule/seating_test.c,
 * the French alphabet protocol_order_test.c. */
#include "tests/unit/domain/day.h"

#include "domain/card.h"
#include "domain/groups.h"
#include "domain/seating.h"

#include <string.h>

struct wanted {
	const char *session;
	struct seating_form form;
	const char *guests[8];
	size_t n_guests;
	int64_t version;
	struct seating_move moves[3];
	size_t n_moves;
	struct session_seating answer;
};

static enum err act_invite(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return invitation_change(tx, w->session, w->guests, w->n_guests, NULL, 0);
}

static enum err act_lay(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return seating_lay_session(tx, w->session, &w->form, &w->answer);
}

static enum err act_move(struct tx *tx, void *ctx)
{
	struct wanted *w = ctx;
	return seating_move(tx, w->session, w->version, w->moves, w->n_moves, &w->answer);
}

static struct session_seating stored(struct day_rig *day, const char *session)
{
	struct session_seating seating;
	assert_int_equal(seating_get(day->db, day->arena, session, &seating), OK);
	return seating;
}

/* A session with three guests, called so. */
static struct wanted three_guests(struct day_rig *day)
{
	struct wanted w = { .session = day_session(day, "Round table"), .n_guests = 3 };
	static const char *const NAMES[] = { "Carla", "Ana", "Bruno" };
	for (size_t i = 0; i < 3; i++)
		w.guests[i] = day_somebody(day, NAMES[i]).id;
	assert_int_equal(day_run(day, act_invite, &w), OK);
	return w;
}

static void assert_sits(const struct session_seating *s, size_t number, const char *display)
{
	const struct seat_row *seat = &s->seats[number - 1];
	assert_string_equal(*seat->person.id ? seat->person.display : "", display);
}

static void guests_sit_in_order_and_the_rest_stays_empty(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){ .shape = SEATING_RECTANGLE, .order = SEATING_FRENCH, .seats = 5 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	struct session_seating s = stored(day, w.session);
	assert_sits(&s, 1, "Ana");
	assert_sits(&s, 2, "Bruno");
	assert_sits(&s, 3, "Carla");
	assert_sits(&s, 4, "");
	assert_int_equal(s.n_unseated, 0);
	day_expect_entry(day, "groups", "seating.lay", w.session, 1);
}

static void whoever_finds_no_seat_is_named(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){ .shape = SEATING_U, .order = SEATING_FRENCH, .seats = 2 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	struct session_seating s = stored(day, w.session);
	assert_int_equal(s.n_unseated, 1);
	assert_string_equal(s.unseated[0].person.display, "Carla");
}

static void a_free_order_seats_nobody_and_unseats_nobody(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){ .shape = SEATING_U, .order = SEATING_FREE, .seats = 4 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	assert_int_equal(stored(day, w.session).n_unseated, 3);
	w.version = 1;
	w.moves[0] = (struct seating_move){ .number = 3, .person_id = w.guests[0] };
	w.n_moves = 1;
	assert_int_equal(day_run(day, act_move, &w), OK);
	w.form.shape = SEATING_HOLLOW_SQUARE;
	assert_int_equal(day_run(day, act_lay, &w), OK);
	struct session_seating s = stored(day, w.session);
	assert_sits(&s, 3, "Carla");
	assert_int_equal(s.n_unseated, 2);
}

static void a_move_onto_a_taken_seat_changes_places(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){ .shape = SEATING_RECTANGLE, .order = SEATING_FRENCH, .seats = 4 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	w.version = 1;
	w.moves[0] = (struct seating_move){ .number = 1, .person_id = w.guests[0] };
	w.n_moves = 1;
	assert_int_equal(day_run(day, act_move, &w), OK);
	struct session_seating s = stored(day, w.session);
	assert_sits(&s, 1, "Carla");
	assert_sits(&s, 3, "Ana");
	assert_int_equal(day_run(day, act_move, &w), ERR_STALE);
}

static void several_moves_are_one_act_or_none(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){ .shape = SEATING_RECTANGLE, .order = SEATING_FRENCH, .seats = 4 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	w.version = 1;
	w.moves[0] = (struct seating_move){ .number = 4, .person_id = w.guests[0] };
	w.moves[1] = (struct seating_move){ .number = 40, .person_id = w.guests[1] };
	w.n_moves = 2;
	assert_int_equal(day_run(day, act_move, &w), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "moves[1].number");
	struct session_seating s = stored(day, w.session);
	assert_sits(&s, 4, "");
	assert_int_equal(s.version, 1);
}

static void a_seat_for_a_delegation_is_one_whoever_comes(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	w.form = (struct seating_form){
		.shape = SEATING_ROUNDS, .order = SEATING_FRENCH, .seats = 4, .by_delegation = true
	};
	assert_int_equal(day_run(day, act_lay, &w), OK);
	struct session_seating s = stored(day, w.session);
	assert_string_equal(s.seats[0].person.id, "");
	assert_string_equal(s.seats[0].entity.name, "Kariba Telecom");
	assert_string_equal(s.seats[1].entity.id, "");
	assert_int_equal(s.n_unseated, 0);
}

static void one_person_finds_their_seat_as_it_is_labelled(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	struct group_of_person *places;
	size_t n;
	w.form = (struct seating_form){ .shape = SEATING_ROUNDS, .order = SEATING_FRENCH, .seats = 4, .tables = 2 };
	assert_int_equal(day_run(day, act_lay, &w), OK);
	assert_int_equal(groups_of_person(day->db, day->arena, w.guests[0], &places, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(places[0].session_id, w.session);
	assert_string_equal(places[0].seat, "2A");
	assert_string_equal(places[0].group.id, "");
}

static void a_room_that_is_not_laid_takes_no_moves(void **state)
{
	struct day_rig *day = *state;
	struct wanted w = three_guests(day);
	assert_int_equal(stored(day, w.session).version, 0);
	assert_int_equal(stored(day, w.session).n_unseated, 3);
	assert_int_equal(day_run(day, act_move, &w), ERR_CONFLICT);
	w.session = "nowhere";
	assert_int_equal(day_run(day, act_move, &w), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(guests_sit_in_order_and_the_rest_stays_empty),
		day_test(whoever_finds_no_seat_is_named),
		day_test(a_free_order_seats_nobody_and_unseats_nobody),
		day_test(a_move_onto_a_taken_seat_changes_places),
		day_test(several_moves_are_one_act_or_none),
		day_test(a_seat_for_a_delegation_is_one_whoever_comes),
		day_test(one_person_finds_their_seat_as_it_is_labelled),
		day_test(a_room_that_is_not_laid_takes_no_moves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
