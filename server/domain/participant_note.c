/* See participant_note.h. */
#include "domain/participant_note.h"

#include "base/jsonw.h"

static const char *personal_json(struct tx *tx, const struct person *p)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "registration_id", p->registration_id);
	jsonw_text(&w, "display", p->display);
	jsonw_text(&w, "given", p->given);
	jsonw_text(&w, "family", p->family);
	jsonw_text(&w, "latin", p->latin);
	jsonw_text(&w, "title", p->title);
	jsonw_text(&w, "email", p->email);
	jsonw_text(&w, "gender", p->gender);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

static const char *public_json(struct tx *tx, const struct person *p)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "entity", p->entity.id);
	jsonw_text(&w, "category", p->category);
	jsonw_text(&w, "roles", p->roles);
	jsonw_text(&w, "state", p->state);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

enum err participant_note(struct tx *tx, const char *action, const struct person *p)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "participants",
				  .action = action,
				  .subject = p->id,
				  .version = p->version,
				  .data = public_json(tx, p),
				  .person = p->id,
				  .personal = personal_json(tx, p) });
}

enum err participant_note_fact(struct tx *tx, const char *action, const struct person *p, const char *data)
{
	return tx_journal(tx,
	    &(struct journal_note){
		.topic = "participants", .action = action, .subject = p->id, .version = p->version, .data = data });
}

enum err participant_note_along(struct tx *tx, const char *id, const char *with)
{
	struct person person;
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &person);
	return err ? err
		   : participant_note_fact(
			 tx, "participant.edit", &person, arena_printf(tx_arena(tx), "{\"with\":\"%s\"}", with));
}

enum err participant_note_shown(struct tx *tx)
{
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "agenda", .action = "person.edit", .subject = "agenda" });
}
