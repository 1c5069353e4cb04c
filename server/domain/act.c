/* See act.h. */
#include "domain/act.h"

#include "store/write.h"

#include <sodium.h>
#include <string.h>

static void hash_body(const struct act *act, unsigned char out_hash[32])
{
	crypto_generichash(out_hash, 32, act->body_len ? act->body : (const void *)"", act->body_len, NULL, 0);
}

bool act_key_is_valid(const char *key)
{
	size_t len = strlen(key);
	for (size_t i = 0; i < len; i++)
		if (key[i] < '!' || key[i] > '~')
			return false;
	return len >= 8 && len <= ACT_KEY_MAX;
}

enum err act_replay(struct tx *tx, const struct act *act, int64_t *out_status, const char **out_answer)
{
	struct idem idem;
	unsigned char hash[32];
	*out_status = 0;
	enum err err = idem_get(tx_db(tx), tx_arena(tx), act->key, &idem);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	if (idem.status == ACT_ERASED)
		return fault_set(tx_fault(tx), ERR_ERASED, "Idempotency-Key",
		    "This was done before. Its answer was erased with the data of a person.");
	hash_body(act, hash);
	if (strcmp(idem.actor, act->actor) != 0 || strcmp(idem.route, act->route) != 0 ||
	    memcmp(idem.body_hash, hash, sizeof hash) != 0)
		return fault_set(tx_fault(tx), ERR_KEY_REUSED, "Idempotency-Key", NULL);
	*out_status = idem.status;
	*out_answer = idem.answer;
	return OK;
}

enum err act_keep(struct tx *tx, const struct act *act, int64_t status, const char *answer)
{
	struct idem idem = {
		.key = act->key, .actor = act->actor, .route = act->route, .answer = answer, .status = status
	};
	hash_body(act, idem.body_hash);
	return idem_add(tx_db(tx), &idem, tx_now(tx));
}
