/* Video messages: uploading them in parts, looking at them, captions, deciding; and the files themselves, streamed.
 * Playlists are in on_playlists.c. */
#include "domain/access.h"
#include "domain/video.h"
#include "http/fields.h"
#include "http/file_send.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_video.h"
#include "store/shelf.h"
#include "store/video.h"

#include <stdlib.h>
#include <string.h>

enum { OFFICE = ROLE_PROTOCOL | ROLE_AGENDA | ROLE_ADMIN };

static enum err answer_video(struct request *request, struct reply *reply, const struct video *video)
{
	struct video_texts texts;
	enum err err = video_texts_get(request->db, request->arena, &texts);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_video(&w, NULL, request, video, &texts);
	return OK;
}

enum err on_videos(struct request *request, struct reply *reply)
{
	struct video *videos;
	struct video_texts texts;
	size_t n;
	enum err err = video_list(request->db, request->arena, &videos, &n);
	if (!err)
		err = video_texts_get(request->db, request->arena, &texts);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "videos");
	for (size_t i = 0; i < n; i++)
		view_video(&w, NULL, request, &videos[i], &texts);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_video(struct request *request, struct reply *reply)
{
	struct video video;
	enum err err = video_get(request->db, request->arena, request->params[0], &video);
	return err ? err : answer_video(request, reply, &video);
}

/* ---- the upload ---- */

static const struct field BEGIN[] = {
	FIELD_TEXTS(struct video_form, "title", title),
	FIELD(struct video_form, "speaker", TEXT, speaker),
	FIELD(struct video_form, "entity", TEXT, entity),
	FIELD_REQUIRED(struct video_form, "language", TEXT, language),
	FIELD_REQUIRED(struct video_form, "size", INT, size),
	FIELD(struct video_form, "sha256", TEXT, sha256),
	FIELDS_END,
};

/* Asks the disk before the writer's turn. */
enum err on_video_begin_prepare(struct request *request, struct reply *reply)
{
	struct video_form *form = arena_new(request->arena, struct video_form);
	(void)reply;
	enum err err = request_fields(request, BEGIN, form);
	if (!err && form->size > 0 && form->size <= VIDEO_SIZE_MAX)
		err = shelf_has_room(request->shelf, form->size, request->fault);
	request->prepared = form;
	return err;
}

enum err on_video_begin(struct request *request, struct reply *reply)
{
	struct video video;
	enum err err = video_begin(request->tx, request->prepared, &video);
	return err ? err : answer_video(request, reply, &video);
}

/* "0" to "511", and nothing else. */
static bool read_number(const char *text, size_t *out_number)
{
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 4 || text[digits])
		return false;
	*out_number = strtoul(text, NULL, 10);
	return true;
}

/* A part is worth nothing alone, so it is in no journal: what counts is the whole, when it is finished. */
enum err on_video_part(struct request *request, struct reply *reply)
{
	struct video video;
	size_t number = 0, missing[1];
	enum err err = video_get(request->db, request->arena, request->params[0], &video);
	if (!err && !read_number(request->params[1], &number))
		err = ERR_NOT_FOUND;
	if (!err && strcmp(video.state, "uploading") != 0)
		err = fault_set(request->fault, ERR_STEP, "state", "The video is complete already.");
	if (!err)
		err = shelf_put(
		    request->shelf, video.id, video.size, number, request->body, request->body_len, request->fault);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "parts", (int64_t)shelf_parts(video.size));
	jsonw_int(&w, "missing", (int64_t)shelf_missing(request->shelf, video.id, video.size, missing, 1));
	jsonw_object_end(&w);
	return OK;
}

enum err on_video_finish_prepare(struct request *request, struct reply *reply)
{
	struct video_found *found = arena_new(request->arena, struct video_found);
	(void)reply;
	enum err err = request_no_fields(request);
	if (!err)
		err = video_look(
		    request->db, request->arena, request->shelf, request->params[0], found, request->fault);
	request->prepared = found;
	return err;
}

enum err on_video_finish(struct request *request, struct reply *reply)
{
	struct video video;
	enum err err = video_finish(request->tx, request->params[0], request->prepared, &video);
	return err ? err : answer_video(request, reply, &video);
}

/* ---- deciding ---- */

static const struct field TITLE[] = { FIELD_TEXTS(struct video_form, "title", title), FIELDS_END };

enum err on_video_edit(struct request *request, struct reply *reply)
{
	int64_t version = 0;
	struct video video;
	struct video_form said = { 0 };
	enum err err = request_fields(request, TITLE, &said);
	if (!err)
		err = request_version(request, &version);
	if (!err)
		err = video_retitle(request->tx, request->params[0], version, &said.title, &video);
	if (err && err != ERR_STALE)
		return err;
	enum err answered = answer_video(request, reply, &video);
	return err ? err : answered;
}

enum err on_video_approve(struct request *request, struct reply *reply)
{
	struct video video;
	enum err err = request_no_fields(request);
	if (!err)
		err = video_decide(request->tx, request->params[0], true, NULL, &video);
	return err ? err : answer_video(request, reply, &video);
}

struct rejection {
	const char *reason;
};
static const struct field REJECTION[] = { FIELD_REQUIRED(struct rejection, "reason", TEXT, reason), FIELDS_END };

enum err on_video_reject(struct request *request, struct reply *reply)
{
	struct video video;
	struct rejection said = { 0 };
	enum err err = request_fields(request, REJECTION, &said);
	if (!err)
		err = video_decide(request->tx, request->params[0], false, said.reason, &video);
	return err ? err : answer_video(request, reply, &video);
}

enum err on_video_remove(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = video_remove(request->tx, request->params[0]);
	if (!err)
		buf_add_text(&reply->body, "{}");
	return err;
}

/* ---- captions ---- */

enum err on_video_caption_prepare(struct request *request, struct reply *reply)
{
	struct caption *caption = arena_new(request->arena, struct caption);
	(void)reply;
	request->prepared = caption;
	return caption_read(request->arena, request_query(request, "lang", ""), request->body, request->body_len,
	    caption, request->fault);
}

enum err on_video_caption(struct request *request, struct reply *reply)
{
	const struct caption *caption = request->prepared;
	enum err err = video_caption(request->tx, request->params[0], request_query(request, "lang", ""), caption);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "cues", (int64_t)caption->n_cues);
	jsonw_text(&w, "encoding", caption->encoding);
	jsonw_array(&w, "repairs");
	for (size_t i = 0; i < caption->n_repairs; i++) {
		jsonw_object(&w, NULL);
		jsonw_int(&w, "line", (int64_t)caption->repairs[i].line);
		jsonw_text(&w, "words", caption->repairs[i].words);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

/* ---- what is shown ---- */

/* Everybody may see what was approved; the office looks at it before. */
static enum err find_shown(struct request *request, struct video *out_video)
{
	struct video video;
	enum err err = video_get(request->db, request->arena, request->params[0], &video);
	bool may = !err && (strcmp(video.state, "approved") == 0 || (request->roles & OFFICE));
	if (err || !may)
		return err ? err : ERR_NOT_FOUND;
	*out_video = video;
	return OK;
}

enum err on_video_file(struct request *request, struct reply *reply)
{
	struct video video;
	int file;
	int64_t size = 0;
	enum err err = find_shown(request, &video);
	if (err)
		return err;
	err = shelf_read(request->shelf, video.id, &file, &size);
	if (err == ERR_NOT_FOUND)
		return fault_set(request->fault, err, NULL,
		    "The file of this video is not on this box: it is still being uploaded, or the day was restored "
		    "without its videos.");
	if (err)
		return err;
	reply->file = file_send_create(file, 0, size);
	reply->content_type = *video.type ? video.type : "application/octet-stream";
	reply->etag = arena_printf(request->arena, "\"%.32s\"", *video.sha256 ? video.sha256 : video.id);
	return OK;
}

enum err on_video_vtt(struct request *request, struct reply *reply)
{
	struct video video;
	const char *vtt;
	enum err err = find_shown(request, &video);
	if (!err)
		err = caption_get(request->db, request->arena, video.id, request->params[1], &vtt);
	if (err)
		return err;
	buf_add_text(&reply->body, vtt);
	reply->content_type = "text/vtt; charset=utf-8";
	reply->etag = arena_printf(request->arena, "\"%lld\"", (long long)video.version);
	return OK;
}
