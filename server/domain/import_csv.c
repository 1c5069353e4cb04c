/* libcsv is fed one line at a time, so that every row knows the line it starts at. */
#include "domain/import_csv.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <csv.h>
#include <stdbool.h>
#include <string.h>

struct reader {
	struct arena *arena; /* cells of the present row */
	enum err (*row)(void *ctx, const struct import_csv_row *row);
	void *ctx;
	const char *cells[IMPORT_CSV_CELLS_MAX];
	size_t n, quotes; /* of the present row */
	int64_t line, row_line;
	char separator;
	bool inside, filled; /* inside a row that goes on; a cell of it is not empty */
	enum err err;
};

static void on_cell(void *text, size_t len, void *ctx)
{
	struct reader *reader = ctx;
	if (reader->n < IMPORT_CSV_CELLS_MAX)
		reader->cells[reader->n++] = arena_copy(reader->arena, text ? text : "", len);
	reader->filled = reader->filled || len;
}

static void on_row(int c, void *ctx)
{
	(void)c;
	struct reader *reader = ctx;
	struct import_csv_row row = { reader->row_line, reader->cells, reader->n, reader->separator };
	if (!reader->err && reader->filled)
		reader->err = reader->row(reader->ctx, &row);
	arena_reset(reader->arena);
	reader->n = reader->quotes = 0;
	reader->inside = reader->filled = false;
}

/* The separator that the header has most of, outside of quotes. */
static char sniff(const char *bytes, size_t len)
{
	static const char SEPARATORS[] = ",;\t";
	size_t counts[3] = { 0 }, best = 0;
	bool quoted = false;
	for (size_t i = 0; i < len && (quoted || (bytes[i] != '\n' && bytes[i] != '\r')); i++) {
		const char *found = bytes[i] ? strchr(SEPARATORS, bytes[i]) : NULL;
		quoted = quoted != (bytes[i] == '"');
		if (found && !quoted)
			counts[found - SEPARATORS]++;
	}
	for (size_t i = 1; i < 3; i++)
		best = counts[i] > counts[best] ? i : best;
	return SEPARATORS[best];
}

/* Bytes of the first line of `bytes`, its end (LF, CRLF, CR) included. */
static size_t line_len(const char *bytes, size_t len)
{
	size_t n = 0;
	while (n < len && bytes[n] != '\n' && bytes[n] != '\r')
		n++;
	if (n < len)
		n += bytes[n] == '\r' && n + 1 < len && bytes[n + 1] == '\n' ? 2 : 1;
	return n;
}

static enum err check(const char *bytes, size_t len, struct fault *out_fault)
{
	size_t bad, lines = 1;
	if (len > IMPORT_CSV_BYTES_MAX)
		return fault_set(out_fault, ERR_TOO_BIG, "file", "A file may have 8 MiB at most.");
	bool readable = utf8_is_text(bytes, len, &bad);
	for (size_t at = 0, step; at < (readable ? len : bad); at += step) {
		step = line_len(bytes + at, len - at);
		lines += at + step <= (readable ? len : bad) && step && strchr("\r\n", bytes[at + step - 1]);
	}
	if (!readable)
		return fault_set(out_fault, ERR_FILE_FORMAT, "file",
		    "Line %zu is not UTF-8. Save the file as \"CSV UTF-8\" and try again.", lines);
	lines -= len && strchr("\r\n", bytes[len - 1]); /* what ends the last line begins no other */
	if (lines > IMPORT_CSV_LINES_MAX + 1)
		return fault_set(out_fault, ERR_TOO_BIG, "file", "A file may have 100,000 lines at most.");
	return OK;
}

static bool is_blank(const char *line, size_t len)
{
	size_t i = 0;
	while (i < len && (line[i] == '\r' || line[i] == '\n'))
		i++;
	return i == len;
}

static void feed(struct reader *reader, struct csv_parser *parser, const char *line, size_t len)
{
	if (!reader->inside)
		reader->row_line = reader->line;
	reader->inside = true; /* until on_row says otherwise */
	for (size_t i = 0; i < len; i++)
		reader->quotes += line[i] == '"';
	csv_parse(parser, line, len, on_cell, on_row, reader);
	if (is_blank(line, len) && !reader->n && reader->row_line == reader->line)
		reader->inside = false; /* an empty line */
	reader->line++;
}

/* A quote opened and the file ended: the row runs over lines, or swallowed the file's last line end. libcsv would
 * take the rest of the file as one cell. */
static bool is_unclosed(const struct reader *reader, const char *bytes, size_t len)
{
	bool runs_on = reader->line > reader->row_line + 1 || (len && strchr("\r\n", bytes[len - 1]));
	return reader->inside && reader->quotes % 2 && runs_on;
}

enum err import_csv_read(const char *bytes, size_t len, enum err (*row)(void *ctx, const struct import_csv_row *row),
    void *ctx, struct fault *out_fault)
{
	struct csv_parser parser;
	enum err err = check(bytes, len, out_fault);
	if (err)
		return err;
	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		bytes += 3;
		len -= 3;
	}
	struct reader reader = {
		.arena = arena_create(), .row = row, .ctx = ctx, .line = 1, .separator = sniff(bytes, len)
	};
	if (csv_init(&parser, CSV_APPEND_NULL))
		reader.err = ERR_BROKEN;
	csv_set_delim(&parser, (unsigned char)reader.separator);
	for (size_t at = 0, step; !reader.err && at < len; at += step) {
		step = line_len(bytes + at, len - at);
		feed(&reader, &parser, bytes + at, step);
	}
	if (!reader.err && is_unclosed(&reader, bytes, len))
		reader.err = fault_set(out_fault, ERR_FILE_FORMAT, "file",
		    "The quote that opens in line %lld is never closed.", (long long)reader.row_line);
	if (!reader.err)
		csv_fini(&parser, on_cell, on_row, &reader);
	csv_free(&parser);
	arena_destroy(reader.arena);
	return reader.err;
}
