/* See view.h. */
#include "http/view.h"

#include "domain/floor_rules.h"
#include "domain/vocabulary.h"

#include <stdio.h>
#include <string.h>

void view_text(struct jsonw *w, const char *name, const char *text)
{
	jsonw_text(w, name, text && *text ? text : NULL);
}

void view_words(struct jsonw *w, const char *name, const char *words)
{
	jsonw_array(w, name);
	while (*words) {
		size_t len = strcspn(words, " ");
		jsonw_text_len(w, NULL, words, len);
		words += len + strspn(words + len, " ");
	}
	jsonw_array_end(w);
}

void view_focus_areas(struct jsonw *w, const char *name, int64_t bits)
{
	jsonw_array(w, name);
	for (enum focus_area area = 0; area < FOCUS_AREA_MAX; area++)
		if (bits & (1 << area))
			jsonw_text(w, NULL, focus_area_key(area));
	jsonw_array_end(w);
}

void view_texts(struct jsonw *w, const char *name, const struct texts *texts)
{
	jsonw_object(w, name);
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (texts->in[lang] && *texts->in[lang])
			jsonw_text(w, lang_key(lang), texts->in[lang]);
	jsonw_object_end(w);
}

void view_entity(struct jsonw *w, const char *name, const struct entity *entity)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", entity->id);
	jsonw_text(w, "name", entity->name);
	jsonw_text(w, "type", entity->type);
	view_text(w, "country", entity->country);
	jsonw_object_end(w);
}

/* How it is spoken: the clock in whole seconds that have passed. */
static void view_statement(struct jsonw *w, const struct speaker *s, int64_t now)
{
	jsonw_text(w, "kind", s->kind);
	view_text(w, "speaks_for", s->speaks_for);
	jsonw_bool(w, "remote", s->remote);
	jsonw_bool(w, "prior", s->prior);
	jsonw_bool(w, "by_hand", s->by_hand);
	view_text(w, "language", s->language);
	view_text(w, "statement", s->statement);
	jsonw_time(w, "paused_at", s->paused_at);
	jsonw_int(w, "paused_seconds", s->paused_ms / 1000);
	jsonw_int(w, "spoken_seconds", floor_spoken_ms(s, now) / 1000);
	jsonw_int(w, "overtime_seconds", floor_overtime_ms(s, now) / 1000);
}

void view_speaker(struct jsonw *w, const char *name, const struct speaker *s, int64_t now)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", s->id);
	jsonw_int(w, "version", s->version);
	jsonw_text(w, "session", s->session_id);
	jsonw_object(w, "person");
	jsonw_text(w, "id", s->person_id);
	jsonw_object(w, "name");
	jsonw_text(w, "display", s->display);
	jsonw_text(w, "latin", s->latin);
	jsonw_object_end(w);
	view_text(w, "title", s->title);
	jsonw_text(w, "category", s->category);
	jsonw_object_end(w);
	view_entity(w, "entity", &s->entity);
	jsonw_text(w, "state", s->state);
	jsonw_int(w, "position", s->position);
	jsonw_time(w, "requested_at", s->requested_at);
	jsonw_time(w, "started_at", s->started_at);
	jsonw_time(w, "ended_at", s->ended_at);
	jsonw_int(w, "allotted_seconds", s->allotted_seconds);
	view_statement(w, s, now);
	jsonw_object_end(w);
}

void view_usd(struct jsonw *w, const char *name, int64_t usd_minor)
{
	char text[24];
	snprintf(text, sizeof text, "%lld", (long long)((usd_minor + 50) / 100));
	jsonw_text(w, name, text);
}

static void view_people(
    struct jsonw *w, const struct agenda_session *s, const struct session_person_row *entities, bool with_ids)
{
	jsonw_array(w, "people");
	for (size_t i = 0; i < s->n_persons; i++) {
		jsonw_object(w, NULL);
		if (with_ids)
			jsonw_text(w, "id", s->persons[i].id);
		jsonw_text(w, "name", s->persons[i].name);
		jsonw_text(w, "role", person_role_key(s->persons[i].role));
		view_text(w, "entity", entities ? entities[i].entity : NULL);
		view_text(w, "country", entities ? entities[i].country : NULL);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

/* A set of bits as the list of its keys. */
static void view_set(struct jsonw *w, const char *name, unsigned set, const char *const keys[], int n)
{
	jsonw_array(w, name);
	for (int i = 0; i < n; i++)
		if (set & 1u << i)
			jsonw_text(w, NULL, keys[i]);
	jsonw_array_end(w);
}

static void view_equipment(struct jsonw *w, unsigned set)
{
	const char *keys[EQUIPMENT_MAX];
	for (int i = 0; i < EQUIPMENT_MAX; i++)
		keys[i] = equipment_key((enum equipment)i);
	view_set(w, "equipment", set, keys, EQUIPMENT_MAX);
}

static void view_languages(struct jsonw *w, const char *name, unsigned set)
{
	const char *keys[LANG_MAX];
	for (int i = 0; i < LANG_MAX; i++)
		keys[i] = lang_key((enum lang)i);
	view_set(w, name, set, keys, LANG_MAX);
}

void view_room(struct jsonw *w, const char *name, const struct agenda_room *room)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", room->id);
	jsonw_int(w, "version", room->version);
	jsonw_text(w, "name", room->name);
	jsonw_int(w, "capacity", room->capacity);
	jsonw_int(w, "position", room->position);
	view_texts(w, "names", &room->names);
	view_texts(w, "way", &room->way);
	jsonw_text(w, "level", room->level ? room->level : "");
	jsonw_array(w, "languages");
	for (int i = 0; i < room->n_languages; i++)
		jsonw_text(w, NULL, lang_key(room->languages[i]));
	jsonw_array_end(w);
	view_equipment(w, room->equipment);
	jsonw_int(w, "turn_round_minutes", room->turn_round_minutes);
	if (room->plan_x || room->plan_y) {
		jsonw_object(w, "plan");
		jsonw_int(w, "x", room->plan_x);
		jsonw_int(w, "y", room->plan_y);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "plan");
	}
	jsonw_object_end(w);
}

void view_because(struct jsonw *w, const struct expected *expected)
{
	jsonw_text(w, "because", expected_cause_key(expected->cause));
	jsonw_text(w, "by", expected->by ? expected->by->id : NULL);
	jsonw_text(w, "person", expected->person ? expected->person->name : NULL);
}

const struct session_person_row *view_entities_of(const struct agenda_rows *rows, const char *session_id)
{
	for (size_t i = 0; i < rows->n_persons; i++)
		if (strcmp(rows->persons[i].session_id, session_id) == 0)
			return &rows->persons[i];
	return NULL;
}

/* The day as it runs, beside what was released. */
static void view_running(
    struct jsonw *w, const struct agenda *agenda, const struct agenda_session *s, const struct expected *expected)
{
	const struct agenda_room *now = agenda_room_now(agenda, s);
	jsonw_text(w, "expected_room", now ? now->id : NULL);
	jsonw_time(w, "started_at", s->started_at);
	jsonw_time(w, "ended_at", s->ended_at);
	jsonw_int(w, "overrun_minutes", s->overrun_minutes);
	jsonw_text(w, "moved_room", s->moved_room && now ? now->id : NULL);
	jsonw_time(w, "moved_starts_at", s->moved_starts_at);
	view_text(w, "reason", s->reason ? s->reason : "");
	view_because(w, expected);
}

static void view_session_members(struct jsonw *w, const struct agenda *agenda, const struct agenda_session *s,
    const struct expected *expected, const struct session_person_row *entities, bool with_ids)
{
	const struct agenda_room *room = agenda_room_of(agenda, s);
	jsonw_text(w, "id", s->id);
	jsonw_text(w, "code", s->code);
	jsonw_int(w, "version", s->version);
	jsonw_text(w, "kind", session_kind_key(s->kind));
	view_texts(w, "title", &s->title);
	view_texts(w, "text", &s->abstract);
	jsonw_text(w, "room", room ? room->id : NULL);
	jsonw_time(w, "starts_at", s->starts_at);
	jsonw_time(w, "ends_at", s->ends_at);
	jsonw_time(w, "expected_starts_at", expected->starts_at);
	jsonw_time(w, "expected_ends_at", expected->ends_at);
	jsonw_int(w, "delay_minutes", s->delay_minutes);
	jsonw_text(w, "state", session_state_key(s->state));
	view_text(w, "language", s->language);
	view_focus_areas(w, "focus_areas", s->focus_areas);
	jsonw_int(w, "capacity", s->capacity);
	jsonw_bool(w, "by_invitation", s->by_invitation);
	jsonw_bool(w, "is_fixed", s->is_fixed);
	jsonw_bool(w, "needs_high_level", s->needs_high_level);
	view_equipment(w, s->equipment);
	view_languages(w, "interpretation", s->interpretation);
	view_running(w, agenda, s, expected);
	view_people(w, s, entities, with_ids);
}

void view_session(struct jsonw *w, const char *name, const struct agenda *agenda, const struct agenda_session *s,
    const struct expected *expected, const struct session_person_row *entities)
{
	jsonw_object(w, name);
	view_session_members(w, agenda, s, expected, entities, false);
	jsonw_object_end(w);
}

void view_session_open(struct jsonw *w, const char *name, const struct agenda *agenda, const struct agenda_session *s,
    const struct expected *expected, const struct session_person_row *entities)
{
	jsonw_object(w, name);
	view_session_members(w, agenda, s, expected, entities, true);
}

static void view_sum(struct jsonw *w, const char *name, const struct tally_sum *sum)
{
	jsonw_object(w, name);
	jsonw_int(w, "count", sum->count);
	view_usd(w, "usd", sum->usd_minor);
	jsonw_object_end(w);
}

static void view_group(struct jsonw *w, const char *key, const struct tally_group *group)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "key", key);
	view_sum(w, "confirmed", &group->confirmed);
	view_sum(w, "heard", &group->heard);
	jsonw_object_end(w);
}

static void view_keyed_groups(
    struct jsonw *w, const char *name, const char *(*key)(size_t i), const struct tally_group *groups, size_t n)
{
	jsonw_object(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, key(i));
		view_sum(w, "confirmed", &groups[i].confirmed);
		view_sum(w, "heard", &groups[i].heard);
		jsonw_object_end(w);
	}
	jsonw_object_end(w);
}

static void view_countries(struct jsonw *w, const char *name, const struct tally_country *countries, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_text(w, "country", countries[i].country);
		view_sum(w, "confirmed", &countries[i].sums.confirmed);
		view_sum(w, "heard", &countries[i].sums.heard);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}

void view_tally(struct jsonw *w, const char *name, const struct tally *t, const struct tally_country *countries,
    size_t n, int64_t now)
{
	jsonw_object(w, name);
	jsonw_time(w, "now", now);
	jsonw_bool(w, "estimated", true);
	jsonw_int(w, "pledges", t->all.confirmed.count + t->all.heard.count);
	view_sum(w, "confirmed", &t->all.confirmed);
	view_sum(w, "heard", &t->all.heard);
	jsonw_object(w, "submitted");
	jsonw_int(w, "count", t->submitted);
	jsonw_object_end(w);
	jsonw_int(w, "unrated", t->unrated);
	jsonw_array(w, "by_type");
	for (size_t i = 0; i < TALLY_TYPES; i++)
		view_group(w, PLEDGE_TYPES[i].key, &t->by_type[i]);
	jsonw_array_end(w);
	jsonw_array(w, "by_focus_area");
	for (size_t i = 0; i < TALLY_AREAS; i++)
		view_group(w, focus_area_key((enum focus_area)i), &t->by_area[i]);
	jsonw_array_end(w);
	view_keyed_groups(w, "by_region", tally_region_key, t->by_region, TALLY_REGIONS);
	view_keyed_groups(w, "by_group", tally_group_key, t->by_group, TALLY_GROUPS);
	view_countries(w, "by_country", countries, n);
	jsonw_object_end(w);
}

void view_history(struct jsonw *w, const char *name, const struct journal_entry *entries, size_t n)
{
	jsonw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w, NULL);
		jsonw_int(w, "seq", entries[i].seq);
		jsonw_time(w, "at", entries[i].at);
		jsonw_text(w, "action", entries[i].action);
		jsonw_text(w, "actor", entries[i].actor);
		jsonw_int(w, "version", entries[i].version);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
}
