/* See template_check.h. */
#include "badges/template_check.h"

#include "badges/qr.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATH_LEN = 64, BADGE_MODULES = 21, QUIET_LEAST = 2 };

static const double MM_PER_PT = 25.4 / 72, SLACK = 0.001, LINE_LEAST = 0.1, LARGEST_PT = 400;
static const char ID_LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

struct check {
	const struct badge_template *template;
	const struct badge_side *side;
	struct fault *fault;
	char path[PATH_LEN]; /* of the side */
};

__attribute__((format(printf, 3, 4))) static enum err wrong(
    const struct check *c, const char *path, const char *words, ...)
{
	char full[2 * PATH_LEN + 2], sentence[180];
	va_list args;
	va_start(args, words);
	vsnprintf(sentence, sizeof sentence, words, args);
	va_end(args);
	snprintf(full, sizeof full, "%s%s%s", c->path, *c->path && *path ? "." : "", path);
	return fault_set(c->fault, ERR_INVALID, full, "%s: %s", full, sentence);
}

static enum err check_box(const struct check *c, const char *path, const struct badge_box *box)
{
	const struct badge_template *page = c->template;
	if (box->width <= 0 || box->height <= 0)
		return wrong(c, path, "the box has no size.");
	if (box->x + box->width > page->width + SLACK)
		return wrong(c, path, "the box leaves the page at the right: %g and %g mm are more than %g mm.",
		    box->x, box->width, page->width);
	if (box->y + box->height > page->height + SLACK)
		return wrong(c, path, "the box leaves the page at the bottom: %g and %g mm are more than %g mm.",
		    box->y, box->height, page->height);
	return OK;
}

static bool overlaps(const struct badge_box *a, const struct badge_box *b)
{
	return a->x < b->x + b->width - SLACK && b->x < a->x + a->width - SLACK && a->y < b->y + b->height - SLACK &&
	       b->y < a->y + a->height - SLACK;
}

/* The symbol with as much white around it as scanners cannot do without. */
static struct badge_box symbol_of(const struct badge_box *qr)
{
	double module = qr->width / (BADGE_MODULES + 2 * BADGE_QR_QUIET);
	double in = module * (BADGE_QR_QUIET - QUIET_LEAST);
	return (struct badge_box){ qr->x + in, qr->y + in, qr->width - 2 * in, qr->height - 2 * in };
}

static enum err keep_off(const struct check *c, const char *path, const struct badge_box *box)
{
	struct badge_box symbol = symbol_of(&c->side->qr);
	if (c->side->qr.width > 0 && overlaps(box, &symbol))
		return wrong(c, path, "it covers the QR code or the white that scanners need around it.");
	return OK;
}

static enum err check_place(const struct check *c, const char *path, const struct badge_box *box)
{
	enum err err = check_box(c, path, box);
	return err ? err : keep_off(c, path, box);
}

/* ---- the parts of a side ---- */

static enum err check_bands(const struct check *c)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < c->side->n_bands; i++) {
		const struct badge_band *band = &c->side->bands[i];
		char path[PATH_LEN];
		snprintf(path, sizeof path, "bands[%zu]", i);
		err = check_place(c, path, &band->box);
		if (!err && fmin(band->box.width, band->box.height) < LINE_LEAST)
			err = wrong(c, path, "it is too thin to be printed: %g mm is the least.", LINE_LEAST);
	}
	return err;
}

static enum err check_turn(const struct check *c, const char *path, unsigned turn)
{
	return turn % 90 == 0 ? OK : wrong(c, path, "a turn is 0, 90, 180 or 270 degrees.");
}

static enum err check_logos(const struct check *c)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < c->side->n_logos; i++) {
		char path[PATH_LEN];
		snprintf(path, sizeof path, "logos[%zu]", i);
		err = check_place(c, path, &c->side->logos[i].box);
		snprintf(path, sizeof path, "logos[%zu].turn", i);
		if (!err)
			err = check_turn(c, path, c->side->logos[i].turn);
	}
	return err;
}

static enum err check_qr(const struct check *c)
{
	const struct badge_box *qr = &c->side->qr;
	double least = BADGE_MODULE_LEAST * (BADGE_MODULES + 2 * BADGE_QR_QUIET);
	if (qr->width <= 0)
		return qr->x > 0 || qr->y > 0 ? wrong(c, "qr.width", "the code has no size.") : OK;
	if (qr->width < least - SLACK)
		return wrong(c, "qr.width",
		    "%g mm is too small to be read: a module has to be %g mm wide, the code %.1f mm.", qr->width,
		    BADGE_MODULE_LEAST, least);
	return check_box(c, "qr", qr);
}

static enum err check_photo(const struct check *c)
{
	const struct badge_box *photo = &c->side->photo;
	if (photo->width <= 0 && photo->height <= 0)
		return OK;
	if (c->template->is_black)
		return wrong(c, "photo", "a printer that has only black prints no photo.");
	if (fmin(photo->width, photo->height) < BADGE_PHOTO_LEAST)
		return wrong(c, "photo", "nobody is recognised on less than %g mm.", BADGE_PHOTO_LEAST);
	return check_place(c, "photo", photo);
}

static enum err check_arrow(const struct check *c)
{
	const struct badge_box *arrow = &c->side->arrow;
	return arrow->width > 0 || arrow->height > 0 ? check_place(c, "arrow", arrow) : OK;
}

static enum err check_text(const struct check *c, const char *path, const struct badge_text *text)
{
	if (text->least_pt < BADGE_TYPE_LEAST)
		return wrong(c, path, "type below %g points is not read: \"smallest\" is %g.", BADGE_TYPE_LEAST,
		    text->least_pt);
	if (text->most_pt < text->least_pt || text->most_pt > LARGEST_PT)
		return wrong(c, path, "\"largest\" is from \"smallest\" to %g points.", LARGEST_PT);
	if (text->height < text->least_pt * MM_PER_PT)
		return wrong(
		    c, path, "a height of %g mm has no room for type of %g points.", text->height, text->least_pt);
	return OK;
}

static enum err check_field(const struct check *c, size_t at, size_t *texts)
{
	const struct badge_field *field = &c->side->fields[at];
	double used = 0, room = field->turn % 180 ? field->box.width : field->box.height;
	char path[PATH_LEN];
	snprintf(path, sizeof path, "fields[%zu]", at);
	enum err err = check_place(c, path, &field->box);
	for (size_t i = 0; !err && i < field->n_texts; i++) {
		used += field->texts[i].height + (i ? field->texts[i].gap : 0);
		snprintf(path, sizeof path, "fields[%zu].texts[%zu]", at, i);
		err = check_text(c, path, &field->texts[i]);
	}
	snprintf(path, sizeof path, "fields[%zu].turn", at);
	if (!err)
		err = check_turn(c, path, field->turn);
	snprintf(path, sizeof path, "fields[%zu].texts", at);
	*texts += field->n_texts;
	if (!err && used > room + SLACK)
		err = wrong(c, path, "the texts take %g mm, the field has %g mm.", used, room);
	if (!err && *texts > BADGE_TEXTS_MAX)
		err = wrong(c, path, "a side has at most %d texts.", BADGE_TEXTS_MAX);
	return err;
}

static enum err check_side(const struct check *c)
{
	size_t texts = 0;
	enum err err = check_qr(c);
	if (!err)
		err = check_bands(c);
	if (!err)
		err = check_logos(c);
	if (!err)
		err = check_photo(c);
	if (!err)
		err = check_arrow(c);
	for (size_t i = 0; !err && i < c->side->n_fields; i++)
		err = check_field(c, i, &texts);
	return err;
}

static enum err check_length(const struct check *c, const char *path, double length)
{
	if (length >= BADGE_PAGE_LEAST && length <= BADGE_PAGE_MOST)
		return OK;
	return wrong(
	    c, path, "%g mm is no size that printers take: %g to %g mm.", length, BADGE_PAGE_LEAST, BADGE_PAGE_MOST);
}

enum err badge_template_check(const struct badge_template *template, struct fault *out_fault)
{
	struct check c = { .template = template, .fault = out_fault };
	enum err err = OK;
	if (strspn(template->id, ID_LETTERS) != strlen(template->id))
		err = wrong(&c, "id", "it is made of a to z, digits and hyphens.");
	if (!err)
		err = check_length(&c, "width", template->width);
	if (!err)
		err = check_length(&c, "height", template->height);
	for (size_t i = 0; !err && i < template->n_sides; i++) {
		c.side = &template->sides[i];
		snprintf(c.path, sizeof c.path, "sides[%zu]", i);
		err = check_side(&c);
	}
	return err;
}
