/* libFuzzer: files of participants from outside. Whatever comes: rows start on rising lines, cells are
 * NUL-terminated, and a refused file says where. clang -fsanitize=fuzzer,address,undefined with domain/import_csv.c,
 * base and this file. */
#include "domain/import_csv.h"

#include <stdlib.h>
#include <string.h>

static void must(int holds)
{
	if (!holds)
		abort();
}

static enum err take(void *ctx, const struct import_csv_row *row)
{
	int64_t *last = ctx;
	must(row->line > *last && row->n <= IMPORT_CSV_CELLS_MAX);
	*last = row->line;
	size_t all = 0;
	for (size_t i = 0; i < row->n; i++)
		all += strlen(row->cells[i]);
	must(all <= IMPORT_CSV_BYTES_MAX);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	int64_t last = 0;
	struct fault fault = { 0 };
	enum err err = import_csv_read((const char *)bytes, len, take, &last, &fault);
	must(err == OK || fault.err == err);
	return 0;
}
