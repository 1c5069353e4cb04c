/* How rooms are laid: rules that hold for every shape and any number of seats, then what each shape promises. */
#include "tests/unit/schedule/sample.h"

#include "schedule/seating.h"

#include <stdio.h>

static struct seating lay(struct arena *arena, enum seating_shape shape, size_t seats, size_t tables)
{
	struct seating seating;
	assert_int_equal(seating_lay(arena, shape, seats, tables, &seating, NULL), OK);
	assert_int_equal(seating.n_seats, seats);
	return seating;
}

static bool overlap(const struct seating_box *a, const struct seating_box *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void assert_inside(const struct seating *seating, const struct seating_box *box)
{
	assert_true(box->x >= 0 && box->y >= 0);
	assert_true(box->x + box->width <= seating->width);
	assert_true(box->y + box->height <= seating->height);
}

/* ---- every shape, any number ---- */

static void each(void (*check)(const struct seating *seating))
{
	static const size_t NUMBERS[] = { 1, 2, 3, 4, 5, 7, 8, 12, 13, 25, 40, 61, 100, 199, 400 };
	for (enum seating_shape shape = 0; shape < SEATING_SHAPE_MAX; shape++)
		for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
			struct arena *arena = arena_create();
			struct seating seating = lay(arena, shape, NUMBERS[i], 0);
			check(&seating);
			arena_destroy(arena);
		}
}

static void nothing_lies_over_anything(const struct seating *seating)
{
	for (size_t i = 0; i < seating->n_seats; i++) {
		assert_inside(seating, &seating->seats[i].card);
		assert_inside(seating, &seating->seats[i].chair);
		assert_false(overlap(&seating->seats[i].card, &seating->seats[i].chair));
		for (size_t k = 0; k < i; k++) {
			assert_false(overlap(&seating->seats[i].card, &seating->seats[k].card));
			assert_false(overlap(&seating->seats[i].chair, &seating->seats[k].card));
			assert_false(overlap(&seating->seats[i].chair, &seating->seats[k].chair));
		}
		for (size_t k = 0; k < seating->n_tables; k++) {
			assert_inside(seating, &seating->tables[k].box);
			assert_false(overlap(&seating->seats[i].card, &seating->tables[k].box));
			assert_false(overlap(&seating->seats[i].chair, &seating->tables[k].box));
		}
	}
}

static void cards_chairs_and_tables_have_places_of_their_own(void **state)
{
	(void)state;
	each(nothing_lies_over_anything);
}

static void labels_differ_and_seats_fill_once(const struct seating *seating)
{
	struct arena *arena = arena_create();
	char(*labels)[SEATING_LABEL_LEN] = arena_alloc(arena, seating->n_seats * sizeof *labels);
	for (size_t i = 0; i < seating->n_seats; i++) {
		seating_label(seating->shape, seating->n_seats, 0, i + 1, labels[i]);
		assert_true(*labels[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(labels[i], labels[k]);
	}
	for (enum seating_order order = 0; order < SEATING_ORDER_MAX; order++) {
		const size_t *filling = seating_filling(arena, seating, order);
		bool *is_filled = arena_array(arena, bool, seating->n_seats);
		for (size_t i = 0; i < seating->n_seats; i++) {
			assert_true(filling[i] < seating->n_seats && !is_filled[filling[i]]);
			is_filled[filling[i]] = true;
		}
	}
	arena_destroy(arena);
}

static void every_seat_has_its_own_label_and_is_filled_once(void **state)
{
	(void)state;
	each(labels_differ_and_seats_fill_once);
}

static void keys_are_read_again(void **state)
{
	enum seating_shape shape;
	enum seating_order order;
	(void)state;
	for (enum seating_shape i = 0; i < SEATING_SHAPE_MAX; i++)
		assert_true(seating_shape_parse(seating_shape_key(i), &shape) && shape == i);
	for (enum seating_order i = 0; i < SEATING_ORDER_MAX; i++)
		assert_true(seating_order_parse(seating_order_key(i), &order) && order == i);
	assert_false(seating_shape_parse("star", &shape));
	assert_false(seating_order_parse("", &order));
}

/* ---- each shape ---- */

static int middle(const struct seating_box *box)
{
	return box->x + box->width / 2;
}

static void seat_one_is_the_head_and_the_numbers_run_clockwise(void **state)
{
	static const enum seating_shape AROUND[] = { SEATING_RECTANGLE, SEATING_HOLLOW_SQUARE, SEATING_U };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct arena *arena = arena_create();
		struct seating s = lay(arena, AROUND[i], 41, 0);
		const struct seating_box *head = &s.seats[0].chair, *next = &s.seats[1].chair,
					 *last = &s.seats[40].chair;
		assert_true(abs(middle(head) - s.width / 2) <= 8); /* half a seat, where their number is even */
		assert_true(next->x > head->x && next->y == head->y);
		assert_true(last->x < head->x && last->y == head->y);
		arena_destroy(arena);
	}
}

static void protocol_fills_the_right_of_the_head_before_its_left(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct seating s = lay(arena, SEATING_RECTANGLE, 9, 0);
	const size_t *filling = seating_filling(arena, &s, SEATING_PROTOCOL);
	static const size_t EXPECTED[] = { 0, 1, 8, 2, 7, 3, 6, 4, 5 };
	assert_memory_equal(filling, EXPECTED, sizeof EXPECTED);
	assert_int_equal(seating_filling(arena, &s, SEATING_FRENCH)[1], 1);
	assert_int_equal(seating_filling(arena, &s, SEATING_FRENCH)[8], 8);
	arena_destroy(arena);
}

static void a_u_is_open_below(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct seating s = lay(arena, SEATING_U, 20, 0);
	const struct seating_box *table = &s.tables[1].box; /* its left arm */
	assert_int_equal(s.n_tables, 3);
	for (size_t i = 0; i < s.n_seats; i++)
		assert_true(s.seats[i].chair.y < table->y + table->height);
	arena_destroy(arena);
}

static void round_tables_share_what_does_not_divide(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct seating s = lay(arena, SEATING_ROUNDS, 11, 3);
	int at[4] = { 0 };
	for (size_t i = 0; i < s.n_seats; i++)
		at[s.seats[i].table]++;
	assert_int_equal(at[1], 4);
	assert_int_equal(at[2], 4);
	assert_int_equal(at[3], 3);
	char label[SEATING_LABEL_LEN];
	seating_label(SEATING_ROUNDS, 11, 3, 11, label);
	assert_string_equal(label, "3C");
	arena_destroy(arena);
}

static void the_front_row_of_a_theatre_is_nearest(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct seating s = lay(arena, SEATING_THEATRE, 30, 3);
	const size_t *filling = seating_filling(arena, &s, SEATING_PROTOCOL);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(s.seats[filling[i]].table, 1);
	assert_int_equal(filling[0], 4); /* in the middle of the row */
	char label[SEATING_LABEL_LEN];
	seating_label(SEATING_THEATRE, 30, 3, 21, label);
	assert_string_equal(label, "C1");
	arena_destroy(arena);
}

static void what_cannot_be_laid_is_refused_with_its_field(void **state)
{
	static const struct {
		enum seating_shape shape;
		size_t seats, tables;
		const char *field;
	} BAD[] = { { SEATING_U, 0, 0, "seats" }, { SEATING_U, SEATING_SEATS_MAX + 1, 0, "seats" },
		{ SEATING_ROUNDS, 5, 6, "tables" }, { SEATING_ROUNDS, 60, 2, "tables" },
		{ SEATING_THEATRE, 100, 1, "tables" }, { SEATING_THEATRE, 400, SEATING_TABLES_MAX + 1, "tables" } };
	(void)state;
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		struct seating seating;
		struct fault fault = { 0 };
		assert_int_equal(
		    seating_lay(arena, BAD[i].shape, BAD[i].seats, BAD[i].tables, &seating, &fault), ERR_INVALID);
		assert_string_equal(fault.field, BAD[i].field);
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards_chairs_and_tables_have_places_of_their_own),
		cmocka_unit_test(every_seat_has_its_own_label_and_is_filled_once),
		cmocka_unit_test(keys_are_read_again),
		cmocka_unit_test(seat_one_is_the_head_and_the_numbers_run_clockwise),
		cmocka_unit_test(protocol_fills_the_right_of_the_head_before_its_left),
		cmocka_unit_test(a_u_is_open_below),
		cmocka_unit_test(round_tables_share_what_does_not_divide),
		cmocka_unit_test(the_front_row_of_a_theatre_is_nearest),
		cmocka_unit_test(what_cannot_be_laid_is_refused_with_its_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
