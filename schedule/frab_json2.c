/* Writes schedule.json version 2; see frab_json2.h. Read by frab_json2_read.c. */
#include "schedule/frab_json2.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "schedule/frab.h"
#include "schedule/frab_json_parts.h"
#include "schedule/frab_words.h"
#include "schedule/text.h"

#include <string.h>

enum { MINUTE_MS = 60000 };

struct writer {
	struct jsonw json;
	struct arena *arena;
	const struct agenda *agenda;
	const struct write_options *options;
	struct frab_plan plan;
	const char *acronym;
};

/* All languages of a text: {"en": "…", "fr": "…"}; null when there is none. */
static void write_texts(struct writer *w, const char *name, const struct texts *texts)
{
	if (!*texts_best(texts, LANG_EN)) {
		jsonw_null(&w->json, name);
		return;
	}
	jsonw_object(&w->json, name);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (texts->in[lang] && *texts->in[lang])
			jsonw_text(&w->json, lang_key(lang), texts->in[lang]);
	jsonw_object_end(&w->json);
}

/* A slug is never empty there: a name without Latin letters gives its id. */
static const char *slug_of(struct writer *w, const char *name, const char *id)
{
	const char *slug = text_slug(w->arena, name, '-');
	return strlen(slug) > 1 ? slug : id;
}

static const char *room_guid(struct writer *w, const struct agenda_room *room)
{
	return frab_guid(w->arena, "room", room ? room->guid : NULL, room ? room->name : "");
}

static void write_room(struct writer *w, const struct agenda_room *room)
{
	const char *guid = room_guid(w, room);
	jsonw_object(&w->json, NULL);
	jsonw_text(&w->json, "name", room->name);
	jsonw_text(&w->json, "slug", slug_of(w, room->name, guid));
	jsonw_text(&w->json, "guid", guid);
	write_texts(w, "description", &room->way);
	if (room->capacity)
		jsonw_int(&w->json, "capacity", room->capacity);
	else
		jsonw_null(&w->json, "capacity");
	jsonw_object_end(&w->json);
}

/* The room a session stands in; one without a room refers to the one that is called nothing. */
static void write_room_reference(struct writer *w, const struct agenda_room *room)
{
	const char *guid = room_guid(w, room), *name = room ? room->name : "";
	jsonw_object(&w->json, "room");
	jsonw_text(&w->json, "name", name);
	jsonw_text(&w->json, "slug", slug_of(w, name, guid));
	jsonw_text(&w->json, "guid", guid);
	jsonw_object_end(&w->json);
}

static void write_participants(struct writer *w, const struct agenda_session *session)
{
	jsonw_array(&w->json, "participants");
	for (size_t i = 0; i < session->n_persons; i++) {
		const struct agenda_person *person = &session->persons[i];
		jsonw_object(&w->json, NULL);
		jsonw_text(&w->json, "guid", frab_guid(w->arena, "person", person->id, person->name));
		jsonw_text(&w->json, "name", person->name);
		jsonw_text(&w->json, "role", frab_words_role(person->role));
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_times(struct writer *w, const struct agenda_session *session)
{
	jsonw_text(&w->json, "guid", session->id);
	jsonw_time(&w->json, "start", session->starts_at);
	jsonw_time(&w->json, "end", session->ends_at);
	write_room_reference(w, agenda_room_of(w->agenda, session));
}

static void write_break(struct writer *w, const struct agenda_session *session)
{
	jsonw_object(&w->json, NULL);
	jsonw_text(&w->json, "type", FRAB_WORDS_BREAK);
	jsonw_text(&w->json, "title", texts_best(&session->title, w->options->lang));
	write_times(w, session);
	jsonw_object_end(&w->json);
}

static const char *state_of(const struct agenda_session *session)
{
	if (session->state == SESSION_CANCELLED)
		return "CANCELED";
	return session->delay_minutes || session->moved_starts_at ? "DELAYED" : "CONFIRMED";
}

static void write_session(struct writer *w, const struct agenda_session *session)
{
	const char *url = w->options->base_url;
	int64_t minutes = (session->ends_at - session->starts_at) / MINUTE_MS;
	url = url ? arena_printf(w->arena, "%s/#%s", url, session->id)
		  : arena_printf(w->arena, "urn:uuid:%s", session->id);
	const char *slug = arena_printf(w->arena, "%s-%s", w->acronym, session->id);
	jsonw_object(&w->json, NULL);
	write_times(w, session);
	if (session->code && *session->code && strspn(session->code, FRAB_WORDS_CODE) == strlen(session->code))
		jsonw_text(&w->json, "code", session->code);
	jsonw_text(&w->json, "duration", arena_printf(w->arena, "PT%dH%dM", (int)minutes / 60, (int)minutes % 60));
	jsonw_text(&w->json, "slug", text_slug(w->arena, slug, '-'));
	jsonw_text(&w->json, "url", url);
	jsonw_text(&w->json, "title", texts_best(&session->title, w->options->lang));
	jsonw_null(&w->json, "subtitle");
	jsonw_object(&w->json, "track");
	jsonw_text(&w->json, "slug", frab_words_track(w->arena, session->focus_areas));
	jsonw_object_end(&w->json);
	jsonw_text(&w->json, "type", frab_words_kind(session->kind));
	jsonw_text(&w->json, "language",
	    frab_words_language(w->arena, session->language, texts_best_lang(&session->title, w->options->lang)));
	write_texts(w, "abstract", &session->abstract);
	write_participants(w, session);
	jsonw_array(&w->json, "links");
	jsonw_array_end(&w->json);
	jsonw_text(&w->json, "state", state_of(session));
	jsonw_object_end(&w->json);
}

static void write_days(struct writer *w)
{
	char date[CLOCK_DATE_LEN + 1];
	jsonw_array(&w->json, "days");
	for (size_t i = 0; i < w->plan.n_days; i++) {
		jsonw_object(&w->json, NULL);
		jsonw_int(&w->json, "index", (int64_t)i + 1);
		jsonw_text(&w->json, "date", clock_date(w->plan.days[i].starts_at, date));
		jsonw_time(&w->json, "start", w->plan.days[i].starts_at);
		jsonw_time(&w->json, "end", w->plan.days[i].ends_at);
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_tracks(struct writer *w)
{
	jsonw_array(&w->json, "tracks");
	for (int area = 0; area <= FOCUS_AREA_MAX; area++) {
		bool none = area == FOCUS_AREA_MAX;
		jsonw_object(&w->json, NULL);
		jsonw_text(&w->json, "name", none ? FRAB_WORDS_NO_TRACK : focus_area_name((enum focus_area)area));
		jsonw_text(&w->json, "slug", frab_words_track(w->arena, none ? 0 : 1u << area));
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_conference(struct writer *w)
{
	const struct frab_plan *plan = &w->plan;
	jsonw_object(&w->json, "conference");
	jsonw_text(&w->json, "title", w->agenda->title ? w->agenda->title : "");
	jsonw_text(&w->json, "acronym", w->acronym);
	jsonw_time(&w->json, "start", plan->days[0].starts_at);
	jsonw_time(&w->json, "end", plan->days[plan->n_days - 1].ends_at);
	jsonw_text(&w->json, "timeslot_duration", "PT5M");
	if (frab_zone_is_plain(clock_zone()))
		jsonw_text(&w->json, "time_zone_name", clock_zone());
	jsonw_array(&w->json, "languages");
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		jsonw_text(&w->json, NULL, lang_key(lang));
	jsonw_array_end(&w->json);
	write_tracks(w);
	jsonw_array(&w->json, "rooms");
	for (size_t i = 0; i + 1 < plan->n_rooms; i++)
		write_room(w, &w->agenda->rooms[plan->rooms[i]]);
	jsonw_array_end(&w->json);
	write_days(w);
	jsonw_object_end(&w->json);
}

enum err frab_json2_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault)
{
	enum err err = format_check(agenda, out_fault);
	if (err != OK)
		return err;
	struct arena *arena = arena_create();
	struct writer w = { jsonw_start(out), arena, agenda, options, frab_plan(arena, agenda, options->stamp_at),
		frab_acronym(arena, agenda) };
	frab_json_head(&w.json, "https://c3voc.de/schema/schedule2", options->stamp_at);
	write_conference(&w);
	jsonw_array(&w.json, "events");
	for (size_t i = 0; i < w.plan.n_slots; i++) {
		const struct agenda_session *session = w.plan.slots[i].session;
		if (session->kind == SESSION_BREAK)
			write_break(&w, session);
		else
			write_session(&w, session);
	}
	jsonw_array_end(&w.json);
	frab_json_extension(&w.json, agenda, options->lang, true);
	jsonw_object_end(&w.json);
	jsonw_object_end(&w.json);
	arena_destroy(arena);
	return OK;
}
