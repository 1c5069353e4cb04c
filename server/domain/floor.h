/* The floor: who asked for it, who has it, who had it. One list a session, one speaker at a time. */
#ifndef P2C_DOMAIN_FLOOR_H
#define P2C_DOMAIN_FLOOR_H

#include "store/read.h"
#include "store/tx.h"

enum { FLOOR_ALLOTTED_SECONDS = 180 }; /* three minutes a statement, as at recent plenipotentiary conferences */

/* Adds a person (by id, or by badge code when person_id is NULL) at the end of the list. ERR_BADGE_REVOKED,
 * ERR_CODE_UNKNOWN, ERR_CONFLICT when the person is waiting or speaking there already. */
enum err floor_request(
    struct tx *tx, const char *session_id, const char *person_id, const char *code, struct speaker *out_speaker);
/* Gives the floor: whoever has it in that session has delivered. ERR_STEP when this speaker is not waiting. */
enum err floor_call(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);
/* Ends the statement. ERR_STEP when this speaker does not have the floor. */
enum err floor_end(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);
/* Takes a waiting speaker off the list; kept as withdrawn. */
enum err floor_withdraw(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);

#endif
