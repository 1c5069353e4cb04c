/* See wall.h. */
#include "domain/wall.h"

#include "base/jsonw.h"
#include "domain/vocabulary.h"
#include "schedule/text.h"
#include "store/write.h"

#include <string.h>

static const char BACK[] = "back", MESSAGE[] = "message";
static const char *const SCENES[] = { "auto", "speaker", "pledge", "totals", "list", "signing", "launch", MESSAGE,
	"evidence", "video", "blank" };

static const char *scene_find(const char *name)
{
	for (size_t i = 0; i < sizeof SCENES / sizeof *SCENES; i++)
		if (strcmp(SCENES[i], name) == 0)
			return SCENES[i];
	return NULL;
}

static size_t characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

/* Cleaned texts; an empty one is none. */
static enum err take_texts(struct tx *tx, const struct wall_text *said, size_t n, struct wall *wall)
{
	struct wall_text *texts = arena_array(tx_arena(tx), struct wall_text, n + 1);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (!language_is_official(said[i].language))
			return fault_set(
			    tx_fault(tx), ERR_INVALID, "message", "The language is one of en, fr, es, ar, ru, zh.");
		const char *words = text_clean(tx_arena(tx), said[i].words);
		if (characters(words) > WALL_MESSAGE_MAX)
			return fault_set(tx_fault(tx), ERR_INVALID, "message",
			    "A message is read from the last row: at most %d characters.", WALL_MESSAGE_MAX);
		if (*words)
			texts[kept++] = (struct wall_text){ said[i].language, words };
	}
	wall->texts = texts;
	wall->n_texts = kept;
	return OK;
}

static enum err take_scene(struct tx *tx, const char *scene, struct wall *wall)
{
	const char *wanted = strcmp(scene, BACK) == 0 ? wall->previous : scene_find(scene);
	if (!wanted)
		return fault_set(tx_fault(tx), ERR_INVALID, "scene", "There is no scene \"%.30s\".", scene);
	if (strcmp(wanted, MESSAGE) == 0 && !wall->n_texts)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "message", "Say what the message is.");
	if (strcmp(wanted, wall->scene) != 0)
		wall->previous = wall->scene;
	wall->scene = wanted;
	wall->since = tx_now(tx);
	wall->version++;
	return OK;
}

static enum err note(struct tx *tx, const struct wall *wall)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "scene", wall->scene);
	jsonw_text(&w, "previous", wall->previous);
	jsonw_object(&w, "message");
	for (size_t i = 0; i < wall->n_texts; i++)
		jsonw_text(&w, wall->texts[i].language, wall->texts[i].words);
	jsonw_object_end(&w);
	jsonw_object_end(&w);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "floor",
					  .action = "wall.show",
					  .subject = "wall",
					  .version = wall->version,
					  .data = buf_text(&out) });
	buf_finish(&out);
	return err;
}

enum err wall_show(
    struct tx *tx, const char *scene, const struct wall_text *texts, size_t n_texts, struct wall *out_wall)
{
	struct wall wall;
	enum err err = wall_get(tx_db(tx), tx_arena(tx), &wall);
	if (!err && n_texts)
		err = take_texts(tx, texts, n_texts, &wall);
	if (!err)
		err = take_scene(tx, scene, &wall);
	if (!err && n_texts)
		err = wall_texts_put(tx_db(tx), wall.texts, wall.n_texts);
	if (!err)
		err = wall_put(tx_db(tx), &wall);
	if (!err)
		err = note(tx, &wall);
	if (!err)
		*out_wall = wall;
	return err;
}
