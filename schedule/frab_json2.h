/* schedule.json version 2 (voc/schedule): sessions in one list, rooms by their ids, texts in many languages, days
 * with their own bounds. Out here; read by frab_json_read, which takes both versions. The words of that version for
 * our kinds and roles are few: what they cannot say travels beside them (extension.h), and wins as long as it does
 * not contradict. */
#ifndef P2C_SCHEDULE_FRAB_JSON2_H
#define P2C_SCHEDULE_FRAB_JSON2_H

#include "base/buf.h"
#include "schedule/format.h"

struct build;
struct json_t;

/* Appends the file: planned times, breaks as MetaEvent. ERR_INVALID for an agenda that format_check refuses; `out` is
 * then untouched. */
enum err frab_json2_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault);

/* Is this value of "schedule" of version 2? Then its sessions are read by the other. Only for frab_json_read. */
bool frab_json2_is(const struct json_t *schedule);
enum err frab_json2_read(struct build *build, const struct json_t *schedule, struct fault *out_fault);

#endif
