/* See arrival.h. */
#include "domain/arrival.h"

#include "base/clock.h"
#include "domain/alert.h"
#include "domain/badge_issue.h"
#include "domain/conflict.h"
#include "store/write.h"

/* The hot path of the first half hour: one read, one write, one entry; more only for VIPs and for badges. */
static enum err arrive(struct desk_book *book, int64_t at, bool *out_first)
{
	struct tx *tx = book->tx;
	struct person *p = &book->person;
	p->arrived_at = at;
	p->arrived_by = arena_dup(tx_arena(tx), tx_actor(tx));
	p->arrived_desk = book->desk;
	p->state = PERSON_STATE_NAMES[PERSON_ARRIVED];
	enum err err = person_arrive(tx_db(tx), p, out_first);
	p->version++;
	if (!err)
		err = desk_book_note(book, "participant.check_in", NULL);
	return err ? err : alert_raise(tx, p, *book->desk ? book->desk : p->arrived_by, at);
}

/* It happened, so it is not refused; somebody has to look at it. */
static enum err note_conflict(struct tx *tx, const struct check_in_form *form, const struct person *p, int64_t at,
    enum conflict_kind kind, struct check_in *out)
{
	char when[CLOCK_RFC3339_LEN + 1];
	const char *words =
	    kind == CONFLICT_DOUBLE_ARRIVAL
		? arena_printf(tx_arena(tx), "Was here already, since %s, %s.", clock_rfc3339(p->arrived_at, when),
		      *p->arrived_desk ? p->arrived_desk : p->arrived_by)
		: tx_fault(tx)->detail;
	struct conflict_said said = { .kind = kind,
		.at = at,
		.desk = form->said.desk,
		.person_id = p->id,
		.words = arena_dup(tx_arena(tx), words) };
	out->person = *p;
	out->already = p->arrived_at != 0;
	return conflict_note(tx, &said, &out->conflict);
}

/* An act that comes late about somebody who is here already, or whose registration does not stand any more. */
static enum err check_late(struct tx *tx, const char *id, const struct check_in_form *form, int64_t at,
    struct check_in *out, bool *out_settled)
{
	struct person p;
	*out_settled = false;
	enum err err = person_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	bool stale = person_may(&p, PERSON_CHECK_IN, tx_fault(tx)) != OK;
	*out_settled = stale || p.arrived_at;
	if (!*out_settled)
		return OK;
	err = note_conflict(tx, form, &p, at, stale ? CONFLICT_STALE_PERSON : CONFLICT_DOUBLE_ARRIVAL, out);
	*tx_fault(tx) = (struct fault){ 0 };
	return err;
}

enum err participant_check_in(
    struct tx *tx, const char *id, const struct check_in_form *form, struct check_in *out_check_in)
{
	struct desk_book book;
	struct check_in late = { .conflict = "" };
	int64_t at;
	bool first = false, settled = false;
	enum err err = desk_said_check(tx, &form->said, &at);
	if (!err && form->said.offline)
		err = check_late(tx, id, form, at, &late, &settled);
	if (!err && settled) {
		*out_check_in = late;
		return OK;
	}
	if (!err)
		err = desk_book_open(tx, id, form->said.desk, PERSON_CHECK_IN, &book);
	if (err)
		return err;
	bool already = book.person.arrived_at;
	book.printer = form->said.printer;
	if (!already)
		err = arrive(&book, at, &first);
	if (!err && form->badge && !book.person.badge.serial)
		err = badge_issue(&book, "", first ? "participant.check_in" : NULL);
	if (!err)
		*out_check_in = (struct check_in){ book.person, "", already };
	return err;
}
