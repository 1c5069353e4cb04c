/* A seating plan as a picture: tables, seats with their labels, and a card at each that says who sits there; as SVG,
 * and as PDF with a list of the seats behind it. Not for deciding who sits where: places come as numbers. */
#ifndef P2C_BADGES_SEATING_PLAN_H
#define P2C_BADGES_SEATING_PLAN_H

#include "badges/paper.h"
#include "badges/template.h"

#include <stdbool.h>

struct seating_plan_seat {
	struct badge_box card, chair; /* mm of the picture */
	unsigned turn;                /* degrees clockwise, of the card's text: 0, 90, 270 */
	const char *label;            /* "7", "3B" */
	const char *name;             /* who sits there, in their own script; "" for nobody */
	const char *latin;            /* "" where the name can be read without */
	const char *entity, *country; /* display names */
	const char *language;         /* BCP 47, of the name */
	bool is_delegation;           /* the country (or the entity, without one) stands on the card as the name */
};
struct seating_plan_table {
	struct badge_box box;
	bool is_round;     /* its ends are half circles */
	const char *label; /* in its middle; "" for none */
};
enum seating_plan_order { SEATING_PLAN_FRENCH, SEATING_PLAN_PROTOCOL, SEATING_PLAN_FREE, SEATING_PLAN_ORDER_MAX };

struct seating_plan_data {
	struct paper paper;
	const char *title; /* of the session */
	const char *scope; /* when and where */
	enum seating_plan_order order;
	bool has_stage;    /* the first table is one */
	int width, height; /* of the picture, mm */
	const struct seating_plan_seat *seats;
	size_t n_seats;
	const struct seating_plan_table *tables;
	size_t n_tables;
	const struct seating_plan_seat *unseated; /* for the list; they have no boxes */
	size_t n_unseated;
};

/* How much the SVG has around the picture and how large that makes it, mm: for whoever lays something over it. */
enum { SEATING_PLAN_MARGIN = 4, SEATING_PLAN_TOP = 20, SEATING_PLAN_LEAST = 100 };
static inline int seating_plan_width(int picture)
{
	return (picture > SEATING_PLAN_LEAST ? picture : SEATING_PLAN_LEAST) + 2 * SEATING_PLAN_MARGIN;
}
static inline int seating_plan_height(int picture)
{
	return picture + SEATING_PLAN_TOP + SEATING_PLAN_MARGIN;
}

/* Each adds a whole file to *out, which is untouched on failure: ERR_BROKEN when cairo fails, of the PDF also
 * ERR_INVALID with the field "hash". */
enum err seating_plan_svg(
    struct badge_press *press, const struct seating_plan_data *data, struct buf *out, struct fault *out_fault);
enum err seating_plan_pdf(
    struct badge_press *press, const struct seating_plan_data *data, struct buf *out, struct fault *out_fault);

#endif
