/* People and rooms that do not exist, to look at a template with. Not for tests of what is drawn for real people. */
#ifndef P2C_BADGES_SAMPLE_H
#define P2C_BADGES_SAMPLE_H

#include "badges/badge.h"

/* What can be asked for, ended by NULL: latin (the first), arabic, chinese, cyrillic, ethiopic, devanagari, mixed,
 * long. */
extern const char *const BADGE_SAMPLE_NAMES[];
/* The sample of that name, with its category's colour, a room and a code that no door admits; the day's title and
 * dates are left empty. NULL when there is none. */
const struct badge_data *badge_sample(const char *name);

#endif
