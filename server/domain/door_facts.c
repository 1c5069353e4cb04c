/* See door_facts.h. */
#include "domain/door_facts.h"

#include "domain/event_mark.h"
#include "domain/participant_rules.h"
#include "domain/programme.h"
#include "schedule/expected.h"
#include "store/told.h"

#include <string.h>

static const int64_t MINUTE_MS = 60000;

/* ---- who ---- */

static enum err find_badge(struct db *db, struct arena *arena, const char *point, struct door_bearer *bearer)
{
	struct scanned scanned;
	enum err err = badge_scanned(db, arena, bearer->code, point, &scanned);
	if (err)
		return err;
	bearer->kind = DOOR_CODE_BADGE;
	bearer->person = scanned.person;
	bearer->serial = scanned.serial;
	bearer->revoked_at = scanned.revoked_at;
	bearer->presence = scanned.presence;
	return OK;
}

static enum err find_card(struct db *db, struct arena *arena, const char *point, struct door_bearer *bearer)
{
	enum err err = card_find(db, arena, bearer->code, &bearer->card);
	if (err)
		return err;
	struct holder who = { .card = bearer->card.serial };
	bearer->kind = DOOR_CODE_CARD;
	bearer->serial = bearer->card.serial;
	bearer->revoked_at = bearer->card.revoked_at;
	return presence_at(db, arena, &who, point, &bearer->presence);
}

/* A good code that nobody has: ours, or of another event? */
static enum err judge_stranger(
    struct db *db, struct arena *arena, enum badge_code_kind kind, struct door_bearer *bearer)
{
	struct event_mark mark;
	bearer->kind = DOOR_CODE_UNKNOWN;
	if (kind != BADGE_CODE_QR)
		return OK;
	enum err err = event_mark_get(db, arena, &mark);
	if (err == ERR_NOT_FOUND || (!err && !event_mark_fits(&mark, bearer->code)))
		bearer->kind = DOOR_CODE_FOREIGN;
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err door_bearer_find(
    struct db *db, struct arena *arena, const char *code, const char *point, struct door_bearer *out_bearer)
{
	struct door_bearer bearer = { .kind = DOOR_CODE_DAMAGED, .presence = { .by_actor = "", .seen_rule = "" } };
	enum badge_code_kind kind = badge_code_normalise(code, strlen(code), bearer.code);
	enum err err = OK;
	if (kind != BADGE_CODE_NEITHER) {
		err = find_badge(db, arena, point, &bearer);
		if (err == ERR_NOT_FOUND)
			err = find_card(db, arena, point, &bearer);
		if (err == ERR_NOT_FOUND)
			err = judge_stranger(db, arena, kind, &bearer);
	}
	if (!err)
		*out_bearer = bearer;
	return err;
}

struct holder door_bearer_holder(const struct door_bearer *bearer)
{
	return (struct holder){ .person_id = bearer->person.id, .card = bearer->card.serial };
}

/* ---- what is known of them ---- */

/* Is the word one of those in a list separated by spaces? */
static bool lists(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = words; *at;) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, word, n) == 0)
			return true;
		at += n + strspn(at + n, " ");
	}
	return false;
}

/* May the category enter the room? A point without a room is open to all; one that names its categories says so
 * itself. */
static bool may_enter(const struct person *person, const char *room_id)
{
	return !*room_id || !*person->rooms || lists(person->rooms, room_id);
}

/* The session whose list counts in a room, and whether the person is on it or speaks in it. */
struct invited {
	const struct agenda_session *session; /* NULL when there is none */
	bool is_invited;
};

static bool speaks_in(const struct agenda_session *session, const char *person_id)
{
	for (size_t i = 0; i < session->n_persons; i++)
		if (session->persons[i].id && strcmp(session->persons[i].id, person_id) == 0)
			return true;
	return false;
}

/* Is it on in that room between two instants, where and when the day has really brought it? */
static bool is_on(const struct agenda *agenda, const struct agenda_session *session, const struct expected *times,
    const char *room_id, int64_t from, int64_t to)
{
	const struct agenda_room *room = agenda_room_now(agenda, session);
	const struct expected *at = &times[session - agenda->sessions];
	if (!room || strcmp(room->id, room_id) != 0)
		return false;
	return session->state == SESSION_RUNNING ||
	       (session->state == SESSION_PLANNED && at->starts_at <= to && at->ends_at >= from);
}

/* Of several the one this person is invited to, else the first. */
static enum err invited_get(struct db *db, struct arena *arena, const char *person_id, const char *room_id,
    int64_t from, int64_t to, struct invited *out_invited)
{
	struct invited invited = { 0 };
	struct agenda agenda;
	const char **ids;
	size_t n = 0;
	enum err err = programme_around(db, arena, NULL, &agenda);
	if (!err)
		err = concern_list(db, arena, CONCERN_INVITED, person_id, &ids, &n);
	if (err)
		return err;
	const struct expected *times = expected_times(&agenda, arena);
	for (size_t i = 0; i < agenda.n_sessions && !invited.is_invited; i++) {
		const struct agenda_session *session = &agenda.sessions[i];
		if (!is_on(&agenda, session, times, room_id, from, to))
			continue;
		bool listed = speaks_in(session, person_id);
		for (size_t k = 0; k < n && !listed; k++)
			listed = strcmp(ids[k], session->id) == 0;
		if (!invited.session || listed)
			invited = (struct invited){ session, listed };
	}
	*out_invited = invited;
	return OK;
}

static enum err facts_of_person(struct db *db, struct arena *arena, const struct point *point,
    const struct person *person, int64_t at, struct door_facts *facts, struct door_values *values)
{
	struct invited invited;
	facts->is_approved = person_is_approved(person);
	facts->is_vip = person->vip;
	facts->is_category_of_point = !*point->categories || lists(point->categories, person->category);
	facts->is_category_of_room = *point->categories || may_enter(person, point->room_id);
	if (!facts->by_invitation)
		return OK;
	int64_t around = point->invitation_minutes * MINUTE_MS;
	enum err err = invited_get(db, arena, person->id, point->room_id, at - around, at + around, &invited);
	if (err)
		return err;
	facts->has_session = invited.session != NULL;
	facts->is_invited = invited.is_invited;
	values->session = invited.session ? invited.session->code : "";
	return OK;
}

static enum err facts_of_card(struct db *db, const struct point *point, const struct card *card,
    struct door_facts *facts, struct door_values *values)
{
	struct card_quota quota;
	facts->takes_cards = point->takes_cards && (!*card->points || lists(card->points, point->id));
	enum err err = card_quota_get(db, card->entity.id, point->id, &quota);
	if (err)
		return err;
	facts->quota = quota.most;
	facts->quota_used = quota.inside;
	values->quota = quota.most;
	return OK;
}

enum err door_facts_of(struct db *db, struct arena *arena, const struct point *point,
    const struct door_bearer *bearer, int64_t at, struct door_facts *out_facts, struct door_values *out_values)
{
	struct door_facts facts = DOOR_FACTS_PLAIN;
	struct door_values values = { .capacity = point->capacity, .session = "", .entity = "" };
	enum err err = OK;
	facts.code = bearer->kind;
	facts.is_revoked = bearer->revoked_at != 0;
	facts.is_open = strcmp(point->state, "open") == 0;
	facts.has_exits = point->exits;
	facts.by_invitation = point->by_invitation;
	facts.capacity = point->capacity;
	facts.inside = point->inside;
	if (bearer->kind == DOOR_CODE_BADGE) {
		values.entity = bearer->person.entity.name;
		err = facts_of_person(db, arena, point, &bearer->person, at, &facts, &values);
	} else if (bearer->kind == DOOR_CODE_CARD) {
		values.entity = bearer->card.entity.name;
		err = facts_of_card(db, point, &bearer->card, &facts, &values);
	}
	if (err)
		return err;
	*out_facts = facts;
	*out_values = values;
	return OK;
}
