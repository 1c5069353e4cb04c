/* See ceremony_text.h. */
#include "domain/ceremony_text.h"

#include "base/clock.h"
#include "store/seal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Codes in the order in which they are written. */
static const enum lang WRITTEN[LANG_MAX] = { LANG_AR, LANG_EN, LANG_ES, LANG_FR, LANG_RU, LANG_ZH };

static void trim_end(const char *start, char **end)
{
	while (*end > start && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
		(*end)--;
}

const char *ceremony_clean(struct arena *arena, const char *text)
{
	char *clean = arena_dup(arena, text), *start = clean, *to = clean;
	for (const char *from = text; *from; from++) {
		bool ends = *from == '\r' || *from == '\n';
		if (*from == '\r' && from[1] == '\n')
			from++;
		if (ends)
			trim_end(start, &to);
		*to++ = ends ? '\n' : *from;
	}
	trim_end(start, &to);
	while (to > start && to[-1] == '\n')
		to--;
	*to = '\0';
	return start + strspn(start, "\n");
}

static bool has_control(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if ((*c < ' ' && *c != '\n' && *c != '\t') || *c == 127)
			return true;
	return false;
}

/* Is there a line that looks like the mark of a language? */
static bool has_mark(const char *body)
{
	for (const char *line = body; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		if (line[0] == '[' && strcspn(line, "]\n") == 3 && line[3] == ']' && (!line[4] || line[4] == '\n'))
			return true;
	return false;
}

enum err ceremony_check_text(const char *language, const char *title, const char *body, struct fault *out_fault)
{
	char title_field[16], body_field[16];
	snprintf(title_field, sizeof title_field, "title.%.2s", language);
	snprintf(body_field, sizeof body_field, "body.%.2s", language);
	if (strlen(title) > CEREMONY_TITLE_MAX || strchr(title, '\n') || has_control(title))
		return fault_set(out_fault, ERR_INVALID, title_field, "A title is one line of at most %d bytes.",
		    CEREMONY_TITLE_MAX);
	if (*body && !*title)
		return fault_set(out_fault, ERR_FIELD_MISSING, title_field, "A text needs its title.");
	if (strlen(body) > CEREMONY_BODY_MAX || has_control(body))
		return fault_set(out_fault, ERR_INVALID, body_field,
		    "The text is too long (at most %d bytes) or has control characters.", CEREMONY_BODY_MAX);
	if (has_mark(body))
		return fault_set(out_fault, ERR_INVALID, body_field,
		    "A line like \"[en]\" marks the languages of the text and cannot stand in it.");
	return OK;
}

void ceremony_text_write(const struct texts *title, const struct texts *body, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < LANG_MAX; i++) {
		enum lang lang = WRITTEN[i];
		if (!title->in[lang] || !*title->in[lang])
			continue;
		buf_printf(out, "%s[%s]\n%s\n", first ? "" : "\n", lang_key(lang), title->in[lang]);
		if (body->in[lang] && *body->in[lang])
			buf_printf(out, "\n%s\n", body->in[lang]);
		first = false;
	}
}

static void write_lines(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "%s: ", name);
	for (const char *c = text; *c; c++) {
		buf_add_byte(out, *c);
		if (*c == '\n')
			buf_add_byte(out, '\t');
	}
	buf_add_byte(out, '\n');
}

void ceremony_record_write(const struct signature *s, struct buf *out)
{
	buf_add_text(out, "P2C SIGNATURE 1\n");
	buf_printf(out, "declaration: %s\n", s->declaration_id);
	buf_printf(out, "text: %" PRId64 " %s\n", s->number, s->text_sha256);
	buf_printf(out, "entity: %s\nperson: %s\n", s->entity.id, s->person_id);
	buf_printf(out, "means: %s\ntime: %" PRId64 "\n", s->means, s->signed_at);
	write_lines(out, "strokes", s->strokes);
	write_lines(out, "reservation", s->reservation);
	write_lines(out, "statement", s->statement);
}

void ceremony_hash(const struct buf *bytes, char out_hash[CEREMONY_HASH_LEN + 1])
{
	unsigned char hash[SEAL_HASH_LEN];
	seal_hash(bytes->bytes ? bytes->bytes : "", bytes->len, hash);
	for (size_t i = 0; i < SEAL_HASH_LEN; i++)
		snprintf(out_hash + 2 * i, 3, "%02x", hash[i]);
}

const char *ceremony_time(struct arena *arena, int64_t at)
{
	char text[CLOCK_RFC3339_LEN + 1];
	clock_rfc3339(at, text);
	return arena_printf(arena, "%.10s %.8s", text, text + 11);
}

/* ---- strokes ---- */

static bool take(const char **at, char c)
{
	bool is = **at == c;
	*at += is;
	return is;
}

static bool take_number(const char **at, int64_t most, int64_t *out_value)
{
	enum { DIGITS_MAX = 9 };
	size_t digits = strspn(*at, "0123456789");
	if (!digits || digits > DIGITS_MAX)
		return false;
	*out_value = strtoll(*at, NULL, 10);
	*at += digits;
	return *out_value <= most;
}

/* One [x,y,t]; *time moves on. */
static bool take_point(const char **at, int64_t *time)
{
	static const int64_t PLACE_MAX = 100000, TIME_MAX = 24 * 3600 * 1000;
	int64_t x, y, before = *time;
	return take(at, '[') && take_number(at, PLACE_MAX, &x) && take(at, ',') && take_number(at, PLACE_MAX, &y) &&
	       take(at, ',') && take_number(at, TIME_MAX, time) && take(at, ']') && *time >= before;
}

static bool take_stroke(const char **at, int64_t *time)
{
	if (!take(at, '['))
		return false;
	do {
		if (!take_point(at, time))
			return false;
	} while (take(at, ','));
	return take(at, ']');
}

enum err ceremony_check_strokes(const char *json, struct fault *out_fault)
{
	const char *at = json;
	int64_t time = 0;
	if (strlen(json) > CEREMONY_STROKES_MAX)
		return fault_set(out_fault, ERR_INVALID, "strokes", "The signature has too many points.");
	if (strcmp(json, "[]") == 0 || !*json)
		return fault_set(out_fault, ERR_FIELD_MISSING, "strokes", "Nothing was written on the tablet.");
	bool good = take(&at, '[');
	while (good && (good = take_stroke(&at, &time)) && take(&at, ','))
		;
	if (!good || !take(&at, ']') || *at)
		return fault_set(out_fault, ERR_INVALID, "strokes",
		    "The strokes are lists of points [x, y, t] in whole numbers, and t never runs backwards.");
	return OK;
}
