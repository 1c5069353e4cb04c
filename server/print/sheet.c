/* See sheet.h. */
#include "print/sheet.h"

#include "domain/badge_facts.h"
#include "domain/template.h"

#include <string.h>

/* A badge of nobody: every script, nothing that a door knows. */
static const struct badge_data TEST = {
	.name = "Test 王小明 محمد",
	.name_latin = "This badge belongs to nobody",
	.title = "Test print",
	.organisation = "If you can read this, the printer works",
	.country = "",
	.country_code = "",
	.category = "TEST",
	.category_words = "Not valid",
	.category_rgb = 0x444444,
	.role = "",
	.day_title = "p2c",
	.day_dates = "",
	.code = "",
	.qr = "NOT-A-BADGE",
	.language = "en",
};

bool sheet_paper(struct db *db, const char *template, struct sheet_paper *out_paper)
{
	const struct badge_template *found;
	struct arena *arena = arena_create();
	bool is_there = template_use(db, arena, template, BADGE_KIND_BADGE, &found, NULL) == OK;
	if (is_there)
		*out_paper = (struct sheet_paper){ found->width, found->height, found->n_sides };
	arena_destroy(arena);
	return is_there;
}

const char *sheet_sides(const struct sheet_paper *paper)
{
	return paper->width > paper->height ? "two-sided-short-edge" : "two-sided-long-edge";
}

static enum err read_badge(struct db *db, struct arena *arena, int64_t serial, const struct badge_template *template,
    struct badge_data *out_data, struct fault *out_fault)
{
	struct badge badge;
	struct person person;
	enum err err = badge_get(db, arena, serial, &badge);
	if (!err && strcmp(badge.state, "issued") != 0)
		return fault_set(out_fault, ERR_BADGE_REVOKED, NULL, NULL);
	if (!err)
		err = person_get(db, arena, badge.person_id, &person);
	if (!err)
		err = badge_facts(db, arena, &person, &badge, out_data);
	if (!err)
		err = badge_facts_photo(db, arena, person.id, template, out_data);
	return err;
}

static enum err take_pixels(void *ctx, const struct badge_pixels *pixels)
{
	return pwg_page(ctx, pixels);
}

/* A page for each side, in one file; *out is as it was when one of them fails. */
static enum err draw_raster(struct badge_press *press, const struct badge_data *data,
    const struct badge_template *template, const struct sheet_form *form, struct buf *out, struct fault *out_fault)
{
	size_t before = out->len;
	struct pwg_form raster = { .kind = form->kind,
		.media = form->media,
		.sides = form->sides,
		.back = form->back,
		.pages = (unsigned)template->n_sides };
	struct pwg *pwg = pwg_begin(&raster, out);
	enum err err = OK;
	for (size_t side = 1; !err && side <= template->n_sides; side++) {
		struct badge_template one = badge_template_side(template, side);
		err = badge_picture(press, data, &one, form->dpi, take_pixels, pwg, out_fault);
	}
	pwg_end(pwg);
	if (err)
		out->len = before;
	return err;
}

enum err sheet_draw(struct db *db, struct badge_press *press, int64_t serial, const struct sheet_form *form,
    struct buf *out, struct fault *out_fault)
{
	const struct badge_template *template = NULL;
	struct arena *arena = arena_create();
	struct badge_data data = TEST;
	enum err err = template_use(db, arena, form->template, BADGE_KIND_BADGE, &template, out_fault);
	if (!err && serial)
		err = read_badge(db, arena, serial, template, &data, out_fault);
	if (!err)
		err = form->pdf ? badge_pdf(press, &data, template, out, out_fault)
				: draw_raster(press, &data, template, form, out, out_fault);
	arena_destroy(arena);
	return err;
}
