/* See template.h. */
#include "badges/template.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

const char *const BADGE_SLOT_NAMES[BADGE_SLOT_MAX + 1] = {
	[BADGE_DAY_TITLE] = "day_title",
	[BADGE_DAY_DATES] = "day_dates",
	[BADGE_NAME] = "name",
	[BADGE_NAME_LATIN] = "name_latin",
	[BADGE_TITLE] = "title",
	[BADGE_ORGANISATION] = "organisation",
	[BADGE_COUNTRY_CODE] = "country_code",
	[BADGE_COUNTRY] = "country",
	[BADGE_ROLE] = "role",
	[BADGE_SHORT_CODE] = "code",
	[BADGE_CATEGORY] = "category",
	[BADGE_CATEGORY_WORDS] = "category_words",
	[BADGE_ROOM] = "room",
	[BADGE_ROOM_SEATS] = "room_seats",
	[BADGE_ROOM_ALLOWED] = "room_allowed",
	[BADGE_ROOM_OTHER] = "room_other",
	[BADGE_ROOM_SEATS_OTHER] = "room_seats_other",
	[BADGE_ROOM_ALLOWED_OTHER] = "room_allowed_other",
	[BADGE_WORDS] = "words",
};

const char *const BADGE_KIND_NAMES[BADGE_KIND_MAX + 1] = {
	[BADGE_KIND_BADGE] = "badge",
	[BADGE_KIND_NAMEPLATE] = "nameplate",
	[BADGE_KIND_DOOR_SIGN] = "door_sign",
	[BADGE_KIND_COVER] = "cover",
};

struct badge_template badge_template_side(const struct badge_template *template, size_t side)
{
	struct badge_template one = *template;
	size_t at = side < 1 ? 0 : side > template->n_sides ? template->n_sides - 1 : side - 1;
	one.sides += at;
	one.n_sides = 1;
	return one;
}

bool badge_template_has_photo(const struct badge_template *template)
{
	for (size_t i = 0; i < template->n_sides; i++)
		if (template->sides[i].photo.width > 0)
			return true;
	return false;
}

/* ---- another page ---- */

struct scale {
	struct arena *arena;
	double x, y, type;
};

static struct badge_box scaled_box(const struct scale *s, struct badge_box box)
{
	return (struct badge_box){ box.x * s->x, box.y * s->y, box.width * s->x, box.height * s->y };
}

/* A square stays one, in the middle of where it was. */
static struct badge_box scaled_square(const struct scale *s, struct badge_box box)
{
	struct badge_box to = scaled_box(s, box);
	double side = fmin(to.width, to.height);
	return (struct badge_box){ to.x + (to.width - side) / 2, to.y + (to.height - side) / 2, side, side };
}

static struct badge_field scaled_field(const struct scale *s, const struct badge_field *field)
{
	struct badge_field to = *field;
	struct badge_text *texts = arena_array(s->arena, struct badge_text, field->n_texts + 1);
	double along = field->turn % 180 ? s->x : s->y;
	to.box = scaled_box(s, field->box);
	for (size_t i = 0; i < field->n_texts; i++) {
		texts[i] = field->texts[i];
		texts[i].gap *= along;
		texts[i].height *= along;
		texts[i].most_pt *= s->type;
		texts[i].least_pt *= s->type;
	}
	to.texts = texts;
	return to;
}

static struct badge_side scaled_side(const struct scale *s, const struct badge_side *side)
{
	struct badge_side to = *side;
	struct badge_band *bands = arena_array(s->arena, struct badge_band, side->n_bands + 1);
	struct badge_logo *logos = arena_array(s->arena, struct badge_logo, side->n_logos + 1);
	struct badge_field *fields = arena_array(s->arena, struct badge_field, side->n_fields + 1);
	for (size_t i = 0; i < side->n_bands; i++) {
		bands[i] = side->bands[i];
		bands[i].box = scaled_box(s, bands[i].box);
	}
	for (size_t i = 0; i < side->n_logos; i++) {
		logos[i] = side->logos[i];
		logos[i].box = scaled_box(s, logos[i].box);
	}
	for (size_t i = 0; i < side->n_fields; i++)
		fields[i] = scaled_field(s, &side->fields[i]);
	to.qr = scaled_square(s, side->qr);
	to.photo = scaled_box(s, side->photo);
	to.arrow = scaled_box(s, side->arrow);
	to.bands = bands;
	to.logos = logos;
	to.fields = fields;
	return to;
}

struct badge_template badge_template_scaled(
    struct arena *arena, const struct badge_template *template, double width, double height)
{
	struct scale s = { arena, width / template->width, height / template->height, 0 };
	struct badge_side *sides = arena_array(arena, struct badge_side, template->n_sides + 1);
	struct badge_template to = *template;
	s.type = fmin(s.x, s.y);
	for (size_t i = 0; i < template->n_sides; i++)
		sides[i] = scaled_side(&s, &template->sides[i]);
	to.width = width;
	to.height = height;
	to.sides = sides;
	return to;
}
