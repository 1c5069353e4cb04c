/* Reading captions line by line. See caption.h; for encodings caption_text.c. */
#include "domain/caption.h"

#include "base/buf.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { SETTINGS_MAX = 120, HOURS_MAX = 99 };

struct reader {
	struct arena *arena;
	struct fault *fault;
	struct caption *caption;
	const char *at; /* the rest of the file */
	size_t line;    /* of the one that was read last */
	struct buf out;
	struct buf text; /* of the cue that is open */
	bool is_open;
	int64_t from, to; /* of that cue, ms */
	char settings[SETTINGS_MAX];
};

static void repaired(struct reader *r, const char *words)
{
	struct caption *c = r->caption;
	if (c->n_repairs < CAPTION_REPAIRS_MAX)
		c->repairs[c->n_repairs++] = (struct caption_repair){ r->line, words };
}

/* The next line, without its end; false after the last. */
static bool next_line(struct reader *r, char **out_line)
{
	if (!*r->at)
		return false;
	size_t len = strcspn(r->at, "\r\n");
	*out_line = arena_copy(r->arena, r->at, len);
	r->at += len;
	r->at += r->at[0] == '\r' && r->at[1] == '\n' ? 2 : *r->at != '\0';
	r->line++;
	return true;
}

/* ---- times ---- */

/* "1:02:03.450", "02:03,45" or "62:03": hours may be left out, a comma is as good as a point. */
static bool read_time(const char **text, int64_t *out_ms)
{
	int64_t parts[3] = { 0 }, fraction = 0, unit = 100;
	size_t n = 0;
	const char *at = *text + strspn(*text, " \t");
	do {
		if (n)
			at++;
		if (n == 3 || !isdigit((unsigned char)*at))
			return false;
		for (size_t digits = 0; isdigit((unsigned char)*at); at++)
			if (++digits > 4)
				return false;
			else
				parts[n] = parts[n] * 10 + (*at - '0');
		n++;
	} while (*at == ':');
	if (n < 2)
		return false;
	if (*at == '.' || *at == ',')
		for (at++; isdigit((unsigned char)*at); at++, unit /= 10)
			fraction += unit * (*at - '0');
	int64_t hours = n == 3 ? parts[0] : 0;
	*out_ms = (hours * 3600 + parts[n - 2] * 60 + parts[n - 1]) * 1000 + fraction;
	*text = at;
	return *out_ms < (HOURS_MAX + 1) * INT64_C(3600000);
}

/* Where a cue stands on the picture, as WebVTT says it; SubRip's coordinates are left out. */
static void keep_settings(struct reader *r, const char *said)
{
	static const char *const NAMES[] = { "vertical:", "line:", "position:", "size:", "align:" };
	struct buf kept = { 0 };
	for (said += strspn(said, " \t"); *said; said += strspn(said, " \t")) {
		size_t len = strcspn(said, " \t");
		bool plain = strspn(said, "abcdefghijklmnopqrstuvwxyz0123456789%:.,-") >= len;
		for (size_t i = 0; plain && i < sizeof NAMES / sizeof *NAMES; i++)
			if (strncmp(said, NAMES[i], strlen(NAMES[i])) == 0 && kept.len + len + 2 < SETTINGS_MAX)
				buf_printf(&kept, " %.*s", (int)len, said);
		said += len;
	}
	memcpy(r->settings, buf_text(&kept), kept.len + 1);
	buf_finish(&kept);
}

/* ---- text ---- */

/* Does the text begin with a tag that may stay? */
static bool is_plain_tag(const char *text)
{
	size_t len = text[1] == '/' ? 4 : 3;
	return text[len - 2] && strchr("ibu", text[len - 2]) && text[len - 1] == '>';
}

static bool is_reference(const char *text)
{
	static const char *const KNOWN[] = { "&amp;", "&lt;", "&gt;", "&nbsp;", "&lrm;", "&rlm;" };
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (strncmp(text, KNOWN[i], strlen(KNOWN[i])) == 0)
			return true;
	return false;
}

/* How long the tag is that begins here; 0 for a sign that stands for itself. */
static size_t tag_len(const char *text)
{
	const char *end = isalpha((unsigned char)text[1]) || text[1] == '/' ? strchr(text, '>') : NULL;
	return end ? (size_t)(end - text) + 1 : 0;
}

static void add_character(struct buf *out, const char *at)
{
	if (*at == '<')
		buf_add_text(out, "&lt;");
	else if (*at == '>')
		buf_add_text(out, "&gt;");
	else if (*at == '&' && !is_reference(at))
		buf_add_text(out, "&amp;");
	else if ((unsigned char)*at >= ' ' || *at == '\t')
		buf_add_byte(out, *at);
}

/* One line of a cue: slanted, bold and underlined stay, other tags go, the rest is text. A line of which nothing is
 * left would end the caption. */
static void add_text(struct reader *r, const char *line)
{
	size_t before = r->text.len;
	bool is_empty = true;
	if (before)
		buf_add_byte(&r->text, '\n');
	for (const char *at = line; *at; at++) {
		size_t len = *at == '<' ? tag_len(at) : 0;
		bool stays = len && is_plain_tag(at);
		if (len && stays)
			buf_add(&r->text, at, len);
		else if (!len)
			add_character(&r->text, at);
		is_empty = is_empty && ((len && !stays) || (unsigned char)*at <= ' ');
		at += len ? len - 1 : 0;
	}
	if (is_empty)
		r->text.len = before;
}

/* ---- cues ---- */

static void write_time(struct buf *out, int64_t ms)
{
	buf_printf(out, "%02" PRId64 ":%02" PRId64 ":%02" PRId64 ".%03" PRId64, ms / 3600000, ms / 60000 % 60,
	    ms / 1000 % 60, ms % 1000);
}

static void close_cue(struct reader *r)
{
	if (r->is_open && r->text.len && r->to > r->from) {
		write_time(&r->out, r->from);
		buf_add_text(&r->out, " --> ");
		write_time(&r->out, r->to);
		buf_printf(&r->out, "%s\n%s\n\n", r->settings, buf_text(&r->text));
		r->caption->n_cues++;
	}
	r->text.len = 0;
	r->is_open = false;
}

static enum err refuse(struct reader *r, const char *why)
{
	return fault_set(r->fault, ERR_FILE_FORMAT, "captions", "Line %zu: %s", r->line, why);
}

static enum err open_cue(struct reader *r, const char *line, const char *arrow)
{
	const char *at = line, *end = arrow + 3;
	close_cue(r);
	if (!read_time(&at, &r->from) || strspn(at, " \t") != (size_t)(arrow - at) || !read_time(&end, &r->to))
		return refuse(r, "the times cannot be read. They are written as 00:01:02.500 --> 00:01:05.000.");
	if (r->caption->n_cues >= CAPTION_CUES_MAX)
		return refuse(r, "there are more than 10,000 captions.");
	if (r->to <= r->from)
		repaired(r, "This caption ends before it begins; it was left out.");
	keep_settings(r, end);
	r->is_open = true;
	return OK;
}

static bool is_number(const char *line)
{
	size_t digits = strspn(line, "0123456789");
	return digits && !line[digits + strspn(line + digits, " \t")];
}

/* Blocks of WebVTT that are no captions. */
static bool is_note(const char *line)
{
	return strncmp(line, "NOTE", 4) == 0 || strncmp(line, "STYLE", 5) == 0 || strncmp(line, "REGION", 6) == 0;
}

static void skip_block(struct reader *r)
{
	for (char *line; next_line(r, &line) && *line;)
		continue;
}

/* What stands between captions: notes, the number or name of the next one, or a line that a blank one tore off. */
static enum err take_between(struct reader *r, const char *line)
{
	if (is_note(line)) {
		skip_block(r);
		return OK;
	}
	const char *arrow = strstr(r->at, "-->");
	if (arrow && (size_t)(arrow - r->at) < strcspn(r->at, "\r\n"))
		return OK;
	if (is_number(line))
		return OK;
	return refuse(r, "this text belongs to no caption: there are no times before it.");
}

static enum err take_line(struct reader *r, char *line)
{
	const char *arrow = strstr(line, "-->");
	if (arrow)
		return open_cue(r, line, arrow);
	if (!line[strspn(line, " \t")]) {
		close_cue(r);
		return OK;
	}
	if (!r->is_open)
		return take_between(r, line);
	add_text(r, line);
	return OK;
}

static enum err read_all(struct reader *r)
{
	static const char HEADER[] = "WEBVTT";
	enum err err = OK;
	buf_add_text(&r->out, "WEBVTT\n\n");
	if (strncmp(r->at, HEADER, sizeof HEADER - 1) == 0)
		skip_block(r);
	for (char *line; !err && next_line(r, &line);)
		err = take_line(r, line);
	close_cue(r);
	if (!err && !r->caption->n_cues)
		err = fault_set(r->fault, ERR_FILE_FORMAT, "captions",
		    "There is no caption in this file. It is to be WebVTT (.vtt) or SubRip (.srt).");
	return err;
}

enum err caption_read(struct arena *arena, const char *language, const char *bytes, size_t len,
    struct caption *out_caption, struct fault *out_fault)
{
	struct caption caption = { 0 };
	struct reader reader = { .arena = arena, .fault = out_fault, .caption = &caption };
	if (len > CAPTION_BYTES_MAX)
		return fault_set(out_fault, ERR_TOO_BIG, "captions", "A caption file has at most 1 MiB.");
	reader.at = caption_text(arena, language, bytes, len, &caption.encoding);
	if (strcmp(caption.encoding, "UTF-8") != 0)
		repaired(&reader, arena_printf(arena, "The file was read as %s. Look whether its accents are right.",
				      caption.encoding));
	enum err err = read_all(&reader);
	if (!err) {
		caption.vtt = arena_dup(arena, buf_text(&reader.out));
		*out_caption = caption;
	}
	buf_finish(&reader.out);
	buf_finish(&reader.text);
	return err;
}
