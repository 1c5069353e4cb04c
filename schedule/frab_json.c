/* See frab_json.h. Written with base/jsonw, read through jansson's tree. */
#include "schedule/frab_json.h"

#include "base/clock.h"
#include "schedule/frab.h"
#include "schedule/frab_json2.h"
#include "schedule/frab_json_parts.h"
#include "schedule/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- writing --- */

struct writer {
	struct jsonw json;
	struct arena *arena;
	const struct agenda *agenda;
	const struct write_options *options;
	struct frab_plan plan;
};

static void write_rooms(struct writer *w)
{
	jsonw_array(&w->json, "rooms");
	for (size_t i = 0; i + 1 < w->plan.n_rooms; i++) {
		const struct agenda_room *room = &w->agenda->rooms[w->plan.rooms[i]];
		jsonw_object(&w->json, NULL);
		jsonw_text(&w->json, "name", room->name);
		jsonw_text(&w->json, "guid", frab_guid(w->arena, "room", room->guid, room->name));
		if (room->capacity)
			jsonw_int(&w->json, "capacity", room->capacity);
		else
			jsonw_null(&w->json, "capacity");
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_tracks(struct writer *w)
{
	jsonw_array(&w->json, "tracks");
	for (int area = 0; area < FOCUS_AREA_MAX; area++) {
		const char *name = focus_area_name((enum focus_area)area);
		jsonw_object(&w->json, NULL);
		jsonw_text(&w->json, "name", name);
		jsonw_text(&w->json, "slug", text_slug(w->arena, name, '-'));
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_persons(struct writer *w, const struct agenda_session *session)
{
	jsonw_array(&w->json, "persons");
	for (size_t i = 0; i < session->n_persons; i++) {
		const struct agenda_person *person = &session->persons[i];
		jsonw_object(&w->json, NULL);
		jsonw_text(&w->json, "guid", frab_guid(w->arena, "person", person->id, person->name));
		jsonw_text(&w->json, "name", person->name);
		jsonw_text(&w->json, "role", person_role_key(person->role));
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_session(struct writer *w, const struct frab_slot *slot, const char *room)
{
	const struct agenda_session *session = slot->session;
	struct arena *arena = w->arena;
	const char *track = frab_track(arena, session), *url = w->options->base_url;
	url = url ? arena_printf(arena, "%s/#%s", url, session->id) : arena_printf(arena, "urn:uuid:%s", session->id);
	const char *slug = arena_printf(arena, "%s-%s", frab_acronym(arena, w->agenda), session->id);
	jsonw_object(&w->json, NULL);
	jsonw_text(&w->json, "guid", session->id);
	jsonw_int(&w->json, "id", slot->number);
	jsonw_time(&w->json, "date", session->starts_at);
	jsonw_text(&w->json, "start", frab_start(arena, session->starts_at));
	jsonw_time(&w->json, "end", session->ends_at);
	jsonw_text(&w->json, "duration", frab_duration(arena, session, false));
	jsonw_text(&w->json, "room", room);
	jsonw_text(&w->json, "slug", text_slug(arena, slug, '-'));
	jsonw_text(&w->json, "url", url);
	jsonw_text(&w->json, "title", texts_best(&session->title, w->options->lang));
	jsonw_text(&w->json, "subtitle", "");
	jsonw_text(&w->json, "track", *track ? track : NULL);
	jsonw_text(&w->json, "type", session_kind_key(session->kind));
	jsonw_text(&w->json, "language", session->language);
	jsonw_text(&w->json, "abstract", texts_best(&session->abstract, w->options->lang));
	write_persons(w, session);
	jsonw_array(&w->json, "links");
	jsonw_array_end(&w->json);
	jsonw_object_end(&w->json);
}

/* The sessions of one room on one day; *slot moves past them. */
static void write_day_room(struct writer *w, size_t day, int room, size_t *slot)
{
	const struct frab_plan *plan = &w->plan;
	const char *name = room < 0 ? "" : w->agenda->rooms[room].name;
	if (*slot == plan->n_slots || plan->slots[*slot].day != day || plan->slots[*slot].room != room)
		return;
	jsonw_array(&w->json, name);
	for (; *slot < plan->n_slots && plan->slots[*slot].day == day && plan->slots[*slot].room == room; ++*slot)
		write_session(w, &plan->slots[*slot], name);
	jsonw_array_end(&w->json);
}

static void write_days(struct writer *w)
{
	char date[CLOCK_DATE_LEN + 1];
	jsonw_array(&w->json, "days");
	for (size_t day = 0, slot = 0; day < w->plan.n_days; day++) {
		jsonw_object(&w->json, NULL);
		jsonw_int(&w->json, "index", (int64_t)day + 1);
		jsonw_text(&w->json, "date", clock_date(w->plan.days[day].starts_at, date));
		jsonw_time(&w->json, "day_start", w->plan.days[day].starts_at);
		jsonw_time(&w->json, "day_end", w->plan.days[day].ends_at);
		jsonw_object(&w->json, "rooms");
		for (size_t i = 0; i < w->plan.n_rooms; i++)
			write_day_room(w, day, w->plan.rooms[i], &slot);
		jsonw_object_end(&w->json);
		jsonw_object_end(&w->json);
	}
	jsonw_array_end(&w->json);
}

static void write_conference(struct writer *w)
{
	char date[CLOCK_DATE_LEN + 1];
	const struct frab_plan *plan = &w->plan;
	jsonw_object(&w->json, "conference");
	jsonw_text(&w->json, "title", w->agenda->title ? w->agenda->title : "");
	jsonw_text(&w->json, "acronym", frab_acronym(w->arena, w->agenda));
	jsonw_text(&w->json, "start", clock_date(plan->days[0].starts_at, date));
	jsonw_text(&w->json, "end", clock_date(plan->days[plan->n_days - 1].starts_at, date));
	jsonw_int(&w->json, "daysCount", (int64_t)plan->n_days);
	jsonw_text(&w->json, "timeslot_duration", "00:05");
	if (frab_zone_is_plain(clock_zone()))
		jsonw_text(&w->json, "time_zone_name", clock_zone());
	write_tracks(w);
	write_rooms(w);
	write_days(w);
	jsonw_object_end(&w->json);
}

enum err frab_json_write(
    const struct agenda *agenda, const struct write_options *options, struct buf *out, struct fault *out_fault)
{
	enum err err = format_check(agenda, out_fault);
	if (err != OK)
		return err;
	struct arena *arena = arena_create();
	struct writer w = { jsonw_start(out), arena, agenda, options, frab_plan(arena, agenda, options->stamp_at) };
	frab_json_head(&w.json, "https://c3voc.de/schedule/schema.json", options->stamp_at);
	write_conference(&w);
	frab_json_extension(&w.json, agenda, options->lang, false);
	jsonw_object_end(&w.json);
	jsonw_object_end(&w.json);
	arena_destroy(arena);
	return OK;
}

/* --- reading --- */

static const char *first_text(struct arena *arena, const json_t *object, const char *name, const char *other)
{
	const char *text = frab_json_text(arena, object, name);
	return text ? text : frab_json_text(arena, object, other);
}

static void read_persons(struct arena *arena, const json_t *from, struct frab_entry *entry)
{
	size_t n = json_array_size(from);
	struct frab_person *persons = arena_array(arena, struct frab_person, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *person = json_array_get(from, i);
		const char *name = first_text(arena, person, "name", "public_name");
		if (name)
			persons[entry->n_persons++] = (struct frab_person){ frab_json_text(arena, person, "guid"),
				name, frab_json_text(arena, person, "role") };
	}
	entry->persons = persons;
}

/* Where the reader is: jansson keeps no lines, so faults name the place instead. */
struct place {
	const json_t *schedule;
	const char *day;
	const char *room;
	size_t day_index, session_index;
};

static enum err refuse_at(const struct place *place, struct fault *out_fault, const char *why)
{
	return build_refuse(out_fault, 0, "Day %zu, %.60s, session %zu: %s", place->day_index + 1, place->room,
	    place->session_index + 1, why);
}

static enum err read_session(
    struct build *build, const json_t *from, const struct place *place, struct fault *out_fault)
{
	struct arena *arena = build->arena;
	if (!json_is_object(from))
		return refuse_at(place, out_fault, "This is no object.");
	struct frab_entry entry = {
		.guid = frab_json_text(arena, from, "guid"),
		.id = frab_json_text(arena, from, "id"),
		.code = frab_json_text(arena, from, "code"),
		.date = frab_json_text(arena, from, "date"),
		.day = place->day,
		.start = frab_json_text(arena, from, "start"),
		.end = frab_json_text(arena, from, "end"),
		.duration = frab_json_text(arena, from, "duration"),
		.room = frab_json_text(arena, from, "room"),
		.title = frab_json_text(arena, from, "title"),
		.type = frab_json_text(arena, from, "type"),
		.track = frab_json_text(arena, from, "track"),
		.language = frab_json_text(arena, from, "language"),
		.abstract = frab_json_text(arena, from, "abstract"),
		.description = frab_json_text(arena, from, "description"),
	};
	if (!entry.room || !*entry.room)
		entry.room = place->room;
	read_persons(arena, json_object_get(from, "persons"), &entry);
	entry.extension = frab_json_session_extension(build, place->schedule, entry.guid);
	struct fault why;
	enum err err = frab_take(build, &entry, &why);
	return err == OK ? OK : refuse_at(place, out_fault, why.detail);
}

static enum err read_day(struct build *build, json_t *day, struct place *place, struct fault *out_fault)
{
	const char *name;
	json_t *sessions;
	place->day = frab_json_text(build->arena, day, "date");
	json_object_foreach(json_object_get(day, "rooms"), name, sessions)
	{
		place->room = name;
		build_room(build, name, 0);
		for (size_t i = 0; i < json_array_size(sessions); i++) {
			place->session_index = i;
			enum err err = read_session(build, json_array_get(sessions, i), place, out_fault);
			if (err != OK)
				return err;
		}
	}
	return OK;
}

static enum err read_schedule(struct build *build, const json_t *root, struct fault *out_fault)
{
	const json_t *schedule = json_object_get(root, "schedule");
	if (frab_json2_is(schedule))
		return frab_json2_read(build, schedule, out_fault);
	const json_t *conference = json_object_get(schedule, "conference");
	const json_t *days = json_object_get(conference, "days");
	if (!json_is_array(days))
		return build_refuse(out_fault, 0, "There is no list at schedule.conference.days.");
	frab_json_conference(build, schedule);
	struct place place = { .schedule = schedule };
	enum err err = OK;
	for (size_t i = 0; i < json_array_size(days) && err == OK; i++) {
		place.day_index = i;
		err = read_day(build, json_array_get(days, i), &place, out_fault);
	}
	return err;
}

enum err frab_json_read(struct arena *arena, const char *bytes, size_t len, const struct read_options *options,
    struct agenda *out_agenda, struct read_report *out_report, struct fault *out_fault)
{
	static const char BOM[] = "\xef\xbb\xbf";
	json_error_t error;
	enum err err = build_check_size(len, out_fault);
	if (err != OK)
		return err;
	if (len >= 3 && !memcmp(bytes, BOM, 3))
		bytes += 3, len -= 3;
	json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		return build_refuse(out_fault, error.line, "%s", error.text);
	struct build build = build_start(arena, options);
	err = read_schedule(&build, root, out_fault);
	json_decref(root);
	return err == OK ? build_finish(&build, out_agenda, out_report, out_fault) : err;
}
