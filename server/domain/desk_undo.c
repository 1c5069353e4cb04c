/* Taking back the last act on a person, as a new act: see desk.h. What was done before is read from the journal, so
 * there is nothing to keep and nothing that a restart could lose. */
#include "domain/alert.h"
#include "domain/badge_issue.h"
#include "domain/desk.h"
#include "domain/journalled.h"
#include "domain/merge.h"
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

static const int64_t WITHIN_MS = DESK_UNDO_MINUTES * INT64_C(60000);

struct undo {
	struct desk_book book;
	struct journal_entry *entries; /* of the person, oldest first */
	size_t n;
	const struct journal_entry *taken[2]; /* what is taken back: an act, and the one it was part of */
	size_t n_taken;
};

/* ---- how each act is taken back ---- */

static enum err put_back(struct undo *undo, const struct journal_entry *entry, const struct journalled *data)
{
	(void)data;
	return desk_book_put_back(&undo->book, entry);
}

static enum err leave_again(struct undo *undo, const struct journal_entry *entry, const struct journalled *data)
{
	int64_t since = undo->book.person.arrived_at;
	enum err err = put_back(undo, entry, data);
	return err ? err : alert_withdraw(undo->book.tx, &undo->book.person, since);
}

static enum err withdraw_badge(struct undo *undo, const struct journal_entry *entry, const struct journalled *data)
{
	(void)entry;
	bool is_active = undo->book.person.badge.serial == journalled_int(data, "serial", 0);
	return is_active ? badge_withdraw(&undo->book, "participant.undo") : OK;
}

static enum err unmerge(struct undo *undo, const struct journal_entry *entry, const struct journalled *data)
{
	enum err err = person_unmerge(undo->book.tx, &undo->book.person, data);
	return err ? err : put_back(undo, entry, data);
}

/* The other half of a merge: only the row that was merged away can take it back. */
static enum err refuse_absorbed(struct undo *undo, const struct journal_entry *entry, const struct journalled *data)
{
	(void)entry;
	(void)data;
	return fault_set(tx_fault(undo->book.tx), ERR_CONFLICT, NULL,
	    "Another registration was merged into this one since. Take the merge back there first.");
}

static const struct kind {
	const char *action;
	enum err (*take_back)(struct undo *undo, const struct journal_entry *entry, const struct journalled *data);
} KINDS[] = {
	{ "participant.check_in", leave_again },
	{ "participant.approve", put_back },
	{ "participant.confirm", put_back },
	{ "participant.decline", put_back },
	{ "participant.letter", put_back },
	{ "participant.identity", put_back },
	{ "badge.collect", put_back },
	{ "badge.issue", withdraw_badge },
	{ "participant.merge", unmerge },
	{ "participant.absorb", refuse_absorbed },
};

static const struct kind *kind_of(const struct journal_entry *entry)
{
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (strcmp(KINDS[i].action, entry->action) == 0)
			return &KINDS[i];
	return NULL;
}

/* ---- which act is the last ---- */

/* Was this entry taken back by one of the undo entries behind it? */
static enum err is_undone(const struct undo *undo, const struct journal_entry *entry, bool *out_undone)
{
	const struct journalled *data;
	*out_undone = false;
	for (const struct journal_entry *later = entry + 1; later < undo->entries + undo->n && !*out_undone;
	     later++) {
		size_t n;
		if (strcmp(later->action, "participant.undo") != 0)
			continue;
		enum err err = journalled_read(tx_arena(undo->book.tx), later->data, &data);
		if (err)
			return err;
		const struct journalled *seqs = journalled_items(journalled_find(data, "more"), "undone", &n);
		for (size_t i = 0; i < n; i++)
			*out_undone = *out_undone || seqs[i].number == entry->seq;
	}
	return OK;
}

/* The newest entry before `end` that stands and can be taken back; NULL when there is none. */
static enum err last_before(
    const struct undo *undo, const struct journal_entry *end, const struct journal_entry **out_entry)
{
	*out_entry = NULL;
	for (const struct journal_entry *entry = end; entry-- > undo->entries && !*out_entry;) {
		bool undone;
		if (!kind_of(entry))
			continue;
		enum err err = is_undone(undo, entry, &undone);
		if (err)
			return err;
		*out_entry = undone ? NULL : entry;
	}
	return OK;
}

static enum err take_back(struct undo *undo, const struct journal_entry *entry)
{
	const struct journalled *data;
	const struct journal_entry *whole;
	enum err err = journalled_read(tx_arena(undo->book.tx), entry->data, &data);
	if (!err)
		err = kind_of(entry)->take_back(undo, entry, data);
	if (err)
		return err;
	undo->taken[undo->n_taken++] = entry;
	const char *with = journalled_text(data, "with", "");
	if (!*with || undo->n_taken == 2)
		return OK;
	err = last_before(undo, entry, &whole);
	return err || !whole || strcmp(whole->action, with) != 0 ? err : take_back(undo, whole);
}

static enum err nothing(struct tx *tx)
{
	return fault_set(tx_fault(tx), ERR_CONFLICT, NULL,
	    "Nothing was done to this registration in the last %d minutes that can be taken back.",
	    DESK_UNDO_MINUTES);
}

static enum err write(struct undo *undo)
{
	struct arena *arena = tx_arena(undo->book.tx);
	const struct journal_entry *whole = undo->taken[undo->n_taken - 1];
	const char *seqs = arena_printf(arena, "%lld", (long long)undo->taken[0]->seq);
	if (undo->n_taken == 2)
		seqs = arena_printf(arena, "%s,%lld", seqs, (long long)whole->seq);
	return desk_book_save(&undo->book, "participant.undo",
	    &(struct desk_facts){ .reason = whole->action, .more = arena_printf(arena, "{\"undone\":[%s]}", seqs) });
}

enum err desk_undo(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct undo undo = { .n_taken = 0 };
	const struct journal_entry *last = NULL;
	enum err err = desk_book_open(tx, id, form->desk, PERSON_UNDO, &undo.book);
	if (!err)
		err = journal_of(tx_db(tx), tx_arena(tx), id, &undo.entries, &undo.n);
	if (!err)
		err = last_before(&undo, undo.entries + undo.n, &last);
	if (err)
		return err;
	if (!last || last->at < tx_now(tx) - WITHIN_MS)
		return nothing(tx);
	err = take_back(&undo, last);
	if (!err)
		err = write(&undo);
	if (!err)
		*out_person = undo.book.person;
	return err;
}
