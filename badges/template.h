/* A kind of badge as numbers: sizes in millimetres from the top left corner, type in points. No code knows a badge's
 * measures but through a template, so that templates can be loaded from a file one day.
 * Not for fitting text into it (layout.h). */
#ifndef P2C_BADGES_TEMPLATE_H
#define P2C_BADGES_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

/* The texts of a badge, in reading order. */
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
	BADGE_SLOT_MAX
};

/* The fields that hold them: the slots of a field are stacked from its top. */
enum badge_field { BADGE_HEADER, BADGE_PERSON, BADGE_ORIGIN, BADGE_FOOT, BADGE_BAND, BADGE_FIELD_MAX };

enum badge_align { BADGE_START, BADGE_CENTRE, BADGE_END };

/* On white: text and soft; on the band whichever of black and white reads better. */
enum badge_ink { BADGE_INK_TEXT, BADGE_INK_SOFT, BADGE_INK_BAND };

enum badge_face { BADGE_REGULAR, BADGE_BOLD, BADGE_MONO_REGULAR, BADGE_MONO, BADGE_FACE_MAX };

struct badge_box {
	double x, y, width, height; /* mm */
};

struct badge_place {
	struct badge_box box;
	enum badge_align across, down; /* of each line; of the whole stack */
};

/* How one text is set. The heights and gaps of a field's slots add up to no more than the field's height. */
struct badge_type {
	enum badge_field field;
	enum badge_face face;
	enum badge_ink ink;
	double gap;               /* mm above it, when something stands above it */
	double height;            /* mm it may take */
	double most_pt, least_pt; /* type size: as large as fits, cut with an ellipsis at the least */
	unsigned lines;           /* at most */
};

struct badge_template {
	const char *name;      /* "a6", as the configuration calls it */
	double width, height;  /* mm, of the page */
	struct badge_box edge; /* the thin bar of the category's colour at the top */
	struct badge_box rule; /* the line below the header */
	struct badge_box band; /* the category's band */
	struct badge_box qr;   /* a square, the quiet zone included */
	struct badge_place places[BADGE_FIELD_MAX];
	struct badge_type types[BADGE_SLOT_MAX];
};

/* All templates, ended by NULL; the first is the default, A6 portrait. */
extern const struct badge_template *const BADGE_TEMPLATES[];

/* The template of that name, the default for NULL or ""; NULL when there is none. */
const struct badge_template *badge_template_find(const char *name);

#endif
