/* The floor, and the wall that shows it. */
#include "domain/floor.h"

#include "domain/programme.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"

#include <string.h>

enum { WALL_NEXT = 3, WALL_PLEDGES = 7 };

static const struct speaker *find_state(const struct speaker *speakers, size_t n, const char *state)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(speakers[i].state, state) == 0)
			return &speakers[i];
	return NULL;
}

/* The list of a session: who has the floor, and everybody in order. */
static enum err write_list(struct request *request, const char *session_id, struct reply *reply)
{
	struct speaker *speakers;
	size_t n;
	int64_t version;
	enum err err = session_version(request->db, session_id, &version);
	if (!err)
		err = speaker_list(request->db, request->arena, session_id, &speakers, &n);
	if (err)
		return err;
	const struct speaker *now = find_state(speakers, n, "speaking");
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "session", session_id);
	jsonw_int(&w, "version", version);
	if (now)
		view_speaker(&w, "now", now);
	else
		jsonw_null(&w, "now");
	jsonw_array(&w, "speakers");
	for (size_t i = 0; i < n; i++)
		view_speaker(&w, NULL, &speakers[i]);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_speakers(struct request *request, struct reply *reply)
{
	return write_list(request, request->params[0], reply);
}

struct floor_form {
	const char *person, *code;
};

static const struct field FLOOR_REQUEST[] = {
	FIELD(struct floor_form, "person", TEXT, person),
	FIELD(struct floor_form, "code", TEXT, code),
	FIELDS_END,
};

static const struct field NOTHING[] = { FIELDS_END };

enum err on_speaker_request(struct request *request, struct reply *reply)
{
	struct floor_form form = { 0 };
	struct speaker speaker;
	enum err err =
	    fields_read(request->body, request->body_len, FLOOR_REQUEST, request->arena, &form, request->fault);
	if (!err)
		err = floor_request(request->tx, request->params[0], form.person, form.code, &speaker);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	view_speaker(&w, NULL, &speaker);
	reply->status = 201;
	return OK;
}

typedef enum err floor_act(struct tx *tx, const char *speaker_id, struct speaker *out_speaker);

/* An act on one speaker answers with the whole list, which it changed. */
static enum err act_on_speaker(struct request *request, struct reply *reply, floor_act *act)
{
	char nothing = 0;
	struct speaker speaker;
	enum err err =
	    fields_read(request->body, request->body_len, NOTHING, request->arena, &nothing, request->fault);
	if (!err)
		err = act(request->tx, request->params[0], &speaker);
	return err ? err : write_list(request, speaker.session_id, reply);
}

enum err on_speaker_call(struct request *request, struct reply *reply)
{
	return act_on_speaker(request, reply, floor_call);
}

enum err on_speaker_end(struct request *request, struct reply *reply)
{
	return act_on_speaker(request, reply, floor_end);
}

enum err on_speaker_withdraw(struct request *request, struct reply *reply)
{
	return act_on_speaker(request, reply, floor_withdraw);
}

/* ---- the wall ---- */

struct wall {
	struct speaker now;
	struct speaker *speakers;
	struct pledge *pledges;
	struct tally tally;
	size_t n_speakers, n_pledges;
	bool has_floor;
};

static enum err wall_get(struct db *db, struct arena *arena, struct wall *wall)
{
	enum err err = speaker_now(db, arena, &wall->now);
	wall->has_floor = !err;
	if (!err)
		err = speaker_list(db, arena, wall->now.session_id, &wall->speakers, &wall->n_speakers);
	else if (err == ERR_NOT_FOUND)
		err = OK;
	if (!err)
		err = pledge_on_wall(db, arena, WALL_PLEDGES, &wall->pledges, &wall->n_pledges);
	return err ? err : tally_get(db, arena, &wall->tally);
}

static enum err write_session(struct jsonw *w, struct db *db, struct arena *arena, const char *session_id)
{
	struct agenda agenda;
	enum err err = programme_get(db, arena, &agenda, NULL);
	if (err)
		return err;
	const struct expected *times = expected_times(&agenda, arena);
	const struct agenda_session *session = agenda_session_find(&agenda, session_id);
	if (session)
		view_session(w, "session", &agenda, session, &times[session - agenda.sessions], NULL);
	else
		jsonw_null(w, "session");
	return OK;
}

static void write_queue(struct jsonw *w, const struct wall *wall)
{
	int64_t waiting = 0;
	jsonw_array(w, "next");
	for (size_t i = 0; i < wall->n_speakers; i++)
		if (strcmp(wall->speakers[i].state, "waiting") == 0 && waiting++ < WALL_NEXT)
			view_speaker(w, NULL, &wall->speakers[i]);
	jsonw_array_end(w);
	jsonw_int(w, "waiting", waiting);
}

enum err on_wall(struct request *request, struct reply *reply)
{
	struct wall wall = { 0 };
	enum err err = wall_get(request->db, request->arena, &wall);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	if (wall.has_floor) {
		err = write_session(&w, request->db, request->arena, wall.now.session_id);
		view_speaker(&w, "speaker", &wall.now);
	} else {
		jsonw_null(&w, "session");
		jsonw_null(&w, "speaker");
	}
	write_queue(&w, &wall);
	jsonw_array(&w, "pledges");
	for (size_t i = 0; i < wall.n_pledges; i++)
		view_pledge(&w, NULL, &wall.pledges[i]);
	jsonw_array_end(&w);
	view_tally(&w, "tally", &wall.tally, request->now);
	jsonw_object_end(&w);
	return err;
}
