/* Video messages and playlists as JSON. See view.h. */
#ifndef P2C_HTTP_VIEW_VIDEO_H
#define P2C_HTTP_VIEW_VIDEO_H

#include "base/jsonw.h"
#include "domain/wording.h"
#include "http/request.h"
#include "store/video.h"

/* The texts and captions of all videos, read once for a list of them. */
struct video_texts {
	struct wording *wordings;
	struct caption_row *captions;
	size_t n_wordings, n_captions;
};
enum err video_texts_get(struct db *db, struct arena *arena, struct video_texts *out_texts);

/* For the office. The shelf of the request tells which parts are missing, and whether the file is there. */
void view_video(struct jsonw *w, const char *name, const struct request *request, const struct video *video,
    const struct video_texts *texts);
/* For screens: what a player needs. */
void view_shown(struct jsonw *w, const char *name, struct arena *arena, const struct video *video,
    const struct video_texts *texts);
void view_playlist(struct jsonw *w, const char *name, const struct playlist *playlist);

#endif
