/* What is sent to a printer for one job: read and drawn on a worker. */
#ifndef P2C_PRINT_SHEET_H
#define P2C_PRINT_SHEET_H

#include "print/pwg.h"
#include "store/read.h"

/* How the printer wants it. */
struct sheet_form {
	const char *template;
	bool pdf; /* else PWG raster, with: */
	unsigned dpi;
	enum pwg_kind kind;
	const char *media;
	const char
	    *sides; /* how both sides of a template come onto one paper, the printer's keyword; NULL: they do not */
	const char *back; /* how the printer wants the raster of the back */
};

/* What a template of badges asks for. */
struct sheet_paper {
	double width, height; /* mm */
	size_t sides;
};
/* False when there is none of that name. */
bool sheet_paper(struct db *db, const char *template, struct sheet_paper *out_paper);
/* On which edge the paper is turned so that the back stands as upright as the front: like the page of a book. */
const char *sheet_sides(const struct sheet_paper *paper);
/* Adds the file of a badge, or with serial 0 of a test, to *out. ERR_BADGE_REVOKED, ERR_NOT_FOUND (no such badge or
 * template), ERR_INVALID for what cannot be drawn. */
enum err sheet_draw(struct db *db, struct badge_press *press, int64_t serial, const struct sheet_form *form,
    struct buf *out, struct fault *out_fault);

#endif
