/* Exceptions leave the queue of a desk: a case is opened, somebody of the help desk takes it, and closes it with what
 * came of it. A person has one open case at most. */
#ifndef P2C_DOMAIN_HELP_DESK_H
#define P2C_DOMAIN_HELP_DESK_H

#include "domain/desk.h"
#include "domain/desk_book.h"
#include "store/people.h"

/* form->reason: not_approved, no_letter, name_differs, duplicate, lost_badge, photo_refused or other; form->words for
 * whoever takes it. ERR_CONFLICT when the person is at the help desk already. */
desk_act help_desk_open;
/* The login takes an open case. ERR_STEP when somebody has it or it is closed. */
enum err help_desk_take(struct tx *tx, const char *id, struct help_case *out_case);
/* Closes a case that is open or taken. ERR_FIELD_MISSING without an outcome, ERR_STEP when it is closed. */
enum err help_desk_close(struct tx *tx, const char *id, const char *outcome, struct help_case *out_case);
/* Part of a merge: the person's case is closed with it. */
enum err help_desk_drop(struct desk_book *book);

#endif
