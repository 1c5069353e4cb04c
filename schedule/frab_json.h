/* schedule.json, version 1 of the c3voc format, as pretalx and the hub exchange it. What is written is valid against
 * the public schema (schema.json). Lossless through `schedule.p2c` (extension.h) with the exceptions of frab_xml.h,
 * and with durations to the minute where the end is missing. */
#ifndef P2C_SCHEDULE_FRAB_JSON_H
#define P2C_SCHEDULE_FRAB_JSON_H

#include "base/buf.h"
#include "schedule/format.h"

/* Appends the file. ERR_INVALID for an agenda that format_check refuses; `out` is then untouched. */
enum err frab_json_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault);

/* Reads the file into the arena; options and report may be NULL. ERR_TOO_BIG, ERR_FILE_FORMAT with the line (of the
 * syntax error) or the place ("day 2, Hall A, session 3") in the detail. */
enum err frab_json_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault);

#endif
