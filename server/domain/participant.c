/* See participant.h. */
#include "domain/participant.h"

#include "base/clock.h"
#include "base/id.h"
#include "domain/entity.h"
#include "domain/erasure.h"
#include "domain/participant_note.h"
#include "domain/participant_rules.h"
#include "domain/plain_text.h"
#include "domain/vocabulary.h"
#include "store/people.h"
#include "store/setting.h"
#include "store/write.h"

#include <string.h>

enum { REGISTRATION_MAX_BYTES = 40 };

/* What a form may say of the state; "arrived" is set by a check-in alone. */
static const char *const STATES[] = { "requested", "approved", "confirmed", "declined" };
static const char *const GENDERS[] = { "", "f", "m", "x" };
static const char *const LETTERS[] = { "unseen", "seen", "not_needed" };
#define LISTED(list, text) listed(list, sizeof(list) / sizeof *(list), text)

/* ---- filling a person from a form ---- */

static bool listed(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

bool participant_letter_is_known(const char *letter)
{
	return LISTED(LETTERS, letter);
}

/* Takes the form's text when it says one, if it can stand on one line. */
static enum err take(struct tx *tx, const char *field, const char *said, const char **out_text)
{
	enum err err = plain_text_check(tx_fault(tx), field, said, PLAIN_NAME_MAX);
	if (!err && said)
		*out_text = said;
	return err;
}

static enum err check_roles(struct tx *tx, const char *roles)
{
	char *copy = arena_dup(tx_arena(tx), roles), *rest = NULL;
	for (char *role = strtok_r(copy, " ", &rest); role; role = strtok_r(NULL, " ", &rest))
		if (!participant_role_is_known(role))
			return fault_set(tx_fault(tx), ERR_INVALID, "roles", "There is no role \"%.40s\".", role);
	return OK;
}

static bool is_date(struct arena *arena, const char *text)
{
	int64_t at;
	return strlen(text) == 10 && !clock_parse(arena_printf(arena, "%sT00:00:00Z", text), &at);
}

static enum err check_words(struct tx *tx, const struct person *p)
{
	if (*p->language && !language_is_official(p->language))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "language", "The language is one of en, fr, es, ar, ru, zh.");
	if (!p->arrived_at && !LISTED(STATES, p->state))
		return fault_set(tx_fault(tx), ERR_INVALID, "state", "There is no state \"%.20s\".", p->state);
	if (!LISTED(GENDERS, p->gender))
		return fault_set(tx_fault(tx), ERR_INVALID, "gender", "The gender is f, m, x or not said.");
	if (!participant_letter_is_known(p->letter))
		return fault_set(tx_fault(tx), ERR_INVALID, "letter", "The letter is unseen, seen or not_needed.");
	if (*p->expected_on && !is_date(tx_arena(tx), p->expected_on))
		return fault_set(tx_fault(tx), ERR_INVALID, "expected_on", "A date is written like 2022-06-08.");
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

/* The category as it is configured now: what it needs goes to the person. */
static enum err take_category(struct tx *tx, const struct participant_form *form, struct person *p)
{
	struct category category;
	enum err err = *p->category ? category_get(tx_db(tx), tx_arena(tx), p->category, &category)
				    : category_first(tx_db(tx), tx_arena(tx), &category);
	if (err == ERR_NOT_FOUND || (form->category && !*form->category))
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "category", "There is no category \"%.20s\".", p->category);
	if (err)
		return err;
	p->category = category.code;
	p->vip = category.vip;
	p->rooms = category.rooms;
	p->photo_needed = category.photo_needed;
	if (!*p->letter)
		p->letter = form->walk_in && category.letter_needed ? "unseen" : "not_needed";
	return OK;
}

/* Whom the person accompanies: somebody who came on their own account. */
static enum err take_host(struct tx *tx, const char *host_id, struct person *p)
{
	struct person host;
	if (!host_id)
		return OK;
	p->host.id = p->host.name = p->host.registration_id = "";
	if (!*host_id)
		return OK;
	enum err err =
	    strcmp(host_id, p->id) == 0 ? ERR_NOT_FOUND : person_get(tx_db(tx), tx_arena(tx), host_id, &host);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_INVALID, "host", "There is no such person to accompany.");
	if (!err && (*host.host.id || person_is(&host, PERSON_MERGED)))
		return fault_set(tx_fault(tx), ERR_INVALID, "host", "%.80s cannot be accompanied.", host.display);
	if (err)
		return err;
	p->host.id = host.id;
	p->host.name = host.display;
	p->host.registration_id = host.registration_id;
	return OK;
}

static enum err take_texts(struct tx *tx, const struct participant_form *form, struct person *p)
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
		{ "letter", form->letter, &p->letter },
		{ "collector", form->collector, &p->collector },
		{ "expected_on", form->expected_on, &p->expected_on },
	};
	enum err err = OK;
	for (size_t i = 0; !err && i < sizeof TEXTS / sizeof *TEXTS; i++)
		err = take(tx, TEXTS[i].field, TEXTS[i].said, TEXTS[i].out);
	return err;
}

/* When a list says that it was granted, the day is this one; who did it is only known of a walk-in. */
static void settle_state(struct tx *tx, const struct participant_form *form, struct person *p)
{
	if (p->arrived_at)
		p->state = PERSON_STATE_NAMES[PERSON_ARRIVED]; /* nothing said later takes an arrival back */
	if (form->walk_in)
		p->approved_by = arena_dup(tx_arena(tx), tx_actor(tx));
	if (person_is_approved(p) && !p->approved_at)
		p->approved_at = tx_now(tx);
	if (!person_is_approved(p))
		p->approved_at = p->confirmed_at = 0;
	if (person_is(p, PERSON_CONFIRMED) && !p->confirmed_at)
		p->confirmed_at = tx_now(tx);
}

static void make_names(struct tx *tx, const struct participant_form *form, struct person *p)
{
	bool named = form->given || form->family;
	if (!*p->display || (named && !form->display))
		p->display =
		    arena_printf(tx_arena(tx), "%s%s%s", p->given, *p->given && *p->family ? " " : "", p->family);
	if (!*p->latin || ((named || form->display) && !form->latin))
		p->latin = name_latin(tx_arena(tx), p->display);
}

static enum err fill_person(struct tx *tx, const struct participant_form *form, struct person *p)
{
	enum err err = take_texts(tx, form, p);
	if (err)
		return err;
	settle_state(tx, form, p);
	p->remote = form->remote ? *form->remote : p->remote;
	err = take_entity(tx, form, &p->entity);
	if (!err)
		err = take_host(tx, form->host_id, p);
	if (err)
		return err;
	make_names(tx, form, p);
	if (!*p->display)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", "A person needs a name.");
	if (!p->entity.id)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "entity", "A person needs an organisation.");
	err = take_category(tx, form, p);
	return err ? err : check_words(tx, p);
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

enum err participant_registration_check(struct tx *tx, const char *registration_id)
{
	size_t len = strlen(registration_id);
	if (!len || len > REGISTRATION_MAX_BYTES)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "registration_id", "A registration ID has 1 to 40 characters.");
	return plain_text_check(tx_fault(tx), "registration_id", registration_id, REGISTRATION_MAX_BYTES);
}

/* An old list, or a desk that was away for long, does not bring somebody back. */
static enum err refuse_erased(struct tx *tx, const char *registration_id)
{
	bool is_known;
	enum err err = erasure_knows(tx_db(tx), tx_arena(tx), registration_id, &is_known);
	if (!err && is_known)
		err = fault_set(tx_fault(tx), ERR_ERASED, "registration_id",
		    "The data under this registration ID were erased. If the person comes back, give a new ID.");
	return err;
}

enum err participant_add(struct tx *tx, const struct participant_form *form, struct person *out_person)
{
	struct id made = tx_new_id(tx);
	struct person p = {
		.id = form->id ? form->id : arena_dup(tx_arena(tx), made.text),
		.version = 1,
		.display = "",
		.given = "",
		.family = "",
		.latin = "",
		.title = "",
		.category = "",
		.roles = "",
		.gender = "",
		.language = "",
		.email = "",
		.state = "approved",
		.arrived_by = "",
		.arrived_desk = "",
		.approved_by = "",
		.letter = "",
		.letter_by = "",
		.identity_by = "",
		.collector = "",
		.expected_on = "",
		.merged_into = "",
		.host = { "", "", "" },
		.help = { "", "", 0 },
		.walk_in = form->walk_in,
		.created_at = tx_now(tx),
	};
	enum err err = fill_person(tx, form, &p);
	if (err)
		return err;
	p.registration_id = form->registration_id;
	if (!p.registration_id && (err = next_walk_in(tx, &p.registration_id)))
		return err;
	err = participant_registration_check(tx, p.registration_id);
	if (!err)
		err = refuse_erased(tx, p.registration_id);
	if (err)
		return err;
	err = person_add(tx_db(tx), &p, tx_now(tx));
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
	err = person_may(&p, PERSON_EDIT, tx_fault(tx));
	if (!err)
		err = fill_person(tx, form, &p);
	if (!err)
		err = person_edit(tx_db(tx), &p);
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
