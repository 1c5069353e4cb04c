/* The first pass over an iCalendar file: finds what would hurt (bytes that are no UTF-8, depth, recurrence, sheer
 * numbers) while line numbers still exist, and passes on only the components and properties that are read, unfolded.
 * libical is quadratic in parameters and zones, so nobody else's alarms, attachments and parameters reach it.
 * Private to ics_read.c. */
#ifndef P2C_SCHEDULE_ICS_SCAN_H
#define P2C_SCHEDULE_ICS_SCAN_H

#include "schedule/build.h"

#include "base/buf.h"

/* The property that tells, first in every session, the line where it begins. */
#define ICS_SCAN_LINE "X-P2C-LINE"

/* Appends the text for libical. ERR_FILE_FORMAT with the line in the detail; `out` then holds a part of it. */
enum err ics_scan(const char *bytes, size_t len, struct buf *out, struct fault *out_fault);

#endif
