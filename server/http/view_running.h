/* The day as it runs on the wire: what an act changes, who has to be told, what concerns one person. */
#ifndef P2C_HTTP_VIEW_RUNNING_H
#define P2C_HTTP_VIEW_RUNNING_H

#include "base/jsonw.h"
#include "domain/personal.h"
#include "domain/running.h"

/* {session, affected, told}. */
void view_outcome(struct jsonw *w, const struct running_outcome *outcome);
void view_tell(struct jsonw *w, const char *name, const struct tell *tell);
/* {session, role, seat, group, speaking}. */
void view_personal_item(struct jsonw *w, const struct personal *personal, const struct personal_item *item);

#endif
