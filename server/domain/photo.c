/* See photo.h. */
#include "domain/photo.h"

#include "base/jsonw.h"
#include "store/people_write.h"
#include "store/photo.h"

#include <sodium.h>

enum { SHA256_HEX = 2 * crypto_hash_sha256_BYTES + 1 };

static const char *sha256_hex(struct arena *arena, const void *bytes, size_t len)
{
	uint8_t hash[crypto_hash_sha256_BYTES];
	char *hex = arena_alloc(arena, SHA256_HEX);
	crypto_hash_sha256(hash, bytes, len);
	return sodium_bin2hex(hex, SHA256_HEX, hash, sizeof hash);
}

static enum err note(struct tx *tx, const char *action, const struct person *person, const char *sha256)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "sha256", sha256);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "participants",
				  .action = action,
				  .subject = person->id,
				  .version = person->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

/* The person's row says that there is one and since when (0: none); it is read again with its new version. */
static enum err touch(struct tx *tx, const char *action, const char *person_id, int64_t photo_at, const char *sha256,
    struct person *out_person)
{
	enum err err = person_photo(tx_db(tx), person_id, photo_at);
	if (!err)
		err = person_get(tx_db(tx), tx_arena(tx), person_id, out_person);
	return err ? err : note(tx, action, out_person, sha256);
}

enum err photo_keep(struct tx *tx, const char *person_id, const void *jpeg, size_t len, struct person *out_person)
{
	enum err err = person_get(tx_db(tx), tx_arena(tx), person_id, out_person);
	if (err)
		return err;
	struct photo photo = { .jpeg = jpeg,
		.len = len,
		.sha256 = sha256_hex(tx_arena(tx), jpeg, len),
		.taken_at = tx_now(tx),
		.by = tx_actor(tx) };
	err = photo_put(tx_db(tx), person_id, &photo);
	return err ? err : touch(tx, "photo.take", person_id, photo.taken_at, photo.sha256, out_person);
}

enum err photo_remove(struct tx *tx, const char *person_id, struct person *out_person)
{
	struct photo photo;
	enum err err = person_get(tx_db(tx), tx_arena(tx), person_id, out_person);
	if (err)
		return err;
	err = photo_get(tx_db(tx), tx_arena(tx), person_id, &photo);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_STEP, "photo", "There is no photo of this person.");
	if (!err)
		err = photo_drop(tx_db(tx), person_id);
	return err ? err : touch(tx, "photo.remove", person_id, 0, photo.sha256, out_person);
}
