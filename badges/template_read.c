/* See template_read.h. One table an object says which members it has; the tables are the format. */
#include "badges/template_read.h"

#include "badges/logo.h"
#include "badges/template_check.h"
#include "badges/text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { PATH_LEN = 64, TEXT_LEN = 300, NAME_LEN = 80, ID_LEN_MAX = 40 };

static const uint32_t RULE = 0xB5B5B5;

enum kind {
	NUMBER, /* double */
	COUNT,  /* unsigned */
	CHOICE, /* an enum: the place of the word in `choices` */
	TEXT,   /* const char *, cleaned */
	SOURCE, /* const char *, as it is */
	SWITCH, /* bool: the second of two choices */
	COLOUR, /* struct badge_band: is_category, rgb */
	INSIDE, /* an object that is part of the struct */
	LIST,   /* const T *, and a size_t at `count` */
};

struct member {
	const char *name;
	enum kind kind;
	size_t offset;
	double most; /* of a number; characters of a text; items of a list */
	bool required;
	const char *const *choices;
	const struct member *inside;
	size_t size, count;
};

struct reader {
	struct arena *arena;
	struct fault *fault;
	char path[2 * PATH_LEN];
};

/* ---- the tables ---- */

#define MM(type, member, name, must)                                                                                 \
	{                                                                                                            \
		name, NUMBER, offsetof(struct type, member), 1000, must, NULL, NULL, 0, 0                            \
	}
#define ONE_OF(type, member, name, words)                                                                            \
	{                                                                                                            \
		name, CHOICE, offsetof(struct type, member), 0, false, words, NULL, 0, 0                             \
	}
#define WHOLE(type, member, name, top)                                                                               \
	{                                                                                                            \
		name, COUNT, offsetof(struct type, member), top, false, NULL, NULL, 0, 0                             \
	}
#define SAID(type, member, name, kind, top, must)                                                                    \
	{                                                                                                            \
		name, kind, offsetof(struct type, member), top, must, NULL, NULL, 0, 0                               \
	}
#define MANY(type, member, name, top, table, of, must)                                                               \
	{                                                                                                            \
		name, LIST, offsetof(struct type, member), top, must, NULL, table, sizeof(struct of),                \
		    offsetof(struct type, n_##member)                                                                \
	}
#define PART(type, member, name, table)                                                                              \
	{                                                                                                            \
		name, INSIDE, offsetof(struct type, member), 0, false, NULL, table, 0, 0                             \
	}
#define BOX(type)                                                                                                    \
	MM(type, box.x, "x", true), MM(type, box.y, "y", true), MM(type, box.width, "width", true),                  \
	    MM(type, box.height, "height", true)
#define END                                                                                                          \
	{                                                                                                            \
		NULL, NUMBER, 0, 0, false, NULL, NULL, 0, 0                                                          \
	}

static const char *const ALIGNS[] = { "start", "centre", "end", NULL };
static const char *const FACES[] = { "regular", "bold", "mono", "mono_bold", NULL };
static const char *const INKS[] = { "text", "soft", "band", "white", NULL };
static const char *const COLOURS[] = { "all", "black", NULL };

static const struct member BAND[] = { BOX(badge_band), { "colour", COLOUR, 0, 0, true, NULL, NULL, 0, 0 }, END };

static const struct member LOGO[] = { BOX(badge_logo), WHOLE(badge_logo, turn, "turn", 270),
	SAID(badge_logo, svg, "svg", SOURCE, BADGE_TEMPLATE_BYTES_MAX, true), END };

static const struct member TEXTS[] = {
	ONE_OF(badge_text, slot, "slot", BADGE_SLOT_NAMES),
	SAID(badge_text, words, "words", TEXT, TEXT_LEN, false),
	ONE_OF(badge_text, face, "face", FACES),
	ONE_OF(badge_text, ink, "ink", INKS),
	MM(badge_text, gap, "gap", false),
	MM(badge_text, height, "height", true),
	MM(badge_text, most_pt, "largest", true),
	MM(badge_text, least_pt, "smallest", true),
	WHOLE(badge_text, lines, "lines", 12),
	END,
};

static const struct member FIELD[] = {
	BOX(badge_field),
	ONE_OF(badge_field, across, "across", ALIGNS),
	ONE_OF(badge_field, down, "down", ALIGNS),
	WHOLE(badge_field, turn, "turn", 270),
	MANY(badge_field, texts, "texts", BADGE_TEXTS_MAX, TEXTS, badge_text, true),
	END,
};

static const struct member SQUARE[] = { MM(badge_box, x, "x", true), MM(badge_box, y, "y", true),
	MM(badge_box, width, "width", true), END };

static const struct member PLACE[] = { MM(badge_box, x, "x", true), MM(badge_box, y, "y", true),
	MM(badge_box, width, "width", true), MM(badge_box, height, "height", true), END };

static const struct member SIDE[] = {
	MANY(badge_side, bands, "bands", BADGE_BANDS_MAX, BAND, badge_band, false),
	MANY(badge_side, logos, "logos", BADGE_LOGOS_MAX, LOGO, badge_logo, false),
	PART(badge_side, qr, "qr", SQUARE),
	PART(badge_side, photo, "photo", PLACE),
	PART(badge_side, arrow, "arrow", PLACE),
	MANY(badge_side, fields, "fields", BADGE_FIELDS_MAX, FIELD, badge_field, true),
	END,
};

static const struct member TEMPLATE[] = {
	SAID(badge_template, id, "id", TEXT, ID_LEN_MAX, true),
	SAID(badge_template, name, "name", TEXT, NAME_LEN, true),
	{ "kind", CHOICE, offsetof(struct badge_template, kind), 0, true, BADGE_KIND_NAMES, NULL, 0, 0 },
	MM(badge_template, width, "width", true),
	MM(badge_template, height, "height", true),
	{ "colours", SWITCH, offsetof(struct badge_template, is_black), 0, false, COLOURS, NULL, 0, 0 },
	MANY(badge_template, sides, "sides", BADGE_SIDES_MAX, SIDE, badge_side, true),
	END,
};

/* ---- where we are ---- */

static size_t enter(struct reader *r, const char *name)
{
	size_t len = strlen(r->path);
	snprintf(r->path + len, sizeof r->path - len, "%s%s", len ? "." : "", name);
	return len;
}

static size_t enter_item(struct reader *r, size_t i)
{
	size_t len = strlen(r->path);
	snprintf(r->path + len, sizeof r->path - len, "[%zu]", i);
	return len;
}

static void leave(struct reader *r, size_t len)
{
	r->path[len] = '\0';
}

static enum err wrong(struct reader *r, enum err err, const char *words)
{
	return fault_set(r->fault, err, r->path, "%s: %s", r->path, words);
}

/* ---- values ---- */

static enum err read_number(struct reader *r, const struct member *m, const json_t *json, double *out)
{
	double value = json_number_value(json);
	if (!json_is_number(json) || value < 0 || value > m->most)
		return fault_set(
		    r->fault, ERR_INVALID, r->path, "%s: a number from 0 to %g is needed here.", r->path, m->most);
	*out = value;
	return OK;
}

static enum err read_count(struct reader *r, const struct member *m, const json_t *json, unsigned *out)
{
	json_int_t value = json_integer_value(json);
	if (!json_is_integer(json) || value < 0 || value > (json_int_t)m->most)
		return fault_set(r->fault, ERR_INVALID, r->path, "%s: a whole number from 0 to %g is needed here.",
		    r->path, m->most);
	*out = (unsigned)value;
	return OK;
}

static enum err read_choice(struct reader *r, const struct member *m, const json_t *json, unsigned *out)
{
	char all[200] = "";
	size_t len = 0;
	for (unsigned i = 0; m->choices[i]; i++) {
		if (json_is_string(json) && strcmp(json_string_value(json), m->choices[i]) == 0) {
			*out = i;
			return OK;
		}
		if (len < sizeof all)
			len += (size_t)snprintf(all + len, sizeof all - len, "%s%s", i ? ", " : "", m->choices[i]);
	}
	return fault_set(r->fault, ERR_INVALID, r->path, "%s: it has to be one of %s.", r->path, all);
}

static enum err read_text(struct reader *r, const struct member *m, const json_t *json, const char **out)
{
	size_t len = json_string_length(json);
	if (!json_is_string(json) || len > 4 * (size_t)m->most)
		return wrong(r, ERR_INVALID, "a text of some words is needed here.");
	const char *text = arena_copy(r->arena, json_string_value(json), len);
	*out = m->kind == SOURCE ? text : badge_text_clean(r->arena, text);
	return **out ? OK : wrong(r, ERR_INVALID, "it must not be empty.");
}

static enum err read_colour(struct reader *r, const json_t *json, struct badge_band *out)
{
	const char *text = json_is_string(json) ? json_string_value(json) : "";
	unsigned rgb;
	int end = 0;
	bool is_hex = sscanf(text, "#%6x%n", &rgb, &end) == 1 && end == 7 && !text[7] &&
		      strspn(text + 1, "0123456789abcdefABCDEF") == 6;
	out->is_category = strcmp(text, "category") == 0;
	out->rgb = is_hex ? rgb : RULE;
	if (is_hex || out->is_category || strcmp(text, "rule") == 0)
		return OK;
	return wrong(r, ERR_INVALID, "a colour is \"category\", \"rule\" or as in \"#0B5FA5\".");
}

static enum err read_object(struct reader *r, const struct member *table, const json_t *json, char *out);

static enum err read_list(struct reader *r, const struct member *m, const json_t *json, char *out)
{
	size_t n = json_array_size(json);
	enum err err = OK;
	if (!json_is_array(json) || n > (size_t)m->most || (m->required && !n))
		return fault_set(r->fault, ERR_INVALID, r->path, "%s: a list of %s%g is needed here.", r->path,
		    m->required ? "1 to " : "at most ", m->most);
	char *items = arena_alloc(r->arena, m->size * (n + 1));
	for (size_t i = 0; !err && i < n; i++) {
		size_t len = enter_item(r, i);
		err = read_object(r, m->inside, json_array_get(json, i), items + i * m->size);
		leave(r, len);
	}
	memcpy(out + m->offset, &items, sizeof items);
	memcpy(out + m->count, &n, sizeof n);
	return err;
}

static enum err read_switch(struct reader *r, const struct member *m, const json_t *json, bool *out)
{
	unsigned choice = 0;
	enum err err = read_choice(r, m, json, &choice);
	if (!err)
		*out = choice == 1;
	return err;
}

static enum err read_member(struct reader *r, const struct member *m, const json_t *json, char *out)
{
	void *at = out + m->offset;
	switch (m->kind) {
	case NUMBER:
		return read_number(r, m, json, at);
	case COUNT:
		return read_count(r, m, json, at);
	case CHOICE:
		return read_choice(r, m, json, at);
	case TEXT:
	case SOURCE:
		return read_text(r, m, json, at);
	case SWITCH:
		return read_switch(r, m, json, at);
	case COLOUR:
		return read_colour(r, json, at);
	case INSIDE:
		return read_object(r, m->inside, json, at);
	case LIST:
		return read_list(r, m, json, out);
	}
	return ERR_BROKEN;
}

static const struct member *find(const struct member *table, const char *name)
{
	while (table->name && strcmp(table->name, name) != 0)
		table++;
	return table->name ? table : NULL;
}

static enum err check_names(struct reader *r, const struct member *table, const json_t *json)
{
	json_t *object = (json_t *)(uintptr_t)json; /* jansson's iterators are not const; nothing is changed */
	for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
		char name[PATH_LEN];
		snprintf(name, sizeof name, "%s", json_object_iter_key(at));
		if (find(table, json_object_iter_key(at)))
			continue;
		enter(r, name);
		return wrong(r, ERR_FIELD_UNKNOWN, "a template has no such member.");
	}
	return OK;
}

static enum err read_object(struct reader *r, const struct member *table, const json_t *json, char *out)
{
	if (!json_is_object(json))
		return wrong(r, ERR_INVALID, "an object is needed here.");
	enum err err = check_names(r, table, json);
	for (const struct member *m = table; !err && m->name; m++) {
		const json_t *value = json_object_get(json, m->name);
		size_t len = enter(r, m->name);
		if (value)
			err = read_member(r, m, value, out);
		else if (m->required)
			err = wrong(r, ERR_FIELD_MISSING, "it is missing.");
		leave(r, len);
	}
	return err;
}

/* ---- what the tables do not say ---- */

/* The lists were made here: what they hold may still be filled in. */
static struct badge_text *texts_of(const struct badge_field *field)
{
	return (struct badge_text *)(uintptr_t)field->texts;
}

static enum err finish_text(struct reader *r, struct badge_text *text, const json_t *json)
{
	bool has_slot = json_object_get(json, "slot") != NULL;
	if (has_slot == (text->words != NULL) || (has_slot && text->slot == BADGE_WORDS))
		return wrong(r, ERR_INVALID, "either a slot or words of its own are needed here.");
	if (text->words)
		text->slot = BADGE_WORDS;
	if (!text->lines)
		text->lines = 1;
	return OK;
}

static enum err finish_field(struct reader *r, const struct badge_field *field, const json_t *json)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < field->n_texts; i++) {
		size_t len = enter(r, "texts");
		enter_item(r, i);
		err = finish_text(r, texts_of(field) + i, json_array_get(json_object_get(json, "texts"), i));
		leave(r, len);
	}
	return err;
}

static enum err finish_side(struct reader *r, struct badge_side *side, const json_t *json)
{
	enum err err = OK;
	side->qr.height = side->qr.width;
	for (size_t i = 0; !err && i < side->n_fields; i++) {
		size_t len = enter(r, "fields");
		enter_item(r, i);
		err = finish_field(r, &side->fields[i], json_array_get(json_object_get(json, "fields"), i));
		leave(r, len);
	}
	for (size_t i = 0; !err && i < side->n_logos; i++) {
		size_t len = enter(r, "logos");
		enter_item(r, i);
		enter(r, "svg");
		err = badge_logo_check(side->logos[i].svg, DRAWING_LOGO, r->path, r->fault);
		leave(r, len);
	}
	return err;
}

static enum err finish(struct reader *r, struct badge_template *template, const json_t *json)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < template->n_sides; i++) {
		size_t len = enter(r, "sides");
		enter_item(r, i);
		err = finish_side(r, (struct badge_side *)(uintptr_t) & template->sides[i],
		    json_array_get(json_object_get(json, "sides"), i));
		leave(r, len);
	}
	return err ? err : badge_template_check(template, r->fault);
}

enum err badge_template_read(struct arena *arena, const char *json, size_t len,
    const struct badge_template **out_template, struct fault *out_fault)
{
	struct reader r = { .arena = arena, .fault = out_fault };
	struct badge_template *template = arena_new(arena, struct badge_template);
	json_error_t why = { 0 };
	if (len > BADGE_TEMPLATE_BYTES_MAX)
		return fault_set(out_fault, ERR_TOO_BIG, NULL, "A template is at most %d kB long.",
		    BADGE_TEMPLATE_BYTES_MAX / 1024);
	json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, &why);
	if (!root)
		return fault_set(
		    out_fault, ERR_JSON, NULL, "Line %d, column %d: %.120s.", why.line, why.column, why.text);
	enum err err = json_is_object(root) ? read_object(&r, TEMPLATE, root, (char *)template)
					    : fault_set(out_fault, ERR_JSON, NULL, "A template is a JSON object.");
	if (!err)
		err = finish(&r, template, root);
	json_decref(root);
	if (!err)
		*out_template = template;
	return err;
}
