/* What the wall of the plenary was told to show. One wall, one scene; `auto` leaves the choice to the wall itself
 * (who speaks, the pledge just made, totals). */
#ifndef P2C_DOMAIN_WALL_H
#define P2C_DOMAIN_WALL_H

#include "store/read.h"
#include "store/tx.h"

enum { WALL_MESSAGE_MAX = 280, WALL_TEXTS_MAX = 6 }; /* characters a language */

/* Shows a scene, or with "back" the one before it. A message in new words replaces the words kept; without texts the
 * kept ones are shown again. ERR_INVALID for a scene that does not exist, a language that is not official or a text
 * that is too long; ERR_FIELD_MISSING for a message without words. */
enum err wall_show(
    struct tx *tx, const char *scene, const struct wall_text *texts, size_t n_texts, struct wall *out_wall);

#endif
