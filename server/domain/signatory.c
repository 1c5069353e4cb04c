/* See signatory.h. */
#include "domain/signatory.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/entity.h"
#include "store/ceremony_write.h"

#include <string.h>

enum err signatory_note(struct tx *tx, const char *action, const struct signatory *s)
{
	struct buf out = { 0 }, personal = { 0 };
	struct jsonw w = jsonw_start(&out), p = jsonw_start(&personal);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "declaration", s->declaration_id);
	jsonw_text(&w, "entity", s->entity.id);
	jsonw_text(&w, "state", s->state);
	jsonw_text(&w, "capacity", s->capacity);
	jsonw_int(&w, "place", s->hand);
	jsonw_text(&w, "authority", s->authority);
	jsonw_text(&w, "authority_kind", s->authority_kind);
	jsonw_text(&w, "authority_by", s->authority_by);
	jsonw_object_end(&w);
	jsonw_object(&p, NULL);
	jsonw_text(&p, "display", s->display);
	jsonw_text(&p, "title", s->title);
	jsonw_object_end(&p);
	bool named = *s->person_id != '\0';
	const char *sealed = buf_keep(&personal, tx_arena(tx));
	return tx_journal(tx, &(struct journal_note){ .topic = "ceremony",
				  .action = action,
				  .subject = s->id,
				  .version = s->version,
				  .data = buf_keep(&out, tx_arena(tx)),
				  .person = named ? s->person_id : NULL,
				  .personal = named ? sealed : NULL });
}

bool signatory_may_be(const struct person *person, const struct entity *entity)
{
	const struct entity *own = &person->entity;
	if (strcmp(own->id, entity->id) == 0)
		return true;
	bool states = strcmp(own->type, "government") == 0 && strcmp(entity->type, "government") == 0;
	return states && *own->country && strcmp(own->country, entity->country) == 0;
}

static enum err find_person(struct tx *tx, const char *id, struct person *out_person)
{
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, out_person);
	return err == ERR_NOT_FOUND ? fault_set(tx_fault(tx), ERR_INVALID, "person", "There is no such person.")
				    : err;
}

/* The entity that is named, or that of the person who is. */
static enum err find_entity(struct tx *tx, const struct signatory_form *form, struct entity *out_entity)
{
	struct person person;
	if (form->entity_id) {
		enum err err = entity_get(tx_db(tx), tx_arena(tx), form->entity_id, out_entity);
		return err == ERR_NOT_FOUND
			   ? fault_set(tx_fault(tx), ERR_INVALID, "entity", "There is no such entity.")
			   : err;
	}
	if (form->entity_name)
		return entity_take(
		    tx, &(struct entity_said){ .name = form->entity_name, .country = form->country }, out_entity);
	if (!form->person_id || !*form->person_id)
		return fault_set(
		    tx_fault(tx), ERR_FIELD_MISSING, "entity", "Say which entity is to sign, or who signs for it.");
	enum err err = find_person(tx, form->person_id, &person);
	if (!err)
		*out_entity = person.entity;
	return err;
}

static void forget_authority(struct signatory *s)
{
	s->authority = "unseen";
	s->authority_kind = s->authority_by = "";
	s->authority_at = 0;
}

static enum err take_person(struct tx *tx, const struct signatory_form *form, struct signatory *s)
{
	struct person person;
	if (!form->person_id || strcmp(form->person_id, s->person_id) == 0)
		return OK;
	forget_authority(s);
	s->person_id = s->display = s->latin = s->title = s->category = "";
	if (!*form->person_id)
		return OK;
	enum err err = find_person(tx, form->person_id, &person);
	if (err)
		return err;
	if (!signatory_may_be(&person, &s->entity))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "person", "This person does not belong to %.100s.", s->entity.name);
	s->person_id = person.id;
	s->display = person.display;
	s->latin = person.latin;
	s->title = person.title;
	s->category = person.category;
	return OK;
}

static enum err take_authority(struct tx *tx, const struct signatory_form *form, struct signatory *s)
{
	if (!form->authority)
		return form->authority_kind ? fault_set(tx_fault(tx), ERR_FIELD_MISSING, "authority.state",
						  "Say whether the authority was seen.")
					    : OK;
	bool is_seen = strcmp(form->authority, "seen") == 0;
	const char *kind = form->authority_kind ? form->authority_kind
			   : is_seen            ? authority_default_kind(s->entity.type)
						: "";
	if (!authority_is_valid(form->authority, kind))
		return fault_set(tx_fault(tx), ERR_INVALID, "authority.kind",
		    "The authority \"%.20s\" has no kind \"%.30s\".", form->authority, kind);
	forget_authority(s);
	if (strcmp(form->authority, "unseen") == 0)
		return OK;
	if (!*s->person_id)
		return fault_set(tx_fault(tx), ERR_STEP, "person",
		    "Name first who signs for %.100s: authority is a person's.", s->entity.name);
	s->authority = form->authority;
	s->authority_kind = kind;
	s->authority_by = arena_dup(tx_arena(tx), tx_actor(tx));
	s->authority_at = tx_now(tx);
	return OK;
}

static enum err fill(struct tx *tx, const struct signatory_form *form, struct signatory *s)
{
	enum err err = take_person(tx, form, s);
	if (!err && form->capacity && strlen(form->capacity) > CEREMONY_NAME_MAX)
		err = fault_set(tx_fault(tx), ERR_INVALID, "capacity", "The capacity is too long (at most %d bytes).",
		    CEREMONY_NAME_MAX);
	if (!err && form->capacity)
		s->capacity = ceremony_clean(tx_arena(tx), form->capacity);
	return err ? err : take_authority(tx, form, s);
}

static enum err save(struct tx *tx, struct signatory *s, const char *action, struct signatory *out_signatory)
{
	enum err err = signatory_edit(tx_db(tx), s);
	s->version++;
	if (!err)
		err = signatory_note(tx, action, s);
	if (!err)
		*out_signatory = *s;
	return err;
}

/* Nobody stands twice on a list, and a list has an end. */
static enum err check_new(struct tx *tx, const struct declaration *d, const struct entity *entity)
{
	struct signatory *rows;
	size_t n;
	if (strcmp(d->state, "closed") == 0)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "The declaration is closed: re-open it first.");
	enum err err = signatory_rows(tx_db(tx), tx_arena(tx), d->id, &rows, &n);
	if (!err && n >= SIGNATORY_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "entity", "The list is full (%d signatories).", SIGNATORY_MAX);
	for (size_t i = 0; !err && i < n; i++)
		if (strcmp(rows[i].entity.id, entity->id) == 0)
			err = fault_set(
			    tx_fault(tx), ERR_CONFLICT, "entity", "%.120s stands on the list already.", entity->name);
	return err;
}

enum err signatory_enter(
    struct tx *tx, const char *declaration_id, const struct signatory_form *form, struct signatory *out_signatory)
{
	struct declaration d;
	struct id id = tx_new_id(tx);
	struct signatory s = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.declaration_id = declaration_id,
		.entity.id = "",
		.state = "expected",
		.capacity = "",
		.person_id = "",
		.display = "",
		.latin = "",
		.title = "",
		.category = "" };
	forget_authority(&s);
	enum err err = declaration_get(tx_db(tx), tx_arena(tx), declaration_id, &d);
	if (!err)
		err = find_entity(tx, form, &s.entity);
	if (!err)
		err = check_new(tx, &d, &s.entity);
	if (!err)
		err = fill(tx, form, &s);
	if (!err)
		err = signatory_add(tx_db(tx), &s);
	return err ? err : save(tx, &s, "signatory.add", out_signatory);
}

enum err signatory_correct(struct tx *tx, const char *id, int64_t version, const struct signatory_form *form,
    struct signatory *out_signatory)
{
	struct signatory s;
	enum err err = signatory_get(tx_db(tx), tx_arena(tx), id, &s);
	if (err)
		return err;
	if (s.version != version) {
		*out_signatory = s;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	if (strcmp(s.state, "signed") == 0)
		return fault_set(tx_fault(tx), ERR_STEP, "state",
		    "%.100s has signed: who signed, and with which authority, is not changed any more.",
		    s.entity.name);
	err = fill(tx, form, &s);
	return err ? err : save(tx, &s, "signatory.correct", out_signatory);
}

static enum err expect_open(struct tx *tx, const char *declaration_id)
{
	struct declaration d;
	enum err err = declaration_get(tx_db(tx), tx_arena(tx), declaration_id, &d);
	if (!err && strcmp(d.state, "open") != 0)
		err = fault_set(tx_fault(tx), ERR_STEP, "state",
		    "The declaration is %s: nobody is called to sign it now.", d.state);
	return err;
}

/* One stands at the table at a time. */
static enum err expect_nobody_called(struct tx *tx, const char *declaration_id)
{
	struct ceremony c;
	enum err err = ceremony_get(tx_db(tx), tx_arena(tx), declaration_id, &c);
	if (!err && c.now)
		err = fault_set(tx_fault(tx), ERR_STEP, "state",
		    "%.120s is called and has not signed. Mark it absent or late, or return it to the list, first.",
		    c.now->entity.name);
	return err;
}

static void set_marks(struct signatory *s, enum signatory_step step, int64_t now)
{
	if (step == SIGNATORY_CALL)
		s->called_at = now;
	if (step == SIGNATORY_RETURN)
		s->called_at = 0;
	if (step == SIGNATORY_PHOTO)
		s->photo_at = now;
}

enum err signatory_take(struct tx *tx, const char *id, enum signatory_step step, struct signatory *out_signatory)
{
	struct signatory s;
	enum err err = signatory_get(tx_db(tx), tx_arena(tx), id, &s);
	if (!err)
		err = expect_open(tx, s.declaration_id);
	if (err)
		return err;
	const char *to = signatory_rules_step(s.state, step);
	if (!to)
		return fault_set(tx_fault(tx), ERR_STEP, "state", "%.100s is %s: \"%s\" is not possible from there.",
		    s.entity.name, s.state, signatory_step_name(step));
	if (step == SIGNATORY_CALL)
		err = expect_nobody_called(tx, s.declaration_id);
	if (err)
		return err;
	s.state = to;
	set_marks(&s, step, tx_now(tx));
	return save(tx, &s, arena_printf(tx_arena(tx), "signatory.%s", signatory_step_name(step)), out_signatory);
}

/* Writes the places of the whole list with `moved` put before `before` (or last). */
static enum err write_places(struct tx *tx, const struct ceremony *c, struct signatory *moved, const char *before)
{
	enum err err = OK;
	int64_t place = 0, gap = 0;
	for (size_t i = 0; !err && i < c->n; i++) {
		const struct signatory *s = &c->signatories[i];
		if (strcmp(s->id, moved->id) == 0)
			continue;
		if (*before && strcmp(s->id, before) == 0)
			gap = ++place;
		if (++place != s->hand)
			err = signatory_place(tx_db(tx), s->id, place);
	}
	if (!err && *before && !gap)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "before", "There is no such signatory on this declaration's list.");
	moved->hand = gap ? gap : place + 1;
	return err ? err : signatory_place(tx_db(tx), moved->id, moved->hand);
}

enum err signatory_move(struct tx *tx, const char *id, const char *before, struct signatory *out_signatory)
{
	struct ceremony c;
	struct signatory s;
	enum err err = signatory_get(tx_db(tx), tx_arena(tx), id, &s);
	if (!err)
		err = ceremony_get(tx_db(tx), tx_arena(tx), s.declaration_id, &c);
	if (!err)
		err = write_places(tx, &c, &s, before ? before : "");
	if (!err)
		err = ceremony_order_by_hand(tx, &c.declaration);
	return err ? err : save(tx, &s, "signatory.move", out_signatory);
}
