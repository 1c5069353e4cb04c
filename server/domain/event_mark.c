/* See event_mark.h. */
#include "domain/event_mark.h"

#include "store/door.h"
#include "store/setting.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static const char SETTING[] = "mark_key";

static void keyed_hash(
    const uint8_t key[EVENT_MARK_KEY], const char *text, uint8_t out_hash[crypto_auth_hmacsha256_BYTES])
{
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, key, EVENT_MARK_KEY);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)text, strlen(text));
	crypto_auth_hmacsha256_final(&state, out_hash);
}

struct event_mark event_mark_of(const uint8_t key[EVENT_MARK_KEY])
{
	struct event_mark mark;
	uint8_t hash[crypto_auth_hmacsha256_BYTES];
	memcpy(mark.key, key, sizeof mark.key);
	keyed_hash(key, "salt", hash);
	memcpy(mark.salt, hash, sizeof mark.salt);
	return mark;
}

enum err event_mark_get(struct db *db, struct arena *arena, struct event_mark *out_mark)
{
	const char *hex;
	uint8_t key[EVENT_MARK_KEY];
	size_t len = 0;
	enum err err = setting_get(db, arena, SETTING, &hex);
	if (err || !hex)
		return err ? err : ERR_NOT_FOUND;
	if (sodium_hex2bin(key, sizeof key, hex, strlen(hex), NULL, &len, NULL) != 0 || len != sizeof key)
		return ERR_BROKEN;
	*out_mark = event_mark_of(key);
	return OK;
}

/* The same, made at first need. */
static enum err need(struct tx *tx, struct event_mark *out_mark)
{
	uint8_t key[EVENT_MARK_KEY];
	char hex[2 * EVENT_MARK_KEY + 1];
	enum err err = event_mark_get(tx_db(tx), tx_arena(tx), out_mark);
	if (err != ERR_NOT_FOUND)
		return err;
	randombytes_buf(key, sizeof key);
	sodium_bin2hex(hex, sizeof hex, key, sizeof key);
	err = setting_put(tx, SETTING, hex);
	if (!err)
		*out_mark = event_mark_of(key);
	return err;
}

static enum err make(struct change *change, struct tx *tx)
{
	struct event_mark mark;
	(void)change;
	return need(tx, &mark);
}

enum err event_mark_open(struct store *store, struct fault *out_fault)
{
	struct change change = { .run = make };
	struct event_mark mark;
	struct db *db;
	enum err err = store_reader_open(store, &db);
	if (err)
		return err;
	struct arena *arena = arena_create();
	err = event_mark_get(db, arena, &mark);
	arena_destroy(arena);
	store_reader_close(db);
	if (err == ERR_NOT_FOUND)
		err = store_apply(store, &change);
	return err ? fault_set(out_fault, err, NULL, "The key of the badge codes could not be made.") : OK;
}

static void mark_of(const struct event_mark *mark, const char *seed, uint8_t out_mark[BADGE_CODE_MARK])
{
	uint8_t hash[crypto_auth_hmacsha256_BYTES];
	keyed_hash(mark->key, seed, hash);
	memcpy(out_mark, hash, BADGE_CODE_MARK);
}

bool event_mark_fits(const struct event_mark *mark, const char *qr)
{
	char seed[BADGE_CODE_SEED_LEN + 1] = "";
	uint8_t expected[BADGE_CODE_MARK];
	memcpy(seed, qr, BADGE_CODE_SEED_LEN);
	mark_of(mark, seed, expected);
	return badge_code_is_marked(qr, expected);
}

bool event_mark_make(
    const struct event_mark *mark, const uint8_t random[BADGE_CODE_RANDOM], struct badge_code *out_code)
{
	char seed[BADGE_CODE_SEED_LEN + 1];
	uint8_t made[BADGE_CODE_MARK];
	badge_code_seed(random, seed);
	mark_of(mark, seed, made);
	return badge_code_make(random, made, out_code);
}

/* ERR_NOT_FOUND: neither code is anybody's. The short one has 30 bits, so a repeat is rare but possible. */
static enum err look_up(struct tx *tx, const struct badge_code *code)
{
	const char *const CODES[] = { code->code, code->qr };
	enum err err = ERR_NOT_FOUND;
	struct badge badge;
	struct card card;
	for (size_t i = 0; err == ERR_NOT_FOUND && i < sizeof CODES / sizeof *CODES; i++) {
		err = badge_find(tx_db(tx), tx_arena(tx), CODES[i], &badge);
		if (err == ERR_NOT_FOUND)
			err = card_find(tx_db(tx), tx_arena(tx), CODES[i], &card);
	}
	return err;
}

/* Random to everybody without the event's key, and the same again for the same act (tx.h): the badge that was printed
 * before a spare took over is good there, too. */
static void draw(struct tx *tx, const struct event_mark *mark, uint8_t out_random[BADGE_CODE_RANDOM])
{
	uint8_t hash[crypto_auth_hmacsha256_BYTES];
	static_assert(sizeof hash >= BADGE_CODE_RANDOM, "one hash is enough");
	struct id id = tx_new_id(tx);
	keyed_hash(mark->key, arena_printf(tx_arena(tx), "draw %s", id.text), hash);
	memcpy(out_random, hash, BADGE_CODE_RANDOM);
}

enum err event_mark_draw(struct tx *tx, struct badge_code *out_code)
{
	enum { TRIES = 100 };
	struct event_mark mark;
	struct badge_code code;
	enum err err = need(tx, &mark), found = OK;
	for (int i = 0; !err && found == OK && i < TRIES; i++) {
		uint8_t random[BADGE_CODE_RANDOM];
		draw(tx, &mark, random);
		if (event_mark_make(&mark, random, &code))
			found = look_up(tx, &code);
	}
	if (err)
		return err;
	if (found != ERR_NOT_FOUND)
		return found ? found : ERR_BROKEN;
	*out_code = code;
	return OK;
}

void event_mark_hash(const struct event_mark *mark, const char *qr, uint8_t out_hash[EVENT_MARK_HASH])
{
	crypto_hash_sha256_state state;
	uint8_t hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, mark->salt, sizeof mark->salt);
	crypto_hash_sha256_update(&state, (const uint8_t *)qr, BADGE_CODE_QR_LEN);
	crypto_hash_sha256_final(&state, hash);
	memcpy(out_hash, hash, EVENT_MARK_HASH);
}

void event_mark_text(const struct event_mark *mark, const char *text, char out[EVENT_MARK_TEXT])
{
	static const char SPACE[] = "text ";
	crypto_auth_hmacsha256_state state;
	uint8_t hash[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_init(&state, mark->key, sizeof mark->key);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)SPACE, sizeof SPACE - 1);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)text, strlen(text));
	crypto_auth_hmacsha256_final(&state, hash);
	sodium_bin2hex(out, EVENT_MARK_TEXT, hash, sizeof hash);
}
