/* The cryptography of the journal: SHA-256 for its chain, secretbox (XSalsa20-Poly1305) for a person's values.
 * Not for passwords, tokens or badge codes. The only file of store/ that knows libsodium. */
#ifndef P2C_STORE_SEAL_H
#define P2C_STORE_SEAL_H

#include <stdbool.h>
#include <stddef.h>

enum { SEAL_KEY_LEN = 32, SEAL_HASH_LEN = 32, SEAL_EXTRA = 24 + 16 }; /* a nonce and an authenticator */

/* Readies the library; call before the rest, any number of times. */
void seal_init(void);
/* A new key from the system's random source. */
void seal_key_new(unsigned char out_key[SEAL_KEY_LEN]);
/* Wipes a key from memory. */
void seal_key_wipe(unsigned char key[SEAL_KEY_LEN]);
/* Seals len bytes into len + SEAL_EXTRA: a random nonce, then the box. */
void seal_close(const unsigned char key[SEAL_KEY_LEN], const void *plain, size_t len, unsigned char *out_sealed);
/* Opens len sealed bytes into len - SEAL_EXTRA; false when key and bytes do not belong together. */
bool seal_open(const unsigned char key[SEAL_KEY_LEN], const void *sealed, size_t len, unsigned char *out_plain);
/* SHA-256 (FIPS 180-4). */
void seal_hash(const void *bytes, size_t len, unsigned char out_hash[SEAL_HASH_LEN]);

#endif
