/* Who still has to be told that a session is expected elsewhere, at another time or not at all. A row is what
 * somebody knew and what is so now: a second change before anybody told them is one piece of news, and a change that
 * is taken back in time is none. Who is concerned is schedule/told.h's. */
#ifndef P2C_DOMAIN_TOLD_H
#define P2C_DOMAIN_TOLD_H

#include "schedule/told.h"
#include "store/told.h"
#include "store/tx.h"

/* Notes whom the changes concern; the rows that are open now are in *out_tells, in the order of the changes. Nothing
 * is to be told of a session that has begun or ended: what was open of it goes away. */
enum err told_note(struct tx *tx, const struct agenda *agenda, const struct told_changes *changes,
    struct tell **out_tells, size_t *out_n);
/* The plan itself was edited and is written: notes whom that concerns, of sessions that are not over and begin (or
 * were to begin) within TOLD_HOURS from now. Of later ones people read in the agenda. `before` is the agenda before
 * the edit (texts are not needed), its sessions in order of id; rooms are as they were. */
enum { TOLD_HOURS = 24 };
enum err told_edit(struct tx *tx, const struct agenda *before);
/* Nobody has to hear any more about a session that has begun or is over. */
enum err told_forget(struct tx *tx, const char *session_id);
/* Somebody told them; the actor is who. ERR_STEP when it was done before. */
enum err told_done(struct tx *tx, const char *id, struct tell *out_tell);

#endif
