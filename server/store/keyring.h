/* One key a person seals what the journal says about them. Destroying it makes those values unreadable for ever, and
 * the chain, which covers only sealed bytes, still holds. Keys never leave store/. */
#ifndef P2C_STORE_KEYRING_H
#define P2C_STORE_KEYRING_H

#include "base/err.h"
#include "store/seal.h"

struct db;

/* The key of that person; ERR_NOT_FOUND when there is none (never made, or destroyed). */
enum err keyring_find(struct db *db, const char *person, unsigned char out_key[SEAL_KEY_LEN]);
/* The same, made at first need. Inside a writing transaction. */
enum err keyring_need(struct db *db, const char *person, unsigned char out_key[SEAL_KEY_LEN]);
/* Forgets the key; OK also when there was none. Inside a writing transaction. */
enum err keyring_destroy(struct db *db, const char *person);

#endif
