/* When the draft becomes the plan, and back: every release is numbered, has a log of what it changed and can be
 * brought back. What the day did stays whatever is released: that a session runs, its delay, where it was moved to,
 * and that it was cancelled by an act of the day. */
#ifndef P2C_DOMAIN_RELEASE_H
#define P2C_DOMAIN_RELEASE_H

#include "schedule/agenda.h"
#include "store/draft.h"
#include "store/tx.h"

enum { RELEASE_NOTE_MAX = 500 /* bytes */ };

/* Makes what is in force now release 1 when there is none yet: an imported agenda, or an empty day. */
enum err release_begin(struct tx *tx, const char *note);
/* Releases the draft. ERR_STALE names the sessions that somebody else released with another value meanwhile;
 * ERR_CLASH says how many errors of the rules are left (unless `force`) and the first of them. */
enum err release_make(struct tx *tx, const char *note, bool force, struct release_row *out_release);
/* The plan becomes what it was in that release, as a new release: sessions that came since are cancelled. The draft
 * stays what it is. ERR_NOT_FOUND. */
enum err release_restore(struct tx *tx, int64_t number, const char *note, struct release_row *out_release);
/* The plan as it stood in that release, with the rooms of `agenda`. */
enum err release_plan(
    struct db *db, struct arena *arena, int64_t number, const struct agenda *agenda, struct agenda *out_plan);

#endif
