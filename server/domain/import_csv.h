/* Rows of a CSV file from outside: which separator it has, where its lines are, that it is UTF-8. What the columns
 * mean is import_table.h's. Wraps libcsv; nothing else includes it. */
#ifndef P2C_DOMAIN_IMPORT_CSV_H
#define P2C_DOMAIN_IMPORT_CSV_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { IMPORT_CSV_BYTES_MAX = 8 << 20, IMPORT_CSV_LINES_MAX = 100000, IMPORT_CSV_CELLS_MAX = 100 };

struct import_csv_row {
	int64_t line; /* where the row starts; the first line is 1 */
	const char *const *cells;
	size_t n;
	char separator; /* of the file: ',' ';' or tab */
};
/* Calls `row` for each row that is not empty, the header included; cells are trimmed of spaces and live until it
 * returns. Lines end with LF, CRLF or CR; a BOM is skipped; more than 100 cells in a row are cut off. Stops at the
 * first answer other than OK and gives it back. ERR_TOO_BIG above 8 MiB or 100,000 lines; ERR_FILE_FORMAT with the
 * line in the fault for bytes that are no UTF-8 and for a quote that is never closed. */
enum err import_csv_read(const char *bytes, size_t len, enum err (*row)(void *ctx, const struct import_csv_row *row),
    void *ctx, struct fault *out_fault);

#endif
