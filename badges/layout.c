/* See layout.h. */
#include "badges/layout.h"

#include <math.h>

enum { NARROWINGS = 6 };

static const double STEP = 0.5;  /* pt between sizes: few sizes, few fonts to load */
static const double ALONE = 0.7; /* one line is better than two when it keeps that part of the largest size */
static const double SLACK = 0.001;

/* What is being fitted: one text, its type, the room it has. */
struct fitting {
	const struct badge_type *type;
	const struct badge_measure *measure;
	double width, height;
};

static struct badge_extent extent(const struct fitting *fitting, const struct badge_run *run)
{
	return fitting->measure->extent(fitting->measure->ctx, run);
}

static bool fits(const struct fitting *fitting, const struct badge_run *run)
{
	struct badge_extent is = extent(fitting, run);
	return is.lines <= fitting->type->lines && is.width <= fitting->width + SLACK &&
	       is.height <= fitting->height + SLACK;
}

/* The largest size at which something that takes that room at the type's largest size fits. */
static double size_for(const struct fitting *fitting, struct badge_extent is)
{
	double scale = fmin(fitting->width / fmax(is.width, SLACK), fitting->height / fmax(is.height, SLACK));
	return floor(fitting->type->most_pt * fmin(scale, 1) / STEP) * STEP;
}

/* Breaks the text into the narrowest block of as many lines as are allowed, and takes that if it can be set larger
 * than on one line. Type scales evenly, so the block is found at the largest size and then shrunk: the search gives
 * the best size and lines of about equal length at once. */
static bool try_broken(const struct fitting *fitting, struct badge_run *run, double natural, double alone)
{
	const struct badge_type *type = fitting->type;
	struct badge_run block = *run;
	struct badge_extent best = { natural, 0, 1 };
	double low = natural / type->lines, high = natural;
	if (size_for(fitting, (struct badge_extent){ low, 0, 0 }) < type->least_pt)
		return false;
	for (int i = 0; i < NARROWINGS; i++) {
		block.width = (low + high) / 2;
		struct badge_extent is = extent(fitting, &block);
		if (is.lines <= type->lines) {
			high = block.width;
			best = is;
		} else {
			low = block.width;
		}
	}
	double pt = size_for(fitting, best);
	if (best.lines == 1 || pt <= alone || pt < type->least_pt)
		return false;
	run->pt = pt;
	run->width = high * pt / type->most_pt;
	return true;
}

/* At the least size: as many lines as have room, then one line smaller still for scripts that need more height. */
static void cut(const struct fitting *fitting, struct badge_run *run)
{
	run->width = fitting->width;
	run->pt = fitting->type->least_pt;
	for (run->lines = fitting->type->lines; run->lines > 1; run->lines--)
		if (fits(fitting, run))
			return;
	double height = extent(fitting, run).height;
	if (height > fitting->height)
		run->pt *= fitting->height / height;
}

static void fit(const struct fitting *fitting, struct badge_run *run)
{
	const struct badge_type *type = fitting->type;
	run->pt = type->most_pt;
	struct badge_extent natural = extent(fitting, run);
	double alone = size_for(fitting, natural);
	bool is_good = alone >= type->most_pt * ALONE;
	if (!is_good && type->lines > 1 && try_broken(fitting, run, natural.width, alone))
		return;
	if (alone < type->least_pt)
		cut(fitting, run);
	else
		run->pt = alone;
}

/* How far into the room that is left something stands. */
static double align(enum badge_align how, double room)
{
	return how == BADGE_START ? 0 : how == BADGE_CENTRE ? room / 2 : room;
}

/* Fits one slot below what its field has so far and returns the field's new height. */
static double stack(const struct badge_template *template, const struct badge_measure *measure, enum badge_slot slot,
    double used, struct badge_placed *out_text)
{
	const struct badge_type *type = &template->types[slot];
	const struct badge_place *place = &template->places[type->field];
	double gap = used > 0 ? type->gap : 0;
	struct fitting fitting = { type, measure, place->box.width,
		fmin(type->height, place->box.height - used - gap) };
	struct badge_run *run = &out_text->run;
	run->slot = slot;
	run->face = type->face;
	run->across = place->across;
	fit(&fitting, run);
	struct badge_extent is = extent(&fitting, run);
	out_text->height = is.height;
	out_text->x = place->box.x + align(place->across, place->box.width - is.width);
	out_text->y = place->box.y + used + gap;
	return used + gap + out_text->height;
}

void badge_layout_make(const struct badge_template *template, const char *const texts[BADGE_SLOT_MAX],
    const struct badge_measure *measure, struct badge_layout *out_layout)
{
	double used[BADGE_FIELD_MAX] = { 0 };
	*out_layout = (struct badge_layout){ 0 };
	for (unsigned slot = 0; slot < BADGE_SLOT_MAX; slot++) {
		struct badge_placed *text = &out_layout->texts[slot];
		double *field = &used[template->types[slot].field];
		if (!texts[slot] || !*texts[slot])
			continue;
		text->run.text = texts[slot];
		*field = stack(template, measure, (enum badge_slot)slot, *field, text);
	}
	for (unsigned slot = 0; slot < BADGE_SLOT_MAX; slot++) {
		enum badge_field field = template->types[slot].field;
		const struct badge_place *place = &template->places[field];
		out_layout->texts[slot].y += align(place->down, place->box.height - used[field]);
	}
}
