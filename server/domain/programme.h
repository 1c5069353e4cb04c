/* The agenda as use cases: read it whole (schedule/agenda.h), add and change sessions, declare a delay, import a
 * file. What follows from a delay is computed by schedule/, never stored. */
#ifndef P2C_DOMAIN_PROGRAMME_H
#define P2C_DOMAIN_PROGRAMME_H

#include "schedule/agenda.h"
#include "store/read.h"
#include "store/tx.h"

/* The agenda as a value, with the names of rooms and people; `out_rows` (may be NULL) gives the rows it was made of.
 */
enum err programme_get(struct db *db, struct arena *arena, struct agenda *out_agenda, struct agenda_rows *out_rows);

/* The agenda of which only this session has its texts and persons: what its expected times and its title need. */
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
/* Writes what an act of the day changed of a session (domain/running.h), with its version as it is; texts and persons
 * are left alone. */
enum err programme_write(
    struct tx *tx, const struct agenda *agenda, const struct agenda_session *session, const char *action);

/* Takes a whole agenda from a file: rooms by name, sessions by id; what is the same is left alone, what is new or
 * different is written. Nothing is deleted. Clashes of rooms refuse all of it (ERR_CLASH with the sentence) unless
 * `force`. */
struct programme_import {
	size_t added, changed, same;
};
enum err programme_import(
    struct tx *tx, const struct agenda *agenda, bool force, struct programme_import *out_counts);

enum err programme_room_add(struct tx *tx, const struct room_row *room);
enum err programme_cochair_add(
    struct tx *tx, enum focus_area area, int64_t position, const char *person_id, const char *seat);

#endif
