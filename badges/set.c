/* See set.h. */
#include "badges/set.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PT_PER_MM = 72 / 25.4;
static const double LEADING = 0.9; /* Noto's own line height is generous, for scripts that stack marks */

#define SCRIPTS ", Noto Sans Arabic, Noto Sans CJK SC, Noto Sans Ethiopic, Noto Sans Devanagari"

static const struct {
	const char *families;
	PangoWeight weight;
} FACES[BADGE_FACE_MAX] = {
	[BADGE_REGULAR] = { "Noto Sans" SCRIPTS, PANGO_WEIGHT_NORMAL },
	[BADGE_BOLD] = { "Noto Sans" SCRIPTS, PANGO_WEIGHT_BOLD },
	[BADGE_MONO_REGULAR] = { "Noto Sans Mono" SCRIPTS, PANGO_WEIGHT_NORMAL },
	[BADGE_MONO] = { "Noto Sans Mono" SCRIPTS, PANGO_WEIGHT_BOLD },
};

struct badge_set {
	PangoFontMap *map;
	PangoContext *person; /* in the person's language */
	PangoContext *day;    /* in English: what stands on every badge stays shaped when the language changes */
	PangoFontDescription *fonts[BADGE_FACE_MAX];
	PangoLayout
	    *layouts[BADGE_SLOT_MAX + 1]; /* one a slot, so that equal texts are shaped once; one for probes */
};

static PangoContext *create_context(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("en"));
	return context;
}

static bool is_of_person(enum badge_slot slot)
{
	return slot >= BADGE_NAME && slot <= BADGE_ROLE;
}

static void load_fonts(struct badge_set *set)
{
	for (int face = 0; face < BADGE_FACE_MAX; face++) {
		PangoFontDescription *font = pango_font_description_new();
		pango_font_description_set_family_static(font, FACES[face].families);
		pango_font_description_set_weight(font, FACES[face].weight);
		pango_font_description_set_absolute_size(font, (double)BADGE_SET_PT * PANGO_SCALE);
		set->fonts[face] = font;
	}
}

struct badge_set *badge_set_create(void)
{
	struct badge_set *set = mem_alloc(sizeof *set);
	set->map = pango_cairo_font_map_new();
	set->person = create_context(set->map);
	set->day = create_context(set->map);
	load_fonts(set);
	/* A name that has to be broken gets no hyphen that it never had. */
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	for (int slot = 0; slot <= BADGE_SLOT_MAX; slot++) {
		set->layouts[slot] = pango_layout_new(is_of_person((enum badge_slot)slot) ? set->person : set->day);
		pango_layout_set_line_spacing(set->layouts[slot], (float)LEADING);
		pango_layout_set_attributes(set->layouts[slot], attributes);
	}
	pango_attr_list_unref(attributes);
	return set;
}

void badge_set_destroy(struct badge_set *set)
{
	if (!set)
		return;
	for (int slot = 0; slot <= BADGE_SLOT_MAX; slot++)
		g_object_unref(set->layouts[slot]);
	for (int face = 0; face < BADGE_FACE_MAX; face++)
		pango_font_description_free(set->fonts[face]);
	g_object_unref(set->person);
	g_object_unref(set->day);
	g_object_unref(set->map);
	free(set);
}

/* Pango keeps every language it ever saw. So only what chooses shapes goes there: the two or three letters of the
 * language and, for Chinese, which of its two scripts. */
void badge_set_language(struct badge_set *set, const char *language)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char tag[4] = "en";
	size_t len = language ? strspn(language, LETTERS) : 0;
	bool is_tag = (len == 2 || len == 3) && (!language[len] || language[len] == '-');
	if (is_tag)
		snprintf(tag, sizeof tag, "%.*s", (int)len, language);
	bool is_chinese = is_tag && strcasecmp(tag, "zh") == 0;
	bool is_traditional = is_chinese && (strcasestr(language, "-hant") || strcasestr(language, "-tw") ||
						strcasestr(language, "-hk") || strcasestr(language, "-mo"));
	const char *chosen = is_traditional ? "zh-tw" : is_chinese ? "zh-cn" : tag;
	pango_context_set_language(set->person, pango_language_from_string(chosen));
}

/* The slot's layout, set as the run says. What has not changed is not set again: pango would shape it anew. */
static PangoLayout *apply(struct badge_set *set, const struct badge_run *run)
{
	PangoLayout *layout = set->layouts[run->slot];
	double width = run->width * PT_PER_MM * BADGE_SET_PT / run->pt * PANGO_SCALE;
	if (strcmp(pango_layout_get_text(layout), run->text) != 0)
		pango_layout_set_text(layout, run->text, -1);
	pango_layout_set_font_description(layout, set->fonts[run->face]);
	pango_layout_set_alignment(layout, run->across == BADGE_CENTRE ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
	pango_layout_set_width(layout, run->width > 0 ? (int)width + 1 : -1);
	pango_layout_set_wrap(layout, run->lines ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
	pango_layout_set_ellipsize(layout, run->lines ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
	pango_layout_set_height(layout, run->lines ? -(int)run->lines : -1);
	return layout;
}

static struct badge_extent extent(void *ctx, const struct badge_run *run)
{
	PangoLayout *layout = apply(ctx, run);
	PangoRectangle logical;
	pango_layout_get_extents(layout, NULL, &logical);
	double scale = run->pt / BADGE_SET_PT / PT_PER_MM / PANGO_SCALE;
	return (struct badge_extent){ logical.width * scale, logical.height * scale,
		(unsigned)pango_layout_get_line_count(layout) };
}

struct badge_measure badge_set_measure(struct badge_set *set)
{
	return (struct badge_measure){ extent, set };
}

/* Pango puts the block of lines somewhere into the width they were broken at, right to left text at its right end.
 * Here the block begins at placed->x whatever its direction; within it pango's alignment stands. */
void badge_set_show(struct badge_set *set, cairo_t *cr, const struct badge_placed *placed)
{
	double scale = placed->run.pt / BADGE_SET_PT;
	PangoLayout *layout = apply(set, &placed->run);
	PangoRectangle logical;
	pango_layout_get_extents(layout, NULL, &logical);
	cairo_save(cr);
	cairo_translate(cr, placed->x * PT_PER_MM, placed->y * PT_PER_MM);
	cairo_scale(cr, scale, scale);
	cairo_move_to(cr, -(double)logical.x / PANGO_SCALE, 0);
	pango_cairo_show_layout(cr, layout);
	cairo_restore(cr);
}

unsigned badge_set_unknown(struct badge_set *set, enum badge_face face, const char *text)
{
	PangoLayout *probe = set->layouts[BADGE_SLOT_MAX];
	pango_layout_set_font_description(probe, set->fonts[face]);
	pango_layout_set_text(probe, text, -1);
	return (unsigned)pango_layout_get_unknown_glyphs_count(probe);
}

PangoContext *badge_set_context(struct badge_set *set)
{
	return set->person;
}

const PangoFontDescription *badge_set_font(const struct badge_set *set, enum badge_face face)
{
	return set->fonts[face];
}
