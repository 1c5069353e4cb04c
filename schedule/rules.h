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
	FINDING_ID_TWICE,        /* two sessions with one id */
	FINDING_TIMES,           /* ends before it starts, or at the same instant */
	FINDING_TITLE,           /* no title in any language (breaks may have none) */
	FINDING_ROOM_UNKNOWN,    /* points to a room that is not in the agenda */
	FINDING_ROOM_MISSING,    /* warning: has no room yet; foreign sessions need none */
	FINDING_ROOM_OVERLAP,    /* two sessions in one room; a video may run in a break */
	FINDING_PERSON_OVERLAP,  /* one person in two sessions, whatever the roles */
	FINDING_FOREIGN_PERSON,  /* warning: one person here and in a session of the conference */
	FINDING_FOREIGN_PLENARY, /* warning: runs during a plenary of the conference */
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
	struct finding_value {
		const char *key, *value;
	} values[FINDING_VALUES_MAX]; /* what a page needs to say the sentence in another language; key NULL ends them
				       */
};

struct findings {
	struct finding *items; /* rule by rule */
	size_t n;
	size_t n_errors;
};

/* The stable key of a kind: "room_overlap". */
const char *finding_kind_key(enum finding_kind kind);

/* Checks every rule in O(n log n). Cancelled sessions collide with nothing; sessions that touch (one ends when the
 * next starts) do not overlap. A session that collides with earlier ones is held against the one of them that runs
 * longest, so the list stays linear; solve it and check again. Persons are the same when their ids are, or their
 * names where an id is missing. A foreign session is a plenary when a word for it stands in its title. Foreign
 * sessions are never held against each other: they are not ours to move. */
struct findings rules_check(const struct agenda *agenda, struct arena *arena);

/* [{severity, kind, session, other, room, person: {id, name}, sentence, values: {…}}, …]; those about one session
 * only, when it is not NULL. */
void findings_write(struct jsonw *w, const char *name, const struct findings *findings, const char *session);

#endif
