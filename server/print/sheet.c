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

bool sheet_size(struct db *db, const char *template, double *out_width, double *out_height)
{
	const struct badge_template *found;
	struct arena *arena = arena_create();
	bool is_there = template_use(db, arena, template, BADGE_KIND_BADGE, &found, NULL) == OK;
	if (is_there) {
		*out_width = found->width;
		*out_height = found->height;
	}
	arena_destroy(arena);
	return is_there;
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

struct page {
	const struct sheet_form *form;
	struct buf *out;
};

static enum err take_pixels(void *ctx, const struct badge_pixels *pixels)
{
	struct page *page = ctx;
	return pwg_write(pixels, page->form->kind, page->form->media, page->out);
}

enum err sheet_draw(struct db *db, struct badge_press *press, int64_t serial, const struct sheet_form *form,
    struct buf *out, struct fault *out_fault)
{
	const struct badge_template *template = NULL;
	struct arena *arena = arena_create();
	struct badge_data data = TEST;
	struct page page = { form, out };
	enum err err = template_use(db, arena, form->template, BADGE_KIND_BADGE, &template, out_fault);
	if (!err && serial)
		err = read_badge(db, arena, serial, template, &data, out_fault);
	if (!err)
		err = form->pdf ? badge_pdf(press, &data, template, out, out_fault)
				: badge_picture(press, &data, template, form->dpi, take_pixels, &page, out_fault);
	arena_destroy(arena);
	return err;
}
