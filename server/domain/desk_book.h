/* One act at a desk on one person: the row is read, checked against the table of steps, changed in memory; what
 * differs is written with one journal entry that also says how it was before, so that the act can be taken back.
 * Private to the domain's files of people; the acts are desk.h, arrival.h, badge_issue.h, merge.h. */
#ifndef P2C_DOMAIN_DESK_BOOK_H
#define P2C_DOMAIN_DESK_BOOK_H

#include "domain/participant_rules.h"
#include "store/tx.h"

struct journal_entry;

/* Where an act was done and, when the server could not be reached then, at what time. */
struct desk_said {
	const char *desk; /* "4"; NULL when not said */
	int64_t at;       /* 0: now */
	bool offline;
	const char *printer; /* where a badge that is issued with it is printed; NULL nowhere */
};
enum { DESK_OFFLINE_HOURS = 48 };
/* ERR_INVALID: a desk that cannot be shown; a time in the future, older than 48 hours, or said of an act that was not
 * offline. *out_at is when it was done. */
enum err desk_said_check(struct tx *tx, const struct desk_said *said, int64_t *out_at);

struct desk_book {
	struct tx *tx;
	struct person person, was;
	const char *desk;    /* "" when not said */
	const char *printer; /* NULL prints nothing */
};
/* Reads the person and whether this may be done. ERR_NOT_FOUND, ERR_STEP, ERR_INVALID for the desk. */
enum err desk_book_open(
    struct tx *tx, const char *id, const char *desk, enum person_step act, struct desk_book *out_book);

/* What the entry says beside the change. 0 and NULL are not said. */
struct desk_facts {
	int64_t serial;
	const char *reason;   /* of a closed list */
	const char *with;     /* the act that this one was part of */
	const char *document; /* that was shown */
	const char *other;    /* id of another person */
	const char *words;    /* free text: goes under the seal */
	const char *more;     /* further facts as JSON */
};
/* Writes what differs of the person and the badge, raises the version, and writes the entry. */
enum err desk_book_save(struct desk_book *book, const char *action, const struct desk_facts *facts);
/* The entry alone, for acts that have written the rows by themselves. */
enum err desk_book_note(const struct desk_book *book, const char *action, const struct desk_facts *facts);
/* Puts the person back to what an entry of desk_book_save says it was before; what was sealed and erased stays. */
enum err desk_book_put_back(struct desk_book *book, const struct journal_entry *entry);

#endif
