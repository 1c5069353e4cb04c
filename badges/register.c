/* See register.h. First every value is looked at, then the pages are filled; nothing is drawn of wrong data. */
#include "badges/register.h"

#include "badges/document.h"
#include "badges/paper_words.h"
#include "badges/pen.h"
#include "badges/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define OWN_WORDS "badges/register.def"
#include "badges/own_words.h"

enum { NUMBER, ENTITY, SIGNER, AUTHORITY, TIME, SIGNATURE, COLUMNS };

/* Those who were absent have no time and no signature. */
enum { ABSENT_COLUMNS = TIME };

static const struct {
	enum words title;
	double width;
} COLUMN[COLUMNS] = {
	[NUMBER] = { WORD_NUMBER, 10 },
	[ENTITY] = { WORD_ENTITY, 37 },
	[SIGNER] = { WORD_SIGNER, 36 },
	[AUTHORITY] = { WORD_AUTHORITY, 27 },
	[TIME] = { WORD_TIME, 24 },
	[SIGNATURE] = { WORD_SIGNATURE, 40 },
};

static const struct {
	enum words title;
	unsigned columns;
} PARTS[REGISTER_PART_MAX] = {
	[REGISTER_SIGNED] = { WORD_REGISTER, COLUMNS },
	[REGISTER_LATE] = { WORD_LATE, COLUMNS },
	[REGISTER_ABSENT] = { WORD_ABSENT, ABSENT_COLUMNS },
};

struct writer {
	const struct register_data *data;
	struct document *document;
	struct arena *arena;
	enum paper_language language;
	const char *tag; /* of that language, for its shapes */
	struct document_column columns[COLUMNS];
};

/* ---- what cannot be printed ---- */

static enum err check_row(const struct register_signatory *row, size_t number, struct fault *out_fault)
{
	char field[48];
	snprintf(field, sizeof field, "signatories[%zu].hash", number);
	enum err err = paper_check_hash(field, row->hash, out_fault);
	if (err)
		return err;
	snprintf(field, sizeof field, "signatories[%zu].part", number);
	if (row->part >= REGISTER_PART_MAX || row->means >= REGISTER_MEANS_MAX)
		return fault_set(out_fault, ERR_INVALID, field, "There is no such part or means.");
	snprintf(field, sizeof field, "signatories[%zu].ink", number);
	if (!pen_can_draw(&row->ink))
		return fault_set(out_fault, ERR_INVALID, field, "The strokes are no drawing of at most %d points.",
		    INK_POINTS_MAX);
	snprintf(field, sizeof field, "signatories[%zu].statement", number);
	if (row->statement && strlen(row->statement) > REGISTER_STATEMENT_MAX)
		return fault_set(
		    out_fault, ERR_INVALID, field, "A statement has at most %d bytes here.", REGISTER_STATEMENT_MAX);
	return OK;
}

static enum err check_texts(const struct register_data *data, struct fault *out_fault)
{
	if (!data->n_texts || data->n_texts > REGISTER_TEXTS_MAX)
		return fault_set(out_fault, ERR_INVALID, "texts", "A declaration has 1 to %d texts, not %zu.",
		    REGISTER_TEXTS_MAX, data->n_texts);
	for (size_t i = 0; i < data->n_texts; i++)
		if (data->texts[i].body && strlen(data->texts[i].body) > REGISTER_BODY_MAX)
			return fault_set(
			    out_fault, ERR_INVALID, "body", "A text has at most %d bytes.", REGISTER_BODY_MAX);
	return paper_check_hash("text_hash", data->text_hash, out_fault);
}

static enum err check(const struct register_data *data, struct fault *out_fault)
{
	enum err err = check_texts(data, out_fault);
	if (!err && data->n_signatories > REGISTER_ROWS_MAX)
		err = fault_set(out_fault, ERR_INVALID, "signatories", "A register has at most %d rows, not %zu.",
		    REGISTER_ROWS_MAX, data->n_signatories);
	for (size_t i = 0; !err && i < data->n_signatories; i++)
		err = check_row(&data->signatories[i], i, out_fault);
	return err;
}

/* ---- words ---- */

static const char *word(const struct writer *writer, enum words which)
{
	return WORDS[which][writer->language];
}

static const char *clean(const struct writer *writer, const char *text)
{
	return document_clean(writer->document, text);
}

static const char *labelled(const struct writer *writer, enum words label, const char *value)
{
	return paper_labelled(writer->arena, writer->language, word(writer, label), value);
}

static void put(const struct writer *writer, enum prose_style style, enum document_colour colour, const char *text)
{
	struct document_text line = { style, colour, BADGE_START, writer->tag, text };
	document_paragraph(writer->document, &line);
}

/* A fact with its digits below: hex is read in its own line, whatever the language's direction. */
static void put_hash(const struct writer *writer, enum words label, const char *hash)
{
	if (!hash || !*hash)
		return;
	put(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT, word(writer, label));
	put(writer, PROSE_MONO, DOCUMENT_BLACK, paper_hash(writer->arena, hash));
}

/* ---- the declaration ---- */

static void put_body(const struct writer *writer, const struct register_text *text)
{
	struct document_text paragraph = { PROSE_BODY, DOCUMENT_BLACK, BADGE_START, text->language, NULL };
	for (const char *at = text->body; at && *at;) {
		size_t len = strcspn(at, "\n");
		paragraph.text = badge_text_clean_part(writer->arena, at, len, len);
		document_paragraph(writer->document, &paragraph);
		document_space(writer->document, *paragraph.text ? 2 : 0);
		at += len + (at[len] == '\n');
	}
}

static void put_text(const struct writer *writer, const struct register_text *text)
{
	struct document_text title = { PROSE_TITLE, DOCUMENT_ACCENT, BADGE_START, text->language,
		clean(writer, text->title) };
	document_turn(writer->document, paper_is_rtl(text->language));
	document_paragraph(writer->document, &title);
	document_space(writer->document, 2);
	document_rule(writer->document, DOCUMENT_ACCENT, 0.5);
	document_space(writer->document, 6);
	put_body(writer, text);
	document_turn(writer->document, paper_is_rtl(writer->tag));
}

static void put_declaration(const struct writer *writer)
{
	const struct register_data *data = writer->data;
	put(writer, PROSE_LEAD, DOCUMENT_SOFT, word(writer, WORD_KIND));
	for (size_t i = 0; i < data->n_texts; i++) {
		if (i)
			document_new_page(writer->document);
		put_text(writer, &data->texts[i]);
	}
	document_need(writer->document, 22);
	document_space(writer->document, 4);
	document_rule(writer->document, DOCUMENT_RULE, 0.2);
	document_space(writer->document, 2);
	put(writer, PROSE_CELL_BOLD, DOCUMENT_BLACK, labelled(writer, WORD_VERSION, clean(writer, data->version)));
	put_hash(writer, WORD_TEXT_HASH, data->text_hash);
}

/* ---- the register ---- */

static void add(struct document_cell *cell, enum prose_style style, enum document_colour colour, const char *language,
    const char *text)
{
	if (*text)
		cell->texts[cell->n_texts++] = (struct document_text){ style, colour, BADGE_START, language, text };
}

static void add_signature(
    const struct writer *writer, struct document_cell *cell, const struct register_signatory *row)
{
	const char *badge = clean(writer, row->badge);
	if (row->means == REGISTER_TABLET && row->ink.n_strokes) {
		cell->ink = &row->ink;
	} else if (row->means == REGISTER_PAPER) {
		add(cell, PROSE_CELL, DOCUMENT_BLACK, writer->tag, word(writer, WORD_SIGNED_ON_PAPER));
		add(cell, PROSE_CELL, DOCUMENT_BLACK, writer->tag,
		    *badge ? arena_printf(writer->arena, "%s %s", word(writer, WORD_BADGE),
				 paper_isolated(writer->arena, writer->language, badge))
			   : "");
	}
}

static void fill_row(
    const struct writer *writer, const struct register_signatory *row, struct document_cell cells[COLUMNS])
{
	add(&cells[NUMBER], PROSE_CELL, DOCUMENT_SOFT, NULL, clean(writer, row->number));
	add(&cells[ENTITY], PROSE_CELL_BOLD, DOCUMENT_BLACK, row->language, clean(writer, row->entity));
	add(&cells[ENTITY], PROSE_CELL, DOCUMENT_SOFT, writer->tag, clean(writer, row->country));
	add(&cells[SIGNER], PROSE_CELL_BOLD, DOCUMENT_BLACK, row->language, clean(writer, row->name));
	add(&cells[SIGNER], PROSE_CELL, DOCUMENT_SOFT, row->language, clean(writer, row->title));
	add(&cells[AUTHORITY], PROSE_CELL, DOCUMENT_BLACK, writer->tag, clean(writer, row->authority));
	if (row->part == REGISTER_ABSENT)
		return;
	add(&cells[TIME], PROSE_CELL, DOCUMENT_BLACK, writer->tag, clean(writer, row->signed_at));
	add(&cells[TIME], PROSE_SMALL, DOCUMENT_SOFT, writer->tag,
	    word(writer, row->means == REGISTER_TABLET ? WORD_TABLET : WORD_ON_PAPER));
	add_signature(writer, &cells[SIGNATURE], row);
}

static void put_row(const struct writer *writer, const struct register_signatory *row)
{
	struct document_cell cells[COLUMNS] = { 0 };
	struct document_text notes[3] = { 0 };
	unsigned n = 0;
	const char *said = row->statement ? row->statement : "";
	const char *statement = badge_text_clean_part(writer->arena, said, strlen(said), strlen(said));
	fill_row(writer, row, cells);
	if (*statement) {
		notes[n++] = (struct document_text){ PROSE_SMALL_BOLD, DOCUMENT_ACCENT, BADGE_START, writer->tag,
			word(writer, WORD_STATEMENT) };
		notes[n++] =
		    (struct document_text){ PROSE_CELL, DOCUMENT_BLACK, BADGE_START, row->language, statement };
	}
	if (row->hash && *row->hash)
		notes[n++] = (struct document_text){ PROSE_MONO_SMALL, DOCUMENT_SOFT, BADGE_START, writer->tag,
			arena_printf(writer->arena, "SHA-256 %s", paper_hash(writer->arena, row->hash)) };
	document_row(writer->document, cells, notes, n);
}

static size_t count(const struct register_data *data, enum register_part part)
{
	size_t n = 0;
	for (size_t i = 0; i < data->n_signatories; i++)
		n += data->signatories[i].part == part;
	return n;
}

static void put_part(struct writer *writer, enum register_part part)
{
	size_t n = count(writer->data, part);
	if (!n && part != REGISTER_SIGNED)
		return;
	document_need(writer->document, 50);
	document_space(writer->document, part == REGISTER_SIGNED ? 0 : 8);
	put(writer, PROSE_HEADING, DOCUMENT_ACCENT,
	    arena_printf(writer->arena, "%s (%s)", word(writer, PARTS[part].title),
		paper_number(writer->arena, writer->language, (int64_t)n)));
	document_space(writer->document, 2);
	if (!n)
		put(writer, PROSE_BODY, DOCUMENT_SOFT, word(writer, WORD_NONE));
	document_table(writer->document, writer->columns, PARTS[part].columns);
	for (size_t i = 0; i < writer->data->n_signatories; i++)
		if (writer->data->signatories[i].part == part)
			put_row(writer, &writer->data->signatories[i]);
}

/* ---- the end ---- */

static void put_close(const struct writer *writer, const struct badge_qr *qr)
{
	static const double SIDE = 34;
	const struct paper *paper = &writer->data->paper;
	const char *launched = clean(writer, writer->data->launched_at), *made = clean(writer, paper->made_at);
	document_need(writer->document, 56);
	document_space(writer->document, 8);
	put(writer, PROSE_HEADING, DOCUMENT_ACCENT, word(writer, WORD_CLOSE));
	document_space(writer->document, 1);
	document_rule(writer->document, DOCUMENT_ACCENT, 0.3);
	document_space(writer->document, 2);
	struct badge_box box = { document_width(writer->document) - SIDE, document_y(writer->document), SIDE, SIDE };
	document_qr_at(writer->document, qr, &box);
	put(writer, PROSE_BODY, DOCUMENT_BLACK,
	    labelled(writer, WORD_LAUNCHED, *launched ? launched : word(writer, WORD_NOT_LAUNCHED)));
	put(writer, PROSE_BODY, DOCUMENT_BLACK,
	    paper_labelled(writer->arena, writer->language, paper_word(writer->language, PAPER_MADE_AT), made));
	if (!paper->seq)
		return;
	document_space(writer->document, 2);
	put(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT,
	    arena_printf(writer->arena, "%s · %s %" PRIu64, paper_word(writer->language, PAPER_JOURNAL_HEAD),
		paper_word(writer->language, PAPER_ENTRY), paper->seq));
	put(writer, PROSE_MONO, DOCUMENT_BLACK, paper_hash(writer->arena, paper->hash));
}

static void set_columns(struct writer *writer)
{
	for (unsigned i = 0; i < COLUMNS; i++)
		writer->columns[i] =
		    (struct document_column){ word(writer, COLUMN[i].title), COLUMN[i].width, BADGE_START };
}

enum err register_pdf(
    struct badge_press *press, const struct register_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer writer = {
		.data = data, .language = paper_language_of(data->paper.language), .tag = data->paper.language
	};
	struct document_frame frame = { .title = word(&writer, WORD_KIND) };
	struct badge_qr qr;
	char head[PAPER_HEAD_LEN];
	enum err err = check(data, out_fault);
	if (!err)
		err = paper_head(&data->paper, head, out_fault);
	if (!err)
		err = badge_qr_make(head, &qr, out_fault);
	if (err)
		return err;
	writer.document = document_open(press, &data->paper, &frame);
	writer.arena = document_arena(writer.document);
	frame.footer = paper_foot(writer.arena, &data->paper);
	set_columns(&writer);
	put_declaration(&writer);
	document_new_page(writer.document);
	for (unsigned part = 0; part < REGISTER_PART_MAX; part++)
		put_part(&writer, (enum register_part)part);
	put_close(&writer, &qr);
	return document_close(writer.document, out, out_fault);
}
