/* See playlist.h. */
#include "domain/playlist.h"

#include "base/id.h"
#include "base/jsonw.h"
#include "domain/plain_text.h"
#include "domain/room_list.h"
#include "store/read.h"

#include <string.h>

enum { PLAY_AHEAD_MAX_MS = 24 * 3600 * 1000 };

static enum err note(struct tx *tx, const char *action, const struct playlist *p)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "name", p->name);
	jsonw_int(&w, "items", (int64_t)p->n_items);
	jsonw_time(&w, "started_at", p->started_at);
	jsonw_object_end(&w);
	return tx_journal(tx, &(struct journal_note){ .topic = "videos",
				  .action = action,
				  .subject = p->id,
				  .version = p->version,
				  .data = buf_keep(&out, tx_arena(tx)) });
}

static enum err save(struct tx *tx, const char *action, struct playlist *p)
{
	p->version++;
	enum err err = playlist_put(tx_db(tx), p);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), err, "name", "Another playlist has this name.");
	return err ? err : note(tx, action, p);
}

static enum err take_items(struct tx *tx, const char *said, struct playlist *p)
{
	const char **items = arena_array(tx_arena(tx), const char *, PLAYLIST_ITEMS_MAX);
	char *rest = NULL;
	size_t n = 0;
	for (char *id = strtok_r(arena_dup(tx_arena(tx), said), " ", &rest); id; id = strtok_r(NULL, " ", &rest)) {
		struct video video;
		enum err err = n < PLAYLIST_ITEMS_MAX ? video_get(tx_db(tx), tx_arena(tx), id, &video) : ERR_INVALID;
		if (err == ERR_INVALID)
			return fault_set(
			    tx_fault(tx), err, "items", "A playlist has at most %d videos.", PLAYLIST_ITEMS_MAX);
		if (err == ERR_NOT_FOUND)
			return fault_set(tx_fault(tx), ERR_INVALID, "items", "There is no video \"%.40s\".", id);
		if (err)
			return err;
		items[n++] = id;
	}
	p->items = items;
	p->n_items = n;
	return OK;
}

static enum err check_sessions(struct tx *tx, const char *said)
{
	char *rest = NULL;
	for (char *id = strtok_r(arena_dup(tx_arena(tx), said), " ", &rest); id; id = strtok_r(NULL, " ", &rest)) {
		int64_t version = 0;
		enum err err = session_version(tx_db(tx), id, &version);
		if (err && err != ERR_NOT_FOUND)
			return err;
		if (err || !version)
			return fault_set(tx_fault(tx), ERR_INVALID, "sessions", "There is no session \"%.40s\".", id);
	}
	return OK;
}

static enum err take(struct tx *tx, const struct playlist_form *form, struct playlist *p)
{
	enum err err = plain_text_check(tx_fault(tx), "name", form->name, PLAYLIST_NAME_MAX);
	p->name = form->name ? form->name : p->name;
	if (!err && !*p->name)
		err = fault_set(tx_fault(tx), ERR_FIELD_MISSING, "name", "A playlist has a name.");
	if (!err && form->rooms)
		err = room_list_check(tx, form->rooms);
	if (!err && form->sessions)
		err = check_sessions(tx, form->sessions);
	if (!err && form->items)
		err = take_items(tx, form->items, p);
	if (err)
		return err;
	p->rooms = form->rooms ? form->rooms : p->rooms;
	p->sessions = form->sessions ? form->sessions : p->sessions;
	p->loops = form->loops ? *form->loops : p->loops;
	return OK;
}

enum err playlist_add(struct tx *tx, const struct playlist_form *form, struct playlist *out_playlist)
{
	struct id id = tx_new_id(tx);
	struct playlist *all, p = { .name = "", .rooms = "", .sessions = "", .loops = true };
	size_t n = 0;
	p.id = arena_dup(tx_arena(tx), id.text);
	enum err err = playlist_list(tx_db(tx), tx_arena(tx), &all, &n);
	if (!err && n >= PLAYLISTS_MAX)
		return fault_set(
		    tx_fault(tx), ERR_TOO_MANY, NULL, "There are %d playlists. Remove some.", PLAYLISTS_MAX);
	if (!err)
		err = take(tx, form, &p);
	if (!err)
		err = save(tx, "playlist.add", &p);
	if (!err)
		*out_playlist = p;
	return err;
}

enum err playlist_edit(
    struct tx *tx, const char *id, int64_t version, const struct playlist_form *form, struct playlist *out_playlist)
{
	struct playlist p;
	enum err err = playlist_get(tx_db(tx), tx_arena(tx), id, &p);
	if (err)
		return err;
	if (p.version != version) {
		*out_playlist = p;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = take(tx, form, &p);
	if (!err)
		err = save(tx, "playlist.edit", &p);
	if (!err)
		*out_playlist = p;
	return err;
}

static enum err has_something(struct tx *tx, const struct playlist *p)
{
	for (size_t i = 0; i < p->n_items; i++) {
		struct video video;
		enum err err = video_get(tx_db(tx), tx_arena(tx), p->items[i], &video);
		if (err || strcmp(video.state, "approved") == 0)
			return err;
	}
	return fault_set(tx_fault(tx), ERR_STEP, "items", "No video of this playlist is approved.");
}

enum err playlist_play(struct tx *tx, const char *id, int64_t at, struct playlist *out_playlist)
{
	struct playlist p;
	enum err err = playlist_get(tx_db(tx), tx_arena(tx), id, &p);
	if (!err)
		err = has_something(tx, &p);
	if (!err && at && (at < tx_now(tx) || at > tx_now(tx) + PLAY_AHEAD_MAX_MS))
		err = fault_set(tx_fault(tx), ERR_INVALID, "at", "It begins now, or within a day.");
	if (err)
		return err;
	p.started_at = at ? at : tx_now(tx) + PLAYLIST_LEAD_MS;
	err = save(tx, "playlist.play", &p);
	if (!err)
		*out_playlist = p;
	return err;
}

enum err playlist_stop(struct tx *tx, const char *id, struct playlist *out_playlist)
{
	struct playlist p;
	enum err err = playlist_get(tx_db(tx), tx_arena(tx), id, &p);
	if (!err && !p.started_at)
		err = fault_set(tx_fault(tx), ERR_STEP, "state", "Nobody has started this playlist by hand.");
	if (err)
		return err;
	p.started_at = 0;
	err = save(tx, "playlist.stop", &p);
	if (!err)
		*out_playlist = p;
	return err;
}

enum err playlist_remove(struct tx *tx, const char *id)
{
	struct playlist p;
	enum err err = playlist_get(tx_db(tx), tx_arena(tx), id, &p);
	if (!err)
		err = playlist_delete(tx_db(tx), id);
	p.version++;
	return err ? err : note(tx, "playlist.remove", &p);
}
