/* See badge_facts.h. */
#include "domain/badge_facts.h"

#include "domain/country.h"
#include "domain/vocabulary.h"
#include "store/setting.h"

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
	const char *day_title, *day_dates;
	enum err err = setting_get(db, arena, "title", &day_title);
	if (!err)
		err = setting_get(db, arena, "dates", &day_dates);
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
		.day_title = day_title,
		.day_dates = day_dates,
		.code = badge->code,
		.qr = badge->qr,
		.language = person->language };
	return OK;
}
