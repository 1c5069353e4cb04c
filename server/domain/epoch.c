/* See epoch.h. */
#include "domain/epoch.h"

#include "base/clock.h"
#include "store/setting.h"

#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENT_BYTES = 4, MAC_BYTES = 8, NUMBER_LEN = 20 };

static const char SETTING[] = "epoch";

enum err epoch_get(struct db *db, struct arena *arena, struct epoch *out_epoch)
{
	const char *text;
	struct epoch epoch;
	enum err err = setting_get(db, arena, SETTING, &text);
	if (!err)
		err = event_mark_get(db, arena, &epoch.mark);
	if (err)
		return err;
	epoch.number = text ? strtoll(text, NULL, 10) : 1;
	*out_epoch = epoch;
	return epoch.number >= 1 ? OK : ERR_BROKEN;
}

static void hash_of(const struct epoch *epoch, const char *text, size_t len, char *out_hex, size_t bytes)
{
	uint8_t hash[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256(hash, (const uint8_t *)text, len, epoch->mark.key);
	sodium_bin2hex(out_hex, 2 * bytes + 1, hash, bytes);
}

/* "EVENT-NUMBER-MAC" for any number. */
static void token_of(const struct epoch *epoch, int64_t number, char out[EPOCH_TOKEN_LEN + 1])
{
	char event[2 * EVENT_BYTES + 1], mac[2 * MAC_BYTES + 1], said[6 + NUMBER_LEN + 1];
	int n = snprintf(said, sizeof said, "epoch %" PRId64, number);
	hash_of(epoch, "event", 5, event, EVENT_BYTES);
	hash_of(epoch, said, (size_t)n, mac, MAC_BYTES);
	snprintf(out, EPOCH_TOKEN_LEN + 1, "%s-%" PRId64 "-%s", event, number, mac);
}

void epoch_token(const struct epoch *epoch, char out_token[EPOCH_TOKEN_LEN + 1])
{
	token_of(epoch, epoch->number, out_token);
}

bool epoch_is_superseded_by(const struct epoch *epoch, const char *token)
{
	char expected[EPOCH_TOKEN_LEN + 1], *end = NULL;
	const char *number_at = token + 2 * EVENT_BYTES + 1;
	size_t len = strlen(token);
	if (len <= 2 * EVENT_BYTES + 1 || len > EPOCH_TOKEN_LEN || !isdigit((unsigned char)*number_at))
		return false;
	long long number = strtoll(number_at, &end, 10);
	if (*end != '-' || number <= epoch->number || number == INT64_MAX)
		return false;
	token_of(epoch, number, expected);
	return strlen(expected) == len && sodium_memcmp(expected, token, len) == 0;
}

/* ---- taking over ---- */

struct raising {
	struct change change;
	int64_t number;
};

static enum err run_raise(struct change *change, struct tx *tx)
{
	struct raising *raising = (struct raising *)(void *)change;
	struct epoch epoch;
	char text[NUMBER_LEN + 1];
	enum err err = epoch_get(tx_db(tx), tx_arena(tx), &epoch);
	if (err)
		return err;
	raising->number = epoch.number + 1;
	snprintf(text, sizeof text, "%" PRId64, raising->number);
	err = setting_put(tx, SETTING, text);
	return err ? err
		   : tx_journal(tx, &(struct journal_note){ .topic = "access",
					.action = "epoch.raise",
					.subject = SETTING,
					.version = raising->number });
}

enum err epoch_raise(struct store *store, int64_t *out_number, struct fault *out_fault)
{
	struct raising raising = { .change = { .run = run_raise } };
	enum err err = event_mark_open(store, out_fault);
	if (!err)
		err = store_apply(store, &raising.change);
	if (err)
		return fault_set(out_fault, err, NULL, "The copy could not be marked as the one that counts.");
	*out_number = raising.number;
	return OK;
}
