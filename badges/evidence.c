/* See evidence.h. */
#include "badges/evidence.h"

#include "badges/document.h"
#include "badges/paper_words.h"

#include <inttypes.h>
#include <string.h>

#define OWN_WORDS "badges/evidence.def"
#include "badges/own_words.h"

enum { HALF_HASH = 35 /* four groups of eight and the spaces between them */ };

static const double QR_SIDE = 44, FACT_WIDTH = 110;

struct writer {
	const struct evidence_data *data;
	struct document *document;
	struct arena *arena;
	enum paper_language language;
	const char *tag;
};

static enum err check(const struct evidence_data *data, struct fault *out_fault)
{
	if (!data->paper.seq)
		return fault_set(out_fault, ERR_INVALID, "seq", "There is no head of the journal to print.");
	if (!data->session || !*data->session)
		return fault_set(out_fault, ERR_INVALID, "session", "At the close of which session?");
	if (data->n_counts > EVIDENCE_COUNTS_MAX)
		return fault_set(out_fault, ERR_INVALID, "counts", "At most %d counts fit on the page, not %zu.",
		    EVIDENCE_COUNTS_MAX, data->n_counts);
	return OK;
}

static const char *word(const struct writer *writer, enum words which)
{
	return WORDS[which][writer->language];
}

static const char *clean(const struct writer *writer, const char *text)
{
	return document_clean(writer->document, text);
}

static struct document_text text_of(
    const struct writer *writer, enum prose_style style, enum document_colour colour, const char *text)
{
	return (struct document_text){ style, colour, BADGE_START, writer->tag, text };
}

/* At most so many lines, so that the page stays one. */
static void put(const struct writer *writer, enum prose_style style, enum document_colour colour, const char *text,
    double width, unsigned lines)
{
	struct document_text line = text_of(writer, style, colour, text);
	document_space(writer->document,
	    document_text_at(writer->document, 0, document_y(writer->document), width, &line, lines));
}

static void put_title(const struct writer *writer)
{
	double width = document_width(writer->document);
	put(writer, PROSE_TITLE, DOCUMENT_ACCENT, word(writer, WORD_TITLE), width, 2);
	document_space(writer->document, 2);
	document_rule(writer->document, DOCUMENT_ACCENT, 0.5);
	document_space(writer->document, 5);
	put(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT, word(writer, WORD_AT_CLOSE), width, 1);
	put(writer, PROSE_HEADING, DOCUMENT_BLACK, clean(writer, writer->data->session), width, 3);
	document_space(writer->document, 5);
}

static void put_head(const struct writer *writer, const struct badge_qr *qr)
{
	const struct paper *paper = &writer->data->paper;
	double width = document_width(writer->document), text_width = width - QR_SIDE - 8;
	const char *hash = paper_hash(writer->arena, paper->hash);
	struct badge_box box = { 0, document_y(writer->document), width, QR_SIDE + 4 };
	struct badge_box square = { width - QR_SIDE - 2, box.y + 2, QR_SIDE, QR_SIDE };
	struct document_text lines[] = {
		text_of(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT, paper_word(writer->language, PAPER_JOURNAL_HEAD)),
		text_of(writer, PROSE_HEADING, DOCUMENT_BLACK,
		    arena_printf(
			writer->arena, "%s %" PRIu64, paper_word(writer->language, PAPER_ENTRY), paper->seq)),
		text_of(writer, PROSE_MONO_LARGE, DOCUMENT_BLACK, arena_copy(writer->arena, hash, HALF_HASH)),
		text_of(writer, PROSE_MONO_LARGE, DOCUMENT_BLACK, hash + HALF_HASH + 1),
	};
	document_frame_at(writer->document, &box, DOCUMENT_RULE);
	document_qr_at(writer->document, qr, &square);
	for (size_t i = 0, y = 0; i < sizeof lines / sizeof *lines; i++, y += i == 2 ? 10 : 8)
		document_text_at(writer->document, 5, box.y + 7 + (double)y, text_width, &lines[i], 1);
	document_space(writer->document, box.height + 6);
}

static void put_fact(const struct writer *writer, const char *words, const char *value)
{
	struct document_text left = text_of(writer, PROSE_BODY, DOCUMENT_SOFT, clean(writer, words));
	struct document_text right = text_of(writer, PROSE_BODY, DOCUMENT_BLACK, clean(writer, value));
	double y = document_y(writer->document), height;
	if (!*right.text)
		return;
	right.align = BADGE_END;
	height = document_text_at(writer->document, 0, y, FACT_WIDTH - 42, &left, 1);
	document_text_at(
	    writer->document, FACT_WIDTH - 40, y, document_width(writer->document) - FACT_WIDTH + 40, &right, 1);
	document_space(writer->document, height);
	document_rule(writer->document, DOCUMENT_RULE, 0.15);
}

static void put_facts(const struct writer *writer)
{
	const struct evidence_data *data = writer->data;
	put_fact(writer, word(writer, WORD_CLOSED), data->closed_at);
	put_fact(writer, paper_word(writer->language, PAPER_MADE_AT), data->paper.made_at);
	for (size_t i = 0; i < data->n_counts; i++)
		put_fact(writer, data->counts[i].words, data->counts[i].value);
	document_space(writer->document, 6);
}

static void put_how(const struct writer *writer)
{
	const struct paper *paper = &writer->data->paper;
	double width = document_width(writer->document);
	put(writer, PROSE_HEADING, DOCUMENT_ACCENT, word(writer, WORD_VERIFY), width, 1);
	put(writer, PROSE_BODY, DOCUMENT_BLACK, word(writer, WORD_VERIFY_1), width, 6);
	document_space(writer->document, 2);
	put(writer, PROSE_MONO, DOCUMENT_BLACK,
	    arena_printf(writer->arena, "p2c verify --head %" PRIu64 ":%s", paper->seq, paper->hash), width, 2);
}

/* At the foot of the page, wherever the text ended. */
static void put_signers(const struct writer *writer)
{
	static const double Y = 256;
	double width = document_width(writer->document), half = (width - 14) / 2;
	for (unsigned i = 0; i < 2; i++) {
		double x = i * (half + 14);
		const char *who = clean(writer, writer->data->signers[i]);
		struct badge_box line = { x, Y, half, 0.2 };
		struct document_text below =
		    text_of(writer, PROSE_SMALL, DOCUMENT_SOFT, *who ? who : word(writer, WORD_SIGNATURE));
		document_fill_at(writer->document, &line, DOCUMENT_BLACK);
		document_text_at(writer->document, x, Y + 1.5, half, &below, 2);
	}
}

enum err evidence_pdf(
    struct badge_press *press, const struct evidence_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer writer = {
		.data = data, .language = paper_language_of(data->paper.language), .tag = data->paper.language
	};
	struct document_frame frame = { .title = word(&writer, WORD_TITLE) };
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
	put_title(&writer);
	put_head(&writer, &qr);
	put_facts(&writer);
	put_how(&writer);
	put_signers(&writer);
	return document_close(writer.document, out, out_fault);
}
