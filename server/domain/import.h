/* Files from outside into the store: participants, pledges, rates (CSV). Read liberally, told line by line, all or
 * nothing. */
#ifndef P2C_DOMAIN_IMPORT_H
#define P2C_DOMAIN_IMPORT_H

#include "base/buf.h"
#include "store/tx.h"

#include <stdbool.h>

struct import_options {
	bool dry_run; /* report only: the change is undone by answering ERR_... of the report, see below */
	const char
	    *map; /* "their column=our_column;…": column names that the built-in lists do not know; may be NULL */
	const char *session_id; /* whose groups wishes are for (breakout.h); nothing else reads it */
};
/* What happened to each line; `lines` holds only those that need a word (all problems, at most 1,000). */
struct import_line {
	int64_t line; /* in the file, the header is 1 */
	bool refused; /* false: a remark */
	const char *field;
	const char *words;
};
struct import_report {
	size_t rows, added, changed, same, refused;
	struct import_line *lines;
	size_t n_lines;
};
/* Comma or semicolon, with or without BOM, quotes as RFC 4180, UTF-8 (Latin-1 is refused with its first line). Header
 * names are matched in the six languages. Rows with a registration ID that exists change that person. Returns
 * ERR_FILE_FORMAT when a line is refused: the report is filled all the same and nothing is left behind. A dry run
 * walks the same path and returns OK with the report; its caller undoes it. */
enum err import_participants(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);
/* Pledges submitted before the day, or our own export with everything in it. One that is filed already with the same
 * lead, type, title, text and amount is left alone. Heard, confirmed, signed and published are acts with a witness
 * that a table is not, so such lines come in as submitted; a withdrawn one stays withdrawn with its reason, so that
 * nobody announces by an import what was taken back. A frozen estimate keeps the rate in the file. */
enum err import_pledges(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);
/* currency,per_usd,valid_on: the UN operational rates' columns under their usual names too. */
enum err import_rates(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report);

/* Writers for the export: RFC 4180, UTF-8 with BOM, cells that a spreadsheet would run (= + - @) are quoted with an
 * apostrophe. */
void csv_cell(struct buf *out, const char *text, bool last);
/* Every pledge as CSV; amounts as decimal strings in their own currency beside the frozen US dollar estimate. */
enum err export_pledges_csv(struct db *db, struct buf *out);
enum err export_participants_csv(struct db *db, struct buf *out);

#endif
