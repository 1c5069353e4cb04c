/* See slips.h. Every slip is the same but for its number; what is set once is set for all. */
#include "badges/slips.h"

#include "badges/document.h"
#include "badges/paper_words.h"

#include <string.h>

#define OWN_WORDS "badges/slips.def"
#include "badges/own_words.h"

enum { ON_A_PAGE = 3 };

static const double SLIP = 99, TOP = 5.5, QR_SIDE = 21, TICK = 3.4; /* mm */

/* A box to fill in, from the start and the top of the slip. */
static const struct {
	enum words label;
	struct badge_box box;
} FIELDS[] = {
	{ WORD_ENTITY, { 0, 28, 122, 9 } },
	{ WORD_COUNTRY, { 124, 28, 50, 9 } },
	{ WORD_AMOUNT, { 0, 50, 54, 9 } },
	{ WORD_CURRENCY, { 56, 50, 24, 9 } },
	{ WORD_COUNTRIES, { 82, 50, 92, 9 } },
	{ WORD_TEXT, { 0, 60.5, 174, 8.5 } },
	{ WORDS_MAX, { 0, 69, 174, 6.5 } },
	{ WORD_UNTIL, { 0, 77, 44, 8.5 } },
	{ WORD_MEASURE, { 46, 77, 84, 8.5 } },
	{ WORD_LANGUAGE, { 132, 77, 42, 8.5 } },
	{ WORD_HEARD_BY, { 0, 87, 70, 8.5 } },
	{ WORD_SIGNATURE, { 72, 87, 72, 8.5 } },
	{ WORD_TIME, { 146, 87, 28, 8.5 } },
};

/* A line of boxes to tick. */
static const struct {
	enum words label;
	double y;
	enum paper_word ticks[4];
} CHOICES[] = {
	{ WORD_TYPE, 38.5, { PAPER_FINANCIAL, PAPER_POLICY, PAPER_ADVOCACY, PAPER_PROGRAMMATIC } },
	{ WORD_AREAS, 44, { PAPER_ACCESS, PAPER_ADOPTION, PAPER_VALUE_CREATION, PAPER_ACCELERATE } },
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct writer {
	const struct slips_data *data;
	struct document *document;
	enum paper_language language;
	const char *tag, *session;
};

static enum err check(const struct slips_data *data, struct fault *out_fault)
{
	const char *prefix = data->prefix ? data->prefix : "";
	if (!data->first || data->first > SLIPS_NUMBER_MAX)
		return fault_set(
		    out_fault, ERR_INVALID, "first", "Slips are numbered from 1 to %d.", SLIPS_NUMBER_MAX);
	if (!data->count || data->count > SLIPS_MAX)
		return fault_set(out_fault, ERR_INVALID, "count", "1 to %d slips are printed at once.", SLIPS_MAX);
	if (strlen(prefix) > SLIPS_PREFIX_MAX ||
	    prefix[strspn(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] != '\0')
		return fault_set(out_fault, ERR_INVALID, "prefix",
		    "A prefix has at most %d capital letters, digits and dashes.", SLIPS_PREFIX_MAX);
	return OK;
}

static const char *word(const struct writer *writer, enum words which)
{
	return WORDS[which][writer->language];
}

static struct document_text text_of(
    const struct writer *writer, enum prose_style style, enum document_colour colour, const char *text)
{
	return (struct document_text){ style, colour, BADGE_START, writer->tag, text };
}

static void put_field(const struct writer *writer, double top, size_t i)
{
	struct badge_box box = FIELDS[i].box;
	box.y += top;
	document_frame_at(writer->document, &box, DOCUMENT_SOFT);
	if (FIELDS[i].label == WORDS_MAX)
		return;
	struct document_text label = text_of(writer, PROSE_SMALL, DOCUMENT_SOFT, word(writer, FIELDS[i].label));
	document_text_at(writer->document, box.x + 1, box.y + 0.3, box.width - 2, &label, 1);
}

static void put_choice(const struct writer *writer, double top, size_t i)
{
	static const double FROM = 30, STEP = 36;
	double y = top + CHOICES[i].y;
	struct document_text label = text_of(writer, PROSE_SMALL_BOLD, DOCUMENT_SOFT, word(writer, CHOICES[i].label));
	document_text_at(writer->document, 0, y + 0.4, FROM - 2, &label, 1);
	for (size_t t = 0; t < COUNT(CHOICES[i].ticks); t++) {
		double x = FROM + STEP * (double)t;
		struct badge_box box = { x, y + 0.4, TICK, TICK };
		struct document_text words =
		    text_of(writer, PROSE_SMALL, DOCUMENT_BLACK, paper_word(writer->language, CHOICES[i].ticks[t]));
		document_frame_at(writer->document, &box, DOCUMENT_BLACK);
		document_text_at(writer->document, x + TICK + 1.6, y + 0.4, STEP - TICK - 2, &words, 1);
	}
}

static void put_top(const struct writer *writer, double top, const char *number, const struct badge_qr *qr)
{
	double width = document_width(writer->document), half = 92;
	struct badge_box box = { width - QR_SIDE, top + TOP, QR_SIDE, QR_SIDE };
	struct document_text title = text_of(writer, PROSE_HEADING, DOCUMENT_ACCENT, word(writer, WORD_TITLE));
	struct document_text day = text_of(
	    writer, PROSE_SMALL, DOCUMENT_SOFT, document_clean(writer->document, writer->data->paper.day_title));
	struct document_text session = text_of(writer, PROSE_SMALL_BOLD, DOCUMENT_BLACK, writer->session);
	struct document_text large = { PROSE_NUMBER, DOCUMENT_BLACK, BADGE_END, NULL, number };
	double y = top + TOP + 1;
	y += document_text_at(writer->document, 0, y, half, &title, 1);
	y += document_text_at(writer->document, 0, y, half, &day, 1);
	document_text_at(writer->document, 0, y + 1, half, &session, 2);
	document_text_at(writer->document, half, top + TOP + 4, width - half - QR_SIDE - 2, &large, 1);
	document_qr_at(writer->document, qr, &box);
}

static enum err put_slip(const struct writer *writer, unsigned i, struct fault *out_fault)
{
	struct arena *arena = document_arena(writer->document);
	struct badge_qr qr;
	const char *prefix = writer->data->prefix ? writer->data->prefix : "";
	const char *number = arena_printf(arena, "%s%04u", prefix, writer->data->first + i);
	double top = i % ON_A_PAGE * SLIP;
	enum err err = badge_qr_make(arena_printf(arena, "P2C SLIP %s", number), &qr, out_fault);
	if (err)
		return err;
	if (i && i % ON_A_PAGE == 0)
		document_new_page(writer->document);
	if (i % ON_A_PAGE)
		document_cut_at(writer->document, top);
	put_top(writer, top, number, &qr);
	for (size_t f = 0; f < COUNT(FIELDS); f++)
		put_field(writer, top, f);
	for (size_t c = 0; c < COUNT(CHOICES); c++)
		put_choice(writer, top, c);
	return OK;
}

static const char *session_line(const struct writer *writer)
{
	const char *session = document_clean(writer->document, writer->data->session);
	return paper_labelled(document_arena(writer->document), writer->language, word(writer, WORD_SESSION),
	    *session ? session : "________________________________");
}

enum err slips_pdf(struct badge_press *press, const struct slips_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer writer = {
		.data = data, .language = paper_language_of(data->paper.language), .tag = data->paper.language
	};
	struct document_frame frame = { .title = word(&writer, WORD_TITLE), .is_bare = true };
	enum err err = check(data, out_fault);
	if (err)
		return err;
	writer.document = document_open(press, &data->paper, &frame);
	writer.session = session_line(&writer);
	for (unsigned i = 0; !err && i < data->count; i++)
		err = put_slip(&writer, i, out_fault);
	if (!err)
		return document_close(writer.document, out, out_fault);
	document_drop(writer.document);
	return err;
}
