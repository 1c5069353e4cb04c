/* See personal.h. */
#include "domain/personal.h"

#include "badges/code.h"
#include "domain/floor_rules.h"
#include "domain/groups.h"
#include "domain/participant_rules.h"
#include "domain/programme.h"
#include "store/told.h"

#include <stdlib.h>
#include <string.h>

static const char *const ROLES[PERSONAL_ROLE_MAX] = { [PERSONAL_SPEAKER] = "speaker",
	[PERSONAL_CHAIR] = "chair",
	[PERSONAL_MODERATOR] = "moderator",
	[PERSONAL_PANELLIST] = "panellist",
	[PERSONAL_SIGNATORY] = "signatory",
	[PERSONAL_ON_FLOOR] = "on_floor",
	[PERSONAL_GROUP] = "group",
	[PERSONAL_SEAT] = "seat",
	[PERSONAL_INVITED] = "invited" };

const char *personal_role_key(enum personal_role role)
{
	return ROLES[role];
}

/* Collecting: one row a session of the agenda, taken when anything is known. */
struct collecting {
	struct db *db;
	struct arena *arena;
	const char *person_id;
	struct personal *personal;
	struct personal_item *rows; /* by index of the session; session is NULL for none */
};

static struct personal_item *item_of(
    struct collecting *c, const struct agenda_session *session, enum personal_role role)
{
	struct personal_item *item = &c->rows[session - c->personal->agenda.sessions];
	if (!item->session) {
		*item = (struct personal_item){ .session = session, .role = role, .seat = "" };
		item->group.id = item->group.name = item->group.room = "";
	}
	if (role < item->role)
		item->role = role;
	return item;
}

static void collect_parts(struct collecting *c)
{
	const struct agenda *agenda = &c->personal->agenda;
	for (size_t i = 0; i < agenda->n_sessions; i++)
		for (size_t p = 0; p < agenda->sessions[i].n_persons; p++) {
			const struct agenda_person *person = &agenda->sessions[i].persons[p];
			if (person->id && strcmp(person->id, c->person_id) == 0)
				item_of(c, &agenda->sessions[i], (enum personal_role)person->role);
		}
}

/* Where they stand on a session's list: before how many of those who wait. */
static enum err take_turn(struct collecting *c, struct personal_item *item)
{
	struct speaker *speakers;
	size_t n;
	enum err err = speaker_list(c->db, c->arena, item->session->id, &speakers, &n);
	for (size_t i = 0; !err && i < n; i++) {
		bool waits = floor_is(&speakers[i], FLOOR_WAITING),
		     mine = !strcmp(speakers[i].person_id, c->person_id);
		item->speaking.waiting += waits;
		if (!mine || floor_is(&speakers[i], FLOOR_WITHDRAWN))
			continue;
		/* Of several turns the one that is still to come. */
		if (item->speaking.state && !floor_is_open(&speakers[i]))
			continue;
		if (item->speaking.position)
			continue;
		item->speaking.state = speakers[i].state;
		item->speaking.position = waits ? item->speaking.waiting : 0;
	}
	return err;
}

static enum err collect_concerns(struct collecting *c)
{
	static const enum personal_role ROLE_OF[CONCERN_MAX] = { [CONCERN_INVITED] = PERSONAL_INVITED,
		[CONCERN_LISTED] = PERSONAL_ON_FLOOR,
		[CONCERN_SIGNS] = PERSONAL_SIGNATORY };
	enum err err = OK;
	for (enum concern concern = 0; !err && concern < CONCERN_MAX; concern++) {
		const char **ids;
		size_t n = 0;
		err = concern_list(c->db, c->arena, concern, c->person_id, &ids, &n);
		for (size_t i = 0; !err && i < n; i++) {
			const struct agenda_session *session = agenda_session_find(&c->personal->agenda, ids[i]);
			struct personal_item *item = session ? item_of(c, session, ROLE_OF[concern]) : NULL;
			if (item && concern == CONCERN_LISTED)
				err = take_turn(c, item);
		}
	}
	return err;
}

static enum err collect_places(struct collecting *c)
{
	struct group_of_person *places;
	size_t n = 0;
	enum err err = groups_of_person(c->db, c->arena, c->person_id, &places, &n);
	for (size_t i = 0; !err && i < n; i++) {
		const struct agenda_session *session =
		    agenda_session_find(&c->personal->agenda, places[i].session_id);
		bool has_group = *places[i].group.id;
		if (!session)
			continue;
		struct personal_item *item = item_of(c, session, has_group ? PERSONAL_GROUP : PERSONAL_SEAT);
		item->seat = places[i].seat;
		item->group.id = places[i].group.id;
		item->group.name = places[i].group.name;
		item->group.room = places[i].group.room_id;
	}
	return err;
}

static int by_start(const void *a, const void *b)
{
	const struct personal_item *x = a, *y = b;
	int64_t start = expected_decided_start(x->session), other = expected_decided_start(y->session);
	if (start != other)
		return start < other ? -1 : 1;
	return strcmp(x->session->id, y->session->id);
}

/* Without turns that were withdrawn and left nothing else. */
static void keep(struct collecting *c)
{
	struct personal *personal = c->personal;
	size_t n = 0;
	for (size_t i = 0; i < personal->agenda.n_sessions; i++) {
		const struct personal_item *item = &c->rows[i];
		if (item->session && (item->role != PERSONAL_ON_FLOOR || item->speaking.state))
			c->rows[n++] = *item;
	}
	qsort(c->rows, n, sizeof *c->rows, by_start);
	personal->items = c->rows;
	personal->n_items = n;
}

enum err personal_get(struct db *db, struct arena *arena, const char *person_id, struct personal *out_personal)
{
	struct personal personal = { 0 };
	enum err err = programme_get(db, arena, &personal.agenda, &personal.rows);
	if (err)
		return err;
	personal.times = expected_times(&personal.agenda, arena);
	struct collecting c = { db, arena, person_id, &personal,
		arena_array(arena, struct personal_item, personal.agenda.n_sessions + 1) };
	collect_parts(&c);
	err = collect_concerns(&c);
	if (!err)
		err = collect_places(&c);
	if (err)
		return err;
	keep(&c);
	*out_personal = personal;
	return OK;
}

enum err personal_of_badge(struct db *db, struct arena *arena, const char *code, struct person *out_person)
{
	char clean[BADGE_CODE_QR_LEN + 1];
	struct badge badge;
	struct person person;
	if (badge_code_normalise(code, strlen(code), clean) == BADGE_CODE_NEITHER)
		return ERR_CODE_UNKNOWN;
	enum err err = badge_find(db, arena, clean, &badge);
	if (err)
		return err == ERR_NOT_FOUND ? ERR_CODE_UNKNOWN : err;
	if (badge.revoked_at)
		return ERR_BADGE_REVOKED;
	err = person_get(db, arena, badge.person_id, &person);
	if (!err && person_is(&person, PERSON_MERGED))
		err = ERR_CODE_UNKNOWN;
	if (!err)
		*out_person = person;
	return err;
}
