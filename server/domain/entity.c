/* See entity.h. */
#include "domain/entity.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/country.h"
#include "domain/fold.h"
#include "domain/participant_note.h"
#include "domain/plain_text.h"
#include "domain/vocabulary.h"
#include "store/write.h"

#include <string.h>

/* The organisation of somebody who comes for themselves is called as they are: its name lies under a seal of its own.
 */
static enum err note_entity(struct tx *tx, const char *action, const struct entity *e)
{
	struct buf out = { 0 }, personal = { 0 };
	struct jsonw w = jsonw_start(&out), p = jsonw_start(&personal);
	jsonw_object(&p, NULL);
	jsonw_text(&p, "name", e->name);
	jsonw_object_end(&p);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "type", e->type);
	jsonw_text(&w, "country", e->country);
	jsonw_object_end(&w);
	enum err err = tx_journal(tx, &(struct journal_note){ .topic = "participants",
					  .action = action,
					  .subject = e->id,
					  .version = e->version,
					  .data = buf_text(&out),
					  .person = e->id,
					  .personal = buf_text(&personal) });
	buf_finish(&personal);
	buf_finish(&out);
	return err;
}

/* How the request calls the name and the type. */
struct called {
	const char *name, *type;
};

static enum err check(struct tx *tx, const struct entity_said *said, const char *country, const struct called *called)
{
	if (!said->name || !*said->name)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, called->name, "An organisation needs a name.");
	enum err err = plain_text_check(tx_fault(tx), called->name, said->name, PLAIN_NAME_MAX);
	if (err)
		return err;
	if (*country && !country_find(country))
		return fault_set(tx_fault(tx), ERR_COUNTRY, "country", "\"%.20s\" is no country code.", country);
	if (said->type && *said->type && !entity_type_find(said->type))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, called->type, "There is no entity type \"%.30s\".", said->type);
	return OK;
}

enum err entity_take(struct tx *tx, const struct entity_said *said, struct entity *out_entity)
{
	const char *country = said->country ? said->country : "";
	enum err err = check(tx, said, country, &(struct called){ "entity", "entity.type" });
	if (err)
		return err;
	const char *folded = fold_plain(tx_arena(tx), said->name);
	if (!*folded)
		return fault_set(tx_fault(tx), ERR_INVALID, "entity", "The name of the organisation has no letters.");
	err = entity_find(tx_db(tx), tx_arena(tx), folded, country, out_entity);
	if (err != ERR_NOT_FOUND)
		return err;
	struct id id = tx_new_id(tx);
	struct entity entity = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.name = said->name,
		.type = said->type && *said->type ? said->type : "private_sector",
		.country = country };
	err = entity_add(tx_db(tx), &entity, folded, tx_now(tx));
	if (!err)
		err = note_entity(tx, "entity.add", &entity);
	if (!err)
		*out_entity = entity;
	return err;
}

/* The name's bytes may be the same, or another spelling of it, or another's. */
static enum err put(struct tx *tx, const struct entity *entity)
{
	const char *folded = fold_plain(tx_arena(tx), entity->name);
	if (!*folded)
		return fault_set(tx_fault(tx), ERR_INVALID, "name", "The name of the organisation has no letters.");
	enum err err = entity_put(tx_db(tx), entity, folded);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), err, "name",
		    "There is another organisation of that name and country. Move its people here, or name one of "
		    "them "
		    "otherwise.");
	return err;
}

enum err entity_edit(
    struct tx *tx, const char *id, int64_t version, const struct entity_said *said, struct entity *out_entity)
{
	struct entity entity;
	enum err err = entity_get(tx_db(tx), tx_arena(tx), id, &entity);
	if (err)
		return err;
	if (entity.version != version) {
		*out_entity = entity;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	entity.name = said->name ? said->name : entity.name;
	entity.type = said->type ? said->type : entity.type;
	entity.country = said->country ? said->country : entity.country;
	err = check(tx, &(struct entity_said){ entity.name, entity.type, entity.country }, entity.country,
	    &(struct called){ "name", "type" });
	if (!err && !*entity.type)
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "type", "An organisation is of some type.");
	if (!err)
		err = put(tx, &entity);
	entity.version++;
	if (!err)
		err = note_entity(tx, "entity.edit", &entity);
	if (!err)
		err = participant_note_shown(tx);
	if (!err)
		*out_entity = entity;
	return err;
}

const char *name_latin(struct arena *arena, const char *display)
{
	bool ascii = true;
	for (const char *c = display; *c; c++)
		ascii = ascii && (unsigned char)*c < 128;
	if (ascii)
		return arena_dup(arena, display);
	char *latin = fold_latin(arena, display);
	for (char *c = latin; *c; c++)
		if ((c == latin || c[-1] == ' ') && *c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return latin;
}
