/* See seating.h. Each shape is a function that puts chairs, cards and tables down; what they share is here once. */
#include "schedule/seating.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a card, level; of a chair; between two of them; mm. */
enum { CARD_WIDTH = 38, CARD_HEIGHT = 14, GAP = 2, CHAIR = 7, DEPTH = 26, STEP = CARD_HEIGHT + GAP };
enum {
	LEVEL_MOST = 6, /* cards that lie side by side on a long side; more stand on end */
	AT_ROUND = 10,  /* seats of a round table when nothing is said */
	ROUND_MOST = 26,
	ROW_MOST = 30,
	ROW_CARD = 28, /* of a card in a theatre */
	STAGE_HEIGHT = 12,
	AISLE = 8
};

/* ---- keys ---- */

static const char *const SHAPES[SEATING_SHAPE_MAX] = { "rectangle", "hollow_square", "u", "rounds", "theatre" };
static const char *const ORDERS[SEATING_ORDER_MAX] = { "french", "protocol", "free" };

static bool find(const char *const *keys, size_t n, const char *text, size_t *out)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i], text) == 0) {
			*out = i;
			return true;
		}
	return false;
}

const char *seating_shape_key(enum seating_shape shape)
{
	return SHAPES[shape];
}

bool seating_shape_parse(const char *text, enum seating_shape *out)
{
	size_t found;
	if (!find(SHAPES, SEATING_SHAPE_MAX, text, &found))
		return false;
	*out = (enum seating_shape)found;
	return true;
}

const char *seating_order_key(enum seating_order order)
{
	return ORDERS[order];
}

bool seating_order_parse(const char *text, enum seating_order *out)
{
	size_t found;
	if (!find(ORDERS, SEATING_ORDER_MAX, text, &found))
		return false;
	*out = (enum seating_order)found;
	return true;
}

/* ---- seats around one table ---- */

enum side { TOP, RIGHT, BOTTOM, LEFT, SIDES };

/* How many sit on each side. What is odd sits on top, where the head is. */
static void share(enum seating_shape shape, int n, int out[SIDES])
{
	int ends = shape == SEATING_RECTANGLE       ? (n + 4) / 10
		   : shape == SEATING_HOLLOW_SQUARE ? (n + 4) / 8
						    : n * 3 / 10;
	int rest = n - 2 * ends;
	out[RIGHT] = out[LEFT] = ends;
	out[BOTTOM] = shape == SEATING_U ? 0 : rest / 2;
	out[TOP] = rest - out[BOTTOM];
}

/* The table's outline: where its sides are and what a seat takes of a long one. */
struct around {
	struct seating *seating;
	struct seating_box table;
	int pitch; /* of the long sides */
	bool is_on_end;
};

static int most_of(int a, int b)
{
	return a > b ? a : b;
}

/* The long sides are as long as their cards, the short ones as high; seats stand in the middle of their side. */
static struct around measure(struct seating *seating, const int sides[SIDES])
{
	int longest = most_of(sides[TOP], sides[BOTTOM]), ends = sides[RIGHT];
	bool is_on_end = longest > LEVEL_MOST;
	int across = is_on_end ? CARD_WIDTH : CARD_HEIGHT, pitch = is_on_end ? STEP : CARD_WIDTH + GAP;
	int least = seating->shape == SEATING_RECTANGLE ? DEPTH + 4 : 4 * DEPTH;
	int height = most_of(ends * STEP + GAP, seating->shape == SEATING_RECTANGLE ? least : 3 * DEPTH);
	int beside = ends ? CARD_WIDTH + CHAIR + 2 * GAP : GAP, above = across + CHAIR + 2 * GAP;
	struct around around = { seating, { beside, above, most_of(longest * pitch + GAP, least), height }, pitch,
		is_on_end };
	seating->width = around.table.width + 2 * beside;
	seating->height = height + above + (sides[BOTTOM] ? above : GAP);
	return around;
}

/* The card outside of the chair, which stands at the table's edge with its middle at `along`. */
static struct seating_seat put_long(const struct around *a, bool is_top, int along)
{
	const struct seating_box *t = &a->table;
	int width = a->is_on_end ? CARD_HEIGHT : CARD_WIDTH, height = a->is_on_end ? CARD_WIDTH : CARD_HEIGHT;
	int edge = is_top ? t->y : t->y + t->height;
	return (struct seating_seat){
		.chair = { along - CHAIR / 2, is_top ? edge - CHAIR - 1 : edge + 1, CHAIR, CHAIR },
		.card = { along - width / 2, is_top ? edge - CHAIR - GAP - height : edge + CHAIR + GAP, width,
		    height },
		.turn = !a->is_on_end ? SEATING_LEVEL : SEATING_UP,
		.table = 1,
	};
}

static struct seating_seat put_short(const struct around *a, bool is_right, int along)
{
	const struct seating_box *t = &a->table;
	int edge = is_right ? t->x + t->width : t->x;
	return (struct seating_seat){
		.chair = { is_right ? edge + 1 : edge - CHAIR - 1, along - CHAIR / 2, CHAIR, CHAIR },
		.card = { is_right ? edge + CHAIR + GAP : edge - CHAIR - GAP - CARD_WIDTH, along - CARD_HEIGHT / 2,
		    CARD_WIDTH, CARD_HEIGHT },
		.turn = SEATING_LEVEL,
		.table = 1,
	};
}

/* Seat `i` of `n` on a side, clockwise. */
static struct seating_seat put(const struct around *a, enum side side, int i, int n)
{
	const struct seating_box *t = &a->table;
	int place = side == BOTTOM || side == LEFT ? n - 1 - i : i;
	if (side == TOP || side == BOTTOM)
		return put_long(a, side == TOP, t->x + t->width / 2 + (2 * place - n + 1) * a->pitch / 2);
	return put_short(a, side == RIGHT, t->y + t->height / 2 + (2 * place - n + 1) * STEP / 2);
}

/* A ring, or a ring without its lower side, is drawn as its sides. */
static void draw_table(struct arena *arena, const struct around *a)
{
	struct seating *s = a->seating;
	const struct seating_box t = a->table;
	int bar = most_of(t.height, t.width) / 16 + 6;
	s->tables = arena_array(arena, struct seating_table, SIDES);
	if (s->shape == SEATING_RECTANGLE) {
		s->tables[s->n_tables++].box = t;
		return;
	}
	s->tables[s->n_tables++].box = (struct seating_box){ t.x, t.y, t.width, bar };
	s->tables[s->n_tables++].box = (struct seating_box){ t.x, t.y, bar, t.height };
	s->tables[s->n_tables++].box = (struct seating_box){ t.x + t.width - bar, t.y, bar, t.height };
	if (s->shape == SEATING_HOLLOW_SQUARE)
		s->tables[s->n_tables++].box = (struct seating_box){ t.x, t.y + t.height - bar, t.width, bar };
}

static void lay_around(struct arena *arena, struct seating *seating, size_t tables)
{
	int sides[SIDES], n = (int)seating->n_seats, at = 0;
	(void)tables;
	share(seating->shape, n, sides);
	struct around around = measure(seating, sides);
	/* Clockwise from the middle of the top, which is where its left half ends. */
	int before = (sides[TOP] - 1) / 2;
	for (enum side side = TOP; side < SIDES; side++)
		for (int i = 0; i < sides[side]; i++, at++) {
			int number = (at - before + n) % n;
			seating->seats[number] = put(&around, side, i, sides[side]);
			seating->seats[number].distance = number <= n / 2 ? number : n - number;
		}
	draw_table(arena, &around);
}

/* ---- round tables ---- */

static size_t seats_at(size_t seats, size_t tables, size_t table)
{
	return seats / tables + (table < seats % tables);
}

/* The right half from the top down, the left half from the bottom up: clockwise, and every card is level. */
static struct seating_seat put_round(const struct seating_box *block, int disc, int i, int n)
{
	int right = (n + 1) / 2, rows = right;
	bool is_right = i < right;
	int row = is_right ? i : n - 1 - i, middle = block->x + block->width / 2;
	int y = block->y + block->height / 2 + (2 * row - rows + 1) * STEP / 2;
	return (struct seating_seat){
		.chair = { is_right ? middle + disc / 2 + 1 : middle - disc / 2 - 1 - CHAIR, y - CHAIR / 2, CHAIR,
		    CHAIR },
		.card = { is_right ? middle + disc / 2 + CHAIR + GAP : middle - disc / 2 - CHAIR - GAP - CARD_WIDTH,
		    y - CARD_HEIGHT / 2, CARD_WIDTH, CARD_HEIGHT },
		.turn = SEATING_LEVEL,
	};
}

/* As many blocks side by side as make the picture about as wide as a page. */
static int blocks_across(int n, int width, int height)
{
	int across = 1;
	while (across < n && across * width * 2 < ((n + across - 1) / across) * height * 3)
		across++;
	return across;
}

static void lay_rounds(struct arena *arena, struct seating *seating, size_t tables)
{
	int most = (int)seats_at(seating->n_seats, tables, 0), rows = (most + 1) / 2, n = (int)tables;
	int disc = 30, width = disc + 2 * (CARD_WIDTH + CHAIR + GAP) + 3 * GAP,
	    height = most_of(rows * STEP, disc) + 3 * GAP;
	int across = blocks_across(n, width, height);
	size_t at = 0;
	seating->width = across * width;
	seating->height = (n + across - 1) / across * height;
	seating->tables = arena_array(arena, struct seating_table, tables);
	seating->n_tables = tables;
	for (int t = 0; t < n; t++) {
		struct seating_box block = { t % across * width, t / across * height, width, height };
		int here = (int)seats_at(seating->n_seats, tables, (size_t)t);
		seating->tables[t] = (struct seating_table){
			{ block.x + (width - disc) / 2, block.y + 3 * GAP / 2, disc, height - 3 * GAP }, true
		};
		for (int i = 0; i < here; i++, at++) {
			seating->seats[at] = put_round(&block, disc, i, here);
			seating->seats[at].table = t + 1;
			seating->seats[at].distance = (int)at;
		}
	}
}

/* ---- theatre ---- */

/* Rows behind each other with an aisle in the middle; the first look at the stage from nearest. */
static void lay_theatre(struct arena *arena, struct seating *seating, size_t rows)
{
	int most = (int)seats_at(seating->n_seats, rows, 0), pitch = ROW_CARD + GAP,
	    block = CARD_HEIGHT + CHAIR + 2 * GAP;
	int top = STAGE_HEIGHT + 3 * GAP;
	size_t at = 0;
	seating->width = most * pitch + AISLE + GAP;
	seating->height = top + (int)rows * block;
	seating->tables = arena_array(arena, struct seating_table, 1);
	seating->n_tables = 1;
	seating->tables[0].box = (struct seating_box){ seating->width / 4, GAP, seating->width / 2, STAGE_HEIGHT };
	for (int row = 0; row < (int)rows; row++) {
		int here = (int)seats_at(seating->n_seats, rows, (size_t)row);
		for (int i = 0; i < here; i++, at++) {
			int x = GAP + (most - here) / 2 * pitch + i * pitch + (i >= (here + 1) / 2 ? AISLE : 0);
			int y = top + row * block, off = i - (here - 1) / 2;
			seating->seats[at] = (struct seating_seat){
				.chair = { x + (ROW_CARD - CHAIR) / 2, y, CHAIR, CHAIR },
				.card = { x, y + CHAIR + 1, ROW_CARD, CARD_HEIGHT },
				.table = row + 1,
				.distance = row * (int)SEATING_SEATS_MAX + abs(off),
			};
		}
	}
}

/* ---- any shape ---- */

static void (*const LAY[SEATING_SHAPE_MAX])(struct arena *arena, struct seating *seating, size_t tables) = {
	[SEATING_RECTANGLE] = lay_around,
	[SEATING_HOLLOW_SQUARE] = lay_around,
	[SEATING_U] = lay_around,
	[SEATING_ROUNDS] = lay_rounds,
	[SEATING_THEATRE] = lay_theatre,
};

/* Rows about twice as wide as deep. */
static size_t rows_of(size_t seats)
{
	size_t rows = 1;
	while (rows < SEATING_TABLES_MAX && rows * rows * 2 < seats)
		rows++;
	return rows;
}

size_t seating_tables(enum seating_shape shape, size_t seats)
{
	if (shape == SEATING_ROUNDS)
		return (seats + AT_ROUND - 1) / AT_ROUND;
	return shape == SEATING_THEATRE ? rows_of(seats) : 1;
}

static enum err check(enum seating_shape shape, size_t seats, size_t tables, struct fault *out_fault)
{
	size_t most = shape == SEATING_ROUNDS ? ROUND_MOST : ROW_MOST;
	if (!seats || seats > SEATING_SEATS_MAX)
		return fault_set(
		    out_fault, ERR_INVALID, "seats", "A room is laid for 1 to %d seats.", SEATING_SEATS_MAX);
	if (shape != SEATING_ROUNDS && shape != SEATING_THEATRE)
		return OK;
	if (!tables || tables > SEATING_TABLES_MAX || tables > seats)
		return fault_set(out_fault, ERR_INVALID, "tables",
		    "There are 1 to %d tables or rows, and a seat at each.", SEATING_TABLES_MAX);
	if ((seats + tables - 1) / tables > most)
		return fault_set(out_fault, ERR_INVALID, "tables",
		    "That makes more than %zu at one table or in one row. Take more of them.", most);
	return OK;
}

enum err seating_lay(struct arena *arena, enum seating_shape shape, size_t seats, size_t tables,
    struct seating *out_seating, struct fault *out_fault)
{
	struct seating seating = { .shape = shape, .n_seats = seats };
	if (!tables)
		tables = seating_tables(shape, seats);
	enum err err = check(shape, seats, tables, out_fault);
	if (err)
		return err;
	seating.seats = arena_array(arena, struct seating_seat, seats);
	LAY[shape](arena, &seating, tables);
	*out_seating = seating;
	return OK;
}

struct filling {
	int distance;
	size_t index;
};

static int nearer(const void *one, const void *other)
{
	const struct filling *a = one, *b = other;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

const size_t *seating_filling(struct arena *arena, const struct seating *seating, enum seating_order order)
{
	struct filling *filling = arena_array(arena, struct filling, seating->n_seats);
	size_t *indexes = arena_array(arena, size_t, seating->n_seats);
	for (size_t i = 0; i < seating->n_seats; i++)
		filling[i] = (struct filling){ order == SEATING_PROTOCOL ? seating->seats[i].distance : 0, i };
	qsort(filling, seating->n_seats, sizeof *filling, nearer);
	for (size_t i = 0; i < seating->n_seats; i++)
		indexes[i] = filling[i].index;
	return indexes;
}

void seating_label(
    enum seating_shape shape, size_t seats, size_t tables, size_t number, char out_label[SEATING_LABEL_LEN])
{
	size_t table = 0, at = number - 1, most = seating_tables(shape, seats);
	if (tables)
		most = tables;
	for (; table + 1 < most && at >= seats_at(seats, most, table); table++)
		at -= seats_at(seats, most, table);
	unsigned one = (unsigned)(table % 100), other = (unsigned)(at % 100);
	if (shape == SEATING_ROUNDS)
		snprintf(out_label, SEATING_LABEL_LEN, "%u%c", one + 1, 'A' + (char)(other % 26));
	else if (shape == SEATING_THEATRE && one < 26)
		snprintf(out_label, SEATING_LABEL_LEN, "%c%u", 'A' + (char)one, other + 1);
	else if (shape == SEATING_THEATRE)
		snprintf(out_label, SEATING_LABEL_LEN, "A%c%u", 'A' + (char)(one % 26), other + 1);
	else
		snprintf(out_label, SEATING_LABEL_LEN, "%u", (unsigned)(number % 1000));
}
