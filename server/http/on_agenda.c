/* The agenda: as JSON for the screens, and acts on its sessions. As files: on_agenda_files.c. */
#include "domain/programme.h"

#include "base/clock.h"
#include "base/id.h"
#include "domain/day.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/session_fields.h"
#include "http/view.h"

#include <string.h>

/* Everything the views need, read in one go. */
struct programme {
	struct day day;
	struct agenda agenda;
	struct agenda_rows rows;
	const struct expected *times;
};

static enum err programme_read(struct request *request, struct programme *out)
{
	enum err err = programme_get(request->db, request->arena, &out->agenda, &out->rows);
	if (!err)
		err = day_get(request->db, request->arena, &out->day);
	if (err)
		return err;
	out->agenda.title = texts_best(&out->day.title, LANG_EN);
	out->agenda.acronym = *out->day.acronym ? out->day.acronym : "p2c";
	out->times = expected_times(&out->agenda, request->arena);
	return OK;
}

/* When our own sessions begin, or with `last` when they end. */
static int64_t edge_of_day(const struct agenda *agenda, bool last)
{
	int64_t found = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *s = &agenda->sessions[i];
		if (s->kind == SESSION_FOREIGN)
			continue;
		int64_t at = last ? s->ends_at : s->starts_at;
		if (!found || (last ? at > found : at < found))
			found = at;
	}
	return found;
}

static void write_day(struct jsonw *w, const struct request *request, const struct programme *p)
{
	const struct agenda *agenda = &p->agenda;
	jsonw_object(w, "day");
	view_texts(w, "title", &p->day.title);
	jsonw_text(w, "acronym", agenda->acronym);
	jsonw_text(w, "zone", agenda->zone);
	jsonw_time(w, "starts_at", edge_of_day(agenda, false));
	jsonw_time(w, "ends_at", edge_of_day(agenda, true));
	jsonw_time(w, "now", request->now);
	jsonw_object_end(w);
}

static void write_cochairs(struct jsonw *w, const struct agenda_rows *rows)
{
	jsonw_array(w, "cochairs");
	for (size_t i = 0; i < rows->n_cochairs; i++) {
		const struct cochair_row *c = &rows->cochairs[i];
		jsonw_object(w, NULL);
		jsonw_text(w, "focus_area", focus_area_key((enum focus_area)c->focus_area));
		jsonw_text(w, "name", c->display);
		jsonw_text(w, "latin", c->latin);
		jsonw_text(w, "entity", c->entity);
		jsonw_text(w, "country", *c->country ? c->country : NULL);
		jsonw_text(w, "seat", c->seat);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

enum err on_agenda(struct request *request, struct reply *reply)
{
	struct programme p;
	enum err err = programme_read(request, &p);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	write_day(&w, request, &p);
	jsonw_array(&w, "rooms");
	for (size_t i = 0; i < p.agenda.n_rooms; i++)
		view_room(&w, NULL, &p.agenda.rooms[i]);
	jsonw_array_end(&w);
	jsonw_array(&w, "sessions");
	for (size_t i = 0; i < p.agenda.n_sessions; i++) {
		const struct agenda_session *s = &p.agenda.sessions[i];
		view_session(&w, NULL, &p.agenda, s, &p.times[i], view_entities_of(&p.rows, s->id));
	}
	jsonw_array_end(&w);
	write_cochairs(&w, &p.rows);
	jsonw_object_end(&w);
	return OK;
}

static enum err write_one(struct request *request, const char *id, struct reply *reply)
{
	struct programme p;
	enum err err = programme_read(request, &p);
	if (err)
		return err;
	const struct agenda_session *s = agenda_session_find(&p.agenda, id);
	if (!s)
		return ERR_NOT_FOUND;
	struct jsonw w = reply_json(reply);
	view_session(&w, NULL, &p.agenda, s, &p.times[s - p.agenda.sessions], view_entities_of(&p.rows, s->id));
	return OK;
}

enum err on_session(struct request *request, struct reply *reply)
{
	return write_one(request, request->params[0], reply);
}

/* ---- the editor ---- */

enum err on_session_add(struct request *request, struct reply *reply)
{
	struct session_fields in;
	struct id id = tx_new_id(request->tx);
	struct agenda_session s = { .id = id.text, .room = -1 };
	struct programme p;
	int64_t version;
	unsigned said;
	enum err err = session_fields_read(request, &in);
	if (!err)
		err = session_fields_complete(request, &in);
	if (!err)
		err = programme_read(request, &p);
	if (!err)
		err = session_fields_apply(request, &in, &p.agenda, &s, &said);
	if (err)
		return err;
	struct programme_place place = programme_place_of(&p.agenda, &s);
	err = programme_put(request->tx, &s, &place, &version);
	reply->status = 201;
	return err ? err : write_one(request, s.id, reply);
}

enum err on_session_edit(struct request *request, struct reply *reply)
{
	struct session_fields in;
	struct programme p;
	int64_t version;
	unsigned said;
	enum err err = request_version(request, &version);
	if (!err)
		err = session_fields_read(request, &in);
	if (!err)
		err = programme_read(request, &p);
	if (err)
		return err;
	const struct agenda_session *found = agenda_session_find(&p.agenda, request->params[0]);
	if (!found)
		return ERR_NOT_FOUND;
	struct agenda_session s = *found;
	s.version = (int)version;
	err = session_fields_apply(request, &in, &p.agenda, &s, &said);
	struct programme_place place = programme_place_of(&p.agenda, &s);
	if (!err)
		err = programme_put(request->tx, &s, &place, &version);
	if (err && err != ERR_STALE)
		return err;
	enum err shown = write_one(request, s.id, reply);
	return err ? err : shown;
}
