/* See help_desk.h. */
#include "domain/help_desk.h"

#include "base/id.h"
#include "domain/plain_text.h"
#include "store/people_write.h"

#include <string.h>

static bool reason_is_known(const char *reason)
{
	static const char *const REASONS[] = { "not_approved", "no_letter", "name_differs", "duplicate", "lost_badge",
		"photo_refused", "other" };
	for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
		if (strcmp(REASONS[i], reason) == 0)
			return true;
	return false;
}

static enum err check(struct tx *tx, const struct desk_form *form, const struct person *p)
{
	if (!form->reason || !*form->reason)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason", "Say why the person is sent there.");
	if (!reason_is_known(form->reason))
		return fault_set(tx_fault(tx), ERR_INVALID, "reason", "There is no reason \"%.40s\".", form->reason);
	if (*p->help.id)
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, NULL, "%.80s was sent to the help desk already.", p->display);
	return plain_text_check(tx_fault(tx), "words", form->words, PLAIN_WORDS_MAX);
}

enum err help_desk_open(struct tx *tx, const char *id, const struct desk_form *form, struct person *out_person)
{
	struct desk_book book;
	enum err err = desk_book_open(tx, id, form->desk, PERSON_HELP, &book);
	if (!err)
		err = check(tx, form, &book.person);
	if (err)
		return err;
	struct id made = tx_new_id(tx);
	struct help_case help = { .id = arena_dup(tx_arena(tx), made.text),
		.person_id = book.person.id,
		.reason = form->reason,
		.words = form->words ? form->words : "",
		.by_actor = tx_actor(tx),
		.desk = book.desk,
		.at = tx_now(tx) };
	err = help_case_add(tx_db(tx), &help);
	book.person.help.id = help.id;
	book.person.help.reason = help.reason;
	book.person.help.at = help.at;
	if (!err)
		err = desk_book_save(&book, "help.open",
		    &(struct desk_facts){ .reason = help.reason, .words = *help.words ? help.words : NULL });
	if (!err)
		*out_person = book.person;
	return err;
}

static enum err refuse(struct tx *tx, const struct help_case *help)
{
	bool is_closed = strcmp(help->state, "closed") == 0;
	return fault_set(tx_fault(tx), ERR_STEP, "state", "%.80s has %s this case already.",
	    is_closed ? help->closed_by : help->taken_by, is_closed ? "closed" : "taken");
}

/* Writes the case, and the entry of the person it is about. */
static enum err save(struct tx *tx, const struct help_case *help, const char *action, const char *words)
{
	struct desk_book book;
	enum err err = help_case_edit(tx_db(tx), help);
	if (!err)
		err = desk_book_open(tx, help->person_id, NULL, PERSON_UNDO, &book);
	if (err)
		return err;
	if (strcmp(help->state, "closed") == 0)
		book.person.help.id = book.person.help.reason = "";
	return desk_book_save(&book, action, &(struct desk_facts){ .reason = help->reason, .words = words });
}

enum err help_desk_take(struct tx *tx, const char *id, struct help_case *out_case)
{
	struct help_case help;
	enum err err = help_case_get(tx_db(tx), tx_arena(tx), id, &help);
	if (err)
		return err;
	if (strcmp(help.state, "open") != 0)
		return refuse(tx, &help);
	help.state = "taken";
	help.taken_by = arena_dup(tx_arena(tx), tx_actor(tx));
	help.taken_at = tx_now(tx);
	err = save(tx, &help, "help.take", NULL);
	if (!err)
		*out_case = help;
	return err;
}

static enum err end(struct tx *tx, struct help_case *help, const char *outcome)
{
	help->state = "closed";
	help->closed_by = arena_dup(tx_arena(tx), tx_actor(tx));
	help->closed_at = tx_now(tx);
	help->outcome = outcome;
	return save(tx, help, "help.close", outcome);
}

enum err help_desk_close(struct tx *tx, const char *id, const char *outcome, struct help_case *out_case)
{
	struct help_case help;
	enum err err = help_case_get(tx_db(tx), tx_arena(tx), id, &help);
	if (err)
		return err;
	if (strcmp(help.state, "closed") == 0)
		return refuse(tx, &help);
	if (!outcome || !*outcome)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "outcome", "Say what came of it.");
	err = plain_text_check(tx_fault(tx), "outcome", outcome, PLAIN_WORDS_MAX);
	if (!err)
		err = end(tx, &help, outcome);
	if (!err)
		*out_case = help;
	return err;
}

enum err help_desk_drop(struct desk_book *book)
{
	struct help_case help;
	if (!*book->person.help.id)
		return OK;
	enum err err = help_case_get(tx_db(book->tx), tx_arena(book->tx), book->person.help.id, &help);
	if (!err)
		err = end(book->tx, &help, "merged");
	book->person.help.id = book->was.help.id = "";
	book->person.version++;
	book->was.version++;
	return err;
}
