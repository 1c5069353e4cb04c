/* See floor.h: the rules of a list, and the acts on it as a whole. */
#include "domain/floor.h"

#include "domain/floor_book.h"

#include <string.h>

enum { CORRECTION_MAX = 14 * 24 * 60 };

enum err floor_list_rules(struct db *db, struct arena *arena, const char *session_id, struct floor *out_floor)
{
	int64_t session;
	enum err err = session_version(db, session_id, &session);
	if (err)
		return err;
	err = floor_get(db, arena, session_id, out_floor);
	if (err != ERR_NOT_FOUND)
		return err;
	*out_floor = (struct floor){ .session_id = arena_dup(arena, session_id),
		.version = 1,
		.order = floor_key_name(FLOOR_BY_REQUEST),
		.allotted_seconds = FLOOR_ALLOTTED_SECONDS,
		.amber_seconds = FLOOR_AMBER_SECONDS,
		.correction_minutes = FLOOR_CORRECTION_MINUTES };
	return OK;
}

enum err floor_check_between(struct tx *tx, const char *field, int64_t value, int64_t least, int64_t most)
{
	if (value >= least && value <= most)
		return OK;
	return fault_set(tx_fault(tx), ERR_INVALID, field, "\"%s\" is a whole number from %lld to %lld.", field,
	    (long long)least, (long long)most);
}

static enum err take_number(
    struct tx *tx, const char *field, const int64_t *said, int64_t least, int64_t most, int64_t *out_value)
{
	enum err err = said ? floor_check_between(tx, field, *said, least, most) : OK;
	if (!err && said)
		*out_value = *said;
	return err;
}

static enum err take_order(struct tx *tx, const char *said, const char **out_order)
{
	struct floor_order order;
	if (said && !floor_order_read(said, &order))
		return fault_set(tx_fault(tx), ERR_INVALID, "order",
		    "The order is a list of group, rank, present, prior and request, each once at most.");
	*out_order = said ? said : *out_order;
	return OK;
}

enum err floor_list_set(struct tx *tx, const char *session_id, int64_t version, const struct floor_rules_form *form)
{
	struct floor_book book;
	enum err err = floor_book_open(tx, session_id, &book);
	if (!err && book.floor.version != version)
		err = fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	struct floor *f = &book.floor;
	if (!err)
		err = take_order(tx, form->order, &f->order);
	if (!err)
		err = take_number(
		    tx, "allotted_seconds", form->allotted_seconds, 1, FLOOR_ALLOTTED_MAX, &f->allotted_seconds);
	if (!err)
		err = take_number(tx, "amber_seconds", form->amber_seconds, 0, FLOOR_ALLOTTED_MAX, &f->amber_seconds);
	if (!err)
		err = take_number(
		    tx, "correction_minutes", form->correction_minutes, 0, CORRECTION_MAX, &f->correction_minutes);
	if (err)
		return err;
	f->one_per_entity = form->one_per_entity ? *form->one_per_entity : f->one_per_entity;
	return floor_book_save(&book, "floor.rules", NULL);
}

enum err floor_list_sort(struct tx *tx, const char *session_id)
{
	struct floor_book book;
	struct floor_order order;
	enum err err = floor_book_open(tx, session_id, &book);
	if (err)
		return err;
	struct floor_line line = floor_book_line(&book);
	if (floor_order_read(book.floor.order, &order))
		floor_line_sort(&order, &line);
	return floor_book_save(&book, "floor.sort", NULL);
}

enum err floor_list_close(struct tx *tx, const char *session_id)
{
	struct floor_book book;
	enum err err = floor_book_open(tx, session_id, &book);
	if (!err && book.floor.closed_at)
		err = fault_set(tx_fault(tx), ERR_STEP, NULL, "The list of speakers is closed already.");
	if (err)
		return err;
	book.floor.closed_at = tx_now(tx);
	for (size_t i = 0; i < book.n; i++) {
		if (!floor_is(&book.rows[i], FLOOR_WAITING))
			continue;
		book.rows[i].state = floor_state_name(FLOOR_UNDELIVERED);
		book.rows[i].ended_at = book.floor.closed_at;
	}
	return floor_book_save(&book, "floor.close", NULL);
}

/* Whoever was cut off by the close bears its instant. */
enum err floor_list_reopen(struct tx *tx, const char *session_id)
{
	struct floor_book book;
	enum err err = floor_book_open(tx, session_id, &book);
	if (!err && !book.floor.closed_at)
		err = fault_set(tx_fault(tx), ERR_STEP, NULL, "The list of speakers is open.");
	if (err)
		return err;
	for (size_t i = 0; i < book.n; i++) {
		struct speaker *s = &book.rows[i];
		if (!floor_is(s, FLOOR_UNDELIVERED) || s->ended_at != book.floor.closed_at)
			continue;
		s->state = floor_state_name(FLOOR_WAITING);
		s->ended_at = 0;
	}
	book.floor.closed_at = 0;
	return floor_book_save(&book, "floor.reopen", NULL);
}

enum err floor_list_undo(struct tx *tx, const char *session_id, int64_t seq)
{
	struct floor_book book;
	enum err err = floor_book_open(tx, session_id, &book);
	return err ? err : floor_book_undo(&book, seq);
}
