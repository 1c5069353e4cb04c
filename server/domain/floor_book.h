/* The list of one session as one act sees it: read whole, changed in memory, and what differs is written with one
 * journal entry that also says how it was before. So every act can be taken back, in the order of the journal.
 * Private to the floor's files of the domain; the acts themselves are floor.h. */
#ifndef P2C_DOMAIN_FLOOR_BOOK_H
#define P2C_DOMAIN_FLOOR_BOOK_H

#include "domain/floor_rules.h"
#include "store/tx.h"

enum { FLOOR_LIST_MAX = 500 };      /* rows of one list, ended ones counted */
enum { FLOOR_ALLOTTED_MAX = 7200 }; /* seconds */

struct floor_book {
	struct tx *tx;
	struct floor floor, floor_was;
	struct speaker *rows, *was; /* by position; room for one more */
	size_t n;
	const struct speaker *added; /* the row that this act put on the list */
};

/* Reads the list of a session, or the one a speaker stands on and that speaker's row in it. ERR_NOT_FOUND. */
enum err floor_book_open(struct tx *tx, const char *session_id, struct floor_book *out_book);
enum err floor_book_find(
    struct tx *tx, const char *speaker_id, struct floor_book *out_book, struct speaker **out_speaker);
/* The first row in that state; NULL when there is none. */
struct speaker *floor_book_first(const struct floor_book *book, enum floor_state state);
/* The waiting rows as a line; valid as long as the change. One line an act: the rows themselves keep the order in
 * which they were read. */
struct floor_line floor_book_line(const struct floor_book *book);
/* Adds a row that speaker_add wrote; to an undo it is one that had withdrawn at the end of the list. */
struct speaker *floor_book_add(struct floor_book *book, const struct speaker *speaker);
/* Writes what differs and the entry: about one speaker (whose version goes up), or about the whole list (NULL). An
 * act that changes nothing leaves nothing. */
enum err floor_book_save(struct floor_book *book, const char *action, const struct speaker *about);
/* A part of an act that has its own entry in its speaker's history; cannot be taken back alone. */
enum err floor_book_note(struct floor_book *book, const char *action, const struct speaker *about);
/* Puts everything back to what it was before the last act that was not taken back, as a new act. `seq` is the act
 * that is meant, 0 whichever it is: ERR_STALE when another one is the last by now. ERR_CONFLICT when there is none.
 */
enum err floor_book_undo(struct floor_book *book, int64_t seq);

/* A number that somebody said: ERR_INVALID with the field when it is not between the two. */
enum err floor_check_between(struct tx *tx, const char *field, int64_t value, int64_t least, int64_t most);

#endif
