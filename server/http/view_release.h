/* Releases of the plan as JSON. */
#ifndef P2C_HTTP_VIEW_RELEASE_H
#define P2C_HTTP_VIEW_RELEASE_H

#include "base/jsonw.h"
#include "store/draft.h"

/* {number, at, by, note, added, changed, removed, restored}, left open. */
void view_release_open(struct jsonw *w, const char *name, const struct release_row *release);

#endif
