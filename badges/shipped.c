/* See shipped.h. */
#include "badges/shipped.h"

#include "badges/template_read.h"
#include "base/embed.h"

#include <string.h>

#define SHIPPED(symbol, id) EMBED(template_json_##symbol, "badges/templates/" id ".json");
#include "badges/shipped.def"
#undef SHIPPED

static const struct badge_shipped SHIPPED_TEMPLATES[] = {
#define SHIPPED(symbol, id) { id, template_json_##symbol },
#include "badges/shipped.def"
#undef SHIPPED
};

enum { SHIPPED_N = sizeof SHIPPED_TEMPLATES / sizeof *SHIPPED_TEMPLATES };

const struct badge_shipped *badge_shipped_all(size_t *out_n)
{
	*out_n = SHIPPED_N;
	return SHIPPED_TEMPLATES;
}

const char *badge_shipped_json(const char *id)
{
	for (size_t i = 0; i < SHIPPED_N; i++)
		if (strcmp(SHIPPED_TEMPLATES[i].id, id) == 0)
			return SHIPPED_TEMPLATES[i].json;
	return NULL;
}

const struct badge_template *badge_template_find(struct arena *arena, const char *id)
{
	const struct badge_template *template = NULL;
	const char *json = badge_shipped_json(id && *id ? id : SHIPPED_TEMPLATES[0].id);
	if (!json || badge_template_read(arena, json, strlen(json), &template, NULL))
		return NULL;
	return template;
}
