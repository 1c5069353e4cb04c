/* See venue_plan.h. */
#include "domain/venue_plan.h"

#include "base/jsonw.h"

#include <sodium.h>

enum { SHA256_HEX = 2 * crypto_hash_sha256_BYTES + 1 };

static const char *sha256_hex(struct arena *arena, const void *bytes, size_t len)
{
	uint8_t hash[crypto_hash_sha256_BYTES];
	char *hex = arena_alloc(arena, SHA256_HEX);
	crypto_hash_sha256(hash, bytes, len);
	return sodium_bin2hex(hex, SHA256_HEX, hash, sizeof hash);
}

static enum err note(struct tx *tx, const struct venue_plan *plan)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "width", plan->width);
	jsonw_int(&w, "height", plan->height);
	jsonw_text(&w, "sha256", plan->sha256);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "agenda",
				  .action = "plan.set",
				  .subject = "plan",
				  .version = plan->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

enum err venue_plan_keep(
    struct tx *tx, const void *png, size_t len, int64_t width, int64_t height, struct venue_plan *out_plan)
{
	struct venue_plan before = { 0 };
	enum err err = venue_plan_get(tx_db(tx), tx_arena(tx), &before);
	if (err && err != ERR_NOT_FOUND)
		return err;
	struct venue_plan plan = { before.version + 1, png, len, width, height, sha256_hex(tx_arena(tx), png, len) };
	err = venue_plan_put(tx_db(tx), &plan);
	if (!err)
		err = note(tx, &plan);
	if (!err)
		*out_plan = plan;
	return err;
}
