/* Video messages that high-level people recorded: uploaded in parts, looked at by their bytes, given captions,
 * approved by a person, shown in breaks (playlist.h). The file is on the shelf, what is known of it is a row; files
 * without a row go (video_sweep), so neither a crash nor a removal leaves anything half shown. */
#ifndef P2C_DOMAIN_VIDEO_H
#define P2C_DOMAIN_VIDEO_H

#include "domain/caption.h"
#include "domain/container.h"
#include "domain/wording.h"
#include "store/video.h"

enum { VIDEO_TITLE_MAX = 200, VIDEOS_MAX = 1000, VIDEO_UPLOADS_MAX = 20, VIDEO_HASH_LEN = 64 };
#define VIDEO_SIZE_MAX (INT64_C(2) << 30)

struct video_form {
	struct texts title;
	const char *speaker, *entity; /* NULL for none */
	const char *language;         /* spoken: one of the six */
	int64_t size;
	const char *sha256; /* of the whole file, NULL when the sender does not know it */
};
/* Begins an upload; the parts then go to the shelf (shelf_put). ERR_INVALID and ERR_FIELD_MISSING with the field,
 * ERR_TOO_MANY. */
enum err video_begin(struct tx *tx, const struct video_form *form, struct video *out_video);

/* Looks at what was uploaded, on a worker: its length, its hash where one was said, what it is. It is then kept on
 * the shelf. ERR_FILE_FORMAT in words, ERR_STEP while parts are missing; ERR_NOT_FOUND. One that is complete already
 * is not looked at: video_finish refuses it, or answers again what it answered to the same key. */
struct video_found {
	struct container container;
	const char *sha256;
};
enum err video_look(struct db *db, struct arena *arena, int shelf, const char *id, struct video_found *out_found,
    struct fault *out_fault);
/* The upload is whole: ready to be approved. ERR_STEP when it was before. */
enum err video_finish(struct tx *tx, const char *id, const struct video_found *found, struct video *out_video);

/* Another title: languages of NULL stay, empty ones are cleared. ERR_STALE with *out_video as it is now when it is
 * not at that version; ERR_INVALID and ERR_FIELD_MISSING with the field. */
enum err video_retitle(
    struct tx *tx, const char *id, int64_t version, const struct texts *said, struct video *out_video);

/* Lets it be shown, or not (any more) for a reason. ERR_STEP while it is not whole or when it is so already. */
enum err video_decide(struct tx *tx, const char *id, bool approve, const char *reason, struct video *out_video);
/* Takes it out of everything; the file goes with the next sweep. */
enum err video_remove(struct tx *tx, const char *id);
/* Its captions in one language, in place of those it had. */
enum err video_caption(struct tx *tx, const char *id, const char *language, const struct caption *caption);

/* Takes the files away that no row wants: of removed videos, of uploads that ended before a crash. */
enum err video_sweep(struct db *db, int shelf);

#endif
