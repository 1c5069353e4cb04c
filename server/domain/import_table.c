/* See import_table.h. */
#include "domain/import_table.h"

#include "base/mem.h"
#include "domain/country.h"
#include "domain/fold.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void tell(struct import_job *job, bool refused, const char *field, const char *words)
{
	struct import_report *report = &job->report;
	if (report->n_lines == IMPORT_LINES_TOLD)
		return;
	if (report->n_lines == job->lines_cap) {
		job->lines_cap = job->lines_cap ? job->lines_cap * 2 : 16;
		struct import_line *grown = arena_array(tx_arena(job->tx), struct import_line, job->lines_cap);
		if (report->n_lines)
			memcpy(grown, report->lines, sizeof *grown * report->n_lines);
		report->lines = grown;
	}
	report->lines[report->n_lines++] = (struct import_line){ .line = job->now ? job->now->line : 1,
		.refused = refused,
		.field = arena_dup(tx_arena(job->tx), field),
		.words = words };
}

static const char *words_of(struct import_job *job, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
static const char *words_of(struct import_job *job, const char *format, va_list args)
{
	char words[sizeof((struct fault *)0)->detail];
	vsnprintf(words, sizeof words, format, args);
	return arena_dup(tx_arena(job->tx), words);
}

void import_refuse(struct import_job *job, const char *field, const char *words, ...)
{
	va_list args;
	va_start(args, words);
	tell(job, true, field, words_of(job, words, args));
	va_end(args);
	job->report.refused++;
}

void import_remark(struct import_job *job, const char *field, const char *words, ...)
{
	va_list args;
	va_start(args, words);
	tell(job, false, field, words_of(job, words, args));
	va_end(args);
}

enum err import_judge(struct import_job *job, enum err err)
{
	const struct fault *fault = tx_fault(job->tx);
	enum err_kind kind = err_kind(err);
	if (kind != KIND_INVALID && kind != KIND_CONFLICT && kind != KIND_NOT_FOUND)
		return err;
	bool told = fault->err == err && *fault->detail;
	import_refuse(job, fault->err == err ? fault->field : "", "%s", told ? fault->detail : err_words(err));
	return OK;
}

const char *import_cell(struct import_job *job, size_t column)
{
	int place = job->places[column];
	if (place < 0)
		return NULL;
	const char *text = (size_t)place < job->now->n ? job->now->cells[place] : "";
	/* The apostrophe that keeps a spreadsheet from running a cell (csv_cell) is not part of the text. */
	bool guarded = text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]);
	return arena_dup(tx_arena(job->tx), text + guarded);
}

const char *import_said(struct import_job *job, size_t column)
{
	const char *text = import_cell(job, column);
	return text && *text ? text : NULL;
}

const char *import_number(struct import_job *job, const char *text)
{
	char *clean = arena_dup(tx_arena(job->tx), text), *end = clean;
	size_t commas = 0;
	for (const char *c = text; *c; c++) {
		bool narrow = !strncmp(c, "\xe2\x80\xaf", 3), wide = !strncmp(c, "\xc2\xa0", 2);
		if (narrow || wide)
			c += narrow ? 2 : 1;
		else if (*c != ' ' && *c != '\'')
			*end++ = *c;
		commas += *c == ',';
	}
	*end = '\0';
	bool decimal_comma = commas == 1 && job->now->separator != ',' && !strchr(clean, '.');
	if (decimal_comma) {
		*strchr(clean, ',') = '.';
		return clean;
	}
	for (char *c = clean + strcspn(clean, ","); *c; c += strcspn(c, ",")) {
		bool group = strspn(c + 1, "0123456789") == 3;
		if (!group || (commas == 1 && !strchr(clean, '.')))
			return clean;
		memmove(c, c + 1, strlen(c));
	}
	return clean;
}

const char *import_country(struct import_job *job, const char *field, const char *text)
{
	const struct country *country = country_guess(text);
	if (!country)
		import_refuse(
		    job, field, "\"%.60s\" is no country. Use its three-letter code such as RWA, or its name.", text);
	return country ? country->alpha3 : NULL;
}

/* ---- the header ---- */

static bool same_word(struct arena *arena, const char *folded, const char *text)
{
	return !strcmp(folded, fold_plain(arena, text));
}

/* "their column=our_column;…" says what a header means; NULL when it is silent. */
static const char *mapped(struct import_job *job, struct arena *arena, const char *folded)
{
	char *map = arena_dup(arena, job->options->map ? job->options->map : ""), *rest = NULL;
	for (char *pair = strtok_r(map, ";", &rest); pair; pair = strtok_r(NULL, ";", &rest)) {
		char *equals = strrchr(pair, '=');
		if (!equals)
			continue;
		*equals = '\0';
		if (same_word(arena, folded, pair))
			return equals + 1;
	}
	return NULL;
}

static int find_column(struct import_job *job, struct arena *arena, const char *header)
{
	const char *folded = fold_plain(arena, header), *ours = mapped(job, arena, folded);
	for (size_t i = 0; i < job->n_columns; i++) {
		const struct import_column *column = &job->columns[i];
		if (ours ? !strcmp(ours, column->key) : same_word(arena, folded, column->key))
			return (int)i;
		for (size_t k = 0; !ours && k < IMPORT_ALIASES_MAX && column->aliases[k]; k++)
			if (same_word(arena, folded, column->aliases[k]))
				return (int)i;
	}
	return -1;
}

static bool has_column(const struct import_job *job, const char *key, size_t len)
{
	for (size_t i = 0; i < job->n_columns; i++)
		if (strlen(job->columns[i].key) == len && !memcmp(job->columns[i].key, key, len))
			return job->places[i] >= 0;
	return false;
}

/* Is one of the sets of `required` complete? */
static bool is_complete(const struct import_job *job)
{
	for (const char *set = job->required; *set; set += strcspn(set, "|"), set += *set == '|') {
		bool all = true;
		for (const char *key = set; *key && *key != '|'; key += *key == ' ') {
			size_t len = strcspn(key, " |");
			all = all && has_column(job, key, len);
			key += len;
		}
		if (all)
			return true;
	}
	return false;
}

static enum err read_header(struct import_job *job)
{
	struct arena *arena = arena_create();
	for (size_t i = 0; i < IMPORT_COLUMNS_MAX; i++)
		job->places[i] = -1;
	for (size_t i = 0; i < job->now->n; i++) {
		int column = find_column(job, arena, job->now->cells[i]);
		if (column >= 0 && job->places[column] >= 0)
			import_refuse(job, job->columns[column].key,
			    "Two columns say this: \"%.60s\" is the second one.", job->now->cells[i]);
		else if (column >= 0)
			job->places[column] = (int)i;
		else if (*job->now->cells[i])
			import_remark(job, job->now->cells[i], "This column is not known and was left out.");
	}
	arena_destroy(arena);
	if (!is_complete(job))
		import_refuse(job, "header", "The first line must name these columns: %.180s", job->required);
	return OK;
}

static enum err on_row(void *ctx, const struct import_csv_row *row)
{
	struct import_job *job = ctx;
	job->now = row;
	if (!job->headed) {
		job->headed = true;
		return read_header(job);
	}
	job->report.rows++;
	*tx_fault(job->tx) = (struct fault){ 0 };
	return job->report.refused && job->report.rows == 1 ? ERR_FILE_FORMAT : job->row(job);
}

/* The first refused line as the fault. */
static enum err refused(struct import_job *job)
{
	for (size_t i = 0; i < job->report.n_lines; i++) {
		const struct import_line *line = &job->report.lines[i];
		if (line->refused)
			return fault_set(tx_fault(job->tx), ERR_FILE_FORMAT, line->field, "Line %lld: %s",
			    (long long)line->line, line->words);
	}
	return fault_set(tx_fault(job->tx), ERR_FILE_FORMAT, "file", "The file has no lines.");
}

enum err import_table(struct import_job *job, const char *csv, size_t len, struct import_report *out_report)
{
	struct fault fault = { 0 };
	enum err err = import_csv_read(csv, len, on_row, job, &fault);
	job->now = NULL;
	if (err == ERR_FILE_FORMAT && fault.err)
		import_refuse(job, "file", "%s", fault.detail);
	else if (!err && !job->headed)
		import_refuse(job, "file", "The file is empty.");
	*out_report = job->report;
	if (err == ERR_TOO_BIG)
		return fault_set(tx_fault(job->tx), err, "file", "%s", fault.detail);
	if (err && err != ERR_FILE_FORMAT)
		return err;
	if (!job->report.refused)
		return OK;
	return job->options->dry_run ? OK : refused(job);
}
