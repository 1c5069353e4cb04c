/* See view_record.h. */
#include "http/view_record.h"

#include "domain/editing.h"
#include "http/view.h"

#include <string.h>

void view_editing(struct jsonw *w, const char *name, const struct pledge_record *record, int64_t now)
{
	const char *by = editing_by(record, now);
	if (!by) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "by", by);
	jsonw_time(w, "since", record->editing_since);
	jsonw_object_end(w);
}

/* An open round has no answer yet: then `at` is when it was asked for. */
static void view_read_back(struct jsonw *w, const char *name, const struct read_back *b)
{
	if (!b->round) {
		jsonw_null(w, name);
		return;
	}
	jsonw_object(w, name);
	jsonw_text(w, "means", b->means);
	view_text(w, "answer", b->answer);
	view_text(w, "name", b->name);
	jsonw_time(w, "at", b->answered_at ? b->answered_at : b->asked_at);
	view_text(w, "remark", b->remark);
	view_text(w, "device", b->device);
	jsonw_text(w, "asked_by", b->asked_by);
	jsonw_object_end(w);
}

void view_pledge_record(struct jsonw *w, const struct pledge *g, int64_t now)
{
	const struct read_back *b = &g->record.read_back;
	jsonw_text(w, "by", g->by_actor);
	view_text(w, "reason", g->reason);
	view_editing(w, "editing", &g->record, now);
	jsonw_bool(w, "differs", g->record.hearing_differs || (b->round && strcmp(b->answer, "differs") == 0));
	view_read_back(w, "read_back", b);
}

void view_pledge_inside(struct jsonw *w, const char *name, const struct pledge *g, int64_t now)
{
	view_pledge_open(w, name, g);
	view_pledge_record(w, g, now);
	jsonw_object_end(w);
}

enum err view_pledge_answer(
    enum err err, const struct request *request, struct reply *reply, const struct pledge *pledge)
{
	struct jsonw w = reply_json(reply);
	if (!err || err == ERR_STALE || err == ERR_SLIP_KEYED)
		view_pledge_inside(&w, NULL, pledge, request->now);
	return err;
}

void view_acts(struct jsonw *w, const char *name, const struct pledge_act *acts, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		const struct journal_entry *entry = &acts[i].entry;
		jsonw_object(w, NULL);
		jsonw_int(w, "seq", entry->seq);
		jsonw_time(w, "at", entry->at);
		jsonw_text(w, "actor", entry->actor);
		jsonw_text(w, "action", entry->action);
		jsonw_int(w, "version", entry->version);
		jsonw_array(w, "changed");
		for (size_t k = 0; k < acts[i].n_changed; k++)
			jsonw_text(w, NULL, acts[i].changed[k]);
		jsonw_array_end(w);
		if (acts[i].carries)
			jsonw_raw(w, "pledge", entry->data);
		else
			jsonw_null(w, "pledge");
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

static void view_heard(struct jsonw *w, const char *name, const struct pledge *g)
{
	jsonw_object(w, name);
	jsonw_text(w, "type", g->type);
	view_focus_areas(w, "focus_areas", g->focus_areas);
	view_amount(w, "amount", g);
	view_list(w, "countries", g->countries, g->n_countries);
	view_text(w, "language", g->language);
	jsonw_text(w, "title", g->title);
	jsonw_text(w, "text", g->body);
	jsonw_array(w, "pledgers");
	for (size_t i = 0; i < g->n_pledgers; i++)
		view_entity(w, NULL, &g->pledgers[i].entity);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

void view_hearing(struct jsonw *w, const char *name, const struct hearing *h, const struct pledge *heard)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", h->id);
	jsonw_int(w, "version", h->version);
	jsonw_text(w, "state", h->state);
	jsonw_text(w, "session", h->session_id);
	jsonw_text(w, "speaker", h->speaker_id);
	view_text(w, "pledge", h->pledge_id);
	view_words(w, "said", h->said);
	view_heard(w, "heard", heard);
	jsonw_text(w, "by", h->by_actor);
	jsonw_time(w, "at", h->at);
	jsonw_raw(w, "differences", h->differences);
	view_text(w, "taken", h->taken);
	view_text(w, "settled_by", h->settled_by);
	jsonw_time(w, "settled_at", h->settled_at);
	jsonw_object_end(w);
}
