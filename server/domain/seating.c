/* See seating.h. */
#include "domain/seating.h"

#include "domain/protocol_order.h"
#include "schedule/agenda.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

static const char DELEGATIONS[] = "delegations", PEOPLE[] = "people";

/* ---- one list for persons and delegations ---- */

static bool is_empty(const struct seat_row *seat)
{
	return !*seat->person.id && !*seat->entity.id;
}

/* The same person, or the same delegation. */
static bool is_same(const struct seat_row *a, const struct seat_row *b)
{
	if (*a->person.id || *b->person.id)
		return strcmp(a->person.id, b->person.id) == 0;
	return *a->entity.id && strcmp(a->entity.id, b->entity.id) == 0;
}

static struct seat_row nobody(int64_t number)
{
	return (struct seat_row){ .number = number, .person = { .id = "" }, .entity = { .id = "", .name = "" } };
}

static struct seat_row *find(struct seat_row *seats, size_t n, const struct seat_row *who)
{
	for (size_t i = 0; i < n; i++)
		if (!is_empty(who) && is_same(&seats[i], who))
			return &seats[i];
	return NULL;
}

/* ---- who is to sit ---- */

/* What somebody does in the session as the programme says it; PERSON_ROLE_MAX for nothing. */
static enum person_role role_of(const struct agenda_rows *rows, const char *person_id)
{
	enum person_role role = PERSON_ROLE_MAX;
	for (size_t i = 0; i < rows->n_persons; i++)
		if (strcmp(rows->persons[i].person_id, person_id) == 0 &&
		    person_role_parse(rows->persons[i].role, &role))
			break;
	return role;
}

static bool leads(enum person_role role)
{
	return role == PERSON_CHAIR || role == PERSON_MODERATOR;
}

struct ranked {
	int64_t rank;
	size_t index;
};

static int by_rank(const void *one, const void *other)
{
	const struct ranked *a = one, *b = other;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

/* VIP categories first, in their order, then the others; equals stay as they stand. */
static enum err sort_by_protocol(struct db *db, struct arena *arena, struct person *persons, size_t n)
{
	enum { AFTER_VIPS = 1000, UNKNOWN = 2000 };
	struct category *categories;
	size_t n_categories;
	enum err err = category_list(db, arena, &categories, &n_categories);
	if (err)
		return err;
	struct ranked *ranked = arena_array(arena, struct ranked, n + 1);
	struct person *sorted = arena_array(arena, struct person, n + 1);
	for (size_t i = 0; i < n; i++) {
		ranked[i] = (struct ranked){ UNKNOWN, i };
		for (size_t k = 0; k < n_categories; k++)
			if (strcmp(categories[k].code, persons[i].category) == 0)
				ranked[i].rank = categories[k].position + (categories[k].vip ? 0 : AFTER_VIPS);
	}
	qsort(ranked, n, sizeof *ranked, by_rank);
	for (size_t i = 0; i < n; i++)
		sorted[i] = persons[ranked[i].index];
	if (n)
		memcpy(persons, sorted, n * sizeof *persons);
	return OK;
}

/* Chairs and moderators, then the others, each in order; `n_leading` of the first. */
struct crowd {
	struct seat_row *rows;
	size_t n, n_leading;
};

static void crowd_add(struct crowd *crowd, const struct person *person, bool by_delegation)
{
	struct seat_row row = { .person = *person, .entity = person->entity };
	if (by_delegation)
		row.person = (struct person){ .id = "" };
	if (!find(crowd->rows, crowd->n, &row))
		crowd->rows[crowd->n++] = row;
}

static enum err crowd_make(struct db *db, struct arena *arena, const char *session_id,
    const struct seating_form *form, struct crowd *out_crowd)
{
	struct crowd crowd = { 0 };
	struct agenda_rows rows;
	struct person *persons;
	size_t n;
	enum err err = seat_crowd(db, arena, session_id, &persons, &n);
	if (!err)
		err = agenda_rows_get(db, arena, session_id, &rows);
	if (err)
		return err;
	people_sort(arena, persons, n, PEOPLE_FRENCH);
	if (form->order == SEATING_PROTOCOL)
		err = sort_by_protocol(db, arena, persons, n);
	crowd.rows = arena_array(arena, struct seat_row, n + 1);
	bool has_stage = form->shape == SEATING_THEATRE;
	for (size_t i = 0; i < n; i++)
		if (!has_stage && leads(role_of(&rows, persons[i].id)))
			crowd_add(&crowd, &persons[i], false);
	crowd.n_leading = crowd.n;
	for (size_t i = 0; i < n; i++) {
		enum person_role role = role_of(&rows, persons[i].id);
		if (has_stage ? role == PERSON_ROLE_MAX : !leads(role))
			crowd_add(&crowd, &persons[i], form->by_delegation);
	}
	*out_crowd = crowd;
	return err;
}

/* ---- reading ---- */

/* Rows on numbers of the plan; what an older plan left behind them is passed over. */
static void sit_down(struct arena *arena, struct session_seating *s, const struct seat_row *rows, size_t n)
{
	s->seats = arena_array(arena, struct seat_row, s->plan.n_seats + 1);
	for (size_t i = 0; i < s->plan.n_seats; i++)
		s->seats[i] = nobody((int64_t)i + 1);
	for (size_t i = 0; i < n; i++)
		if (rows[i].number >= 1 && (size_t)rows[i].number <= s->plan.n_seats)
			s->seats[rows[i].number - 1] = rows[i];
}

static enum err find_unseated(struct db *db, struct arena *arena, struct session_seating *s)
{
	struct seating_form form = { .shape = s->plan.shape, .order = s->order, .by_delegation = s->by_delegation };
	struct crowd crowd;
	enum err err = crowd_make(db, arena, s->session_id, &form, &crowd);
	if (err)
		return err;
	s->unseated = arena_array(arena, struct seat_row, crowd.n + 1);
	for (size_t i = 0; i < crowd.n; i++)
		if (!find(s->seats, s->plan.n_seats, &crowd.rows[i]))
			s->unseated[s->n_unseated++] = crowd.rows[i];
	return OK;
}

static enum err load(struct db *db, struct arena *arena, const char *session_id, struct session_seating *out_seating)
{
	struct session_seating s = { .session_id = session_id };
	struct seating_row row;
	struct seat_row *rows = NULL;
	size_t n = 0;
	enum err err = seating_row_get(db, arena, session_id, &row);
	if (!err && row.version) {
		bool known =
		    seating_shape_parse(row.shape, &s.plan.shape) && seating_order_parse(row.order, &s.order);
		s.version = row.version;
		s.by_delegation = strcmp(row.whom, DELEGATIONS) == 0;
		s.tables = (size_t)row.tables;
		err =
		    known ? seating_lay(arena, s.plan.shape, (size_t)row.seats, s.tables, &s.plan, NULL) : ERR_BROKEN;
		if (!err)
			err = seat_list(db, arena, session_id, &rows, &n);
	}
	if (err)
		return err;
	sit_down(arena, &s, rows, n);
	err = find_unseated(db, arena, &s);
	if (!err)
		*out_seating = s;
	return err;
}

enum err seating_get(struct db *db, struct arena *arena, const char *session_id, struct session_seating *out_seating)
{
	int64_t version;
	enum err err = session_version(db, session_id, &version);
	return err ? err : load(db, arena, session_id, out_seating);
}

/* ---- laying ---- */

/* The nearest seats to the head are for those who lead; the rest fill in their order. */
static void fill(struct arena *arena, const struct seating *plan, enum seating_order order, const struct crowd *crowd,
    struct seat_row *seats)
{
	const size_t *nearest = seating_filling(arena, plan, SEATING_PROTOCOL),
		     *filling = seating_filling(arena, plan, order);
	size_t at = 0;
	for (size_t i = 0; i < plan->n_seats; i++)
		seats[i] = nobody((int64_t)i + 1);
	for (; at < crowd->n_leading && at < plan->n_seats; at++) {
		seats[nearest[at]] = crowd->rows[at];
		seats[nearest[at]].number = (int64_t)nearest[at] + 1;
	}
	for (size_t i = 0; at < crowd->n && i < plan->n_seats; i++)
		if (is_empty(&seats[filling[i]])) {
			seats[filling[i]] = crowd->rows[at++];
			seats[filling[i]].number = (int64_t)filling[i] + 1;
		}
}

static enum err save(struct tx *tx, const struct session_seating *s, const char *action)
{
	struct seat_row *taken = arena_array(tx_arena(tx), struct seat_row, s->plan.n_seats + 1);
	struct seating_row row = { .session_id = s->session_id,
		.version = s->version + 1,
		.shape = seating_shape_key(s->plan.shape),
		.order = seating_order_key(s->order),
		.whom = s->by_delegation ? DELEGATIONS : PEOPLE,
		.seats = (int64_t)s->plan.n_seats,
		.tables = (int64_t)s->tables };
	size_t n = 0;
	for (size_t i = 0; i < s->plan.n_seats; i++)
		if (!is_empty(&s->seats[i]))
			taken[n++] = s->seats[i];
	enum err err = seating_row_put(tx_db(tx), &row);
	if (!err)
		err = seat_put_all(tx_db(tx), s->session_id, taken, n);
	if (err)
		return err;
	const char *data = arena_printf(
	    tx_arena(tx), "{\"shape\":\"%s\",\"seats\":%zu,\"taken\":%zu}", row.shape, s->plan.n_seats, n);
	return tx_journal(tx, &(struct journal_note){ .topic = "groups",
				  .action = action,
				  .subject = s->session_id,
				  .version = row.version,
				  .data = data });
}

enum err seating_lay_session(
    struct tx *tx, const char *session_id, const struct seating_form *form, struct session_seating *out_seating)
{
	struct arena *arena = tx_arena(tx);
	struct session_seating before, s = { .session_id = session_id, .order = form->order };
	struct crowd crowd = { 0 };
	enum err err = seating_get(tx_db(tx), arena, session_id, &before);
	if (!err)
		err = seating_lay(arena, form->shape, form->seats, form->tables, &s.plan, tx_fault(tx));
	if (!err && form->order != SEATING_FREE)
		err = crowd_make(tx_db(tx), arena, session_id, form, &crowd);
	if (err)
		return err;
	s.version = before.version;
	s.by_delegation = form->by_delegation;
	s.tables = form->tables ? form->tables : seating_tables(form->shape, form->seats);
	sit_down(arena, &s, before.seats, before.plan.n_seats);
	if (form->order != SEATING_FREE)
		fill(arena, &s.plan, form->order, &crowd, s.seats);
	err = save(tx, &s, "seating.lay");
	return err ? err : load(tx_db(tx), arena, session_id, out_seating);
}

/* ---- moving ---- */

static enum err refuse(struct tx *tx, size_t move, const char *name, const char *why)
{
	const char *field = arena_printf(tx_arena(tx), "moves[%zu].%s", move, name);
	return fault_set(tx_fault(tx), ERR_INVALID, field, "%s", why);
}

/* Who is to sit there now; nobody when the move names nobody. */
static enum err who_moves(struct tx *tx, size_t i, const struct seating_move *move, struct seat_row *out_who)
{
	struct seat_row who = nobody(move->number);
	bool is_person = move->person_id && *move->person_id, is_entity = move->entity_id && *move->entity_id;
	enum err err = OK;
	if (is_person && is_entity)
		return refuse(tx, i, "person", "A seat is for a person or for a delegation.");
	if (is_person)
		err = person_get(tx_db(tx), tx_arena(tx), move->person_id, &who.person);
	if (is_entity)
		err = entity_get(tx_db(tx), tx_arena(tx), move->entity_id, &who.entity);
	if (err == ERR_NOT_FOUND)
		return refuse(tx, i, is_person ? "person" : "entity", "There is nobody with this id.");
	if (is_person && (strcmp(who.person.state, "merged") == 0 || strcmp(who.person.state, "declined") == 0))
		return refuse(tx, i, "person", "This person does not come.");
	*out_who = who;
	return err;
}

static enum err move_one(struct tx *tx, struct session_seating *s, size_t i, const struct seating_move *move)
{
	struct seat_row who = nobody(move->number);
	if (move->number < 1 || (size_t)move->number > s->plan.n_seats)
		return refuse(tx, i, "number", "There is no seat with this number.");
	enum err err = who_moves(tx, i, move, &who);
	if (err)
		return err;
	struct seat_row *to = &s->seats[move->number - 1], *from = find(s->seats, s->plan.n_seats, &who);
	if (from && from != to) {
		int64_t number = from->number;
		*from = *to;
		from->number = number;
	}
	*to = who;
	return OK;
}

enum err seating_move(struct tx *tx, const char *session_id, int64_t version, const struct seating_move *moves,
    size_t n, struct session_seating *out_seating)
{
	struct session_seating s;
	enum err err = seating_get(tx_db(tx), tx_arena(tx), session_id, &s);
	if (err)
		return err;
	if (!s.version)
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, NULL, "This room is not laid yet. Choose a shape first.");
	if (s.version != version) {
		*out_seating = s;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	for (size_t i = 0; !err && i < n; i++)
		err = move_one(tx, &s, i, &moves[i]);
	if (!err)
		err = save(tx, &s, "seating.move");
	return err ? err : load(tx_db(tx), tx_arena(tx), session_id, out_seating);
}
