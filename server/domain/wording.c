/* See wording.h. */
#include "domain/wording.h"

#include "domain/plain_text.h"
#include "schedule/text.h"

#include <string.h>

/* Clean, and on one line: a screen breaks its lines itself. */
static const char *clean(struct arena *arena, const char *said)
{
	char *text = text_clean(arena, said);
	for (char *at = text; *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	return text;
}

enum err wording_take(
    struct tx *tx, const char *field, const struct texts *said, size_t most, struct texts *out_texts)
{
	struct texts texts = { { NULL } };
	enum err err = OK;
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++) {
		texts.in[lang] = clean(tx_arena(tx), said->in[lang]);
		err = plain_text_check(
		    tx_fault(tx), arena_printf(tx_arena(tx), "%s.%s", field, lang_key(lang)), texts.in[lang], most);
	}
	if (!err)
		*out_texts = texts;
	return err;
}

bool wording_is_empty(const struct texts *texts)
{
	return !*texts_best(texts, LANG_EN);
}

enum err wording_save(struct tx *tx, const char *owner, const struct texts *texts)
{
	struct wording wordings[LANG_MAX];
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		wordings[lang] = (struct wording){ owner, lang_key(lang), texts->in[lang] ? texts->in[lang] : "" };
	return wording_put(tx_db(tx), owner, wordings, LANG_MAX);
}

struct texts wording_of(const struct wording *all, size_t n, const char *owner)
{
	struct texts texts = { { NULL } };
	for (size_t i = 0; i < n; i++) {
		enum lang lang;
		if (strcmp(all[i].owner, owner) == 0 && lang_parse(all[i].language, &lang))
			texts.in[lang] = all[i].words;
	}
	return texts;
}

enum err wording_load(struct db *db, struct arena *arena, const char *owner, struct texts *out_texts)
{
	struct wording *wordings = NULL;
	size_t n = 0;
	enum err err = wording_get(db, arena, owner, &wordings, &n);
	if (!err)
		*out_texts = wording_of(wordings, n, owner);
	return err;
}
