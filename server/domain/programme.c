/* See programme.h. */
#include "domain/programme.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/jsonw.h"
#include "schedule/format.h"
#include "schedule/rules.h"
#include "store/write.h"

#include <stdlib.h>
#include <string.h>

enum { DELAY_MIN = -60, DELAY_MAX = 600, HOUR_MS = 3600 * 1000 };

/* ---- rows to a value ---- */

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

static enum err get(struct db *db, struct arena *arena, const char *session_id, struct agenda *out_agenda,
    struct agenda_rows *out_rows)
{
	struct agenda_rows rows;
	enum err err = agenda_rows_get(db, arena, session_id, &rows);
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
	return get(db, arena, NULL, out_agenda, out_rows);
}

enum err programme_around(struct db *db, struct arena *arena, const char *session_id, struct agenda *out_agenda)
{
	return get(db, arena, session_id, out_agenda, NULL);
}

/* ---- a value to rows ---- */

static const char *session_json(struct tx *tx, const struct session_row *row, const char *title)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "code", row->code);
	jsonw_text(&w, "title", title);
	jsonw_text(&w, "kind", row->kind);
	jsonw_text(&w, "state", row->state);
	jsonw_text(&w, "room", row->room_id);
	jsonw_time(&w, "starts_at", row->starts_at);
	jsonw_time(&w, "ends_at", row->ends_at);
	jsonw_int(&w, "delay_minutes", row->delay_minutes);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(tx));
}

static enum err put_texts(struct tx *tx, const struct agenda_session *s)
{
	struct session_text_row texts[LANG_MAX];
	size_t n = 0;
	for (enum lang lang = 0; lang < LANG_MAX; lang++) {
		const char *title = s->title.in[lang], *abstract = s->abstract.in[lang];
		if ((title && *title) || (abstract && *abstract))
			texts[n++] = (struct session_text_row){ .language = lang_key(lang),
				.title = title ? title : "",
				.abstract = abstract ? abstract : "" };
	}
	return session_texts_put(tx_db(tx), s->id, texts, n);
}

static enum err put_persons(struct tx *tx, const struct agenda_session *s)
{
	struct session_person_row *rows = arena_array(tx_arena(tx), struct session_person_row, s->n_persons + 1);
	for (size_t i = 0; i < s->n_persons; i++) {
		struct person known;
		const char *id = s->persons[i].id ? s->persons[i].id : "";
		if (*id && person_get(tx_db(tx), tx_arena(tx), id, &known) != OK)
			id = ""; /* from somebody else's agenda: the name stands for itself */
		rows[i] = (struct session_person_row){ .person_id = id,
			.name = s->persons[i].name ? s->persons[i].name : "",
			.role = person_role_key(s->persons[i].role) };
	}
	return session_persons_put(tx_db(tx), s->id, rows, s->n_persons);
}

/* What no exchange format could write is refused here: one such session would take all files away. */
static enum err check(struct tx *tx, const struct agenda_session *s)
{
	if (!format_instant_is_valid(s->starts_at) || !format_instant_is_valid(s->ends_at))
		return fault_set(tx_fault(tx), ERR_INVALID, "starts_at", "A session is between the years %d and %d.",
		    FORMAT_YEAR_MIN, FORMAT_YEAR_MAX);
	if (s->ends_at <= s->starts_at)
		return fault_set(tx_fault(tx), ERR_INVALID, "ends_at", "The session would end before it starts.");
	if (s->ends_at - s->starts_at > (int64_t)FORMAT_HOURS_MAX * HOUR_MS)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "ends_at", "A session is at most %d hours long.", FORMAT_HOURS_MAX);
	if (s->kind != SESSION_BREAK && !*texts_best(&s->title, LANG_EN))
		return fault_set(
		    tx_fault(tx), ERR_FIELD_MISSING, "title", "A session needs a title in at least one language.");
	if (s->delay_minutes < DELAY_MIN || s->delay_minutes > DELAY_MAX)
		return fault_set(tx_fault(tx), ERR_INVALID, "minutes", "A delay is between %d and %d minutes.",
		    DELAY_MIN, DELAY_MAX);
	return OK;
}

static struct session_row row_of(const struct agenda_session *s, const struct programme_place *place, int64_t version)
{
	return (struct session_row){ .id = s->id,
		.version = version,
		.code = s->code && *s->code ? s->code : s->id,
		.kind = session_kind_key(s->kind),
		.state = session_state_key(s->state),
		.room_id = place->room_id ? place->room_id : "",
		.starts_at = s->starts_at,
		.ends_at = s->ends_at,
		.delay_minutes = s->delay_minutes,
		.focus_areas = (int64_t)s->focus_areas,
		.language = s->language ? s->language : "",
		.capacity = s->capacity,
		.by_invitation = s->by_invitation,
		.is_fixed = s->is_fixed,
		.needs_high_level = s->needs_high_level,
		.equipment = (int64_t)s->equipment,
		.interpretation = (int64_t)s->interpretation,
		.started_at = s->started_at,
		.ended_at = s->ended_at,
		.overrun_minutes = s->overrun_minutes,
		.moved_room_id = place->moved_room_id ? place->moved_room_id : "",
		.moved_starts_at = s->moved_starts_at,
		.reason = s->reason ? s->reason : "" };
}

static enum err journal(struct tx *tx, const struct session_row *row, const char *action, const char *title)
{
	return tx_journal(tx, &(struct journal_note){ .topic = "agenda",
				  .action = action,
				  .subject = row->id,
				  .version = row->version,
				  .data = session_json(tx, row, title) });
}

/* Writes a session whose version was checked; the stored version becomes base + 1. */
static enum err write_session(struct tx *tx, const struct agenda_session *s, const struct programme_place *place,
    int64_t base, const char *action)
{
	enum err err = check(tx, s);
	if (err)
		return err;
	struct session_row row = row_of(s, place, base + 1);
	err = session_put(tx_db(tx), &row);
	if (err == ERR_CONFLICT)
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, "room", "The room does not exist, or the session's code is taken.");
	if (!err)
		err = put_texts(tx, s);
	if (!err)
		err = put_persons(tx, s);
	if (!err)
		err = journal(tx, &row, action, texts_best(&s->title, LANG_EN));
	return err;
}

/* Would anything clash in a room? Only findings about that session count, all of them when it is NULL. */
static enum err check_clashes(struct tx *tx, const char *session_id)
{
	struct agenda agenda;
	enum err err = programme_get(tx_db(tx), tx_arena(tx), &agenda, NULL);
	if (err)
		return err;
	struct findings findings = rules_check(&agenda, tx_arena(tx));
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *found = &findings.items[i];
		bool about = !session_id || strcmp(found->session, session_id) == 0 ||
			     (found->other && strcmp(found->other, session_id) == 0);
		if (about && found->kind == FINDING_ROOM_OVERLAP)
			return fault_set(tx_fault(tx), ERR_CLASH, "room", "%s", found->sentence);
	}
	return OK;
}

struct programme_place programme_place_of(const struct agenda *agenda, const struct agenda_session *session)
{
	const struct agenda_room *room = agenda_room_of(agenda, session), *now = agenda_room_now(agenda, session);
	return (struct programme_place){ .room_id = room ? room->id : NULL,
		.moved_room_id = session->moved_room && now ? now->id : NULL };
}

enum err programme_put(
    struct tx *tx, const struct agenda_session *session, const struct programme_place *place, int64_t *out_version)
{
	int64_t stored = 0;
	enum err err = session_version(tx_db(tx), session->id, &stored);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (stored != session->version)
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	err = write_session(tx, session, place, stored, stored ? "session.edit" : "session.add");
	if (!err)
		err = check_clashes(tx, session->id);
	if (!err)
		*out_version = stored + 1;
	return err;
}

enum err programme_write(
    struct tx *tx, const struct agenda *agenda, const struct agenda_session *session, const char *action)
{
	struct programme_place place = programme_place_of(agenda, session);
	struct session_row row = row_of(session, &place, session->version);
	enum err err = session_put(tx_db(tx), &row);
	return err ? err : journal(tx, &row, action, texts_best(&session->title, LANG_EN));
}

/* ---- import ---- */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_session(const struct agenda_session *a, const struct agenda_session *b)
{
	for (enum lang lang = 0; lang < LANG_MAX; lang++)
		if (!same_text(a->title.in[lang], b->title.in[lang]) ||
		    !same_text(a->abstract.in[lang], b->abstract.in[lang]))
			return false;
	for (size_t i = 0; a->n_persons == b->n_persons && i < a->n_persons; i++)
		if (!same_text(a->persons[i].name, b->persons[i].name) || a->persons[i].role != b->persons[i].role)
			return false;
	return a->n_persons == b->n_persons && a->kind == b->kind && a->state == b->state &&
	       a->starts_at == b->starts_at && a->ends_at == b->ends_at && a->focus_areas == b->focus_areas &&
	       same_text(a->language, b->language);
}

/* Rooms are the same when their names are; a new one gets an id of ours. */
static enum err take_rooms(struct tx *tx, const struct agenda *file, const struct agenda *ours, const char **out_ids)
{
	int64_t position = (int64_t)ours->n_rooms;
	for (size_t i = 0; i < file->n_rooms; i++) {
		int known = agenda_room_find(ours, file->rooms[i].name);
		struct id id = id_new(tx_now(tx));
		out_ids[i] = known >= 0 ? ours->rooms[known].id : arena_dup(tx_arena(tx), id.text);
		struct room_row row = { .id = out_ids[i],
			.name = file->rooms[i].name,
			.version = 1,
			.capacity = file->rooms[i].capacity,
			.position = position++ };
		enum err err = known >= 0 ? OK : programme_room_add(tx, &row);
		if (err)
			return err;
	}
	return OK;
}

/* One session of the file against ours of the same id. */
static enum err take_session(struct tx *tx, const struct agenda *ours, const struct agenda_session *theirs,
    const char *room_id, struct programme_import *counts)
{
	const struct agenda_session *mine = agenda_session_find(ours, theirs->id);
	const struct agenda_room *room = mine ? agenda_room_of(ours, mine) : NULL;
	if (mine && same_session(mine, theirs) && same_text(room ? room->id : NULL, room_id)) {
		counts->same++;
		return OK;
	}
	struct agenda_session session = *theirs;
	if (mine && (!session.code || !*session.code))
		session.code = mine->code;
	session.delay_minutes = mine ? mine->delay_minutes : 0;
	struct programme_place place = { .room_id = room_id };
	if (mine)
		place.moved_room_id = programme_place_of(ours, mine).moved_room_id;
	counts->added += !mine;
	counts->changed += mine != NULL;
	return write_session(tx, &session, &place, mine ? mine->version : 0, mine ? "session.edit" : "session.add");
}

enum err programme_import(struct tx *tx, const struct agenda *agenda, bool force, struct programme_import *out_counts)
{
	struct agenda ours;
	struct programme_import counts = { 0 };
	enum err err = programme_get(tx_db(tx), tx_arena(tx), &ours, NULL);
	const char **rooms = arena_array(tx_arena(tx), const char *, agenda->n_rooms + 1);
	if (!err)
		err = take_rooms(tx, agenda, &ours, rooms);
	for (size_t i = 0; !err && i < agenda->n_sessions; i++) {
		const struct agenda_session *s = &agenda->sessions[i];
		err = take_session(tx, &ours, s, s->room >= 0 ? rooms[s->room] : NULL, &counts);
	}
	if (!err && !force)
		err = check_clashes(tx, NULL);
	if (!err)
		*out_counts = counts;
	return err;
}

enum err programme_room_add(struct tx *tx, const struct room_row *room)
{
	enum err err = room_put(tx_db(tx), room);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "name", "There is a room with this name already.");
	if (!err)
		err =
		    tx_journal(tx, &(struct journal_note){
				       .topic = "agenda", .action = "room.add", .subject = room->id, .version = 1 });
	return err;
}

enum err programme_cochair_add(
    struct tx *tx, enum focus_area area, int64_t position, const char *person_id, const char *seat)
{
	enum err err = cochair_add(tx_db(tx), (int64_t)area, position, person_id, seat);
	if (!err)
		err = tx_journal(
		    tx, &(struct journal_note){
			    .topic = "agenda", .action = "cochair.add", .subject = person_id, .version = 1 });
	return err;
}
