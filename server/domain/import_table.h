/* A table from outside whose header is recognised in six languages, read row by row into a report. Private to the
 * import*.c files. */
#ifndef P2C_DOMAIN_IMPORT_TABLE_H
#define P2C_DOMAIN_IMPORT_TABLE_H

#include "domain/import.h"
#include "domain/import_csv.h"
#include "domain/vocabulary.h"

enum { IMPORT_COLUMNS_MAX = 48, IMPORT_ALIASES_MAX = 14, IMPORT_LINES_TOLD = 1000 };

/* A column we know; the aliases are compared folded (case, accents and punctuation do not count). */
struct import_column {
	const char *key;
	const char *aliases[IMPORT_ALIASES_MAX];
};

struct import_job {
	struct tx *tx;
	const struct import_options *options;
	const struct import_column *columns;
	size_t n_columns;
	/* One of these sets of columns must be there: "entity family_name|entity display". */
	const char *required;
	/* One row; OK goes on (also after import_refuse), anything else ends the import. */
	enum err (*row)(struct import_job *job);
	struct import_report report;
	const struct import_csv_row *now;
	int places[IMPORT_COLUMNS_MAX]; /* cell of each column, -1 when the file has none */
	size_t lines_cap;
	bool headed;
};

/* Runs the job over the file and ends it as import.h says: the report is given in every case. */
enum err import_table(struct import_job *job, const char *csv, size_t len, struct import_report *out_report);
/* The text of a column in this row, kept until the change is done; NULL when the file has no such column. */
const char *import_cell(struct import_job *job, size_t column);
/* The same, NULL also when it is empty: "not said". */
const char *import_said(struct import_job *job, size_t column);
/* Refuses the row, or remarks on it. */
void import_refuse(struct import_job *job, const char *field, const char *words, ...)
    __attribute__((format(printf, 3, 4)));
void import_remark(struct import_job *job, const char *field, const char *words, ...)
    __attribute__((format(printf, 3, 4)));
/* After a use case: what is the row's own fault refuses the row and gives OK; what is not ends the import. */
enum err import_judge(struct import_job *job, enum err err);
/* A number as spreadsheets write it, as a plain decimal: spaces and apostrophes go, "2,500,000" too; a single comma
 * is a decimal one only in files that are separated otherwise. What stays odd is left for money_parse to refuse. */
const char *import_number(struct import_job *job, const char *text);
/* The key of a word list by key or by word in any language; NULL when it is neither. */
const char *import_word(struct arena *arena, const struct word *words, size_t n, const char *text);
/* "EN", "en-GB" or a language's own name: the official code; NULL when it is none of the six. */
const char *import_language(struct arena *arena, const char *text);
/* The alpha3 of a country by code or name; NULL after refusing the row. */
const char *import_country(struct import_job *job, const char *field, const char *text);

#endif
