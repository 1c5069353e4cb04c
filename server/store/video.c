/* Rows to structs and back. See video.h. */
#include "store/video.h"

#include "store/db.h"
#include "store/rows.h"

static struct video read_video(struct db_rows *rows, struct arena *arena)
{
	return (struct video){ .id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.state = row_text(rows, 2, arena),
		.speaker = row_text(rows, 3, arena),
		.entity = row_text(rows, 4, arena),
		.language = row_text(rows, 5, arena),
		.size = db_int(rows, 6),
		.sha256 = row_text(rows, 7, arena),
		.type = row_text(rows, 8, arena),
		.duration_ms = db_int(rows, 9),
		.width = db_int(rows, 10),
		.height = db_int(rows, 11),
		.reason = row_text(rows, 12, arena),
		.by = row_text(rows, 13, arena),
		.created_at = db_int(rows, 14) };
}

enum err video_get(struct db *db, struct arena *arena, const char *id, struct video *out_video)
{
	struct db_rows rows = db_query(db, SQL_VIDEO_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_video = read_video(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err video_list(struct db *db, struct arena *arena, struct video **out_videos, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct video) };
	struct db_rows rows = db_query(db, SQL_VIDEO_ALL, "");
	while (db_next(&rows))
		*(struct video *)row_list_add(&list, arena) = read_video(&rows, arena);
	enum err err = db_end(&rows);
	if (!err) {
		*out_videos = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err video_count(struct db *db, const char *state, int64_t *out_n)
{
	return row_int(db_query(db, SQL_VIDEO_COUNT, "t", state), out_n);
}

enum err caption_list(struct db *db, struct arena *arena, struct caption_row **out_captions, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct caption_row) };
	struct db_rows rows = db_query(db, SQL_CAPTION_ALL, "");
	while (db_next(&rows))
		*(struct caption_row *)row_list_add(&list, arena) =
		    (struct caption_row){ row_text(&rows, 0, arena), row_text(&rows, 1, arena), db_int(&rows, 2) };
	enum err err = db_end(&rows);
	if (!err) {
		*out_captions = list.items;
		*out_n = list.n;
	}
	return err;
}

enum err caption_get(
    struct db *db, struct arena *arena, const char *video_id, const char *language, const char **out_vtt)
{
	struct db_rows rows = db_query(db, SQL_CAPTION_GET, "tt", video_id, language);
	const char *vtt = db_next(&rows) ? row_text(&rows, 0, arena) : NULL;
	enum err err = db_end(&rows);
	if (!err && vtt)
		*out_vtt = vtt;
	return err ? err : vtt ? OK : ERR_NOT_FOUND;
}

/* ---- playlists ---- */

static struct playlist read_playlist(struct db_rows *rows, struct arena *arena)
{
	return (struct playlist){ .id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.name = row_text(rows, 2, arena),
		.rooms = row_text(rows, 3, arena),
		.sessions = row_text(rows, 4, arena),
		.loops = db_int(rows, 5) != 0,
		.started_at = db_int(rows, 6) };
}

static enum err read_items(struct db *db, struct arena *arena, struct playlist *playlist)
{
	struct row_list list = { .size = sizeof(const char *) };
	struct db_rows rows = db_query(db, SQL_PLAYLIST_ITEMS, "t", playlist->id);
	while (db_next(&rows))
		*(const char **)row_list_add(&list, arena) = row_text(&rows, 0, arena);
	playlist->items = list.items;
	playlist->n_items = list.n;
	return db_end(&rows);
}

enum err playlist_get(struct db *db, struct arena *arena, const char *id, struct playlist *out_playlist)
{
	struct playlist playlist = { 0 };
	struct db_rows rows = db_query(db, SQL_PLAYLIST_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		playlist = read_playlist(&rows, arena);
	enum err err = db_end(&rows);
	if (!err)
		err = found ? read_items(db, arena, &playlist) : ERR_NOT_FOUND;
	if (!err)
		*out_playlist = playlist;
	return err;
}

enum err playlist_list(struct db *db, struct arena *arena, struct playlist **out_playlists, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct playlist) };
	struct db_rows rows = db_query(db, SQL_PLAYLIST_ALL, "");
	while (db_next(&rows))
		*(struct playlist *)row_list_add(&list, arena) = read_playlist(&rows, arena);
	enum err err = db_end(&rows);
	struct playlist *playlists = list.items;
	for (size_t i = 0; !err && i < list.n; i++)
		err = read_items(db, arena, &playlists[i]);
	if (!err) {
		*out_playlists = playlists;
		*out_n = list.n;
	}
	return err;
}

/* ---- changes ---- */

enum err video_add(struct db *db, const struct video *v)
{
	return db_run(db, SQL_VIDEO_ADD, "tittttittiiitti", v->id, v->version, v->state, v->speaker, v->entity,
	    v->language, v->size, v->sha256, v->type, v->duration_ms, v->width, v->height, v->reason, v->by,
	    v->created_at);
}

enum err video_put(struct db *db, const struct video *v)
{
	return db_run(db, SQL_VIDEO_PUT, "itttiiitt", v->version, v->state, v->sha256, v->type, v->duration_ms,
	    v->width, v->height, v->reason, v->id);
}

enum err video_delete(struct db *db, const char *id)
{
	enum err err = db_run(db, SQL_CAPTION_REMOVE, "t", id);
	if (!err)
		err = db_run(db, SQL_PLAYLIST_ITEM_DROP, "t", id);
	return err ? err : db_run(db, SQL_VIDEO_REMOVE, "t", id);
}

enum err caption_put(struct db *db, const struct caption_row *c, const char *vtt)
{
	return db_run(db, SQL_CAPTION_PUT, "ttit", c->video_id, c->language, c->cues, vtt);
}

enum err playlist_put(struct db *db, const struct playlist *p)
{
	enum err err = db_run(db, SQL_PLAYLIST_PUT, "titttiz", p->id, p->version, p->name, p->rooms, p->sessions,
	    (int64_t)p->loops, p->started_at);
	if (!err)
		err = db_run(db, SQL_PLAYLIST_ITEM_CLEAR, "t", p->id);
	for (size_t i = 0; !err && i < p->n_items; i++)
		err = db_run(db, SQL_PLAYLIST_ITEM_ADD, "tit", p->id, (int64_t)i, p->items[i]);
	return err;
}

enum err playlist_delete(struct db *db, const char *id)
{
	enum err err = db_run(db, SQL_PLAYLIST_ITEM_CLEAR, "t", id);
	return err ? err : db_run(db, SQL_PLAYLIST_REMOVE, "t", id);
}
