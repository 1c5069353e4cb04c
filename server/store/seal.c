/* See seal.h. */
#include "store/seal.h"

#include "base/fatal.h"

#include <assert.h>
#include <sodium.h>

static_assert(SEAL_KEY_LEN == crypto_secretbox_KEYBYTES, "libsodium's key");
static_assert(SEAL_EXTRA == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES, "libsodium's overhead");
static_assert(SEAL_HASH_LEN == crypto_hash_sha256_BYTES, "SHA-256");

void seal_init(void)
{
	if (sodium_init() < 0)
		fatal("no source of randomness");
}

void seal_key_new(unsigned char out_key[SEAL_KEY_LEN])
{
	crypto_secretbox_keygen(out_key);
}

void seal_key_wipe(unsigned char key[SEAL_KEY_LEN])
{
	sodium_memzero(key, SEAL_KEY_LEN);
}

void seal_close(const unsigned char key[SEAL_KEY_LEN], const void *plain, size_t len, unsigned char *out_sealed)
{
	randombytes_buf(out_sealed, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out_sealed + crypto_secretbox_NONCEBYTES, plain, len, out_sealed, key);
}

bool seal_open(const unsigned char key[SEAL_KEY_LEN], const void *sealed, size_t len, unsigned char *out_plain)
{
	const unsigned char *nonce = sealed;
	if (len < SEAL_EXTRA)
		return false;
	const unsigned char *box = nonce + crypto_secretbox_NONCEBYTES;
	return crypto_secretbox_open_easy(out_plain, box, len - crypto_secretbox_NONCEBYTES, nonce, key) == 0;
}

void seal_hash(const void *bytes, size_t len, unsigned char out_hash[SEAL_HASH_LEN])
{
	crypto_hash_sha256(out_hash, bytes, len);
}
