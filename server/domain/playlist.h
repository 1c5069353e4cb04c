/* Which videos are shown where and when: in breaks by themselves, or by hand. What follows for each room is computed
 * (showing.h), never stored. */
#ifndef P2C_DOMAIN_PLAYLIST_H
#define P2C_DOMAIN_PLAYLIST_H

#include "store/tx.h"
#include "store/video.h"

enum { PLAYLIST_NAME_MAX = 80, PLAYLIST_ITEMS_MAX = 200, PLAYLISTS_MAX = 100, PLAYLIST_LEAD_MS = 3000 };

struct playlist_form {
	const char *name;     /* NULL leaves a member as it is */
	const char *rooms;    /* ids separated by spaces; "" is all */
	const char *sessions; /* breaks or video sessions; "" is all breaks */
	const char *items;    /* videos, in their order; one may come twice */
	const bool *loops;
};
/* ERR_INVALID and ERR_FIELD_MISSING with the field, ERR_CONFLICT when the name is taken, ERR_TOO_MANY. */
enum err playlist_add(struct tx *tx, const struct playlist_form *form, struct playlist *out_playlist);
/* ERR_STALE with the playlist as it is now. */
enum err playlist_edit(
    struct tx *tx, const char *id, int64_t version, const struct playlist_form *form, struct playlist *out_playlist);
/* Starts it by hand at that instant, 0 for in three seconds, so that every screen has heard of it. It is shown where
 * nothing runs. ERR_STEP when nothing in it is approved. */
enum err playlist_play(struct tx *tx, const char *id, int64_t at, struct playlist *out_playlist);
/* Ends what was started by hand; ERR_STEP. */
enum err playlist_stop(struct tx *tx, const char *id, struct playlist *out_playlist);
enum err playlist_remove(struct tx *tx, const char *id);

#endif
