/* The floor and the wall: rows to structs and back. See read.h and write.h. */
#include "store/db.h"
#include "store/rows.h"
#include "store/write.h"

static struct speaker speaker_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct speaker){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.session_id = row_text(rows, 2, arena),
		.person_id = row_text(rows, 3, arena),
		.state = row_text(rows, 4, arena),
		.position = db_int(rows, 5),
		.requested_at = db_int(rows, 6),
		.started_at = db_int(rows, 7),
		.ended_at = db_int(rows, 8),
		.allotted_seconds = db_int(rows, 9),
		.display = row_text(rows, 10, arena),
		.latin = row_text(rows, 11, arena),
		.title = row_text(rows, 12, arena),
		.category = row_text(rows, 13, arena),
		.entity = entity_row(rows, 14, arena),
		.kind = row_text(rows, 19, arena),
		.speaks_for = row_text(rows, 20, arena),
		.remote = db_int(rows, 21) != 0,
		.prior = db_int(rows, 22) != 0,
		.by_hand = db_int(rows, 23) != 0,
		.language = row_text(rows, 24, arena),
		.statement = row_text(rows, 25, arena),
		.paused_at = db_int(rows, 26),
		.paused_ms = db_int(rows, 27),
		.gender = row_text(rows, 28, arena),
		.spoke_before = db_int(rows, 29),
		.rank = db_int(rows, 30),
	};
}

static enum err one_speaker(struct db_rows rows, struct arena *arena, struct speaker *out_speaker)
{
	bool found = db_next(&rows);
	if (found)
		*out_speaker = speaker_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err speaker_get(struct db *db, struct arena *arena, const char *id, struct speaker *out_speaker)
{
	return one_speaker(db_query(db, SQL_SPEAKER_GET, "t", id), arena, out_speaker);
}

enum err speaker_now(struct db *db, struct arena *arena, struct speaker *out_speaker)
{
	return one_speaker(db_query(db, SQL_SPEAKER_NOW, ""), arena, out_speaker);
}

enum err speaker_list(
    struct db *db, struct arena *arena, const char *session_id, struct speaker **out_speakers, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct speaker) };
	struct db_rows rows = db_query(db, SQL_SPEAKER_OF, "t", session_id);
	while (db_next(&rows))
		*(struct speaker *)row_list_add(&list, arena) = speaker_row(&rows, arena);
	*out_speakers = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err speaker_add(struct db *db, const struct speaker *s, int64_t *out_position)
{
	int64_t last;
	enum err err = row_int(db_query(db, SQL_SPEAKER_LAST, "t", s->session_id), &last);
	if (err)
		return err;
	*out_position = last + 1;
	return db_run(db, SQL_SPEAKER_ADD, "tttiiittii", s->id, s->session_id, s->person_id, last + 1,
	    s->requested_at, s->allotted_seconds, s->kind ? s->kind : "statement", s->speaks_for ? s->speaks_for : "",
	    (int64_t)s->remote, (int64_t)s->prior);
}

enum err speaker_edit(struct db *db, const struct speaker *s)
{
	return db_run(db, SQL_SPEAKER_EDIT, "itizzittiittzit", s->version, s->state, s->position, s->started_at,
	    s->ended_at, s->allotted_seconds, s->kind, s->speaks_for, (int64_t)s->remote, (int64_t)s->by_hand,
	    s->language, s->statement, s->paused_at, s->paused_ms, s->id);
}

enum err floor_get(struct db *db, struct arena *arena, const char *session_id, struct floor *out_floor)
{
	struct db_rows rows = db_query(db, SQL_FLOOR_GET, "t", session_id);
	bool found = db_next(&rows);
	struct floor floor = { 0 };
	if (found)
		floor = (struct floor){
			.session_id = row_text(&rows, 0, arena),
			.version = db_int(&rows, 1),
			.order = row_text(&rows, 2, arena),
			.one_per_entity = db_int(&rows, 3) != 0,
			.allotted_seconds = db_int(&rows, 4),
			.amber_seconds = db_int(&rows, 5),
			.correction_minutes = db_int(&rows, 6),
			.closed_at = db_int(&rows, 7),
			.undo_seq = db_int(&rows, 8),
			.acted_at = db_int(&rows, 9),
		};
	enum err err = db_end(&rows);
	if (!err && found)
		*out_floor = floor;
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err floor_latest(struct db *db, struct arena *arena, int64_t since, const char **out_session_id)
{
	struct db_rows rows = db_query(db, SQL_FLOOR_LATEST, "i", since);
	const char *session_id = db_next(&rows) ? row_text(&rows, 0, arena) : NULL;
	enum err err = db_end(&rows);
	if (!err && session_id)
		*out_session_id = session_id;
	return err ? err : session_id ? OK : ERR_NOT_FOUND;
}

enum err floor_put(struct db *db, const struct floor *f)
{
	return db_run(db, SQL_FLOOR_PUT, "titiiiizii", f->session_id, f->version, f->order,
	    (int64_t)f->one_per_entity, f->allotted_seconds, f->amber_seconds, f->correction_minutes, f->closed_at,
	    f->undo_seq, f->acted_at);
}

/* ---- the wall ---- */

static enum err wall_texts(struct db *db, struct arena *arena, struct wall *wall)
{
	struct row_list list = { .size = sizeof(struct wall_text) };
	struct db_rows rows = db_query(db, SQL_WALL_TEXT_ALL, "");
	while (db_next(&rows))
		*(struct wall_text *)row_list_add(&list, arena) = (struct wall_text){
			.language = row_text(&rows, 0, arena),
			.words = row_text(&rows, 1, arena),
		};
	wall->texts = list.items;
	wall->n_texts = list.n;
	return db_end(&rows);
}

enum err wall_get(struct db *db, struct arena *arena, struct wall *out_wall)
{
	struct wall wall = { 0 };
	struct db_rows rows = db_query(db, SQL_WALL_GET, "");
	if (db_next(&rows))
		wall = (struct wall){
			.version = db_int(&rows, 0),
			.scene = row_text(&rows, 1, arena),
			.previous = row_text(&rows, 2, arena),
			.since = db_int(&rows, 3),
		};
	enum err err = db_end(&rows);
	if (!err)
		err = wall.scene ? wall_texts(db, arena, &wall) : ERR_NOT_FOUND;
	if (!err)
		*out_wall = wall;
	return err;
}

enum err wall_put(struct db *db, const struct wall *w)
{
	return db_run(db, SQL_WALL_PUT, "ittz", w->version, w->scene, w->previous, w->since);
}

enum err wall_texts_put(struct db *db, const struct wall_text *texts, size_t n)
{
	enum err err = db_run(db, SQL_WALL_TEXT_CLEAR, "");
	for (size_t i = 0; !err && i < n; i++)
		err = db_run(db, SQL_WALL_TEXT_ADD, "tt", texts[i].language, texts[i].words);
	return err;
}
