/* People's rows to JSON beside the participant itself (view.h): what happened to them, the help desk, delegations,
 * alerts, categories. */
#ifndef P2C_HTTP_VIEW_PEOPLE_H
#define P2C_HTTP_VIEW_PEOPLE_H

#include "base/jsonw.h"
#include "domain/desk_history.h"
#include "store/people.h"

void view_desk_acts(struct jsonw *w, const char *name, const struct desk_history *rows, size_t n);
void view_guests(struct jsonw *w, const char *name, const struct guest *guests, size_t n);
void view_help_case(struct jsonw *w, const char *name, const struct help_case *help);
void view_delegation(struct jsonw *w, const char *name, const struct delegation *delegation);
void view_alert(struct jsonw *w, const char *name, const struct alert *alert);
void view_category(struct jsonw *w, const char *name, const struct category *category);
/* "#8A1538" */
void view_colour(struct jsonw *w, const char *name, uint32_t rgb);
/* In the six languages. */
void view_category_words(struct jsonw *w, const char *name, const struct category *category);

#endif
