/* See view_running.h. */
#include "http/view_running.h"

#include "http/view.h"

static void view_place(struct jsonw *w, const char *name, int64_t starts_at, int64_t ends_at, const char *room)
{
	jsonw_object(w, name);
	jsonw_time(w, "starts_at", starts_at);
	if (ends_at >= 0)
		jsonw_time(w, "ends_at", ends_at);
	view_text(w, "room", room);
	jsonw_object_end(w);
}

/* An instant that is off is null. */
static void view_told_place(
    struct jsonw *w, const char *name, const struct agenda *agenda, const struct told_place *at)
{
	const char *room = at->room >= 0 ? agenda->rooms[at->room].id : NULL;
	view_place(w, name, at->is_off ? 0 : at->starts_at, at->is_off ? 0 : at->ends_at, room);
}

static void view_change(struct jsonw *w, const struct agenda *agenda, const struct told_change *change)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "id", agenda->sessions[change->session].id);
	view_told_place(w, "was", agenda, &change->was);
	view_told_place(w, "is", agenda, &change->is);
	view_because(w, change->why);
	jsonw_object_end(w);
}

void view_tell(struct jsonw *w, const char *name, const struct tell *t)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", t->id);
	jsonw_text(w, "session", t->session_id);
	jsonw_text(w, "whom", t->whom);
	if (*t->who) {
		jsonw_object(w, "person");
		view_text(w, "id", t->person_id);
		jsonw_text(w, "name", t->name);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "person");
	}
	view_text(w, "role", t->role);
	jsonw_text(w, "what", t->what);
	view_place(w, "from", t->from.at, -1, t->from.room);
	view_place(w, "to", t->to.at, -1, t->to.room);
	jsonw_time(w, "since", t->made_at);
	view_text(w, "by", t->done_by);
	jsonw_time(w, "at", t->done_at);
	jsonw_object_end(w);
}

void view_outcome(struct jsonw *w, const struct running_outcome *o)
{
	const struct agenda_session *session = o->session;
	jsonw_object(w, NULL);
	view_session(w, "session", &o->agenda, session, &o->times[session - o->agenda.sessions],
	    view_entities_of(&o->rows, session->id));
	jsonw_array(w, "affected");
	for (size_t i = 0; i < o->changes.n; i++)
		view_change(w, &o->agenda, &o->changes.items[i]);
	jsonw_array_end(w);
	jsonw_array(w, "told");
	for (size_t i = 0; i < o->n_tells; i++)
		view_tell(w, NULL, &o->tells[i]);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

void view_personal_item(struct jsonw *w, const struct personal *p, const struct personal_item *item)
{
	const struct agenda_session *session = item->session;
	jsonw_object(w, NULL);
	view_session(w, "session", &p->agenda, session, &p->times[session - p->agenda.sessions],
	    view_entities_of(&p->rows, session->id));
	jsonw_text(w, "role", personal_role_key(item->role));
	view_text(w, "seat", item->seat);
	if (*item->group.id) {
		jsonw_object(w, "group");
		jsonw_text(w, "id", item->group.id);
		jsonw_text(w, "name", item->group.name);
		view_text(w, "room", item->group.room);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "group");
	}
	if (item->speaking.state) {
		jsonw_object(w, "speaking");
		jsonw_text(w, "state", item->speaking.state);
		jsonw_int(w, "position", item->speaking.position);
		jsonw_int(w, "waiting", item->speaking.waiting);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "speaking");
	}
	jsonw_object_end(w);
}
