/* What the rules share while they check: the findings so far and the sessions in order of time. Private to rules*.c;
 * the rules are told in rules.h. */
#ifndef P2C_SCHEDULE_RULES_STATE_H
#define P2C_SCHEDULE_RULES_STATE_H

#include "schedule/rules.h"

/* How sessions share a room or a person: the lane decides what a collision of two of them means. */
enum rules_lane { LANE_MAIN, LANE_BREAK, LANE_VIDEO, LANE_FOREIGN, LANE_MAX };

/* A session at the times that are checked: planned, or decided today. */
struct rules_slot {
	const struct agenda_session *session;
	int64_t from, to;
	int room; /* index, -1 for none */
};

struct rules_check {
	const struct agenda *agenda;
	const struct rules_known *known; /* never NULL */
	struct arena *arena;
	struct rules_slot *slots; /* planned, of sessions that take time, by start */
	size_t n_slots;
	struct findings found;
	size_t cap;
};

enum rules_lane rules_lane_of(const struct agenda_session *session);
/* What to call a session in a sentence. */
const char *rules_called(const struct agenda_session *session);
/* Does it take place, for some time? */
bool rules_takes_time(const struct agenda_session *session);
/* Adds a finding and gives it, for its room, person and values. `session` and `other` may be NULL. */
struct finding *rules_report(struct rules_check *check, enum finding_kind kind, const struct agenda_session *session,
    const struct agenda_session *other, const char *sentence, ...) __attribute__((format(printf, 5, 6)));
/* Says one more value of the finding: a text, a number, or keys with spaces between them. */
void rules_value(struct finding *finding, const char *key, const char *value);
void rules_value_int(struct finding *finding, const char *key, int64_t value);
void rules_value_keys(struct finding *finding, const char *key, const char *keys);
/* The keys of a set with spaces between them. */
const char *rules_keys(struct rules_check *check, unsigned set, int n, const char *(*key)(int at));
/* For rules_keys. */
const char *rules_lang_key(int at);
/* Slots in order of their start. */
void rules_sort(struct rules_slot *slots, size_t n);

/* The rules, by file. */
void rules_of_sessions(struct rules_check *check); /* rules_session.c: each by itself and with its room */
void rules_of_rooms(struct rules_check *check);    /* rules_overlap.c */
void rules_of_persons(struct rules_check *check);
void rules_of_foreign(struct rules_check *check);      /* rules_foreign.c */
void rules_of_interpreters(struct rules_check *check); /* rules_interpreters.c */
void rules_of_cochairs(struct rules_check *check);     /* rules_cochairs.c */

#endif
