/* See badge_issue.h. */
#include "domain/badge_issue.h"

#include "domain/event_mark.h"
#include "domain/plain_text.h"
#include "domain/print_job.h"
#include "store/setting.h"
#include "store/write.h"

#include <string.h>

static enum err add_badge(struct tx *tx, struct badge *badge)
{
	struct badge_code code;
	enum err err = event_mark_draw(tx, &code);
	if (err)
		return err;
	badge->code = arena_dup(tx_arena(tx), code.code);
	badge->qr = arena_dup(tx_arena(tx), code.qr);
	return badge_replace(tx_db(tx), badge);
}

/* The reasons a screen offers; other words are a person's own and stay out of the journal. */
static const char *listed_reason(const char *reason)
{
	static const char *const LISTED[] = { "lost", "damaged", "misprint", "name_changed" };
	for (size_t i = 0; i < sizeof LISTED / sizeof *LISTED; i++)
		if (strcmp(LISTED[i], reason) == 0)
			return reason;
	return *reason ? "other" : "";
}

enum err badge_issue(struct desk_book *book, const char *reason, const char *with)
{
	struct tx *tx = book->tx;
	struct person *p = &book->person;
	const char *job;
	struct badge badge = { .person_id = p->id,
		.state = "issued",
		.issued_at = tx_now(tx),
		.issued_by = arena_dup(tx_arena(tx), tx_actor(tx)),
		.reason = reason,
		.desk = book->desk,
		.collected_by = "",
		.collected_desk = "" };
	enum err err = with ? OK : person_touch(tx_db(tx), p->id);
	p->version += !with;
	if (!err)
		err = counter_next(tx, "badge", &badge.serial);
	if (!err)
		err = add_badge(tx, &badge);
	if (err)
		return err;
	p->badge = badge;
	book->was = *p; /* what was before stands in the entry of the act it is part of */
	err = desk_book_note(book, "badge.issue",
	    &(struct desk_facts){ .serial = badge.serial, .reason = listed_reason(reason), .with = with });
	return err || !book->printer ? err : print_enqueue(tx, book->printer, badge.serial, book->desk, &job);
}

/* What still waits for a printer is not printed any more; what a printer has is told by its own state. */
static enum err stop_printing(struct tx *tx, int64_t serial)
{
	struct print_job job;
	enum err err = print_job_of_badge(tx_db(tx), tx_arena(tx), serial, &job);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	return strcmp(job.state, "queued") == 0 ? print_job_cancel(tx, job.id, &job) : OK;
}

enum err badge_withdraw(struct desk_book *book, const char *with)
{
	struct tx *tx = book->tx;
	int64_t serial = book->person.badge.serial;
	if (!serial)
		return OK;
	enum err err = badge_revoke(tx_db(tx), book->person.id, tx_now(tx));
	if (!err)
		err = stop_printing(tx, serial);
	if (err)
		return err;
	book->person.badge = book->was.badge = (struct badge){ .code = "",
		.qr = "",
		.state = "",
		.issued_by = "",
		.reason = "",
		.desk = "",
		.collected_by = "",
		.collected_desk = "",
		.person_id = book->person.id };
	struct desk_book fact = *book;
	fact.was = fact.person;
	return desk_book_note(&fact, "badge.revoke", &(struct desk_facts){ .serial = serial, .with = with });
}

enum err participant_issue_badge(
    struct tx *tx, const char *id, const struct badge_form *form, struct badge *out_badge)
{
	struct desk_book book;
	int64_t at;
	enum err err = desk_said_check(tx, &form->said, &at);
	if (!err)
		err = plain_text_check(tx_fault(tx), "reason", form->reason, PLAIN_NAME_MAX);
	if (!err)
		err = desk_book_open(tx, id, form->said.desk, PERSON_BADGE, &book);
	if (err)
		return err;
	book.printer = form->said.printer;
	if (book.person.badge.serial && (!form->reason || !*form->reason))
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason",
		    "Badge %04lld was issued already. Say why another one is printed; it takes the first out of use.",
		    (long long)book.person.badge.serial);
	err = badge_issue(&book, form->reason ? form->reason : "", NULL);
	if (!err)
		*out_badge = book.person.badge;
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
	if (person->badge.serial || !person_is_approved(person))
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
		err = participant_issue_badge(tx, missing.ids[i], &(struct badge_form){ 0 }, &badge);
	if (!err)
		*out_issued = (int64_t)missing.n;
	return err;
}
