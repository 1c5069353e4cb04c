/* One person's own agenda: for whoever holds the badge, or the link. Nothing is changed by looking. */
#include "domain/personal.h"

#include "domain/day.h"
#include "domain/personal_link.h"
#include "domain/personal_note.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view_running.h"
#include "schedule/ics.h"

static enum err write_personal(struct request *request, const struct person *person, struct reply *reply)
{
	struct personal personal;
	char token[PERSONAL_TOKEN_LEN + 1];
	enum err err = personal_get(request->db, request->arena, person->id, &personal);
	if (!err)
		err = personal_token(request->db, request->arena, person->id, token);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_object(&w, "name");
	jsonw_text(&w, "display", person->display);
	jsonw_text(&w, "latin", person->latin);
	jsonw_object_end(&w);
	jsonw_array(&w, "items");
	for (size_t i = 0; i < personal.n_items; i++)
		view_personal_item(&w, &personal, &personal.items[i]);
	jsonw_array_end(&w);
	jsonw_text(&w, "link", arena_printf(request->arena, "/my/%s", token));
	jsonw_text(&w, "calendar", arena_printf(request->arena, "/my/%s.ics", token));
	jsonw_object_end(&w);
	return OK;
}

struct scan_fields {
	const char *code;
};

enum err on_my_agenda_scan(struct request *request, struct reply *reply)
{
	static const struct field SCAN[] = { FIELD_REQUIRED(struct scan_fields, "code", TEXT, code), FIELDS_END };
	struct scan_fields in = { 0 };
	struct person person;
	enum err err = request_fields(request, SCAN, &in);
	if (!err)
		err = personal_of_badge(request->db, request->arena, in.code, &person);
	return err ? err : write_personal(request, &person, reply);
}

enum err on_my_agenda(struct request *request, struct reply *reply)
{
	struct person person;
	enum err err = personal_token_person(request->db, request->arena, request->params[0], &person);
	return err ? err : write_personal(request, &person, reply);
}

/* Chooses the own sessions, and puts what concerns this person before their texts. */
static const bool *choose(struct request *request, struct personal *personal, enum lang lang)
{
	bool *chosen = arena_array(request->arena, bool, personal->agenda.n_sessions + 1);
	for (size_t i = 0; i < personal->n_items; i++) {
		size_t at = (size_t)(personal->items[i].session - personal->agenda.sessions);
		struct agenda_session *session = &personal->agenda.sessions[at];
		const char *note = personal_note(request->arena, personal, &personal->items[i], lang);
		chosen[at] = true;
		if (*note)
			session->abstract.in[lang] =
			    arena_printf(request->arena, "%s%s", note, texts_best(&session->abstract, lang));
	}
	return chosen;
}

/* A calendar of their own sessions only; when each is expected follows from the whole agenda. */
enum err on_my_agenda_ics(struct request *request, struct reply *reply)
{
	struct person person;
	struct personal personal;
	struct day day;
	enum err err = personal_token_person(request->db, request->arena, request->params[0], &person);
	if (!err)
		err = personal_get(request->db, request->arena, person.id, &personal);
	if (!err)
		err = day_get(request->db, request->arena, &day);
	if (err)
		return err;
	struct write_options options = { .lang = LANG_EN, .stamp_at = request->now };
	lang_parse(person.language, &options.lang);
	options.chosen = choose(request, &personal, options.lang);
	personal.agenda.title = texts_best(&day.title, options.lang);
	personal.agenda.acronym = *day.acronym ? day.acronym : "p2c";
	reply->content_type = "text/calendar; charset=utf-8";
	return ics_write(&personal.agenda, &options, &reply->body, request->fault);
}

/* ---- given out by the office ---- */

enum err on_personal_link(struct request *request, struct reply *reply)
{
	struct person person;
	char token[PERSONAL_TOKEN_LEN + 1];
	enum err err = request_no_fields(request);
	if (!err)
		err = person_get(request->db, request->arena, request->params[0], &person);
	if (!err)
		err = personal_token(request->db, request->arena, person.id, token);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "link", arena_printf(request->arena, "/my/%s", token));
	jsonw_object_end(&w);
	return OK;
}

enum err on_personal_links_renew(struct request *request, struct reply *reply)
{
	enum err err = request_no_fields(request);
	if (!err)
		err = personal_links_renew(request->tx);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_object_end(&w);
	return OK;
}
