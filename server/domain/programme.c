/* Rows to a value. See programme.h; a value to rows is in programme_write.c. */
#include "domain/programme.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

static int find_room(const struct agenda_rows *rows, const char *id)
{
	for (size_t i = 0; *id && i < rows->n_rooms; i++)
		if (strcmp(rows->rooms[i].id, id) == 0)
			return (int)i;
	return -1;
}

static struct agenda_session session_of(const struct agenda_rows *rows, const struct session_row *row)
{
	struct agenda_session s = { .id = row->id,
		.code = row->code,
		.version = (int)row->version,
		.room = find_room(rows, row->room_id),
		.starts_at = row->starts_at,
		.ends_at = row->ends_at,
		.delay_minutes = (int)row->delay_minutes,
		.focus_areas = (unsigned)row->focus_areas,
		.language = row->language,
		.capacity = (int)row->capacity,
		.by_invitation = row->by_invitation,
		.is_fixed = row->is_fixed,
		.needs_high_level = row->needs_high_level,
		.equipment = (unsigned)row->equipment,
		.interpretation = (unsigned)row->interpretation,
		.started_at = row->started_at,
		.ended_at = row->ended_at,
		.overrun_minutes = (int)row->overrun_minutes,
		.moved_room = find_room(rows, row->moved_room_id) + 1,
		.moved_starts_at = row->moved_starts_at,
		.reason = row->reason };
	session_kind_parse(row->kind, &s.kind);
	session_state_parse(row->state, &s.state);
	return s;
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(struct agenda_session *const *)a)->id, (*(struct agenda_session *const *)b)->id);
}

/* Sessions in order of id: texts and persons come in that order too, so one walk joins them. */
static struct agenda_session **index_by_id(struct agenda *agenda, struct arena *arena)
{
	struct agenda_session **index = arena_array(arena, struct agenda_session *, agenda->n_sessions + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++)
		index[i] = &agenda->sessions[i];
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers are what is sorted. */
	qsort(index, agenda->n_sessions, sizeof *index, by_id);
	return index;
}

static void join_texts(const struct agenda_rows *rows, struct agenda_session **index, size_t n)
{
	for (size_t i = 0, t = 0; i < n; i++)
		for (; t < rows->n_texts && strcmp(rows->texts[t].session_id, index[i]->id) <= 0; t++) {
			enum lang lang;
			if (strcmp(rows->texts[t].session_id, index[i]->id) != 0 ||
			    !lang_parse(rows->texts[t].language, &lang))
				continue;
			index[i]->title.in[lang] = rows->texts[t].title;
			index[i]->abstract.in[lang] = rows->texts[t].abstract;
		}
}

static void join_persons(
    const struct agenda_rows *rows, struct agenda_session **index, size_t n, struct agenda_person *persons)
{
	for (size_t i = 0, p = 0; i < n; i++) {
		index[i]->persons = persons + p;
		for (; p < rows->n_persons && strcmp(rows->persons[p].session_id, index[i]->id) <= 0; p++) {
			const struct session_person_row *row = &rows->persons[p];
			persons[p] = (struct agenda_person){ .id = *row->person_id ? row->person_id : NULL,
				.name = row->name };
			person_role_parse(row->role, &persons[p].role);
			index[i]->n_persons++;
		}
	}
}

/* "en fr ar": the channels of a room. */
static int read_channels(const char *words, enum lang out_languages[LANG_MAX])
{
	int n = 0;
	for (const char *at = words; *at && n < LANG_MAX; at += strspn(at, " ")) {
		char key[8] = "";
		size_t len = strcspn(at, " ");
		if (len < sizeof key && lang_parse(memcpy(key, at, len), &out_languages[n]))
			n++;
		at += len;
	}
	return n;
}

static void join_room_texts(const struct agenda_rows *rows, struct agenda_room *room)
{
	for (size_t i = 0; i < rows->n_room_texts; i++) {
		enum lang lang;
		if (strcmp(rows->room_texts[i].room_id, room->id) != 0 ||
		    !lang_parse(rows->room_texts[i].language, &lang))
			continue;
		room->names.in[lang] = rows->room_texts[i].name;
		room->way.in[lang] = rows->room_texts[i].way;
	}
}

static struct agenda_room room_of(const struct agenda_rows *rows, const struct room_row *row)
{
	struct agenda_room room = { .id = row->id,
		.name = row->name,
		.guid = row->id,
		.capacity = (int)row->capacity,
		.position = (int)row->position,
		.version = (int)row->version,
		.level = row->level,
		.equipment = (unsigned)row->equipment,
		.turn_round_minutes = (int)row->turn_round_minutes,
		.plan_x = (int)row->plan_x,
		.plan_y = (int)row->plan_y };
	room.n_languages = read_channels(row->languages, room.languages);
	join_room_texts(rows, &room);
	return room;
}

static enum err get(struct db *db, struct arena *arena, bool is_whole, const char *session_id,
    struct agenda *out_agenda, struct agenda_rows *out_rows)
{
	struct agenda_rows rows;
	enum err err = is_whole ? agenda_rows_get(db, arena, NULL, &rows)
				: agenda_rows_around(db, arena, session_id ? session_id : "-", &rows);
	if (err)
		return err;
	struct agenda agenda = { .zone = clock_zone(), .n_rooms = rows.n_rooms, .n_sessions = rows.n_sessions };
	agenda.rooms = arena_array(arena, struct agenda_room, rows.n_rooms + 1);
	for (size_t i = 0; i < rows.n_rooms; i++)
		agenda.rooms[i] = room_of(&rows, &rows.rooms[i]);
	agenda.sessions = arena_array(arena, struct agenda_session, rows.n_sessions + 1);
	for (size_t i = 0; i < rows.n_sessions; i++)
		agenda.sessions[i] = session_of(&rows, &rows.sessions[i]);
	struct agenda_session **index = index_by_id(&agenda, arena);
	join_texts(&rows, index, agenda.n_sessions);
	join_persons(&rows, index, agenda.n_sessions, arena_array(arena, struct agenda_person, rows.n_persons + 1));
	*out_agenda = agenda;
	if (out_rows)
		*out_rows = rows;
	return OK;
}

enum err programme_get(struct db *db, struct arena *arena, struct agenda *out_agenda, struct agenda_rows *out_rows)
{
	return get(db, arena, true, NULL, out_agenda, out_rows);
}

enum err programme_around(struct db *db, struct arena *arena, const char *session_id, struct agenda *out_agenda)
{
	return get(db, arena, false, session_id, out_agenda, NULL);
}
