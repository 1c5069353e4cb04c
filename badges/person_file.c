/* See person_file.h. */
#include "badges/person_file.h"

#include "badges/document.h"
#include "badges/paper_words.h"
#include "badges/portrait.h"

#include <strings.h>

#define OWN_WORDS "badges/person_file.def"
#include "badges/own_words.h"

static const char *const KEYS[WORDS_MAX] = {
#define WORD(name, ...) [WORD_##name] = #name,
#include "badges/person_file.def"
#undef WORD
};

static const double PHOTO_WIDE = 27, PHOTO_HIGH = 36, GAP = 6; /* mm */

struct writer {
	const struct person_file_data *data;
	struct document *document;
	enum paper_language language;
	const char *tag;
	struct document_column columns[2];
};

static void draw_photo(cairo_t *cr, const void *ctx)
{
	const struct badge_box box = { 0, 0, PHOTO_WIDE, PHOTO_HIGH };
	badge_portrait_paint(cr, ctx, &box, false);
}

/* "registration" has the title of WORD(REGISTRATION); a record without one is called as it is. */
static const char *title_of(const struct writer *w, const char *record)
{
	for (size_t i = 0; i < WORDS_MAX; i++)
		if (strcasecmp(KEYS[i], record) == 0)
			return WORDS[i][w->language];
	return record;
}

static double put_beside(const struct writer *w, double y, enum prose_style style, enum document_colour colour,
    const char *tag, const char *text)
{
	struct document_text line = { style, colour, BADGE_START, tag, document_clean(w->document, text) };
	double x = w->data->photo ? PHOTO_WIDE + GAP : 0;
	return *line.text ? document_text_at(w->document, x, y, document_width(w->document) - x, &line, 0) : 0;
}

static void put_head(const struct writer *w, const struct document_picture *picture)
{
	struct document *d = w->document;
	double top = document_y(d), y = top;
	struct badge_box box = { 0, top, PHOTO_WIDE, PHOTO_HIGH };
	if (picture->ctx)
		document_picture_at(d, picture, &box);
	y += put_beside(w, y, PROSE_TITLE, DOCUMENT_BLACK, w->data->language, w->data->name) + 1;
	y += put_beside(w, y, PROSE_LEAD, DOCUMENT_SOFT, NULL, w->data->latin) + 2;
	y += put_beside(w, y, PROSE_SMALL, DOCUMENT_SOFT, w->tag, WORDS[WORD_NOTE][w->language]);
	double height = picture->ctx && y < top + PHOTO_HIGH ? PHOTO_HIGH : y - top;
	document_space(d, height + 4);
}

/* registration_id as "registration id": the fields are the system's own. */
static const char *label_of(const struct writer *w, const char *name)
{
	char *label = arena_dup(document_arena(w->document), name);
	for (char *at = label; *at; at++)
		if (*at == '_')
			*at = ' ';
	return label;
}

static void put_line(const struct writer *w, const struct person_file_line *line)
{
	struct document_cell cells[2] = { { .n_texts = 1 }, { .n_texts = 1 } };
	cells[0].texts[0] =
	    (struct document_text){ PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, "en", label_of(w, line->name) };
	cells[1].texts[0] = (struct document_text){ PROSE_CELL, DOCUMENT_BLACK, BADGE_START, w->data->language,
		document_clean(w->document, line->value) };
	document_row(w->document, cells, NULL, 0);
}

static void put_section(const struct writer *w, const struct person_file_section *section)
{
	struct document *d = w->document;
	struct document_text title = { PROSE_HEADING, DOCUMENT_ACCENT, BADGE_START, w->tag,
		title_of(w, section->record) };
	document_need(d, 30);
	document_space(d, 3);
	document_paragraph(d, &title);
	document_rule(d, DOCUMENT_RULE, 0.3);
	for (size_t i = 0; i < section->n; i++) {
		document_space(d, 2);
		document_table(d, w->columns, 2);
		for (size_t k = 0; k < section->rows[i].n; k++)
			put_line(w, &section->rows[i].lines[k]);
	}
}

enum err person_file_pdf(
    struct badge_press *press, const struct person_file_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer w = { .data = data,
		.language = paper_language_of(data->paper.language),
		.tag = data->paper.language,
		.columns = { { "", 46, BADGE_START }, { "", 124, BADGE_START } } };
	struct document_frame frame = { .title = WORDS[WORD_TITLE][w.language] };
	struct document_picture picture = { PHOTO_WIDE, PHOTO_HIGH, draw_photo, data->photo };
	char head[PAPER_HEAD_LEN];
	enum err err = paper_head(&data->paper, head, out_fault);
	if (err)
		return err;
	w.document = document_open(press, &data->paper, &frame);
	frame.footer = paper_foot(document_arena(w.document), &data->paper);
	put_head(&w, &picture);
	for (size_t i = 0; i < data->n_sections; i++)
		put_section(&w, &data->sections[i]);
	return document_close(w.document, out, out_fault);
}
