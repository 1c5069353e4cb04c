/* The wall of the plenary: what it shows, and who tells it. A public view: nobody's text, only what was said aloud.
 */
#include "domain/wall.h"

#include "domain/floor.h"
#include "domain/programme.h"
#include "domain/signing.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"
#include "http/view_ceremony.h"
#include "store/topic.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { WALL_NEXT = 3, WALL_LIST = 7, WALL_PLEDGES = 7, WALL_COUNTRIES = 6, LIST_STAYS_MS = 2 * 3600 * 1000 };

/* ---- the room: the scene, the session, who speaks and who waits ---- */

struct shown {
	struct wall wall;
	struct floor floor; /* of the list that is shown; session_id NULL for none */
	struct speaker *speakers;
	const struct speaker *now;
	size_t n_speakers;
};

/* The session where somebody speaks; between two speakers the one whose list was worked on last. */
static enum err find_list(struct request *request, const char **out_session_id)
{
	struct speaker now;
	enum err err = speaker_now(request->db, request->arena, &now);
	if (!err)
		*out_session_id = now.session_id;
	return err == ERR_NOT_FOUND
		   ? floor_latest(request->db, request->arena, request->now - LIST_STAYS_MS, out_session_id)
		   : err;
}

static enum err list_get(struct request *request, struct shown *shown)
{
	const char *session_id;
	enum err err = find_list(request, &session_id);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	err = floor_list_rules(request->db, request->arena, session_id, &shown->floor);
	if (!err)
		err = speaker_list(request->db, request->arena, session_id, &shown->speakers, &shown->n_speakers);
	for (size_t i = 0; !err && i < shown->n_speakers; i++) {
		shown->speakers[i].statement = "";
		if (floor_is(&shown->speakers[i], FLOOR_SPEAKING))
			shown->now = &shown->speakers[i];
	}
	return err;
}

static enum err write_session(struct jsonw *w, struct request *request, const char *session_id)
{
	struct agenda agenda;
	enum err err = session_id ? programme_around(request->db, request->arena, session_id, &agenda) : OK;
	if (err)
		return err;
	const struct agenda_session *session = session_id ? agenda_session_find(&agenda, session_id) : NULL;
	if (session)
		view_session(w, "session", &agenda, session,
		    &expected_times(&agenda, request->arena)[session - agenda.sessions], NULL);
	else
		jsonw_null(w, "session");
	return OK;
}

/* The first of those who wait; how many there are. */
static int64_t write_waiting(struct jsonw *w, const char *name, const struct shown *shown, int64_t most, int64_t now)
{
	int64_t waiting = 0;
	jsonw_array(w, name);
	for (size_t i = 0; i < shown->n_speakers; i++)
		if (floor_is(&shown->speakers[i], FLOOR_WAITING) && waiting++ < most)
			view_speaker(w, NULL, &shown->speakers[i], now);
	jsonw_array_end(w);
	return waiting;
}

static void write_floor(struct jsonw *w, const struct shown *shown, int64_t now)
{
	if (shown->now)
		view_speaker(w, "speaker", shown->now, now);
	else
		jsonw_null(w, "speaker");
	write_waiting(w, "next", shown, WALL_NEXT, now);
	jsonw_int(w, "waiting", write_waiting(w, "list", shown, WALL_LIST, now));
	bool is_set = shown->floor.session_id;
	jsonw_object(w, "rules");
	jsonw_int(w, "allotted_seconds", is_set ? shown->floor.allotted_seconds : FLOOR_ALLOTTED_SECONDS);
	jsonw_int(w, "amber_seconds", is_set ? shown->floor.amber_seconds : FLOOR_AMBER_SECONDS);
	jsonw_object_end(w);
}

static void write_scene(struct jsonw *w, const char *name, const struct wall *wall)
{
	jsonw_object(w, name);
	jsonw_text(w, "name", wall->scene);
	jsonw_object(w, "message");
	for (size_t i = 0; i < wall->n_texts; i++)
		jsonw_text(w, wall->texts[i].language, wall->texts[i].words);
	jsonw_object_end(w);
	jsonw_time(w, "since", wall->since);
	jsonw_object_end(w);
}

static enum err write_room(struct jsonw *w, struct request *request, const char *id)
{
	struct shown shown = { 0 };
	enum err err = wall_get(request->db, request->arena, &shown.wall);
	(void)id;
	if (!err)
		err = list_get(request, &shown);
	if (err)
		return err;
	jsonw_object(w, NULL);
	write_scene(w, "scene", &shown.wall);
	err = write_session(w, request, shown.floor.session_id);
	write_floor(w, &shown, request->now);
	jsonw_object_end(w);
	return err;
}

static enum err write_signing(struct jsonw *w, struct request *request, const char *id)
{
	struct signing_scene signing;
	enum err err = signing_scene_get(request->db, request->arena, &signing);
	(void)id;
	if (!err)
		view_signing(w, NULL, &signing);
	return err;
}

static enum err write_pledge(struct jsonw *w, struct request *request, const char *id)
{
	struct pledge pledge;
	enum err err = pledge_get(request->db, request->arena, id, &pledge);
	if (!err)
		view_pledge(w, NULL, &pledge);
	return err;
}

/* ---- parts: pledges come one after the other and the room waits for each, so what another pledge left as it was is
 * not read again. Whatever else was changed (a name, the floor, a signature) makes all of them anew. ---- */

enum part { PART_ROOM, PART_SIGNING, PART_PLEDGES };
_Static_assert(PART_PLEDGES + WALL_PLEDGES == VIEW_PARTS_MAX, "one part for each pledge on the wall");

typedef enum err part_write(struct jsonw *w, struct request *request, const char *id);

/* Sees to it that the part is the one called `of`. */
static enum err renew(
    struct request *request, struct view_part *part, const char *of, part_write *write, const char *id)
{
	if (!(request->parts->changed & ~topic_bit(TOPIC_PLEDGES)) && strcmp(part->of, of) == 0)
		return OK;
	struct jsonw own = jsonw_start(&part->json);
	part->of[0] = '\0';
	part->json.len = 0;
	enum err err = write(&own, request, id);
	if (!err)
		snprintf(part->of, sizeof part->of, "%s", of);
	return err;
}

static bool is_among(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The pledge's own, else one of a pledge that is on the wall no more. */
static struct view_part *pledge_part(struct view_part *parts, const char *of, const char *const *names, size_t n)
{
	struct view_part *spare = parts;
	for (size_t i = 0; i < WALL_PLEDGES; i++) {
		if (strcmp(parts[i].of, of) == 0)
			return &parts[i];
		if (!is_among(parts[i].of, names, n))
			spare = &parts[i];
	}
	return spare;
}

static enum err write_pledges(struct jsonw *w, struct request *request)
{
	struct view_part *parts = request->parts->part + PART_PLEDGES;
	const char *names[WALL_PLEDGES];
	struct pledge_mark *marks;
	size_t n;
	enum err err = pledge_on_wall(request->db, request->arena, WALL_PLEDGES, &marks, &n);
	for (size_t i = 0; !err && i < n; i++)
		names[i] = arena_printf(request->arena, "%s %" PRId64, marks[i].id, marks[i].version);
	jsonw_array(w, "pledges");
	for (size_t i = 0; !err && i < n; i++) {
		struct view_part *part = pledge_part(parts, names[i], names, n);
		err = renew(request, part, names[i], write_pledge, marks[i].id);
		if (!err)
			jsonw_raw(w, NULL, buf_text(&part->json));
	}
	jsonw_array_end(w);
	return err;
}

static enum err write_tally(struct jsonw *w, struct request *request)
{
	struct tally tally;
	struct tally_country *countries; /* most first */
	size_t n;
	enum err err = tally_get(request->db, request->arena, &tally);
	if (!err)
		err = tally_countries(request->db, request->arena, &countries, &n);
	if (!err)
		view_tally(w, "tally", &tally, countries, n < WALL_COUNTRIES ? n : WALL_COUNTRIES, request->now);
	return err;
}

enum err on_wall(struct request *request, struct reply *reply)
{
	struct view_part *room = &request->parts->part[PART_ROOM], *signing = &request->parts->part[PART_SIGNING];
	enum err err = renew(request, room, "room", write_room, NULL);
	if (!err)
		err = renew(request, signing, "signing", write_signing, NULL);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_members(&w, buf_text(&room->json));
	err = write_pledges(&w, request);
	if (!err)
		err = write_tally(&w, request);
	jsonw_raw(&w, "signing", buf_text(&signing->json));
	jsonw_object_end(&w);
	return err;
}

/* ---- telling it ---- */

struct show_form {
	const char *scene;
	const char *message[WALL_TEXTS_MAX];
};

static const struct field SHOW[] = {
	FIELD_REQUIRED(struct show_form, "scene", TEXT, scene),
	FIELD(struct show_form, "message.en", TEXT, message[0]),
	FIELD(struct show_form, "message.fr", TEXT, message[1]),
	FIELD(struct show_form, "message.es", TEXT, message[2]),
	FIELD(struct show_form, "message.ar", TEXT, message[3]),
	FIELD(struct show_form, "message.ru", TEXT, message[4]),
	FIELD(struct show_form, "message.zh", TEXT, message[5]),
	FIELDS_END,
};

enum err on_wall_show(struct request *request, struct reply *reply)
{
	static const char *const LANGUAGES[WALL_TEXTS_MAX] = { "en", "fr", "es", "ar", "ru", "zh" };
	struct show_form form = { 0 };
	struct wall_text texts[WALL_TEXTS_MAX];
	struct wall wall;
	size_t n = 0;
	enum err err = fields_read(request->body, request->body_len, SHOW, request->arena, &form, request->fault);
	for (size_t i = 0; i < WALL_TEXTS_MAX; i++)
		if (form.message[i])
			texts[n++] = (struct wall_text){ LANGUAGES[i], form.message[i] };
	if (!err)
		err = wall_show(request->tx, form.scene, texts, n, &wall);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	write_scene(&w, NULL, &wall);
	return OK;
}
