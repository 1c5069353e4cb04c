/* See layout.h. */
#include "badges/layout.h"

#include <math.h>

enum { NARROWINGS = 6 };

static const double STEP = 0.5;  /* pt between sizes: few sizes, few fonts to load */
static const double ALONE = 0.7; /* one line is better than two when it keeps that part of the largest size */
static const double SMALL = 0.5; /* a further line is tried below that part of it */
static const double SLACK = 0.001;

/* What is being fitted: one text, its type, the room it has. */
struct fitting {
	const struct badge_text *type;
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

/* Breaks the text into the narrowest block of that many lines, and takes that if it can be set larger than `alone`.
 * Type scales evenly, so the block is found at the largest size and then shrunk: the search gives the best size and
 * lines of about equal length at once. */
static bool try_lines(
    const struct fitting *fitting, struct badge_run *run, unsigned lines, double natural, double alone)
{
	const struct badge_text *type = fitting->type;
	struct badge_run block = *run;
	struct badge_extent best = { natural, 0, 1 };
	double low = natural / lines, high = natural;
	if (size_for(fitting, (struct badge_extent){ low, 0, 0 }) < type->least_pt)
		return false;
	for (int i = 0; i < NARROWINGS; i++) {
		block.width = (low + high) / 2;
		struct badge_extent is = extent(fitting, &block);
		if (is.lines <= lines) {
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

/* A further line is worth it only where type would be small without. */
static bool try_broken(const struct fitting *fitting, struct badge_run *run, double natural, double alone)
{
	struct badge_run unbroken = *run;
	bool is_broken = false;
	double largest = alone;
	for (unsigned lines = 2; lines <= fitting->type->lines; lines++) {
		struct badge_run block = unbroken;
		if (lines > 2 && largest >= fitting->type->most_pt * SMALL)
			break;
		if (!try_lines(fitting, &block, lines, natural, largest))
			continue;
		*run = block;
		largest = block.pt;
		is_broken = true;
	}
	return is_broken;
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
	const struct badge_text *type = fitting->type;
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

/* Fits one text below what its field has so far and returns the field's new height. */
static double stack(const struct badge_box *box, const struct badge_measure *measure, const struct badge_text *text,
    double used, struct badge_placed *placed)
{
	double gap = used > 0 ? text->gap : 0;
	struct fitting fitting = { text, measure, box->width, fmin(text->height, box->height - used - gap) };
	struct badge_run *run = &placed->run;
	fit(&fitting, run);
	struct badge_extent is = extent(&fitting, run);
	placed->height = is.height;
	placed->x = box->x + align(run->across, box->width - is.width);
	placed->y = box->y + used + gap;
	return used + gap + placed->height;
}

static const char *words_of(const struct badge_text *text, const char *const texts[BADGE_SLOT_MAX])
{
	const char *words = text->words ? text->words : texts[text->slot];
	return words && *words ? words : NULL;
}

static void lay_field(const struct badge_field *field, const char *const texts[BADGE_SLOT_MAX],
    const struct badge_measure *measure, struct badge_layout *layout)
{
	struct badge_box box = badge_layout_box(field);
	size_t first = layout->n;
	double used = 0;
	for (size_t i = 0; i < field->n_texts && layout->n < BADGE_TEXTS_MAX; i++) {
		const struct badge_text *text = &field->texts[i];
		const char *words = words_of(text, texts);
		if (!words)
			continue;
		struct badge_placed *placed = &layout->texts[layout->n++];
		*placed = (struct badge_placed){ .field = field, .ink = text->ink };
		placed->run = (struct badge_run){
			.text = words, .slot = text->slot, .face = text->face, .across = field->across
		};
		used = stack(&box, measure, text, used, placed);
	}
	for (size_t i = first; i < layout->n; i++)
		layout->texts[i].y += align(field->down, box.height - used);
}

struct badge_box badge_layout_box(const struct badge_field *field)
{
	struct badge_box box = field->box;
	if (field->turn % 180 == 0)
		return box;
	return (struct badge_box){ box.x + (box.width - box.height) / 2, box.y + (box.height - box.width) / 2,
		box.height, box.width };
}

void badge_layout_make(const struct badge_side *side, const char *const texts[BADGE_SLOT_MAX],
    const struct badge_measure *measure, struct badge_layout *out_layout)
{
	out_layout->n = 0;
	for (size_t i = 0; i < side->n_fields; i++)
		lay_field(&side->fields[i], texts, measure, out_layout);
}
