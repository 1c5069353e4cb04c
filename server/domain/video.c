/* See video.h. */
#include "domain/video.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/plain_text.h"
#include "domain/vocabulary.h"
#include "store/shelf.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 256 * 1024 };

static const char UPLOADING[] = "uploading", READY[] = "ready", APPROVED[] = "approved", REJECTED[] = "rejected";

static bool is(const struct video *video, const char *state)
{
	return strcmp(video->state, state) == 0;
}

static enum err note(struct tx *tx, const char *action, const struct video *video, const char *language)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "state", video->state);
	jsonw_text(&w, "sha256", video->sha256);
	jsonw_int(&w, "size", video->size);
	if (*video->reason)
		jsonw_text(&w, "reason", video->reason);
	if (language)
		jsonw_text(&w, "language", language);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "videos",
				  .action = action,
				  .subject = video->id,
				  .version = video->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

static enum err save(struct tx *tx, const char *action, struct video *video, const char *state)
{
	video->version++;
	video->state = state;
	enum err err = video_put(tx_db(tx), video);
	return err ? err : note(tx, action, video, NULL);
}

/* ---- the upload ---- */

static bool is_hash(const char *text)
{
	return strlen(text) == VIDEO_HASH_LEN && strspn(text, "0123456789abcdef") == VIDEO_HASH_LEN;
}

static enum err check_form(struct tx *tx, const struct video_form *form)
{
	struct fault *fault = tx_fault(tx);
	if (!language_is_official(form->language))
		return fault_set(fault, ERR_INVALID, "language", "The language is one of en, fr, es, ar, ru, zh.");
	if (form->size < 1 || form->size > VIDEO_SIZE_MAX)
		return fault_set(fault, ERR_INVALID, "size", "A video has 1 byte to 2 GiB.");
	if (form->sha256 && !is_hash(form->sha256))
		return fault_set(fault, ERR_INVALID, "sha256", "The SHA-256 is 64 lower-case hexadecimal digits.");
	enum err err = plain_text_check(fault, "speaker", form->speaker, PLAIN_NAME_MAX);
	return err ? err : plain_text_check(fault, "entity", form->entity, PLAIN_NAME_MAX);
}

static enum err take_title(struct tx *tx, const struct texts *said, struct texts *out_title)
{
	struct texts title;
	enum err err = wording_take(tx, "title", said, VIDEO_TITLE_MAX, &title);
	if (!err && wording_is_empty(&title))
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "title", "A video has a title in one language.");
	if (!err)
		*out_title = title;
	return err;
}

static enum err check_room(struct tx *tx)
{
	int64_t uploading = 0;
	struct video *videos;
	size_t n = 0;
	enum err err = video_count(tx_db(tx), UPLOADING, &uploading);
	if (!err && uploading >= VIDEO_UPLOADS_MAX)
		return fault_set(tx_fault(tx), ERR_TOO_MANY, NULL,
		    "%d uploads are not finished. Finish or remove some of them.", VIDEO_UPLOADS_MAX);
	if (!err)
		err = video_list(tx_db(tx), tx_arena(tx), &videos, &n);
	if (!err && n >= VIDEOS_MAX)
		return fault_set(tx_fault(tx), ERR_TOO_MANY, NULL, "There are %d videos. Remove some.", VIDEOS_MAX);
	return err;
}

enum err video_begin(struct tx *tx, const struct video_form *form, struct video *out_video)
{
	struct texts title;
	struct id id = tx_new_id(tx);
	enum err err = check_form(tx, form);
	if (!err)
		err = take_title(tx, &form->title, &title);
	if (!err)
		err = check_room(tx);
	if (err)
		return err;
	struct video video = { .id = arena_dup(tx_arena(tx), id.text),
		.version = 1,
		.state = UPLOADING,
		.speaker = form->speaker ? form->speaker : "",
		.entity = form->entity ? form->entity : "",
		.language = form->language,
		.size = form->size,
		.sha256 = form->sha256 ? form->sha256 : "",
		.type = "",
		.reason = "",
		.by = arena_dup(tx_arena(tx), tx_actor(tx)),
		.created_at = tx_now(tx) };
	err = video_add(tx_db(tx), &video);
	if (!err)
		err = wording_save(tx, video.id, &title);
	if (!err)
		err = note(tx, "video.begin", &video, NULL);
	if (!err)
		*out_video = video;
	return err;
}

struct film {
	int file;
	bool failed; /* the disk did not give what it holds: that says nothing about the film */
};

static bool read_film(void *ctx, int64_t at, void *out, size_t len)
{
	struct film *film = ctx;
	for (size_t done = 0; done < len;) {
		ssize_t n = pread(film->file, (char *)out + done, len - done, at + (int64_t)done);
		film->failed |= n < 0;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

static enum err cannot_be_read(struct fault *out_fault)
{
	return fault_set(out_fault, ERR_NOT_SAVED, NULL, "The video could not be read from the disk. Try again.");
}

static enum err hash_file(int file, int64_t size, struct arena *arena, const char **out_hex)
{
	crypto_hash_sha256_state state;
	unsigned char hash[crypto_hash_sha256_BYTES];
	unsigned char *piece = arena_alloc(arena, PIECE);
	char *hex = arena_alloc(arena, VIDEO_HASH_LEN + 1);
	crypto_hash_sha256_init(&state);
	for (int64_t at = 0; at < size;) {
		ssize_t n = pread(file, piece, PIECE, at);
		if (n <= 0)
			return ERR_NOT_SAVED;
		crypto_hash_sha256_update(&state, piece, (unsigned long long)n);
		at += n;
	}
	crypto_hash_sha256_final(&state, hash);
	*out_hex = sodium_bin2hex(hex, VIDEO_HASH_LEN + 1, hash, sizeof hash);
	return OK;
}

/* What is it, and is it what was sent? */
static enum err judge(
    const struct video *video, int file, struct arena *arena, struct video_found *out_found, struct fault *out_fault)
{
	struct film film = { .file = file };
	struct container_source source = { .read = read_film, .ctx = &film, .size = video->size };
	struct video_found found = { 0 };
	enum err err = container_check(&source, &found.container, out_fault);
	if (!err)
		err = hash_file(file, video->size, arena, &found.sha256);
	if (film.failed || err == ERR_NOT_SAVED)
		return cannot_be_read(out_fault);
	if (!err && *video->sha256 && strcmp(video->sha256, found.sha256) != 0)
		err = fault_set(out_fault, ERR_FILE_FORMAT, "sha256",
		    "The video was damaged on its way: its SHA-256 is not the one that was said. Upload it again.");
	if (!err)
		*out_found = found;
	return err;
}

enum err video_look(struct db *db, struct arena *arena, int shelf, const char *id, struct video_found *out_found,
    struct fault *out_fault)
{
	struct video video;
	struct shelf_upload upload;
	enum err err = video_get(db, arena, id, &video);
	if (!err && !is(&video, UPLOADING))
		return OK; /* nothing to look at: video_finish says so, unless it is asked the same again */
	if (!err)
		err = shelf_hold(shelf, id, video.size, &upload, out_fault);
	if (err)
		return err;
	struct video_found found;
	err = judge(&video, upload.file, arena, &found, out_fault);
	if (err) {
		shelf_let_go(&upload);
		return err;
	}
	err = shelf_keep(shelf, id, &upload, out_fault);
	if (!err)
		*out_found = found;
	return err;
}

enum err video_finish(struct tx *tx, const char *id, const struct video_found *found, struct video *out_video)
{
	struct video video;
	enum err err = video_get(tx_db(tx), tx_arena(tx), id, &video);
	if (!err && !is(&video, UPLOADING))
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "The video is complete already.");
	if (err)
		return err;
	video.sha256 = found->sha256;
	video.type = found->container.type;
	video.duration_ms = found->container.duration_ms;
	video.width = found->container.width;
	video.height = found->container.height;
	err = save(tx, "video.finish", &video, READY);
	if (!err)
		*out_video = video;
	return err;
}

/* ---- what becomes of it ---- */

enum err video_retitle(
    struct tx *tx, const char *id, int64_t version, const struct texts *said, struct video *out_video)
{
	struct video video;
	struct texts title = { { NULL } };
	enum err err = video_get(tx_db(tx), tx_arena(tx), id, &video);
	if (!err && video.version != version) {
		*out_video = video;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	if (!err)
		err = wording_load(tx_db(tx), tx_arena(tx), id, &title);
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++)
		if (said->in[lang])
			title.in[lang] = said->in[lang];
	if (!err)
		err = take_title(tx, &title, &title);
	if (!err)
		err = wording_save(tx, id, &title);
	if (!err)
		err = save(tx, "video.title", &video, video.state);
	if (!err)
		*out_video = video;
	return err;
}

enum err video_decide(struct tx *tx, const char *id, bool approve, const char *reason, struct video *out_video)
{
	struct video video;
	const char *state = approve ? APPROVED : REJECTED;
	enum err err = video_get(tx_db(tx), tx_arena(tx), id, &video);
	if (!err)
		err = plain_text_check(tx_fault(tx), "reason", reason, PLAIN_WORDS_MAX);
	if (!err && is(&video, UPLOADING))
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "The video is not complete yet.");
	if (!err && is(&video, state))
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "The video is %s already.", state);
	if (!err && !approve && (!reason || !*reason))
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "reason", "Say why, so that it can be made better.");
	if (err)
		return err;
	video.reason = approve || !reason ? "" : reason;
	err = save(tx, approve ? "video.approve" : "video.reject", &video, state);
	if (!err)
		*out_video = video;
	return err;
}

enum err video_remove(struct tx *tx, const char *id)
{
	struct video video;
	static const struct texts NOTHING;
	enum err err = video_get(tx_db(tx), tx_arena(tx), id, &video);
	if (!err)
		err = video_delete(tx_db(tx), id);
	if (!err)
		err = wording_save(tx, id, &NOTHING);
	video.version++;
	return err ? err : note(tx, "video.remove", &video, NULL);
}

enum err video_caption(struct tx *tx, const char *id, const char *language, const struct caption *caption)
{
	struct video video;
	struct caption_row row = { id, language, (int64_t)caption->n_cues };
	enum err err = video_get(tx_db(tx), tx_arena(tx), id, &video);
	if (!err && !language_is_official(language))
		err = fault_set(tx_fault(tx), ERR_INVALID, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	if (!err)
		err = caption_put(tx_db(tx), &row, caption->vtt);
	if (err)
		return err;
	video.version++;
	err = video_put(tx_db(tx), &video);
	return err ? err : note(tx, "video.caption", &video, language);
}

/* ---- the sweep ---- */

/* A whole file belongs to any row; parts only to an upload. */
static bool is_wanted(const struct shelf_name *name, const struct video *videos, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(videos[i].id, name->id) == 0)
			return is(&videos[i], UPLOADING) || !(name->is_part || name->is_map);
	return false;
}

enum err video_sweep(struct db *db, int shelf)
{
	struct shelf_name *names;
	struct video *videos = NULL;
	size_t n_videos = 0, n = shelf_list(shelf, &names);
	struct arena *arena = arena_create();
	enum err err = n ? video_list(db, arena, &videos, &n_videos) : OK;
	for (size_t i = 0; !err && i < n; i++)
		if (!is_wanted(&names[i], videos, n_videos))
			shelf_remove(shelf, &names[i]);
	arena_destroy(arena);
	free(names);
	return err;
}
