/* See badge_facts.h. */
#include "domain/badge_facts.h"

#include "domain/country.h"
#include "domain/day.h"
#include "store/people.h"
#include "store/photo.h"

#include <string.h>

enum { DAY_RGB = 0x0B5FA5 }; /* signs and covers have no category */

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

enum err badge_facts_day(struct db *db, struct arena *arena, enum lang lang, struct badge_data *out_data)
{
	struct day day;
	enum err err = day_get(db, arena, &day);
	if (!err)
		*out_data = (struct badge_data){
			.day_title = texts_best(&day.title, lang), .day_dates = day.dates, .category_rgb = DAY_RGB
		};
	return err;
}

enum err badge_facts_photo(struct db *db, struct arena *arena, const char *person_id,
    const struct badge_template *template, struct badge_data *data)
{
	struct photo photo;
	if (!badge_template_has_photo(template))
		return OK;
	enum err err = photo_get(db, arena, person_id, &photo);
	if (!err)
		data->photo = (struct badge_photo){ photo.jpeg, photo.len };
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err badge_facts(struct db *db, struct arena *arena, const struct person *person, const struct badge *badge,
    struct badge_data *out_data)
{
	struct badge_data day;
	enum err err = badge_facts_day(db, arena, LANG_EN, &day);
	struct category category;
	if (!err)
		err = category_get(db, arena, person->category, &category);
	if (err)
		return err;
	const struct country *country = country_find(person->entity.country);
	*out_data = (struct badge_data){ .name = person->display,
		.name_latin = person->latin,
		.title = person->title,
		.organisation = person->entity.name,
		.country = country ? country_name(country, "en") : "",
		.country_code = country ? country->alpha3 : "",
		.category = person->category,
		.category_words = category.words[0],
		.category_rgb = category.rgb,
		.role = role_line(arena, person->roles),
		.day_title = day.day_title,
		.day_dates = day.day_dates,
		.code = badge->code,
		.qr = badge->qr,
		.language = person->language };
	return OK;
}
