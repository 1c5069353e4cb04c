/* Who needs what at the same time: rooms and people. One walk over the sessions in order of start; for each room and
 * each person stands, lane by lane, which session holds it longest so far. Rules of rules.h. */
#include "schedule/expected.h"
#include "schedule/rules_state.h"

#include <string.h>

#define NO_FINDING FINDING_KIND_MAX

enum { MINUTE_MS = 60000 };

struct collision_table {
	enum finding_kind kinds[LANE_MAX][LANE_MAX];
};

static const struct collision_table IN_ROOM = { {
    [LANE_MAIN] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP },
    [LANE_BREAK] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, NO_FINDING, FINDING_ROOM_OVERLAP },
    [LANE_VIDEO] = { FINDING_ROOM_OVERLAP, NO_FINDING, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP },
    [LANE_FOREIGN] = { FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, NO_FINDING },
} };

/* Somebody seen in a video is not in the room, and a break binds nobody. */
static const struct collision_table OF_PERSON = { {
    [LANE_MAIN] = { FINDING_PERSON_OVERLAP, NO_FINDING, NO_FINDING, FINDING_FOREIGN_PERSON },
    [LANE_BREAK] = { NO_FINDING, NO_FINDING, NO_FINDING, NO_FINDING },
    [LANE_VIDEO] = { NO_FINDING, NO_FINDING, NO_FINDING, NO_FINDING },
    [LANE_FOREIGN] = { FINDING_FOREIGN_PERSON, NO_FINDING, NO_FINDING, NO_FINDING },
} };

/* What a room or a person was needed for so far. */
struct taken {
	const struct rules_slot *longest[LANE_MAX];
	const struct agenda_session *last; /* a person may have two roles in one session */
};

/* What two sessions collide in; `person` is NULL in rooms. */
typedef void on_collision(struct rules_check *check, enum finding_kind kind, const struct rules_slot *now,
    const struct rules_slot *before, const struct agenda_person *person);

/* Tells what the slot collides with, and takes it. */
static void take(struct rules_check *check, struct taken *taken, const struct rules_slot *slot,
    const struct agenda_person *person, on_collision *collide)
{
	const struct collision_table *table = person ? &OF_PERSON : &IN_ROOM;
	enum rules_lane lane = rules_lane_of(slot->session);
	if (taken->last == slot->session)
		return;
	for (int other = 0; other < LANE_MAX; other++) {
		enum finding_kind kind = table->kinds[lane][other];
		if (kind != NO_FINDING && taken->longest[other] && taken->longest[other]->to > slot->from)
			collide(check, kind, slot, taken->longest[other], person);
	}
	if (!taken->longest[lane] || taken->longest[lane]->to < slot->to)
		taken->longest[lane] = slot;
	taken->last = slot->session;
}

/* ---- rooms ---- */

static void collide_in_room(struct rules_check *check, enum finding_kind kind, const struct rules_slot *now,
    const struct rules_slot *before, const struct agenda_person *person)
{
	(void)person;
	const struct agenda_room *room = &check->agenda->rooms[now->room];
	struct finding *finding = rules_report(check, kind, now->session, before->session,
	    "\"%s\" and \"%s\" both need %s at the same time.", rules_called(before->session),
	    rules_called(now->session), room->name);
	finding->room = room->id;
}

/* Whoever was in the room last, not counting breaks and what is shown in them. */
static const struct rules_slot *before(const struct taken *taken)
{
	const struct rules_slot *main = taken->longest[LANE_MAIN], *foreign = taken->longest[LANE_FOREIGN];
	return !main || (foreign && foreign->to > main->to) ? foreign : main;
}

static void check_turn_round(struct rules_check *check, const struct taken *taken, const struct rules_slot *slot)
{
	const struct agenda_room *room = &check->agenda->rooms[slot->room];
	const struct rules_slot *last = before(taken);
	enum rules_lane lane = rules_lane_of(slot->session);
	if (!room->turn_round_minutes || !last || lane == LANE_BREAK || lane == LANE_VIDEO || last->to > slot->from ||
	    slot->from - last->to >= (int64_t)room->turn_round_minutes * MINUTE_MS ||
	    (lane == LANE_FOREIGN && rules_lane_of(last->session) == LANE_FOREIGN))
		return;
	int64_t minutes = (slot->from - last->to) / MINUTE_MS;
	struct finding *finding = rules_report(check, FINDING_TURN_ROUND, slot->session, last->session,
	    "Between \"%s\" and \"%s\" %s has %d minutes; it needs %d.", rules_called(last->session),
	    rules_called(slot->session), room->name, (int)minutes, room->turn_round_minutes);
	finding->room = room->id;
	rules_value_int(finding, "minutes", minutes);
	rules_value_int(finding, "needed", room->turn_round_minutes);
}

static void collide_moved(struct rules_check *check, enum finding_kind kind, const struct rules_slot *now,
    const struct rules_slot *before, const struct agenda_person *person)
{
	(void)kind;
	(void)person;
	const struct agenda_session *a = before->session, *b = now->session;
	const struct agenda_room *room = &check->agenda->rooms[now->room];
	if (!a->moved_room && !a->moved_starts_at && !b->moved_room && !b->moved_starts_at)
		return;
	struct finding *finding = rules_report(check, FINDING_ROOM_MOVED_CLASH, b, a,
	    "As moved today, \"%s\" and \"%s\" both need %s at the same time.", rules_called(a), rules_called(b),
	    room->name);
	finding->room = room->id;
}

/* The same walk where today's moves have put the sessions; only when there are any. */
static void check_moved(struct rules_check *check)
{
	struct rules_slot *slots = arena_array(check->arena, struct rules_slot, check->n_slots + 1);
	struct taken *rooms = arena_array(check->arena, struct taken, check->agenda->n_rooms + 1);
	bool any = false;
	for (size_t i = 0; i < check->n_slots; i++) {
		const struct agenda_session *session = check->slots[i].session;
		const struct agenda_room *room = agenda_room_now(check->agenda, session);
		int64_t from = expected_decided_start(session);
		slots[i] = (struct rules_slot){ session, from, from + session->ends_at - session->starts_at,
			room ? (int)(room - check->agenda->rooms) : -1 };
		any = any || session->moved_room || session->moved_starts_at;
	}
	if (!any)
		return;
	rules_sort(slots, check->n_slots);
	for (size_t i = 0; i < check->n_slots; i++)
		if (slots[i].room >= 0)
			take(check, &rooms[slots[i].room], &slots[i], NULL, collide_moved);
}

void rules_of_rooms(struct rules_check *check)
{
	struct taken *rooms = arena_array(check->arena, struct taken, check->agenda->n_rooms + 1);
	for (size_t i = 0; i < check->n_slots; i++) {
		const struct rules_slot *slot = &check->slots[i];
		if (slot->room < 0)
			continue;
		check_turn_round(check, &rooms[slot->room], slot);
		take(check, &rooms[slot->room], slot, NULL, collide_in_room);
	}
	check_moved(check);
}

/* ---- people ---- */

/* Everybody by id, or by name without one: an open table of twice as many places as there are names. */
struct people {
	struct known {
		const char *key;
		struct taken taken;
	} * places;
	size_t mask;
};

static struct known *find(struct people *people, const char *key)
{
	uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
	for (const char *at = key; *at; at++)
		hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
	size_t at = (size_t)(hash ^ hash >> 32) & people->mask;
	while (people->places[at].key && strcmp(people->places[at].key, key) != 0)
		at = (at + 1) & people->mask;
	people->places[at].key = key;
	return &people->places[at];
}

static struct people people_of(struct rules_check *check)
{
	size_t n = 0, size = 16;
	for (size_t i = 0; i < check->n_slots; i++)
		n += check->slots[i].session->n_persons;
	while (size < 2 * n)
		size *= 2;
	return (struct people){ arena_array(check->arena, struct known, size), size - 1 };
}

static void collide_person(struct rules_check *check, enum finding_kind kind, const struct rules_slot *now,
    const struct rules_slot *before, const struct agenda_person *person)
{
	const char *more = kind == FINDING_FOREIGN_PERSON ? "; one of them is a session of the conference" : "";
	struct finding *finding = rules_report(check, kind, now->session, before->session,
	    "\"%s\" and \"%s\" both need %s at the same time%s.", rules_called(before->session),
	    rules_called(now->session), person->name, more);
	finding->person = person;
}

void rules_of_persons(struct rules_check *check)
{
	struct people people = people_of(check);
	for (size_t i = 0; i < check->n_slots; i++) {
		const struct agenda_session *session = check->slots[i].session;
		for (size_t p = 0; p < session->n_persons; p++) {
			const struct agenda_person *person = &session->persons[p];
			const char *key = person->id ? person->id : person->name;
			if (key)
				take(check, &find(&people, key)->taken, &check->slots[i], person, collide_person);
		}
	}
}
