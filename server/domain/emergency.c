/* See emergency.h. */
#include "domain/emergency.h"

#include "base/buf.h"
#include "base/jsonw.h"
#include "domain/room_list.h"

#include <string.h>

static const char OWNER[] = "emergency";

static const char *const KINDS[EMERGENCY_KIND_MAX] = { "evacuate", "stay", "medical", "info" };

static const struct texts STOCK[EMERGENCY_KIND_MAX] = {
#define WORDS(KIND, ...) [EMERGENCY_##KIND] = { { __VA_ARGS__ } },
#include "domain/emergency_words.def"
#undef WORDS
};

const char *emergency_kind_key(enum emergency_kind kind)
{
	return KINDS[kind];
}

struct texts emergency_stock(enum emergency_kind kind)
{
	return STOCK[kind];
}

enum err emergency_get(struct db *db, struct arena *arena, struct emergency *out_emergency)
{
	struct emergency_row row;
	struct texts words;
	enum err err = emergency_row_get(db, arena, &row);
	if (!err)
		err = wording_load(db, arena, OWNER, &words);
	if (!err)
		*out_emergency = (struct emergency){ .version = row.version,
			.since = row.since,
			.kind = row.kind,
			.by = row.by,
			.words = words,
			.rooms = row.rooms };
	return err;
}

static enum emergency_kind kind_find(const char *key)
{
	enum emergency_kind kind = 0;
	while (kind < EMERGENCY_KIND_MAX && strcmp(KINDS[kind], key) != 0)
		kind++;
	return kind;
}

/* Nobody is left without a language while there are words for it. */
static enum err take_words(struct tx *tx, enum emergency_kind kind, const struct texts *said, struct texts *out_words)
{
	struct texts words;
	enum err err = wording_take(tx, "words", said, EMERGENCY_WORDS_MAX, &words);
	if (err)
		return err;
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (!*words.in[lang] && STOCK[kind].in[lang])
			words.in[lang] = STOCK[kind].in[lang];
	if (wording_is_empty(&words))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "words", "Say what people have to know.");
	*out_words = words;
	return OK;
}

static enum err note(struct tx *tx, const char *action, const struct emergency *e)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "kind", e->kind);
	jsonw_text(&w, "rooms", e->rooms);
	jsonw_object(&w, "words");
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (e->words.in[lang] && *e->words.in[lang])
			jsonw_text(&w, lang_key(lang), e->words.in[lang]);
	jsonw_object_end(&w);
	jsonw_object_end(&w);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "emergency",
					  .action = action,
					  .subject = OWNER,
					  .version = e->version,
					  .data = buf_text(&out) });
	buf_finish(&out);
	return err;
}

static enum err save(struct tx *tx, const char *action, const struct emergency *e)
{
	struct emergency_row row = {
		.version = e->version, .kind = e->kind, .since = e->since, .by = e->by, .rooms = e->rooms
	};
	enum err err = emergency_row_put(tx_db(tx), &row);
	if (!err)
		err = wording_save(tx, OWNER, &e->words);
	return err ? err : note(tx, action, e);
}

enum err emergency_begin(struct tx *tx, const struct emergency_form *form, struct emergency *out_emergency)
{
	struct emergency e;
	enum emergency_kind kind = kind_find(form->kind);
	if (kind == EMERGENCY_KIND_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "kind", "The kind is one of evacuate, stay, medical, info.");
	enum err err = emergency_get(tx_db(tx), tx_arena(tx), &e);
	if (!err)
		err = take_words(tx, kind, &form->words, &e.words);
	e.rooms = form->rooms ? form->rooms : "";
	if (!err)
		err = room_list_check(tx, e.rooms);
	if (err)
		return err;
	e.kind = KINDS[kind];
	e.version++;
	e.since = tx_now(tx);
	e.by = arena_dup(tx_arena(tx), tx_actor(tx));
	err = save(tx, "emergency.begin", &e);
	if (!err)
		*out_emergency = e;
	return err;
}

enum err emergency_end(struct tx *tx, struct emergency *out_emergency)
{
	struct emergency e;
	enum err err = emergency_get(tx_db(tx), tx_arena(tx), &e);
	if (!err && !*e.kind)
		err = fault_set(tx_fault(tx), ERR_STEP, "kind", "No emergency message is up.");
	if (err)
		return err;
	e = (struct emergency){ .version = e.version + 1, .kind = "", .by = "", .rooms = "" };
	err = save(tx, "emergency.end", &e);
	if (!err)
		*out_emergency = e;
	return err;
}
