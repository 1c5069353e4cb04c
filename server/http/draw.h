/* What the routes that draw have in common: form, side and resolution out of the query, bytes into the reply. Not for
 * whose badge it is (on_badges.c). */
#ifndef P2C_HTTP_DRAW_H
#define P2C_HTTP_DRAW_H

#include "badges/badge.h"
#include "http/request.h"

/* Is it pdf, png or svg? */
bool draw_knows(const char *form);
/* Draws as `form` (pdf, png, svg) with the query's `side` (from 1; all sides of a PDF, else the first, when it does
 * not come) and `dpi` (of a PNG; 300). ERR_NOT_FOUND for another form, ERR_QUERY for a side that there is not. */
enum err draw_reply(struct request *request, struct reply *reply, const char *form,
    const struct badge_template *template, const struct badge_data *data);
/* Millimetres as JSON writes numbers. */
const char *draw_number(double value, char out[32]);

#endif
