/* See point.h. */
#include "domain/point.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/plain_text.h"
#include "store/people.h"

#include <string.h>

enum { NAME_MAX = 60, ID_MAX = 24, CAPACITY_MAX = 100000, MINUTES_MAX = 240 };

const struct point_form POINT_SAYS_NOTHING = { .capacity = POINT_UNSAID,
	.invitation_minutes = POINT_UNSAID,
	.exits = POINT_UNSAID,
	.by_invitation = POINT_UNSAID,
	.takes_cards = POINT_UNSAID };

static bool is_one_of(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], text) == 0)
			return true;
	return false;
}

static enum err check_categories(struct tx *tx, const char *categories)
{
	char *copy = arena_dup(tx_arena(tx), categories), *rest = NULL;
	for (char *code = strtok_r(copy, " ", &rest); code; code = strtok_r(NULL, " ", &rest)) {
		struct category category;
		enum err err = category_get(tx_db(tx), tx_arena(tx), code, &category);
		if (err == ERR_NOT_FOUND)
			return fault_set(
			    tx_fault(tx), ERR_INVALID, "rules.categories", "There is no category \"%.20s\".", code);
		if (err)
			return err;
	}
	return OK;
}

static enum err check_room(struct tx *tx, const char *room_id)
{
	struct agenda_rows rows;
	if (!*room_id)
		return OK;
	enum err err = agenda_rows_get(tx_db(tx), tx_arena(tx), "", &rows);
	for (size_t i = 0; !err && i < rows.n_rooms; i++)
		if (strcmp(rows.rooms[i].id, room_id) == 0)
			return OK;
	return err ? err : fault_set(tx_fault(tx), ERR_INVALID, "room", "There is no such room.");
}

static enum err check_words(struct tx *tx, const struct point *p)
{
	static const char *const OFFLINE[] = { "ask", "admit", "refuse" }, *const STATES[] = { "open", "closed" };
	if (!*p->name)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", "A point needs a name.");
	if (p->capacity < 0 || p->capacity > CAPACITY_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "capacity", "The capacity is 1 to %d people, or none.", CAPACITY_MAX);
	if (p->invitation_minutes < 0 || p->invitation_minutes > MINUTES_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "rules.invitation_minutes",
		    "An invitation counts 0 to %d minutes before and after its session.", MINUTES_MAX);
	if (!is_one_of(p->unknown_offline, OFFLINE, sizeof OFFLINE / sizeof *OFFLINE))
		return fault_set(tx_fault(tx), ERR_INVALID, "rules.unknown_offline",
		    "Without network a door can ask, admit or refuse a badge that is newer than its list.");
	if (!is_one_of(p->state, STATES, sizeof STATES / sizeof *STATES))
		return fault_set(tx_fault(tx), ERR_INVALID, "state", "A point is open or closed.");
	return OK;
}

static enum err fill(struct tx *tx, const struct point_form *form, struct point *p)
{
	const struct {
		const char *said;
		const char **out;
	} TEXTS[] = { { form->name, &p->name }, { form->room_id, &p->room_id }, { form->state, &p->state },
		{ form->unknown_offline, &p->unknown_offline }, { form->categories, &p->categories } };
	const struct {
		int said;
		bool *out;
	} FLAGS[] = { { form->exits, &p->exits }, { form->by_invitation, &p->by_invitation },
		{ form->takes_cards, &p->takes_cards } };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		if (TEXTS[i].said)
			*TEXTS[i].out = TEXTS[i].said;
	for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
		if (FLAGS[i].said != POINT_UNSAID)
			*FLAGS[i].out = FLAGS[i].said;
	if (form->capacity != POINT_UNSAID)
		p->capacity = form->capacity;
	if (form->invitation_minutes != POINT_UNSAID)
		p->invitation_minutes = form->invitation_minutes;
	enum err err = check_words(tx, p);
	if (!err)
		err = plain_text_check(tx_fault(tx), "name", p->name, NAME_MAX);
	if (!err && form->categories)
		err = check_categories(tx, p->categories);
	if (!err && form->room_id)
		err = check_room(tx, p->room_id);
	return err;
}

static bool is_id(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return len && len <= ID_MAX && !text[len];
}

static enum err note(struct tx *tx, const char *action, const struct point *p)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", p->name);
	jsonw_text(&w, "room", *p->room_id ? p->room_id : NULL);
	jsonw_int(&w, "capacity", p->capacity);
	jsonw_bool(&w, "exits", p->exits);
	jsonw_text(&w, "categories", p->categories);
	jsonw_bool(&w, "invitation", p->by_invitation);
	jsonw_int(&w, "invitation_minutes", p->invitation_minutes);
	jsonw_bool(&w, "transferable", p->takes_cards);
	jsonw_text(&w, "unknown_offline", p->unknown_offline);
	jsonw_text(&w, "state", p->state);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "doors",
				  .action = action,
				  .subject = p->id,
				  .version = p->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

enum err point_create(struct tx *tx, const struct point_form *form, struct point *out_point)
{
	struct id made = tx_new_id(tx);
	struct point p = { .id = form->id ? form->id : arena_dup(tx_arena(tx), made.text),
		.version = 1,
		.name = "",
		.room_id = "",
		.categories = "",
		.unknown_offline = "ask",
		.state = "open",
		.invitation_minutes = 30 };
	if (form->id && !is_id(form->id))
		return fault_set(tx_fault(tx), ERR_INVALID, "id",
		    "The short name of a point has 1 to %d small letters, digits and dashes.", ID_MAX);
	enum err err = fill(tx, form, &p);
	if (!err)
		err = point_add(tx_db(tx), &p);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "id", "There is a point called %.40s already.", p.id);
	if (!err)
		err = note(tx, "point.add", &p);
	if (!err)
		*out_point = p;
	return err;
}

enum err point_change(
    struct tx *tx, const char *id, int64_t version, const struct point_form *form, struct point *out_point)
{
	struct point p;
	enum err err = point_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (p.version != version) {
		*out_point = p;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = fill(tx, form, &p);
	if (!err)
		err = point_edit(tx_db(tx), &p);
	p.version++;
	if (!err)
		err = note(tx, "point.edit", &p);
	if (!err)
		*out_point = p;
	return err;
}
