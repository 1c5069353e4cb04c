/* See badge_facts.h. */
#include "domain/badge_facts.h"

#include "domain/country.h"
#include "domain/day.h"
#include "domain/vocabulary.h"

#include <string.h>

/* The role worth a line on a badge: the first that says more than "participant", in words. */
static const char *role_line(struct arena *arena, const char *roles)
{
	if (!*roles)
		return "";
	char *role = arena_copy(arena, roles, strcspn(roles, " "));
	for (char *c = role; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	if (strcmp(role, "cochair") == 0)
		return "Co-chair";
	role[0] = (char)(role[0] >= 'a' && role[0] <= 'z' ? role[0] - 'a' + 'A' : role[0]);
	return role;
}

enum err badge_facts(struct db *db, struct arena *arena, const struct person *person, const struct badge *badge,
    struct badge_data *out_data)
{
	struct day day;
	enum err err = day_get(db, arena, &day);
	if (err)
		return err;
	const struct category *category = category_find(person->category);
	const struct country *country = country_find(person->entity.country);
	*out_data = (struct badge_data){ .name = person->display,
		.name_latin = person->latin,
		.title = person->title,
		.organisation = person->entity.name,
		.country = country ? country_name(country, "en") : "",
		.country_code = country ? country->alpha3 : "",
		.category = person->category,
		.category_words = category ? category->words[0] : "",
		.category_rgb = category ? category->rgb : 0x444444,
		.role = role_line(arena, person->roles),
		.day_title = texts_best(&day.title, LANG_EN),
		.day_dates = day.dates,
		.code = badge->code,
		.qr = badge->qr,
		.language = person->language };
	return OK;
}
