/* Rows to structs and back. See groups.h. */
#include "store/groups.h"

#include "store/db.h"
#include "store/rows.h"

#include <stdlib.h>

/* ---- breakout groups ---- */

enum err breakout_row_get(struct db *db, const char *session_id, struct breakout_row *out_row)
{
	struct breakout_row row = { .session_id = session_id };
	struct db_rows rows = db_query(db, SQL_BREAKOUT_GET, "t", session_id);
	if (db_next(&rows)) {
		row.version = db_int(&rows, 0);
		row.assigned_at = db_int(&rows, 1);
	}
	enum err err = db_end(&rows);
	if (!err)
		*out_row = row;
	return err;
}

enum err breakout_row_put(struct db *db, const struct breakout_row *row)
{
	return db_run(db, SQL_BREAKOUT_PUT, "tiz", row->session_id, row->version, row->assigned_at);
}

static struct group_row read_group(struct db_rows *rows, struct arena *arena)
{
	return (struct group_row){ .id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.session_id = row_text(rows, 2, arena),
		.position = db_int(rows, 3),
		.name = row_text(rows, 4, arena),
		.room_id = row_text(rows, 5, arena),
		.room = row_text(rows, 6, arena),
		.capacity = db_int(rows, 7),
		.language = row_text(rows, 8, arena),
		.moderator_id = row_text(rows, 9, arena),
		.moderator = row_text(rows, 10, arena),
		.latin = row_text(rows, 11, arena) };
}

enum err group_get(struct db *db, struct arena *arena, const char *id, struct group_row *out_group)
{
	struct db_rows rows = db_query(db, SQL_GROUP_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_group = read_group(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err group_list(
    struct db *db, struct arena *arena, const char *session_id, struct group_row **out_groups, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct group_row) };
	struct db_rows rows = db_query(db, SQL_GROUP_OF, "t", session_id);
	while (db_next(&rows))
		*(struct group_row *)row_list_add(&list, arena) = read_group(&rows, arena);
	enum err err = db_end(&rows);
	if (!err) {
		*out_groups = list.items;
		*out_n = list.n;
	}
	return err;
}

/* "" is kept as NULL, so that the row refers to nothing. */
static const char *ref(const char *id)
{
	return *id ? id : NULL;
}

enum err group_put(struct db *db, const struct group_row *g)
{
	return db_run(db, SQL_GROUP_PUT, "titittitt", g->id, g->version, g->session_id, g->position, g->name,
	    ref(g->room_id), g->capacity, g->language, ref(g->moderator_id));
}

enum err group_remove(struct db *db, const char *id)
{
	enum err err = db_run(db, SQL_GROUP_EMPTY, "t", id);
	return err ? err : db_run(db, SQL_GROUP_REMOVE, "t", id);
}

enum err group_members(
    struct db *db, struct arena *arena, const char *session_id, struct group_member **out_members, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct group_member) };
	struct db_rows rows = db_query(db, SQL_MEMBER_OF, "t", session_id);
	while (db_next(&rows))
		*(struct group_member *)row_list_add(&list, arena) = (struct group_member){
			.person = person_row(&rows, arena),
			.group_id = row_text(&rows, PERSON_WIDTH, arena),
			.rule = row_text(&rows, PERSON_WIDTH + 1, arena),
			.wishes = row_text(&rows, PERSON_WIDTH + 2, arena),
		};
	enum err err = db_end(&rows);
	if (!err) {
		*out_members = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err group_member_put(struct db *db, const char *session_id, const struct group_member *member)
{
	return db_run(db, SQL_MEMBER_PUT, "ttttt", session_id, member->person.id, ref(member->group_id), member->rule,
	    member->wishes);
}

enum err group_member_drop(struct db *db, const char *session_id, const char *person_id)
{
	return db_run(db, SQL_MEMBER_DROP, "tt", session_id, person_id);
}

/* ---- seats ---- */

enum err seating_row_get(struct db *db, struct arena *arena, const char *session_id, struct seating_row *out_row)
{
	struct seating_row row = { .session_id = session_id, .shape = "", .order = "", .whom = "" };
	struct db_rows rows = db_query(db, SQL_SEATING_GET, "t", session_id);
	if (db_next(&rows)) {
		row.version = db_int(&rows, 0);
		row.shape = row_text(&rows, 1, arena);
		row.seats = db_int(&rows, 2);
		row.tables = db_int(&rows, 3);
		row.order = row_text(&rows, 4, arena);
		row.whom = row_text(&rows, 5, arena);
	}
	enum err err = db_end(&rows);
	if (!err)
		*out_row = row;
	return err;
}

enum err seating_row_put(struct db *db, const struct seating_row *row)
{
	return db_run(db, SQL_SEATING_PUT, "titiitt", row->session_id, row->version, row->shape, row->seats,
	    row->tables, row->order, row->whom);
}

static int by_number(const void *one, const void *other)
{
	const struct seat_row *a = one, *b = other;
	return (a->number > b->number) - (a->number < b->number);
}

enum err seat_list(
    struct db *db, struct arena *arena, const char *session_id, struct seat_row **out_seats, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct seat_row) };
	struct db_rows rows = db_query(db, SQL_SEAT_PEOPLE, "t", session_id);
	while (db_next(&rows)) {
		struct person person = person_row(&rows, arena);
		*(struct seat_row *)row_list_add(&list, arena) = (struct seat_row){
			.number = db_int(&rows, PERSON_WIDTH), .person = person, .entity = person.entity
		};
	}
	enum err err = db_end(&rows);
	if (err)
		return err;
	rows = db_query(db, SQL_SEAT_ENTITIES, "t", session_id);
	while (db_next(&rows))
		*(struct seat_row *)row_list_add(&list, arena) = (struct seat_row){
			.number = db_int(&rows, 5), .person = { .id = "" }, .entity = entity_row(&rows, 0, arena)
		};
	err = db_end(&rows);
	if (err)
		return err;
	if (list.n)
		qsort(list.items, list.n, sizeof(struct seat_row), by_number);
	*out_seats = list.items;
	*out_n = list.n;
	return OK;
}

enum err seat_put_all(struct db *db, const char *session_id, const struct seat_row *seats, size_t n)
{
	enum err err = db_run(db, SQL_SEAT_CLEAR, "t", session_id);
	for (size_t i = 0; !err && i < n; i++) {
		bool is_person = *seats[i].person.id;
		err = db_run(db, SQL_SEAT_ADD, "titt", session_id, seats[i].number,
		    is_person ? seats[i].person.id : NULL, is_person ? NULL : seats[i].entity.id);
	}
	return err;
}

enum err seat_crowd(
    struct db *db, struct arena *arena, const char *session_id, struct person **out_persons, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct person) };
	struct db_rows rows = db_query(db, SQL_SEAT_CROWD, "t", session_id);
	while (db_next(&rows))
		*(struct person *)row_list_add(&list, arena) = person_row(&rows, arena);
	enum err err = db_end(&rows);
	if (!err) {
		*out_persons = list.items;
		*out_n = list.n;
	}
	return err;
}

/* ---- of one person ---- */

enum err person_places(
    struct db *db, struct arena *arena, const char *person_id, struct person_place **out_places, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct person_place) };
	struct db_rows rows = db_query(db, SQL_PLACE_OF, "t", person_id);
	while (db_next(&rows))
		*(struct person_place *)row_list_add(&list, arena) = (struct person_place){
			.session_id = row_text(&rows, 0, arena),
			.group_id = row_text(&rows, 1, arena),
			.group = row_text(&rows, 2, arena),
			.room_id = row_text(&rows, 3, arena),
			.room = row_text(&rows, 4, arena),
			.seat = db_int(&rows, 5),
			.shape = row_text(&rows, 6, arena),
			.seats = db_int(&rows, 7),
			.tables = db_int(&rows, 8),
		};
	enum err err = db_end(&rows);
	if (!err) {
		*out_places = list.items;
		*out_n = list.n;
	}
	return err;
}
