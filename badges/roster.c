/* See roster.h. */
#include "badges/roster.h"

#include "badges/document.h"
#include "badges/paper_words.h"

#include <string.h>

#define OWN_WORDS "badges/roster.def"
#include "badges/own_words.h"

/* As each language calls itself. */
static const char *const OWN_NAMES[][2] = { { "en", "English" }, { "fr", "français" }, { "es", "español" },
	{ "ar", "العربية" }, { "ru", "русский" }, { "zh", "中文" } };

enum { NUMBER, NAME, ENTITY, COUNTRY, LANGUAGE, PRESENT, COLUMNS };
static const struct {
	enum words title;
	double width;
	enum badge_align align;
} COLUMN[COLUMNS] = {
	[NUMBER] = { WORD_NUMBER, 10, BADGE_END },
	[NAME] = { WORD_NAME, 52, BADGE_START },
	[ENTITY] = { WORD_ENTITY, 52, BADGE_START },
	[COUNTRY] = { WORD_COUNTRY, 32, BADGE_START },
	[LANGUAGE] = { WORD_LANGUAGE, 20, BADGE_START },
	[PRESENT] = { WORD_PRESENT, 18, BADGE_CENTRE },
};
static const double TICK = 4.5; /* mm, a side of the box */

struct writer {
	const struct roster_data *data;
	struct document *document;
	enum paper_language language;
	const char *tag;
	struct document_column columns[COLUMNS];
};

static const char *word(const struct writer *w, enum words word)
{
	return WORDS[word][w->language];
}

static const char *own_name(const char *language)
{
	for (size_t i = 0; i < sizeof OWN_NAMES / sizeof *OWN_NAMES; i++)
		if (strcmp(OWN_NAMES[i][0], language) == 0)
			return OWN_NAMES[i][1];
	return language;
}

static void put_text(const struct writer *w, enum prose_style style, enum document_colour colour, const char *text)
{
	struct document_text line = { style, colour, BADGE_START, w->tag, document_clean(w->document, text) };
	if (*line.text)
		document_paragraph(w->document, &line);
}

/* "Room: MH3"; nothing for no value. */
static void put_fact(const struct writer *w, enum words label, const char *value)
{
	const char *clean = document_clean(w->document, value);
	struct document_text line = { PROSE_BODY, DOCUMENT_BLACK, BADGE_START, w->tag,
		paper_labelled(document_arena(w->document), w->language, word(w, label), clean) };
	if (*clean)
		document_paragraph(w->document, &line);
}

static void put_head(const struct writer *w, const struct roster_group *group)
{
	struct arena *arena = document_arena(w->document);
	put_text(w, PROSE_BODY, DOCUMENT_SOFT, arena_printf(arena, "%s · %s", w->data->title, w->data->scope));
	document_space(w->document, 1);
	put_text(w, PROSE_TITLE, DOCUMENT_BLACK, group->name);
	document_space(w->document, 2);
	put_fact(w, WORD_ROOM, group->room);
	put_fact(w, WORD_MODERATOR, group->moderator);
	put_fact(w, WORD_WORKS_IN, own_name(group->language));
	put_fact(w, WORD_PLACES, arena_printf(arena, "%zu / %lld", group->n_people, (long long)group->capacity));
	document_space(w->document, 4);
}

static struct document_cell cell_of(
    const struct writer *w, enum prose_style style, enum badge_align align, const char *language, const char *text)
{
	struct document_cell cell = { .n_texts = 1 };
	cell.texts[0] =
	    (struct document_text){ style, DOCUMENT_BLACK, align, language, document_clean(w->document, text) };
	return cell;
}

/* The box to tick lies over the last column, in the middle of the row that was just put. */
static void put_tick(const struct writer *w, double top)
{
	double all = 0, before = 0, width = document_width(w->document);
	for (unsigned i = 0; i < COLUMNS; i++)
		all += COLUMN[i].width;
	before = (all - COLUMN[PRESENT].width) / all * width;
	double column = COLUMN[PRESENT].width / all * width, height = document_y(w->document) - top;
	struct badge_box box = { before + (column - TICK) / 2, top + (height - TICK) / 2, TICK, TICK };
	document_frame_at(w->document, &box, DOCUMENT_BLACK);
}

static void put_row(const struct writer *w, const struct roster_person *person, size_t number)
{
	struct arena *arena = document_arena(w->document);
	struct document_cell cells[COLUMNS] = {
		[NUMBER] = cell_of(w, PROSE_CELL, BADGE_END, NULL, arena_printf(arena, "%zu", number)),
		[NAME] = cell_of(w, PROSE_CELL_BOLD, BADGE_START, person->language, person->name),
		[ENTITY] = cell_of(w, PROSE_CELL, BADGE_START, NULL, person->entity),
		[COUNTRY] = cell_of(w, PROSE_CELL, BADGE_START, w->tag, person->country),
		[LANGUAGE] = cell_of(w, PROSE_CELL, BADGE_START, person->language, own_name(person->language)),
		[PRESENT] = cell_of(w, PROSE_CELL, BADGE_CENTRE, NULL, ""),
	};
	if (*person->latin)
		cells[NAME].texts[cells[NAME].n_texts++] = (struct document_text){ PROSE_SMALL, DOCUMENT_SOFT,
			BADGE_START, NULL, document_clean(w->document, person->latin) };
	double height = document_row(w->document, cells, NULL, 0);
	put_tick(w, document_y(w->document) - height);
}

static void put_group(const struct writer *w, const struct roster_group *group)
{
	put_head(w, group);
	if (!group->n_people) {
		put_text(w, PROSE_BODY, DOCUMENT_SOFT, word(w, WORD_NONE));
		return;
	}
	document_table(w->document, w->columns, COLUMNS);
	for (size_t i = 0; i < group->n_people; i++)
		put_row(w, &group->people[i], i + 1);
}

enum err roster_pdf(
    struct badge_press *press, const struct roster_data *data, struct buf *out, struct fault *out_fault)
{
	struct writer w = {
		.data = data, .language = paper_language_of(data->paper.language), .tag = data->paper.language
	};
	struct document_frame frame = { .title = word(&w, WORD_TITLE) };
	char head[PAPER_HEAD_LEN];
	enum err err = paper_head(&data->paper, head, out_fault);
	if (err)
		return err;
	for (unsigned i = 0; i < COLUMNS; i++)
		w.columns[i] =
		    (struct document_column){ word(&w, COLUMN[i].title), COLUMN[i].width, COLUMN[i].align };
	w.document = document_open(press, &data->paper, &frame);
	frame.footer = paper_foot(document_arena(w.document), &data->paper);
	for (size_t i = 0; i < data->n_groups; i++) {
		if (i)
			document_new_page(w.document);
		put_group(&w, &data->groups[i]);
	}
	if (!data->n_groups)
		put_text(&w, PROSE_BODY, DOCUMENT_SOFT, word(&w, WORD_NO_GROUPS));
	return document_close(w.document, out, out_fault);
}
