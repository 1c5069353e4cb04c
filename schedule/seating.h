/* How a room is laid: where each seat of a shape stands in a picture, what it is called, and in which order seats are
 * filled. Numbers only; not for who sits there (domain/seating.h) and not for drawing (badges/seating_plan.h).
 *
 * Seats are numbered from 1. Around a table 1 is the head, the middle of the upper long side, and the numbers run
 * clockwise; in a theatre from the front row on, from left to right as the audience sits; at round tables table by
 * table, each clockwise from its top. */
#ifndef P2C_SCHEDULE_SEATING_H
#define P2C_SCHEDULE_SEATING_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum seating_shape {
	SEATING_RECTANGLE, /* one table, seats all around it */
	SEATING_HOLLOW_SQUARE,
	SEATING_U, /* open below */
	SEATING_ROUNDS,
	SEATING_THEATRE,
	SEATING_SHAPE_MAX
};
/* FRENCH and PROTOCOL are who comes first (domain/seating.h); the second also fills by nearness to the head. */
enum seating_order { SEATING_FRENCH, SEATING_PROTOCOL, SEATING_FREE, SEATING_ORDER_MAX };

enum { SEATING_SEATS_MAX = 400, SEATING_TABLES_MAX = 40, SEATING_LABEL_LEN = 8 };

/* Keys as in the database and on the wire: "hollow_square", "french". Each _parse is true and writes *out when the
 * text is such a key. */
const char *seating_shape_key(enum seating_shape shape);
bool seating_shape_parse(const char *text, enum seating_shape *out);
const char *seating_order_key(enum seating_order order);
bool seating_order_parse(const char *text, enum seating_order *out);

/* Millimetres of the picture, from its top left corner. */
struct seating_box {
	int x, y, width, height;
};
/* Which way a seat's card reads: level, or standing on end with its text running up or down the page. */
enum seating_turn { SEATING_LEVEL = 0, SEATING_DOWN = 90, SEATING_UP = 270 };

struct seating_seat {
	struct seating_box card; /* as it lies in the picture */
	struct seating_box chair;
	enum seating_turn turn;
	int table;    /* from 1 */
	int distance; /* from the head: 0, 1, 1, 2, 2 …; the lower is nearer */
};
struct seating_table {
	struct seating_box box;
	bool is_round; /* its ends are half circles */
};
struct seating {
	enum seating_shape shape;
	int width, height;
	struct seating_seat *seats; /* by number */
	size_t n_seats;
	struct seating_table *tables; /* what is drawn, the stage of a theatre too */
	size_t n_tables;
};

/* How many tables or rows that many seats come to when nothing else is said. */
size_t seating_tables(enum seating_shape shape, size_t seats);
/* Lays `seats` (1 to SEATING_SEATS_MAX) out; `tables` counts only for round tables and the rows of a theatre, 0 is
 * seating_tables(). ERR_INVALID with the field "seats" or "tables". */
enum err seating_lay(struct arena *arena, enum seating_shape shape, size_t seats, size_t tables,
    struct seating *out_seating, struct fault *out_fault);
/* The indexes of the seats in the order in which they are filled: by number, or by nearness to the head (the right of
 * the head before its left). */
const size_t *seating_filling(struct arena *arena, const struct seating *seating, enum seating_order order);
/* What is written at the seat: "7"; at round tables and in a theatre its table or row and a letter or number: "3B" is
 * table 3, "C7" row C. */
void seating_label(
    enum seating_shape shape, size_t seats, size_t tables, size_t number, char out_label[SEATING_LABEL_LEN]);

#endif
