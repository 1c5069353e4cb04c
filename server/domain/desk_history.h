/* What happened to a person before, as a clerk reads it: "badge 0412 issued at desk 4 at 09:12 by desk-4: lost". Told
 * from the journal; free text comes from under the person's seal. */
#ifndef P2C_DOMAIN_DESK_HISTORY_H
#define P2C_DOMAIN_DESK_HISTORY_H

#include "store/journal.h"
#include "store/read.h"

struct desk_history {
	int64_t at, serial; /* serial: 0 where it is about no badge */
	const char *actor, *action;
	const char *desk, *reason, *point; /* "" when not said */
};
/* `entries` are those of the person and `badges` theirs; gives one row an entry, newest first. */
enum err desk_history(struct db *db, struct arena *arena, const struct journal_entry *entries, size_t n,
    const struct badge *badges, size_t n_badges, struct desk_history **out_rows);

#endif
