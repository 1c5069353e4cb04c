/* What the exchange formats have no word for, as one small JSON object that each of them can carry: `schedule.p2c`
 * and `p2c` in schedule.json, processing instructions in schedule.xml (a schema cannot object to them), X-P2C
 * properties in iCalendar. With it a round trip loses nothing; programs that do not know it lose nothing else. What a
 * format has a word for wins over the extension, so that files may be edited by hand. Private to the readers and
 * writers. */
#ifndef P2C_SCHEDULE_EXTENSION_H
#define P2C_SCHEDULE_EXTENSION_H

#include "base/jsonw.h"
#include "schedule/build.h"

/* Members of the whole: acronym, rooms with everything that is known of them (room_json.h). */
void extension_write_agenda(struct jsonw *w, const char *name, const struct agenda *agenda);
/* Members of one session: its facts (session_json.h), and its texts in the languages that are not written in the
 * format's own words: `said` tells which those are. */
enum extension_said { SAID_TITLE_AND_ABSTRACT, SAID_TITLE };
void extension_write_session(struct jsonw *w, const char *name, const struct agenda *agenda,
    const struct agenda_session *session, enum lang lang, enum extension_said said);

/* The languages in which the format's own words are. */
struct extension_langs {
	enum lang title, abstract;
};

/* Reads what extension_write_agenda wrote, before any session; anything unreadable is reported and passed over. */
void extension_read_agenda(struct build *build, const char *json, int line);
/* Reads what extension_write_session wrote into a new session, and the languages (English when it does not say). */
struct extension_langs extension_read_session(
    struct build *build, struct agenda_session *session, const char *json, int line);

#endif
