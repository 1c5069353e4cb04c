/* The link of one person to their own agenda: a token that names them to this server only. It carries their id,
 * enciphered and authenticated with keys that follow from the event's (event_mark.h), so nothing is kept for it, the
 * same person has the same link, and nobody can think one up. A new generation of the keys ends all links at once.
 *
 *   tag    HMAC-SHA-256(key, id), its first 8 bytes      key     HMAC-SHA-256(the event's key, "personal link N")
 *   token  base32(tag || id XOR HMAC-SHA-256(key, "cipher" || tag)), 39 characters without I, L, O, U */
#ifndef P2C_DOMAIN_PERSONAL_LINK_H
#define P2C_DOMAIN_PERSONAL_LINK_H

#include "store/read.h"
#include "store/tx.h"

enum { PERSONAL_TOKEN_LEN = 39 };

/* The token of a person. ERR_INVALID when the id is no UUID. */
enum err personal_token(
    struct db *db, struct arena *arena, const char *person_id, char out_token[PERSONAL_TOKEN_LEN + 1]);
/* Whose token it is; case does not matter. ERR_NOT_FOUND for one that is wrong or of an earlier generation, and for
 * somebody who was merged away or is not there any more. */
enum err personal_token_person(struct db *db, struct arena *arena, const char *token, struct person *out_person);
/* From now on no link that was given out works any more. */
enum err personal_links_renew(struct tx *tx);

#endif
