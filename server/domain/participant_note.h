/* What the journal says about people: what anybody may know, and beside it, sealed with the person's own key, what
 * dies with that key. Private to the files of people in the domain. */
#ifndef P2C_DOMAIN_PARTICIPANT_NOTE_H
#define P2C_DOMAIN_PARTICIPANT_NOTE_H

#include "store/read.h"
#include "store/tx.h"

/* The person as they are now, personal values sealed. */
enum err participant_note(struct tx *tx, const char *action, const struct person *person);
/* That something happened to the person; `data` are public facts as JSON, NULL for none. */
enum err participant_note_fact(struct tx *tx, const char *action, const struct person *person, const char *data);
/* That the row of `id` became another one along with an act upon somebody else, `with`: no more than that. Whoever
 * keeps rows (pages, lists of desks without network, the search) reads it anew. */
enum err participant_note_along(struct tx *tx, const char *id, const char *with);
/* Agenda and wall show names: whoever looks at them has to ask again. */
enum err participant_note_shown(struct tx *tx);

#endif
