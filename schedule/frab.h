/* The model of schedule.xml and schedule.json, which differ in syntax only: days, rooms in them, sessions ("events"
 * there) in those. Private to frab_xml and frab_json. */
#ifndef P2C_SCHEDULE_FRAB_H
#define P2C_SCHEDULE_FRAB_H

#include "schedule/build.h"

/* --- reading --- */

struct frab_person {
	const char *id, *name;
	const char *role; /* NULL when the file does not tell; then the extension may */
};

/* One session as its file words it; NULL where the file says nothing. */
struct frab_entry {
	int line;
	const char *guid, *id, *code;
	const char *date, *day, *start, *end, *duration; /* date wins over day and start, end over duration */
	const char *room, *title, *type, *track, *language, *abstract, *description;
	const char *extension; /* JSON of ours */
	const struct frab_person *persons;
	size_t n_persons;
	bool no_persons; /* the format has no place for them here: those of the extension stay */
};

/* Adds it to the agenda. ERR_FILE_FORMAT when it has no usable time or there are too many of them. */
enum err frab_take(struct build *build, const struct frab_entry *entry, struct fault *out_fault);

/* --- writing --- */

/* A session in its place. */
struct frab_slot {
	const struct agenda_session *session;
	int room;   /* index into agenda.rooms or -1 */
	int number; /* the positive integer the formats want beside the UUID: made from it, so that it does not wander
		     */
	size_t day;
};

struct frab_day {
	int64_t starts_at; /* local midnight, ms UTC */
	int64_t ends_at;   /* the next one, or the end of the last session that started before it */
};

/* Everything in the order of the file: by local day, room position, start. At least one day. */
struct frab_plan {
	struct frab_day *days;
	size_t n_days;
	struct frab_slot *slots;
	size_t n_slots;
	int *rooms; /* indices of the rooms by position; the last entry is -1, for sessions without one */
	size_t n_rooms;
};

/* An agenda without sessions gets the day of `stamp_at`. */
struct frab_plan frab_plan(struct arena *arena, const struct agenda *agenda, int64_t stamp_at);
/* The acronym as both schemas want it: [a-z0-9_], four characters or more. */
const char *frab_acronym(struct arena *arena, const struct agenda *agenda);
/* "ACCESS, ADOPTION"; "" when there is no focus area. */
const char *frab_track(struct arena *arena, const struct agenda_session *session);
/* Local "14:30". */
const char *frab_start(struct arena *arena, int64_t ms);
/* "01:30" hours and minutes; with seconds when there are some and `seconds` allows it. */
const char *frab_duration(struct arena *arena, const struct agenda_session *session, bool seconds);
/* The JSON schemas take "Area/City" and "UTC" only. */
bool frab_zone_is_plain(const char *zone);
/* The UUID of a person or a room: its own, else one made from its name. */
const char *frab_guid(struct arena *arena, const char *space, const char *guid, const char *name);

#endif
