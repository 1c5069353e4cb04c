/* See door_day.h. */
#include "tests/unit/domain/door_day.h"

#include "base/id.h"
#include "store/write.h"

#include <string.h>

struct person door_guest_as(struct day_rig *day, const char *display, const char *category, struct badge *out_badge)
{
	struct participant_form form = { .display = display,
		.entity_name = "Kariba Telecom",
		.entity_country = "ZMB",
		.entity_type = "private_sector",
		.category = category };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	assert_int_equal(day_badge(day, person.id, "", out_badge), OK);
	return person;
}

struct person door_guest(struct day_rig *day, const char *display, struct badge *out_badge)
{
	return door_guest_as(day, display, NULL, out_badge);
}

struct acting {
	const struct point_form *form;
	const char *session, *person, *entity, *id;
	int64_t count, version, serial;
	enum conflict_take take;
	struct point point;
	struct card *cards, card;
	struct entity who;
	struct conflict conflict;
};

static enum err act_point(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return point_create(tx, a->form, &a->point);
}

struct point door_point(struct day_rig *day, struct point_form form)
{
	if (!form.invitation_minutes)
		form.invitation_minutes = POINT_UNSAID;
	struct acting a = { .form = &form };
	struct point point;
	assert_int_equal(day_run(day, act_point, &a), OK);
	day_expect_entry(day, "doors", "point.add", form.id, 1);
	assert_int_equal(point_get(day->db, day->arena, form.id, &point), OK);
	return point;
}

static enum err act_room(struct tx *tx, void *ctx)
{
	static const struct room_row ROOM = { .id = "room-1", .name = "Room 1", .capacity = 50, .position = 1 };
	(void)ctx;
	return room_put(tx_db(tx), &ROOM);
}

const char *door_session(struct day_rig *day)
{
	struct id id = id_new(DAY_START);
	struct agenda_session session = {
		.id = id.text, .room = -1, .starts_at = DAY_START, .ends_at = DAY_START + 3600000
	};
	int64_t version;
	session.title.in[LANG_EN] = "Round table";
	assert_int_equal(day_run(day, act_room, NULL), OK);
	assert_int_equal(day_put(day, &session, DOOR_ROOM, &version), OK);
	return arena_dup(day->arena, id.text);
}

static enum err act_invite(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return invitation_change(tx, a->session, &a->person, 1, NULL, 0);
}

enum err door_invite(struct day_rig *day, const char *session, const char *person)
{
	struct acting a = { .session = session, .person = person };
	return day_run(day, act_invite, &a);
}

static enum err act_cards(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return card_issue(tx, a->entity, a->count, "", &a->cards);
}

struct card *door_cards(struct day_rig *day, const char *entity, int64_t count)
{
	struct acting a = { .entity = entity, .count = count };
	struct card *cards;
	size_t n;
	assert_int_equal(day_run(day, act_cards, &a), OK);
	assert_int_equal(card_all(day->db, day->arena, entity, &cards, &n), OK);
	assert_int_equal(n, count);
	return cards;
}

static enum err act_quota(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return card_limit(tx, a->entity, a->version, a->count, &a->who);
}

enum err door_quota(struct day_rig *day, const char *entity, int64_t quota)
{
	struct entity now;
	assert_int_equal(entity_get(day->db, day->arena, entity, &now), OK);
	struct acting a = { .entity = entity, .count = quota, .version = now.version };
	return day_run(day, act_quota, &a);
}

static enum err act_block(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return card_block(tx, a->serial, "lost", &a->card);
}

enum err door_block(struct day_rig *day, int64_t serial)
{
	struct acting a = { .serial = serial };
	return day_run(day, act_block, &a);
}

static enum err act_spoil(struct tx *tx, void *ctx)
{
	(void)ctx;
	return point_move(tx_db(tx), "main", 3);
}

enum err door_spoil(struct day_rig *day)
{
	return day_run(day, act_spoil, NULL);
}

struct door_answer door_late(struct day_rig *day, const char *code, int64_t at, enum door_result did, bool leaving)
{
	struct door_form form = {
		.code = code, .point = "main", .at = at, .is_late = true, .did = did, .leaving = leaving
	};
	struct door_answer answer;
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_int_equal(answer.result, did);
	return answer;
}

size_t door_conflicts(struct day_rig *day, struct conflict **out_conflicts)
{
	size_t n;
	assert_int_equal(conflict_list(day->db, day->arena, "open", false, 100, out_conflicts, &n), OK);
	return n;
}

static enum err act_resolve(struct tx *tx, void *ctx)
{
	struct acting *a = ctx;
	return conflict_resolve(
	    tx, a->id, &(struct conflict_settling){ .take = a->take, .words = "seen" }, &a->conflict);
}

enum err door_resolve(struct day_rig *day, const char *id, enum conflict_take take, struct conflict *out_conflict)
{
	struct acting a = { .id = id, .take = take };
	enum err err = day_run(day, act_resolve, &a);
	return err ? err : conflict_get(day->db, day->arena, id, out_conflict);
}
