/* Who has to be told of a change of the day, as rows; and which sessions concern a person beside those they speak in.
 * The rules are those of read.h and write.h: text lives in the arena and is never NULL, 0 stands for an instant that
 * has not come; what changes rows runs only inside a change. Who is to be told is schedule/told.h's. */
#ifndef P2C_STORE_TOLD_H
#define P2C_STORE_TOLD_H

#include "store/read.h"

struct tell {
	const char *id, *session_id, *whom, *who; /* who: id or name of a person, "" for a booth or a door */
	const char *person_id, *name, *role, *what, *done_by;
	struct {
		int64_t at;       /* expected start; 0: not at all */
		const char *room; /* id; "" for none */
	} from, to;
	int64_t version, made_at, done_at;
};
enum err tell_get(struct db *db, struct arena *arena, const char *id, struct tell *out_tell);
/* That of a party in a session. */
enum err tell_find(struct db *db, struct arena *arena, const char *session_id, const char *whom, const char *who,
    struct tell *out_tell);
/* Those of sessions still to come whom nobody has told yet, the soonest first; or all, the latest change first. */
enum err tell_list(
    struct db *db, struct arena *arena, bool open, int64_t limit, struct tell **out_tells, size_t *out_n);
/* Adds the row, or replaces that of the same session and party. */
enum err tell_put(struct db *db, const struct tell *tell);
enum err tell_drop(struct db *db, const char *id);
/* Drops what is open of a session: nobody has to be told any more. */
enum err tell_close(struct db *db, const char *session_id);

/* Sessions (ids) that a person is invited to, is on the speakers' list of, or signs at. */
enum concern { CONCERN_INVITED, CONCERN_LISTED, CONCERN_SIGNS, CONCERN_MAX };
enum err concern_list(struct db *db, struct arena *arena, enum concern concern, const char *person_id,
    const char ***out_sessions, size_t *out_n);

#endif
