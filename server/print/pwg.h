/* PWG raster (PWG 5102.4) from drawn pictures, for printers that take no PDF: a page for each side. Pure. */
#ifndef P2C_PRINT_PWG_H
#define P2C_PRINT_PWG_H

#include "badges/badge.h"
#include "print/talk.h"

enum pwg_kind { PWG_COLOUR, PWG_GREY, PWG_BLACK, PWG_KIND_MAX };

/* The best that the printer takes; colour when it does not say. */
enum pwg_kind pwg_kind_choose(const struct talk_list *types);

struct pwg_form {
	enum pwg_kind kind;
	const char *media; /* the name from medium.h: its size and a picture's resolution make the page */
	const char *sides; /* "two-sided-long-edge", "two-sided-short-edge"; else each page is a sheet */
	const char *back;  /* pwg-raster-document-sheet-back: how the printer wants the back of a sheet turned */
	unsigned pages;
};
struct pwg;

/* Begins a file that is added to *out. */
struct pwg *pwg_begin(const struct pwg_form *form, struct buf *out);
/* Adds the next page: the picture from its top left corner, turned where it is the back of a sheet. ERR_BROKEN when
 * the codec refuses. */
enum err pwg_page(struct pwg *pwg, const struct badge_pixels *pixels);
/* Writes what remains and frees it. NULL is fine. */
void pwg_end(struct pwg *pwg);

#endif
