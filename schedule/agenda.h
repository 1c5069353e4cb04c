/* The agenda as a value: what is on, where, when and with whom. Every reader makes one, every rule and writer takes
 * one. Everything in it lives in the arena it was made in. Not for storage (store/) and not for the wire (http/): no
 * state changes here. */
#ifndef P2C_SCHEDULE_AGENDA_H
#define P2C_SCHEDULE_AGENDA_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The six official languages. */
enum lang { LANG_EN, LANG_FR, LANG_ES, LANG_AR, LANG_RU, LANG_ZH, LANG_MAX };

/* One text in the languages it exists in; NULL or "" where it does not. */
struct texts {
	const char *in[LANG_MAX];
};

/* FOREIGN is busy time of the conference around the day (its plenary, committees, groups). */
enum session_kind {
	SESSION_PANEL,
	SESSION_ROUND_TABLE,
	SESSION_BREAKOUT,
	SESSION_PLENARY,
	SESSION_CEREMONY,
	SESSION_BREAK,
	SESSION_VIDEO,
	SESSION_FOREIGN,
	SESSION_KIND_MAX
};

enum session_state { SESSION_PLANNED, SESSION_RUNNING, SESSION_ENDED, SESSION_CANCELLED, SESSION_STATE_MAX };

enum person_role { PERSON_SPEAKER, PERSON_CHAIR, PERSON_MODERATOR, PERSON_PANELLIST, PERSON_ROLE_MAX };

/* A session keeps a set of them: bit 1u << FOCUS_... */
enum focus_area { FOCUS_ACCESS, FOCUS_ADOPTION, FOCUS_VALUE_CREATION, FOCUS_ACCELERATE, FOCUS_AREA_MAX };

struct agenda_person {
	const char *id; /* a UUID; NULL when only the name is known */
	const char *name;
	enum person_role role;
};

/* What a room has and a session may need. Sets of it are bits 1u << EQUIPMENT_… */
enum equipment {
	EQUIPMENT_PROJECTOR,
	EQUIPMENT_MICROPHONES,
	EQUIPMENT_BOOTHS, /* of interpreters */
	EQUIPMENT_HYBRID, /* remote people are heard and seen */
	EQUIPMENT_RECORDING,
	EQUIPMENT_CAPTIONING,
	EQUIPMENT_WHEELCHAIR, /* access without steps, also to the podium */
	EQUIPMENT_SIGNATURE_TABLE,
	EQUIPMENT_MAX
};

struct agenda_room {
	const char *id;
	const char *name;   /* of the house, unique in an agenda */
	const char *guid;   /* a UUID for exchange formats; NULL lets the writers derive one from the name */
	int capacity;       /* seats; 0 when unknown */
	int position;       /* order on screens, ascending */
	int version;        /* raised on each change */
	struct texts names; /* in languages, where it has such names */
	struct texts way;   /* how to get there, one sentence */
	const char *level;  /* the floor it is on: "Ground floor"; NULL or "" when not said */
	enum lang languages[LANG_MAX]; /* interpretation: channel n is the n-th of them, the floor is channel 0 */
	int n_languages;
	unsigned equipment;     /* set of 1u << EQUIPMENT_… */
	int turn_round_minutes; /* needed between two sessions */
	int plan_x, plan_y;     /* per mille of the floor plan's width and height; 0, 0 is nowhere on it */
};

struct agenda_session {
	const char *id;   /* a UUID, permanent, unique in an agenda */
	const char *code; /* short, for people; NULL when there is none */
	int version;      /* raised on each change; SEQUENCE of iCalendar */
	enum session_kind kind;
	enum session_state state;
	struct texts title;
	struct texts abstract;
	int room;             /* index into agenda.rooms, -1 when there is none yet */
	int64_t starts_at;    /* planned, ms UTC */
	int64_t ends_at;      /* planned, ms UTC */
	int delay_minutes;    /* announced for this session; what follows from it is in rules.h */
	unsigned focus_areas; /* set of 1u << FOCUS_... */
	const char *language; /* spoken from the floor, as a BCP 47 tag; NULL when not said */
	int capacity;         /* places; 0 is the room's */
	bool by_invitation;
	bool is_fixed; /* lateness of others does not move it; ceremony and foreign never move by themselves */
	bool needs_high_level;   /* wants high-level participants from Members */
	unsigned equipment;      /* it needs: set of 1u << EQUIPMENT_… */
	unsigned interpretation; /* languages it is interpreted into: set of 1u << LANG_… */
	/* As the day runs; room, starts_at and ends_at stay what was released. */
	int64_t started_at, ended_at; /* ms UTC; 0 not yet */
	int overrun_minutes;          /* announced beyond its planned length */
	int moved_room;               /* 1 + index of the room it was moved to, 0: not moved (see agenda_room_now) */
	int64_t moved_starts_at;      /* the start it was moved to, ms UTC; 0: not moved */
	const char *reason;           /* of a move or cancellation, for the public; NULL or "" when none was given */
	struct agenda_person *persons;
	size_t n_persons;
};

struct agenda {
	const char *title;
	const char *acronym;
	const char *zone; /* IANA; writers use the zone of the day (base/clock.h), readers tell what the file said */
	struct agenda_room *rooms;
	size_t n_rooms;
	struct agenda_session *sessions;
	size_t n_sessions;
};

/* Keys as they stand in the database, in JSON and in files: "fr", "round_table", "cancelled", "chair", "access".
 * Each _parse is true and writes *out when the text is such a key. */
const char *lang_key(enum lang lang);
bool lang_parse(const char *text, enum lang *out);
const char *session_kind_key(enum session_kind kind);
bool session_kind_parse(const char *text, enum session_kind *out);
const char *session_state_key(enum session_state state);
bool session_state_parse(const char *text, enum session_state *out);
const char *person_role_key(enum person_role role);
bool person_role_parse(const char *text, enum person_role *out);
const char *focus_area_key(enum focus_area area);
bool focus_area_parse(const char *text, enum focus_area *out);
/* The short name in print: "VALUE CREATION". */
const char *focus_area_name(enum focus_area area);
const char *equipment_key(enum equipment equipment);
bool equipment_parse(const char *text, enum equipment *out);

/* The text in that language, else in English, else in any; "" when there is none. */
const char *texts_best(const struct texts *texts, enum lang lang);
/* Which language texts_best would take: `lang` itself when there is no text at all. */
enum lang texts_best_lang(const struct texts *texts, enum lang lang);

/* The session with that id, the index of the room with that name; NULL and -1 when there is none. Linear. */
const struct agenda_session *agenda_session_find(const struct agenda *agenda, const char *id);
/* For many questions: puts the sessions in order of id (in place), and finds one of them by halving. */
void agenda_sort_by_id(struct agenda *agenda);
struct agenda_session *agenda_session_find_sorted(const struct agenda *agenda, const char *id);
int agenda_room_find(const struct agenda *agenda, const char *name);
/* The room a session was planned in, NULL when it has none. */
const struct agenda_room *agenda_room_of(const struct agenda *agenda, const struct agenda_session *session);
/* The room it is really in: where it was moved to, else where it was planned. The index of it: -1 for none. */
const struct agenda_room *agenda_room_now(const struct agenda *agenda, const struct agenda_session *session);
int agenda_room_index_now(const struct agenda_session *session);

#endif
