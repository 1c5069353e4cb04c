/* The templates that come with the program: templates/X.json, one row each in shipped.def, named by its file. More
 * are kept in the database (domain/template.h). */
#ifndef P2C_BADGES_SHIPPED_H
#define P2C_BADGES_SHIPPED_H

#include "badges/template.h"
#include "base/arena.h"

struct badge_shipped {
	const char *id, *json;
};

/* The default of badges. */
#define BADGE_SHIPPED_FIRST "a6"

/* All of them; the first is the default, A6 portrait. */
const struct badge_shipped *badge_shipped_all(size_t *out_n);
/* The JSON of that one; NULL when none is called so. */
const char *badge_shipped_json(const char *id);
/* The template of that name, the default for NULL or ""; NULL when there is none. Reading it takes some 0.05 ms. */
const struct badge_template *badge_template_find(struct arena *arena, const char *id);

#endif
