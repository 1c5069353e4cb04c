/* See personal_link.h. */
#include "domain/personal_link.h"

#include "domain/event_mark.h"
#include "domain/participant_rules.h"
#include "store/setting.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES = 16, TAG_BYTES = 8, TOKEN_BYTES = TAG_BYTES + ID_BYTES, HASH = crypto_auth_hmacsha256_BYTES };

static const char GENERATION[] = "personal_links", ALPHABET[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void keyed_hash(const uint8_t key[HASH], const char *text, const uint8_t *more, size_t len, uint8_t out[HASH])
{
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, key, HASH);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)text, strlen(text));
	crypto_auth_hmacsha256_update(&state, more, len);
	crypto_auth_hmacsha256_final(&state, out);
}

static enum err key_get(struct db *db, struct arena *arena, uint8_t out_key[HASH])
{
	_Static_assert((int)EVENT_MARK_KEY == (int)HASH, "the event's key is one of HMAC-SHA-256");
	struct event_mark mark;
	const char *generation;
	char name[48];
	enum err err = event_mark_get(db, arena, &mark);
	if (!err)
		err = setting_get(db, arena, GENERATION, &generation);
	if (err)
		return err;
	snprintf(name, sizeof name, "personal link %s", generation ? generation : "0");
	keyed_hash(mark.key, name, (const uint8_t *)"", 0, out_key);
	return OK;
}

/* ---- 24 bytes as 39 characters ---- */

static void base32_write(const uint8_t bytes[TOKEN_BYTES], char out[PERSONAL_TOKEN_LEN + 1])
{
	unsigned bits = 0, held = 0;
	size_t n = 0;
	for (size_t i = 0; i < TOKEN_BYTES; i++)
		for (bits = (bits << 8 | bytes[i]) & 0xFFFF, held += 8; held >= 5; held -= 5)
			out[n++] = ALPHABET[bits >> (held - 5) & 31];
	out[n++] = ALPHABET[bits << (5 - held) & 31];
	out[n] = '\0';
}

static bool base32_read(const char *text, uint8_t out[TOKEN_BYTES])
{
	unsigned bits = 0, held = 0;
	size_t n = 0;
	if (strlen(text) != PERSONAL_TOKEN_LEN)
		return false;
	for (; *text; text++) {
		char letter = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
		const char *at = strchr(ALPHABET, letter);
		if (!at)
			return false;
		bits = (bits << 5 | (unsigned)(at - ALPHABET)) & 0xFFFF;
		for (held += 5; held >= 8; held -= 8)
			out[n++] = (uint8_t)(bits >> (held - 8));
	}
	return true;
}

static bool id_read(const char *id, uint8_t out[ID_BYTES])
{
	size_t len = 0;
	return sodium_hex2bin(out, ID_BYTES, id, strlen(id), "-", &len, NULL) == 0 && len == ID_BYTES;
}

static const char *id_write(struct arena *arena, const uint8_t id[ID_BYTES])
{
	char hex[2 * ID_BYTES + 1];
	sodium_bin2hex(hex, sizeof hex, id, ID_BYTES);
	return arena_printf(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* The same twice is nothing: enciphers and deciphers. */
static void cipher(const uint8_t key[HASH], const uint8_t tag[TAG_BYTES], uint8_t id[ID_BYTES])
{
	uint8_t stream[HASH];
	keyed_hash(key, "cipher", tag, TAG_BYTES, stream);
	for (size_t i = 0; i < ID_BYTES; i++)
		id[i] ^= stream[i];
}

enum err personal_token(
    struct db *db, struct arena *arena, const char *person_id, char out_token[PERSONAL_TOKEN_LEN + 1])
{
	uint8_t key[HASH], hash[HASH], token[TOKEN_BYTES] = { 0 };
	enum err err = key_get(db, arena, key);
	if (err)
		return err;
	if (!id_read(person_id, token + TAG_BYTES))
		return ERR_INVALID;
	keyed_hash(key, "", token + TAG_BYTES, ID_BYTES, hash);
	memcpy(token, hash, TAG_BYTES);
	cipher(key, token, token + TAG_BYTES);
	base32_write(token, out_token);
	return OK;
}

enum err personal_token_person(struct db *db, struct arena *arena, const char *text, struct person *out_person)
{
	uint8_t key[HASH], hash[HASH], token[TOKEN_BYTES] = { 0 };
	struct person person;
	enum err err = key_get(db, arena, key);
	if (err)
		return err;
	if (!base32_read(text, token))
		return ERR_NOT_FOUND;
	cipher(key, token, token + TAG_BYTES);
	keyed_hash(key, "", token + TAG_BYTES, ID_BYTES, hash);
	if (sodium_memcmp(hash, token, TAG_BYTES) != 0)
		return ERR_NOT_FOUND;
	err = person_get(db, arena, id_write(arena, token + TAG_BYTES), &person);
	if (!err && (person_is(&person, PERSON_MERGED) || person_is(&person, PERSON_ERASED)))
		err = ERR_NOT_FOUND;
	if (!err)
		*out_person = person;
	return err;
}

enum err personal_links_renew(struct tx *tx)
{
	const char *generation;
	enum err err = setting_get(tx_db(tx), tx_arena(tx), GENERATION, &generation);
	if (err)
		return err;
	long next = generation ? strtol(generation, NULL, 10) + 1 : 1;
	err = setting_put(tx, GENERATION, arena_printf(tx_arena(tx), "%ld", next));
	return err ? err
		   : tx_journal(
			 tx, &(struct journal_note){
				 .topic = "access", .action = "personal.renew", .subject = "day", .version = next });
}
