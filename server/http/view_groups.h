/* Breakout groups and seats to JSON. See view.h. */
#ifndef P2C_HTTP_VIEW_GROUPS_H
#define P2C_HTTP_VIEW_GROUPS_H

#include "base/jsonw.h"
#include "domain/breakout.h"
#include "domain/seating.h"

/* All groups of a session, who is in them and why, who is outside, and how regions, types and languages are spread.
 */
void view_breakout(struct jsonw *w, const char *name, const struct breakout *breakout);
/* One group without its people. */
void view_group(struct jsonw *w, const char *name, const struct group_row *group);
/* Places are millimetres of the picture that seating.svg is. */
void view_seating(struct jsonw *w, const char *name, const struct session_seating *seating);

#endif
