/* See view_video.h. */
#include "http/view_video.h"

#include "http/view.h"
#include "store/shelf.h"

#include <string.h>

enum err video_texts_get(struct db *db, struct arena *arena, struct video_texts *out_texts)
{
	struct video_texts texts;
	enum err err = wording_all(db, arena, &texts.wordings, &texts.n_wordings);
	if (!err)
		err = caption_list(db, arena, &texts.captions, &texts.n_captions);
	if (!err)
		*out_texts = texts;
	return err;
}

static void view_title(struct jsonw *w, const struct video *video, const struct video_texts *texts)
{
	struct texts title = wording_of(texts->wordings, texts->n_wordings, video->id);
	view_texts(w, "title", &title);
	view_text(w, "speaker", video->speaker);
	view_text(w, "entity", video->entity);
}

/* Which parts a browser that comes back has still to send. */
static void view_missing(struct jsonw *w, const struct request *request, const struct video *video)
{
	size_t missing[SHELF_PARTS_MAX];
	bool is_open = strcmp(video->state, "uploading") == 0;
	size_t n = is_open && !shelf_has(request->shelf, video->id)
		       ? shelf_missing(request->shelf, video->id, video->size, missing, SHELF_PARTS_MAX)
		       : 0;
	jsonw_int(w, "part_bytes", SHELF_PART_BYTES);
	jsonw_int(w, "parts", (int64_t)shelf_parts(video->size));
	jsonw_array(w, "missing");
	for (size_t i = 0; i < n; i++)
		jsonw_int(w, NULL, (int64_t)missing[i]);
	jsonw_array_end(w);
}

static const char *url_of(struct arena *arena, const struct video *video)
{
	return arena_printf(arena, "/videos/%s", video->id);
}

void view_video(struct jsonw *w, const char *name, const struct request *request, const struct video *video,
    const struct video_texts *texts)
{
	bool has_file = *video->type && shelf_has(request->shelf, video->id);
	jsonw_object(w, name);
	jsonw_text(w, "id", video->id);
	jsonw_int(w, "version", video->version);
	jsonw_text(w, "state", video->state);
	view_title(w, video, texts);
	jsonw_text(w, "language", video->language);
	jsonw_int(w, "size", video->size);
	view_text(w, "sha256", video->sha256);
	view_text(w, "type", video->type);
	jsonw_int(w, "duration_ms", video->duration_ms);
	jsonw_int(w, "width", video->width);
	jsonw_int(w, "height", video->height);
	view_text(w, "reason", video->reason);
	jsonw_text(w, "by", video->by);
	jsonw_time(w, "created_at", video->created_at);
	jsonw_text(w, "url", has_file ? url_of(request->arena, video) : NULL);
	jsonw_array(w, "captions");
	for (size_t i = 0; i < texts->n_captions; i++)
		if (strcmp(texts->captions[i].video_id, video->id) == 0)
			jsonw_text(w, NULL, texts->captions[i].language);
	jsonw_array_end(w);
	view_missing(w, request, video);
	jsonw_object_end(w);
}

void view_shown(struct jsonw *w, const char *name, struct arena *arena, const struct video *video,
    const struct video_texts *texts)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", video->id);
	jsonw_text(w, "url", url_of(arena, video));
	jsonw_text(w, "type", video->type);
	jsonw_int(w, "duration_ms", video->duration_ms);
	view_title(w, video, texts);
	jsonw_text(w, "language", video->language);
	jsonw_array(w, "captions");
	for (size_t i = 0; i < texts->n_captions; i++) {
		const struct caption_row *c = &texts->captions[i];
		if (strcmp(c->video_id, video->id) != 0)
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "lang", c->language);
		jsonw_text(w, "url", arena_printf(arena, "/videos/%s.%s.vtt", video->id, c->language));
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

void view_playlist(struct jsonw *w, const char *name, const struct playlist *p)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", p->id);
	jsonw_int(w, "version", p->version);
	jsonw_text(w, "name", p->name);
	view_words(w, "rooms", p->rooms);
	view_words(w, "sessions", p->sessions);
	view_list(w, "items", p->items, p->n_items);
	jsonw_bool(w, "loop", p->loops);
	jsonw_time(w, "started_at", p->started_at);
	jsonw_object_end(w);
}
