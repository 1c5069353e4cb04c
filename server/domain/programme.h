/* The agenda as use cases: read it whole (schedule/agenda.h), add and change sessions, import a file. Not for
 * acts of the day (running.h). */
#ifndef P2C_DOMAIN_PROGRAMME_H
#define P2C_DOMAIN_PROGRAMME_H

#include "schedule/agenda.h"
#include "store/read.h"
#include "store/tx.h"

/* The agenda as a value, with the names of rooms and people; `out_rows` (may be NULL) gives the rows it was made of.
 */
enum err programme_get(struct db *db, struct arena *arena, struct agenda *out_agenda, struct agenda_rows *out_rows);

/* The agenda of which only this session (NULL: none) has its texts: what expected times and its title need. */
enum err programme_around(struct db *db, struct arena *arena, const char *session_id, struct agenda *out_agenda);

/* Where a session is: planned, and where the day moved it to (NULL: nowhere else). */
struct programme_place {
	const char *room_id, *moved_room_id;
};
struct programme_place programme_place_of(const struct agenda *agenda, const struct agenda_session *session);

/* Adds or replaces a session. `session->version` is the version the change is based on (0: it is new). The room must
 * exist. ERR_STALE, ERR_INVALID with the field (end before start, unknown room), ERR_FIELD_MISSING, ERR_CLASH with
 * the sentence when it would share its room with another one. */
enum err programme_put(
    struct tx *tx, const struct agenda_session *session, const struct programme_place *place, int64_t *out_version);
/* Could it be written at all? ERR_INVALID and ERR_FIELD_MISSING as programme_put. */
enum err programme_check(struct tx *tx, const struct agenda_session *session);
/* Does anything clash in a room? Only clashes of that session count, all of them when it is NULL. ERR_CLASH. */
enum err programme_check_clashes(struct tx *tx, const char *session_id);
/* Writes a session, whatever it clashes with, and journals it as that action; the stored version becomes base + 1.
 * The caller has seen to it that `base` is the stored one (0: it is new). Faults as programme_check; ERR_CONFLICT. */
enum err programme_write(struct tx *tx, const struct agenda_session *session, const struct programme_place *place,
    int64_t base, const char *action);

/* Takes a whole agenda from a file: rooms by name, sessions by id; what is the same is left alone, what is new or
 * different is written. Nothing is deleted. Clashes of rooms refuse all of it (ERR_CLASH with the sentence) unless
 * `force`. */
struct programme_import {
	size_t added, changed, same;
};
enum err programme_import(
    struct tx *tx, const struct agenda *agenda, bool force, struct programme_import *out_counts);
/* The index of each room of the file in programme_get's rooms; those that are new are added. For imports. */
enum err programme_import_rooms(struct tx *tx, const struct agenda *file, int **out_rooms);
/* The set of planned_field that a session from a file says something about: files of others know nothing of
 * capacities, equipment and the like, so what is 0 there leaves ours alone. */
unsigned programme_import_says(const struct agenda_session *session);

#endif
