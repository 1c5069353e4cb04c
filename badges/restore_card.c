/* See restore_card.h. */
#include "badges/restore_card.h"

#include "badges/document.h"
#include "badges/paper_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define OWN_WORDS "badges/restore_card.def"
#include "badges/own_words.h"

enum { LINES_MAX = RESTORE_CARD_SERVE_MAX + 1 };

static const double QR_SIDE = 30, NUMBER_WIDTH = 11, BOX_PAD = 1.6, COMMAND_LINE = 5.4, LINE_Y = 11, INDENT = 8;

/* A step: what to do, how, what to type. */
struct step {
	const char *title, *how;
	const char *lines[LINES_MAX];
	size_t n_lines;
};

struct writer {
	const struct restore_card *card;
	struct document *document;
	struct arena *arena;
	enum paper_language language;
	const char *tag;
};

static enum err check(const struct restore_card *card, struct fault *out_fault)
{
	if (!card->paper.seq)
		return fault_set(out_fault, ERR_INVALID, "seq", "There is no head of the journal to print.");
	if (!card->snapshots || !*card->snapshots)
		return fault_set(out_fault, ERR_INVALID, "snapshots", "Without copies there is nothing to restore.");
	if (card->n_serve > RESTORE_CARD_SERVE_MAX)
		return fault_set(out_fault, ERR_INVALID, "serve", "At most %d options fit.", RESTORE_CARD_SERVE_MAX);
	return OK;
}

static const char *word(const struct writer *writer, enum words which)
{
	return WORDS[which][writer->language];
}

/* The words with what of this day stands in them: `value` takes the place of %s. */
static const char *filled(const struct writer *writer, enum words which, const char *value)
{
	const char *words = word(writer, which), *gap = strstr(words, "%s");
	const char *clean = document_clean(writer->document, value);
	if (!gap)
		return words;
	return arena_printf(writer->arena, "%s%s%s", arena_copy(writer->arena, words, (size_t)(gap - words)),
	    paper_isolated(writer->arena, writer->language, clean), gap + 2);
}

static struct document_text text_of(
    const struct writer *writer, enum prose_style style, enum document_colour colour, const char *text)
{
	return (struct document_text){ style, colour, BADGE_START, writer->tag, text };
}

/* Sets a text from x to the end of the line, and moves on below it. */
static void put(
    const struct writer *writer, double x, enum prose_style style, enum document_colour colour, const char *text)
{
	struct document_text line = text_of(writer, style, colour, text);
	double y = document_y(writer->document), width = document_width(writer->document) - x;
	document_space(writer->document, document_text_at(writer->document, x, y, width, &line, 0));
}

/* ---- the head: what it is, and how fresh ---- */

/* "Printed at 2026-11-10 14:55 · Entry 1234 · epoch 2" */
static const char *freshness(const struct writer *writer)
{
	const struct paper *paper = &writer->card->paper;
	const char *epoch = arena_printf(writer->arena, "%" PRId64, writer->card->epoch);
	const char *made =
	    paper_isolated(writer->arena, writer->language, document_clean(writer->document, paper->made_at));
	return arena_printf(writer->arena, "%s %s · %s %" PRIu64 " · %s", word(writer, WORD_PRINTED_AT), made,
	    paper_word(writer->language, PAPER_ENTRY), paper->seq, filled(writer, WORD_EPOCH, epoch));
}

static void put_top(const struct writer *writer, const struct badge_qr *qr)
{
	double y = document_y(writer->document), at = y, left = document_width(writer->document) - QR_SIDE - 6;
	struct badge_box square = { left + 6, y, QR_SIDE, QR_SIDE };
	const char *program = arena_printf(writer->arena, "p2c %s", writer->card->version);
	struct document_text lines[] = {
		text_of(writer, PROSE_TITLE, DOCUMENT_ACCENT, word(writer, WORD_TITLE)),
		text_of(writer, PROSE_LEAD, DOCUMENT_BLACK, word(writer, WORD_WHEN)),
		text_of(writer, PROSE_BODY, DOCUMENT_BLACK, filled(writer, WORD_NEED, program)),
		text_of(writer, PROSE_CELL_BOLD, DOCUMENT_BLACK, freshness(writer)),
		text_of(writer, PROSE_SMALL, DOCUMENT_SOFT, word(writer, WORD_FRESH)),
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		at += document_text_at(writer->document, 0, at, left, &lines[i], 0);
	document_qr_at(writer->document, qr, &square);
	document_space(writer->document, (at - y > QR_SIDE ? at - y : QR_SIDE) + 3);
}

/* ---- the steps ---- */

/* What is typed reads from the left in every language. */
static void put_lines(const struct writer *writer, const struct step *step)
{
	struct document *document = writer->document;
	double x = NUMBER_WIDTH, y = document_y(document) + 0.8, width = document_width(document) - x;
	struct badge_box box = { x, y, width, (double)step->n_lines * COMMAND_LINE + 2 * BOX_PAD };
	document_fill_at(document, &box, DOCUMENT_PALE);
	document_frame_at(document, &box, DOCUMENT_RULE);
	for (size_t i = 0; i < step->n_lines; i++) {
		struct document_text line = { PROSE_COMMAND, DOCUMENT_BLACK,
			document_is_rtl(document) ? BADGE_END : BADGE_START, "en", step->lines[i] };
		double in = i ? INDENT : 0, from = document_is_rtl(document) ? 0 : in;
		document_text_at(
		    document, x + 3 + from, y + BOX_PAD + (double)i * COMMAND_LINE, width - 6 - in, &line, 1);
	}
	document_space(document, box.height + 0.8);
}

static void put_step(const struct writer *writer, unsigned number, const struct step *step)
{
	double y = document_y(writer->document);
	struct document_text figure =
	    text_of(writer, PROSE_TITLE, DOCUMENT_ACCENT, arena_printf(writer->arena, "%u", number));
	document_text_at(writer->document, 0, y - 1.6, NUMBER_WIDTH, &figure, 1);
	put(writer, NUMBER_WIDTH, PROSE_HEADING, DOCUMENT_BLACK, step->title);
	put(writer, NUMBER_WIDTH, PROSE_BODY, DOCUMENT_BLACK, step->how);
	if (step->n_lines)
		put_lines(writer, step);
	document_space(writer->document, 2.2);
}

static const char *command(const struct writer *writer, const char *text)
{
	return document_clean(writer->document, text);
}

/* Options a line each: as the shell takes them, and short enough to be typed. */
static void take_serve(const struct writer *writer, struct step *step)
{
	const struct restore_card *card = writer->card;
	const char *more = card->n_serve ? " \\" : "";
	step->lines[step->n_lines++] =
	    command(writer, arena_printf(writer->arena, "p2c serve --data %s%s", card->folder, more));
	for (size_t i = 0; i < card->n_serve; i++)
		step->lines[step->n_lines++] = command(
		    writer, arena_printf(writer->arena, "%s%s", card->serve[i], i + 1 < card->n_serve ? " \\" : ""));
}

static void put_steps(const struct writer *writer)
{
	const struct restore_card *card = writer->card;
	struct step steps[] = {
		{ word(writer, WORD_OFF), word(writer, WORD_OFF_HOW), { 0 }, 0 },
		{ word(writer, WORD_DISK), word(writer, WORD_DISK_HOW),
		    { command(writer, arena_printf(writer->arena, "ls %s", card->snapshots)) }, 1 },
		{ word(writer, WORD_RESTORE), word(writer, WORD_RESTORE_HOW),
		    { command(writer,
			arena_printf(writer->arena, "p2c restore %s --data %s", card->snapshots, card->folder)) },
		    1 },
		{ word(writer, WORD_ADDRESS), filled(writer, WORD_ADDRESS_HOW, card->addresses),
		    { "ip -brief address" }, 1 },
		{ word(writer, WORD_SERVE), word(writer, WORD_SERVE_HOW), { 0 }, 0 },
		{ word(writer, WORD_SEE),
		    filled(writer, WORD_SEE_HOW, arena_printf(writer->arena, "%s/readyz", card->url)), { 0 }, 0 },
	};
	take_serve(writer, &steps[4]);
	for (unsigned i = 0; i < sizeof steps / sizeof *steps; i++)
		put_step(writer, i + 1, &steps[i]);
}

/* ---- what else may be needed ---- */

static void put_fails(const struct writer *writer)
{
	const struct restore_card *card = writer->card;
	const char *lines[] = { word(writer, WORD_FAIL_DISK),
		filled(writer, WORD_FAIL_FULL, arena_printf(writer->arena, "%s-2", card->folder)),
		word(writer, WORD_FAIL_BAD), word(writer, WORD_FAIL_BIND),
		*card->authority_url ? filled(writer, WORD_FAIL_WARN, card->authority_url) : NULL };
	document_rule(writer->document, DOCUMENT_ACCENT, 0.5);
	document_space(writer->document, 2);
	put(writer, 0, PROSE_HEADING, DOCUMENT_ACCENT, word(writer, WORD_FAILS));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (lines[i])
			put(writer, 0, PROSE_CELL, DOCUMENT_BLACK, lines[i]);
	if (*card->authority_url)
		put(writer, 0, PROSE_MONO_SMALL, DOCUMENT_BLACK, document_clean(writer->document, card->fingerprint));
}

/* A text, or a line to write it on, beside each other. */
static void put_blank(const struct writer *writer, double x, double width, enum words label, const char *text)
{
	double y = document_y(writer->document) + 2;
	struct document_text head = text_of(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT, word(writer, label));
	struct document_text value =
	    text_of(writer, PROSE_LEAD, DOCUMENT_BLACK, document_clean(writer->document, text));
	struct badge_box line = { x, y + LINE_Y, width, 0.2 };
	double height = document_text_at(writer->document, x, y, width, &head, 1);
	if (*text)
		document_text_at(writer->document, x, y + height, width, &value, 2);
	else
		document_fill_at(writer->document, &line, DOCUMENT_SOFT);
}

static void put_last(const struct writer *writer)
{
	const struct restore_card *card = writer->card;
	double width = document_width(writer->document), part = *card->authority_url ? width * 0.58 : width;
	put_blank(writer, 0, part - 4, WORD_CALL, card->contact);
	if (*card->authority_url)
		put_blank(writer, part, width - part, WORD_AUTHORITY_KEY, "");
}

/* "P2C HEAD 1234:9F86… EPOCH 2": all of it in the QR's compact letters. */
static enum err make_qr(const struct restore_card *card, struct badge_qr *out_qr, struct fault *out_fault)
{
	char head[PAPER_HEAD_LEN], text[PAPER_HEAD_LEN + 32];
	enum err err = paper_head(&card->paper, head, out_fault);
	if (err)
		return err;
	snprintf(text, sizeof text, "%s EPOCH %" PRId64, head, card->epoch);
	return badge_qr_make(text, out_qr, out_fault);
}

enum err restore_card_pdf(
    struct badge_press *press, const struct restore_card *card, struct buf *out, struct fault *out_fault)
{
	struct writer writer = {
		.card = card, .language = paper_language_of(card->paper.language), .tag = card->paper.language
	};
	struct document_frame frame = { .title = word(&writer, WORD_TITLE) };
	struct badge_qr qr;
	enum err err = check(card, out_fault);
	if (!err)
		err = make_qr(card, &qr, out_fault);
	if (err)
		return err;
	writer.document = document_open(press, &card->paper, &frame);
	writer.arena = document_arena(writer.document);
	frame.footer = paper_foot(writer.arena, &card->paper);
	put_top(&writer, &qr);
	put_steps(&writer);
	put_fails(&writer);
	put_last(&writer);
	return document_close(writer.document, out, out_fault);
}
