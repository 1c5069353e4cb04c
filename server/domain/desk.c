/* See desk.h. Taking back is desk_undo.c. */
#include "domain/desk.h"

#include "base/clock.h"
#include "domain/badge_issue.h"
#include "domain/fold.h"
#include "domain/participant.h"
#include "domain/plain_text.h"

#include <string.h>

static enum err missing(struct tx *tx, const char *field, const char *words)
{
	return fault_set(tx_fault(tx), ERR_FIELD_MISSING, field, "%s", words);
}

static bool said(const char *text)
{
	return text && *text;
}

static enum err save(
    struct desk_book *book, const char *action, const struct desk_facts *facts, struct person *out_person)
{
	enum err err = desk_book_save(book, action, facts);
	if (!err)
		*out_person = book->person;
	return err;
}

static const char *actor(struct tx *tx)
{
	return arena_dup(tx_arena(tx), tx_actor(tx));
}

/* ---- how far the registration has come ---- */

enum err desk_approve(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	enum err err = desk_book_open(tx, id, form->desk, PERSON_APPROVE, &book);
	if (!err && !said(form->by))
		err = missing(tx, "by", "Say who approved it: the focal point of the organisation.");
	if (!err)
		err = plain_text_check(tx_fault(tx), "by", form->by, PLAIN_NAME_MAX);
	if (err)
		return err;
	book.person.state = PERSON_STATE_NAMES[PERSON_APPROVED];
	book.person.approved_by = form->by;
	book.person.approved_at = tx_now(tx);
	return save(&book, "participant.approve", NULL, out_person);
}

enum err desk_confirm(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	enum err err = desk_book_open(tx, id, form->desk, PERSON_CONFIRM, &book);
	if (!err && form->registration_id)
		err = participant_registration_check(tx, form->registration_id);
	if (err)
		return err;
	book.person.state = PERSON_STATE_NAMES[PERSON_CONFIRMED];
	book.person.confirmed_at = tx_now(tx);
	if (form->registration_id)
		book.person.registration_id = form->registration_id;
	return save(&book, "participant.confirm", NULL, out_person);
}

enum err desk_decline(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	enum err err = desk_book_open(tx, id, form->desk, PERSON_DECLINE, &book);
	if (!err && !said(form->reason))
		err = missing(tx, "reason", "Say why it is declined; the person will ask.");
	if (!err)
		err = plain_text_check(tx_fault(tx), "reason", form->reason, PLAIN_WORDS_MAX);
	if (!err)
		err = badge_withdraw(&book, "participant.decline");
	if (err)
		return err;
	book.person.state = PERSON_STATE_NAMES[PERSON_DECLINED];
	book.person.approved_by = "";
	book.person.approved_at = book.person.confirmed_at = 0;
	return save(&book, "participant.decline", &(struct desk_facts){ .words = form->reason }, out_person);
}

/* ---- what was seen ---- */

/* Opens the person for an act that may have been done while the server could not be reached; *out_at is when. */
static enum err open_late(struct tx *tx, const char *id, const struct desk_form *form, enum person_step act,
    struct desk_book *out_book, int64_t *out_at)
{
	struct desk_said said_here = { .desk = form->desk, .at = form->at, .offline = form->offline };
	enum err err = desk_said_check(tx, &said_here, out_at);
	return err ? err : desk_book_open(tx, id, form->desk, act, out_book);
}

enum err desk_letter(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	int64_t at;
	enum err err = open_late(tx, id, form, PERSON_SEE, &book, &at);
	if (!err && !said(form->state))
		err = missing(tx, "state", "Say whether the letter was seen.");
	if (!err && !participant_letter_is_known(form->state))
		err = fault_set(tx_fault(tx), ERR_INVALID, "state", "The letter is unseen, seen or not_needed.");
	if (!err)
		err = plain_text_check(tx_fault(tx), "remark", form->remark, PLAIN_WORDS_MAX);
	if (err)
		return err;
	bool looked = strcmp(form->state, "unseen") != 0;
	book.person.letter = form->state;
	book.person.letter_by = looked ? actor(tx) : "";
	book.person.letter_at = looked ? at : 0;
	return save(&book, "participant.letter",
	    &(struct desk_facts){ .reason = form->state, .words = said(form->remark) ? form->remark : NULL },
	    out_person);
}

static void look_at(struct desk_book *book, int64_t at)
{
	book->person.identity_by = actor(book->tx);
	book->person.identity_at = at;
}

enum err desk_identity(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	static const char *const DOCUMENTS[] = { "passport", "id_card", "other" };
	struct desk_book book;
	bool known = !form->document;
	for (size_t i = 0; !known && i < sizeof DOCUMENTS / sizeof *DOCUMENTS; i++)
		known = strcmp(DOCUMENTS[i], form->document) == 0;
	int64_t at;
	enum err err = open_late(tx, id, form, PERSON_SEE, &book, &at);
	if (!err && !known)
		err = fault_set(tx_fault(tx), ERR_INVALID, "document", "The document is passport, id_card or other.");
	if (err)
		return err;
	look_at(&book, at);
	return save(&book, "participant.identity", &(struct desk_facts){ .document = form->document }, out_person);
}

/* ---- handing over ---- */

static bool same_name(struct arena *arena, const char *a, const char *b)
{
	const char *folded = fold_plain(arena, a);
	return *folded && strcmp(folded, fold_plain(arena, b)) == 0;
}

static bool is_the_person(struct arena *arena, const struct person *p, const char *by)
{
	return same_name(arena, by, p->display) || same_name(arena, by, p->latin);
}

static enum err check_taker(const struct desk_book *book, const struct desk_form *form)
{
	const struct person *p = &book->person;
	struct arena *arena = tx_arena(book->tx);
	struct fault *fault = tx_fault(book->tx);
	if (!p->vip || is_the_person(arena, p, form->by))
		return OK;
	if (!*p->collector)
		return fault_set(fault, ERR_INVALID, "by",
		    "Nobody was named who may take this badge. Only the person may; or send for the protocol "
		    "officer.");
	if (!same_name(arena, form->by, p->collector))
		return fault_set(
		    fault, ERR_INVALID, "by", "Only the person or %.80s may take this badge.", p->collector);
	return form->identity ? OK
			      : fault_set(fault, ERR_INVALID, "identity",
				    "Look at the identity document of %.80s first, and say so.", p->collector);
}

static enum err check_badge(const struct desk_book *book)
{
	const struct badge *badge = &book->person.badge;
	char at[CLOCK_RFC3339_LEN + 1];
	if (!badge->serial)
		return fault_set(
		    tx_fault(book->tx), ERR_STEP, "badge", "There is no badge to hand over. Print one first.");
	if (badge->collected_at)
		return fault_set(tx_fault(book->tx), ERR_STEP, "badge",
		    "Badge %04lld was handed over to %.80s already, %s.", (long long)badge->serial,
		    badge->collected_by, clock_rfc3339(badge->collected_at, at));
	return OK;
}

enum err desk_collect(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	struct desk_form full = *form;
	int64_t at;
	enum err err = open_late(tx, id, form, PERSON_COLLECT, &book, &at);
	if (!err)
		err = plain_text_check(tx_fault(tx), "by", form->by, PLAIN_NAME_MAX);
	if (!err)
		err = check_badge(&book);
	if (err)
		return err;
	full.by = said(form->by) ? form->by : book.person.display;
	err = check_taker(&book, &full);
	if (err)
		return err;
	book.person.badge.collected_by = full.by;
	book.person.badge.collected_at = at;
	book.person.badge.collected_desk = book.desk;
	if (form->identity && is_the_person(tx_arena(tx), &book.person, full.by))
		look_at(&book, at);
	return save(&book, "badge.collect", &(struct desk_facts){ .serial = book.person.badge.serial }, out_person);
}
