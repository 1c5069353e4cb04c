/* Transferable cards of an entity, their quota, and who is invited to a session. Counting the quota is the door's
 * business (door_facts.h). */
#ifndef P2C_DOMAIN_CARD_H
#define P2C_DOMAIN_CARD_H

#include "store/door.h"
#include "store/tx.h"

enum { CARDS_AT_ONCE = 100, CARD_QUOTA_MAX = 1000 };

/* Issues `count` cards to an entity for points separated by spaces, "" for all that take cards. ERR_INVALID with the
 * field. */
enum err card_issue(struct tx *tx, const char *entity_id, int64_t count, const char *points, struct card **out_cards);
/* Blocks a lost card. ERR_NOT_FOUND, ERR_STEP when it was blocked before. */
enum err card_block(struct tx *tx, int64_t serial, const char *reason, struct card *out_card);
/* How many cards of the entity may be inside a point at once; -1 for no limit. ERR_NOT_FOUND; ERR_STALE when the
 * entity is no longer at `version`, and *out_entity is then as it is. */
enum err card_limit(struct tx *tx, const char *entity_id, int64_t version, int64_t quota, struct entity *out_entity);

/* Puts persons on the list of a session and takes others off it. ERR_NOT_FOUND for the session, ERR_INVALID for
 * somebody who is not there. */
enum err invitation_change(struct tx *tx, const char *session_id, const char *const *add, size_t n_add,
    const char *const *remove, size_t n_remove);

#endif
