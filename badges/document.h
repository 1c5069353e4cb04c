/* Draws documents: A4 pages that fill from the top, with a running head, a footer and "3 / 12" on each. Paragraphs,
 * tables whose rows are never split and whose head is repeated, and things at a place of their own. Everything is
 * said from the start of the line: a document from right to left is mirrored here and nowhere else. For the rooms'
 * own papers (paper.h), which know what stands on them; sizes are millimetres. */
#ifndef P2C_BADGES_DOCUMENT_H
#define P2C_BADGES_DOCUMENT_H

#include "badges/ink.h"
#include "badges/paper.h"
#include "badges/prose.h"
#include "badges/qr.h"

#include <stdbool.h>

enum document_colour {
	DOCUMENT_BLACK,
	DOCUMENT_SOFT,
	DOCUMENT_ACCENT,
	DOCUMENT_RULE,
	DOCUMENT_PALE,
	DOCUMENT_COLOUR_MAX
};

struct document_frame {
	const char *title;  /* in the running head and in the file's properties; clean */
	const char *footer; /* at the start of each page's foot; clean */
	bool is_landscape;
	bool is_bare; /* neither head nor foot */
};

/* A text and how it is set. */
struct document_text {
	enum prose_style style;
	enum document_colour colour;
	enum badge_align align;
	const char *language; /* of the text, for its shapes; NULL: English */
	const char *text;     /* clean; NULL and "" take no room */
};

struct document_column {
	const char *title;
	double width; /* share of the whole width */
	enum badge_align align;
};

enum { DOCUMENT_COLUMNS_MAX = 10, DOCUMENT_TEXTS_MAX = 6 };

/* What stands in one cell, from its top. */
struct document_cell {
	struct document_text texts[DOCUMENT_TEXTS_MAX];
	unsigned n_texts;
	const struct ink *ink; /* drawn below the texts; NULL: none */
};

struct document;

/* An empty document in the language and with the head of the paper, all of which must outlive it. Ended by close. */
struct document *document_open(
    struct badge_press *press, const struct paper *paper, const struct document_frame *frame);
/* Draws the pages into *out, which is untouched on failure, and frees the document. ERR_BROKEN when cairo fails. */
enum err document_close(struct document *document, struct buf *out, struct fault *out_fault);
/* Frees the document without drawing it. */
void document_drop(struct document *document);

/* Memory that lives as long as the document; texts in it are cleaned by document_clean(). */
struct arena *document_arena(struct document *document);
const char *document_clean(struct document *document, const char *text);

/* From here on lines begin at the right, or at the left. */
void document_turn(struct document *document, bool is_rtl);
bool document_is_rtl(const struct document *document);

/* ---- what follows the text before it ---- */
void document_space(struct document *document, double height);
void document_new_page(struct document *document);
/* A new page unless that much room is left. */
void document_need(struct document *document, double height);
/* A paragraph over the whole width, on as many pages as it takes; never one line of several alone on a page. */
void document_paragraph(struct document *document, const struct document_text *text);
void document_rule(struct document *document, enum document_colour colour, double thickness);

/* Begins a table; its columns must outlive it. The head stands above the first row of every page. */
void document_table(struct document *document, const struct document_column *columns, unsigned n);
/* Adds a row of as many cells, and below it notes over the whole width. It stands on one page: what is longer than a
 * page is cut there with an ellipsis. Returns its height; it ends where the next thing goes. */
double document_row(struct document *document, const struct document_cell *cells, const struct document_text *notes,
    unsigned n_notes);

/* ---- what has a place of its own on the page: from the start of the line, from the top ---- */
double document_width(const struct document *document); /* between the margins */
double document_y(const struct document *document);     /* where the next thing goes, from the top of the page */
double document_rest(const struct document *document);  /* from there to the page's foot */
/* Sets a text into a box of that width and at most that many lines (0: all); returns its height. */
double document_text_at(
    struct document *document, double x, double y, double width, const struct document_text *text, unsigned lines);
void document_fill_at(struct document *document, const struct badge_box *box, enum document_colour colour);
void document_frame_at(struct document *document, const struct badge_box *box, enum document_colour colour);
void document_cut_at(struct document *document, double y); /* a dashed line across the paper */

/* A drawing of its own: `draw` is called when the document is closed, with the point as unit and the top left corner
 * as origin, and may paint width × height mm. */
struct document_picture {
	double width, height;
	void (*draw)(cairo_t *cr, const void *ctx);
	const void *ctx;
};
/* As large as fits the box, in its middle, never larger than it is. The picture must outlive the document. */
void document_picture_at(
    struct document *document, const struct document_picture *picture, const struct badge_box *box);
void document_qr_at(struct document *document, const struct badge_qr *qr, const struct badge_box *box);

#endif
