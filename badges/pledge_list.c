/* See pledge_list.h. */
#include "badges/pledge_list.h"

#include "badges/document.h"
#include "badges/paper_words.h"

#include <stdio.h>
#include <string.h>

#define OWN_WORDS "badges/pledge_list.def"
#include "badges/own_words.h"

enum { NUMBER, STATE, PLEDGER, TYPE, SUBJECT, COUNTRIES, AMOUNT, USD, COLUMNS };

static const struct {
	enum words title;
	double width;
	enum badge_align align;
} COLUMN[COLUMNS] = {
	[NUMBER] = { WORD_NUMBER, 14, BADGE_END },
	[STATE] = { WORD_STATE, 22, BADGE_START },
	[PLEDGER] = { WORD_PLEDGER, 52, BADGE_START },
	[TYPE] = { WORD_TYPE, 32, BADGE_START },
	[SUBJECT] = { WORD_SUBJECT, 53, BADGE_START },
	[COUNTRIES] = { WORD_COUNTRIES, 32, BADGE_START },
	[AMOUNT] = { WORD_AMOUNT, 33, BADGE_END },
	[USD] = { WORD_USD, 25, BADGE_END },
};

/* A name on the wire and its words; the state of a pledge that counts is black, of others soft. */
static const struct {
	const char *name;
	enum words word;
	enum document_colour colour;
} STATES[] = {
	{ "submitted", WORD_SUBMITTED, DOCUMENT_SOFT },
	{ "heard", WORD_HEARD, DOCUMENT_SOFT },
	{ "confirmed", WORD_CONFIRMED, DOCUMENT_BLACK },
	{ "signed", WORD_SIGNED, DOCUMENT_BLACK },
	{ "published", WORD_PUBLISHED, DOCUMENT_BLACK },
	{ "withdrawn", WORD_WITHDRAWN, DOCUMENT_SOFT },
};

static const struct {
	const char *name;
	enum paper_word word;
} TYPES[] = {
	{ "financial", PAPER_FINANCIAL },
	{ "policy", PAPER_POLICY },
	{ "advocacy", PAPER_ADVOCACY },
	{ "programmatic", PAPER_PROGRAMMATIC },
};

/* Bit by bit. */
static const enum paper_word AREAS[] = { PAPER_ACCESS, PAPER_ADOPTION, PAPER_VALUE_CREATION, PAPER_ACCELERATE };

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { JOINT_IN_CELL = 2, CURRENCY_LEN = 3 };

struct writer {
	const struct pledge_list_data *data;
	struct document *document;
	struct arena *arena;
	enum paper_language language;
	const char *tag;
	struct document_column columns[COLUMNS];
};

/* ---- what cannot be printed ---- */

static size_t state_of(const char *name)
{
	size_t i = 0;
	while (i < COUNT(STATES) && (!name || strcmp(STATES[i].name, name) != 0))
		i++;
	return i;
}

static size_t type_of(const char *name)
{
	size_t i = 0;
	while (i < COUNT(TYPES) && (!name || strcmp(TYPES[i].name, name) != 0))
		i++;
	return i;
}

static bool has_amount(const struct pledge_list_row *row)
{
	return row->amount && *row->amount;
}

static bool is_currency(const char *code)
{
	return code && strlen(code) == CURRENCY_LEN && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CURRENCY_LEN;
}

static enum err refuse(size_t row, const char *what, const char *why, struct fault *out_fault)
{
	char field[48];
	snprintf(field, sizeof field, "rows[%zu].%s", row, what);
	return fault_set(out_fault, ERR_INVALID, field, "%s", why);
}

static enum err check_row(
    struct arena *arena, const struct pledge_list_row *row, size_t number, struct fault *out_fault)
{
	if (state_of(row->state) == COUNT(STATES))
		return refuse(number, "state", "There is no such state.", out_fault);
	if (type_of(row->type) == COUNT(TYPES))
		return refuse(number, "type", "There is no such type.", out_fault);
	if (row->focus_areas >> COUNT(AREAS))
		return refuse(number, "focus_areas", "There are four focus areas.", out_fault);
	if (has_amount(row) && !paper_decimal(arena, PAPER_EN, row->amount))
		return refuse(number, "amount", "An amount is a plain decimal.", out_fault);
	if (has_amount(row) && !is_currency(row->currency))
		return refuse(number, "currency", "A currency has three capital letters.", out_fault);
	return OK;
}

static enum err check(struct arena *arena, const struct pledge_list_data *data, struct fault *out_fault)
{
	enum err err = OK;
	if (data->n_rows > PLEDGE_LIST_ROWS_MAX)
		return fault_set(out_fault, ERR_INVALID, "rows", "A list has at most %d pledges, not %zu.",
		    PLEDGE_LIST_ROWS_MAX, data->n_rows);
	for (size_t i = 0; !err && i < data->n_rows; i++)
		err = check_row(arena, &data->rows[i], i, out_fault);
	return err;
}

/* ---- the totals ---- */

static const char *word(const struct writer *writer, enum words which)
{
	return WORDS[which][writer->language];
}

static void put_sum(
    const struct writer *writer, double x, double width, enum words label, const struct pledge_list_sum *sum)
{
	double y = document_y(writer->document);
	const char *usd = paper_number(writer->arena, writer->language, sum->usd);
	const char *count = arena_printf(writer->arena, "%s %s",
	    paper_number(writer->arena, writer->language, sum->count), word(writer, WORD_PLEDGES));
	struct badge_box bar = { x, y, 1, 19 };
	struct document_text lines[] = {
		{ PROSE_SMALL_BOLD, DOCUMENT_SOFT, BADGE_START, writer->tag, word(writer, label) },
		{ PROSE_TITLE, DOCUMENT_ACCENT, BADGE_START, NULL, usd },
		{ PROSE_CELL, DOCUMENT_SOFT, BADGE_START, writer->tag,
		    arena_printf(writer->arena, "%s · %s", word(writer, WORD_ESTIMATED_USD), count) },
	};
	document_fill_at(writer->document, &bar, DOCUMENT_ACCENT);
	for (size_t i = 0; i < COUNT(lines); i++)
		y += document_text_at(writer->document, x + 4, y, width - 4, &lines[i], 1);
}

static void put_top(const struct writer *writer)
{
	const struct pledge_list_data *data = writer->data;
	double half = document_width(writer->document) / 2;
	const char *made = document_clean(writer->document, data->paper.made_at);
	struct document_text title = { PROSE_TITLE, DOCUMENT_ACCENT, BADGE_START, writer->tag,
		word(writer, WORD_TITLE) };
	struct document_text scope = { PROSE_LEAD, DOCUMENT_SOFT, BADGE_START, writer->tag,
		document_clean(writer->document, data->scope) };
	struct document_text drawn = { PROSE_CELL, DOCUMENT_SOFT, BADGE_START, writer->tag,
		paper_labelled(writer->arena, writer->language, paper_word(writer->language, PAPER_MADE_AT), made) };
	document_paragraph(writer->document, &title);
	document_paragraph(writer->document, &scope);
	document_paragraph(writer->document, &drawn);
	document_space(writer->document, 3);
	document_rule(writer->document, DOCUMENT_ACCENT, 0.5);
	document_space(writer->document, 4);
	put_sum(writer, 0, half, WORD_CONFIRMED_SUM, &data->confirmed);
	put_sum(writer, half, half, WORD_HEARD_SUM, &data->heard);
	document_space(writer->document, 24);
}

/* ---- the rows ---- */

static void add(struct document_cell *cell, enum prose_style style, enum document_colour colour,
    enum badge_align align, const char *language, const char *text)
{
	if (*text)
		cell->texts[cell->n_texts++] = (struct document_text){ style, colour, align, language, text };
}

/* "GSMA (United Kingdom)" */
static const char *with_country(const struct writer *writer, const struct pledge_list_pledger *pledger)
{
	const char *name = document_clean(writer->document, pledger->name);
	const char *country = document_clean(writer->document, pledger->country);
	if (!*country)
		return name;
	return arena_printf(writer->arena, "%s (%s)", paper_isolated(writer->arena, writer->language, name),
	    paper_isolated(writer->arena, writer->language, country));
}

static const struct pledge_list_pledger *lead_of(const struct pledge_list_row *row)
{
	for (size_t i = 0; i < row->n_pledgers; i++)
		if (row->pledgers[i].lead)
			return &row->pledgers[i];
	return row->n_pledgers ? &row->pledgers[0] : NULL;
}

static void add_joint(const struct writer *writer, const struct pledge_list_row *row, struct document_cell *cell)
{
	const struct pledge_list_pledger *lead = lead_of(row);
	for (size_t i = 0; i < row->n_pledgers; i++)
		if (&row->pledgers[i] != lead)
			add(cell, PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, writer->tag,
			    with_country(writer, &row->pledgers[i]));
}

static void add_pledgers(const struct writer *writer, const struct pledge_list_row *row, struct document_cell *cell)
{
	const struct pledge_list_pledger *lead = lead_of(row);
	if (!lead)
		return;
	const char *country = document_clean(writer->document, lead->country);
	const char *mark = word(writer, WORD_LEAD);
	if (row->n_pledgers > 1)
		country = *country ? arena_printf(writer->arena, "%s · %s",
					 paper_isolated(writer->arena, writer->language, country), mark)
				   : mark;
	add(cell, PROSE_CELL_BOLD, DOCUMENT_BLACK, BADGE_START, writer->tag,
	    document_clean(writer->document, lead->name));
	add(cell, PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, writer->tag, country);
	if (row->n_pledgers <= JOINT_IN_CELL + 1)
		add_joint(writer, row, cell);
}

/* Pledgers who would make a cell too high stand below the row. */
static const char *joint_note(const struct writer *writer, const struct pledge_list_row *row)
{
	const struct pledge_list_pledger *lead = lead_of(row);
	struct buf names = { 0 };
	if (row->n_pledgers <= JOINT_IN_CELL + 1)
		return "";
	for (size_t i = 0; i < row->n_pledgers; i++)
		if (&row->pledgers[i] != lead)
			buf_printf(&names, "%s%s", names.len ? word(writer, WORD_SEMICOLON) : "",
			    with_country(writer, &row->pledgers[i]));
	const char *note = arena_printf(writer->arena, "%s%s%s", word(writer, WORD_JOINTLY),
	    paper_word(writer->language, PAPER_COLON), buf_text(&names));
	buf_finish(&names);
	return note;
}

static const char *list(const struct writer *writer, const char *const *names, size_t n)
{
	struct buf all = { 0 };
	if (n == 1)
		return document_clean(writer->document, names[0]);
	for (size_t i = 0; i < n; i++)
		buf_printf(&all, "%s%s", i ? word(writer, WORD_COMMA) : "",
		    paper_isolated(writer->arena, writer->language, document_clean(writer->document, names[i])));
	return buf_keep(&all, writer->arena);
}

static const char *areas(const struct writer *writer, unsigned bits)
{
	const char *names[COUNT(AREAS)];
	size_t n = 0;
	for (size_t i = 0; i < COUNT(AREAS); i++)
		if (bits >> i & 1)
			names[n++] = paper_word(writer->language, AREAS[i]);
	return list(writer, names, n);
}

static void put_row(const struct writer *writer, const struct pledge_list_row *row)
{
	struct document_cell cells[COLUMNS] = { 0 };
	size_t state = state_of(row->state);
	struct document_text note = { PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, writer->tag, joint_note(writer, row) };
	add(&cells[NUMBER], PROSE_CELL, DOCUMENT_SOFT, BADGE_END, NULL,
	    arena_printf(writer->arena, "P-%04lld", (long long)row->number));
	add(&cells[STATE], PROSE_CELL, STATES[state].colour, BADGE_START, writer->tag,
	    word(writer, STATES[state].word));
	add_pledgers(writer, row, &cells[PLEDGER]);
	add(&cells[TYPE], PROSE_CELL, DOCUMENT_BLACK, BADGE_START, writer->tag,
	    paper_word(writer->language, TYPES[type_of(row->type)].word));
	add(&cells[TYPE], PROSE_SMALL, DOCUMENT_SOFT, BADGE_START, writer->tag, areas(writer, row->focus_areas));
	add(&cells[SUBJECT], PROSE_CELL, DOCUMENT_BLACK, BADGE_START, row->language,
	    document_clean(writer->document, row->title));
	add(&cells[COUNTRIES], PROSE_SMALL, DOCUMENT_BLACK, BADGE_START, writer->tag,
	    list(writer, row->countries, row->n_countries));
	if (has_amount(row))
		add(&cells[AMOUNT], PROSE_CELL, DOCUMENT_BLACK, BADGE_END, NULL,
		    arena_printf(writer->arena, "%s\u00A0%s", row->currency,
			paper_decimal(writer->arena, writer->language, row->amount)));
	if (row->usd)
		add(&cells[USD], PROSE_CELL, DOCUMENT_BLACK, BADGE_END, NULL,
		    paper_number(writer->arena, writer->language, row->usd));
	document_row(writer->document, cells, &note, 1);
}

static void put_rows(struct writer *writer)
{
	struct document_text none = { PROSE_BODY, DOCUMENT_SOFT, BADGE_START, writer->tag, word(writer, WORD_NONE) };
	for (unsigned i = 0; i < COLUMNS; i++)
		writer->columns[i] =
		    (struct document_column){ word(writer, COLUMN[i].title), COLUMN[i].width, COLUMN[i].align };
	if (!writer->data->n_rows)
		document_paragraph(writer->document, &none);
	document_table(writer->document, writer->columns, COLUMNS);
	for (size_t i = 0; i < writer->data->n_rows; i++)
		put_row(writer, &writer->data->rows[i]);
}

enum err pledge_list_pdf(
    struct badge_press *press, const struct pledge_list_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer writer = {
		.data = data, .language = paper_language_of(data->paper.language), .tag = data->paper.language
	};
	struct document_frame frame = { .title = word(&writer, WORD_TITLE), .is_landscape = true };
	char head[PAPER_HEAD_LEN];
	enum err err = paper_head(&data->paper, head, out_fault);
	if (err)
		return err;
	writer.document = document_open(press, &data->paper, &frame);
	writer.arena = document_arena(writer.document);
	err = check(writer.arena, data, out_fault);
	if (err) {
		document_drop(writer.document);
		return err;
	}
	frame.footer = paper_foot(writer.arena, &data->paper);
	put_top(&writer);
	put_rows(&writer);
	return document_close(writer.document, out, out_fault);
}
