/* See arrival.h. */
#include "domain/arrival.h"

#include "domain/alert.h"
#include "domain/badge_issue.h"
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

enum err participant_check_in(
    struct tx *tx, const char *id, const struct check_in_form *form, struct check_in *out_check_in)
{
	struct desk_book book;
	int64_t at;
	bool first = false;
	enum err err = desk_said_check(tx, &form->said, &at);
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
		*out_check_in = (struct check_in){ book.person, already };
	return err;
}
