/* Doors and rooms to JSON. The rules of view.h hold. */
#ifndef P2C_HTTP_VIEW_DOOR_H
#define P2C_HTTP_VIEW_DOOR_H

#include "base/jsonw.h"
#include "store/door.h"

void view_point(struct jsonw *w, const char *name, const struct point *point);
/* The table of rules, in the order in which a door asks. */
void view_door_rules(struct jsonw *w, const char *name);
void view_inside(struct jsonw *w, const char *name, const struct inside *inside);
void view_card(struct jsonw *w, const char *name, const struct card *card, bool with_qr);
/* A number of which 0 is none: null on the wire. */
void view_count(struct jsonw *w, const char *name, int64_t count);
void view_conflict(struct jsonw *w, const char *name, const struct conflict *conflict);

#endif
