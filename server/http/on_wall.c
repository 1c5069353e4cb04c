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

#include <stdio.h>
#include <string.h>

enum { WALL_NEXT = 3, WALL_LIST = 7, WALL_PLEDGES = 7, WALL_COUNTRIES = 6, LIST_STAYS_MS = 2 * 3600 * 1000 };

struct shown {
	struct wall wall;
	struct floor floor; /* of the list that is shown; session_id NULL for none */
	struct speaker *speakers;
	const struct speaker *now;
	struct pledge *pledges;
	struct tally tally;
	struct tally_country *countries; /* most first */
	size_t n_speakers, n_pledges, n_countries;
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

static enum err shown_get(struct request *request, struct shown *shown)
{
	enum err err = wall_get(request->db, request->arena, &shown->wall);
	if (!err)
		err = list_get(request, shown);
	if (!err)
		err = pledge_on_wall(request->db, request->arena, WALL_PLEDGES, &shown->pledges, &shown->n_pledges);
	if (!err)
		err = tally_get(request->db, request->arena, &shown->tally);
	return err ? err : tally_countries(request->db, request->arena, &shown->countries, &shown->n_countries);
}

/* ---- parts that are read again only when something else than pledges was changed: those come one after the other,
 * and the room waits for each ---- */

enum part { PART_SESSION, PART_SIGNING };

static enum err write_session(struct jsonw *w, struct request *request, const char *session_id)
{
	struct agenda agenda;
	enum err err = programme_around(request->db, request->arena, session_id, &agenda);
	if (err)
		return err;
	const struct agenda_session *session = agenda_session_find(&agenda, session_id);
	if (session)
		view_session(w, NULL, &agenda, session,
		    &expected_times(&agenda, request->arena)[session - agenda.sessions], NULL);
	else
		jsonw_null(w, NULL);
	return OK;
}

static enum err write_signing(struct jsonw *w, struct request *request, const char *of)
{
	struct signing_scene signing;
	enum err err = signing_scene_get(request->db, request->arena, &signing);
	(void)of;
	if (!err)
		view_signing(w, NULL, &signing);
	return err;
}

static enum err write_part(
    struct jsonw *w, const char *name, struct request *request, enum part which, const char *of)
{
	static enum err (*const WRITE[])(struct jsonw *, struct request *,
	    const char *) = { [PART_SESSION] = write_session, [PART_SIGNING] = write_signing };
	struct view_part *part = &request->parts->part[which];
	enum err err = OK;
	if (request->parts->changed & ~topic_bit(TOPIC_PLEDGES) || strcmp(part->of, of) != 0) {
		struct jsonw own = jsonw_start(&part->json);
		part->of[0] = '\0';
		part->json.len = 0;
		err = WRITE[which](&own, request, of);
		if (!err)
			snprintf(part->of, sizeof part->of, "%s", of);
	}
	if (!err)
		jsonw_raw(w, name, buf_text(&part->json));
	return err;
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

enum err on_wall(struct request *request, struct reply *reply)
{
	struct shown shown = { 0 };
	enum err err = shown_get(request, &shown);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	write_scene(&w, "scene", &shown.wall);
	if (shown.floor.session_id)
		err = write_part(&w, "session", request, PART_SESSION, shown.floor.session_id);
	else
		jsonw_null(&w, "session");
	write_floor(&w, &shown, request->now);
	jsonw_array(&w, "pledges");
	for (size_t i = 0; i < shown.n_pledges; i++)
		view_pledge(&w, NULL, &shown.pledges[i]);
	jsonw_array_end(&w);
	view_tally(&w, "tally", &shown.tally, shown.countries,
	    shown.n_countries < WALL_COUNTRIES ? shown.n_countries : WALL_COUNTRIES, request->now);
	if (!err)
		err = write_part(&w, "signing", request, PART_SIGNING, "signing");
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
