/* See prose.h. */
#include "badges/prose.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	enum badge_face face;
	double pt, leading; /* leading in pt */
} STYLES[PROSE_STYLE_MAX] = {
	[PROSE_TITLE] = { BADGE_BOLD, 19, 25 },
	[PROSE_HEADING] = { BADGE_BOLD, 12, 17 },
	[PROSE_LEAD] = { BADGE_REGULAR, 11, 16 },
	[PROSE_BODY] = { BADGE_REGULAR, 10, 15.5 },
	[PROSE_CELL] = { BADGE_REGULAR, 8, 11 },
	[PROSE_CELL_BOLD] = { BADGE_BOLD, 8, 11 },
	[PROSE_SMALL] = { BADGE_REGULAR, 7, 9.6 },
	[PROSE_SMALL_BOLD] = { BADGE_BOLD, 7, 9.6 },
	[PROSE_MONO] = { BADGE_MONO_REGULAR, 8, 11 },
	[PROSE_MONO_SMALL] = { BADGE_MONO_REGULAR, 6.2, 9 },
	[PROSE_MONO_LARGE] = { BADGE_MONO, 14, 22 },
	[PROSE_NUMBER] = { BADGE_BOLD, 30, 36 },
	[PROSE_COMMAND] = { BADGE_MONO, 10.5, 15 },
};
static const double BASELINE = 0.76; /* of the leading: where Noto's letters look centred */

/* What can be set word by word: letters that stand side by side in one direction and break at spaces alone. */
enum flow { FLOW_LTR, FLOW_RTL, FLOW_PANGO };

/* A font as pango found it, and for each type size as cairo wants it. */
struct font {
	cairo_scaled_font_t *found;
	cairo_scaled_font_t *sized[PROSE_STYLE_MAX];
};

struct glyph {
	uint32_t id;
	float x, y; /* at BADGE_SET_PT, from the left end of its glyphs */
};

/* Glyphs of one font in a row, and the text they stand for (which the PDF carries for its readers). */
struct glyphs {
	const char *text;
	const struct glyph *glyphs;
	const cairo_text_cluster_t *clusters;
	unsigned n_bytes, n_glyphs, n_clusters, font;
	float left; /* from the left end of the word */
	bool is_backward;
};

struct word {
	const struct glyphs *runs;
	unsigned n_runs;
	float width; /* at BADGE_SET_PT */
};

struct prose_piece {
	const struct glyphs *glyphs;
	float x; /* pt, from the left end of the line */
};

/* What is kept by its text: words (with a width of 0) and whole texts. */
struct entry {
	uint64_t hash;
	const char *text;
	size_t len;
	const void *tag; /* pango's language, of which there is one each */
	float width;
	unsigned style;
	bool is_word;
	const void *value;
};

/* A piece at its place on the page. */
struct spot {
	const struct glyphs *glyphs;
	double x, y;
};

struct prose_book {
	struct badge_set *set;
	struct arena *arena;
	PangoLayout *layout;
	const char *language; /* the one last asked for; compared by address first */
	const void *tag;
	struct font *fonts;
	size_t n_fonts;
	struct entry *entries; /* open addressing; a power of two */
	size_t n_entries, cap;
	cairo_glyph_t *glyphs; /* scratch of prose_show */
	cairo_text_cluster_t *clusters;
	char *text;
	struct spot *spots;
	size_t glyphs_cap, clusters_cap, text_cap, spots_cap;
};

struct prose_book *prose_open(struct badge_set *set, struct arena *arena)
{
	struct prose_book *book = mem_alloc(sizeof *book);
	book->set = set;
	book->arena = arena;
	book->cap = 4096;
	book->entries = mem_alloc(book->cap * sizeof *book->entries);
	badge_set_language(set, NULL);
	book->layout = pango_layout_new(badge_set_context(set));
	book->tag = pango_context_get_language(badge_set_context(set));
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(book->layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_wrap(book->layout, PANGO_WRAP_WORD_CHAR);
	return book;
}

static void drop_font(const struct font *font)
{
	cairo_scaled_font_destroy(font->found);
	for (unsigned style = 0; style < PROSE_STYLE_MAX; style++)
		cairo_scaled_font_destroy(font->sized[style]);
}

void prose_close(struct prose_book *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->n_fonts; i++)
		drop_font(&book->fonts[i]);
	g_object_unref(book->layout);
	free(book->fonts);
	free(book->entries);
	free(book->glyphs);
	free(book->clusters);
	free(book->text);
	free(book->spots);
	free(book);
}

/* ---- what was set before ---- */

static uint64_t hash_of(const struct entry *key)
{
	uint64_t hash =
	    14695981039346656037U ^ key->style ^ (uint64_t)key->is_word << 8 ^ (uint64_t)(key->width * 64) << 16;
	for (size_t i = 0; i < key->len; i++)
		hash = (hash ^ (unsigned char)key->text[i]) * 1099511628211U;
	return hash ^ hash >> 29;
}

static bool is_same(const struct entry *one, const struct entry *other)
{
	return one->hash == other->hash && one->len == other->len && one->style == other->style &&
	       one->is_word == other->is_word && one->tag == other->tag && !(one->width < other->width) &&
	       !(one->width > other->width) && memcmp(one->text, other->text, one->len) == 0;
}

/* The place of a key: what is there already, or where it goes. */
static struct entry *place_of(const struct prose_book *book, const struct entry *key)
{
	size_t at = key->hash & (book->cap - 1);
	while (book->entries[at].value && !is_same(&book->entries[at], key))
		at = (at + 1) & (book->cap - 1);
	return &book->entries[at];
}

static void make_room(struct prose_book *book)
{
	struct entry *old = book->entries;
	size_t old_cap = book->cap;
	if (book->n_entries * 2 < book->cap)
		return;
	book->cap *= 2;
	book->entries = mem_alloc(book->cap * sizeof *book->entries);
	for (size_t i = 0; i < old_cap; i++)
		if (old[i].value)
			*place_of(book, &old[i]) = old[i];
	free(old);
}

static void keep(struct prose_book *book, const struct entry *key, const void *value)
{
	make_room(book);
	struct entry *entry = place_of(book, key);
	*entry = *key;
	entry->text = arena_copy(book->arena, key->text, key->len);
	entry->value = value;
	book->n_entries++;
}

/* ---- from pango's lines to glyphs ---- */

static unsigned font_number(struct prose_book *book, PangoFont *font)
{
	cairo_scaled_font_t *found = pango_cairo_font_get_scaled_font((PangoCairoFont *)font);
	for (size_t i = 0; i < book->n_fonts; i++)
		if (book->fonts[i].found == found)
			return (unsigned)i;
	book->fonts = mem_grow(book->fonts, (book->n_fonts + 1) * sizeof *book->fonts);
	book->fonts[book->n_fonts] = (struct font){ .found = cairo_scaled_font_reference(found) };
	return (unsigned)book->n_fonts++;
}

/* Glyphs of the same cluster stand together; `clusters` come in the order of the text. */
static unsigned take_clusters(
    const PangoGlyphString *from, int n_bytes, bool is_backward, cairo_text_cluster_t *clusters)
{
	unsigned n = 0;
	for (int i = 0; i < from->num_glyphs;) {
		int at = is_backward ? from->num_glyphs - 1 - i : i, start = from->log_clusters[at], next = n_bytes,
		    count = 0;
		for (; i < from->num_glyphs; i++) {
			at = is_backward ? from->num_glyphs - 1 - i : i;
			next = from->log_clusters[at];
			if (next != start)
				break;
			count += from->glyphs[at].glyph != PANGO_GLYPH_EMPTY;
		}
		clusters[n++] = (cairo_text_cluster_t){ (i < from->num_glyphs ? next : n_bytes) - start, count };
	}
	return n;
}

static float take_glyphs(const PangoGlyphString *from, struct glyph *glyphs, unsigned *out_n)
{
	int x = 0;
	unsigned n = 0;
	for (int i = 0; i < from->num_glyphs; i++) {
		const PangoGlyphInfo *info = &from->glyphs[i];
		bool is_unknown = (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
		if (info->glyph != PANGO_GLYPH_EMPTY)
			glyphs[n++] = (struct glyph){ is_unknown ? 0 : info->glyph,
				(float)(x + info->geometry.x_offset) / PANGO_SCALE,
				(float)info->geometry.y_offset / PANGO_SCALE };
		x += info->geometry.width;
	}
	*out_n = n;
	return (float)x / PANGO_SCALE;
}

/* One run of a line, `left` from its left end; moves that on. */
static struct glyphs take_run(struct prose_book *book, const PangoGlyphItem *run, const char *text, float *left)
{
	size_t n = (size_t)run->glyphs->num_glyphs;
	struct glyph *glyphs = arena_array(book->arena, struct glyph, n);
	cairo_text_cluster_t *clusters = arena_array(book->arena, cairo_text_cluster_t, n);
	struct glyphs taken = { .text = arena_copy(book->arena, text + run->item->offset, (size_t)run->item->length),
		.glyphs = glyphs,
		.clusters = clusters,
		.n_bytes = (unsigned)run->item->length,
		.font = font_number(book, run->item->analysis.font),
		.left = *left,
		.is_backward = run->item->analysis.level % 2 != 0 };
	taken.n_clusters = take_clusters(run->glyphs, run->item->length, taken.is_backward, clusters);
	*left += take_glyphs(run->glyphs, glyphs, &taken.n_glyphs);
	return taken;
}

static struct word take_line(struct prose_book *book, const PangoLayoutLine *line)
{
	const char *text = pango_layout_get_text(book->layout);
	struct glyphs *runs = arena_array(book->arena, struct glyphs, g_slist_length(line->runs));
	struct word word = { .runs = runs };
	for (const GSList *at = line->runs; at; at = at->next)
		runs[word.n_runs++] = take_run(book, at->data, text, &word.width);
	return word;
}

static void load(struct prose_book *book, enum prose_style style, const char *text, size_t len, int width)
{
	pango_layout_set_font_description(book->layout, badge_set_font(book->set, STYLES[style].face));
	pango_layout_set_width(book->layout, width);
	pango_layout_set_text(book->layout, text, (int)len);
}

static const struct word *word_of(struct prose_book *book, enum prose_style style, const char *text, size_t len)
{
	struct entry key = {
		.text = text, .len = len, .tag = book->tag, .style = STYLES[style].face, .is_word = true
	};
	key.hash = hash_of(&key);
	const struct entry *entry = place_of(book, &key);
	if (entry->value)
		return entry->value;
	struct word *word = arena_new(book->arena, struct word);
	load(book, style, text, len, -1);
	*word = take_line(book, pango_layout_get_line_readonly(book->layout, 0));
	keep(book, &key, word);
	return word;
}

/* ---- lines ---- */

/* A text in the making: the lines that are done and the one that grows. */
struct setter {
	struct prose_book *book;
	enum prose_style style;
	float scale, width;
	bool is_rtl;
	struct prose_line *lines;
	unsigned n_lines;
	struct prose_piece *pieces; /* of all lines, enough for all */
	unsigned n_pieces, first;   /* first of the growing line */
	float x;
};

static void end_line(struct setter *setter)
{
	struct prose_line *line = &setter->lines[setter->n_lines++];
	*line = (struct prose_line){ setter->pieces + setter->first, setter->n_pieces - setter->first, setter->x,
		setter->is_rtl };
	setter->first = setter->n_pieces;
	setter->x = 0;
}

/* Adds a word at x; in a line from the right x counts from its right end until the line is done. */
static void add_word(struct setter *setter, const struct word *word)
{
	for (unsigned i = 0; i < word->n_runs; i++)
		setter->pieces[setter->n_pieces++] =
		    (struct prose_piece){ &word->runs[i], setter->x + word->runs[i].left * setter->scale };
	setter->x += word->width * setter->scale;
}

/* Turns the lines round: what stood at x from the left stands there from the right. */
static void turn(struct setter *setter, const struct word *const *words_of_piece)
{
	for (unsigned i = 0, line = 0; i < setter->n_pieces; i++) {
		while (&setter->pieces[i] >= setter->lines[line].pieces + setter->lines[line].n_pieces)
			line++;
		const struct glyphs *glyphs = setter->pieces[i].glyphs;
		float left = glyphs->left * setter->scale;
		float start = setter->pieces[i].x - left;
		setter->pieces[i].x =
		    setter->lines[line].width - start - words_of_piece[i]->width * setter->scale + left;
	}
}

static size_t count_words(const char *text)
{
	size_t n = 1;
	for (; *text; text++)
		n += *text == ' ';
	return n;
}

enum { RUNS_MOST = 4 /* fonts in a word that is set by itself; one of more is pango's business */ };

/* Word by word; false when a word does not fit into a line by itself. */
static bool set_words(struct setter *setter, const char *text)
{
	struct prose_book *book = setter->book;
	size_t most = count_words(text), room = most * 2 * RUNS_MOST;
	const struct word *space = word_of(book, setter->style, " ", 1);
	const struct word **owner = arena_array(book->arena, const struct word *, setter->is_rtl ? room : 1);
	setter->lines = arena_array(book->arena, struct prose_line, most);
	setter->pieces = arena_array(book->arena, struct prose_piece, room);
	for (size_t len; *text; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		const struct word *word = word_of(book, setter->style, text, len);
		if (word->width * setter->scale > setter->width || word->n_runs > RUNS_MOST)
			return false;
		bool is_first = setter->n_pieces == setter->first;
		if (!is_first && setter->x + (space->width + word->width) * setter->scale > setter->width) {
			end_line(setter);
			is_first = true;
		}
		unsigned from = setter->n_pieces;
		if (!is_first)
			add_word(setter, space);
		for (; setter->is_rtl && from < setter->n_pieces; from++)
			owner[from] = space;
		add_word(setter, word);
		for (; setter->is_rtl && from < setter->n_pieces; from++)
			owner[from] = word;
	}
	end_line(setter);
	if (setter->is_rtl)
		turn(setter, owner);
	return true;
}

static void set_by_pango(struct setter *setter, const char *text)
{
	struct prose_book *book = setter->book;
	load(book, setter->style, text, strlen(text), (int)(setter->width / setter->scale * PANGO_SCALE) + 1);
	setter->n_lines = 0;
	setter->lines = arena_array(book->arena, struct prose_line, pango_layout_get_line_count(book->layout));
	for (const GSList *at = pango_layout_get_lines_readonly(book->layout); at; at = at->next) {
		const PangoLayoutLine *line = at->data;
		struct word taken = take_line(book, line);
		struct prose_piece *pieces = arena_array(book->arena, struct prose_piece, taken.n_runs + 1);
		for (unsigned i = 0; i < taken.n_runs; i++)
			pieces[i] = (struct prose_piece){ &taken.runs[i], taken.runs[i].left * setter->scale };
		setter->lines[setter->n_lines++] = (struct prose_line){ pieces, taken.n_runs,
			taken.width * setter->scale, line->resolved_dir == PANGO_DIRECTION_RTL };
	}
}

static unsigned char_at(const char *text, size_t *out_len)
{
	const unsigned char *at = (const unsigned char *)text;
	*out_len = *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
	return *at < 0x80   ? *at
	       : *at < 0xE0 ? (*at & 0x1FU) << 6 | (at[1] & 0x3FU)
	       : *at < 0xF0 ? (*at & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU)
			    : 0x10000U;
}

/* Arabic letters with the space and the marks that keep their place among them; Latin to Cyrillic; or pango. */
static enum flow flow_of(const char *text)
{
	bool has_rtl = false, has_ltr = false;
	for (size_t len; *text; text += len) {
		unsigned c = char_at(text, &len);
		if (c == ' ')
			continue;
		bool is_rtl = (c >= 0x0620 && c <= 0x065F) || (c >= 0x066E && c <= 0x06D3) || c == 0x060C ||
			      c == 0x061B || c == 0x061F;
		bool is_ltr =
		    c < 0x0530 || (c >= 0x1E00 && c <= 0x1FFF) || (c >= 0x2010 && c <= 0x2027) || c == 0x20AC;
		if (!is_rtl && !is_ltr)
			return FLOW_PANGO;
		has_rtl = has_rtl || is_rtl;
		has_ltr = has_ltr || is_ltr;
	}
	return has_rtl && has_ltr ? FLOW_PANGO : has_rtl ? FLOW_RTL : FLOW_LTR;
}

static const struct prose *set_new(struct prose_book *book, enum prose_style style, const char *text, double width)
{
	enum flow flow = flow_of(text);
	struct setter setter = { .book = book,
		.style = style,
		.scale = (float)(STYLES[style].pt / BADGE_SET_PT),
		.width = (float)width,
		.is_rtl = flow == FLOW_RTL };
	if (*text && (flow == FLOW_PANGO || !set_words(&setter, text)))
		set_by_pango(&setter, text);
	struct prose *prose = arena_new(book->arena, struct prose);
	*prose = (struct prose){ style, setter.n_lines, setter.lines };
	return prose;
}

static void choose_language(struct prose_book *book, const char *language)
{
	if (language == book->language)
		return;
	badge_set_language(book->set, language);
	book->language = language;
	book->tag = pango_context_get_language(badge_set_context(book->set));
}

const struct prose *prose_set(
    struct prose_book *book, enum prose_style style, const char *language, const char *text, double width)
{
	choose_language(book, language);
	struct entry key = {
		.text = text, .len = strlen(text), .tag = book->tag, .width = (float)width, .style = style
	};
	key.hash = hash_of(&key);
	const struct entry *entry = place_of(book, &key);
	if (entry->value)
		return entry->value;
	const struct prose *prose = set_new(book, style, text, width);
	keep(book, &key, prose);
	return prose;
}

double prose_leading(enum prose_style style)
{
	return STYLES[style].leading;
}

/* ---- drawing ---- */

static cairo_scaled_font_t *sized_font(struct prose_book *book, unsigned number, enum prose_style style)
{
	struct font *font = &book->fonts[number];
	if (font->sized[style])
		return font->sized[style];
	cairo_matrix_t matrix, plain;
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_scaled_font_get_font_matrix(font->found, &matrix);
	cairo_matrix_scale(&matrix, STYLES[style].pt / BADGE_SET_PT, STYLES[style].pt / BADGE_SET_PT);
	cairo_matrix_init_identity(&plain);
	cairo_scaled_font_get_font_options(font->found, options);
	font->sized[style] =
	    cairo_scaled_font_create(cairo_scaled_font_get_font_face(font->found), &matrix, &plain, options);
	cairo_font_options_destroy(options);
	return font->sized[style];
}

static void *roomy(void *old, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return old;
	*cap = need * 2;
	return mem_grow(old, *cap * size);
}

/* Lists the pieces of the lines with their places on the page; returns how many. */
static size_t spread(struct prose_book *book, enum prose_style style, const struct prose_place *places, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += places[i].line->n_pieces;
	book->spots = roomy(book->spots, &book->spots_cap, count, sizeof *book->spots);
	count = 0;
	for (size_t i = 0; i < n; i++)
		for (unsigned p = 0; p < places[i].line->n_pieces; p++) {
			const struct prose_piece *piece = &places[i].line->pieces[p];
			book->spots[count++] = (struct spot){ piece->glyphs, places[i].x + (double)piece->x,
				places[i].y + STYLES[style].leading * BASELINE };
		}
	return count;
}

/* How many from the first spot on go in one font and direction. */
static size_t part(const struct spot *spots, size_t n)
{
	size_t same = 1;
	while (same < n && spots[same].glyphs->font == spots[0].glyphs->font &&
	       spots[same].glyphs->is_backward == spots[0].glyphs->is_backward)
		same++;
	return same;
}

struct run {
	size_t glyphs, clusters, bytes;
};

static struct run gather_text(struct prose_book *book, const struct spot *spots, size_t n)
{
	struct run run = { 0 }, need = { 0 };
	for (size_t i = 0; i < n; i++) {
		need.glyphs += spots[i].glyphs->n_glyphs;
		need.clusters += spots[i].glyphs->n_clusters;
		need.bytes += spots[i].glyphs->n_bytes;
	}
	book->glyphs = roomy(book->glyphs, &book->glyphs_cap, need.glyphs, sizeof *book->glyphs);
	book->clusters = roomy(book->clusters, &book->clusters_cap, need.clusters, sizeof *book->clusters);
	book->text = roomy(book->text, &book->text_cap, need.bytes, 1);
	for (size_t i = 0; i < n; i++) {
		const struct glyphs *from = spots[i].glyphs;
		memcpy(book->clusters + run.clusters, from->clusters, from->n_clusters * sizeof *from->clusters);
		memcpy(book->text + run.bytes, from->text, from->n_bytes);
		run.clusters += from->n_clusters;
		run.bytes += from->n_bytes;
	}
	run.glyphs = need.glyphs;
	return run;
}

/* Clusters run with the text; the glyphs of what runs backward come from its end. */
static void gather_glyphs(struct prose_book *book, const struct spot *spots, size_t n, double scale)
{
	cairo_glyph_t *to = book->glyphs;
	for (size_t i = 0; i < n; i++) {
		const struct spot *spot = &spots[spots[0].glyphs->is_backward ? n - 1 - i : i];
		for (unsigned g = 0; g < spot->glyphs->n_glyphs; g++) {
			const struct glyph *glyph = &spot->glyphs->glyphs[g];
			*to++ = (cairo_glyph_t){ glyph->id, spot->x + (double)glyph->x * scale,
				spot->y + (double)glyph->y * scale };
		}
	}
}

void prose_show(
    struct prose_book *book, cairo_t *cr, enum prose_style style, const struct prose_place *places, size_t n)
{
	size_t count = spread(book, style, places, n);
	for (size_t i = 0, same; i < count; i += same) {
		const struct spot *spots = book->spots + i;
		same = part(book->spots + i, count - i);
		struct run run = gather_text(book, spots, same);
		gather_glyphs(book, spots, same, STYLES[style].pt / BADGE_SET_PT);
		cairo_set_scaled_font(cr, sized_font(book, spots->glyphs->font, style));
		cairo_show_text_glyphs(cr, book->text, (int)run.bytes, book->glyphs, (int)run.glyphs, book->clusters,
		    (int)run.clusters, spots->glyphs->is_backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
	}
}
