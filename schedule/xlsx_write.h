/* A table as a spreadsheet (Office Open XML). Not for what stands in it: sheet.h. */
#ifndef P2C_SCHEDULE_XLSX_WRITE_H
#define P2C_SCHEDULE_XLSX_WRITE_H

#include "base/buf.h"
#include "base/err.h"
#include "schedule/sheet.h"

struct xlsx_options {
	const char *title; /* of the document */
	bool from_right;   /* the first column stands on the right, as Arabic reads */
	int64_t stamp_at;  /* when it was written, ms UTC */
};

/* Appends the file: one sheet with a head that stays, filters, and times as times of the day's zone. Texts longer
 * than a cell may be are cut. ERR_DISK_FULL when the system has no place for it; `out` is then untouched. */
enum err xlsx_write(
    const struct sheet *sheet, const struct xlsx_options *options, struct buf *out, struct fault *out_fault);

#endif
