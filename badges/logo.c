/* See logo.h. librsvg is given bytes without a base address, so it loads nothing from anywhere by itself; the check
 * says in words what it would silently leave out, and keeps drawings small enough to be drawn in no time. */
#include "badges/logo.h"

#include "badges/turn.h"
#include "base/mem.h"

#include <librsvg/rsvg.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 8 };

/* How complicated a drawing may be: shapes used again, and elements. */
static const struct {
	size_t uses, tags;
} LIMITS[] = { [DRAWING_LOGO] = { 24, 4000 }, [DRAWING_PLAN] = { 100, 20000 } };

static const double PT_PER_MM = 72 / 25.4;

static const struct {
	const char *what, *words;
	bool may_plan; /* a floor plan has words in it; it is drawn once, here */
} REFUSED[] = {
	{ "<!DOCTYPE", "A drawing has no document type: take the line <!DOCTYPE …> out.", false },
	{ "<!ENTITY", "A drawing has no entities.", false },
	{ "<?xml-stylesheet", "A drawing has no style sheet of its own file.", false },
	{ "<script", "A drawing runs no scripts.", false },
	{ "<foreignObject", "A drawing has no foreign objects.", false },
	{ "<image", "A drawing has no pictures in it: it is drawn with paths.", false },
	{ "<feImage", "A drawing has no pictures in it: it is drawn with paths.", false },
	{ "<filter", "A drawing has no filters: they cannot be printed sharply.", false },
	{ "<text", "A logo has no text in it: convert its letters to paths.", true },
	{ "<animate", "A drawing does not move.", false },
	{ "<set", "A drawing does not move.", false },
	{ "@import", "A drawing loads no style sheets.", false },
	{ "@font-face", "A drawing loads no fonts.", false },
};

static size_t count_of(const char *svg, const char *what)
{
	size_t n = 0;
	for (const char *at = svg; (at = strcasestr(at, what)); at += strlen(what))
		n++;
	return n;
}

/* After `what` and any of `skip`, does each time stand a '#': a place within the drawing? */
static bool stays_inside(const char *svg, const char *what, const char *skip)
{
	for (const char *at = svg; (at = strcasestr(at, what));) {
		at += strlen(what);
		at += strspn(at, skip);
		if (*at != '#')
			return false;
	}
	return true;
}

static RsvgHandle *parse(const char *svg)
{
	return rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), NULL);
}

enum err badge_logo_check(const char *svg, enum drawing_kind kind, const char *field, struct fault *out_fault)
{
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
		if (!(kind == DRAWING_PLAN && REFUSED[i].may_plan) && strcasestr(svg, REFUSED[i].what))
			return fault_set(out_fault, ERR_INVALID, field, "%s: %s", field, REFUSED[i].words);
	if (!stays_inside(svg, "href", " \t\r\n=\"'") || !stays_inside(svg, "url(", " \t\r\n\"'"))
		return fault_set(out_fault, ERR_INVALID, field,
		    "%s: A drawing refers to nothing outside itself (href and url only to #…).", field);
	if (count_of(svg, "<use") > LIMITS[kind].uses || count_of(svg, "<") > LIMITS[kind].tags)
		return fault_set(out_fault, ERR_INVALID, field, "%s: The drawing is too complicated.", field);
	RsvgHandle *handle = parse(svg);
	if (!handle)
		return fault_set(out_fault, ERR_INVALID, field, "%s: This is no SVG.", field);
	g_object_unref(handle);
	return OK;
}

/* ---- drawing ---- */

struct kept {
	char *svg;
	RsvgHandle *handle;
};

struct badge_logos {
	struct kept kept[KEPT];
	size_t next;
};

struct badge_logos *badge_logos_create(void)
{
	return mem_alloc(sizeof(struct badge_logos));
}

static void forget(struct kept *kept)
{
	free(kept->svg);
	if (kept->handle)
		g_object_unref(kept->handle);
	*kept = (struct kept){ 0 };
}

void badge_logos_destroy(struct badge_logos *logos)
{
	if (!logos)
		return;
	for (size_t i = 0; i < KEPT; i++)
		forget(&logos->kept[i]);
	free(logos);
}

/* By content: a template is read anew for each request, its logos are the same. */
static RsvgHandle *handle_of(struct badge_logos *logos, const char *svg)
{
	for (size_t i = 0; i < KEPT; i++)
		if (logos->kept[i].svg && strcmp(logos->kept[i].svg, svg) == 0)
			return logos->kept[i].handle;
	struct kept *free_one = &logos->kept[logos->next++ % KEPT];
	forget(free_one);
	*free_one = (struct kept){ mem_dup(svg), parse(svg) };
	return free_one->handle;
}

void badge_logos_paint(struct badge_logos *logos, cairo_t *cr, const struct badge_logo *logo)
{
	RsvgHandle *handle = handle_of(logos, logo->svg);
	const struct badge_box *box = &logo->box;
	double width = box->width * PT_PER_MM, height = box->height * PT_PER_MM;
	bool lies = logo->turn % 180;
	RsvgRectangle room = { -(lies ? height : width) / 2, -(lies ? width : height) / 2, lies ? height : width,
		lies ? width : height };
	if (!handle)
		return;
	cairo_save(cr);
	cairo_translate(cr, box->x * PT_PER_MM + width / 2, box->y * PT_PER_MM + height / 2);
	cairo_rotate(cr, logo->turn * (G_PI / 180));
	rsvg_handle_render_document(handle, cr, &room, NULL);
	cairo_restore(cr);
}

/* ---- drawings that stand alone ---- */

bool badge_drawing_size(const char *svg, double *out_width, double *out_height)
{
	RsvgHandle *handle = parse(svg);
	gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
	RsvgLength width, height;
	RsvgRectangle box;
	double w = 0, h = 0;
	if (!handle)
		return false;
	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
	bool is_said = has_box || rsvg_handle_get_intrinsic_size_in_pixels(handle, &w, &h);
	g_object_unref(handle);
	if (has_box) {
		w = box.width;
		h = box.height;
	}
	if (!is_said || !(w > 0) || !(h > 0))
		return false;
	*out_width = w;
	*out_height = h;
	return true;
}

enum err badge_drawing_paint(const char *svg, cairo_t *cr, double width, double height)
{
	RsvgHandle *handle = parse(svg);
	RsvgRectangle room = { 0, 0, width, height };
	turn_take(); /* a drawing may hold text */
	bool is_drawn = handle && rsvg_handle_render_document(handle, cr, &room, NULL);
	turn_give();
	if (handle)
		g_object_unref(handle);
	return is_drawn ? OK : ERR_INVALID;
}
