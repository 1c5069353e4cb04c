/* What both versions of schedule.json have in common. Private to frab_json and frab_json2. */
#ifndef P2C_SCHEDULE_FRAB_JSON_PARTS_H
#define P2C_SCHEDULE_FRAB_JSON_PARTS_H

#include "base/jsonw.h"
#include "schedule/agenda.h"
#include "schedule/build.h"

struct json_t;

/* --- writing --- */

/* Opens the file and its "schedule": schema, generator, version. Two objects stay open. */
void frab_json_head(struct jsonw *w, const char *schema, int64_t stamp_at);
/* "p2c": what the format has no words for (extension.h). `full_breaks` when it has no place for a break's abstract.
 */
void frab_json_extension(struct jsonw *w, const struct agenda *agenda, enum lang lang, bool full_breaks);

/* --- reading --- */

/* Text, or a number as text: ids come as both. NULL for anything else. */
const char *frab_json_text(struct arena *arena, const struct json_t *object, const char *name);
/* Title, acronym, the extension of the whole and the rooms. */
void frab_json_conference(struct build *build, const struct json_t *schedule);
/* What the extension says of the session with that id, as JSON in the arena; NULL when it says nothing. */
const char *frab_json_session_extension(struct build *build, const struct json_t *schedule, const char *guid);

#endif
