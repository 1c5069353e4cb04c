/* What a plan is made with: rooms, co-chairs of the focus areas, what the interpreters can do. */
#include "domain/programme.h"

#include "base/id.h"
#include "domain/interpreters.h"
#include "domain/room.h"
#include "http/fields.h"
#include "http/handlers.h"
#include "http/view.h"

#include <stdio.h>
#include <string.h>

/* ---- rooms ---- */

#define NOT_SAID INT64_MIN

struct room_fields {
	const char *name, *level, *names[LANG_MAX], *way[LANG_MAX];
	struct field_list languages, equipment;
	int64_t capacity, position, turn_round_minutes, plan_x, plan_y; /* NOT_SAID */
	bool no_plan;
};

#define IN_LANGUAGES(field, member)                                                                                  \
	FIELD(struct room_fields, field ".en", TEXT, member[LANG_EN]),                                               \
	    FIELD(struct room_fields, field ".fr", TEXT, member[LANG_FR]),                                           \
	    FIELD(struct room_fields, field ".es", TEXT, member[LANG_ES]),                                           \
	    FIELD(struct room_fields, field ".ar", TEXT, member[LANG_AR]),                                           \
	    FIELD(struct room_fields, field ".ru", TEXT, member[LANG_RU]),                                           \
	    FIELD(struct room_fields, field ".zh", TEXT, member[LANG_ZH])

static const struct field ROOM[] = {
	FIELD(struct room_fields, "name", TEXT, name),
	FIELD(struct room_fields, "level", TEXT, level),
	IN_LANGUAGES("names", names),
	IN_LANGUAGES("way", way),
	FIELD(struct room_fields, "capacity", INT, capacity),
	FIELD(struct room_fields, "position", INT, position),
	FIELD(struct room_fields, "languages", LIST, languages),
	FIELD(struct room_fields, "equipment", LIST, equipment),
	FIELD(struct room_fields, "turn_round_minutes", INT, turn_round_minutes),
	FIELD(struct room_fields, "plan", NULL, no_plan),
	FIELD(struct room_fields, "plan.x", INT, plan_x),
	FIELD(struct room_fields, "plan.y", INT, plan_y),
	FIELDS_END,
};

static enum err read_channels(const struct request *request, const struct field_list *list, struct agenda_room *room)
{
	unsigned seen = 0;
	int n = 0;
	for (size_t i = 0; i < list->n; i++) {
		enum lang lang;
		if (!lang_parse(list->items[i], &lang) || seen & 1u << lang)
			return fault_set(request->fault, ERR_INVALID, "languages",
			    "\"%.10s\" is no official language, or named twice.", list->items[i]);
		seen |= 1u << lang;
		room->languages[n++] = lang;
	}
	room->n_languages = n;
	return OK;
}

static enum err read_equipment(const struct request *request, const struct field_list *list, unsigned *out_set)
{
	unsigned set = 0;
	for (size_t i = 0; i < list->n; i++) {
		enum equipment equipment;
		if (!equipment_parse(list->items[i], &equipment))
			return fault_set(
			    request->fault, ERR_INVALID, "equipment", "There is no \"%.30s\" here.", list->items[i]);
		set |= 1u << equipment;
	}
	*out_set = set;
	return OK;
}

/* A number that was said; bounds are the domain's, which must see what does not fit an int as too much. */
static void take_number(int64_t said, int *to)
{
	if (said != NOT_SAID)
		*to = said < INT32_MIN ? INT32_MIN : said > INT32_MAX ? INT32_MAX : (int)said;
}

static enum err apply_room(const struct request *request, const struct room_fields *in, struct agenda_room *room)
{
	room->name = in->name ? in->name : room->name;
	room->level = in->level ? in->level : room->level;
	for (enum lang lang = 0; lang < LANG_MAX; lang++) {
		room->names.in[lang] = in->names[lang] ? in->names[lang] : room->names.in[lang];
		room->way.in[lang] = in->way[lang] ? in->way[lang] : room->way.in[lang];
	}
	take_number(in->capacity, &room->capacity);
	take_number(in->position, &room->position);
	take_number(in->turn_round_minutes, &room->turn_round_minutes);
	take_number(in->no_plan ? 0 : in->plan_x, &room->plan_x);
	take_number(in->no_plan ? 0 : in->plan_y, &room->plan_y);
	enum err err = in->languages.came ? read_channels(request, &in->languages, room) : OK;
	return !err && in->equipment.came ? read_equipment(request, &in->equipment, &room->equipment) : err;
}

static const struct room_fields NOTHING_SAID = { .capacity = NOT_SAID,
	.position = NOT_SAID,
	.turn_round_minutes = NOT_SAID,
	.plan_x = NOT_SAID,
	.plan_y = NOT_SAID };

static struct agenda_room *room_of(const struct agenda *agenda, const char *id)
{
	for (size_t i = 0; i < agenda->n_rooms; i++)
		if (!strcmp(agenda->rooms[i].id, id))
			return &agenda->rooms[i];
	return NULL;
}

static enum err write_room(struct request *request, const char *id, struct reply *reply)
{
	struct agenda agenda;
	enum err err = programme_get(request->db, request->arena, &agenda, NULL);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	const struct agenda_room *room = room_of(&agenda, id);
	if (!room)
		return ERR_NOT_FOUND;
	view_room(&w, NULL, room);
	return OK;
}

enum err on_room_add(struct request *request, struct reply *reply)
{
	struct room_fields in = NOTHING_SAID;
	struct agenda agenda;
	struct id id = tx_new_id(request->tx);
	struct agenda_room room = { .id = id.text };
	enum err err = request_fields(request, ROOM, &in);
	if (!err)
		err = programme_get(request->db, request->arena, &agenda, NULL);
	if (err)
		return err;
	room.position = (int)agenda.n_rooms + 1;
	err = apply_room(request, &in, &room);
	if (!err)
		err = room_keep(request->tx, &room);
	reply->status = 201;
	return err ? err : write_room(request, room.id, reply);
}

enum err on_room_edit(struct request *request, struct reply *reply)
{
	struct room_fields in = NOTHING_SAID;
	struct agenda agenda;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, ROOM, &in);
	if (!err)
		err = programme_get(request->db, request->arena, &agenda, NULL);
	if (err)
		return err;
	struct agenda_room *room = room_of(&agenda, request->params[0]);
	if (!room)
		return ERR_NOT_FOUND;
	take_number(version, &room->version);
	err = apply_room(request, &in, room);
	if (!err)
		err = room_keep(request->tx, room);
	if (err && err != ERR_STALE)
		return err;
	enum err shown = write_room(request, room->id, reply);
	return err ? err : shown;
}

/* ---- co-chairs ---- */

struct cochairs_fields {
	const char *focus_area;
	struct field_rows people;
};

static const struct field COCHAIR[] = {
	FIELD_REQUIRED(struct cochair_form, "id", TEXT, person_id),
	FIELD_REQUIRED(struct cochair_form, "seat", TEXT, seat),
	FIELDS_END,
};

static const struct field COCHAIRS[] = {
	FIELD_REQUIRED(struct cochairs_fields, "focus_area", TEXT, focus_area),
	FIELD_ROW_LIST(struct cochairs_fields, "people", COCHAIR, struct cochair_form, people),
	FIELDS_END,
};

static void view_area(struct jsonw *w, enum focus_area area, const struct agenda_rows *rows)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "focus_area", focus_area_key(area));
	jsonw_array(w, "people");
	for (size_t i = 0; i < rows->n_cochairs; i++) {
		const struct cochair_row *row = &rows->cochairs[i];
		if (row->focus_area != (int64_t)area)
			continue;
		jsonw_object(w, NULL);
		jsonw_text(w, "id", row->person_id);
		jsonw_text(w, "name", row->display);
		jsonw_text(w, "entity", row->entity);
		view_text(w, "country", row->country);
		jsonw_text(w, "seat", row->seat);
		jsonw_object_end(w);
	}
	jsonw_array_end(w);
	jsonw_object_end(w);
}

enum err on_cochairs(struct request *request, struct reply *reply)
{
	struct agenda agenda;
	struct agenda_rows rows;
	enum err err = programme_get(request->db, request->arena, &agenda, &rows);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "cochairs");
	for (enum focus_area area = 0; area < FOCUS_AREA_MAX; area++)
		view_area(&w, area, &rows);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	return OK;
}

enum err on_cochairs_keep(struct request *request, struct reply *reply)
{
	struct cochairs_fields in = { 0 };
	enum focus_area area;
	enum err err = request_fields(request, COCHAIRS, &in);
	if (!err && !focus_area_parse(in.focus_area, &area))
		err = fault_set(
		    request->fault, ERR_INVALID, "focus_area", "There is no focus area \"%.30s\".", in.focus_area);
	if (!err)
		err = cochairs_keep(request->tx, area, in.people.items, in.people.n);
	return err ? err : on_cochairs(request, reply);
}

/* ---- what the interpreters can do ---- */

struct hours_fields {
	const char *from, *to;
};

struct settings_fields {
	struct field_rows hours;
	int64_t teams, longest_minutes, rest_minutes; /* NOT_SAID */
};

static const struct field HOURS[] = {
	FIELD_REQUIRED(struct hours_fields, "from", TEXT, from),
	FIELD_REQUIRED(struct hours_fields, "to", TEXT, to),
	FIELDS_END,
};

static const struct field SETTINGS[] = {
	FIELD_ROW_LIST(struct settings_fields, "interpreters.hours", HOURS, struct hours_fields, hours),
	FIELD(struct settings_fields, "interpreters.teams", INT, teams),
	FIELD(struct settings_fields, "interpreters.longest_minutes", INT, longest_minutes),
	FIELD(struct settings_fields, "interpreters.rest_minutes", INT, rest_minutes),
	FIELDS_END,
};

static void view_minute(struct jsonw *w, const char *name, int minutes)
{
	char text[16];
	snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
	jsonw_text(w, name, text);
}

enum err on_programme_settings(struct request *request, struct reply *reply)
{
	struct rules_interpreters can;
	int64_t version;
	enum err err = interpreters_read(request->db, request->arena, &can, &version);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "version", version);
	jsonw_object(&w, "interpreters");
	jsonw_array(&w, "hours");
	for (int i = 0; i < can.n_hours; i++) {
		jsonw_object(&w, NULL);
		view_minute(&w, "from", can.hours[i].from);
		view_minute(&w, "to", can.hours[i].to);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	jsonw_int(&w, "teams", can.teams);
	jsonw_int(&w, "longest_minutes", can.longest_minutes);
	jsonw_int(&w, "rest_minutes", can.rest_minutes);
	jsonw_object_end(&w);
	jsonw_object_end(&w);
	return OK;
}

static enum err apply_hours(
    const struct request *request, const struct field_rows *said, struct rules_interpreters *can)
{
	const struct hours_fields *rows = said->items;
	if (!said->came)
		return OK;
	if (said->n > RULES_HOURS_MAX)
		return fault_set(
		    request->fault, ERR_INVALID, "interpreters.hours", "At most %d times a day.", RULES_HOURS_MAX);
	can->n_hours = 0;
	for (size_t i = 0; i < said->n; i++) {
		if (!interpreters_parse_time(rows[i].from, &can->hours[i].from) ||
		    !interpreters_parse_time(rows[i].to, &can->hours[i].to))
			return fault_set(
			    request->fault, ERR_INVALID, "interpreters.hours", "Write hours as 09:00, up to 24:00.");
		can->n_hours++;
	}
	return OK;
}

enum err on_programme_settings_edit(struct request *request, struct reply *reply)
{
	struct settings_fields in = { .teams = NOT_SAID, .longest_minutes = NOT_SAID, .rest_minutes = NOT_SAID };
	struct rules_interpreters can;
	int64_t version;
	enum err err = request_version(request, &version);
	if (!err)
		err = request_fields(request, SETTINGS, &in);
	if (!err)
		err = interpreters_read(request->db, request->arena, &can, NULL);
	if (!err)
		err = apply_hours(request, &in.hours, &can);
	if (err)
		return err;
	take_number(in.teams, &can.teams);
	take_number(in.longest_minutes, &can.longest_minutes);
	take_number(in.rest_minutes, &can.rest_minutes);
	err = interpreters_keep(request->tx, &can, version);
	if (err && err != ERR_STALE)
		return err;
	enum err shown = on_programme_settings(request, reply);
	return err ? err : shown;
}
