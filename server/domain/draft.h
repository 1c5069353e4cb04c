/* The draft of the plan: sessions as they would be, laid over what is released. What the day does and what is changed
 * at once (programme.h) never waits for it: a draft keeps the released session as it stood when it was begun, so that
 * only the fields that were drafted are laid over, and a field that was released meanwhile with another value is a
 * conflict for people. When a draft becomes the plan is in release.h. Clashes are findings (schedule/rules.h), never
 * refused. */
#ifndef P2C_DOMAIN_DRAFT_H
#define P2C_DOMAIN_DRAFT_H

#include "domain/programme.h"
#include "schedule/planned.h"
#include "store/draft.h"

enum draft_change { DRAFT_ADDED, DRAFT_EDITED, DRAFT_REMOVED };

struct draft_session {
	const struct draft_row *row;
	enum draft_change change;
	struct agenda_session *planned;        /* in draft.planned.sessions */
	const struct agenda_session *released; /* NULL when it is new */
	/* Sets of planned_field: what was drafted, and what of it somebody released meanwhile with another value. */
	unsigned fields, conflicts;
};

struct draft {
	int64_t version;                 /* rises with each change of the draft */
	struct agenda released, planned; /* with the same rooms; what was removed is cancelled in `planned` */
	struct agenda_rows rows;         /* what `released` was made of */
	struct draft_session *sessions;  /* in order of id */
	size_t n;
};

/* The draft as it stands. */
enum err draft_get(struct db *db, struct arena *arena, struct draft *out_draft);
/* The session's place in the draft; NULL when it is not in it. */
const struct draft_session *draft_find(const struct draft *draft, const char *session_id);

/* Puts a session into the draft or changes it there: of `session` only the set of `fields` counts, rooms are indices
 * into programme_get's. `version` is that of its row in the draft, 0 when it is in none. Saying a field again settles
 * its conflict. A session that is again as released leaves the draft. With ERR_STALE somebody else drafted it
 * meanwhile; ERR_INVALID, ERR_FIELD_MISSING and ERR_CONFLICT (its code is taken) for what could never be written. */
enum err draft_put(struct tx *tx, const struct agenda_session *session, unsigned fields, int64_t version);
/* The session would not take place; one that is only in the draft is gone. ERR_NOT_FOUND, ERR_STEP once it runs. */
enum err draft_remove(struct tx *tx, const char *session_id);
/* Takes one session out of the draft: it stays as released. ERR_NOT_FOUND when it is not in it. */
enum err draft_drop(struct tx *tx, const char *session_id);
/* Lets the whole draft go. */
enum err draft_discard(struct tx *tx);
/* The same without a journal entry: after a release, which has its own. */
enum err draft_end(struct tx *tx);
/* Puts a whole agenda from a file into the draft. Its rooms are added at once; nothing is removed. */
enum err draft_import(struct tx *tx, const struct agenda *agenda, struct programme_import *out_counts);

#endif
