/* Badges, labels, nameplates and door signs as files: one as PDF, PNG or SVG, or thousands as one PDF. Values in,
 * bytes out: no clock, no disk. Equal data give equal PDF bytes. Not for who gets which badge (domain/). */
#ifndef P2C_BADGES_BADGE_H
#define P2C_BADGES_BADGE_H

#include "badges/pngw.h"
#include "badges/press.h"
#include "badges/shipped.h"
#include "badges/template.h"
#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* A photo as it is kept (photo.h); the bytes stay the caller's. All zero: none. */
struct badge_photo {
	const void *jpeg;
	size_t len;
};

/* All text UTF-8 and as it came: it is cleaned (text.h) before it is set. NULL and "" leave a place empty. */
struct badge_data {
	const char *name;       /* in the person's own script */
	const char *name_latin; /* shown when the name is in another script, or alone when there is no name */
	const char *title;      /* "Minister of ICT and Innovation" */
	const char *organisation;
	const char *country;        /* display name */
	const char *country_code;   /* ISO 3166 alpha-3 */
	const char *category;       /* the letters, "MIN" */
	const char *category_words; /* "Minister" */
	uint32_t category_rgb;      /* 0xRRGGBB; the letters on it are black or white by contrast */
	const char *role;           /* one line */
	const char *day_title;      /* "Partner2Connect · WTDC Kigali" */
	const char *day_dates;
	const char *code;     /* short code, code.h */
	const char *qr;       /* what the QR carries, code.h; too long for version 10-M is ERR_INVALID */
	const char *language; /* BCP 47, of the person's name */
	struct badge_photo photo;
	const char *room, *room_seats, *room_allowed;                   /* of a door sign, ready to be read */
	const char *room_other, *room_seats_other, *room_allowed_other; /* the same in its second language */
	enum badge_arrow arrow;
};

enum { BADGE_DPI_LEAST = 72, BADGE_DPI_MOST = 600, BADGE_PIXELS_MAX = 40000000 };

/* Each adds a whole file to *out, which is untouched on failure: a PDF of all sides of the template, a picture of the
 * first (badge_template_side chooses another). ERR_INVALID for data that cannot be drawn, with the field named;
 * ERR_BROKEN when cairo fails. */
enum err badge_pdf(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    struct buf *out, struct fault *out_fault);
enum err badge_png(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    unsigned dpi, struct buf *out, struct fault *out_fault);
/* The picture as pixels, for printers that want those: given to `take`, whose error comes back; valid during the
 * call. */
typedef enum err (*badge_take)(void *ctx, const struct badge_pixels *pixels);
enum err badge_picture(struct badge_press *press, const struct badge_data *data,
    const struct badge_template *template, unsigned dpi, badge_take take, void *ctx, struct fault *out_fault);
enum err badge_svg(struct badge_press *press, const struct badge_data *data, const struct badge_template *template,
    struct buf *out, struct fault *out_fault);

/* Takes the bytes of a book as they are made; an error stops the book and is what badge_book_close() returns. */
typedef enum err (*badge_write)(void *ctx, const void *bytes, size_t len);

struct badge_book;

/* A PDF with all sides of each badge, in constant memory however many there are. The press must outlive the book. */
struct badge_book *badge_book_open(
    struct badge_press *press, const struct badge_template *template, badge_write write, void *ctx);
/* Adds the pages of one badge. Data that cannot be drawn (ERR_INVALID) leave the book as it was: go on with the next
 * badge. An error of the writer is final and comes back from every later call. */
enum err badge_book_add(struct badge_book *book, const struct badge_data *data, struct fault *out_fault);
/* What is added from here on is of that template, which may have pages of another size. */
void badge_book_turn_to(struct badge_book *book, const struct badge_template *template);
/* Writes what remains and frees the book, whatever happened before; NULL is fine. A book without a page is a PDF
 * with an empty one. */
enum err badge_book_close(struct badge_book *book, struct fault *out_fault);

#endif
