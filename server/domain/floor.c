/* See floor.h. The acts on a list as a whole stand in floor_list.c. */
#include "domain/floor.h"

#include "base/id.h"
#include "domain/floor_book.h"
#include "domain/participant_find.h"
#include "schedule/text.h"
#include "store/write.h"

#include <string.h>

enum { GROUP_MAX_BYTES = 240, STATEMENT_MAX_BYTES = 32768, MINUTE_MS = 60000 };

/* ---- what is said about a speaker ---- */

static enum err take_text(struct tx *tx, const char *field, const char *said, size_t most, const char **out_text)
{
	if (!said)
		return OK;
	const char *text = text_clean(tx_arena(tx), said);
	if (strlen(text) > most)
		return fault_set(tx_fault(tx), ERR_INVALID, field, "The text is too long.");
	*out_text = text;
	return OK;
}

static enum err take_kind(struct tx *tx, const char *said, const char **out_kind)
{
	if (!said)
		return OK;
	enum floor_kind kind = floor_kind_find(said);
	if (kind == FLOOR_KIND_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "kind", "A speaker makes a statement, a point_of_order or a reply.");
	*out_kind = floor_kind_name(kind);
	return OK;
}

/* Any language may be heard in a room: its two or three letters (ISO 639). */
static enum err take_language(struct tx *tx, const char *said, const char **out_language)
{
	if (!said)
		return OK;
	size_t len = strlen(said);
	if (strspn(said, "abcdefghijklmnopqrstuvwxyz") != len || len == 1 || len > 3)
		return fault_set(tx_fault(tx), ERR_INVALID, "language",
		    "A language is its two or three letters, such as fr or swa.");
	*out_language = said;
	return OK;
}

static enum err take_seconds(struct tx *tx, const int64_t *said, int64_t *out_seconds)
{
	enum err err = said ? floor_check_between(tx, "allotted_seconds", *said, 1, FLOOR_ALLOTTED_MAX) : OK;
	if (!err && said)
		*out_seconds = *said;
	return err;
}

/* ---- asking ---- */

static enum err find_person(struct tx *tx, const struct floor_form *form, struct person *out_person)
{
	if (!form->person_id)
		return form->code
			   ? participant_of_badge(tx, form->code, out_person)
			   : fault_set(tx_fault(tx), ERR_FIELD_MISSING, "person", "Say who asks for the floor.");
	enum err err = person_get(tx_db(tx), tx_arena(tx), form->person_id, out_person);
	return err == ERR_NOT_FOUND ? fault_set(tx_fault(tx), ERR_INVALID, "person", "There is no such person.")
				    : err;
}

/* Nobody stands twice on one list with the same kind of statement; nor does an entity where the rules want one
 * speaker each. */
static enum err check_room(const struct floor_book *book, const struct speaker *new)
{
	struct fault *fault = tx_fault(book->tx);
	bool one = book->floor.one_per_entity && floor_kind_find(new->kind) == FLOOR_STATEMENT;
	for (size_t i = 0; i < book->n; i++) {
		const struct speaker *s = &book->rows[i];
		if (s == new || !floor_is_open(s) || strcmp(s->kind, new->kind) != 0)
			continue;
		if (strcmp(s->person_id, new->person_id) == 0)
			return fault_set(fault, ERR_CONFLICT, "person", "This person is on the list already.");
		if (one && strcmp(s->entity.id, new->entity.id) == 0)
			return fault_set(fault, ERR_CONFLICT, "person",
			    "One speaker an entity: %.80s is on the list for %.80s already.", s->display,
			    s->entity.name);
	}
	return OK;
}

static enum err check_open(const struct floor_book *book)
{
	if (book->n >= FLOOR_LIST_MAX)
		return fault_set(
		    tx_fault(book->tx), ERR_CONFLICT, NULL, "The list is full (%d rows).", FLOOR_LIST_MAX);
	if (!book->floor.closed_at)
		return OK;
	return fault_set(tx_fault(book->tx), ERR_STEP, NULL,
	    "The list of speakers is closed. Open it again before you add somebody.");
}

static enum err fill(const struct floor_book *book, const struct floor_form *form, struct speaker *s)
{
	struct tx *tx = book->tx;
	enum err err = take_kind(tx, form->kind, &s->kind);
	if (!err)
		err = take_text(tx, "speaks_for", form->speaks_for, GROUP_MAX_BYTES, &s->speaks_for);
	if (!err)
		err = take_seconds(tx, form->allotted_seconds, &s->allotted_seconds);
	s->remote = form->remote;
	s->prior = form->prior;
	return err;
}

/* The last one of the line goes where the rule puts it. */
static void place(const struct floor_book *book, struct floor_line *line)
{
	struct floor_order order;
	if (floor_order_read(book->floor.order, &order))
		floor_line_insert(&order, line);
}

enum err floor_request(
    struct tx *tx, const char *session_id, const struct floor_form *form, struct speaker *out_speaker)
{
	struct floor_book book;
	struct person person;
	enum err err = floor_book_open(tx, session_id, &book);
	if (!err)
		err = find_person(tx, form, &person);
	if (!err)
		err = check_open(&book);
	if (err)
		return err;
	struct id id = tx_new_id(tx);
	struct speaker speaker = { .id = arena_dup(tx_arena(tx), id.text),
		.session_id = book.floor.session_id,
		.person_id = person.id,
		.entity = person.entity,
		.kind = floor_kind_name(FLOOR_STATEMENT),
		.speaks_for = "",
		.allotted_seconds = book.floor.allotted_seconds,
		.requested_at = tx_now(tx) };
	err = fill(&book, form, &speaker);
	if (!err)
		err = check_room(&book, &speaker);
	if (!err)
		err = speaker_add(tx_db(tx), &speaker, &speaker.position);
	if (!err)
		err = speaker_get(tx_db(tx), tx_arena(tx), speaker.id, &speaker);
	if (err)
		return err;
	struct speaker *row = floor_book_add(&book, &speaker);
	struct floor_line line = floor_book_line(&book);
	place(&book, &line);
	err = floor_book_save(&book, "floor.request", row);
	if (!err)
		*out_speaker = *row;
	return err;
}

/* ---- acts on one speaker ---- */

static enum err refuse_state(struct tx *tx, const struct speaker *s, const char *wanted)
{
	return fault_set(tx_fault(tx), ERR_STEP, "state", "This speaker is %s, not %s.", s->state, wanted);
}

/* The list of a speaker who must be in the given state. */
static enum err expect(struct tx *tx, const char *speaker_id, enum floor_state state, struct floor_book *out_book,
    struct speaker **out_speaker)
{
	enum err err = floor_book_find(tx, speaker_id, out_book, out_speaker);
	if (!err && !floor_is(*out_speaker, state))
		err = refuse_state(tx, *out_speaker, floor_state_name(state));
	return err;
}

static enum err save(
    struct floor_book *book, const char *action, const struct speaker *s, struct speaker *out_speaker)
{
	enum err err = floor_book_save(book, action, s);
	if (!err)
		*out_speaker = *s;
	return err;
}

static enum err deliver(struct floor_book *book, struct speaker *s)
{
	s->state = floor_state_name(FLOOR_DELIVERED);
	floor_clock_stop(s, tx_now(book->tx));
	return floor_book_note(book, "floor.end", s);
}

/* A point of order only interrupts a statement; anything else ends it, and one that was interrupted too. */
static enum err displace(struct floor_book *book, const struct speaker *called)
{
	struct speaker *now = floor_book_first(book, FLOOR_SPEAKING);
	struct speaker *held = floor_book_first(book, FLOOR_INTERRUPTED);
	bool point = floor_kind_find(called->kind) == FLOOR_POINT_OF_ORDER;
	enum err err = OK;
	if (now && point && floor_kind_find(now->kind) != FLOOR_POINT_OF_ORDER) {
		now->state = floor_state_name(FLOOR_INTERRUPTED);
		floor_clock_hold(now, tx_now(book->tx));
		return floor_book_note(book, "floor.interrupt", now);
	}
	if (now)
		err = deliver(book, now);
	if (!err && held && !point)
		err = deliver(book, held);
	return err;
}

enum err floor_call(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_WAITING, &book, &s);
	if (!err)
		err = displace(&book, s);
	if (err)
		return err;
	s->state = floor_state_name(FLOOR_SPEAKING);
	floor_clock_start(s, tx_now(tx));
	return save(&book, "floor.call", s, out_speaker);
}

/* Whoever was interrupted has the floor again. */
static enum err give_back(struct floor_book *book)
{
	struct speaker *held = floor_book_first(book, FLOOR_INTERRUPTED);
	if (!held)
		return OK;
	held->state = floor_state_name(FLOOR_SPEAKING);
	floor_clock_resume(held, tx_now(book->tx));
	return floor_book_note(book, "floor.resume", held);
}

enum err floor_end(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = floor_book_find(tx, speaker_id, &book, &s);
	if (err)
		return err;
	if (floor_is(s, FLOOR_SPEAKING))
		err = give_back(&book);
	else if (!floor_is(s, FLOOR_INTERRUPTED))
		err = refuse_state(tx, s, floor_state_name(FLOOR_SPEAKING));
	if (err)
		return err;
	s->state = floor_state_name(FLOOR_DELIVERED);
	floor_clock_stop(s, tx_now(tx));
	return save(&book, "floor.end", s, out_speaker);
}

enum err floor_withdraw(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_WAITING, &book, &s);
	if (err)
		return err;
	s->state = floor_state_name(FLOOR_WITHDRAWN);
	return save(&book, "floor.withdraw", s, out_speaker);
}

enum err floor_pause(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_SPEAKING, &book, &s);
	if (!err && s->paused_at)
		err = fault_set(tx_fault(tx), ERR_STEP, "paused_at", "The clock is held already.");
	if (err)
		return err;
	floor_clock_hold(s, tx_now(tx));
	return save(&book, "floor.pause", s, out_speaker);
}

enum err floor_resume(struct tx *tx, const char *speaker_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_SPEAKING, &book, &s);
	if (!err && !s->paused_at)
		err = fault_set(tx_fault(tx), ERR_STEP, "paused_at", "The clock is running.");
	if (err)
		return err;
	floor_clock_resume(s, tx_now(tx));
	return save(&book, "floor.resume", s, out_speaker);
}

enum err floor_undelivered(struct tx *tx, const char *speaker_id, const char *statement, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_WAITING, &book, &s);
	if (!err)
		err = take_text(tx, "statement", statement, STATEMENT_MAX_BYTES, &s->statement);
	if (err)
		return err;
	s->state = floor_state_name(FLOOR_UNDELIVERED);
	s->ended_at = tx_now(tx);
	return save(&book, "floor.undelivered", s, out_speaker);
}

/* Where a waiting speaker stands in the line; n when the id is nobody's there. */
static size_t place_of(const struct floor_line *line, const char *speaker_id)
{
	size_t i = 0;
	while (i < line->n && strcmp(line->rows[i]->id, speaker_id) != 0)
		i++;
	return i;
}

enum err floor_move(struct tx *tx, const char *speaker_id, const char *before_id, struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = expect(tx, speaker_id, FLOOR_WAITING, &book, &s);
	if (err)
		return err;
	struct floor_line line = floor_book_line(&book);
	size_t from = place_of(&line, speaker_id), before = before_id ? place_of(&line, before_id) : line.n;
	if (before_id && before == line.n)
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, "before", "The speaker to stand before does not wait on this list.");
	floor_line_move(&line, from, before);
	return save(&book, "floor.move", s, out_speaker);
}

/* ---- corrections ---- */

/* A text is corrected up to so many minutes after the statement; what was never delivered has no such end. */
static enum err check_text_time(const struct floor_book *book, const struct speaker *s)
{
	int64_t minutes = book->floor.correction_minutes;
	if (!floor_is(s, FLOOR_DELIVERED) || tx_now(book->tx) <= s->ended_at + minutes * MINUTE_MS)
		return OK;
	return fault_set(tx_fault(book->tx), ERR_STEP, "statement",
	    "The time for corrections has ended: %lld minutes after the statement.", (long long)minutes);
}

static enum err edit_text(struct floor_book *book, const struct floor_edit *form, struct speaker *s)
{
	if (!form->language && !form->statement)
		return OK;
	enum err err = check_text_time(book, s);
	if (!err)
		err = take_language(book->tx, form->language, &s->language);
	return err ? err : take_text(book->tx, "statement", form->statement, STATEMENT_MAX_BYTES, &s->statement);
}

/* Of another kind it may need other room; what turns out to be a point of order goes to the head of the list. */
static enum err become(struct floor_book *book, struct speaker *s)
{
	enum err err = check_room(book, s);
	if (err || floor_kind_find(s->kind) != FLOOR_POINT_OF_ORDER || !floor_is(s, FLOOR_WAITING))
		return err;
	struct floor_line line = floor_book_line(book);
	floor_line_move(&line, place_of(&line, s->id), line.n);
	s->by_hand = false;
	place(book, &line);
	return OK;
}

/* How the statement is to be made can be said until it has been. */
static enum err edit_way(struct floor_book *book, const struct floor_edit *form, struct speaker *s)
{
	const char *kind = s->kind;
	if (!form->speaks_for && !form->kind && !form->allotted_seconds && !form->remote)
		return OK;
	if (!floor_is_open(s))
		return refuse_state(book->tx, s, "on the list");
	enum err err = take_kind(book->tx, form->kind, &s->kind);
	if (!err)
		err = take_text(book->tx, "speaks_for", form->speaks_for, GROUP_MAX_BYTES, &s->speaks_for);
	if (!err)
		err = take_seconds(book->tx, form->allotted_seconds, &s->allotted_seconds);
	if (err)
		return err;
	s->remote = form->remote ? *form->remote : s->remote;
	return strcmp(kind, s->kind) == 0 ? OK : become(book, s);
}

enum err floor_edit(struct tx *tx, const char *speaker_id, int64_t version, const struct floor_edit *form,
    struct speaker *out_speaker)
{
	struct floor_book book;
	struct speaker *s;
	enum err err = floor_book_find(tx, speaker_id, &book, &s);
	if (err)
		return err;
	if (s->version != version) {
		*out_speaker = *s;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = edit_text(&book, form, s);
	if (!err)
		err = edit_way(&book, form, s);
	return err ? err : save(&book, "floor.edit", s, out_speaker);
}
