/* What is printed for a person or a room as numbers: sizes in millimetres from the top left corner, type in points.
 * A badge, a label, a tent card and a door sign are all templates; no code knows their measures. Templates are JSON
 * (template_read.h); the shipped ones are inside the program (shipped.h). Not for fitting text into one (layout.h).
 */
#ifndef P2C_BADGES_TEMPLATE_H
#define P2C_BADGES_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The texts that can stand on one, in reading order. */
enum badge_slot {
	BADGE_DAY_TITLE,
	BADGE_DAY_DATES,
	BADGE_NAME,
	BADGE_NAME_LATIN,
	BADGE_TITLE,
	BADGE_ORGANISATION,
	BADGE_COUNTRY_CODE,
	BADGE_COUNTRY,
	BADGE_ROLE,
	BADGE_SHORT_CODE,
	BADGE_CATEGORY,
	BADGE_CATEGORY_WORDS,
	BADGE_ROOM,
	BADGE_ROOM_SEATS,
	BADGE_ROOM_ALLOWED,
	BADGE_ROOM_OTHER, /* the same three in the sign's second language */
	BADGE_ROOM_SEATS_OTHER,
	BADGE_ROOM_ALLOWED_OTHER,
	BADGE_WORDS, /* the template's own */
	BADGE_SLOT_MAX
};

enum badge_kind { BADGE_KIND_BADGE, BADGE_KIND_NAMEPLATE, BADGE_KIND_DOOR_SIGN, BADGE_KIND_COVER, BADGE_KIND_MAX };

enum badge_align { BADGE_START, BADGE_CENTRE, BADGE_END };

/* On white: text and soft; on a band of the category's colour whichever of black and white reads better. */
enum badge_ink { BADGE_INK_TEXT, BADGE_INK_SOFT, BADGE_INK_BAND, BADGE_INK_WHITE, BADGE_INK_MAX };

enum badge_face { BADGE_REGULAR, BADGE_BOLD, BADGE_MONO_REGULAR, BADGE_MONO, BADGE_FACE_MAX };

/* Which way a sign sends people. */
enum badge_arrow { BADGE_ARROW_NONE, BADGE_ARROW_RIGHT, BADGE_ARROW_DOWN, BADGE_ARROW_LEFT, BADGE_ARROW_UP };

enum {
	BADGE_SIDES_MAX = 2,
	BADGE_BANDS_MAX = 16,
	BADGE_LOGOS_MAX = 4,
	BADGE_FIELDS_MAX = 12,
	BADGE_TEXTS_MAX = 32, /* of a side */
};

struct badge_box {
	double x, y, width, height; /* mm; a width of 0 is no box */
};

/* A plain area: the band of a category, the edge, a line. */
struct badge_band {
	struct badge_box box;
	bool is_category; /* in the colour of the person's category, else: */
	uint32_t rgb;
};

struct badge_logo {
	struct badge_box box; /* as large as fits, in its middle */
	unsigned turn;
	const char *svg; /* checked by logo.h */
};

/* How one text is set. The heights and gaps of a field's texts add up to no more than the field's height. */
struct badge_text {
	enum badge_slot slot;
	const char *words; /* clean; with BADGE_WORDS */
	enum badge_face face;
	enum badge_ink ink;
	double gap;               /* mm above it, when something stands above it */
	double height;            /* mm it may take */
	double most_pt, least_pt; /* type size: as large as fits, cut with an ellipsis at the least */
	unsigned lines;           /* at most */
};

/* Texts that are stacked from the top of a box. */
struct badge_field {
	struct badge_box box;          /* as it lies on the page */
	enum badge_align across, down; /* of each line; of the whole stack */
	unsigned turn; /* degrees clockwise: 0, 90, 180, 270; at 90 and 270 lines run along the height */
	const struct badge_text *texts;
	size_t n_texts;
};

struct badge_side {
	struct badge_box qr;    /* a square, the quiet zone included */
	struct badge_box photo; /* filled by the middle of the picture */
	struct badge_box arrow; /* which way to the room */
	const struct badge_band *bands;
	const struct badge_logo *logos;
	const struct badge_field *fields;
	size_t n_bands, n_logos, n_fields;
};

struct badge_template {
	const char *id, *name; /* "a6", "A6 portrait" */
	enum badge_kind kind;
	double width, height; /* mm, of the page */
	bool is_black;        /* for printers that have nothing but black */
	const struct badge_side *sides;
	size_t n_sides;
};

/* As the wire and the files call them, in the order of the enums. */
extern const char *const BADGE_SLOT_NAMES[BADGE_SLOT_MAX + 1];
extern const char *const BADGE_KIND_NAMES[BADGE_KIND_MAX + 1];

/* The same template with that side alone, from 1; sharing all it points to. */
struct badge_template badge_template_side(const struct badge_template *template, size_t side);
/* A template for another page: boxes grow with the page, type with the less grown of its sides. */
struct arena;
struct badge_template badge_template_scaled(
    struct arena *arena, const struct badge_template *template, double width, double height);
/* Does any side of it show a photo? */
bool badge_template_has_photo(const struct badge_template *template);

#endif
