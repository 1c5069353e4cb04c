/* See floor_book.h. */
#include "domain/floor_book.h"

#include "base/jsonw.h"
#include "domain/floor.h"
#include "domain/members.h"
#include "store/journal.h"
#include "store/write.h"

#include <string.h>

/* ---- reading ---- */

enum err floor_book_open(struct tx *tx, const char *session_id, struct floor_book *out_book)
{
	struct floor_book book = { .tx = tx };
	struct speaker *rows;
	enum err err = floor_list_rules(tx_db(tx), tx_arena(tx), session_id, &book.floor);
	if (!err)
		err = speaker_list(tx_db(tx), tx_arena(tx), session_id, &rows, &book.n);
	if (err)
		return err;
	book.rows = arena_array(tx_arena(tx), struct speaker, book.n + 1);
	book.was = arena_array(tx_arena(tx), struct speaker, book.n + 1);
	if (book.n) {
		memcpy(book.rows, rows, book.n * sizeof *rows);
		memcpy(book.was, rows, book.n * sizeof *rows);
	}
	book.floor_was = book.floor;
	*out_book = book;
	return OK;
}

static struct speaker *find(const struct floor_book *book, const char *speaker_id)
{
	for (size_t i = 0; i < book->n; i++)
		if (strcmp(book->rows[i].id, speaker_id) == 0)
			return &book->rows[i];
	return NULL;
}

enum err floor_book_find(
    struct tx *tx, const char *speaker_id, struct floor_book *out_book, struct speaker **out_speaker)
{
	struct speaker speaker;
	enum err err = speaker_get(tx_db(tx), tx_arena(tx), speaker_id, &speaker);
	if (!err)
		err = floor_book_open(tx, speaker.session_id, out_book);
	if (!err)
		*out_speaker = find(out_book, speaker_id);
	return err;
}

struct speaker *floor_book_first(const struct floor_book *book, enum floor_state state)
{
	for (size_t i = 0; i < book->n; i++)
		if (floor_is(&book->rows[i], state))
			return &book->rows[i];
	return NULL;
}

struct floor_line floor_book_line(const struct floor_book *book)
{
	struct floor_line line = { arena_array(tx_arena(book->tx), struct speaker *, book->n + 1), 0 };
	for (size_t i = 0; i < book->n; i++)
		if (floor_is(&book->rows[i], FLOOR_WAITING))
			line.rows[line.n++] = &book->rows[i];
	return line;
}

struct speaker *floor_book_add(struct floor_book *book, const struct speaker *speaker)
{
	struct speaker *row = &book->rows[book->n];
	*row = book->was[book->n] = *speaker;
	book->was[book->n].state = floor_state_name(FLOOR_WITHDRAWN);
	book->n++;
	book->added = row;
	return row;
}

/* ---- what differs: one table for the entry, the row and the way back ---- */

/* What a speaker has said is not among them: it is sealed (text_of). */
static const struct member SPEAKER[] = {
	MEMBER(struct speaker, TEXT, state),
	MEMBER(struct speaker, NUMBER, position),
	MEMBER(struct speaker, NUMBER, started_at),
	MEMBER(struct speaker, NUMBER, ended_at),
	MEMBER(struct speaker, NUMBER, paused_at),
	MEMBER(struct speaker, NUMBER, paused_ms),
	MEMBER(struct speaker, NUMBER, allotted_seconds),
	MEMBER(struct speaker, TEXT, kind),
	MEMBER(struct speaker, TEXT, speaks_for),
	MEMBER(struct speaker, TEXT, language),
	MEMBER(struct speaker, TRUTH, remote),
	MEMBER(struct speaker, TRUTH, by_hand),
};
static const struct member FLOOR[] = {
	MEMBER(struct floor, TEXT, order),
	MEMBER(struct floor, TRUTH, one_per_entity),
	MEMBER(struct floor, NUMBER, allotted_seconds),
	MEMBER(struct floor, NUMBER, amber_seconds),
	MEMBER(struct floor, NUMBER, correction_minutes),
	MEMBER(struct floor, NUMBER, closed_at),
};
enum { SPEAKER_N = sizeof SPEAKER / sizeof *SPEAKER, FLOOR_N = sizeof FLOOR / sizeof *FLOOR };

/* ---- writing ---- */

static bool is_changed(const struct floor_book *book, size_t i)
{
	return members_changed(SPEAKER, SPEAKER_N, &book->was[i], &book->rows[i]) ||
	       strcmp(book->was[i].statement, book->rows[i].statement) != 0;
}

static bool is_any_changed(const struct floor_book *book)
{
	bool changed = members_changed(FLOOR, FLOOR_N, &book->floor_was, &book->floor) != 0;
	for (size_t i = 0; !changed && i < book->n; i++)
		changed = is_changed(book, i);
	return changed;
}

/* Whoever is only pushed up or down keeps the version: nobody's edit of that row becomes stale by it. */
static bool is_only_pushed(const struct floor_book *book, size_t i)
{
	struct speaker pushed = book->was[i];
	pushed.position = book->rows[i].position;
	return !members_changed(SPEAKER, SPEAKER_N, &pushed, &book->rows[i]) &&
	       strcmp(pushed.statement, book->rows[i].statement) == 0;
}

static enum err write_rows(struct floor_book *book)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < book->n; i++) {
		if (!is_changed(book, i))
			continue;
		if (!is_only_pushed(book, i) && &book->rows[i] != book->added)
			book->rows[i].version++;
		err = speaker_edit(tx_db(book->tx), &book->rows[i]);
	}
	return err;
}

static void write_before(struct jsonw *w, const struct floor_book *book)
{
	jsonw_object(w, "before");
	jsonw_array(w, "speakers");
	for (size_t i = 0; i < book->n; i++) {
		if (!is_changed(book, i))
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "id", book->rows[i].id);
		members_write(w, SPEAKER, SPEAKER_N, &book->was[i], &book->rows[i]);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object(w, "floor");
	members_write(w, FLOOR, FLOOR_N, &book->floor_was, &book->floor);
	jsonw_object_end(w);
	jsonw_object_end(w);
}

static void write_about(struct jsonw *w, const struct floor_book *book, const struct speaker *about)
{
	jsonw_text(w, "session", book->floor.session_id);
	if (!about)
		return;
	jsonw_text(w, "state", about->state);
	jsonw_int(w, "position", about->position);
}

/* A statement is its speaker's own: both texts go under the seal. */
static const char *text_of(const struct floor_book *book, const struct speaker *about)
{
	const struct speaker *was = about ? &book->was[about - book->rows] : NULL;
	if (!about || strcmp(was->statement, about->statement) == 0)
		return NULL;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "statement", about->statement);
	jsonw_text(&w, "before", was->statement);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(book->tx));
}

static enum err journal(struct floor_book *book, const char *action, const struct speaker *about, bool whole)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	write_about(&w, book, about);
	if (whole) {
		jsonw_int(&w, "previous", book->floor_was.undo_seq);
		write_before(&w, book);
	}
	jsonw_object_end(&w);
	const char *personal = whole ? text_of(book, about) : NULL;
	return tx_journal(book->tx, &(struct journal_note){ .topic = "floor",
					.action = action,
					.subject = about ? about->id : book->floor.session_id,
					.version = about ? about->version : book->floor.version,
					.data = buf_keep(&out, tx_arena(book->tx)),
					.person = personal ? about->person_id : NULL,
					.personal = personal });
}

enum err floor_book_note(struct floor_book *book, const char *action, const struct speaker *about)
{
	struct speaker next = *about;
	next.version++; /* as the row is going to be written */
	return journal(book, action, &next, false);
}

/* The rows, then the entry; undo_seq is settled by who calls. */
static enum err write_all(struct floor_book *book, const char *action, const struct speaker *about)
{
	if (members_changed(FLOOR, FLOOR_N, &book->floor_was, &book->floor))
		book->floor.version++;
	enum err err = write_rows(book);
	return err ? err : journal(book, action, about, true);
}

static enum err write_floor(struct floor_book *book, int64_t undo_seq)
{
	book->floor.undo_seq = undo_seq;
	book->floor.acted_at = tx_now(book->tx);
	return floor_put(tx_db(book->tx), &book->floor);
}

enum err floor_book_save(struct floor_book *book, const char *action, const struct speaker *about)
{
	struct journal_head head;
	if (!is_any_changed(book))
		return OK;
	enum err err = write_all(book, action, about);
	if (!err)
		err = journal_head(tx_db(book->tx), &head);
	return err ? err : write_floor(book, head.seq);
}

/* ---- taking back ---- */

static enum err last_act(struct floor_book *book, int64_t seq, struct journal_entry *out_entry)
{
	struct journal_entry *entries;
	size_t n;
	if (!book->floor.undo_seq)
		return fault_set(
		    tx_fault(book->tx), ERR_CONFLICT, NULL, "There is nothing on this list to take back.");
	if (seq && seq != book->floor.undo_seq)
		return fault_set(tx_fault(book->tx), ERR_STALE, "seq",
		    "Somebody acted on this list meanwhile. Look at it again before you take something back.");
	enum err err = journal_after(tx_db(book->tx), tx_arena(book->tx), book->floor.undo_seq - 1, 1, &entries, &n);
	if (err || !n)
		return err ? err : ERR_BROKEN;
	*out_entry = entries[0];
	return OK;
}

/* The text before, which the entry keeps under the seal of its speaker; what was erased stays as it is. */
static enum err put_text_back(struct floor_book *book, const struct journal_entry *entry, struct speaker *row)
{
	const char *personal;
	const struct journalled *texts;
	enum err err = journal_unseal(tx_db(book->tx), tx_arena(book->tx), entry->seq, &personal);
	if (err || !personal)
		return err;
	err = journalled_read(tx_arena(book->tx), personal, &texts);
	if (!err && row)
		row->statement = journalled_text(texts, "before", row->statement);
	return err;
}

enum err floor_book_undo(struct floor_book *book, int64_t seq)
{
	struct journal_entry entry = { 0 };
	const struct journalled *data;
	size_t n;
	enum err err = last_act(book, seq, &entry);
	if (!err)
		err = journalled_read(tx_arena(book->tx), entry.data, &data);
	if (err)
		return err;
	const struct journalled *before = journalled_find(data, "before");
	const struct journalled *rows = journalled_items(before, "speakers", &n);
	for (size_t i = 0; i < n; i++) {
		struct speaker *row = find(book, journalled_text(&rows[i], "id", ""));
		if (row)
			members_put_back(SPEAKER, SPEAKER_N, &rows[i], row);
	}
	members_put_back(FLOOR, FLOOR_N, journalled_find(before, "floor"), &book->floor);
	struct speaker *about = find(book, entry.subject);
	err = put_text_back(book, &entry, about);
	if (!err)
		err = write_all(book, "floor.undo", about);
	return err ? err : write_floor(book, journalled_int(data, "previous", 0));
}
