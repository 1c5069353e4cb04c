/* Playlists, and what follows from them for each room: the view that screens ask. */
#include "domain/playlist.h"
#include "domain/programme.h"
#include "domain/showing.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_video.h"
#include "store/shelf.h"

#include <string.h>

enum err on_playlists(struct request *request, struct reply *reply)
{
	struct playlist *playlists;
	size_t n;
	enum err err = playlist_list(request->db, request->arena, &playlists, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "playlists");
	for (size_t i = 0; i < n; i++)
		view_playlist(&w, NULL, &playlists[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

struct said {
	struct playlist_form form;
	enum field_said loop;
};

static const struct field PLAYLIST[] = {
	FIELD(struct said, "name", TEXT, form.name),
	FIELD(struct said, "rooms", WORDS, form.rooms),
	FIELD(struct said, "sessions", WORDS, form.sessions),
	FIELD(struct said, "items", WORDS, form.items),
	FIELD(struct said, "loop", SAID, loop),
	FIELDS_END,
};

static enum err read_form(const struct request *request, struct playlist_form *out_form)
{
	struct said said = { 0 };
	enum err err = request_fields(request, PLAYLIST, &said);
	said.form.loops = field_truth(said.loop);
	if (!err)
		*out_form = said.form;
	return err;
}

static enum err answer_playlist(struct reply *reply, const struct playlist *playlist)
{
	struct jsonw w = reply_json(reply);
	view_playlist(&w, NULL, playlist);
	return OK;
}

enum err on_playlist_add(struct request *request, struct reply *reply)
{
	struct playlist_form form;
	struct playlist playlist;
	enum err err = read_form(request, &form);
	if (!err)
		err = playlist_add(request->tx, &form, &playlist);
	return err ? err : answer_playlist(reply, &playlist);
}

enum err on_playlist_edit(struct request *request, struct reply *reply)
{
	int64_t version = 0;
	struct playlist_form form;
	struct playlist playlist;
	enum err err = read_form(request, &form);
	if (!err)
		err = request_version(request, &version);
	if (!err)
		err = playlist_edit(request->tx, request->params[0], version, &form, &playlist);
	if (!err || err == ERR_STALE)
		answer_playlist(reply, &playlist);
	return err;
}

struct start {
	int64_t at;
};
static const struct field START[] = { FIELD(struct start, "at", TIME, at), FIELDS_END };

enum err on_playlist_play(struct request *request, struct reply *reply)
{
	struct start start = { 0 };
	struct playlist playlist;
	enum err err = request_fields(request, START, &start);
	if (!err)
		err = playlist_play(request->tx, request->params[0], start.at, &playlist);
	return err ? err : answer_playlist(reply, &playlist);
}

enum err on_playlist_stop(struct request *request, struct reply *reply)
{
	struct playlist playlist;
	enum err err = request_no_fields(request);
	if (!err)
		err = playlist_stop(request->tx, request->params[0], &playlist);
	return err ? err : answer_playlist(reply, &playlist);
}

enum err on_playlist_remove(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = playlist_remove(request->tx, request->params[0]);
	if (!err)
		buf_add_text(&reply->body, "{}");
	return err;
}

/* ---- what is to be shown ---- */

struct shown {
	struct agenda agenda;
	struct playlist *playlists;
	int64_t *durations;
	struct video *videos;
	struct video_texts texts;
	size_t n_playlists, n_videos;
};

static const struct video *find_video(const struct shown *s, const char *id)
{
	for (size_t i = 0; i < s->n_videos; i++)
		if (strcmp(s->videos[i].id, id) == 0)
			return &s->videos[i];
	return NULL;
}

/* Only what is approved and really on this box is left in the playlists. */
static void keep_playable(struct shown *s, const struct request *request)
{
	for (size_t i = 0; i < s->n_videos; i++)
		if (strcmp(s->videos[i].state, "approved") != 0 || !shelf_has(request->shelf, s->videos[i].id))
			s->videos[i].duration_ms = 0;
	s->durations = arena_array(request->arena, int64_t, s->n_playlists + 1);
	for (size_t i = 0; i < s->n_playlists; i++) {
		struct playlist *p = &s->playlists[i];
		size_t kept = 0;
		for (size_t k = 0; k < p->n_items; k++) {
			const struct video *video = find_video(s, p->items[k]);
			if (!video || !video->duration_ms)
				continue;
			p->items[kept++] = p->items[k];
			s->durations[i] += video->duration_ms;
		}
		p->n_items = kept;
	}
}

static enum err shown_get(struct request *request, struct shown *s)
{
	enum err err = programme_get(request->db, request->arena, &s->agenda, NULL);
	if (!err)
		err = playlist_list(request->db, request->arena, &s->playlists, &s->n_playlists);
	if (!err)
		err = video_list(request->db, request->arena, &s->videos, &s->n_videos);
	if (!err)
		err = video_texts_get(request->db, request->arena, &s->texts);
	if (!err)
		keep_playable(s, request);
	return err;
}

static void view_showing(
    struct jsonw *w, struct request *request, const struct shown *s, const struct showing *showing)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "id", showing->playlist->id);
	jsonw_text(w, "name", showing->playlist->name);
	view_list(w, "rooms", showing->rooms, showing->n_rooms);
	jsonw_time(w, "starts_at", showing->starts_at);
	jsonw_time(w, "ends_at", showing->ends_at);
	jsonw_bool(w, "by_hand", showing->by_hand);
	jsonw_bool(w, "loop", showing->playlist->loops);
	jsonw_array(w, "items");
	for (size_t i = 0; i < showing->playlist->n_items; i++)
		view_shown(w, NULL, request->arena, find_video(s, showing->playlist->items[i]), &s->texts);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

enum err on_showing(struct request *request, struct reply *reply)
{
	struct shown shown = { 0 };
	size_t n = 0;
	enum err err = shown_get(request, &shown);
	if (err)
		return err;
	const struct expected *times = expected_times(&shown.agenda, request->arena);
	const struct showing *showings = showing_plan(&shown.agenda, times, shown.playlists, shown.durations,
	    shown.n_playlists, request->now, request->arena, &n);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "playlists");
	for (size_t i = 0; i < n; i++)
		view_showing(&w, request, &shown, &showings[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}
