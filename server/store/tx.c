/* See tx.h. */
#include "store/tx.h"

#include "base/id_named.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/keyring.h"
#include "store/topic.h"
#include "store/tx_state.h"

#include <assert.h>
#include <string.h>

struct db *tx_db(struct tx *tx)
{
	return tx->db;
}

int64_t tx_now(const struct tx *tx)
{
	return tx->now;
}

struct arena *tx_arena(struct tx *tx)
{
	return tx->arena;
}

struct fault *tx_fault(struct tx *tx)
{
	return tx->fault;
}

void tx_act_as(struct tx *tx, const char *actor)
{
	tx->actor = arena_dup(tx->arena, actor);
}

const char *tx_actor(const struct tx *tx)
{
	return tx->actor;
}

void tx_act_by(struct tx *tx, const char *key)
{
	tx->key = key ? arena_dup(tx->arena, key) : NULL;
	tx->ids = 0;
}

struct id tx_new_id(struct tx *tx)
{
	if (!tx->key)
		return id_new(tx->now);
	return id_named("act", arena_printf(tx->arena, "%s\n%s\n%u", tx->actor, tx->key, tx->ids++));
}

void tx_forget(struct tx *tx)
{
	tx->forgets = true;
}

static enum err sealed(struct tx *tx, const struct journal_note *note, struct chain_bytes *out_sealed)
{
	unsigned char key[SEAL_KEY_LEN];
	assert(note->person);
	enum err err = keyring_need(tx->db, note->person, key);
	if (err != OK)
		return err;
	size_t len = strlen(note->personal);
	unsigned char *box = arena_alloc(tx->arena, len + SEAL_EXTRA);
	seal_close(key, note->personal, len, box);
	seal_key_wipe(key);
	*out_sealed = (struct chain_bytes){ box, len + SEAL_EXTRA };
	return OK;
}

enum err tx_journal(struct tx *tx, const struct journal_note *note)
{
	const char *data = note->data ? note->data : "{}";
	const char *person = note->person ? note->person : "";
	const enum topic topic = topic_find(note->topic);
	struct journal_head next = { .seq = tx->head.seq + 1 };
	struct chain_row row = {
		.seq = next.seq,
		.at = tx->now,
		.version = note->version,
		.actor = chain_text(tx->actor),
		.topic = chain_text(note->topic),
		.action = chain_text(note->action),
		.subject = chain_text(note->subject),
		.data = chain_text(data),
		.person = chain_text(person),
	};
	assert(topic != TOPIC_MAX);
	enum err err = note->personal ? sealed(tx, note, &row.sealed) : OK;
	if (err != OK)
		return err;
	chain_link(tx->head.hash, &row, &tx->scratch, next.hash);
	err = db_run(tx->db, SQL_JOURNAL_ADD, "iittttittbb", row.seq, row.at, tx->actor, note->topic, note->action,
	    note->subject, row.version, data, person, row.sealed.at, row.sealed.len, next.hash, sizeof next.hash);
	if (err == OK) {
		tx->head = next;
		tx->topics |= topic_bit(topic);
	}
	return err;
}
