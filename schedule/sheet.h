/* The agenda as a table, one row a session in order of time: what a spreadsheet and a CSV file have in common. Not
 * for reading: a table says less than a session has. */
#ifndef P2C_SCHEDULE_SHEET_H
#define P2C_SCHEDULE_SHEET_H

#include "schedule/agenda.h"

enum sheet_kind { SHEET_TEXT, SHEET_NUMBER, SHEET_INSTANT };

struct sheet_cell {
	enum sheet_kind kind;
	const char *text; /* SHEET_TEXT */
	int64_t number;   /* SHEET_NUMBER; SHEET_INSTANT: ms UTC */
};

struct sheet {
	const char *const *titles; /* of the columns */
	const int *widths;         /* in characters */
	size_t n_columns, n_rows;
	const struct sheet_cell *cells; /* row by row */
};

/* For programs the titles are keys ("starts_at") and so are kinds, states and roles; for people they are words. Texts
 * are in that language, else the best there is. In the arena. */
enum sheet_reader { SHEET_FOR_PROGRAMS, SHEET_FOR_PEOPLE };
struct sheet sheet_of(struct arena *arena, const struct agenda *agenda, enum lang lang, enum sheet_reader reader);

#endif
