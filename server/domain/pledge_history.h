/* The history of a pledge, told by the journal: every act with who and when, what it changed, and the pledge as it
 * was then. And the way back: any act can be undone, as a new act; nothing is ever overwritten. Entries whose action
 * begins with "pledge." carry the whole pledge; others (a read-back was asked for) do not. */
#ifndef P2C_DOMAIN_PLEDGE_HISTORY_H
#define P2C_DOMAIN_PLEDGE_HISTORY_H

#include "store/journal.h"
#include "store/read.h"
#include "store/tx.h"

/* Every entry about the pledge but who had it open; oldest first. */
enum err pledge_entries(
    struct db *db, struct arena *arena, const char *pledge_id, struct journal_entry **out_entries, size_t *out_n);

struct pledge_act {
	struct journal_entry entry;
	bool carries;         /* entry.data is the pledge after it */
	const char **changed; /* names of the fields that it changed; all that say something for the first one */
	size_t n_changed;
};
/* Oldest first. ERR_BROKEN when an entry cannot be read. */
enum err pledge_history(
    struct db *db, struct arena *arena, const char *pledge_id, struct pledge_act **out_acts, size_t *out_n);

/* The pledge that an entry of that instant carries: what can be said of it without other rows. Of its pledgers only
 * the ids are filled in, and its id, version and changed_at are not. ERR_BROKEN. */
enum err pledge_of_entry(struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge);
/* Only what the totals count (tally.h): a recount reads every pledge there is. */
enum err pledge_counted_of_entry(struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge);
/* The same with its pledgers as they are called now. */
enum err pledge_of_entry_whole(
    struct db *db, struct arena *arena, const char *data, int64_t at, struct pledge *out_pledge);

/* Takes the last act back: the pledge is again as it was before. Undoing again goes further back, never forth. What
 * was logged and nothing else is withdrawn, with the reason "logged by mistake". `version` as for pledge_correct, 0
 * takes the row as it is. ERR_STEP after publication and when nothing is left; ERR_STALE, and *out_pledge is then the
 * row as it is. */
enum err pledge_undo(struct tx *tx, const char *id, int64_t version, struct pledge *out_pledge);

#endif
