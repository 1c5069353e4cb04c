/* A whole agenda from a file, in force at once. Into the draft: draft_import. See programme.h. */
#include "domain/programme.h"

#include "base/id.h"
#include "domain/release.h"
#include "domain/room.h"
#include "domain/told.h"
#include "schedule/planned.h"

/* Rooms are the same when their names are; a new one gets an id of ours. */
static enum err add_rooms(struct tx *tx, const struct agenda *file, const struct agenda *ours)
{
	int position = (int)ours->n_rooms;
	enum err err = OK;
	for (size_t i = 0; !err && i < file->n_rooms; i++) {
		struct id id = tx_new_id(tx);
		struct agenda_room room = file->rooms[i];
		if (agenda_room_find(ours, room.name) >= 0)
			continue;
		room.id = id.text;
		room.version = 0;
		room.position = position++;
		err = room_keep(tx, &room);
	}
	return err;
}

enum err programme_import_rooms(struct tx *tx, const struct agenda *file, int **out_rooms)
{
	struct agenda ours;
	enum err err = programme_get(tx_db(tx), tx_arena(tx), &ours, NULL);
	if (!err)
		err = add_rooms(tx, file, &ours);
	if (!err)
		err = programme_get(tx_db(tx), tx_arena(tx), &ours, NULL);
	if (err)
		return err;
	int *rooms = arena_array(tx_arena(tx), int, file->n_rooms + 1);
	for (size_t i = 0; i < file->n_rooms; i++)
		rooms[i] = agenda_room_find(&ours, file->rooms[i].name);
	*out_rooms = rooms;
	return OK;
}

unsigned programme_import_says(const struct agenda_session *s)
{
	const struct {
		bool said;
		enum planned_field field;
	} MAY_BE_SILENT[] = { { s->capacity, PLANNED_CAPACITY }, { s->by_invitation, PLANNED_BY_INVITATION },
		{ s->is_fixed, PLANNED_IS_FIXED }, { s->needs_high_level, PLANNED_NEEDS_HIGH_LEVEL },
		{ s->equipment, PLANNED_EQUIPMENT }, { s->interpretation, PLANNED_INTERPRETATION } };
	unsigned fields = PLANNED_ALL;
	for (size_t i = 0; i < sizeof MAY_BE_SILENT / sizeof *MAY_BE_SILENT; i++)
		if (!MAY_BE_SILENT[i].said)
			fields &= ~(1u << MAY_BE_SILENT[i].field);
	return fields;
}

/* One session of the file against ours of the same id. What the day did with ours stays. */
static enum err take_session(
    struct tx *tx, const struct agenda *ours, const struct agenda_session *theirs, struct programme_import *counts)
{
	const struct agenda_session *mine = agenda_session_find_sorted(ours, theirs->id);
	struct agenda_session session = mine ? *mine : planned_only(theirs);
	if (mine)
		planned_take(&session, theirs, programme_import_says(theirs));
	else
		session.state = theirs->state;
	if (mine && (!session.code || !*session.code))
		session.code = mine->code;
	if (mine && !planned_differs(ours, mine, ours, &session)) {
		counts->same++;
		return OK;
	}
	counts->added += !mine;
	counts->changed += mine != NULL;
	struct programme_place place = programme_place_of(ours, &session);
	return programme_write(tx, &session, &place, mine ? mine->version : 0, mine ? "session.edit" : "session.add");
}

enum err programme_import(struct tx *tx, const struct agenda *agenda, bool force, struct programme_import *out_counts)
{
	struct agenda ours;
	struct programme_import counts = { 0 };
	int *rooms;
	enum err err = programme_import_rooms(tx, agenda, &rooms);
	if (!err)
		err = programme_get(tx_db(tx), tx_arena(tx), &ours, NULL);
	if (!err)
		agenda_sort_by_id(&ours);
	for (size_t i = 0; !err && i < agenda->n_sessions; i++) {
		struct agenda_session session = agenda->sessions[i];
		session.room = session.room >= 0 ? rooms[session.room] : -1;
		err = take_session(tx, &ours, &session, &counts);
	}
	if (!err && !force)
		err = programme_check_clashes(tx, NULL);
	if (!err)
		err = release_begin(tx, "");
	if (!err)
		err = told_edit(tx, &ours);
	if (!err)
		*out_counts = counts;
	return err;
}
