/* Video messages and playlists as rows. The rules are read.h's and write.h's. Not for the files (shelf.h). */
#ifndef P2C_STORE_VIDEO_H
#define P2C_STORE_VIDEO_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

struct video {
	const char *id, *state /* uploading, ready, approved, rejected */, *speaker, *entity, *language;
	const char *sha256; /* lower-case hex; "" while nobody said it */
	const char *type;   /* "video/mp4"; "" while it is uploaded */
	const char *reason; /* why it was rejected */
	const char *by;     /* who began to upload it */
	int64_t version, size, duration_ms, width, height, created_at;
};
enum err video_get(struct db *db, struct arena *arena, const char *id, struct video *out_video);
/* Oldest first. */
enum err video_list(struct db *db, struct arena *arena, struct video **out_videos, size_t *out_n);
enum err video_count(struct db *db, const char *state, int64_t *out_n);

struct caption_row {
	const char *video_id, *language;
	int64_t cues;
};
/* Of all videos, by video. */
enum err caption_list(struct db *db, struct arena *arena, struct caption_row **out_captions, size_t *out_n);
enum err caption_get(
    struct db *db, struct arena *arena, const char *video_id, const char *language, const char **out_vtt);

struct playlist {
	const char *id, *name;
	const char *rooms, *sessions; /* ids separated by spaces; "" is all rooms, all breaks */
	int64_t version, started_at;  /* started_at 0: not played by hand */
	bool loops;
	const char **items; /* ids of videos */
	size_t n_items;
};
enum err playlist_get(struct db *db, struct arena *arena, const char *id, struct playlist *out_playlist);
enum err playlist_list(struct db *db, struct arena *arena, struct playlist **out_playlists, size_t *out_n);

/* ---- changes ---- */

enum err video_add(struct db *db, const struct video *video);
/* Writes what can change, and the version it says. */
enum err video_put(struct db *db, const struct video *video);
/* With its captions and its places in playlists. */
enum err video_delete(struct db *db, const char *id);
enum err caption_put(struct db *db, const struct caption_row *caption, const char *vtt);
/* ERR_CONFLICT when another one has the name. */
enum err playlist_put(struct db *db, const struct playlist *playlist);
enum err playlist_delete(struct db *db, const char *id);

#endif
