/* See participant.h. */
#include "domain/participant.h"

#include "badges/code.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "domain/country.h"
#include "domain/entity.h"
#include "domain/fold.h"
#include "domain/vocabulary.h"
#include "store/setting.h"
#include "store/write.h"

#include <sodium.h>
#include <string.h>

enum { NAME_MAX_BYTES = 1200, REASON_MAX_BYTES = 200 };

const char *const SCAN_RESULT_NAMES[SCAN_MAX] = { "admitted", "already", "revoked", "refused", "unknown" };

/* What a form may say; "arrived" is set by a check-in alone. */
static const char *const STATES[] = { "requested", "approved", "confirmed" };

static const char *const GENDERS[] = { "", "f", "m", "x" };

static const char ARRIVED[] = "arrived";

/* Was the request granted? Until then there is no arrival and no badge. */
static bool is_approved(const struct person *p)
{
	return strcmp(p->state, "requested") != 0;
}

static enum err refuse_requested(struct tx *tx)
{
	return fault_set(tx_fault(tx), ERR_STEP, "state",
	    "This registration was not approved yet. Send the person to the help desk.");
}

/* ---- the journal's two halves: what anybody may know, and what is sealed with the person's key ---- */

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

static enum err note_person(struct tx *tx, const char *action, const struct person *p)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "participants",
				  .action = action,
				  .subject = p->id,
				  .version = p->version,
				  .data = public_json(tx, p),
				  .person = p->id,
				  .personal = personal_json(tx, p) });
}

static enum err note_fact(struct tx *tx, const char *action, const struct person *p, const char *data)
{
	return tx_journal(tx,
	    &(struct journal_note){
		.topic = "participants", .action = action, .subject = p->id, .version = p->version, .data = data });
}

/* Agenda and wall show names: whoever looks at them has to ask again. */
static enum err note_shown(struct tx *tx)
{
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "agenda", .action = "person.edit", .subject = "agenda" });
}

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
		p->state = ARRIVED; /* nothing said later takes an arrival back */
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
		err = note_person(tx, "participant.add", &p);
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
		err = note_person(tx, "participant.edit", &p);
	if (!err &&
	    (form->display || form->given || form->family || form->latin || form->entity_id || form->entity_name))
		err = note_shown(tx);
	if (!err)
		*out_person = p;
	return err;
}

/* Draws codes until they are new: the short code has 30 bits, so a repeat is rare but possible. */
static enum err add_badge(struct tx *tx, struct badge *badge)
{
	enum { TRIES = 8 };
	enum err err = ERR_CONFLICT;
	for (int i = 0; i < TRIES && err == ERR_CONFLICT; i++) {
		uint8_t random[BADGE_CODE_RANDOM];
		randombytes_buf(random, sizeof random);
		struct badge_code code = badge_code_make(random);
		badge->code = arena_dup(tx_arena(tx), code.code);
		badge->qr = arena_dup(tx_arena(tx), code.qr);
		err = badge_replace(tx_db(tx), badge);
	}
	return err;
}

/* Issues a badge to a person that was read in this change; raises the version. */
static enum err issue(struct tx *tx, struct person *p, const char *reason)
{
	struct badge badge = { .person_id = p->id,
		.state = "issued",
		.issued_at = tx_now(tx),
		.issued_by = arena_dup(tx_arena(tx), tx_actor(tx)),
		.reason = reason };
	enum err err = counter_next(tx, "badge", &badge.serial);
	if (!err)
		err = add_badge(tx, &badge);
	if (err)
		return err;
	p->badge = badge;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "serial", badge.serial);
	jsonw_object_end(&w);
	return note_fact(tx, "badge.issue", p, buf_keep(&out, tx_arena(tx)));
}

enum err participant_check_in(struct tx *tx, const char *id, bool with_badge, struct check_in *out_check_in)
{
	struct check_in c = { 0 };
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &c.person);
	if (err)
		return err;
	if (!is_approved(&c.person))
		return refuse_requested(tx);
	bool first;
	err = person_arrive(tx_db(tx), id, tx_now(tx), tx_actor(tx), &first);
	if (err)
		return err;
	c.already = !first;
	if (first) {
		c.person.version++;
		c.person.state = ARRIVED;
		c.person.arrived_at = tx_now(tx);
		c.person.arrived_by = arena_dup(tx_arena(tx), tx_actor(tx));
		err = note_fact(tx, "participant.check_in", &c.person, NULL);
	}
	if (!err && with_badge && !c.person.badge.serial) {
		if (!first) {
			err = person_touch(tx_db(tx), id);
			c.person.version++;
		}
		if (!err)
			err = issue(tx, &c.person, "");
	}
	if (!err)
		*out_check_in = c;
	return err;
}

enum err participant_issue_badge(struct tx *tx, const char *id, const char *reason, struct badge *out_badge)
{
	struct person p;
	if (strlen(reason) > REASON_MAX_BYTES)
		return fault_set(tx_fault(tx), ERR_INVALID, "reason", "The reason is too long.");
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (!is_approved(&p))
		return refuse_requested(tx);
	err = person_touch(tx_db(tx), id);
	p.version++;
	if (!err)
		err = issue(tx, &p, reason);
	if (!err)
		*out_badge = p.badge;
	return err;
}

/* Ids of those without a badge: collected first, because issuing changes what is walked. */
struct missing {
	struct arena *arena;
	const char **ids;
	size_t n, cap;
};

static enum err collect_missing(void *ctx, const struct person *person)
{
	struct missing *missing = ctx;
	if (person->badge.serial || !is_approved(person))
		return OK;
	if (missing->n == missing->cap) {
		size_t cap = missing->cap ? missing->cap * 2 : 256;
		const char **ids = arena_array(missing->arena, const char *, cap);
		for (size_t i = 0; i < missing->n; i++)
			ids[i] = missing->ids[i];
		missing->ids = ids;
		missing->cap = cap;
	}
	missing->ids[missing->n++] = arena_dup(missing->arena, person->id);
	return OK;
}

enum err participant_issue_missing(struct tx *tx, int64_t *out_issued)
{
	struct missing missing = { .arena = tx_arena(tx) };
	struct badge badge;
	enum err err = person_each(tx_db(tx), collect_missing, &missing);
	for (size_t i = 0; !err && i < missing.n; i++)
		err = participant_issue_badge(tx, missing.ids[i], "", &badge);
	if (!err)
		*out_issued = (int64_t)missing.n;
	return err;
}

/* ---- scans ---- */

/* Who holds this code: SCAN_UNKNOWN, SCAN_REVOKED, SCAN_REFUSED when the approval was taken back, or SCAN_ADMITTED as
 * far as the badge goes. */
static enum err judge_code(struct tx *tx, const char *code, struct scan *scan)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	*scan = (struct scan){ .result = SCAN_UNKNOWN, .reason = err_words(ERR_CODE_UNKNOWN) };
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return OK;
	enum err err = badge_find(tx_db(tx), tx_arena(tx), clean, &badge);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	err = person_get(tx_db(tx), tx_arena(tx), badge.person_id, &scan->person);
	if (err)
		return err;
	scan->result = SCAN_ADMITTED;
	scan->reason = "";
	if (strcmp(badge.state, "issued") != 0) {
		scan->result = SCAN_REVOKED;
		scan->reason = err_words(ERR_BADGE_REVOKED);
	} else if (!is_approved(&scan->person)) {
		scan->result = SCAN_REFUSED;
		scan->reason = "This registration is not approved. Send the person to the help desk.";
	}
	return OK;
}

static enum err note_scan(struct tx *tx, const struct scan *scan, const char *point)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "point", point);
	jsonw_text(&w, "result", SCAN_RESULT_NAMES[scan->result]);
	jsonw_object_end(&w);
	return note_fact(tx, "scan", &scan->person, buf_keep(&out, tx_arena(tx)));
}

enum err participant_scan(struct tx *tx, const char *code, const char *point, struct scan *out_scan)
{
	struct scan scan;
	if (strcmp(point, "main") != 0)
		return fault_set(tx_fault(tx), ERR_INVALID, "point", "There is no scan point \"%.40s\".", point);
	enum err err = judge_code(tx, code, &scan);
	if (!err && scan.result == SCAN_ADMITTED) {
		bool first;
		err = presence_set(tx_db(tx), scan.person.id, point, tx_now(tx), tx_actor(tx), &first);
		if (!err && !first) {
			int64_t at = 0;
			char when[CLOCK_RFC3339_LEN + 1];
			err = presence_get(tx_db(tx), scan.person.id, point, &at);
			scan.result = SCAN_ALREADY;
			scan.reason = arena_printf(tx_arena(tx), "Admitted before, %s.", clock_rfc3339(at, when));
		}
	}
	if (!err && scan.person.id)
		err = note_scan(tx, &scan, point);
	if (!err)
		*out_scan = scan;
	return err;
}

/* ---- finding ---- */

enum err participant_of_badge(struct tx *tx, const char *code, struct person *out_person)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL);
	enum err err = badge_find(tx_db(tx), tx_arena(tx), clean, &badge);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_CODE_UNKNOWN, "code", NULL);
	if (!err && strcmp(badge.state, "issued") != 0)
		return fault_set(tx_fault(tx), ERR_BADGE_REVOKED, "code", NULL);
	return err ? err : person_get(tx_db(tx), tx_arena(tx), badge.person_id, out_person);
}

static enum err find_by_code(
    struct db *db, struct arena *arena, const char *clean, struct person **out_persons, size_t *out_n)
{
	struct badge badge;
	struct person *person = arena_new(arena, struct person);
	enum err err = badge_find(db, arena, clean, &badge);
	if (!err)
		err = person_get(db, arena, badge.person_id, person);
	*out_persons = person;
	*out_n = err ? 0 : 1;
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err participant_find(struct db *db, struct arena *arena, const char *text, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	if (badge_code_normalise(text, strlen(text), clean) != BADGE_CODE_NEITHER) {
		enum err err = find_by_code(db, arena, clean, out_persons, out_n);
		*out_total = (int64_t)*out_n;
		if (err || *out_n)
			return err;
	}
	struct person_query query = { .limit = limit };
	char *rest = NULL;
	for (char *term = strtok_r(fold_plain(arena, text), " ", &rest); term && query.n_terms < PERSON_TERMS;
	     term = strtok_r(NULL, " ", &rest))
		query.terms[query.n_terms++] = term;
	return person_search(db, arena, &query, out_persons, out_n, out_total);
}
