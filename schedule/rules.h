/* What is wrong with an agenda before anybody stands in front of a locked room. The rules look at PLANNED times; what
 * runs late today is expected.h. Not for deciding: an error is a finding for people, the domain decides what to
 * refuse.
 */
#ifndef P2C_SCHEDULE_RULES_H
#define P2C_SCHEDULE_RULES_H

#include "base/jsonw.h"
#include "schedule/agenda.h"

/* An error makes the agenda impossible; a warning wants a person to look. */
enum finding_severity { FINDING_ERROR, FINDING_WARNING };

enum finding_kind {
	FINDING_ID_TWICE,       /* two sessions with one id */
	FINDING_TIMES,          /* ends before it starts, or at the same instant */
	FINDING_TITLE,          /* no title in any language (breaks may have none) */
	FINDING_ROOM_UNKNOWN,   /* points to a room that is not in the agenda */
	FINDING_ROOM_OVERLAP,   /* two sessions in one room; a video may run in a break */
	FINDING_PERSON_OVERLAP, /* one person in two sessions, whatever the roles */
	/* From here on warnings. */
	FINDING_ROOM_MISSING,        /* has no room yet; foreign sessions need none */
	FINDING_ROOM_CAPACITY,       /* more places than the room has seats. values: capacity, seats */
	FINDING_EQUIPMENT,           /* the room lacks it. values: equipment */
	FINDING_TURN_ROUND,          /* the room is not given its minutes. values: minutes, needed */
	FINDING_ROOM_MOVED_CLASH,    /* what was moved today meets another session in its room */
	FINDING_INTERPRETATION_ROOM, /* the room has no channel for a language. values: languages */
	FINDING_INTERPRETERS_HOURS,  /* outside their hours. values: hours */
	FINDING_INTERPRETERS_REST,   /* too long without a rest in one room. values: minutes, longest, rest */
	FINDING_INTERPRETERS_TEAMS,  /* more rooms at once than there are teams. values: rooms, teams */
	FINDING_FOREIGN_PERSON,      /* one person here and in a session of the conference */
	FINDING_FOREIGN_PLENARY,     /* runs during a plenary of the conference */
	FINDING_FOREIGN_MEETING,     /* sessions run while a committee or group of it meets. values: sessions */
	FINDING_HIGH_LEVEL,          /* nobody high-level of a Member where one is wanted */
	FINDING_COCHAIRS,     /* an area's are not as asked. values: area, problem, count or region. No session */
	FINDING_LANGUAGE_GAP, /* no title in some official languages. values: languages */
	FINDING_KIND_MAX
};

enum { FINDING_VALUES_MAX = 4 };

struct finding {
	enum finding_severity severity;
	enum finding_kind kind;
	const char *session;                /* id of the session to look at */
	const char *other;                  /* id of the session it collides with; NULL when there is none */
	const char *sentence;               /* English, with titles and names in it */
	const char *room;                   /* its id (its name when it has none); NULL when no room is meant */
	const struct agenda_person *person; /* NULL when nobody is meant */
	/* What a page needs to say the sentence in another language; key NULL ends them. */
	struct finding_value {
		const char *key, *text; /* text NULL: the number counts */
		int64_t number;
		bool is_list; /* keys with spaces between them */
	} values[FINDING_VALUES_MAX];
};

struct findings {
	struct finding *items; /* rule by rule */
	size_t n;
	size_t n_errors;
};

/* The stable key of a kind: "room_overlap". */
const char *finding_kind_key(enum finding_kind kind);

/* Where somebody sits as co-chair of a focus area. */
enum rules_seat { SEAT_MEMBER, SEAT_PRIVATE_SECTOR, SEAT_CIVIL_SOCIETY_OR_IO, SEAT_MAX };
const char *rules_seat_key(enum rules_seat seat);
bool rules_seat_parse(const char *text, enum rules_seat *out);

struct rules_cochair {
	enum focus_area area;
	enum rules_seat seat;
	struct agenda_person person; /* the role does not matter */
	const char *region;          /* of a Member; "" for none */
};

enum { RULES_HOURS_MAX = 8 };

/* What interpreters can do. Minutes of the day, local time. */
struct rules_interpreters {
	struct {
		int from, to;
	} hours[RULES_HOURS_MAX];
	int n_hours;                       /* 0: whenever */
	int teams;                         /* rooms at once; 0: as many as wanted */
	int longest_minutes, rest_minutes; /* in one room without that rest; 0: as long as wanted */
};

/* What an agenda does not say by itself. */
struct rules_known {
	const char *const *high_level; /* ids of high-level people of Members, in order */
	size_t n_high_level;
	const struct rules_cochair *cochairs; /* area by area */
	size_t n_cochairs;
	struct rules_interpreters interpreters;
};

/* Checks every rule in O(n log n). Cancelled sessions collide with nothing; sessions that touch (one ends when the
 * next starts) do not overlap. A session that collides with earlier ones is held against the one of them that runs
 * longest, so the list stays linear; solve it and check again. Persons are the same when their ids are, or their
 * names where an id is missing. A foreign session is a plenary when a word for it stands in its title. Foreign
 * sessions are never held against each other: they are not ours to move. Breaks are time to turn a room round. */
struct findings rules_check(const struct agenda *agenda, struct arena *arena);
/* The same with the rules that need to know more. Without it nobody is missed and interpreters never tire. */
struct findings rules_check_with(const struct agenda *agenda, const struct rules_known *known, struct arena *arena);

/* [{severity, kind, session, other, room, person: {id, name}, sentence, values: {…}}, …]; those about one session
 * only, when it is not NULL. */
void findings_write(struct jsonw *w, const char *name, const struct findings *findings, const char *session);

#endif
