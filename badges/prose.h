/* Sets the texts of a document into lines, each distinct text once: words are shaped by pango and kept, so that a
 * table of thousands of cells costs little more than its glyphs. Texts whose lines need more than words in a row
 * (Chinese, Devanagari, two directions in one text, a word wider than its line) are broken by pango. Not for where
 * anything stands (document.h). One book a document, one thread at a time. */
#ifndef P2C_BADGES_PROSE_H
#define P2C_BADGES_PROSE_H

#include "badges/set.h"
#include "base/arena.h"

#include <stdbool.h>

/* Face, type size and leading: the table in prose.c. */
enum prose_style {
	PROSE_TITLE,
	PROSE_HEADING,
	PROSE_LEAD,
	PROSE_BODY,
	PROSE_CELL,
	PROSE_CELL_BOLD,
	PROSE_SMALL,
	PROSE_SMALL_BOLD,
	PROSE_MONO,
	PROSE_MONO_SMALL,
	PROSE_MONO_LARGE,
	PROSE_NUMBER,
	PROSE_COMMAND, /* to be typed */
	PROSE_STYLE_MAX
};

struct prose_piece;

struct prose_line {
	const struct prose_piece *pieces;
	unsigned n_pieces;
	float width; /* pt */
	bool is_rtl; /* its words run from the right */
};

/* A text in its lines; belongs to the book's arena. */
struct prose {
	enum prose_style style;
	unsigned n_lines;
	const struct prose_line *lines;
};

struct prose_book;

/* The set and the arena must outlive the book. */
struct prose_book *prose_open(struct badge_set *set, struct arena *arena);
/* NULL is fine. */
void prose_close(struct prose_book *book);
/* Sets a clean text (text.h) in lines of at most `width` pt. Equal texts give the same lines, which stay valid until
 * the book is closed. `language` as badge_set_language() takes it. No lines for "". */
const struct prose *prose_set(
    struct prose_book *book, enum prose_style style, const char *language, const char *text, double width);
/* From one line to the next, pt. */
double prose_leading(enum prose_style style);
/* A line where it goes: x is its left end and y the top of its leading, in pt. */
struct prose_place {
	const struct prose_line *line;
	double x, y;
};
/* Draws lines of one style in the source colour, those of one font in one go. */
void prose_show(
    struct prose_book *book, cairo_t *cr, enum prose_style style, const struct prose_place *places, size_t n);

#endif
