/* See seating_plan.h. Each card is laid out as a small badge side, so names shrink, break and are cut as on a badge.
 */
#include "badges/seating_plan.h"

#include "badges/document.h"
#include "badges/paint.h"
#include "badges/paper_words.h"
#include "badges/text.h"
#include "badges/turn.h"

#include <cairo-svg.h>
#include <math.h>

#define OWN_WORDS "badges/seating_plan.def"
#include "badges/own_words.h"

static const enum words ORDERS[SEATING_PLAN_ORDER_MAX] = { WORD_FRENCH, WORD_PROTOCOL, WORD_FREE };

static const double MM = 72 / 25.4, LINE = 0.25, PAD = 1, CORNER = 1.4; /* mm */
static const uint32_t WHITE = 0xFFFFFF, SOFT = 0x4A4F57, ACCENT = 0x0B3C6F, EDGE = 0xB9C0C9, WOOD = 0xE3E8EE;
static const uint32_t INKS[BADGE_INK_MAX] = { [BADGE_INK_TEXT] = 0x111111,
	[BADGE_INK_SOFT] = 0x4A4F57,
	[BADGE_INK_BAND] = 0x0B3C6F,
	[BADGE_INK_WHITE] = 0xFFFFFF };

/* What drawing takes: it happens inside a document, or on a surface of its own. */
struct plan {
	struct badge_press *press;
	const struct seating_plan_data *data;
	struct arena *arena;
	enum paper_language language;
};

static const char *word(const struct plan *plan, enum words word)
{
	return WORDS[word][plan->language];
}

/* ---- boxes ---- */

static void set_colour(cairo_t *cr, uint32_t rgb)
{
	cairo_set_source_rgb(cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

static void trace_box(cairo_t *cr, const struct badge_box *box, double corner)
{
	double x = box->x * MM, y = box->y * MM, right = x + box->width * MM, bottom = y + box->height * MM,
	       r = corner * MM;
	cairo_new_sub_path(cr);
	cairo_arc(cr, right - r, y + r, r, -M_PI / 2, 0);
	cairo_arc(cr, right - r, bottom - r, r, 0, M_PI / 2);
	cairo_arc(cr, x + r, bottom - r, r, M_PI / 2, M_PI);
	cairo_arc(cr, x + r, y + r, r, M_PI, M_PI * 3 / 2);
	cairo_close_path(cr);
}

static void fill_box(cairo_t *cr, const struct badge_box *box, double corner, uint32_t rgb)
{
	set_colour(cr, rgb);
	trace_box(cr, box, corner);
	cairo_fill(cr);
}

/* The line of an empty seat is broken: somebody may still come. */
static void line_box(cairo_t *cr, const struct badge_box *box, bool is_broken)
{
	static const double DASHES[] = { 3, 2 };
	set_colour(cr, is_broken ? SOFT : EDGE);
	cairo_set_line_width(cr, LINE * MM);
	cairo_set_dash(cr, DASHES, is_broken ? 2 : 0, 0);
	trace_box(cr, box, CORNER);
	cairo_stroke(cr);
	cairo_set_dash(cr, NULL, 0, 0);
}

/* ---- texts ---- */

/* Sets texts (slots of `texts` that are filled) into a box, turned. */
static void put_texts(
    const struct plan *plan, cairo_t *cr, const struct badge_field *field, const char *const texts[BADGE_SLOT_MAX])
{
	struct badge_set *set = badge_press_set(plan->press);
	struct badge_measure measure = badge_set_measure(set);
	struct badge_side side = { .fields = field, .n_fields = 1 };
	struct badge_layout layout;
	badge_layout_make(&side, texts, &measure, &layout);
	badge_paint_layout(cr, set, &layout, INKS);
}

/* One text in the middle of a box. */
static void put_label(const struct plan *plan, cairo_t *cr, const struct badge_box *box, const char *label,
    enum badge_ink ink, double most_pt)
{
	struct badge_text text = { .slot = BADGE_SHORT_CODE,
		.face = BADGE_BOLD,
		.ink = ink,
		.height = box->height,
		.most_pt = most_pt,
		.least_pt = 5,
		.lines = 1 };
	struct badge_field field = {
		.box = *box, .across = BADGE_CENTRE, .down = BADGE_CENTRE, .texts = &text, .n_texts = 1
	};
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_SHORT_CODE] = badge_text_clean(plan->arena, label) };
	put_texts(plan, cr, &field, texts);
}

static bool is_said(const char *text)
{
	return text && *text;
}

/* Two lines for a name alone; with its Latin form below, one of each. */
static void put_who(const struct plan *plan, cairo_t *cr, const struct seating_plan_seat *seat)
{
	static const struct badge_text ALONE[] = {
		{ BADGE_NAME, NULL, BADGE_BOLD, BADGE_INK_TEXT, 0, 7, 9.5, 6, 2 },
		{ BADGE_COUNTRY, NULL, BADGE_REGULAR, BADGE_INK_SOFT, 0.2, 4.6, 7.5, 5, 1 },
	};
	static const struct badge_text BOTH[] = {
		{ BADGE_NAME, NULL, BADGE_BOLD, BADGE_INK_TEXT, 0, 5.4, 9.5, 6, 1 },
		{ BADGE_NAME_LATIN, NULL, BADGE_REGULAR, BADGE_INK_TEXT, 0, 2.5, 7, 5, 1 },
		{ BADGE_COUNTRY, NULL, BADGE_REGULAR, BADGE_INK_SOFT, 0, 4, 7, 5, 1 },
	};
	bool has_latin = is_said(seat->latin), has_country = is_said(seat->country);
	const char *place = has_country && !seat->is_delegation ? seat->country : seat->entity;
	const char *name = seat->is_delegation ? (has_country ? seat->country : seat->entity) : seat->name;
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_NAME] = badge_text_clean(plan->arena, name),
		[BADGE_NAME_LATIN] = has_latin ? badge_text_clean(plan->arena, seat->latin) : "",
		[BADGE_COUNTRY] = place == name ? "" : badge_text_clean(plan->arena, place) };
	const struct badge_box *card = &seat->card;
	struct badge_field field = { .box = { card->x + PAD, card->y + PAD, card->width - 2 * PAD,
					 card->height - 2 * PAD },
		.across = BADGE_CENTRE,
		.down = BADGE_CENTRE,
		.turn = seat->turn,
		.texts = has_latin ? BOTH : ALONE,
		.n_texts = has_latin ? sizeof BOTH / sizeof *BOTH : sizeof ALONE / sizeof *ALONE };
	badge_set_language(badge_press_set(plan->press), seat->language);
	put_texts(plan, cr, &field, texts);
}

/* ---- the picture ---- */

static void draw_table(
    const struct plan *plan, cairo_t *cr, const struct seating_plan_table *table, const char *label)
{
	const struct badge_box *box = &table->box;
	fill_box(cr, box, table->is_round ? fmin(box->width, box->height) / 2 : CORNER, WOOD);
	if (is_said(label))
		put_label(plan, cr, box, label, BADGE_INK_SOFT, 16);
}

static void draw_seat(const struct plan *plan, cairo_t *cr, const struct seating_plan_seat *seat)
{
	bool is_taken = is_said(seat->name) || seat->is_delegation;
	fill_box(cr, &seat->chair, CORNER, is_taken ? ACCENT : EDGE);
	put_label(plan, cr, &seat->chair, seat->label, is_taken ? BADGE_INK_WHITE : BADGE_INK_TEXT, 9);
	if (is_taken)
		fill_box(cr, &seat->card, CORNER, WHITE);
	line_box(cr, &seat->card, !is_taken);
	if (is_taken)
		put_who(plan, cr, seat);
}

static void draw(cairo_t *cr, const void *ctx)
{
	const struct plan *plan = ctx;
	const struct seating_plan_data *data = plan->data;
	for (size_t i = 0; i < data->n_tables; i++)
		draw_table(plan, cr, &data->tables[i],
		    i == 0 && data->has_stage ? word(plan, WORD_STAGE) : data->tables[i].label);
	for (size_t i = 0; i < data->n_seats; i++)
		draw_seat(plan, cr, &data->seats[i]);
	badge_set_language(badge_press_set(plan->press), NULL);
}

/* ---- SVG ---- */

static void draw_heading(const struct plan *plan, cairo_t *cr, double width)
{
	static const struct badge_text HEADING[] = {
		{ BADGE_DAY_TITLE, NULL, BADGE_BOLD, BADGE_INK_TEXT, 0, 7, 15, 8, 1 },
		{ BADGE_DAY_DATES, NULL, BADGE_REGULAR, BADGE_INK_SOFT, 0.6, 4.5, 9, 6, 1 },
	};
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_DAY_TITLE] = badge_text_clean(plan->arena, plan->data->title),
		[BADGE_DAY_DATES] = badge_text_clean(plan->arena,
		    arena_printf(plan->arena, "%s · %s", plan->data->scope, word(plan, ORDERS[plan->data->order]))) };
	struct badge_field field = { .box = { SEATING_PLAN_MARGIN, SEATING_PLAN_MARGIN,
					 width - 2 * SEATING_PLAN_MARGIN,
					 SEATING_PLAN_TOP - 2 * SEATING_PLAN_MARGIN },
		.across = paper_is_rtl(plan->data->paper.language) ? BADGE_END : BADGE_START,
		.texts = HEADING,
		.n_texts = sizeof HEADING / sizeof *HEADING };
	put_texts(plan, cr, &field, texts);
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned len)
{
	buf_add(closure, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t draw_svg(const struct plan *plan, struct buf *file)
{
	double width = seating_plan_width(plan->data->width), height = seating_plan_height(plan->data->height);
	cairo_surface_t *svg = cairo_svg_surface_create_for_stream(take_bytes, file, width * MM, height * MM);
	cairo_t *cr = cairo_create(svg);
	set_colour(cr, WHITE);
	cairo_paint(cr);
	draw_heading(plan, cr, width);
	cairo_translate(cr, SEATING_PLAN_MARGIN * MM, SEATING_PLAN_TOP * MM);
	draw(cr, plan);
	cairo_destroy(cr);
	cairo_surface_finish(svg);
	cairo_status_t status = cairo_surface_status(svg);
	cairo_surface_destroy(svg);
	return status;
}

enum err seating_plan_svg(
    struct badge_press *press, const struct seating_plan_data *data, struct buf *out, struct fault *out_fault)
{
	struct buf file = { 0 };
	struct plan plan = { press, data, badge_press_scratch(press), paper_language_of(data->paper.language) };
	arena_reset(plan.arena);
	turn_take();
	cairo_status_t status = draw_svg(&plan, &file);
	turn_give();
	if (status == CAIRO_STATUS_SUCCESS)
		buf_add(out, file.bytes, file.len);
	buf_finish(&file);
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	return fault_set(out_fault, ERR_BROKEN, "plan", "Drawing failed: %s.", cairo_status_to_string(status));
}

/* ---- PDF: the picture, then the list ---- */

enum { SEAT, NAME, ENTITY, COUNTRY, COLUMNS };

static struct document_cell cell_of(
    struct document *document, enum prose_style style, const char *language, const char *text)
{
	struct document_cell cell = { .n_texts = 1 };
	cell.texts[0] =
	    (struct document_text){ style, DOCUMENT_BLACK, BADGE_START, language, document_clean(document, text) };
	return cell;
}

static void put_row(struct document *document, const struct seating_plan_seat *seat)
{
	struct document_cell cells[COLUMNS] = { [SEAT] = cell_of(document, PROSE_CELL_BOLD, NULL, seat->label),
		[NAME] = cell_of(document, PROSE_CELL, seat->language, seat->name),
		[ENTITY] = cell_of(document, PROSE_CELL, NULL, seat->entity),
		[COUNTRY] = cell_of(document, PROSE_CELL, NULL, seat->country) };
	if (is_said(seat->latin))
		cells[NAME].texts[cells[NAME].n_texts++] = (struct document_text){ PROSE_SMALL, DOCUMENT_SOFT,
			BADGE_START, NULL, document_clean(document, seat->latin) };
	document_row(document, cells, NULL, 0);
}

static void put_list(const struct plan *plan, struct document *document, const struct document_column *columns)
{
	const struct seating_plan_data *data = plan->data;
	struct document_text heading = { PROSE_HEADING, DOCUMENT_ACCENT, BADGE_START, data->paper.language,
		word(plan, WORD_UNSEATED) };
	document_new_page(document);
	document_table(document, columns, COLUMNS);
	for (size_t i = 0; i < data->n_seats; i++)
		if (is_said(data->seats[i].name) || data->seats[i].is_delegation)
			put_row(document, &data->seats[i]);
	if (!data->n_unseated)
		return;
	document_space(document, 6);
	document_need(document, 30);
	document_paragraph(document, &heading);
	document_space(document, 2);
	document_table(document, columns, COLUMNS);
	for (size_t i = 0; i < data->n_unseated; i++)
		put_row(document, &data->unseated[i]);
}

static void put_page(const struct plan *plan, struct document *document, const struct document_picture *picture)
{
	const char *tag = plan->data->paper.language;
	struct document_text title = { PROSE_HEADING, DOCUMENT_BLACK, BADGE_START, tag,
		document_clean(document, plan->data->title) };
	struct document_text scope = { PROSE_BODY, DOCUMENT_SOFT, BADGE_START, tag,
		document_clean(document,
		    arena_printf(plan->arena, "%s · %s", plan->data->scope, word(plan, ORDERS[plan->data->order]))) };
	document_paragraph(document, &title);
	document_paragraph(document, &scope);
	document_space(document, 3);
	struct badge_box box = { 0, document_y(document), document_width(document), document_rest(document) };
	document_picture_at(document, picture, &box);
}

enum err seating_plan_pdf(
    struct badge_press *press, const struct seating_plan_data *data, struct buf *out, struct fault *out_fault)
{
	struct plan plan = { .press = press, .data = data, .language = paper_language_of(data->paper.language) };
	struct document_frame frame = { .title = word(&plan, WORD_TITLE), .is_landscape = true };
	char head[PAPER_HEAD_LEN];
	enum err err = paper_head(&data->paper, head, out_fault);
	if (err)
		return err;
	const struct document_column columns[COLUMNS] = { [SEAT] = { word(&plan, WORD_SEAT), 18, BADGE_START },
		[NAME] = { word(&plan, WORD_NAME), 90, BADGE_START },
		[ENTITY] = { word(&plan, WORD_ENTITY), 100, BADGE_START },
		[COUNTRY] = { word(&plan, WORD_COUNTRY), 60, BADGE_START } };
	struct document *document = document_open(press, &data->paper, &frame);
	plan.arena = document_arena(document);
	frame.footer = paper_foot(plan.arena, &data->paper);
	struct document_picture picture = { data->width, data->height, draw, &plan };
	put_page(&plan, document, &picture);
	put_list(&plan, document, columns);
	return document_close(document, out, out_fault);
}
