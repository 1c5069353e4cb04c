/* What somebody's calendar says of a session beside the session itself: their seat, their group, that they speak or
 * sign. In their language; a page has its own words. */
#ifndef P2C_DOMAIN_PERSONAL_NOTE_H
#define P2C_DOMAIN_PERSONAL_NOTE_H

#include "domain/personal.h"

/* Lines in the arena, "" when there is nothing to add. */
const char *personal_note(
    struct arena *arena, const struct personal *personal, const struct personal_item *item, enum lang lang);

#endif
