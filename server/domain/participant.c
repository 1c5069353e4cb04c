/* See participant.h. */
#include "domain/participant.h"

#include "base/id.h"
#include "domain/country.h"
#include "domain/entity.h"
#include "domain/fold.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "domain/vocabulary.h"
#include "store/setting.h"
#include "store/write.h"

#include <string.h>

enum { NAME_MAX_BYTES = 1200 };

/* What a form may say; "arrived" is set by a check-in alone. */
static const char *const STATES[] = { "requested", "approved", "confirmed" };

static const char *const GENDERS[] = { "", "f", "m", "x" };

/* ---- filling a person from a form ---- */

static bool listed(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

/* Takes the form's text when it says one, if it is not too long. */
static enum err take(struct tx *tx, const char *field, const char *said, const char **out_text)
{
	if (!said)
		return OK;
	if (strlen(said) > NAME_MAX_BYTES)
		return fault_set(tx_fault(tx), ERR_INVALID, field, "The text is too long (at most 300 characters).");
	*out_text = said;
	return OK;
}

static enum err check_roles(struct tx *tx, const char *roles)
{
	char *copy = arena_dup(tx_arena(tx), roles), *rest = NULL;
	for (char *role = strtok_r(copy, " ", &rest); role; role = strtok_r(NULL, " ", &rest))
		if (!participant_role_is_known(role))
			return fault_set(tx_fault(tx), ERR_INVALID, "roles", "There is no role \"%.40s\".", role);
	return OK;
}

static enum err check_words(struct tx *tx, const struct person *p)
{
	if (!category_find(p->category))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "category", "There is no category \"%.20s\".", p->category);
	if (*p->language && !language_is_official(p->language))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "language", "The language is one of en, fr, es, ar, ru, zh.");
	if (!p->arrived_at && !listed(STATES, sizeof STATES / sizeof *STATES, p->state))
		return fault_set(tx_fault(tx), ERR_INVALID, "state", "There is no state \"%.20s\".", p->state);
	if (!listed(GENDERS, sizeof GENDERS / sizeof *GENDERS, p->gender))
		return fault_set(tx_fault(tx), ERR_INVALID, "gender", "The gender is f, m, x or not said.");
	if (*p->email && (!strchr(p->email, '@') || strpbrk(p->email, " \t\r\n")))
		return fault_set(tx_fault(tx), ERR_INVALID, "email", "This is no e-mail address.");
	return check_roles(tx, p->roles);
}

/* The entity a form names: by id, or by name and country, added when it is new. */
static enum err take_entity(struct tx *tx, const struct participant_form *form, struct entity *out_entity)
{
	if (form->entity_id) {
		enum err err = entity_get(tx_db(tx), tx_arena(tx), form->entity_id, out_entity);
		return err == ERR_NOT_FOUND
			   ? fault_set(tx_fault(tx), ERR_INVALID, "entity", "There is no such entity.")
			   : err;
	}
	if (!form->entity_name && (form->entity_type || form->entity_country))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "entity", "Say the name of the organisation too.");
	if (!form->entity_name)
		return OK;
	struct entity_said said = { form->entity_name, form->entity_type, form->entity_country };
	return entity_take(tx, &said, out_entity);
}

static enum err fill_person(struct tx *tx, const struct participant_form *form, struct person *p)
{
	const struct {
		const char *field, *said;
		const char **out;
	} TEXTS[] = {
		{ "name", form->given, &p->given },
		{ "name", form->family, &p->family },
		{ "name", form->display, &p->display },
		{ "name", form->latin, &p->latin },
		{ "title", form->title, &p->title },
		{ "category", form->category, &p->category },
		{ "roles", form->roles, &p->roles },
		{ "language", form->language, &p->language },
		{ "email", form->email, &p->email },
		{ "gender", form->gender, &p->gender },
		{ "state", form->state, &p->state },
	};
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		enum err err = take(tx, TEXTS[i].field, TEXTS[i].said, TEXTS[i].out);
		if (err)
			return err;
	}
	if (p->arrived_at)
		p->state = PERSON_STATE_NAMES[PERSON_ARRIVED]; /* nothing said later takes an arrival back */
	enum err err = take_entity(tx, form, &p->entity);
	if (err)
		return err;
	bool named = form->given || form->family;
	if (!*p->display || (named && !form->display))
		p->display =
		    arena_printf(tx_arena(tx), "%s%s%s", p->given, *p->given && *p->family ? " " : "", p->family);
	if (!*p->latin || ((named || form->display) && !form->latin))
		p->latin = name_latin(tx_arena(tx), p->display);
	if (!*p->display)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", "A person needs a name.");
	if (!p->entity.id)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "entity", "A person needs an organisation.");
	return check_words(tx, p);
}

/* Country names as they are written: their Latin forms would make every "wang" find 卢旺达. */
static const char *country_words(struct tx *tx, const char *alpha3)
{
	static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };
	const struct country *country = country_find(alpha3);
	const char *words = "";
	for (size_t i = 0; country && i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
		words = arena_printf(tx_arena(tx), "%s %s", words, country_name(country, LANGUAGES[i]));
	return fold_plain(tx_arena(tx), words);
}

/* What the desk finds a person by: names and registration ID, then, behind a bar, entity and country. */
static const char *search_text(struct tx *tx, const struct person *p)
{
	const char *const names[] = { p->display, p->latin, p->family, p->given, p->registration_id };
	const char *const entity[] = { p->entity.name };
	return arena_printf(tx_arena(tx), "%s |%s %s",
	    fold_for_search(tx_arena(tx), names, sizeof names / sizeof *names),
	    fold_for_search(tx_arena(tx), entity, 1), country_words(tx, p->entity.country));
}

/* ---- use cases ---- */

/* The next number that nobody has: a list that was imported may bring such numbers along. */
static enum err next_walk_in(struct tx *tx, const char **out_registration_id)
{
	struct person taken;
	const char *id = NULL;
	enum err err = OK;
	while (!err) {
		int64_t n;
		err = counter_next(tx, "walk_in", &n);
		if (err)
			return err;
		id = arena_printf(tx_arena(tx), "W-%04lld", (long long)n);
		err = person_by_registration(tx_db(tx), tx_arena(tx), id, &taken);
	}
	if (err != ERR_NOT_FOUND)
		return err;
	*out_registration_id = id;
	return OK;
}

enum err participant_add(struct tx *tx, const struct participant_form *form, struct person *out_person)
{
	struct id made = id_new(tx_now(tx));
	struct person p = {
		.id = form->id ? form->id : arena_dup(tx_arena(tx), made.text),
		.version = 1,
		.display = "",
		.given = "",
		.family = "",
		.latin = "",
		.title = "",
		.category = CATEGORIES[0].code,
		.roles = "",
		.gender = "",
		.language = "",
		.email = "",
		.state = "approved",
		.arrived_by = "",
	};
	enum err err = fill_person(tx, form, &p);
	if (err)
		return err;
	p.registration_id = form->registration_id;
	if (!p.registration_id && (err = next_walk_in(tx, &p.registration_id)))
		return err;
	if (!*p.registration_id || strlen(p.registration_id) > 40)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "registration_id", "A registration ID has 1 to 40 characters.");
	err = person_add(tx_db(tx), &p, search_text(tx, &p), tx_now(tx));
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "registration_id",
		    "The registration ID %.40s exists already.", p.registration_id);
	if (!err)
		err = participant_note(tx, "participant.add", &p);
	if (!err)
		*out_person = p;
	return err;
}

enum err participant_edit(
    struct tx *tx, const char *id, int64_t version, const struct participant_form *form, struct person *out_person)
{
	struct person p;
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (p.version != version) {
		*out_person = p;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = fill_person(tx, form, &p);
	if (!err)
		err = person_edit(tx_db(tx), &p, search_text(tx, &p));
	p.version++;
	if (!err)
		err = participant_note(tx, "participant.edit", &p);
	if (!err &&
	    (form->display || form->given || form->family || form->latin || form->entity_id || form->entity_name))
		err = participant_note_shown(tx);
	if (!err)
		*out_person = p;
	return err;
}
