/* See template.h. Both badges leave 5 mm or more between any text and the edge, which every printer can reach. */
#include "badges/template.h"

#include <string.h>

static const struct badge_template A6 = {
	.name = "a6",
	.width = 105,
	.height = 148,
	.edge = { 0, 0, 105, 4 },
	.rule = { 8, 24.5, 89, 0.25 },
	.band = { 0, 121, 105, 27 },
	.qr = { 2.5, 80, 40, 40 },
	.places = {
		[BADGE_HEADER] = { { 8, 8.5, 89, 14.5 }, BADGE_CENTRE, BADGE_CENTRE },
		[BADGE_PERSON] = { { 7, 26, 91, 55 }, BADGE_CENTRE, BADGE_CENTRE },
		[BADGE_ORIGIN] = { { 43.5, 84.5, 54.5, 24 }, BADGE_START, BADGE_START },
		[BADGE_FOOT] = { { 43.5, 108.5, 54.5, 7 }, BADGE_START, BADGE_END },
		[BADGE_BAND] = { { 7, 122, 91, 23 }, BADGE_CENTRE, BADGE_CENTRE },
	},
	.types = {
		[BADGE_DAY_TITLE] = { BADGE_HEADER, BADGE_BOLD, BADGE_INK_TEXT, 0, 8, 13, 8, 1 },
		[BADGE_DAY_DATES] = { BADGE_HEADER, BADGE_REGULAR, BADGE_INK_SOFT, 0, 6, 9.5, 7, 1 },
		[BADGE_NAME] = { BADGE_PERSON, BADGE_BOLD, BADGE_INK_TEXT, 0, 27.5, 38, 11, 2 },
		[BADGE_NAME_LATIN] = { BADGE_PERSON, BADGE_REGULAR, BADGE_INK_TEXT, 0, 7.5, 16, 8, 1 },
		[BADGE_TITLE] = { BADGE_PERSON, BADGE_REGULAR, BADGE_INK_SOFT, 1.5, 8, 11, 8, 2 },
		[BADGE_ORGANISATION] = { BADGE_PERSON, BADGE_BOLD, BADGE_INK_TEXT, 1, 9.5, 13, 8, 2 },
		[BADGE_COUNTRY_CODE] = { BADGE_ORIGIN, BADGE_BOLD, BADGE_INK_TEXT, 0, 10, 22, 12, 1 },
		[BADGE_COUNTRY] = { BADGE_ORIGIN, BADGE_REGULAR, BADGE_INK_TEXT, 0, 7.5, 12.5, 7.5, 2 },
		[BADGE_ROLE] = { BADGE_ORIGIN, BADGE_REGULAR, BADGE_INK_SOFT, 0.5, 6, 10, 7, 1 },
		[BADGE_SHORT_CODE] = { BADGE_FOOT, BADGE_MONO, BADGE_INK_TEXT, 0, 7, 13, 8, 1 },
		[BADGE_CATEGORY] = { BADGE_BAND, BADGE_BOLD, BADGE_INK_BAND, 0, 16, 33, 12, 1 },
		[BADGE_CATEGORY_WORDS] = { BADGE_BAND, BADGE_BOLD, BADGE_INK_BAND, 0, 7, 13, 8, 1 },
	},
};

static const struct badge_template CARD = {
	.name = "card",
	.width = 86,
	.height = 124,
	.edge = { 0, 0, 86, 3.5 },
	.rule = { 7, 20.5, 72, 0.25 },
	.band = { 0, 101, 86, 23 },
	.qr = { 1.5, 66, 34, 34 },
	.places = {
		[BADGE_HEADER] = { { 7, 7, 72, 12.5 }, BADGE_CENTRE, BADGE_CENTRE },
		[BADGE_PERSON] = { { 6, 21.5, 74, 45.5 }, BADGE_CENTRE, BADGE_CENTRE },
		[BADGE_ORIGIN] = { { 36.5, 69.5, 44, 20.5 }, BADGE_START, BADGE_START },
		[BADGE_FOOT] = { { 36.5, 90, 44, 6 }, BADGE_START, BADGE_END },
		[BADGE_BAND] = { { 6, 101.5, 74, 20 }, BADGE_CENTRE, BADGE_CENTRE },
	},
	.types = {
		[BADGE_DAY_TITLE] = { BADGE_HEADER, BADGE_BOLD, BADGE_INK_TEXT, 0, 7, 11, 7, 1 },
		[BADGE_DAY_DATES] = { BADGE_HEADER, BADGE_REGULAR, BADGE_INK_SOFT, 0, 5, 8, 6.5, 1 },
		[BADGE_NAME] = { BADGE_PERSON, BADGE_BOLD, BADGE_INK_TEXT, 0, 22.5, 31, 10, 2 },
		[BADGE_NAME_LATIN] = { BADGE_PERSON, BADGE_REGULAR, BADGE_INK_TEXT, 0, 6.5, 13, 7, 1 },
		[BADGE_TITLE] = { BADGE_PERSON, BADGE_REGULAR, BADGE_INK_SOFT, 1, 7, 9, 7, 2 },
		[BADGE_ORGANISATION] = { BADGE_PERSON, BADGE_BOLD, BADGE_INK_TEXT, 0.5, 8, 11, 7, 2 },
		[BADGE_COUNTRY_CODE] = { BADGE_ORIGIN, BADGE_BOLD, BADGE_INK_TEXT, 0, 8.5, 18, 10, 1 },
		[BADGE_COUNTRY] = { BADGE_ORIGIN, BADGE_REGULAR, BADGE_INK_TEXT, 0, 6.5, 10.5, 6.5, 2 },
		[BADGE_ROLE] = { BADGE_ORIGIN, BADGE_REGULAR, BADGE_INK_SOFT, 0.5, 5, 8.5, 6.5, 1 },
		[BADGE_SHORT_CODE] = { BADGE_FOOT, BADGE_MONO, BADGE_INK_TEXT, 0, 6, 11, 7, 1 },
		[BADGE_CATEGORY] = { BADGE_BAND, BADGE_BOLD, BADGE_INK_BAND, 0, 13.5, 28, 10, 1 },
		[BADGE_CATEGORY_WORDS] = { BADGE_BAND, BADGE_BOLD, BADGE_INK_BAND, 0, 6.5, 11, 7, 1 },
	},
};

const struct badge_template *const BADGE_TEMPLATES[] = { &A6, &CARD, NULL };

const struct badge_template *badge_template_find(const char *name)
{
	if (!name || !*name)
		return BADGE_TEMPLATES[0];
	for (size_t i = 0; BADGE_TEMPLATES[i]; i++)
		if (strcmp(BADGE_TEMPLATES[i]->name, name) == 0)
			return BADGE_TEMPLATES[i];
	return NULL;
}
