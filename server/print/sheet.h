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
};

/* The size of a template of badges in mm; false when there is none of that name. */
bool sheet_size(struct db *db, const char *template, double *out_width, double *out_height);
/* Adds the file of a badge, or with serial 0 of a test, to *out. ERR_BADGE_REVOKED, ERR_NOT_FOUND (no such badge or
 * template), ERR_INVALID for what cannot be drawn. */
enum err sheet_draw(struct db *db, struct badge_press *press, int64_t serial, const struct sheet_form *form,
    struct buf *out, struct fault *out_fault);

#endif
