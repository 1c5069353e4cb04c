/* What the interpreters can do, and everything else that the rules of a plan (schedule/rules.h) want to know besides
 * the agenda. */
#ifndef P2C_DOMAIN_INTERPRETERS_H
#define P2C_DOMAIN_INTERPRETERS_H

#include "schedule/rules.h"
#include "store/read.h"
#include "store/tx.h"

enum err interpreters_read(
    struct db *db, struct arena *arena, struct rules_interpreters *out_interpreters, int64_t *out_version);
/* Replaces it. ERR_STALE, ERR_INVALID with the field: hours that do not follow each other, numbers out of bounds. */
enum err interpreters_keep(struct tx *tx, const struct rules_interpreters *interpreters, int64_t version);
/* "09:30" as minutes of the day, up to 24:00; false for anything else. */
bool interpreters_parse_time(const char *text, int *out_minutes);

/* What the rules want to know about this agenda; `rows` gives the co-chairs. */
enum err rules_known_read(struct db *db, struct arena *arena, const struct agenda *agenda,
    const struct agenda_rows *rows, struct rules_known *out_known);

#endif
