/* The agenda: rows to structs and back. See read.h and write.h. */
#include "store/db.h"
#include "store/rows.h"
#include "store/write.h"

static enum err rooms_get(struct db *db, struct arena *arena, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct room_row) };
	struct db_rows rows = db_query(db, SQL_ROOM_ALL, "");
	while (db_next(&rows))
		*(struct room_row *)row_list_add(&list, arena) = (struct room_row){
			.id = row_text(&rows, 0, arena),
			.name = row_text(&rows, 1, arena),
			.capacity = db_int(&rows, 2),
			.position = db_int(&rows, 3),
			.version = db_int(&rows, 4),
			.level = row_text(&rows, 5, arena),
			.languages = row_text(&rows, 6, arena),
			.equipment = db_int(&rows, 7),
			.turn_round_minutes = db_int(&rows, 8),
			.plan_x = db_int(&rows, 9),
			.plan_y = db_int(&rows, 10),
		};
	out->rooms = list.items;
	out->n_rooms = list.n;
	return db_end(&rows);
}

static enum err room_texts_get(struct db *db, struct arena *arena, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct room_text_row) };
	struct db_rows rows = db_query(db, SQL_ROOM_TEXT_ALL, "");
	while (db_next(&rows))
		*(struct room_text_row *)row_list_add(&list, arena) = (struct room_text_row){
			.room_id = row_text(&rows, 0, arena),
			.language = row_text(&rows, 1, arena),
			.name = row_text(&rows, 2, arena),
			.way = row_text(&rows, 3, arena),
		};
	out->room_texts = list.items;
	out->n_room_texts = list.n;
	return db_end(&rows);
}

static enum err sessions_get(struct db *db, struct arena *arena, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct session_row) };
	struct db_rows rows = db_query(db, SQL_SESSION_ALL, "");
	while (db_next(&rows))
		*(struct session_row *)row_list_add(&list, arena) = (struct session_row){
			.id = row_text(&rows, 0, arena),
			.version = db_int(&rows, 1),
			.code = row_text(&rows, 2, arena),
			.kind = row_text(&rows, 3, arena),
			.state = row_text(&rows, 4, arena),
			.room_id = row_text(&rows, 5, arena),
			.starts_at = db_int(&rows, 6),
			.ends_at = db_int(&rows, 7),
			.delay_minutes = db_int(&rows, 8),
			.focus_areas = db_int(&rows, 9),
			.language = row_text(&rows, 10, arena),
			.capacity = db_int(&rows, 11),
			.by_invitation = db_int(&rows, 12) != 0,
			.is_fixed = db_int(&rows, 13) != 0,
			.needs_high_level = db_int(&rows, 14) != 0,
			.equipment = db_int(&rows, 15),
			.interpretation = db_int(&rows, 16),
			.started_at = db_int(&rows, 17),
			.ended_at = db_int(&rows, 18),
			.overrun_minutes = db_int(&rows, 19),
			.moved_room_id = row_text(&rows, 20, arena),
			.moved_starts_at = db_int(&rows, 21),
			.reason = row_text(&rows, 22, arena),
		};
	out->sessions = list.items;
	out->n_sessions = list.n;
	return db_end(&rows);
}

static enum err texts_get(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct session_text_row) };
	struct db_rows rows = db_query(db, SQL_SESSION_TEXT_ALL, "t", session_id);
	while (db_next(&rows))
		*(struct session_text_row *)row_list_add(&list, arena) = (struct session_text_row){
			.session_id = row_text(&rows, 0, arena),
			.language = row_text(&rows, 1, arena),
			.title = row_text(&rows, 2, arena),
			.abstract = row_text(&rows, 3, arena),
		};
	out->texts = list.items;
	out->n_texts = list.n;
	return db_end(&rows);
}

static enum err persons_get(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct session_person_row) };
	struct db_rows rows = db_query(db, SQL_SESSION_PERSON_ALL, "t", session_id);
	while (db_next(&rows))
		*(struct session_person_row *)row_list_add(&list, arena) = (struct session_person_row){
			.session_id = row_text(&rows, 0, arena),
			.person_id = row_text(&rows, 1, arena),
			.name = row_text(&rows, 2, arena),
			.role = row_text(&rows, 3, arena),
			.entity = row_text(&rows, 4, arena),
			.country = row_text(&rows, 5, arena),
		};
	out->persons = list.items;
	out->n_persons = list.n;
	return db_end(&rows);
}

static enum err cochairs_get(struct db *db, struct arena *arena, struct agenda_rows *out)
{
	struct row_list list = { .size = sizeof(struct cochair_row) };
	struct db_rows rows = db_query(db, SQL_COCHAIR_ALL, "");
	while (db_next(&rows))
		*(struct cochair_row *)row_list_add(&list, arena) = (struct cochair_row){
			.focus_area = db_int(&rows, 0),
			.display = row_text(&rows, 1, arena),
			.latin = row_text(&rows, 2, arena),
			.entity = row_text(&rows, 3, arena),
			.country = row_text(&rows, 4, arena),
			.seat = row_text(&rows, 5, arena),
			.person_id = row_text(&rows, 6, arena),
		};
	out->cochairs = list.items;
	out->n_cochairs = list.n;
	return db_end(&rows);
}

/* Texts and persons of one session each, or "" for all. */
static enum err rows_get(struct db *db, struct arena *arena, const char *texts_of, const char *persons_of,
    bool with_cochairs, struct agenda_rows *out_rows)
{
	struct agenda_rows rows = { 0 };
	enum err err = rooms_get(db, arena, &rows);
	if (!err)
		err = room_texts_get(db, arena, &rows);
	if (!err)
		err = sessions_get(db, arena, &rows);
	if (!err)
		err = texts_get(db, arena, texts_of, &rows);
	if (!err)
		err = persons_get(db, arena, persons_of, &rows);
	if (!err && with_cochairs)
		err = cochairs_get(db, arena, &rows);
	if (!err)
		*out_rows = rows;
	return err;
}

enum err agenda_rows_get(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out_rows)
{
	const char *of = session_id ? session_id : "";
	return rows_get(db, arena, of, of, !session_id, out_rows);
}

enum err agenda_rows_around(struct db *db, struct arena *arena, const char *session_id, struct agenda_rows *out_rows)
{
	return rows_get(db, arena, session_id, "", false, out_rows);
}

enum err person_is_high_level(struct db *db, const char *person_id, bool *out_is)
{
	int64_t n = 0;
	enum err err = row_int(db_query(db, SQL_HIGH_LEVEL_OF, "t", person_id), &n);
	if (!err)
		*out_is = n > 0;
	return err;
}

enum err room_version(struct db *db, const char *id, int64_t *out_version)
{
	return row_int(db_query(db, SQL_ROOM_VERSION, "t", id), out_version);
}

enum err session_version(struct db *db, const char *id, int64_t *out_version)
{
	int64_t version = 0;
	enum err err = row_int(db_query(db, SQL_SESSION_VERSION, "t", id), &version);
	if (!err && !version)
		return ERR_NOT_FOUND;
	*out_version = version;
	return err;
}

enum err room_put(struct db *db, const struct room_row *r)
{
	return db_run(db, SQL_ROOM_PUT, "ttiiittiiii", r->id, r->name, r->capacity, r->position, r->version,
	    r->level ? r->level : "", r->languages ? r->languages : "", r->equipment, r->turn_round_minutes,
	    r->plan_x, r->plan_y);
}

enum err room_texts_put(struct db *db, const char *room_id, const struct room_text_row *texts, size_t n)
{
	enum err err = db_run(db, SQL_ROOM_TEXT_CLEAR, "t", room_id);
	for (size_t i = 0; !err && i < n; i++)
		err = db_run(db, SQL_ROOM_TEXT_ADD, "tttt", room_id, texts[i].language, texts[i].name, texts[i].way);
	return err;
}

enum err session_put(struct db *db, const struct session_row *s)
{
	return db_run(db, SQL_SESSION_PUT, "tittttiiiitiiiiiizzitzt", s->id, s->version, s->code, s->kind, s->state,
	    *s->room_id ? s->room_id : NULL, s->starts_at, s->ends_at, s->delay_minutes, s->focus_areas, s->language,
	    s->capacity, (int64_t)s->by_invitation, (int64_t)s->is_fixed, (int64_t)s->needs_high_level, s->equipment,
	    s->interpretation, s->started_at, s->ended_at, s->overrun_minutes,
	    s->moved_room_id && *s->moved_room_id ? s->moved_room_id : NULL, s->moved_starts_at,
	    s->reason ? s->reason : "");
}

enum err session_texts_put(struct db *db, const char *session_id, const struct session_text_row *texts, size_t n)
{
	enum err err = db_run(db, SQL_SESSION_TEXT_CLEAR, "t", session_id);
	for (size_t i = 0; !err && i < n; i++)
		err = db_run(db, SQL_SESSION_TEXT_ADD, "tttt", session_id, texts[i].language, texts[i].title,
		    texts[i].abstract);
	return err;
}

enum err session_persons_put(
    struct db *db, const char *session_id, const struct session_person_row *persons, size_t n)
{
	enum err err = db_run(db, SQL_SESSION_PERSON_CLEAR, "t", session_id);
	for (size_t i = 0; !err && i < n; i++) {
		const struct session_person_row *p = &persons[i];
		err = db_run(db, SQL_SESSION_PERSON_ADD, "tittt", session_id, (int64_t)i,
		    *p->person_id ? p->person_id : NULL, p->name, p->role);
	}
	return err;
}

enum err cochair_clear(struct db *db, int64_t focus_area)
{
	return db_run(db, SQL_COCHAIR_CLEAR, "i", focus_area);
}

enum err cochair_add(struct db *db, int64_t focus_area, int64_t position, const char *person_id, const char *seat)
{
	return db_run(db, SQL_COCHAIR_ADD, "iitt", focus_area, position, person_id, seat);
}
